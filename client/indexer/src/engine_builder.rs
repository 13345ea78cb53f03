//! The builder that runs the language model.

use crate::{BuildError, IndexBuilder, IndexSource, Translated, Usable, usable};
use openledger_attribution::{Footer, IndexError, Plan, RecordStates, build};
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Budget, Model};
use openledger_ports::Observer;
use openledger_primitives::{ContributionId, Hash, datanet::SnapshotEntry, job::Method, root};
use std::{path::Path, sync::Arc};

/// Builds indexes with `openledger_attribution`, from the hidden states of the tuned model.
#[derive(Clone)]
pub struct EngineIndexBuilder {
	engine: Arc<Engine>,
	/// The bound on the memory of its models.
	budget: Arc<Budget>,
}

impl EngineIndexBuilder {
	/// Makes a builder that computes on an engine.
	pub fn new(engine: Arc<Engine>) -> Self {
		Self { engine, budget: Budget::of_machine() }
	}

	/// Bounds the memory of its models by a budget, which others may share.
	pub fn within(self, budget: Arc<Budget>) -> Self {
		Self { budget, ..self }
	}
}

impl IndexBuilder for EngineIndexBuilder {
	fn build(
		&self,
		source: &IndexSource<'_>,
		dir: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		let IndexSource { base, adapter, hyper, records } = *source;
		let base = Base::open_within(base, &self.budget).map_err(BuildError::failed)?;
		let Usable { tokens, entries, .. } =
			usable(&base, records, hyper.max_length).map_err(BuildError::failed)?;
		let raw = std::fs::read(adapter).map_err(BuildError::failed)?;
		let tuned = Adapter::from_raw(&raw, base.config(), hyper).map_err(BuildError::failed)?;
		let frozen = base.frozen(Method::Lora, &self.engine);
		let model = Model::with_adapter(frozen, &tuned, self.engine.clone()).map_err(BuildError::failed)?;
		let states = RecordStates::new(&base, model, &tokens).map_err(BuildError::failed)?;
		let plan = Plan { base: base.root(), adapter: root::of(&raw), sources: sources(&entries) };
		match build(&plan, &states, dir, out, &Translated(observer)) {
			Ok(_) => Ok(()),
			Err(IndexError::Cancelled) => Err(BuildError::Cancelled),
			Err(error) => Err(BuildError::failed(error)),
		}
	}

	fn is_complete(&self, out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
		is_complete(out, adapter, entries)
	}
}

/// Returns whether a file is a whole index of this adapter over these records, read without a model.
pub fn is_complete(out: &Path, adapter: Hash, entries: &[SnapshotEntry]) -> bool {
	let matches = |footer: Footer| footer.adapter == adapter && are_among(&footer.sources, entries);
	Footer::read(out).is_ok_and(matches)
}

/// Returns whether the contributions of an index are some of a job's, in their order, with some of their
/// records: those that cannot be trained on are left out.
pub fn are_among(some: &[(ContributionId, u32)], entries: &[SnapshotEntry]) -> bool {
	let mut all = entries.iter();
	let mut is_next = |(contribution, records): &(ContributionId, u32)| {
		let entry = all.find(|entry| entry.contribution == *contribution);
		entry.is_some_and(|entry| (1..=entry.records).contains(records))
	};
	!some.is_empty() && some.iter().all(&mut is_next)
}

/// Returns contributions with their numbers of records, as an index names them.
fn sources(entries: &[SnapshotEntry]) -> Vec<(ContributionId, u32)> {
	entries.iter().map(|entry| (entry.contribution, entry.records)).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_index_may_leave_contributions_out_but_not_change_their_order() {
		let entry =
			|(contribution, records)| SnapshotEntry { contribution, root: Hash::zero(), records, bytes: 1 };
		let all = [(1, 10), (2, 20), (3, 30)].map(entry);
		for some in [&[(1, 10)][..], &[(1, 10), (3, 30)], &[(2, 19), (3, 1)], &[(1, 10), (2, 20), (3, 30)]] {
			assert!(are_among(some, &all), "{some:?}");
		}
		for other in [&[][..], &[(2, 20), (1, 10)], &[(1, 11)], &[(1, 0)], &[(3, 30), (3, 30)]] {
			assert!(!are_among(other, &all), "{other:?}");
		}
	}
}
