//! Governance: holders of OPEN decide by referendum, with conviction and delegation, on six tracks.
//!
//! | track | origin | decides on |
//! |---|---|---|
//! | `upgrade` | root | the runtime, and whatever nothing else may |
//! | `parameters` | `Parameters` | the marketplace's parameters ([`crate::configs::parameters`]) |
//! | `treasury` | `Treasurer` | small payments of the treasury ([`crate::configs::spending`]) |
//! | `safety` | `Guardian` | pausing calls, safe mode, stopping referenda of other tracks, lifting slashes |
//! | `medium_spend`, `big_spend` | `MediumSpender`, `BigSpender` | larger payments of the treasury |

use crate::{
	AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Referenda, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeHoldReason, Scheduler, System, Treasury,
	configs::{
		marketplace::Epochs,
		money::TreasuryId,
		origins::{self, EnsureTrack, Guardian, Treasurer},
		pauses::Essential,
		spending::{CappedPay, Spenders},
		votes::{Votes, VotingWeight},
	},
};
use alloc::borrow::Cow;
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, EitherOf, Get, fungible::Inspect, tokens::UnityAssetBalanceConversion},
};
use frame_system::{EnsureRoot, EnsureSigned};
use openledger_primitives::OPEN;
use pallet_referenda::{Curve, ReferendumIndex, ReferendumInfo, Track, TrackInfo};
use sp_runtime::{Perbill, Permill, morph_types, str_array, traits::IdentityLookup};

parameter_types! {
	/// Planck reserved of the account that proposes a referendum, until it is approved or cancelled.
	pub const SubmissionDeposit: Balance = 10 * OPEN;
	/// Nothing in the treasury is ever burnt.
	pub const NoBurn: Permill = Permill::zero();
	/// Number of blocks that safe mode lasts at a time: six epochs, a day of a production chain.
	pub SafeModeDuration: BlockNumber = Epochs::<6, 1>::get();
	/// Planck against which turnout is measured: all OPEN outside the treasury, also what cannot vote because
	/// it is staked or in reserve. That makes every threshold harder to reach, and none easier.
	pub ActiveIssuance: Balance = <Balances as Inspect<AccountId>>::active_issuance();
}

/// Returns the blocks that hours of a production chain take, whose epochs take four. A fast chain decides
/// fast.
fn hours(hours: u32) -> BlockNumber {
	pallet_validators::EpochSlots::<Runtime>::get().saturating_mul(hours).saturating_div(4).max(1)
}

/// Row of the table of tracks.
struct Terms {
	name: &'static str,
	decision_deposit: Balance,
	/// Largest number of referenda under decision at a time.
	max_deciding: u32,
	/// Number of hours until a decision may begin.
	prepare: u32,
	/// Number of hours in which a referendum must find its majority.
	decision: u32,
	/// Number of hours for which it must keep it.
	confirm: u32,
	/// Smallest number of hours from approval to enactment.
	enactment: u32,
	/// Percentage of ayes among votes that suffices at the end of the decision period; at its beginning, all.
	approval: u32,
	/// Percentage of active OPEN behind ayes that suffices at the beginning and at the end of the decision
	/// period.
	support: (u32, u32),
}

/// Terms of each track, by its id.
const TERMS: [Terms; 6] = [
	Terms {
		name: "upgrade",
		decision_deposit: 10_000 * OPEN,
		max_deciding: 2,
		prepare: 4,
		decision: 336,
		confirm: 24,
		enactment: 24,
		approval: 60,
		support: (40, 5),
	},
	Terms {
		name: "parameters",
		decision_deposit: 1_000 * OPEN,
		max_deciding: 10,
		prepare: 4,
		decision: 168,
		confirm: 12,
		enactment: 12,
		approval: 50,
		support: (25, 1),
	},
	Terms {
		name: "treasury",
		decision_deposit: 1_000 * OPEN,
		max_deciding: 20,
		prepare: 4,
		decision: 168,
		confirm: 12,
		enactment: 12,
		approval: 50,
		support: (25, 2),
	},
	// Fast, and hard to win: it is for the hour in which something goes wrong.
	Terms {
		name: "safety",
		decision_deposit: 5_000 * OPEN,
		max_deciding: 5,
		prepare: 1,
		decision: 24,
		confirm: 1,
		enactment: 0,
		approval: 66,
		support: (20, 5),
	},
	Terms {
		name: "medium_spend",
		decision_deposit: 5_000 * OPEN,
		max_deciding: 5,
		prepare: 12,
		decision: 168,
		confirm: 24,
		enactment: 24,
		approval: 55,
		support: (30, 5),
	},
	Terms {
		name: "big_spend",
		decision_deposit: 10_000 * OPEN,
		max_deciding: 2,
		prepare: 24,
		decision: 336,
		confirm: 48,
		enactment: 48,
		approval: 60,
		support: (40, 10),
	},
];

