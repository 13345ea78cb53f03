//! Nouns of ModelFactory: specifications, states and providers of jobs.

use crate::{
	Balance, BlockNumber, BoundedVec, ConstU32, Endpoint, Hash, JobId, MAX_JOB_SNAPSHOTS, ModelId, Name,
	datanet::SnapshotRef,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

pub use openledger_spec::{
	HyperParameterError, HyperParameters, JobResult, MAX_BATCH, MAX_EPOCHS, MAX_LENGTH, MAX_RANK, Method,
	Target,
};

/// Specification of a model that a builder asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct JobSpec {
	/// Name of the model to be made.
	pub name: Name,
	/// Base model to tune.
	pub base: ModelId,
	/// Snapshots to learn from, ascending, without repeats.
	pub snapshots: BoundedVec<SnapshotRef, ConstU32<MAX_JOB_SNAPSHOTS>>,
	/// Root of a JSONL blob of records to evaluate on. They are never trained on.
	pub held_out: Option<Hash>,
	/// Hyper-parameters of the training.
	pub hyper: HyperParameters,
}

/// Largest number of providers that a builder names in its [`Wishes`].
pub const MAX_WISHED_PROVIDERS: u32 = 8;

/// Limits that a builder sets on who takes its job, and for how much.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Wishes<AccountId> {
	/// Most planck for each 1,000 tokens that a provider may ask; `None` leaves it to the escrow.
	pub max_price_per_1k_tokens: Option<Balance>,
	/// Fewest jobs that a provider must have done.
	pub least_done: u32,
	/// Stashes of the only providers that may take the job; any may if there are none.
	pub providers: BoundedVec<AccountId, ConstU32<MAX_WISHED_PROVIDERS>>,
}

impl<AccountId> Default for Wishes<AccountId> {
	fn default() -> Self {
		Self { max_price_per_1k_tokens: None, least_done: 0, providers: BoundedVec::new() }
	}
}

impl<AccountId> Wishes<AccountId> {
	/// Returns whether they keep nobody from the job.
	pub fn is_empty(&self) -> bool {
		self.max_price_per_1k_tokens.is_none() && self.least_done == 0 && self.providers.is_empty()
	}
}

/// Record of what became of the jobs that a provider claimed.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Reputation {
	/// Number of jobs that it was paid for.
	pub done: u32,
	/// Number of jobs that it gave back, without another provider giving the same reason.
	pub failed: u32,
	/// Number of its claims that expired.
	pub expired: u32,
}

/// Reason for which a provider gives a job back.
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
	/// A blob could not be fetched.
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
	/// Something else failed; the provider's log says what.
	Internal,
}

impl FailReason {
	/// Returns whether another provider would fail in the same way. The job ends once another one does.
	pub fn is_final(self) -> bool {
		matches!(self, Self::UnsupportedModel | Self::BadRecords | Self::Diverged | Self::PaymentTooLow)
	}
}

/// Stage in the life of a job.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum JobStatus<AccountId> {
	/// Waiting for a provider until the block given.
	Open {
		/// Last block in which it waits.
		until: BlockNumber,
	},
	/// A provider works on it.
	Claimed {
		/// Stash of the provider.
		provider: AccountId,
		/// Last block in which the claim stands.
		deadline: BlockNumber,
	},
	/// A result waits out its challenge window.
	Submitted {
		/// Stash of the provider.
		provider: AccountId,
		/// Result that was published.
		result: JobResult,
		/// Last block of the challenge window.
		window_ends: BlockNumber,
	},
	/// Everyone is paid, and the model exists.
	Finalised {
		/// Stash of the provider.
		provider: AccountId,
		/// Result that was published.
		result: JobResult,
		/// Model that the job made.
		model: ModelId,
	},
	/// Withdrawn by its builder.
	Cancelled,
	/// Given up: `None` when no one took it or every provider vanished.
	Failed {
		/// Last reason that a provider gave.
		reason: Option<FailReason>,
	},
}

/// A job as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct JobInfo<AccountId> {
	/// Number of the job.
	pub id: JobId,
	/// Account that pays for it.
	pub builder: AccountId,
	/// Specification of the model asked for.
	pub spec: JobSpec,
	/// Planck still in escrow.
	pub escrow: Balance,
	/// Number of times it was claimed.
	pub attempts: u8,
	/// Stage of its life.
	pub status: JobStatus<AccountId>,
}

/// Offer of a provider to builders and users.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Capabilities {
	/// Base models that it holds and runs, ascending, without repeats.
	pub bases: BoundedVec<ModelId, ConstU32<16>>,
	/// Largest number of jobs at a time.
	pub max_parallel: u8,
	/// Planck for each 1,000 tokens trained.
	pub price_per_1k_tokens: Balance,
	/// Base URL of its chat service; empty if it only trains.
	pub endpoint: Endpoint,
}

/// A provider as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProviderInfo<AccountId> {
	/// Account that is paid and bonded.
	pub stash: AccountId,
	/// Hot key that claims jobs and submits results.
	pub worker: AccountId,
	/// Offer to builders and users.
	pub capabilities: Capabilities,
	/// Planck on hold behind its word.
	pub bond: Balance,
	/// Jobs that it has claimed, or that are in a challenge window.
	pub active: Vec<JobId>,
	/// Block since which its bond has stood without a break.
	pub since: BlockNumber,
	/// Last block of its notice, once it has given it: it takes nothing new on.
	pub leaving: Option<BlockNumber>,
	/// Record of what became of its jobs.
	pub reputation: Reputation,
}
