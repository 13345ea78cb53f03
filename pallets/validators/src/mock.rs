//! A runtime with sessions of five blocks.

use crate as pallet_validators;
use crate::{Stake, StakeOf, ValidatorOf};
use frame_support::{derive_impl, parameter_types, traits::ConstU32};
use pallet_session::{disabling::UpToLimitDisablingStrategy, historical::NoteHistoricalRoot};
use sp_runtime::{
	impl_opaque_keys,
	testing::UintAuthorityId,
	traits::{ConstU128, ConstU64, OpaqueKeys},
	BuildStorage, KeyTypeId, RuntimeAppPublic,
};

type Block = frame_system::mocking::MockBlock<Test>;
type AccountId = u64;

/// Blocks in a session.
pub const SESSION: u64 = 5;
/// Sessions for which offences are kept.
pub const HISTORY: u32 = 3;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Validators: pallet_validators,
		Session: pallet_session,
		Historical: pallet_session::historical,
	}
);

impl_opaque_keys! {
	pub struct Keys {
		pub dummy: UintAuthorityId,
	}
}

parameter_types! {
	/// Whether each start of a session said that the set changed.
	pub static Changes: Vec<bool> = Vec::new();
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
	type ExistentialDeposit = ConstU128<1>;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ValidatorOf<Test>;
	type ShouldEndSession = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type NextSessionRotation = pallet_session::PeriodicSessions<ConstU64<SESSION>, ConstU64<0>>;
	type SessionManager = NoteHistoricalRoot<Test, Validators>;
	type SessionHandler = Handler;
	type Keys = Keys;
	type DisablingStrategy = UpToLimitDisablingStrategy;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = Stake;
	type FullIdentificationOf = StakeOf<Test>;
}

impl pallet_validators::Config for Test {
	type MaxValidators = ConstU32<8>;
	type OffenceHistory = ConstU32<HISTORY>;
	type WeightInfo = ();
}

/// Builds the state before block 1.
pub struct ExtBuilder {
	pub validators: Vec<AccountId>,
	pub slot_duration: u64,
	pub epoch_length: u32,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { validators: vec![1, 2, 3, 4], slot_duration: 2_000, epoch_length: 30 }
	}
}

impl ExtBuilder {
	/// The state.
	pub fn build(self) -> sp_io::TestExternalities {
		let keys = self.validators.iter().map(|v| (*v, *v, keys(*v))).collect();
		let mut ext: sp_io::TestExternalities = RuntimeGenesisConfig {
			validators: pallet_validators::GenesisConfig {
				validators: self.validators,
				slot_duration: self.slot_duration,
				epoch_length: self.epoch_length,
			},
			session: pallet_session::GenesisConfig { keys, ..Default::default() },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis is well-formed")
		.into();
		ext.execute_with(|| {
			System::set_block_number(1);
			Changes::set(Vec::new());
		});
		ext
	}

	/// Runs a test, then checks every invariant.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			test();
			Validators::do_try_state().expect("every invariant holds");
		})
	}
}

/// Session keys that stand for `seed`.
pub fn keys(seed: u64) -> Keys {
	Keys { dummy: UintAuthorityId(seed) }
}

/// Runs to the first block of a session.
pub fn run_to_session(session: u32) {
	System::run_to_block::<AllPalletsWithSystem>(u64::from(session) * SESSION);
	assert_eq!(Session::current_index(), session);
}
