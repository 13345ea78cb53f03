//! Types that the pallet stores.

use crate::Config;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound};
use openledger_primitives::{
	datanet::Snapshot,
	job::{Capabilities, JobInfo, JobSpec, JobStatus, ProviderInfo},
	AccountId, Balance, BlockNumber, BoundedVec, ConstU32, JobId, MAX_JOB_SNAPSHOTS,
};
use scale_info::TypeInfo;

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
	/// Block since which its bond has stood without a break.
	pub since: BlockNumber,
	/// Where it is among the providers that can be drawn; `None` while it is leaving.
	pub seat: Option<u32>,
	/// Number of duties that other pallets have given it.
	pub duties: u32,
	/// Last block of its notice, once it has given it.
	pub leaving: Option<BlockNumber>,
}

impl<T: Config> Provider<T> {
	/// Returns whether it takes on anything new: its bond counts and it is not leaving.
	pub fn serves(&self) -> bool {
		self.leaving.is_none() && self.is_bonded()
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
		}
	}
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
