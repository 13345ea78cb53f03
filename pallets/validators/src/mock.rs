//! A runtime with sessions of five blocks, and one-line helpers that drive it.

use crate as pallet_validators;
use crate::{HoldReason, ValidatorOf};
use codec::Encode;
use frame_support::{
	PalletId, assert_ok, derive_impl, parameter_types,
	traits::{
		ConstU32, Hooks,
		fungible::{Balanced, InspectHold},
		tokens::{Fortitude, Precision, Preservation},
	},
};
use frame_system::EnsureRoot;
use openledger_primitives::Balance;
use pallet_authorship::EventHandler;
use pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
use sp_runtime::{
	KeyTypeId, Perbill, RuntimeAppPublic, impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConstU64, ConstU128, OpaqueKeys},
};

type Block = frame_system::mocking::MockBlock<Test>;
pub type AccountId = u64;

/// Number of blocks in a session.
pub const SESSION: u64 = 5;
/// Number of sessions for which stake unbonds.
pub const UNBONDING: u32 = 3;
pub const COOL_DOWN: u32 = 4;
pub const DISABLE_PERIOD: u32 = 2;
/// Number of sessions that a slash waits at most; half of the unbonding time if that is less.
pub const SLASH_DEFER: u32 = 2;
pub const MIN_BOND: Balance = 1_000;
pub const MIN_DELEGATION: Balance = 10;
pub const BOND: Balance = 10_000;
pub const ENDOWMENT: Balance = 1_000_000;
pub const RESERVE: Balance = 500_000;
pub const BLOCK_REWARD: Balance = 70;
pub const TREASURY: AccountId = 99;
/// Account that pays fees in tests.
pub const PAYER: AccountId = 98;
/// Delegators, reporters and validators to be, each with an endowment.
pub const PEOPLE: core::ops::RangeInclusive<AccountId> = 1..=30;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Validators: pallet_validators,
		Session: pallet_session,
	}
);

impl_opaque_keys! {
	pub struct Keys {
		pub dummy: UintAuthorityId,
	}
}

parameter_types! {
	/// Notes for each start of a session whether it said that the set changed.
	pub static Changes: Vec<bool> = Vec::new();
	/// Accounts to which stake has come back, with their free balance then.
	pub static ReturnedTo: Vec<(AccountId, Balance)> = Vec::new();
	pub const Treasury: AccountId = TREASURY;
	pub const Account: PalletId = PalletId(*b"ol/valid");
	pub const MaxCommission: Perbill = Perbill::from_percent(50);
	pub const ReporterShare: Perbill = Perbill::from_percent(10);
	/// Part of the median stake that a seat takes: little, where a test is not about it.
	pub static SeatShare: Perbill = Perbill::from_percent(5);
	pub const Supply: Option<Balance> = None;
}

/// Remembers what the session pallet announces.
pub struct Handler;

impl pallet_session::SessionHandler<AccountId> for Handler {
	const KEY_TYPE_IDS: &'static [KeyTypeId] = &[UintAuthorityId::ID];

	fn on_genesis_session<K: OpaqueKeys>(_: &[(AccountId, K)]) {}

	fn on_new_session<K: OpaqueKeys>(changed: bool, _: &[(AccountId, K)], _: &[(AccountId, K)]) {
		Changes::mutate(|changes| changes.push(changed));
	}

	fn on_disabled(_: u32) {}
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<10>;
	type RuntimeHoldReason = RuntimeHoldReason;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ValidatorOf<Test>;
	type ShouldEndSession = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type NextSessionRotation = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type SessionManager = Validators;
	type SessionHandler = Handler;
	type Keys = Keys;
	type DisablingStrategy = UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<5>;
}

/// Notes to whom stake comes back.
pub struct Returned;

impl crate::OnStakeReturned<AccountId> for Returned {
	fn stake_returned(who: &AccountId) {
		ReturnedTo::mutate(|all| all.push((*who, Balances::free_balance(who))));
	}
}

impl pallet_validators::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Treasury = Treasury;
	type PalletId = Account;
	type MaxValidators = ConstU32<5>;
	type MaxCandidates = ConstU32<7>;
	type MinBond = ConstU128<MIN_BOND>;
	type MinDelegation = ConstU128<MIN_DELEGATION>;
	type MaxChunks = ConstU32<3>;
	type MaxPools = ConstU32<4>;
	type OnStakeReturned = Returned;
	type MaxCommission = MaxCommission;
	type MaxUnbonding = ConstU32<8>;
	type CoolDown = ConstU32<COOL_DOWN>;
	type DisablePeriod = ConstU32<DISABLE_PERIOD>;
	type ReporterShare = ReporterShare;
	type SeatShare = SeatShare;
	type MaxSilence = ConstU32<2>;
	type MinExpected = ConstU64<3>;
	type CommissionNotice = ConstU32<3>;
	type Supply = Supply;
	type SlashDefer = ConstU32<SLASH_DEFER>;
	type CancelSlashOrigin = EnsureRoot<AccountId>;
	type WeightInfo = ();
}

