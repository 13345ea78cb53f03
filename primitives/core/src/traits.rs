//! Services by which pallets reach one another, wired together in the runtime.

use crate::{
	Balance, BlockNumber, ContributionId, DatanetId, Hash, Licence, ModelId, Name, SessionId,
	SettlementNumber,
	challenge::KeptSettlement,
	datanet::{Snapshot, SnapshotEntry, SnapshotRef},
	influence::InfluenceVector,
	model::{Lineage, Manifest, Price},
};
use alloc::vec::Vec;
use sp_runtime::{DispatchError, Permill};

/// Datanets as other pallets need them.
pub trait DatanetRegistry<AccountId: PartialEq> {
	/// Returns a published snapshot.
	fn snapshot(at: SnapshotRef) -> Option<Snapshot>;
	/// Returns who is paid for a contribution, also after it was revoked. Nobody is paid for one that was
	/// removed for cause or taken back by its author, whatever snapshot holds it.
	fn contributor(contribution: ContributionId) -> Option<AccountId>;
	/// Returns the Datanet of a contribution.
	fn datanet_of(contribution: ContributionId) -> Option<DatanetId>;

	/// Returns whether a model of this lineage learnt from everything that influence names. A base model,
	/// which has no lineage, learnt from nothing.
	fn learnt_from(lineage: Option<&Lineage>, influence: &InfluenceVector) -> bool {
		if influence.is_empty() {
			return true;
		}
		let Some(lineage) = lineage else { return false };
		let snapshots: Vec<_> = lineage.snapshots.iter().filter_map(|at| Self::snapshot(*at)).collect();
		influence.iter().all(|(contribution, _)| {
			let is_in = |entries: &[SnapshotEntry]| {
				entries.binary_search_by_key(contribution, |entry| entry.contribution).is_ok()
			};
			snapshots.iter().any(|snapshot| is_in(&snapshot.entries))
		})
	}

	/// Returns whether influence names a contribution of this account: nobody is paid for shaping answers to
	/// itself.
	fn names_own(user: &AccountId, influence: &InfluenceVector) -> bool {
		influence.iter().any(|(contribution, _)| Self::contributor(*contribution).as_ref() == Some(user))
	}
}

/// Commitments to roots as other pallets need them.
pub trait Commitments<AccountId> {
	/// Returns the block in which an account committed itself to a root, if that counts: it was before the
	/// present block, and has not run out.
	fn committed_at(who: &AccountId, root: &Hash) -> Option<BlockNumber>;
}

/// The model registry as other pallets need it.
pub trait ModelRegistry<AccountId> {
	/// Returns manifest and royalty of a base model, or `None` for a tuned model or an unknown id. The
	/// royalty is zero while somebody with a better claim to the model may still come forward.
	fn base(model: ModelId) -> Option<(Manifest, Permill)>;
	/// Returns the lineage of a tuned model.
	fn lineage(model: ModelId) -> Option<Lineage>;
	/// Returns who sells a model.
	fn owner(model: ModelId) -> Option<AccountId>;
	/// Returns the price of a listed model.
	fn price(model: ModelId) -> Option<Price>;
	/// Returns the licence of a model tuned from this base on these snapshots, or why there can be none. Jobs
	/// are refused by it before anybody works on them.
	fn licence_for(base: ModelId, snapshots: &[SnapshotRef]) -> Result<Licence, DispatchError>;
	/// Returns the planck of a job's escrow that go on hold behind the model that it makes: what the model's
	/// record costs, which is kept for ever.
	fn tuned_deposit() -> Balance;
	/// Registers the model that a job made, and puts `deposit` planck on hold of its owner, which the caller
	/// took off a hold. Its licence follows from its base's and its snapshots'.
	fn create_tuned(
		owner: &AccountId,
		name: Name,
		lineage: Lineage,
		deposit: Balance,
	) -> Result<ModelId, DispatchError>;
}

/// Rule by which providers may be drawn for a duty.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a, AccountId> {
	/// They have been bonded since before this block.
	pub before: BlockNumber,
	/// They offer this base model: nobody is drawn for work on a model that it never agreed to.
	pub base: Option<ModelId>,
	/// They are none of these.
	pub without: &'a [AccountId],
}

/// Providers as other pallets need them.
pub trait ProviderRegistry<AccountId: PartialEq> {
	/// Returns whether an account is a bonded provider that is not leaving. A bond of which less than half is
	/// left counts for nothing until it is made whole.
	fn is_provider(stash: &AccountId) -> bool;
	/// Returns the stash behind a worker's hot key.
	fn stash_of(worker: &AccountId) -> Option<AccountId>;
	/// Returns the workers whose receipts of a session count against a provider: the one that it has, and
	/// those that it had when the session was opened or later.
	fn workers_of(stash: &AccountId, session: SessionId) -> Vec<AccountId>;
	/// Returns the planck on hold behind a provider; none is there once it has left.
	fn bond(stash: &AccountId) -> Balance;
	/// Draws at most `count` providers that are whole, are not leaving and may be drawn, without repeat, in
	/// an order that follows from `seed`.
	fn draw(seed: Hash, count: u32, from: Candidates<AccountId>) -> Vec<AccountId>;
	/// Gives a provider a duty: it cannot leave before it is released from it.
	fn bind(stash: &AccountId);
	/// Releases a provider from one duty.
	fn unbind(stash: &AccountId);
	/// Takes `most`, or what is left, off a provider's bond and hands it to `take_in`. Returns how much it
	/// was; nothing of it happens if `take_in` fails.
	///
	/// `take_in` must put exactly that much on somebody's account: on hold to on hold, so that neither an
	/// existential deposit nor a freeze stands in the way.
	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> Result<(), DispatchError>,
	) -> Result<Balance, DispatchError>;

	/// Returns whether an account is the provider's stash or its worker.
	fn acts_for(who: &AccountId, stash: &AccountId) -> bool {
		who == stash || Self::stash_of(who).as_ref() == Some(stash)
	}
}

