//! Nouns of ModelFactory: specifications, results, states.

use crate::{
	datanet::SnapshotRef, Balance, BlockNumber, BoundedVec, ConstU32, Endpoint, Hash, JobId, ModelId, Name,
	MAX_JOB_SNAPSHOTS,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use openledger_spec::{
	HyperParameterError, HyperParameters, JobResult, Method, Target, MAX_BATCH, MAX_EPOCHS, MAX_LENGTH,
	MAX_RANK,
};

/// What a builder asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct JobSpec {
	/// Name of the model to be.
	pub name: Name,
	/// The base model.
	pub base: ModelId,
	/// What to learn from, ascending, without repeats.
	pub snapshots: BoundedVec<SnapshotRef, ConstU32<MAX_JOB_SNAPSHOTS>>,
	/// Root of a JSONL blob of records to evaluate on, never trained on.
	pub held_out: Option<Hash>,
	/// How to train.
	pub hyper: HyperParameters,
}

/// Why a provider gives a job back.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum FailReason {
	/// A blob could not be had.
	BlobUnavailable,
	/// The base model is not one this engine runs.
	UnsupportedModel,
	/// A record is broken, too long or empty.
	BadRecords,
	/// A NaN or infinity appeared: the learning rate diverges.
	Diverged,
	/// Fees at the terms given exceed the builder's maximum payment.
	PaymentTooLow,
	/// Memory, disk or another resource ran out.
	OutOfResources,
	/// Anything else; the provider's log says what.
	Internal,
}

impl FailReason {
	/// Whether another provider would fail in the same way, so that trying again is pointless.
	pub fn is_final(self) -> bool {
		matches!(self, Self::UnsupportedModel | Self::BadRecords | Self::Diverged | Self::PaymentTooLow)
	}
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum JobStatus<AccountId> {
	/// Waiting for a provider until the block given.
	Open {
		/// After this block it expires.
		until: BlockNumber,
	},
	/// A provider works on it.
	Claimed {
		/// The provider's stash.
		provider: AccountId,
		/// After this block the claim is forfeit.
		deadline: BlockNumber,
	},
	/// A result waits out its challenge window.
	Submitted {
		/// The provider's stash.
		provider: AccountId,
		/// What was published.
		result: JobResult,
		/// It may be finalised after this block.
		window_ends: BlockNumber,
	},
	/// Paid; the model exists.
	Finalised {
		/// The provider's stash.
		provider: AccountId,
		/// What was published.
		result: JobResult,
		/// The model made.
		model: ModelId,
	},
	/// Withdrawn by its builder.
	Cancelled,
	/// Given up: `None` when no one took it or every provider vanished.
	Failed {
		/// The last reason given.
		reason: Option<FailReason>,
	},
}

/// A job as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct JobInfo<AccountId> {
	/// Its number.
	pub id: JobId,
	/// Who pays.
	pub builder: AccountId,
	/// What was asked for.
	pub spec: JobSpec,
	/// Still in escrow, in planck.
	pub escrow: Balance,
	/// How often it was claimed.
	pub attempts: u8,
	/// Where it stands.
	pub status: JobStatus<AccountId>,
}

/// What a provider offers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Capabilities {
	/// Base models it holds and runs, ascending, without repeats.
	pub bases: BoundedVec<ModelId, ConstU32<16>>,
	/// Jobs at a time.
	pub max_parallel: u8,
	/// Planck for each 1,000 tokens trained.
	pub price_per_1k_tokens: Balance,
	/// Base URL of its chat service; empty if it only trains.
	pub endpoint: Endpoint,
}

/// A provider as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProviderInfo<AccountId> {
	/// Who is paid and bonded.
	pub stash: AccountId,
	/// The hot key that claims and submits.
	pub worker: AccountId,
	/// What it offers.
	pub capabilities: Capabilities,
	/// OPEN held behind its word.
	pub bond: Balance,
	/// Jobs claimed or in a challenge window.
	pub active: Vec<JobId>,
}
