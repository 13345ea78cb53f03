//! Nouns of the model registry.

use crate::{
	datanet::SnapshotRef, Balance, BoundedVec, ConstU32, Hash, JobId, Licence, ModelId, Name,
	MAX_JOB_SNAPSHOTS,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

pub use openledger_spec::Evaluation;

/// What a base model is, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Manifest {
	/// Root of the GGUF file.
	pub root: Hash,
	/// Its length in bytes.
	pub bytes: u64,
	/// Number of parameters.
	pub parameters: u64,
	/// Longest context in tokens.
	pub context: u32,
}

/// Price of use, in planck per 1,000 tokens.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Price {
	/// For tokens read.
	pub prompt_per_1k: Balance,
	/// For tokens written.
	pub completion_per_1k: Balance,
}

impl Price {
	/// Planck for one answer, each part rounded up; saturating.
	pub fn of(&self, prompt_tokens: u64, completion_tokens: u64) -> Balance {
		let part = |price: Balance, tokens: u64| price.saturating_mul(u128::from(tokens)).div_ceil(1000);
		part(self.prompt_per_1k, prompt_tokens)
			.saturating_add(part(self.completion_per_1k, completion_tokens))
	}
}

/// Where a tuned model comes from.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Lineage {
	/// The base model.
	pub base: ModelId,
	/// The job that made it.
	pub job: JobId,
	/// The snapshots it learnt from, ascending.
	pub snapshots: BoundedVec<SnapshotRef, ConstU32<MAX_JOB_SNAPSHOTS>>,
	/// Root over the adapter's name-sorted f32 little-endian tensor bytes.
	pub adapter: Hash,
	/// Length of those bytes.
	pub adapter_bytes: u64,
	/// Root over the per-step state roots of its training.
	pub trace: Hash,
	/// Held-out loss, when the job named held-out records.
	pub evaluation: Option<Evaluation>,
}

/// A base or a tuned model.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum ModelKind {
	/// Brought from outside.
	Base {
		/// What it is, byte for byte.
		manifest: Manifest,
		/// Share of every fee for models tuned from it.
		royalty: Permill,
	},
	/// Made by a job.
	Tuned(Lineage),
}

/// A model as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ModelInfo<AccountId> {
	/// Its number.
	pub id: ModelId,
	/// Who sells it.
	pub owner: AccountId,
	/// Name for people.
	pub name: Name,
	/// SPDX licence expression.
	pub licence: Licence,
	/// Root of the model card blob; zero if none.
	pub card: Hash,
	/// Base or tuned.
	pub kind: ModelKind,
	/// The price, while it is listed.
	pub price: Option<Price>,
}
