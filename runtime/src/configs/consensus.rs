//! Block production, finality, sessions and offences.

use crate::{
	configs::money::TreasuryAccount, AccountId, Babe, Balance, Balances, Historical, Offences, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, SessionKeys, UncheckedExtrinsic, Validators, OPEN,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64},
	PalletId,
};
use sp_runtime::{traits::OpaqueKeys, Perbill};

/// Most validators in a set.
pub const MAX_VALIDATORS: u32 = 100;
parameter_types! {
	/// Most authorities of Babe and Grandpa.
	pub const MaxAuthorities: u32 = MAX_VALIDATORS;
	/// Held for an account's session keys until it purges them.
	pub const KeyDeposit: Balance = OPEN;
	/// The pallet account that holds stake, rewards and reserve.
	pub const ValidatorsId: PalletId = PalletId(*b"ol/valid");
	/// Least that a validator bonds itself.
	pub const MinBond: Balance = 10_000 * OPEN;
	/// Least that an account delegates to a validator.
	pub const MinDelegation: Balance = 10 * OPEN;
	/// Largest commission of a validator.
	pub const MaxCommission: Perbill = Perbill::from_percent(50);
	/// The part of a slash that goes to the reporter.
	pub const ReporterShare: Perbill = Perbill::from_percent(10);
}

/// Epochs end at Babe's boundaries; one probability for a primary slot, secondary slots fill the gaps with a VRF, so
/// that every slot has a block.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
	sp_consensus_babe::BabeEpochConfiguration {
		c: (1, 4),
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
	};

impl pallet_babe::Config for Runtime {
	type EpochDuration = pallet_validators::EpochLength<Runtime>;
	type ExpectedBlockTime = pallet_validators::SlotDuration<Runtime>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = crate::Session;
	type WeightInfo = ();
	type MaxAuthorities = MaxAuthorities;
	// Delegators are no part of the exposure that key-owner proofs carry.
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_babe::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		pallet_validators::ReportLongevity<Runtime>,
	>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<256>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Historical,
		pallet_validators::ReportLongevity<Runtime>,
	>;
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = MaxAuthorities;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = Validators;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = pallet_validators::ValidatorOf<Self>;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Self, Validators>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_validators::Identity<Self>;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Validators;
}

impl pallet_validators::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Treasury = TreasuryAccount;
	type PalletId = ValidatorsId;
	type MaxValidators = MaxAuthorities;
	type MaxCandidates = ConstU32<300>;
	type MinBond = MinBond;
	type MinDelegation = MinDelegation;
	type MaxChunks = ConstU32<32>;
	type MaxCommission = MaxCommission;
	// Three weeks of four-hour sessions.
	type MaxUnbonding = ConstU32<126>;
	type CoolDown = ConstU32<6>;
	type DisablePeriod = ConstU32<6>;
	type ReporterShare = ReporterShare;
	type WeightInfo = crate::weights::pallet_validators::WeightInfo<Runtime>;
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Equivocation reports travel unsigned: their proof is their licence.
impl<LocalCall> frame_system::offchain::CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		sp_runtime::generic::UncheckedExtrinsic::new_bare(call)
	}
}
