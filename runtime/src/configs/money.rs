//! OPEN: balances, fees and the treasury.

use crate::{
	AccountId, Balance, Balances, Runtime, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, System,
	Validators,
};
use frame_support::{
	PalletId, parameter_types,
	traits::{
		ConstU8, ConstU32, ConstU128, Imbalance, OnUnbalanced, VariantCountOf, fungible::Credit,
		tokens::imbalance::ResolveTo,
	},
	weights::ConstantMultiplier,
};
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{
	FixedPointNumber, Perquintill,
	traits::{AccountIdConversion, Bounded},
};

/// Smallest balance of an account: a thousandth of an OPEN.
pub const EXISTENTIAL_DEPOSIT: Balance = openledger_primitives::OPEN / 1000;
/// Price of a picosecond of reference time, in planck: a transfer weighs 0.47 ms, which is 0.0047 OPEN while
/// the multiplier is one.
const PLANCK_PER_REF_TIME: Balance = 10_000_000;
/// Price of a byte of an extrinsic, in planck: a kilobyte costs about 0.001 OPEN.
const PLANCK_PER_BYTE: Balance = 1_000_000_000_000;

parameter_types! {
	/// Name of the treasury's account.
	pub const TreasuryId: PalletId = PalletId(*b"ol/trsry");
	/// Account of the treasury. Fees, dust and slashes go there, so nothing is ever burnt.
	pub TreasuryAccount: AccountId = TreasuryId::get().into_account_truncating();
	/// Fullness of blocks at which fees neither rise nor fall.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// Speed at which fees follow fullness.
	pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(75, 1_000_000);
	/// Smallest multiplier: fees never fall below a tenth.
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
	/// Largest multiplier: fees never overflow.
	pub MaximumMultiplier: Multiplier = Bounded::max_value();
}

impl pallet_balances::Config for Runtime {
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type ReserveIdentifier = [u8; 8];
	type Balance = Balance;
	type RuntimeEvent = RuntimeEvent;
	type DustRemoval = ResolveTo<TreasuryAccount, Balances>;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
	type WeightInfo = crate::weights::pallet_balances::WeightInfo<Runtime>;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type DoneSlashHandler = ();
}

/// Sharing of fees by the pool of the block's author and the treasury, half each. Tips are the pool's.
///
/// Nothing is burnt: what the pool cannot take goes to the treasury, which always exists.
pub struct ShareFees;

impl OnUnbalanced<Credit<AccountId, Balances>> for ShareFees {
	fn on_unbalanceds(mut credits: impl Iterator<Item = Credit<AccountId, Balances>>) {
		if let Some(mut all) = credits.next() {
			let treasury = all.peek() / 2;
			if let Some(tip) = credits.next() {
				all.subsume(tip);
			}
			if let Err(all) = Validators::collect_fees(all, treasury) {
				ResolveTo::<TreasuryAccount, Balances>::on_unbalanced(all);
			}
		}
	}
}

impl pallet_transaction_payment::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FungibleAdapter<Balances, ShareFees>;
	type WeightToFee = ConstantMultiplier<Balance, ConstU128<PLANCK_PER_REF_TIME>>;
	type LengthToFee = ConstantMultiplier<Balance, ConstU128<PLANCK_PER_BYTE>>;
	type FeeMultiplierUpdate = TargetedFeeAdjustment<
		Self,
		TargetBlockFullness,
		AdjustmentVariable,
		MinimumMultiplier,
		MaximumMultiplier,
	>;
	type OperationalFeeMultiplier = ConstU8<5>;
	type WeightInfo = crate::weights::pallet_transaction_payment::WeightInfo<Runtime>;
}
