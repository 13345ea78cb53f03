//! A runtime of three pallets for the tests, and one-line helpers that drive it.

use crate as pallet_datanets;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU128},
};
use openledger_primitives::{
	Balance, BoundedVec, ContributionId, DatanetId, Hash, SessionId,
	datanet::{Admission, ReviewDecision, Terms},
	traits::{Candidates, ProviderRegistry},
};
use sp_runtime::{DispatchError, Permill};

pub use openledger_pallet_test_utils::name;

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub const OWNER: AccountId = 1;
pub const CURATOR: AccountId = 2;
pub const ALICE: AccountId = 3;
pub const BOB: AccountId = 4;
pub const CAROL: AccountId = 5;
pub const POOR: AccountId = 6;
pub const TREASURY: AccountId = 99;
pub const JURORS: [AccountId; 3] = [11, 12, 13];
pub const ACCOUNTS: [AccountId; 10] = [OWNER, CURATOR, ALICE, BOB, CAROL, POOR, 11, 12, 13, TREASURY];

pub const ENDOWMENT: Balance = 1_000_000;
pub const DEPOSIT: Balance = 1_000;
pub const BOND_BASE: Balance = 101;
pub const FLAG_BOND: Balance = 50;
pub const FLAG_PERIOD: u32 = 20;
pub const CURATOR_BOND: Balance = 500;
pub const APPEAL_BOND: Balance = 70;
pub const APPEAL_PERIOD: u32 = 15;
pub const JURY_PERIOD: u32 = 12;
pub const COMMITMENT_DEPOSIT: Balance = 40;
pub const RECLAIM_PERIOD: u32 = 10;
pub const ABANDON_PERIOD: u32 = 2_000;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Datanets: pallet_datanets,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<10>;
	type AccountStore = System;
}

parameter_types! {
	pub const Treasury: AccountId = TREASURY;
	pub const RejectionFee: Permill = Permill::from_percent(10);
	pub const FlagPeriod: u32 = FLAG_PERIOD;
	pub const MaxCurators: u32 = 3;
	pub const MaxPending: u32 = 4;
	pub const MaxContributionBytes: u64 = 10_000;
}

impl pallet_datanets::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Treasury = Treasury;
	type Clock = System;
	type DatanetDeposit = ConstU128<DEPOSIT>;
	type ContributionBondBase = ConstU128<BOND_BASE>;
	type ContributionBondPerByte = ConstU128<2>;
	type FlagBond = ConstU128<FLAG_BOND>;
	type FlagPeriod = FlagPeriod;
	type MaxCurators = MaxCurators;
	type MaxPending = MaxPending;
	type MaxContributionBytes = MaxContributionBytes;
	type Providers = Jurors;
	type RejectionFee = RejectionFee;
	type CuratorBond = ConstU128<CURATOR_BOND>;
	type CuratorPeriod = ConstU32<1_000>;
	type AppealBond = ConstU128<APPEAL_BOND>;
	type AppealPeriod = ConstU32<APPEAL_PERIOD>;
	type JuryPeriod = ConstU32<JURY_PERIOD>;
	type CommitmentDeposit = ConstU128<COMMITMENT_DEPOSIT>;
	type CommitPeriod = ConstU32<30>;
	type ReclaimPeriod = ConstU32<RECLAIM_PERIOD>;
	type MaxCommitments = ConstU32<3>;
	type MaxPendingPerAccount = ConstU32<4>;
	type DepositPerByte = ConstU128<1>;
	type AbandonPeriod = ConstU32<ABANDON_PERIOD>;
	type WeightInfo = ();
}

/// Three providers, all of whom sit on every jury that they are not barred from.
pub struct Jurors;

impl ProviderRegistry<AccountId> for Jurors {
	fn is_provider(stash: &AccountId) -> bool {
		JURORS.contains(stash)
	}

	fn stash_of(worker: &AccountId) -> Option<AccountId> {
		worker.checked_sub(100).filter(Self::is_provider)
	}

	fn workers_of(stash: &AccountId, _: SessionId) -> Vec<AccountId> {
		vec![stash + 100]
	}

