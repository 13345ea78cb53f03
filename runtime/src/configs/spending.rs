//! Payments of the treasury: who decides on how much, and how much leaves it in a period, whoever decided.
//!
//! | track | largest payment by one decision |
//! |---|---|
//! | `treasury` | [`SMALL_SPEND`] |
//! | `medium_spend` | [`MEDIUM_SPEND`] |
//! | `big_spend` | [`BIG_SPEND`] |
//!
//! Decisions of several referenda add up, so each payment also counts against [`SPEND_CAP`] for its period.
//! What is above waits: anyone calls `Treasury.payout` again in the next period.

use crate::{
	AccountId, Balance, Balances, BlockNumber, Runtime, System,
	configs::{
		money::TreasuryAccount,
		origins::{self, BigSpender, EnsureTrack, MediumSpender, Treasurer},
	},
};
use frame_support::{
	ensure, parameter_types,
	traits::{
		EitherOf, Get, MapSuccess,
		fungible::Mutate,
		tokens::{Pay, PaymentStatus, Preservation},
	},
};
use frame_system::EnsureRootWithSuccess;
use openledger_primitives::TOTAL_SUPPLY;
use sp_runtime::{DispatchError, morph_types};

/// Largest payment by one decision of the track `treasury`: a ten-thousandth of all OPEN.
pub const SMALL_SPEND: Balance = TOTAL_SUPPLY / 10_000;
/// Largest payment by one decision of the track `medium_spend`: a thousandth of all OPEN.
pub const MEDIUM_SPEND: Balance = TOTAL_SUPPLY / 1_000;
/// Largest payment by one decision of the track `big_spend`, or of root: a hundredth of all OPEN.
pub const BIG_SPEND: Balance = TOTAL_SUPPLY / 100;
/// Most planck that leave the treasury in a period, by all decisions together: a hundredth of all OPEN.
pub const SPEND_CAP: Balance = TOTAL_SUPPLY / 100;

parameter_types! {
	/// Limit of the track `treasury`.
	pub const SmallSpend: Balance = SMALL_SPEND;
	/// Limit of the track `medium_spend`.
	pub const MediumSpend: Balance = MEDIUM_SPEND;
	/// Limit of the track `big_spend`, and of root.
	pub const BigSpend: Balance = BIG_SPEND;
	/// Number of blocks of a period: thirty days of a production chain.
	pub SpendCapPeriod: BlockNumber =
		pallet_validators::EpochSlots::<Runtime>::get().saturating_mul(180).max(1);
}

morph_types! {
	/// Largest payment that an origin may decide on.
	pub type Allow<Limit: Get<Balance>> = |_unit: ()| -> Balance { Limit::get() };
}

type Track<Origin, Limit> = MapSuccess<EnsureTrack<Origin>, Allow<Limit>>;

/// Origins that may spend, with their limits.
pub type Spenders = EitherOf<
	EnsureRootWithSuccess<AccountId, BigSpend>,
	EitherOf<
		Track<BigSpender, BigSpend>,
		EitherOf<Track<MediumSpender, MediumSpend>, Track<Treasurer, SmallSpend>>,
	>,
>;

/// Payment out of the treasury, up to [`SPEND_CAP`] a period. The treasury itself stays alive.
pub struct CappedPay;

impl Pay for CappedPay {
	type Balance = Balance;
	type Beneficiary = AccountId;
	type AssetKind = ();
	type Id = ();
	type Error = DispatchError;

	fn pay(who: &AccountId, _kind: (), amount: Balance) -> Result<(), DispatchError> {
		let period = System::block_number().checked_div(SpendCapPeriod::get()).unwrap_or(0);
		let (last, spent) = origins::Spent::<Runtime>::get();
		let before = if last == period { spent } else { 0 };
		let sum = before.saturating_add(amount);
		ensure!(sum <= SPEND_CAP, origins::Error::<Runtime>::SpendCapReached);
		Balances::transfer(&TreasuryAccount::get(), who, amount, Preservation::Preserve)?;
		origins::Spent::<Runtime>::put((period, sum));
		Ok(())
	}

	fn check_payment(_: ()) -> PaymentStatus {
		PaymentStatus::Success
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &AccountId, _: (), amount: Balance) {
		use frame_support::traits::fungible::Inspect;
		let least = <Balances as Inspect<AccountId>>::minimum_balance();
		let wanted = amount.saturating_add(least);
		Balances::mint_into(&TreasuryAccount::get(), wanted).expect("a benchmark's treasury takes it");
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_concluded(_: ()) {}
}
