//! The marketplace: bonds, deposits, periods and the split of every fee.

use crate::{
	configs::money::TreasuryAccount, AccountId, Attribution, Balance, Balances, BlockNumber, Datanets,
	ModelFactory, Models, Runtime, RuntimeCall, RuntimeHoldReason, Signature, System, TxExtension,
	UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{parameter_types, PalletId};
use openledger_primitives::{worker_key, Nonce, OPEN};
use sp_runtime::{
	generic::Era,
	traits::{SaturatedConversion, StaticLookup, Verify},
	Permill,
};

parameter_types! {
	/// Held of the owner of a Datanet until it is closed.
	pub const DatanetDeposit: Balance = 10 * OPEN;
	/// Held for every contribution.
	pub const ContributionBondBase: Balance = OPEN;
	/// Held for every byte of a contribution: one OPEN a megabyte.
	pub const ContributionBondPerByte: Balance = OPEN / 1_000_000;
	/// Held of whoever flags a contribution.
	pub const FlagBond: Balance = 2 * OPEN;
	/// Held of whoever registers a base model.
	pub const RegistrationDeposit: Balance = 10 * OPEN;
	/// Held while a model is listed: noise has a price.
	pub const ListingDeposit: Balance = 5 * OPEN;
	/// Largest royalty of a base model.
	pub const MaxRoyalty: Permill = Permill::from_percent(20);
	/// Held of a provider.
	pub const ProviderBond: Balance = 1_000 * OPEN;
	/// Smallest payment of a job.
	pub const MinJobPayment: Balance = OPEN / 10;
	/// Smallest deposit of a session.
	pub const MinDeposit: Balance = OPEN / 100;
	/// The pallet account that keeps all earnings until they are claimed.
	pub const AttributionId: PalletId = PalletId(*b"ol/attrb");
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
