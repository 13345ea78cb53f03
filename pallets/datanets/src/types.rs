//! Types that the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, Terms},
	Balance, BlockNumber, DatanetId, Hash, Name, SnapshotNumber,
};
use scale_info::TypeInfo;

/// A community's collection of records.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Datanet<AccountId> {
	/// Account that may change its terms and curators, and close it.
	pub owner: AccountId,
	/// Name that people read.
	pub name: Name,
	/// Field of knowledge that it collects.
	pub domain: Name,
	/// Root of the blob of its data card.
	pub card: Hash,
	/// Terms of the next snapshot and of contributions from now on.
	pub terms: Terms,
	/// Rule for who may contribute.
	pub admission: Admission,
	/// Planck held of the owner; zero once closed.
	pub deposit: Balance,
	/// Set once it takes no more contributions and publishes no more snapshots.
	pub closed: bool,
	/// Number of contributions ever made: the next index in the Datanet's list.
	pub contributions: u32,
	/// Number of contributions that wait for review.
	pub pending: u32,
	/// Number of the latest snapshot; 0 before the first.
	pub latest_snapshot: SnapshotNumber,
}

/// One file of records and the bond behind it. Never deleted, because published snapshots pay its
/// contributor.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Contribution<AccountId> {
	/// Datanet that it belongs to.
	pub datanet: DatanetId,
	/// Account that is paid for it.
	pub contributor: AccountId,
	/// Root of its JSONL blob.
	pub root: Hash,
	/// Number of records in it.
	pub records: u32,
	/// Length of the blob in bytes.
	pub bytes: u64,
	/// Planck held of the contributor; zero once returned or slashed.
	pub bond: Balance,
	/// Stage of its life.
	pub status: ContributionStatus,
	/// Set if the terms it was made under let it be withdrawn after acceptance.
	pub revocable: bool,
}

impl<AccountId> Contribution<AccountId> {
	/// Returns whether it is in play: waiting or accepted, with its bond held.
	pub fn is_live(&self) -> bool {
		matches!(self.status, ContributionStatus::Pending | ContributionStatus::Accepted)
	}
}

/// An open claim that a contribution is bad.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Flag<AccountId> {
	/// Account that claims it.
	pub flagger: AccountId,
	/// Root of the blob of evidence.
	pub evidence: Hash,
	/// Planck held of the flagger.
	pub bond: Balance,
	/// Last block in which curators may decide it. After that, anyone may clear it.
	pub until: BlockNumber,
}
