//! System, time, block limits and the filter of calls.

use crate::{
	AccountId, Balance, Block, BlockNumber, Hash, Nonce, PalletInfo, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, RuntimeTask, SS58_PREFIX, VERSION,
	configs::pauses::NotPaused,
	weights::{
		block_weights::BlockExecutionWeight, extrinsic_weights::ExtrinsicBaseWeight,
		paritydb_weights::ParityDbWeight,
	},
};
use frame_support::{
	derive_impl,
	dispatch::DispatchClass,
	parameter_types,
	traits::{Contains, InsideBoth},
	weights::{Weight, constants::WEIGHT_REF_TIME_PER_SECOND},
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::{
	Perbill,
	traits::{AccountIdLookup, BlakeTwo256},
};
use sp_version::RuntimeVersion;

/// Share of a block that ordinary extrinsics may fill; the rest is kept for operational ones.
const NORMAL_RATIO: Perbill = Perbill::from_percent(75);
/// Part of a block that `on_initialize` is expected to take.
const ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);
/// Largest weight of a block: two seconds of computation, a third of a production slot.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), u64::MAX);
/// Largest length of a block: five MiB.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

parameter_types! {
	/// Number of blocks whose hashes mortal transactions may refer to.
	pub const BlockHashCount: BlockNumber = 4096;
	/// Version of this runtime.
	pub const Version: RuntimeVersion = VERSION;
	/// Length that a block may have.
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |max| *max = NORMAL_RATIO * *max)
		.build();
	/// Weight that a block may have.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| weights.base_extrinsic = ExtrinsicBaseWeight::get())
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(NORMAL_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(MAXIMUM_BLOCK_WEIGHT);
			// Operational extrinsics have this much to themselves, whatever else fills the block.
			weights.reserved = Some(MAXIMUM_BLOCK_WEIGHT - NORMAL_RATIO * MAXIMUM_BLOCK_WEIGHT);
		})
		.avg_block_initialization(ON_INITIALIZE_RATIO)
		.build_or_panic();
	/// Address format of the chain.
	pub const Ss58Prefix: u16 = SS58_PREFIX;
}

/// Filter that lets every call pass but three.
///
/// A validator that purged its session keys while in the set would leave the chain without an author or a
/// finality vote: `Validators.purge_keys` does it once an account is out of the set, and keys are rotated
/// with `Session.set_keys`. Nobody burns OPEN: the sum of all balances is a constant that everyone can check.
/// And the treasury pays by `Treasury.spend`, whose payments count against the cap of a period.
pub struct Sound;

#[allow(deprecated, reason = "the call that is filtered is deprecated")]
impl Contains<RuntimeCall> for Sound {
	fn contains(call: &RuntimeCall) -> bool {
		!matches!(
			call,
			RuntimeCall::Session(pallet_session::Call::purge_keys { .. })
				| RuntimeCall::Balances(pallet_balances::Call::burn { .. })
				| RuntimeCall::Treasury(pallet_treasury::Call::spend_local { .. })
		)
	}
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type BaseCallFilter = InsideBoth<Sound, NotPaused>;
	type Block = Block;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type AccountId = AccountId;
	type Lookup = AccountIdLookup<AccountId, ()>;
	type Nonce = Nonce;
	type Hash = Hash;
	type Hashing = BlakeTwo256;
	type BlockHashCount = BlockHashCount;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SystemWeightInfo = crate::weights::frame_system::WeightInfo<Runtime>;
	type ExtensionsWeightInfo = crate::weights::frame_system_extensions::WeightInfo<Runtime>;
	type SS58Prefix = Ss58Prefix;
	type SingleBlockMigrations = crate::migrations::Migrations;
	type MaxConsumers = frame_support::traits::ConstU32<64>;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = u64;
	type OnTimestampSet = crate::Babe;
	type MinimumPeriod = pallet_validators::MinimumPeriod<Runtime>;
	type WeightInfo = crate::weights::pallet_timestamp::WeightInfo<Runtime>;
}
