//! What an account votes with: its own balance and its stake, free, on hold, staked or unbonding.
//!
//! Stake lies in the account of the pallet of validators. Conviction voting asks one currency for an
//! account's total balance, and locks in it what a vote promised: [`Votes`] adds the stake to the first, and
//! takes it off the second, as stake cannot be spent. When stake comes back to its owner, the lock grows by
//! as much, so nobody votes twice with the same OPEN.

use crate::{AccountId, Balance, Balances, Runtime, Validators};
use frame_support::{
	parameter_types,
	traits::{
		Currency, ExistenceRequirement, LockIdentifier, LockableCurrency, ReservableCurrency,
		SignedImbalance, WithdrawReasons,
		fungible::Inspect,
		tokens::{
			BalanceStatus, DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence,
		},
	},
	weights::Weight,
};
use pallet_conviction_voting::{ClassLocksFor, WeightInfo};
use pallet_validators::{OnStakeReturned, reads_of_stake};
use sp_runtime::{DispatchError, DispatchResult};

parameter_types! {
	/// Largest number of chunks of unbonding stake that an account has.
	pub const MaxChunks: u32 = 32;
	/// Largest number of validators that an account has stake with.
	pub const MaxPools: u32 = 16;
}

/// Lock of the pallet of conviction voting, which does not export its name.
const LOCK: LockIdentifier = *b"pyconvot";

/// OPEN as conviction voting sees it.
pub struct Votes;

impl OnStakeReturned<AccountId> for Votes {
	fn stake_returned(who: &AccountId) {
		let locks = ClassLocksFor::<Runtime>::get(who);
		if let Some(amount) = locks.iter().map(|(_, amount)| *amount).max() {
			Self::set_lock(LOCK, who, amount, WithdrawReasons::except(WithdrawReasons::RESERVE));
		}
	}
}

/// Returns the part of a lock that the account's own balance must carry.
fn own_part(who: &AccountId, amount: Balance) -> Balance {
	amount.saturating_sub(Validators::stake_of(who))
}

impl LockableCurrency<AccountId> for Votes {
	type Moment = <Balances as LockableCurrency<AccountId>>::Moment;
	type MaxLocks = <Balances as LockableCurrency<AccountId>>::MaxLocks;

	fn set_lock(id: LockIdentifier, who: &AccountId, amount: Balance, reasons: WithdrawReasons) {
		match own_part(who, amount) {
			0 => Balances::remove_lock(id, who),
			amount => Balances::set_lock(id, who, amount, reasons),
		}
	}

	fn extend_lock(id: LockIdentifier, who: &AccountId, amount: Balance, reasons: WithdrawReasons) {
		let amount = own_part(who, amount);
		if amount > 0 {
			Balances::extend_lock(id, who, amount, reasons);
		}
	}

	fn remove_lock(id: LockIdentifier, who: &AccountId) {
		Balances::remove_lock(id, who);
	}
}

impl Currency<AccountId> for Votes {
	type Balance = Balance;
	type PositiveImbalance = <Balances as Currency<AccountId>>::PositiveImbalance;
	type NegativeImbalance = <Balances as Currency<AccountId>>::NegativeImbalance;

	fn total_balance(who: &AccountId) -> Balance {
		<Balances as Currency<_>>::total_balance(who).saturating_add(Validators::stake_of(who))
	}

	fn can_slash(who: &AccountId, value: Balance) -> bool {
		Balances::can_slash(who, value)
	}

	fn total_issuance() -> Balance {
		<Balances as Currency<_>>::total_issuance()
	}

	fn minimum_balance() -> Balance {
		<Balances as Currency<_>>::minimum_balance()
	}

	fn burn(amount: Balance) -> Self::PositiveImbalance {
		<Balances as Currency<_>>::burn(amount)
	}

	fn issue(amount: Balance) -> Self::NegativeImbalance {
		<Balances as Currency<_>>::issue(amount)
	}

	fn free_balance(who: &AccountId) -> Balance {
		Balances::free_balance(who)
	}

	fn ensure_can_withdraw(
		who: &AccountId,
		amount: Balance,
		reasons: WithdrawReasons,
		new_balance: Balance,
	) -> DispatchResult {
		Balances::ensure_can_withdraw(who, amount, reasons, new_balance)
	}

