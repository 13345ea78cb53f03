//! The marketplace: periods and limits. Prices are in [`super::parameters`], for governance to change.

use crate::{
	configs::{
		money::TreasuryAccount,
		parameters::{
			dynamic_params::{attribution, datanets, model_factory, models},
			ExpirySlash, FeeSplit, Substantial,
		},
	},
	AccountId, Attribution, Balances, BlockNumber, Datanets, Disputes, ModelFactory, Models, Runtime,
	RuntimeCall, RuntimeHoldReason, Signature, System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{
	parameter_types,
	traits::{ConstU32, ConstU64, Get},
	PalletId,
};
use openledger_primitives::{worker_key, Nonce};
use sp_runtime::{
	generic::Era,
	traits::{SaturatedConversion, StaticLookup, Verify},
};

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
	type DatanetDeposit = Substantial<datanets::DatanetDeposit>;
	type ContributionBondBase = Substantial<datanets::ContributionBondBase>;
	type ContributionBondPerByte = datanets::ContributionBondPerByte;
	type FlagBond = Substantial<datanets::FlagBond>;
	type FlagPeriod = Epochs<6, 1>;
	type MaxCurators = ConstU32<16>;
	type MaxPending = ConstU32<256>;
	type MaxContributionBytes = ConstU64<{ 256 * 1024 * 1024 }>;
	type WeightInfo = crate::weights::pallet_datanets::WeightInfo<Runtime>;
}

impl pallet_models::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type RegistrationDeposit = Substantial<models::RegistrationDeposit>;
	type ListingDeposit = Substantial<models::ListingDeposit>;
	type MaxRoyalty = models::MaxRoyalty;
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
	type ProviderBond = Substantial<model_factory::ProviderBond>;
	type ExpirySlash = ExpirySlash;
	type MinJobPayment = Substantial<model_factory::MinJobPayment>;
	type CancelCompensation = model_factory::CancelCompensation;
	type OpenPeriod = Epochs<2, 1>;
	type ClaimPeriod = Epochs<6, 1>;
	type ChallengePeriod = Epochs<1, 10>;
	type MaxParallel = ConstU32<16>;
	type MaxAttempts = ConstU32<3>;
	type MaxOpenJobs = ConstU32<1024>;
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
	type PalletId = AttributionId;
	type Split = FeeSplit;
	type MinDeposit = Substantial<attribution::MinDeposit>;
	type GracePeriod = Epochs<1, 10>;
	type ChallengePeriod = Epochs<1, 1>;
	type Penalty = Substantial<attribution::Penalty>;
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
	type RevealPeriod = Epochs<1, 5>;
	type VotePeriod = Epochs<1, 5>;
	type ChallengeBond = Substantial<attribution::ChallengeBond>;
	type Penalty = Substantial<attribution::Penalty>;
	type VerifierReward = attribution::VerifierReward;
	type MaxChallenges = ConstU32<64>;
	type WeightInfo = crate::weights::pallet_disputes::WeightInfo<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::Setup;
}

impl frame_system::offchain::SigningTypes for Runtime {
	type Public = <Signature as Verify>::Signer;
	type Signature = Signature;
}

/// The worker's hot key as offchain workers sign with it.
pub struct WorkerAuthority;

impl frame_system::offchain::AppCrypto<<Signature as Verify>::Signer, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericSignature = sp_core::sr25519::Signature;
	type GenericPublic = sp_core::sr25519::Public;
}

impl<LocalCall> frame_system::offchain::CreateTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extension = TxExtension;

	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> UncheckedExtrinsic {
		sp_runtime::generic::UncheckedExtrinsic::new_transaction(call, extension)
	}
}

impl<LocalCall> frame_system::offchain::CreateSignedTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_signed_transaction<
		C: frame_system::offchain::AppCrypto<<Signature as Verify>::Signer, Signature>,
	>(
		call: RuntimeCall,
		public: <Signature as Verify>::Signer,
		account: AccountId,
		nonce: Nonce,
	) -> Option<UncheckedExtrinsic> {
		// Long enough to be included, short enough that a lost one is soon re-sent.
		const PERIOD: u64 = 64;
		let current = System::block_number().saturated_into::<u64>().saturating_sub(1);
		let extension: TxExtension = (
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::mortal(PERIOD, current)),
			frame_system::CheckNonce::from(nonce),
			frame_system::CheckWeight::new(),
			pallet_transaction_payment::ChargeTransactionPayment::from(0),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			frame_system::WeightReclaim::new(),
		);
		let payload = crate::SignedPayload::new(call, extension)
			.inspect_err(|_| log::warn!("unable to build the payload of a worker's transaction"))
			.ok()?;
		let signature = payload.using_encoded(|bytes| C::sign(bytes, public))?;
		let (call, extension, _) = payload.deconstruct();
		let address = <Runtime as frame_system::Config>::Lookup::unlookup(account);
		Some(UncheckedExtrinsic::new_signed(call, address, signature, extension))
	}
}
