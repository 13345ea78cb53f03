//! Prices of the marketplace, which the track `parameters` may change. A change counts from the next block
//! on; deposits that are held already stay as they are.
//!
//! Pallets lean on some relations between parameters, such as a bond being larger than what is slashed from
//! it. Where a decision would break one, the nearest sound value counts instead, so that no vote can stop the
//! chain.

use crate::{
	AccountId, Balance, Runtime, RuntimeEvent, RuntimeOrigin,
	configs::{
		money::EXISTENTIAL_DEPOSIT,
		origins::{self, EnsureTrack},
	},
};
use frame_support::{
	dynamic_params::{dynamic_pallet_params, dynamic_params},
	traits::{EitherOf, EnsureOrigin, EnsureOriginWithArg, Get},
};
use frame_system::EnsureRoot;
use openledger_primitives::OPEN;
use sp_runtime::Permill;

/// The parameters and their values until a referendum sets others.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Parameters of the Datanets pallet.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod datanets {
		/// Planck held of the owner of a Datanet until it is closed.
		#[codec(index = 0)]
		pub static DatanetDeposit: Balance = 10 * OPEN;
		/// Planck held for every contribution.
		#[codec(index = 1)]
		pub static ContributionBondBase: Balance = OPEN;
		/// Planck held for every byte of a contribution: one OPEN a megabyte.
		#[codec(index = 2)]
		pub static ContributionBondPerByte: Balance = OPEN / 1_000_000;
		/// Planck held of the account that flags a contribution.
		#[codec(index = 3)]
		pub static FlagBond: Balance = 2 * OPEN;
		/// Share of its bond that a rejected contribution costs, up to one `ContributionBondBase`.
		#[codec(index = 4)]
		pub static RejectionFee: Permill = Permill::from_percent(10);
		/// Planck held of a curator who decides something.
		#[codec(index = 5)]
		pub static CuratorBond: Balance = 5 * OPEN;
		/// Planck held of the account that demands a jury.
		#[codec(index = 6)]
		pub static AppealBond: Balance = 5 * OPEN;
		/// Planck held for a commitment to a root.
		#[codec(index = 7)]
		pub static CommitmentDeposit: Balance = OPEN / 10;
		/// Planck held for every byte that stays for ever: one OPEN a kilobyte.
		#[codec(index = 8)]
		pub static DepositPerByte: Balance = OPEN / 1_000;
	}

	/// Parameters of the model registry.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod models {
		/// Planck held of the account that registers a base model.
		#[codec(index = 0)]
		pub static RegistrationDeposit: Balance = 10 * OPEN;
		/// Planck held while a model is listed: noise has a price.
		#[codec(index = 1)]
		pub static ListingDeposit: Balance = 5 * OPEN;
		/// Largest royalty of a base model registered from now on.
		#[codec(index = 2)]
		pub static MaxRoyalty: Permill = Permill::from_percent(20);
	}

	/// Parameters of the ModelFactory.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod model_factory {
		/// Planck held of every provider.
		#[codec(index = 0)]
		pub static ProviderBond: Balance = 1_000 * OPEN;
		/// Planck that a provider loses when its claim runs out, for the treasury.
		#[codec(index = 1)]
		pub static ExpirySlash: Balance = 10 * OPEN;
		/// Share of the escrow that a provider gets when a builder cancels work under way.
		#[codec(index = 2)]
		pub static CancelCompensation: Permill = Permill::from_percent(10);
		/// Smallest payment of a job, in planck.
		#[codec(index = 3)]
		pub static MinJobPayment: Balance = OPEN / 10;
		/// Smallest share of results that chance has repeated before they are paid.
		#[codec(index = 4)]
		pub static AuditShare: Permill = Permill::from_percent(10);
		/// Planck that a wrong doubt about a result costs, and a right one brings, beyond the work.
		#[codec(index = 5)]
		pub static DoubtBond: Balance = 10 * OPEN;
	}

	/// Parameters of Proof of Attribution.
	#[dynamic_pallet_params]
	#[codec(index = 3)]
	pub mod attribution {
		/// Division of a fee for use, once the platform and the base model have had theirs.
		#[codec(index = 0)]
		pub static FeeSplit: pallet_attribution::Split = DEFAULT_SPLIT;
		/// Planck held of the account that challenges a settlement.
		#[codec(index = 1)]
		pub static ChallengeBond: Balance = 10 * OPEN;
		/// Planck that a provider loses for each lie about a settlement, beyond what the lie was about. So
		/// much of its bond covers no settlement.
		#[codec(index = 2)]
		pub static Penalty: Balance = 100 * OPEN;
		/// Planck for each verifier that was right, as far as the fine reaches.
		#[codec(index = 3)]
		pub static VerifierReward: Balance = 5 * OPEN;
		/// Smallest deposit of a session, in planck: settling it brings more than the fee for that.
		#[codec(index = 4)]
		pub static MinDeposit: Balance = OPEN / 10;
		/// Part of the platform's share of each fee that pays audits: 2.5 % of all fees. An OPEN of fees is
		/// audited with a probability of 1/50, so that pays 1.25 OPEN an audit.
		#[codec(index = 5)]
		pub static AuditShare: Permill = Permill::from_percent(50);
	}

	/// Parameters of disputes.
	#[dynamic_pallet_params]
	#[codec(index = 4)]
	pub mod disputes {
		/// Planck that a drawn verifier loses whose finding the others contradict.
		#[codec(index = 0)]
		pub static MinorityPenalty: Balance = 50 * OPEN;
		/// Planck that a drawn verifier loses who says nothing.
		#[codec(index = 1)]
		pub static SilencePenalty: Balance = 5 * OPEN;
		/// Planck that a challenged provider loses who reveals late.
		#[codec(index = 2)]
		pub static LateFee: Balance = 5 * OPEN;
		/// Planck that an audit pays each of its five verifiers who finds the answer right. Zero stops
		/// audits.
		#[codec(index = 3)]
		pub static AuditFee: Balance = OPEN / 4;
	}
}

