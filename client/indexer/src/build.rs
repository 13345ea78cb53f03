//! The build itself, behind a trait: scheduling can be tested without a language model.

use crate::{Records, sources::are_among};
use openledger_attribution::Footer;
use openledger_ports::Observer;
use openledger_primitives::{Hash, datanet::SnapshotEntry, job::HyperParameters};
use std::path::Path;

/// Everything that an index is made from.
#[derive(Clone, Copy)]
pub struct IndexSource<'a> {
	/// The base model's GGUF file.
	pub base: &'a Path,
	/// The file with the adapter's raw bytes.
	pub adapter: &'a Path,
	/// Hyper-parameters that the adapter was trained with.
	pub hyper: &'a HyperParameters,
	/// Records that the adapter was trained on, in order.
	pub records: &'a [Records],
}

/// Reasons for a build to end without an index.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
	/// The build was cancelled: [`Observer::cancelled`] returned true.
	#[error("the build was cancelled")]
	Cancelled,
	/// The index cannot be built.
	#[error("{0}")]
	Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl BuildError {
	/// Wraps an error of a step of the build.
	pub fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
		Self::Failed(error.into())
	}
}

/// A builder of influence indexes.
pub trait IndexBuilder: Send + Sync {
	/// Builds an index at `out`, with `dir` for unfinished parts.
	///
	/// A build that was interrupted goes on when it is called again with the same source and folder, and ends
	/// with the same bytes.
	fn build(
		&self,
		source: &IndexSource<'_>,
		dir: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError>;

	/// Returns whether the file at `out` is a whole index of this adapter over these records. Its footer says
	/// so, without a model.
	fn is_complete(&self, out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
		let matches = |footer: Footer| footer.adapter == adapter && are_among(&footer.sources, entries);
		Footer::read(out).is_ok_and(matches)
	}
}