/// Providers' liabilities as other pallets need them.
pub trait Liabilities<AccountId> {
	/// Returns whether the provider's bond must stay: something that it did is, or can still be, challenged.
	fn is_liable(stash: &AccountId) -> bool;
	/// Returns the number of the next session.
	fn next_session() -> SessionId;
}

/// Earnings as other pallets need them: one pallet keeps everything that is claimable.
pub trait Payouts<AccountId> {
	/// Credits each amount to the earnings of the account named beside it. `take` takes their sum off the
	/// payer's hold: nothing passes through a free balance, where a freeze could stop it.
	fn pay(
		payer: &AccountId,
		shares: &[(AccountId, Balance)],
		take: impl FnOnce(Balance) -> Result<(), DispatchError>,
	) -> Result<(), DispatchError>;
}

/// Finding about one answer of a settlement, as a ruling hands it on.
#[derive(Clone, Copy, Debug)]
pub struct Conviction<'a> {
	/// Number of the answer in the settlement.
	pub answer: u32,
	/// Price of the answer, which the receipt proves.
	pub price: Balance,
	/// True if the model gives another answer: then the user gets the price back. Otherwise only its
	/// influence is wrong.
	pub answer_differs: bool,
	/// Influence that the receipt names.
	pub stated: &'a InfluenceVector,
	/// Influence that is right, if the verifiers agree on it.
	pub right: Option<&'a InfluenceVector>,
}

/// Division of a wrong answer's price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restitution {
	/// Planck credited to the user.
	pub refunded: Balance,
	/// Parts that the right contributions would have brought and did not get: they are owed out of the
	/// provider's bond.
	pub owed: Vec<(ContributionId, Balance)>,
}

/// Settlements as challenges need them, and the earnings that fines are paid into.
pub trait SettlementRegistry<AccountId> {
	/// Returns for how many blocks a settlement can be challenged.
	fn challenge_period() -> BlockNumber;
	/// Returns a settlement that is still kept.
	fn kept_settlement(session: SessionId, number: SettlementNumber) -> Option<KeptSettlement<AccountId>>;
	/// Notes that a challenge against a provider was opened: its bond must stay until the challenge is
	/// resolved.
	fn challenge_opened(provider: &AccountId);
	/// Notes that a challenge against a provider was resolved.
	fn challenge_resolved(provider: &AccountId);
	/// Takes a fine into earnings: puts `amount` on hold that was taken off somebody's hold. It is to be
	/// divided by [`Self::restore`] and [`Self::reward`].
	fn take_fine(amount: Balance) -> Result<(), DispatchError>;
	/// Notes that an answer was found wrong, and takes its price out of what the settlement has left.
	/// Returns how that was divided.
	fn convict(
		session: SessionId,
		number: SettlementNumber,
		conviction: Conviction<'_>,
	) -> Result<Restitution, DispatchError>;
	/// Notes that a settlement was found wrong as a whole, and credits the user with all that it has left.
	/// Returns how much that was.
	fn condemn(session: SessionId, number: SettlementNumber) -> Result<Balance, DispatchError>;
	/// Credits contributors with what they should have earned by a settlement, out of a fine. The part of
	/// one who is not known, or is not to gain by it, goes to the treasury.
	fn restore(
		settlement: &KeptSettlement<AccountId>,
		parts: &[(ContributionId, Balance)],
	) -> Result<(), DispatchError>;
	/// Returns the planck that are there to pay audits with.
	fn audit_purse() -> Balance;
	/// Moves a part of a fine into the purse that pays audits.
	fn put_in_purse(amount: Balance) -> Result<(), DispatchError>;
	/// Credits accounts with what an audit pays them, out of that purse.
	fn pay_auditors(shares: &[(AccountId, Balance)]) -> Result<(), DispatchError>;
	/// Credits accounts with their shares of a fine.
	fn reward(shares: &[(AccountId, Balance)]) -> Result<(), DispatchError>;
	/// Ends a ruling: has the settlement divided soon if its window is over and no other challenge needs it,
	/// and hands the treasury what it earned.
	fn ruled(session: SessionId, number: SettlementNumber);
}

/// Challenges as the settlements that they doubt need them.
pub trait ChallengeRegistry<AccountId> {
	/// Notes that a settlement was made: chance decides whether it is audited.
	fn settled(session: SessionId, number: SettlementNumber);
	/// Returns whether a challenge against a settlement is open.
	fn is_challenged(session: SessionId, number: SettlementNumber) -> bool;
	/// Returns how many challenges against a provider are open.
	fn open_against(provider: &AccountId) -> u32;
	/// Forgets what rulings have answered about a settlement that is no longer kept.
	fn forget(session: SessionId, number: SettlementNumber);
}
