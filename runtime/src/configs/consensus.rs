//! Block production, finality, sessions and offences.

use crate::{
	AccountId, Babe, Balance, Balances, OPEN, Offences, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, SessionKeys, TOTAL_SUPPLY, UncheckedExtrinsic, Validators,
	configs::{
		money::TreasuryAccount,
		origins::{EnsureTrack, Guardian},
		votes::{MaxChunks, MaxPools, Votes},
	},
};
use frame_support::{
	PalletId, parameter_types,
	traits::{ConstU32, ConstU64, EitherOf},
	weights::Weight,
};
use frame_system::EnsureRoot;
use sp_runtime::{Perbill, traits::OpaqueKeys};

/// Largest number of validators in a set.
pub const MAX_VALIDATORS: u32 = 100;
/// Most sessions for which a genesis may let unbonded stake wait.
pub const MAX_UNBONDING: u32 = 126;
parameter_types! {
	/// Largest number of authorities of Babe and Grandpa.
	pub const MaxAuthorities: u32 = MAX_VALIDATORS;
	/// Planck held for an account's session keys until it purges them.
	pub const KeyDeposit: Balance = OPEN;
	/// Name of the account that holds stake, rewards and reserve.
	pub const ValidatorsId: PalletId = PalletId(*b"ol/valid");
	/// Smallest bond of a validator itself, in planck.
	pub const MinBond: Balance = 10_000 * OPEN;
	/// Smallest delegation to a validator, in planck.
	pub const MinDelegation: Balance = 10 * OPEN;
	/// Largest commission of a validator.
	pub const MaxCommission: Perbill = Perbill::from_percent(50);
	/// Part of the median stake of the set that a seat takes.
	pub const SeatShare: Perbill = Perbill::from_percent(75);
	/// Sum that every genesis must have.
	pub const Supply: Option<Balance> = Some(TOTAL_SUPPLY);
	/// Part of what a slash takes from an offender's own bond that goes to the reporter.
	pub const ReporterShare: Perbill = Perbill::from_percent(10);
}

/// Epochs of Babe at genesis: one slot in four has a primary author, and secondary authors fill the gaps with
/// a VRF, so that every slot has a block.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
	sp_consensus_babe::BabeEpochConfiguration {
		c: (1, 4),
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
	};

/// Weight of a report: what the consensus pallets reckon for checking it, and the slash.
///
/// Each further offender of one slot or round raises the fraction of those before it, so a report may have to
/// slash as many as there are validators.
pub struct ReportWeight;

impl ReportWeight {
	fn slash(validators: u32) -> Weight {
		let offenders = validators.clamp(1, MAX_VALIDATORS);
		<crate::weights::pallet_validators::WeightInfo<Runtime> as pallet_validators::WeightInfo>::on_offence(
			offenders,
		)
	}
}

impl pallet_babe::WeightInfo for ReportWeight {
	fn plan_config_change() -> Weight {
		<() as pallet_babe::WeightInfo>::plan_config_change()
	}

	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		let check = <() as pallet_babe::WeightInfo>::report_equivocation(validators, nominators);
		check.saturating_add(Self::slash(validators))
	}
}

impl pallet_grandpa::WeightInfo for ReportWeight {
	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		let check = <() as pallet_grandpa::WeightInfo>::report_equivocation(validators, nominators);
		check.saturating_add(Self::slash(validators))
	}

	fn note_stalled() -> Weight {
		<() as pallet_grandpa::WeightInfo>::note_stalled()
	}
}

impl pallet_babe::Config for Runtime {
	type EpochDuration = pallet_validators::EpochLength<Runtime>;
	type ExpectedBlockTime = pallet_validators::SlotDuration<Runtime>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = crate::Session;
	type WeightInfo = ReportWeight;
	type MaxAuthorities = MaxAuthorities;
	// A slash costs no more for a validator with many delegators.
	type MaxNominators = ConstU32<0>;
	type KeyOwnerProof = pallet_validators::KeyOwnership;
	type EquivocationReportSystem = pallet_babe::EquivocationReportSystem<
		Self,
		Offences,
		Validators,
		pallet_validators::ReportLongevity<Runtime>,
	>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ReportWeight;
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<256>;
	type KeyOwnerProof = pallet_validators::KeyOwnership;
	type EquivocationReportSystem = pallet_grandpa::EquivocationReportSystem<
		Self,
		Offences,
		Validators,
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
	type SessionManager = Validators;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = AccountId;
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
	type MaxChunks = MaxChunks;
	type MaxPools = MaxPools;
	type OnStakeReturned = Votes;
	type MaxCommission = MaxCommission;
	// Three weeks of four-hour sessions.
	type MaxUnbonding = ConstU32<MAX_UNBONDING>;
	type CoolDown = ConstU32<6>;
	type DisablePeriod = ConstU32<6>;
	type ReporterShare = ReporterShare;
	type SeatShare = SeatShare;
	// A third of a day of four-hour sessions.
	type MaxSilence = ConstU32<2>;
	// One in nine million.
	type MinExpected = ConstU64<16>;
	// A week of four-hour sessions.
	type CommissionNotice = ConstU32<42>;
	type Supply = Supply;
	// A week of four-hour sessions, in which the track `safety` decides six times over.
	type SlashDefer = ConstU32<42>;
	type CancelSlashOrigin = EitherOf<EnsureRoot<AccountId>, EnsureTrack<Guardian>>;
	type WeightInfo = crate::weights::pallet_validators::WeightInfo<Runtime>;
}

impl<LocalCall> frame_system::offchain::CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

/// Maker of the reports of equivocation, which travel unsigned: their proof is their licence.
impl<LocalCall> frame_system::offchain::CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		sp_runtime::generic::UncheckedExtrinsic::new_bare(call)
	}
}
