//! What the pallet keeps about providers and jobs.

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

/// What one snapshot costs to train on, and how large it is: all that prices a job, frozen when it is submitted
/// so that no later call decodes whole snapshots.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Charge {
	/// Planck for each 1,000 tokens, from the snapshot's frozen terms.
	pub fee_per_1k_tokens: Balance,
	/// Bytes in all its entries.
	pub bytes: u64,
	/// Records in all its entries.
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

/// The charges of a job's snapshots, in the order of its specification.
pub type Charges = BoundedVec<Charge, ConstU32<MAX_JOB_SNAPSHOTS>>;

/// A job.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(T: Config))]
#[scale_info(skip_type_params(T))]
pub struct Job<T: Config> {
	/// Who pays, and owns the model.
	pub builder: AccountId,
	/// What was asked for.
	pub spec: JobSpec,
	/// What its snapshots cost.
	pub charges: Charges,
	/// Planck still on hold for it; zero once it is over.
	pub escrow: Balance,
	/// How often it was claimed.
	pub attempts: u8,
	/// The provider's price for each 1,000 tokens as it stood at the latest claim; zero before the first.
	pub price_per_1k_tokens: Balance,
	/// Providers that gave it back: they may not claim it again.
	pub failed: BoundedVec<AccountId, T::MaxAttempts>,
	/// Where it stands.
	pub status: JobStatus<AccountId>,
}

impl<T: Config> Job<T> {
	/// The provider that works on it or waits for its challenge window.
	pub fn provider(&self) -> Option<&AccountId> {
		match &self.status {
			JobStatus::Claimed { provider, .. } | JobStatus::Submitted { provider, .. } => Some(provider),
			_ => None,
		}
	}

	/// As runtime APIs show it.
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

/// A bonded provider.
#[derive(
	CloneNoBound, PartialEqNoBound, EqNoBound, DebugNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(T: Config))]
#[scale_info(skip_type_params(T))]
pub struct Provider<T: Config> {
	/// The hot key that claims and submits.
	pub worker: AccountId,
	/// What it offers.
	pub capabilities: Capabilities,
	/// Planck on hold behind its word.
	pub bond: Balance,
	/// Jobs claimed or in a challenge window, ascending.
	pub active: BoundedVec<JobId, T::MaxParallel>,
}

impl<T: Config> Provider<T> {
	/// As runtime APIs show it.
	pub fn info(self, stash: AccountId) -> ProviderInfo<AccountId> {
		ProviderInfo {
			stash,
			worker: self.worker,
			capabilities: self.capabilities,
			bond: self.bond,
			active: Vec::from(self.active),
		}
	}
}

/// Positions in the queue of finished jobs: `first` is the oldest record kept, `next` is free.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct FinishedRange {
	/// The oldest position in use.
	pub first: u64,
	/// The position after the newest.
	pub next: u64,
}

/// A block after which something lapses: `now + period`, at the end of time at the latest.
pub(crate) fn after(now: BlockNumber, period: BlockNumber) -> BlockNumber {
	now.saturating_add(period)
}
