//! Nouns of the model registry.

use crate::{
	Balance, BoundedVec, ConstU32, Hash, JobId, Licence, MAX_JOB_SNAPSHOTS, ModelId, Name,
	datanet::SnapshotRef,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

pub use openledger_spec::Evaluation;

/// Identity of a base model, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Manifest {
	/// Root of its GGUF file.
	pub root: Hash,
	/// Length of the file in bytes.
	pub bytes: u64,
	/// Number of its parameters.
	pub parameters: u64,
	/// Longest context, in tokens.
	pub context: u32,
}

/// Price of a model's use, in planck for each 1,000 tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Price {
	/// Planck for 1,000 tokens read.
	pub prompt_per_1k: Balance,
	/// Planck for 1,000 tokens written.
	pub completion_per_1k: Balance,
}

impl Price {
	/// Returns the planck that one answer costs, each part rounded up, saturating.
	pub fn of(&self, prompt_tokens: u64, completion_tokens: u64) -> Balance {
		let part = |price: Balance, tokens: u64| price.saturating_mul(u128::from(tokens)).div_ceil(1000);
		part(self.prompt_per_1k, prompt_tokens)
			.saturating_add(part(self.completion_per_1k, completion_tokens))
	}
}

/// Origin of a tuned model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Lineage {
	/// Base model that it was tuned from.
	pub base: ModelId,
	/// Job that made it.
	pub job: JobId,
	/// Snapshots that it learnt from, ascending.
	pub snapshots: BoundedVec<SnapshotRef, ConstU32<MAX_JOB_SNAPSHOTS>>,
	/// Root over the adapter's name-sorted f32 little-endian tensor bytes.
	pub adapter: Hash,
	/// Number of those bytes.
	pub adapter_bytes: u64,
	/// Root over the per-step state roots of its training.
	pub trace: Hash,
	/// Held-out loss before and after, if the job named held-out records.
	pub evaluation: Option<Evaluation>,
}

/// A base or a tuned model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum ModelKind {
	/// Model that was brought from outside.
	Base {
		/// Identity of the model, byte for byte.
		manifest: Manifest,
		/// Share of every fee for models tuned from it.
		royalty: Permill,
	},
	/// Model that a job made.
	Tuned(Lineage),
}

/// A model as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ModelInfo<AccountId> {
	/// Number of the model.
	pub id: ModelId,
	/// Account that sells it.
	pub owner: AccountId,
	/// Name that people read.
	pub name: Name,
	/// Licence as an SPDX expression.
	pub licence: Licence,
	/// Root of the blob of its card; zero if it has none.
	pub card: Hash,
	/// Base, with its manifest, or tuned, with its lineage.
	pub kind: ModelKind,
	/// Price of its use, while it is listed.
	pub price: Option<Price>,
}
