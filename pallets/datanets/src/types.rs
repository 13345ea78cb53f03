//! Types that the pallet stores.

use codec::{Decode, Encode, MaxEncodedLen};
use openledger_primitives::{
	Balance, BlockNumber, BoundedVec, ConstU32, ContributionId, DatanetId, Hash, KEY_BYTES, Name,
	SnapshotNumber,
	datanet::{Admission, ContributionStatus, Terms},
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
	/// Planck held of the owner; once it is closed, what its bytes cost, or nothing if it was closed before
	/// they cost anything.
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

/// Largest number of Datanets that one author places the same blob in.
pub const MAX_PLACES: u32 = 4;

/// Number of providers that a jury is drawn of.
pub const JURY_SIZE: u32 = 7;

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
	/// Planck held of the contributor. Once it was slashed, that is nothing; once it was returned, what the
	/// bytes of this record cost, or nothing if it was returned before they cost anything.
	pub bond: Balance,
	/// Stage of its life.
	pub status: ContributionStatus,
	/// Set if the terms it was made under let it be withdrawn after acceptance.
	pub revocable: bool,
}

impl<AccountId: MaxEncodedLen> Datanet<AccountId> {
	/// Returns the most bytes that a closed one takes: itself, so many curators, the account that it is
	/// offered to, the block of its last act, and their keys.
	pub fn bytes(curators: u32) -> u64 {
		let accounts = u64::from(curators).saturating_add(1);
		let accounts = accounts.saturating_mul(AccountId::max_encoded_len() as u64);
		(Self::max_encoded_len() as u64).saturating_add(accounts).saturating_add(4 * KEY_BYTES)
	}
}

impl<AccountId: MaxEncodedLen> Contribution<AccountId> {
	/// Returns the most bytes that its record takes: itself, its place in its Datanet's list, and their keys.
	pub fn record_bytes() -> u64 {
		(Self::max_encoded_len() as u64).saturating_add(2 * KEY_BYTES)
	}
}

impl<AccountId> Contribution<AccountId> {
	/// Returns whether it is in play: waiting or accepted, with its bond held.
	pub fn is_live(&self) -> bool {
		matches!(self.status, ContributionStatus::Pending | ContributionStatus::Accepted)
	}

	/// Returns whether snapshots that hold it pay its contributor: not if it was removed for cause, or taken
	/// back by its author.
	pub fn earns(&self) -> bool {
		!matches!(self.status, ContributionStatus::Removed | ContributionStatus::Reclaimed)
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

/// An account's commitment to a root that it has not shown.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Commitment {
	/// Block in which it was made.
	pub at: BlockNumber,
	/// Planck held of the account until it withdraws the commitment.
	pub deposit: Balance,
}

/// Authorship of a root that is pending or accepted somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RootClaim<AccountId> {
	/// Account that may contribute the root.
	pub author: AccountId,
	/// Block of its commitment, or of its contribution if it had made none.
	pub since: BlockNumber,
	/// Block of its first contribution, from which the time runs to take the root back.
	pub first_at: BlockNumber,
	/// Set if `since` is the block of a commitment.
	pub committed: bool,
	/// Pending and accepted contributions of the author's with this root, at most one in a Datanet.
	pub places: BoundedVec<ContributionId, ConstU32<MAX_PLACES>>,
}

/// The bond of a curator who decided something in a Datanet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CuratorStake {
	/// Planck held of the curator.
	pub bond: Balance,
	/// Last block in which it must stay.
	pub until: BlockNumber,
}

/// A curator's decision about a flag, which may be appealed against.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Verdict<AccountId> {
	/// Curator that decided.
	pub resolver: AccountId,
	/// Set if the contribution is to be removed.
	pub uphold: bool,
	/// Last block in which the loser may appeal.
	pub until: BlockNumber,
}

/// A demand for a jury, and the jury.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Appeal<AccountId> {
	/// Account that demands it: the contributor, or the flagger.
	pub appellant: AccountId,
	/// Planck held of the appellant.
	pub bond: Balance,
	/// Block of the demand. The hash of the block after it is the lot.
	pub at: BlockNumber,
	/// Stashes of the providers drawn, each with its vote.
	pub jury: BoundedVec<(AccountId, Option<bool>), ConstU32<JURY_SIZE>>,
	/// Last block in which they may vote; none before they are drawn.
	pub until: Option<BlockNumber>,
}

/// The deposit for the bytes of a snapshot, which stays as long as they do.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct SnapshotDeposit<AccountId> {
	/// Account that published it.
	pub publisher: AccountId,
	/// Planck held of that account.
	pub amount: Balance,
}
