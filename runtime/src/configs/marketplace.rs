//! The marketplace: periods and limits. Prices are in [`super::parameters`], for governance to change.

use crate::{
	AccountId, Attribution, Balances, BlockNumber, Clock, Datanets, Disputes, ModelFactory, Models, Runtime,
	RuntimeHoldReason,
	configs::{
		money::TreasuryAccount,
		offchain::WorkerAuthority,
		origins::{self, EnsureTrack},
		parameters::{
			ExpirySlash, FeeSplit, Substantial,
			dynamic_params::{attribution, datanets, disputes, model_factory, models},
		},
	},
};
use frame_support::{
	PalletId, parameter_types,
	traits::{ConstU32, ConstU64, EitherOf, Get},
};
use frame_system::EnsureRoot;

parameter_types! {
	/// The pallet account that keeps all earnings until they are claimed.
	pub const AttributionId: PalletId = PalletId(*b"ol/attrb");
}

/// A number of blocks told in parts of an epoch, so that a chain with fast slots for development and one with
/// slow slots for strangers share one runtime: `N / D` epochs, at least one block.
pub struct Epochs<const N: u32, const D: u32>;

impl<const N: u32, const D: u32> Get<BlockNumber> for Epochs<N, D> {
	fn get() -> BlockNumber {
		let epoch = pallet_validators::EpochSlots::<Runtime>::get();
		epoch.saturating_mul(N).checked_div(D).unwrap_or(epoch).max(1)
	}
}

/// Milliseconds after which an offchain worker sends again what had no effect: five slots.
pub struct FiveSlots;

impl Get<u64> for FiveSlots {
	fn get() -> u64 {
		pallet_validators::SlotMillis::<Runtime>::get().saturating_mul(5)
	}
}

impl pallet_datanets::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Treasury = TreasuryAccount;
	type Clock = Clock;
	type DatanetDeposit = Substantial<datanets::DatanetDeposit>;
	type ContributionBondBase = Substantial<datanets::ContributionBondBase>;
	type ContributionBondPerByte = datanets::ContributionBondPerByte;
	type FlagBond = Substantial<datanets::FlagBond>;
	type FlagPeriod = Epochs<6, 1>;
	type MaxCurators = ConstU32<16>;
	type MaxPending = ConstU32<256>;
	type MaxContributionBytes = ConstU64<{ 256 * 1024 * 1024 }>;
	type Providers = ModelFactory;
	type RejectionFee = datanets::RejectionFee;
	type CuratorBond = Substantial<datanets::CuratorBond>;
	type CuratorPeriod = Epochs<180, 1>;
	type AppealBond = Substantial<datanets::AppealBond>;
	type AppealPeriod = Epochs<18, 1>;
	type JuryPeriod = Epochs<6, 1>;
	type CommitmentDeposit = datanets::CommitmentDeposit;
	type CommitPeriod = Epochs<6, 1>;
	type ReclaimPeriod = Epochs<1, 1>;
	type MaxCommitments = ConstU32<64>;
	type MaxPendingPerAccount = ConstU32<16>;
	type DepositPerByte = datanets::DepositPerByte;
	type AbandonPeriod = Epochs<540, 1>;
	type WeightInfo = crate::weights::pallet_datanets::WeightInfo<Runtime>;
}

impl pallet_models::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type RegistrationDeposit = Substantial<models::RegistrationDeposit>;
	type ListingDeposit = Substantial<models::ListingDeposit>;
	type DepositPerByte = datanets::DepositPerByte;
	type MaxRoyalty = models::MaxRoyalty;
	type Treasury = TreasuryAccount;
	type Commitments = Datanets;
	type Datanets = Datanets;
	type RightsOrigin = EitherOf<EnsureRoot<AccountId>, EnsureTrack<origins::Parameters>>;
	type ClaimPeriod = Epochs<42, 1>;
	type ContestPeriod = Epochs<84, 1>;
	type WeightInfo = crate::weights::pallet_models::WeightInfo<Runtime>;
}

impl pallet_model_factory::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Datanets = Datanets;
	type Models = Models;
	type Payouts = Attribution;
	type Liabilities = Attribution;
	type AuthorityId = WorkerAuthority;
	type Treasury = TreasuryAccount;
	type Clock = Clock;
	type ProviderBond = Substantial<model_factory::ProviderBond>;
	type LeaveNotice = Epochs<2, 1>;
	type FormerWorkerPeriod = Epochs<168, 1>;
	type ExpirySlash = ExpirySlash;
	type MinJobPayment = Substantial<model_factory::MinJobPayment>;
	type Randomness = pallet_babe::ParentBlockRandomness<Runtime>;
	type CancelCompensation = model_factory::CancelCompensation;
	type CancelFullAfter = Epochs<1, 2>;
	type CommitPeriod = Epochs<1, 40>;
	type FailRest = Epochs<1, 40>;
	type OpenPeriod = Epochs<2, 1>;
	type ClaimPeriod = Epochs<6, 1>;
	type ChallengePeriod = Epochs<1, 10>;
	type AuditShare = model_factory::AuditShare;
	type DrawDelay = ConstU32<4>;
	type DoubtBond = Substantial<model_factory::DoubtBond>;
	type SilencePenalty = disputes::SilencePenalty;
	type MaxParallel = ConstU32<16>;
	type MaxAttempts = ConstU32<3>;
	type MaxOpenJobs = ConstU32<1024>;
	type MaxOpenOf = ConstU32<64>;
	type KeepFinished = ConstU32<10_000>;
	type ResendAfter = FiveSlots;
	type CancelGrace = ConstU32<8>;
	type WeightInfo = crate::weights::pallet_model_factory::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Setup;
}

impl pallet_attribution::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Datanets;
	type Models = Models;
	type Providers = ModelFactory;
	type Challenges = Disputes;
	type Treasury = TreasuryAccount;
	type Clock = Clock;
	type PalletId = AttributionId;
	type Split = FeeSplit;
	type MinDeposit = Substantial<attribution::MinDeposit>;
	type GracePeriod = Epochs<1, 10>;
	type ChallengePeriod = Epochs<1, 1>;
	type Penalty = Substantial<attribution::Penalty>;
	type AuditShare = attribution::AuditShare;
	type WeightInfo = crate::weights::pallet_attribution::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Setup;
}

impl pallet_disputes::Config for Runtime {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Datanets;
	type Models = Models;
	type Providers = ModelFactory;
	type Settlements = Attribution;
	type Treasury = TreasuryAccount;
	type Clock = Clock;
	// What is drawn must not be known when a settlement is made or challenged, so it comes from the blocks
	// after an answer is laid open, and from several: an author knows its own output before it builds.
	type Randomness = pallet_babe::ParentBlockRandomness<Runtime>;
	type RevealPeriod = Epochs<2, 5>;
	type LatePeriod = Epochs<1, 5>;
	type DrawDelay = ConstU32<4>;
	type CommitPeriod = Epochs<1, 5>;
	type DisclosePeriod = Epochs<1, 10>;
	type Drawn = ConstU32<5>;
	type Quorum = ConstU32<3>;
	type ChallengeBond = Substantial<attribution::ChallengeBond>;
	type Penalty = Substantial<attribution::Penalty>;
	type VerifierReward = attribution::VerifierReward;
	type MinorityPenalty = disputes::MinorityPenalty;
	type SilencePenalty = disputes::SilencePenalty;
	type LateFee = disputes::LateFee;
	type AuditFee = disputes::AuditFee;
	type MaxChallenges = ConstU32<8>;
	type WeightInfo = crate::weights::pallet_disputes::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Setup;
}
