//! Nouns of ModelFactory: specifications, states and providers of jobs.

use crate::{
	Balance, BlockNumber, BoundedVec, ConstU32, Endpoint, Hash, Hashing, JobId, MAX_JOB_SNAPSHOTS, ModelId,
	Name, datanet::SnapshotRef, root::HashProof,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_runtime::traits::Hash as _;

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

/// Largest number of verifiers that are drawn for one result.
pub const MAX_ROUNDS: u32 = 5;

/// Reason for which a result is repeated before it is paid.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ConfirmationCause {
	/// Its builder asked for it.
	#[codec(index = 0)]
	Asked,
	/// The randomness of the chain fell on it.
	#[codec(index = 1)]
	Chance,
	/// A provider doubts it.
	#[codec(index = 2)]
	Doubt,
	/// Its provider published a false result for another job.
	#[codec(index = 3)]
	Conviction,
}

/// Stage of a confirmation.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ConfirmationStage {
	/// A verifier is drawn by chance.
	#[codec(index = 0)]
	Drawing {
		/// First block in which it can be drawn.
		at: BlockNumber,
	},
	/// A verifier repeats the job and commits to what it found.
	#[codec(index = 1)]
	Repeating {
		/// Last block to commit in.
		until: BlockNumber,
	},
	/// The verifier reveals what it committed to.
	#[codec(index = 2)]
	Revealing {
		/// Last block to reveal in.
		until: BlockNumber,
	},
	/// Nothing speaks against the result: it is paid when its window is over.
	#[codec(index = 3)]
	Settled,
}

/// What a verifier found, as the chain keeps it.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Statement {
	/// The same result.
	#[codec(index = 0)]
	Same,
	/// Another result.
	#[codec(index = 1)]
	Differs {
		/// Hash over verifier and result: nobody can copy the result from it.
		bound: Hash,
	},
	/// None: it could not repeat the job.
	#[codec(index = 2)]
	Unrepeatable {
		/// Reason for which it could not.
		reason: FailReason,
	},
}

/// What a verifier reveals.
///
/// A result that differs is shown by a hash until another verifier contradicts the provider too: whoever is
/// drawn later has nothing to copy.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum Repetition {
	/// The same result. The proof shows the state after one step, which only who has trained knows.
	#[codec(index = 0)]
	Same {
		/// State after the step that the draw asks for, under the result's trace.
		proof: HashProof,
	},
	/// Another result, of which nothing is shown: the first verifier that contradicts the provider says this.
	#[codec(index = 1)]
	Differs {
		/// Hash over verifier and digest, see [`Repetition::bound`].
		bound: Hash,
	},
	/// Another result, shown by its digest: the verifiers after the first say this.
	#[codec(index = 2)]
	DiffersAs {
		/// Hash of the result, see [`Repetition::digest`].
		digest: Hash,
	},
	/// None: the job could not be repeated.
	#[codec(index = 3)]
	Unrepeatable {
		/// Reason for which it could not.
		reason: FailReason,
	},
}

impl Repetition {
	/// Returns the digest of a result: the blake2b-256 hash of its SCALE encoding.
	pub fn digest(result: &JobResult) -> Hash {
		Hashing::hash_of(result)
	}

	/// Returns what stands for a verifier's failure to repeat a job in the place of a digest.
	pub fn digest_of_failure(reason: FailReason) -> Hash {
		Hashing::hash_of(&(b"unrepeatable", reason))
	}

	/// Returns the hash over a verifier's stash and what it found.
	pub fn bound<AccountId: Encode>(stash: &AccountId, digest: &Hash) -> Hash {
		Hashing::hash_of(&(stash, digest))
	}

	/// Returns what a verifier commits to: the hash over job, claim, bound and salt. It is of no use to
	/// anybody else, since the bound names the verifier.
	pub fn commitment(job: JobId, attempt: u8, bound: &Hash, salt: &Hash) -> Hash {
		Hashing::hash_of(&(job, attempt, bound, salt))
	}

	/// Returns the step, from 0, after which a verifier of a result of so many steps shows the state. It
	/// differs from verifier to verifier; zero steps have none.
	pub fn step<AccountId: Encode>(seed: &Hash, stash: &AccountId, steps: u32) -> Option<u32> {
		let hash = Hashing::hash_of(&(seed, stash));
		let number = hash.as_bytes().iter().take(8).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte));
		number.checked_rem(steps.into()).map(|step| step as u32)
	}
}

/// Confirmation of a result as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ConfirmationInfo<AccountId> {
	/// Number of the job.
	pub job: JobId,
	/// Number of the claim whose result is repeated.
	pub attempt: u8,
	/// Reason for which it was called for first.
	pub cause: ConfirmationCause,
	/// Stage that it is in.
	pub stage: ConfirmationStage,
	/// Verifier at work.
	pub verifier: Option<AccountId>,
	/// Statements made so far, in their order.
	pub statements: Vec<(AccountId, Statement)>,
	/// Provider that doubts the result, and the planck that it has on hold for that.
	pub doubt: Option<(AccountId, Balance)>,
	/// Planck that a verifier is paid for repeating the job.
	pub fee: Balance,
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