/// Split that the chain starts with.
const DEFAULT_SPLIT: pallet_attribution::Split = pallet_attribution::Split {
	platform: Permill::from_percent(5),
	provider: Permill::from_percent(30),
	contributors: Permill::from_percent(45),
	owner: Permill::from_percent(20),
};

/// A parameter, but never below twice the existential deposit: half of it can still be paid to an account
/// without any.
pub struct Substantial<Parameter>(core::marker::PhantomData<Parameter>);

impl<Parameter: Get<Balance>> Get<Balance> for Substantial<Parameter> {
	fn get() -> Balance {
		Parameter::get().max(2 * EXISTENTIAL_DEPOSIT)
	}
}

/// Slash for an expired claim, which is never more than the bond.
pub struct ExpirySlash;

impl Get<Balance> for ExpirySlash {
	fn get() -> Balance {
		dynamic_params::model_factory::ExpirySlash::get()
			.min(<Runtime as pallet_model_factory::Config>::ProviderBond::get())
	}
}

/// Split as decided, or the one the chain started with if the parts of the decided one do not sum to one.
pub struct FeeSplit;

impl Get<pallet_attribution::Split> for FeeSplit {
	fn get() -> pallet_attribution::Split {
		let decided = dynamic_params::attribution::FeeSplit::get();
		match decided.is_whole() {
			true => decided,
			false => DEFAULT_SPLIT,
		}
	}
}

/// Origin that may change parameters: the track `parameters`, or root.
pub struct ByTrack;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ByTrack {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, _key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		type Allowed = EitherOf<EnsureRoot<AccountId>, EnsureTrack<origins::Parameters>>;
		Allowed::try_origin(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		Self::Attribution(dynamic_params::attribution::Parameters::FeeSplit(
			dynamic_params::attribution::FeeSplit,
			Some(DEFAULT_SPLIT),
		))
	}
}

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = ByTrack;
	type WeightInfo = crate::weights::pallet_parameters::WeightInfo<Runtime>;
}