	fn transfer(
		source: &AccountId,
		dest: &AccountId,
		value: Balance,
		existence: ExistenceRequirement,
	) -> DispatchResult {
		<Balances as Currency<_>>::transfer(source, dest, value, existence)
	}

	fn slash(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Balances::slash(who, value)
	}

	fn deposit_into_existing(
		who: &AccountId,
		value: Balance,
	) -> Result<Self::PositiveImbalance, DispatchError> {
		Balances::deposit_into_existing(who, value)
	}

	fn deposit_creating(who: &AccountId, value: Balance) -> Self::PositiveImbalance {
		Balances::deposit_creating(who, value)
	}

	fn withdraw(
		who: &AccountId,
		value: Balance,
		reasons: WithdrawReasons,
		liveness: ExistenceRequirement,
	) -> Result<Self::NegativeImbalance, DispatchError> {
		<Balances as Currency<_>>::withdraw(who, value, reasons, liveness)
	}

	fn make_free_balance_be(
		who: &AccountId,
		balance: Balance,
	) -> SignedImbalance<Balance, Self::PositiveImbalance> {
		Balances::make_free_balance_be(who, balance)
	}
}

impl ReservableCurrency<AccountId> for Votes {
	fn can_reserve(who: &AccountId, value: Balance) -> bool {
		Balances::can_reserve(who, value)
	}

	fn slash_reserved(who: &AccountId, value: Balance) -> (Self::NegativeImbalance, Balance) {
		Balances::slash_reserved(who, value)
	}

	fn reserved_balance(who: &AccountId) -> Balance {
		Balances::reserved_balance(who)
	}

	fn reserve(who: &AccountId, value: Balance) -> DispatchResult {
		Balances::reserve(who, value)
	}

	fn unreserve(who: &AccountId, value: Balance) -> Balance {
		Balances::unreserve(who, value)
	}

	fn repatriate_reserved(
		slashed: &AccountId,
		beneficiary: &AccountId,
		value: Balance,
		status: BalanceStatus,
	) -> Result<Balance, DispatchError> {
		Balances::repatriate_reserved(slashed, beneficiary, value, status)
	}
}

impl Inspect<AccountId> for Votes {
	type Balance = Balance;

	fn total_issuance() -> Balance {
		<Balances as Inspect<_>>::total_issuance()
	}

	fn active_issuance() -> Balance {
		<Balances as Inspect<_>>::active_issuance()
	}

	fn minimum_balance() -> Balance {
		<Balances as Inspect<_>>::minimum_balance()
	}

	fn total_balance(who: &AccountId) -> Balance {
		<Self as Currency<_>>::total_balance(who)
	}

	fn balance(who: &AccountId) -> Balance {
		<Balances as Inspect<_>>::balance(who)
	}

	fn reducible_balance(who: &AccountId, preservation: Preservation, force: Fortitude) -> Balance {
		Balances::reducible_balance(who, preservation, force)
	}

	fn can_deposit(who: &AccountId, amount: Balance, provenance: Provenance) -> DepositConsequence {
		Balances::can_deposit(who, amount, provenance)
	}

	fn can_withdraw(who: &AccountId, amount: Balance) -> WithdrawConsequence<Balance> {
		Balances::can_withdraw(who, amount)
	}
}

/// Weights of conviction voting with the reading of the voter's stake, for its total and for its lock.
pub struct VotingWeight;

type Measured = crate::weights::pallet_conviction_voting::WeightInfo<Runtime>;

/// Returns a weight with that of knowing an account's stake, twice.
fn with_stake(weight: Weight) -> Weight {
	let reads = reads_of_stake(MaxPools::get(), MaxChunks::get()).saturating_mul(2);
	weight.saturating_add(<Runtime as frame_system::Config>::DbWeight::get().reads(reads))
}

impl WeightInfo for VotingWeight {
	fn vote_new() -> Weight {
		with_stake(Measured::vote_new())
	}

	fn vote_existing() -> Weight {
		with_stake(Measured::vote_existing())
	}

	fn remove_vote() -> Weight {
		Measured::remove_vote()
	}

	fn remove_other_vote() -> Weight {
		Measured::remove_other_vote()
	}

	fn delegate(r: u32) -> Weight {
		with_stake(Measured::delegate(r))
	}

	fn undelegate(r: u32) -> Weight {
		Measured::undelegate(r)
	}

	fn unlock() -> Weight {
		with_stake(Measured::unlock())
	}
}
