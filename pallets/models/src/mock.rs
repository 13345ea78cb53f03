//! A runtime of three pallets for the tests, and one-line helpers that drive it.

use crate as pallet_models;
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU128},
};
use openledger_primitives::{
	Balance, BlockNumber, BoundedVec, ContributionId, DatanetId, Hash, ModelId,
	datanet::{Snapshot, SnapshotRef, Terms},
	decimal::Decimal,
	model::{Evaluation, Lineage, Manifest, Price},
	traits::{Commitments, DatanetRegistry, ModelRegistry},
};
use sp_runtime::Permill;

pub use openledger_pallet_test_utils::name;

pub type AccountId = u64;
type Block = frame_system::mocking::MockBlock<Test>;

pub const ALICE: AccountId = 1;
pub const BOB: AccountId = 2;
pub const CAROL: AccountId = 3;
pub const POOR: AccountId = 4;
/// An account that does not exist.
pub const NOBODY: AccountId = 5;
pub const TREASURY: AccountId = 99;
pub const ACCOUNTS: [AccountId; 6] = [ALICE, BOB, CAROL, POOR, NOBODY, TREASURY];

pub const ENDOWMENT: Balance = 10_000;
pub const REGISTRATION: Balance = 1_000;
pub const LISTING: Balance = 100;
pub const CLAIM_PERIOD: u32 = 20;
pub const CONTEST_PERIOD: u32 = 10;
pub const ROYALTY: Permill = Permill::from_percent(10);
pub const PRICE: Price = Price { prompt_per_1k: 3, completion_per_1k: 0 };

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Models: pallet_models,
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
	pub const MaxRoyalty: Permill = Permill::from_percent(30);
	pub const Treasury: AccountId = TREASURY;
	pub static Committed: Vec<(AccountId, Hash, BlockNumber)> = Vec::new();
}

impl pallet_models::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type RegistrationDeposit = ConstU128<REGISTRATION>;
	type ListingDeposit = ConstU128<LISTING>;
	type DepositPerByte = ConstU128<1>;
	type MaxRoyalty = MaxRoyalty;
	type Treasury = Treasury;
	type Commitments = Notes;
	type Datanets = Notes;
	type RightsOrigin = frame_system::EnsureRoot<AccountId>;
	type ClaimPeriod = ConstU32<CLAIM_PERIOD>;
	type ContestPeriod = ConstU32<CONTEST_PERIOD>;
	type WeightInfo = ();
}

/// What other pallets know: commitments, and snapshots under the licences of their Datanets.
pub struct Notes;

impl Commitments<AccountId> for Notes {
	fn committed_at(who: &AccountId, root: &Hash) -> Option<BlockNumber> {
		let noted = Committed::get().into_iter().find(|(by, what, _)| by == who && what == root);
		noted.map(|(_, _, at)| at)
	}
}

impl DatanetRegistry<AccountId> for Notes {
	fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		let licence = name(LICENCES.get(at.datanet as usize)?);
		let terms = Terms { licence, fee_per_1k_tokens: 0, revocable: true };
		Some(Snapshot { root: Hash::zero(), entries: BoundedVec::new(), terms, published_at: 0 })
	}

	fn contributor(_: ContributionId) -> Option<AccountId> {
		None
	}

	fn datanet_of(_: ContributionId) -> Option<DatanetId> {
		None
	}
}

/// Licences of the Datanets, by their numbers.
pub const LICENCES: [&str; 4] = ["MIT", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0"];

pub struct ExtBuilder;

impl ExtBuilder {
	/// Builds the state before a test.
	pub fn build(self) -> sp_io::TestExternalities {
		let owners =
			[(ALICE, ENDOWMENT), (BOB, ENDOWMENT), (CAROL, ENDOWMENT), (POOR, 20), (TREASURY, ENDOWMENT)];
		let balances = openledger_pallet_test_utils::balances(owners);
		openledger_pallet_test_utils::externalities::<Test>(RuntimeGenesisConfig {
			balances,
			..Default::default()
		})
	}

	/// Runs a test, then checks every invariant and that no OPEN was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		openledger_pallet_test_utils::execute::<Test>(self.build(), Models::do_try_state, test)
	}
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Sends a call as a transaction would: a refusal leaves no trace.
pub fn dispatch(who: AccountId, call: pallet_models::Call<Test>) -> sp_runtime::DispatchResult {
	openledger_pallet_test_utils::dispatch::<Test>(who, call)
}

pub fn manifest(seed: u64) -> Manifest {
	Manifest {
		root: Hash::from_low_u64_be(seed + 1),
		bytes: 98_362_432,
		parameters: 134_515_008,
		context: 2048,
	}
}

/// Registers a base model.
pub fn base(owner: AccountId, seed: u64) -> ModelId {
	let id = pallet_models::NextModelId::<Test>::get();
	let licence = name("Apache-2.0");
	assert_ok!(Models::register_base(signed(owner), name("Small"), manifest(seed), licence, ROYALTY));
	id
}

/// Returns the lineage of a tuned model, with held-out loss before and after if given.
pub fn lineage(base: ModelId, loss: Option<(u64, u64)>) -> Lineage {
	Lineage {
		base,
		job: 7,
		snapshots: BoundedVec::truncate_from(vec![SnapshotRef { datanet: 0, number: 1 }]),
		adapter: Hash::repeat_byte(1),
		adapter_bytes: 1024,
		trace: Hash::repeat_byte(2),
		evaluation: loss.map(|(before, after)| Evaluation { before: Decimal(before), after: Decimal(after) }),
	}
}

/// Registers a tuned model without a deposit, as one was that is older than it.
pub fn tuned(owner: AccountId, base: ModelId, loss: Option<(u64, u64)>) -> ModelId {
	Models::create_tuned(&owner, name("Smaller"), lineage(base, loss), 0).unwrap()
}

/// Goes so many blocks on.
pub fn wait(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
}

pub fn held(reason: pallet_models::HoldReason, who: AccountId) -> Balance {
	openledger_pallet_test_utils::held::<Test>(reason, &who)
}