	fn bond(_: &AccountId) -> Balance {
		0
	}

	fn draw(_: Hash, count: u32, from: Candidates<AccountId>) -> Vec<AccountId> {
		let free = JURORS.into_iter().filter(|juror| !from.without.contains(juror));
		free.take(count as usize).collect()
	}

	fn bind(_: &AccountId) {}

	fn unbind(_: &AccountId) {}

	fn slash(
		_: &AccountId,
		_: Balance,
		_: impl FnOnce(Balance) -> Result<(), DispatchError>,
	) -> Result<Balance, DispatchError> {
		Ok(0)
	}
}

pub struct ExtBuilder;

impl ExtBuilder {
	/// Builds the state before a test.
	pub fn build(self) -> sp_io::TestExternalities {
		let rich = ACCOUNTS.into_iter().filter(|who| *who != POOR).map(|who| (who, ENDOWMENT));
		let balances = openledger_pallet_test_utils::balances(rich.chain([(POOR, 20)]));
		openledger_pallet_test_utils::externalities::<Test>(RuntimeGenesisConfig {
			balances,
			..Default::default()
		})
	}

	/// Runs a test, then checks every invariant and that no OPEN was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		openledger_pallet_test_utils::execute::<Test>(self.build(), Datanets::do_try_state, test)
	}
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn terms(revocable: bool) -> Terms {
	Terms { licence: name("CC-BY-4.0"), fee_per_1k_tokens: 5, revocable }
}

pub fn root(seed: u64) -> Hash {
	Hash::from_low_u64_be(seed + 1)
}

/// Creates a Datanet of OWNER with CURATOR in it; accepted contributions stay.
pub fn create(admission: Admission) -> DatanetId {
	create_with(admission, false)
}

pub fn create_with(admission: Admission, revocable: bool) -> DatanetId {
	let id = pallet_datanets::NextDatanetId::<Test>::get();
	let (title, field) = (name("Cooking"), name("food"));
	assert_ok!(Datanets::create(signed(OWNER), title, field, root(0), terms(revocable), admission));
	assert_ok!(Datanets::set_curators(signed(OWNER), id, BoundedVec::truncate_from(vec![CURATOR])));
	id
}

/// Contributes a blob of 100 bytes: a bond of 301.
pub fn contribute(who: AccountId, datanet: DatanetId, seed: u64) -> ContributionId {
	let id = pallet_datanets::NextContributionId::<Test>::get();
	assert_ok!(Datanets::contribute(signed(who), datanet, root(seed), 7, 100));
	id
}

pub const BOND: Balance = 301;

/// What stays on hold of a bond that returns: 74 bytes of a record, and 128 of keys.
pub const RECORD: Balance = 202;

/// What stays on hold of the deposit of a Datanet that is closed.
pub const CLOSED: Balance = 573;

/// Contributes and has CURATOR accept.
pub fn contribute_accepted(who: AccountId, datanet: DatanetId, seed: u64) -> ContributionId {
	let id = contribute(who, datanet, seed);
	assert_ok!(Datanets::review(signed(CURATOR), datanet, id, ReviewDecision::Accept));
	id
}

/// Goes so many blocks on.
pub fn wait(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
}

/// Has a verdict made and carried out, with nobody appealing.
pub fn decide(who: AccountId, datanet: DatanetId, id: ContributionId, uphold: bool) {
	assert_ok!(Datanets::resolve_flag(signed(who), datanet, id, uphold));
	wait(APPEAL_PERIOD + 1);
	assert_ok!(Datanets::conclude_flag(signed(POOR), datanet, id));
}

pub fn held(reason: pallet_datanets::HoldReason, who: AccountId) -> Balance {
	openledger_pallet_test_utils::held::<Test>(reason, &who)
}

/// Sends a call as a transaction would: a refusal leaves no trace.
pub fn dispatch(who: AccountId, call: pallet_datanets::Call<Test>) -> sp_runtime::DispatchResult {
	openledger_pallet_test_utils::dispatch::<Test>(who, call)
}
