//! Nouns of Datanets: terms, contributions and snapshots.

use crate::{
	Balance, BlockNumber, BoundedVec, ConstU32, ContributionId, DatanetId, Hash, Licence,
	MAX_SNAPSHOT_CONTRIBUTIONS, Name, SnapshotNumber,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Terms under which the records of a Datanet may be used.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Terms {
	/// Licence as an SPDX expression.
	pub licence: Licence,
	/// Planck paid to contributors for each 1,000 tokens trained on.
	pub fee_per_1k_tokens: Balance,
	/// Set if a contributor may withdraw an accepted contribution from future snapshots.
	pub revocable: bool,
}

/// Rule for who may contribute to a Datanet.
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
pub enum Admission {
	/// Anyone may contribute, and contributions are accepted at once.
	Open,
	/// Anyone may contribute, and a curator reviews each contribution.
	Curated,
	/// Only the owner and curators may contribute, and another of them reviews.
	Permissioned,
}

/// A curator's decision on a pending contribution.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ReviewDecision {
	/// It becomes part of the next snapshot.
	Accept,
	/// It is turned away, and its bond returned but for a fee to the curator.
	Reject,
}

/// Stage in the life of a contribution.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ContributionStatus {
	/// Waiting for a curator's review.
	Pending,
	/// Part of every snapshot published from now on.
	Accepted,
	/// Turned away by a curator; bond returned but for the curator's fee.
	Rejected,
	/// Withdrawn by its contributor; bond returned.
	Revoked,
	/// Removed after a flag was upheld; bond slashed. It earns nothing any more.
	Removed,
	/// Given up because another account had committed itself to the same blob before. It earns nothing any
	/// more.
	Reclaimed,
}

/// One frozen entry of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SnapshotEntry {
	/// Contribution that was frozen.
	pub contribution: ContributionId,
	/// Root of its JSONL blob.
	pub root: Hash,
	/// Number of records, which are its lines.
	pub records: u32,
	/// Length of the blob in bytes.
	pub bytes: u64,
}

/// An immutable, numbered freeze of a Datanet's accepted contributions, ascending by id.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Snapshot {
	/// Root over the entries: [`crate::root::of`] their SCALE encoding.
	pub root: Hash,
	/// Contributions that were frozen, ascending.
	pub entries: BoundedVec<SnapshotEntry, ConstU32<MAX_SNAPSHOT_CONTRIBUTIONS>>,
	/// Terms in force when it was frozen. Later changes do not touch them.
	pub terms: Terms,
	/// Block in which it was published.
	pub published_at: BlockNumber,
}

impl Snapshot {
	/// Returns the number of records in all entries.
	pub fn records(&self) -> u64 {
		self.entries.iter().map(|e| u64::from(e.records)).sum()
	}

	/// Returns the number of bytes in all entries, saturating.
	pub fn bytes(&self) -> u64 {
		self.entries.iter().fold(0, |sum, e| sum.saturating_add(e.bytes))
	}
}

/// Name of one snapshot of one Datanet.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct SnapshotRef {
	/// Datanet that it belongs to.
	pub datanet: DatanetId,
	/// Number of the snapshot in its Datanet, from 1.
	pub number: SnapshotNumber,
}

/// A Datanet as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DatanetInfo<AccountId> {
	/// Number of the Datanet.
	pub id: DatanetId,
	/// Account that may change its terms and curators.
	pub owner: AccountId,
	/// Name that people read.
	pub name: Name,
	/// Field of knowledge that it collects.
	pub domain: Name,
	/// Root of the blob of its data card.
	pub card: Hash,
	/// Terms of the next snapshot.
	pub terms: Terms,
	/// Rule for who may contribute.
	pub admission: Admission,
	/// Set once it takes no more contributions.
	pub closed: bool,
	/// Number of contributions that wait for review.
	pub pending: u32,
	/// Number of contributions in the next snapshot.
	pub accepted: u32,
	/// Number of the latest snapshot; 0 before the first.
	pub latest_snapshot: SnapshotNumber,
}

/// A contribution as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContributionInfo<AccountId> {
	/// Number of the contribution.
	pub id: ContributionId,
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
	/// Planck held of the contributor.
	pub bond: Balance,
	/// Stage of its life.
	pub status: ContributionStatus,
}
