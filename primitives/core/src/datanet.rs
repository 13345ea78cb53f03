//! Nouns of Datanets: terms, contributions, snapshots.

use crate::{
	Balance, BlockNumber, BoundedVec, ConstU32, ContributionId, DatanetId, Hash, Licence, Name,
	SnapshotNumber, MAX_SNAPSHOT_CONTRIBUTIONS,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Under which terms a Datanet's records may be used.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Terms {
	/// SPDX licence expression.
	pub licence: Licence,
	/// Planck paid to contributors for each 1,000 tokens trained on.
	pub fee_per_1k_tokens: Balance,
	/// Whether a contributor may withdraw an accepted contribution from future snapshots.
	pub revocable: bool,
}

/// Who may contribute.
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
	/// Anyone; contributions are accepted at once.
	Open,
	/// Anyone; a curator reviews each contribution.
	Curated,
	/// Only the owner and curators; another curator, or the owner, reviews.
	Permissioned,
}

/// A curator's decision on a pending contribution.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ReviewDecision {
	/// It becomes part of the next snapshot.
	Accept,
	/// It is turned away and its bond returned.
	Reject,
}

/// Where a contribution stands.
#[derive(
	Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ContributionStatus {
	/// Waiting for a curator.
	Pending,
	/// Part of every snapshot published from now on.
	Accepted,
	/// Turned away by a curator; bond returned.
	Rejected,
	/// Withdrawn by its contributor; bond returned.
	Revoked,
	/// Removed after a flag was upheld; bond slashed.
	Removed,
}

/// One frozen entry of a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SnapshotEntry {
	/// The contribution.
	pub contribution: ContributionId,
	/// Root of its JSONL blob.
	pub root: Hash,
	/// Number of records (lines).
	pub records: u32,
	/// Length of the blob in bytes.
	pub bytes: u64,
}

/// An immutable, numbered freeze of a Datanet's accepted contributions, ascending by id.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Snapshot {
	/// [`crate::root::of`] the SCALE encoding of `entries`.
	pub root: Hash,
	/// What was frozen, ascending by contribution.
	pub entries: BoundedVec<SnapshotEntry, ConstU32<MAX_SNAPSHOT_CONTRIBUTIONS>>,
	/// The terms in force when it was frozen; later changes do not touch it.
	pub terms: Terms,
	/// Block of publication.
	pub published_at: BlockNumber,
}

impl Snapshot {
	/// Records in all entries.
	pub fn records(&self) -> u64 {
		self.entries.iter().map(|e| u64::from(e.records)).sum()
	}

	/// Bytes in all entries, saturating.
	pub fn bytes(&self) -> u64 {
		self.entries.iter().fold(0, |sum, e| sum.saturating_add(e.bytes))
	}
}

/// Names one snapshot of one Datanet.
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
	/// The Datanet.
	pub datanet: DatanetId,
	/// The snapshot's number, from 1.
	pub number: SnapshotNumber,
}

/// A Datanet as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct DatanetInfo<AccountId> {
	/// Its number.
	pub id: DatanetId,
	/// Who may change its terms and curators.
	pub owner: AccountId,
	/// Name for people.
	pub name: Name,
	/// Field of knowledge.
	pub domain: Name,
	/// Root of the data card blob.
	pub card: Hash,
	/// Terms for the next snapshot.
	pub terms: Terms,
	/// Who may contribute.
	pub admission: Admission,
	/// Whether it takes no more contributions.
	pub closed: bool,
	/// Contributions that wait for review.
	pub pending: u32,
	/// Contributions in the next snapshot.
	pub accepted: u32,
	/// Number of the latest snapshot; 0 before the first.
	pub latest_snapshot: SnapshotNumber,
}

/// A contribution as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ContributionInfo<AccountId> {
	/// Its number.
	pub id: ContributionId,
	/// Its Datanet.
	pub datanet: DatanetId,
	/// Who is paid for it.
	pub contributor: AccountId,
	/// Root of its JSONL blob.
	pub root: Hash,
	/// Number of records.
	pub records: u32,
	/// Length in bytes.
	pub bytes: u64,
	/// OPEN held behind it.
	pub bond: Balance,
	/// Where it stands.
	pub status: ContributionStatus,
}
