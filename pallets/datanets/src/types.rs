//! What the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, Terms},
	Balance, BlockNumber, DatanetId, Hash, Name, SnapshotNumber,
};
use scale_info::TypeInfo;

/// A community's collection of records.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Datanet<AccountId> {
	/// Who may change its terms and curators, and close it.
	pub owner: AccountId,
	/// Name for people.
	pub name: Name,
	/// Field of knowledge.
	pub domain: Name,
	/// Root of the data card blob.
	pub card: Hash,
	/// Terms of the next snapshot and of contributions from now on.
	pub terms: Terms,
	/// Who may contribute.
	pub admission: Admission,
	/// Held of the owner; zero once closed.
	pub deposit: Balance,
	/// Whether it takes no more contributions and publishes no more snapshots.
	pub closed: bool,
	/// Contributions ever made: the next index in the Datanet's list.
	pub contributions: u32,
	/// Contributions that wait for review.
	pub pending: u32,
	/// Number of the latest snapshot; 0 before the first.
	pub latest_snapshot: SnapshotNumber,
}

/// One file of records and the bond behind it. Never deleted, because published snapshots pay its contributor.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Contribution<AccountId> {
	/// Its Datanet.
	pub datanet: DatanetId,
	/// Who is paid for it.
	pub contributor: AccountId,
	/// Root of its JSONL blob.
	pub root: Hash,
	/// Number of records.
	pub records: u32,
	/// Length of the blob in bytes.
	pub bytes: u64,
	/// Held of the contributor; zero once returned or slashed.
	pub bond: Balance,
	/// Where it stands.
	pub status: ContributionStatus,
	/// Whether the terms it was made under let it be withdrawn after acceptance.
	pub revocable: bool,
}

impl<AccountId> Contribution<AccountId> {
	/// Whether it is in play: waiting or accepted, with its bond held.
	pub fn is_live(&self) -> bool {
		matches!(self.status, ContributionStatus::Pending | ContributionStatus::Accepted)
	}
}

/// An open claim that a contribution is bad.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Flag<AccountId> {
	/// Who claims it.
	pub flagger: AccountId,
	/// Root of the evidence blob.
	pub evidence: Hash,
	/// Held of the flagger.
	pub bond: Balance,
	/// After this block curators can no longer decide it, and anyone may clear it.
	pub until: BlockNumber,
}