impl Terms {
	fn track(&self, id: u16) -> Track<u16, Balance, BlockNumber> {
		let falling = |from: u32, to: u32| Curve::LinearDecreasing {
			length: Perbill::one(),
			floor: Perbill::from_percent(to),
			ceil: Perbill::from_percent(from),
		};
		let info = TrackInfo {
			name: str_array(self.name),
			max_deciding: self.max_deciding,
			decision_deposit: self.decision_deposit,
			prepare_period: hours(self.prepare),
			decision_period: hours(self.decision),
			confirm_period: hours(self.confirm),
			min_enactment_period: hours(self.enactment),
			min_approval: falling(100, self.approval),
			min_support: falling(self.support.0, self.support.1),
		};
		Track { id, info }
	}
}

/// Tracks of governance, with the tempo of this chain.
pub struct Tracks;

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
	type Id = u16;
	type RuntimeOrigin = OriginCaller;

	fn tracks() -> impl Iterator<Item = Cow<'static, Track<u16, Balance, BlockNumber>>> {
		(0u16..).zip(&TERMS).map(|(id, terms)| Cow::Owned(terms.track(id)))
	}

	fn track_for(origin: &OriginCaller) -> Result<u16, ()> {
		match origin {
			OriginCaller::system(frame_system::RawOrigin::Root) => Ok(origins::UPGRADE_TRACK),
			OriginCaller::Origins(origins::Origin::Parameters) => Ok(1),
			OriginCaller::Origins(origins::Origin::Treasurer) => Ok(2),
			OriginCaller::Origins(origins::Origin::Guardian) => Ok(origins::SAFETY_TRACK),
			OriginCaller::Origins(origins::Origin::MediumSpender) => Ok(4),
			OriginCaller::Origins(origins::Origin::BigSpender) => Ok(5),
			_ => Err(()),
		}
	}
}

/// Referenda under way on any track but `upgrade`, which oversees all others, and `safety` itself.
pub struct Stoppable;

impl Contains<ReferendumIndex> for Stoppable {
	fn contains(index: &ReferendumIndex) -> bool {
		match pallet_referenda::ReferendumInfoFor::<Runtime>::get(index) {
			Some(ReferendumInfo::Ongoing(status)) => {
				![origins::UPGRADE_TRACK, origins::SAFETY_TRACK].contains(&status.track)
			},
			_ => false,
		}
	}
}

impl origins::Config for Runtime {
	type Stoppable = Stoppable;
	type StopOrigin = EnsureTrack<Guardian>;
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = crate::weights::pallet_referenda::WeightInfo<Runtime>;
	type Scheduler = Scheduler;
	type Currency = Balances;
	type SubmitOrigin = frame_support::traits::AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	// The track `safety` stops others' referenda with `Origins.stop_referendum`.
	type CancelOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Slash = Treasury;
	type Votes = Balance;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = SubmissionDeposit;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = Epochs<84, 1>;
	type AlarmInterval = ConstU32<1>;
	type Tracks = Tracks;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = VotingWeight;
	type Currency = Votes;
	type Polls = Referenda;
	type MaxTurnout = ActiveIssuance;
	type MaxVotes = ConstU32<512>;
	type VoteLockingPeriod = Epochs<42, 1>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

morph_types! {
	/// Duration of a guardian's safe mode.
	pub type For<Duration: Get<BlockNumber>> = |_unit: ()| -> BlockNumber { Duration::get() };
}
type MapTo<Origin, Value> = frame_support::traits::MapSuccess<Origin, Value>;

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EitherOf<EnsureRoot<AccountId>, EnsureTrack<Treasurer>>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = Epochs<6, 1>;
	type Burn = NoBurn;
	type PalletId = TreasuryId;
	type BurnDestination = ();
	type WeightInfo = crate::weights::pallet_treasury::WeightInfo<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = Spenders;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = IdentityLookup<AccountId>;
	type Paymaster = CappedPay;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = Epochs<180, 1>;
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Setup;
}

type RootOrGuardian = EitherOf<EnsureRoot<AccountId>, EnsureTrack<Guardian>>;

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = Essential;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	// Nobody buys safe mode with a deposit: it stops everyone's business.
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = MapTo<RootOrGuardian, For<SafeModeDuration>>;
	type ForceExtendOrigin = MapTo<RootOrGuardian, For<SafeModeDuration>>;
	type ForceExitOrigin = RootOrGuardian;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoDelay;
	type WeightInfo = crate::weights::pallet_safe_mode::WeightInfo<Runtime>;
}

parameter_types! {
	/// No deposit enters or extends safe mode.
	pub const NoDeposit: Option<Balance> = None;
	/// There is no deposit to be released.
	pub const NoDelay: Option<BlockNumber> = None;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = RootOrGuardian;
	type UnpauseOrigin = RootOrGuardian;
	type WhitelistedCalls = Essential;
	type MaxNameLen = ConstU32<64>;
	type WeightInfo = crate::weights::pallet_tx_pause::WeightInfo<Runtime>;
}