/// Builds the state before block 1.
pub struct ExtBuilder {
	pub validators: Vec<AccountId>,
	pub bond: Balance,
	pub minimum: u32,
	pub slot_duration: u64,
	pub epoch_length: u32,
	pub unbonding: u32,
	pub reserve: Balance,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self {
			validators: vec![1, 2, 3, 4],
			bond: BOND,
			minimum: 2,
			slot_duration: 2_000,
			epoch_length: 30,
			unbonding: UNBONDING,
			reserve: RESERVE,
		}
	}
}

impl ExtBuilder {
	/// Builds the state before a test.
	pub fn build(self) -> sp_io::TestExternalities {
		let keys = self.validators.iter().map(|v| (*v, *v, keys(*v))).collect();
		let owners = PEOPLE.chain([TREASURY, PAYER]).map(|who| (who, ENDOWMENT));
		let mut ext = openledger_pallet_test_utils::externalities::<Test>(RuntimeGenesisConfig {
			balances: openledger_pallet_test_utils::balances(owners),
			validators: pallet_validators::GenesisConfig {
				validators: self.validators,
				bond: self.bond,
				minimum: self.minimum,
				slot_duration: self.slot_duration,
				epoch_length: self.epoch_length,
				unbonding: self.unbonding,
				reserve: self.reserve,
				block_reward: BLOCK_REWARD,
			},
			session: pallet_session::GenesisConfig { keys, ..Default::default() },
			..Default::default()
		});
		ext.execute_with(|| Changes::set(Vec::new()));
		ext
	}

	/// Runs a test, then checks every invariant, and that no OPEN was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		openledger_pallet_test_utils::execute::<Test>(self.build(), Validators::do_try_state, test)
	}
}

/// Checks every invariant, and the sum of all balances.
pub fn check(issuance: Balance) {
	openledger_pallet_test_utils::check_books::<Test>(issuance, Validators::do_try_state)
}

/// Returns session keys that stand for `seed`.
pub fn keys(seed: u64) -> Keys {
	Keys { dummy: UintAuthorityId(seed) }
}

/// Sets session keys with their proof.
pub fn set_keys(validator: u64, seed: u64) -> frame_support::dispatch::DispatchResult {
	let proof = UintAuthorityId(seed).sign(&validator.encode()).expect("test keys sign anything");
	Session::set_keys(signed(validator), keys(seed), proof.encode())
}

/// Sets keys and joins.
pub fn join(validator: u64, bond: Balance) {
	assert_ok!(set_keys(validator, validator));
	assert_ok!(Validators::join(signed(validator), bond));
}

/// Runs to the first block of a session.
pub fn run_to_session(session: u32) {
	System::run_to_block::<AllPalletsWithSystem>(u64::from(session) * SESSION);
	assert_eq!(Session::current_index(), session);
}

/// Runs a block for its author: it begins, `PAYER` pays fees and tips, it ends.
pub fn block_by(author: AccountId, fees: Balance) {
	<Validators as EventHandler<AccountId, u64>>::note_author(author);
	pay_fees(fees);
	<Validators as Hooks<u64>>::on_finalize(System::block_number());
}

/// Takes fees from `PAYER` as the runtime does: for the block's author, or else for the treasury.
pub fn pay_fees(fees: Balance) {
	share_fees(fees, 0);
}

/// Takes fees from `PAYER`, with a part that is the treasury's.
pub fn share_fees(fees: Balance, treasury: Balance) {
	let credit =
		Balances::withdraw(&PAYER, fees, Precision::Exact, Preservation::Preserve, Fortitude::Polite)
			.expect("the payer has enough");
	if let Err(credit) = Validators::collect_fees(credit, treasury) {
		assert!(Balances::resolve(&TREASURY, credit).is_ok());
	}
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Returns the planck that the pallet's account holds for a reason.
pub fn held(reason: HoldReason) -> Balance {
	Balances::balance_on_hold(&reason.into(), &Validators::account())
}

pub fn free(who: AccountId) -> Balance {
	Balances::free_balance(who)
}
