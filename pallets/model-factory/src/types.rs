//! Types that the pallet stores.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, BoundedVec, ConstU32, Hash, JobId, MAX_JOB_SNAPSHOTS, ModelId,
	SessionId,
	datanet::Snapshot,
	job::{
		Capabilities, ConfirmationCause, ConfirmationInfo, ConfirmationStage, FailReason, JobInfo, JobSpec,
		JobStatus, MAX_ROUNDS, ProviderInfo, Reputation, Statement, Wishes,
	},
};
use scale_info::TypeInfo;

/// Most replaced workers of a provider whose receipts still count.
pub const MAX_FORMER_WORKERS: u32 = 4;

/// Worker that was replaced, and whose receipts of sessions from before still count.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct FormerWorker {
	/// Hot key that it was.
	pub worker: AccountId,
	/// Number of the first session that was opened after it.
	pub sessions: SessionId,
	/// Last block in which its receipts count.
	pub until: BlockNumber,
}

/// Price and size of one snapshot: all that prices a job, frozen when the job is submitted, so that no later
/// call decodes whole snapshots.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Charge {
	/// Planck for each 1,000 tokens, from the snapshot's frozen terms.
	pub fee_per_1k_tokens: Balance,
	/// Number of bytes in all its entries.
	pub bytes: u64,
	/// Number of records in all its entries.
	pub records: u64,
}

impl From<&Snapshot> for Charge {
	fn from(snapshot: &Snapshot) -> Self {
		Self {
			fee_per_1k_tokens: snapshot.terms.fee_per_1k_tokens,
			bytes: snapshot.bytes(),
			records: snapshot.records(),
		}
	}
}

/// Charges of a job's snapshots, in the order of its specification.
pub type Charges = BoundedVec<Charge, ConstU32<MAX_JOB_SNAPSHOTS>>;

/// A fine-tuning job, from submission until its record is dropped.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(T: Config))]
#[scale_info(skip_type_params(T))]
pub struct Job<T: Config> {
	/// Account that pays, and will own the model.
	pub builder: AccountId,
	/// Specification of the model asked for.
	pub spec: JobSpec,
	/// Prices and sizes of its snapshots.
	pub charges: Charges,
	/// Planck still on hold for it; zero once it is over.
	pub escrow: Balance,
	/// Number of times it was claimed.
	pub attempts: u8,
	/// Planck for each 1,000 tokens that the provider asked at the latest claim; zero before the first.
	pub price_per_1k_tokens: Balance,
	/// Providers that gave it back: they may not claim it again.
	pub failed: BoundedVec<AccountId, T::MaxAttempts>,
	/// Stage of its life.
	pub status: JobStatus<AccountId>,
}

impl<T: Config> Job<T> {
	/// Returns the provider that works on it or waits for its challenge window.
	pub fn provider(&self) -> Option<&AccountId> {
		match &self.status {
			JobStatus::Claimed { provider, .. } | JobStatus::Submitted { provider, .. } => Some(provider),
			_ => None,
		}
	}

	/// Converts it to the form that clients read.
	pub fn info(self, id: JobId) -> JobInfo<AccountId> {
		JobInfo {
			id,
			builder: self.builder,
			spec: self.spec,
			escrow: self.escrow,
			attempts: self.attempts,
			status: self.status,
		}
	}
}

/// Largest number of providers that a doubtful job is reserved for.
pub const MAX_RESERVED: u32 = 3;

/// What is noted of a job until it is over, beside its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Note {
	/// Block in which it was submitted.
	pub submitted: BlockNumber,
	/// Limits that its builder set.
	pub wishes: Wishes<AccountId>,
	/// The latest reason that would hold for every provider, and who gave it.
	pub verdict: Option<(FailReason, AccountId)>,
	/// Providers drawn to confirm it.
	pub reserved: BoundedVec<AccountId, ConstU32<MAX_RESERVED>>,
	/// Last block in which nobody else may claim the job.
	pub reserved_until: BlockNumber,
	/// Hash of the result that its provider has, and the block in which that was told.
	pub commitment: Option<(Hash, BlockNumber)>,
}

/// Offer of a job that waits for a provider: all that ranks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Offer {
	/// Most planck that it pays for each 1,000 tokens.
	pub price_per_1k_tokens: Balance,
	/// Planck in its escrow.
	pub escrow: Balance,
	/// Id of the job.
	pub id: JobId,
	/// Base model that it tunes.
	pub base: ModelId,
	/// Last block in which it waits.
	pub until: BlockNumber,
	/// Whether its builder or a doubt keeps some providers from it.
	pub is_restricted: bool,
}

/// What a job that made an adapter learnt from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Origin {
	/// Hash of base model and snapshots.
	pub lineage: Hash,
	/// Block in which the adapter was told of first, openly or by its hash.
	pub at: BlockNumber,
}

/// A bonded provider, from registration until it leaves.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(T: Config))]
#[scale_info(skip_type_params(T))]
pub struct Provider<T: Config> {
	/// Hot key that claims jobs and submits results.
	pub worker: AccountId,
	/// Offer to builders and users.
	pub capabilities: Capabilities,
	/// Planck on hold behind its word.
	pub bond: Balance,
	/// Jobs that it has claimed, or that are in a challenge window, ascending.
	pub active: BoundedVec<JobId, T::MaxParallel>,
	/// Planck that a whole bond was when it was last made whole.
	pub required: Balance,
	/// Block since which its bond has stood without a break, for all the bases that it offers.
	pub since: BlockNumber,
	/// Where it is among the providers that can be drawn; `None` while it is leaving.
	pub seat: Option<u32>,
	/// Number of duties that other pallets have given it.
	pub duties: u32,
	/// Last block of its notice, once it has given it.
	pub leaving: Option<BlockNumber>,
	/// Record of what became of its jobs.
	pub reputation: Reputation,
	/// Block from which on it may claim again, after it gave a job back.
	pub rests_until: BlockNumber,
}

impl<T: Config> Provider<T> {
	/// Returns whether it takes on anything new: its bond counts and it is not leaving.
	pub fn serves(&self) -> bool {
		self.leaving.is_none() && self.is_bonded()
	}

	/// Returns whether it agreed to work on a base model.
	pub fn offers(&self, base: ModelId) -> bool {
		self.capabilities.bases.binary_search(&base).is_ok()
	}

	/// Returns whether at least half of the bond is left that was asked of it when it was last made whole.
	///
	/// So neither a small slash nor a parameter that was raised puts a provider out of service at once.
	pub fn is_bonded(&self) -> bool {
		self.bond > 0 && self.bond >= self.required / 2
	}

	/// Converts it to the form that clients read.
	pub fn info(self, stash: AccountId) -> ProviderInfo<AccountId> {
		ProviderInfo {
			stash,
			worker: self.worker,
			capabilities: self.capabilities,
			bond: self.bond,
			active: Vec::from(self.active),
			since: self.since,
			leaving: self.leaving,
			reputation: self.reputation,
		}
	}
}

/// Confirmation of a result: verifiers repeat the job, one after the other, until enough agree.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Confirmation {
	/// Number of the claim whose result is repeated.
	pub attempt: u8,
	/// Reason for which it was called for first.
	pub cause: ConfirmationCause,
	/// Block in which the result was published: verifiers were bonded before it.
	pub before: BlockNumber,
	/// Stage that it is in.
	pub stage: ConfirmationStage,
	/// Number of draws made, where one that found nobody counts twice.
	pub round: u32,
	/// Seed of the latest draw.
	pub seed: Hash,
	/// Verifier at work.
	pub verifier: Option<AccountId>,
	/// What it committed to.
	pub commitment: Option<Hash>,
	/// Everybody who was drawn.
	pub drawn: BoundedVec<AccountId, ConstU32<MAX_ROUNDS>>,
	/// Statements made so far, in their order.
	pub statements: BoundedVec<(AccountId, Statement), ConstU32<MAX_ROUNDS>>,
	/// Number of statements that were paid for or penalised already, before the result was doubted.
	pub answered: u32,
	/// Planck of the builder's that verifiers were paid.
	pub spent: Balance,
	/// Provider that doubts the result, and the planck that it has on hold for that.
	pub doubt: Option<(AccountId, Balance)>,
}

impl Confirmation {
	/// Returns whether it keeps the result from being paid.
	pub fn is_open(&self) -> bool {
		self.stage != ConfirmationStage::Settled
	}

	/// Converts it to the form that clients read.
	pub fn info(self, job: JobId, fee: Balance) -> ConfirmationInfo<AccountId> {
		ConfirmationInfo {
			job,
			attempt: self.attempt,
			cause: self.cause,
			stage: self.stage,
			verifier: self.verifier,
			statements: Vec::from(self.statements),
			doubt: self.doubt,
			fee,
		}
	}

	/// Returns the statements that were neither paid for nor penalised yet.
	pub fn unanswered(&self) -> impl Iterator<Item = &(AccountId, Statement)> {
		self.statements.iter().skip(self.answered as usize)
	}

	/// Returns the number of verifiers that found the same result.
	pub fn same(&self) -> usize {
		self.statements.iter().filter(|(_, found)| *found == Statement::Same).count()
	}

	/// Returns the number of verifiers that found another result, whichever.
	pub fn differing(&self) -> usize {
		self.statements.iter().filter(|(_, found)| matches!(found, Statement::Differs { .. })).count()
	}

	/// Returns the number of verifiers that could not repeat the job.
	pub fn unrepeatable(&self) -> usize {
		self.statements.len().saturating_sub(self.same()).saturating_sub(self.differing())
	}

	/// Returns how many verifiers must find the same result for it to be confirmed: one, or two once anybody
	/// speaks against it. Its provider's own word counts for nothing then.
	pub fn needed(&self) -> usize {
		1usize.saturating_add((self.doubt.is_some() || self.differing() > 0).into())
	}
}

/// Place in the queue of draws: the job, its claim, and the first block in which a draw can be made.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct AwaitedDraw {
	/// Number of the job.
	pub job: JobId,
	/// Number of the claim.
	pub attempt: u8,
	/// First block in which it can be made.
	pub at: BlockNumber,
}

/// Positions in the queue of finished jobs: `first` is the oldest record kept, `next` is free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct FinishedRange {
	/// Oldest position in use.
	pub first: u64,
	/// Position after the newest one in use.
	pub next: u64,
}

/// Returns the block after which something lapses: `now + period`, or the last block there can be.
pub(crate) fn after(now: BlockNumber, period: BlockNumber) -> BlockNumber {
	now.saturating_add(period)
}
