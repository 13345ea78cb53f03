//! Transactions of offchain workers. Everything that they sign goes through one door,
//! [`CreateSignedTransaction`], which asks first whether the chain would carry it out.
//!
//! A call that the dispatch filter holds back, or that fails, costs its fee all the same, and an offchain
//! worker sends again what had no effect. So a call is signed only if
//!
//! 1. the filter lets it pass ([`crate::configs::system`], safe mode and paused calls included);
//! 2. it succeeds on the state of the best block, tried in a storage transaction that is rolled back;
//! 3. its account keeps [`FEES_IN_HAND`] afterwards, unless the call averts a slash: the last OPEN of a
//!    worker key are for what it must answer in time.

use crate::{
	AccountId, Balance, Balances, OPEN, Runtime, RuntimeCall, RuntimeOrigin, Signature, System,
	TransactionPayment, TxExtension, UncheckedExtrinsic, configs::pauses::keeps_word,
};
use codec::Encode;
use frame_support::{
	dispatch::GetDispatchInfo,
	storage::with_transaction,
	traits::{Contains, GetCallMetadata},
};
use frame_system::offchain::{AppCrypto, CreateSignedTransaction, CreateTransaction, SigningTypes};
use openledger_primitives::{Nonce, worker_key};
use sp_runtime::{
	DispatchError, FixedPointNumber, TransactionOutcome,
	generic::Era,
	traits::{Dispatchable, SaturatedConversion, StaticLookup, Verify},
};

/// Planck that a worker key keeps for calls that avert a slash, while the multiplier of fees is one. It pays
/// more than ten of the dearest reveals.
pub const FEES_IN_HAND: Balance = OPEN;

impl SigningTypes for Runtime {
	type Public = <Signature as Verify>::Signer;
	type Signature = Signature;
}

/// The worker's hot key as offchain workers sign with it.
pub struct WorkerAuthority;

impl AppCrypto<<Signature as Verify>::Signer, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericSignature = sp_core::sr25519::Signature;
	type GenericPublic = sp_core::sr25519::Public;
}

/// Reason for which a call is not signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
	/// The filter of calls holds it back: safe mode, or a pause.
	Paused,
	/// It would fail.
	Fails(DispatchError),
	/// Its fee would take what the account keeps to avert slashes.
	FeesInHand,
}

/// Returns the fee of a call that an offchain worker sends. Signature, address and extensions are reckoned
/// with 256 bytes.
fn fee(call: &RuntimeCall) -> Balance {
	let len = (call.encoded_size() as u32).saturating_add(256);
	TransactionPayment::compute_fee(len, &call.get_dispatch_info(), 0)
}

/// Returns what an account keeps at the present multiplier of fees.
fn fees_in_hand() -> Balance {
	TransactionPayment::next_fee_multiplier().saturating_mul_int(FEES_IN_HAND)
}

/// Tries a call as an account would make it, and takes back everything that it did.
fn dry_run(account: &AccountId, call: &RuntimeCall) -> Result<(), DispatchError> {
	with_transaction(|| {
		let done = call.clone().dispatch(RuntimeOrigin::signed(account.clone()));
		TransactionOutcome::Rollback(match done {
			Ok(_) => Ok(()),
			Err(refused) => Err(refused.error),
		})
	})
}

/// Checks whether a call of an offchain worker is worth its fee.
pub fn check(account: &AccountId, call: &RuntimeCall) -> Result<(), Refusal> {
	if !<Runtime as frame_system::Config>::BaseCallFilter::contains(call) {
		return Err(Refusal::Paused);
	}
	let left = Balances::free_balance(account).saturating_sub(fee(call));
	if !keeps_word(call) && left < fees_in_hand() {
		return Err(Refusal::FeesInHand);
	}
	dry_run(account, call).map_err(Refusal::Fails)
}

impl<LocalCall> CreateTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extension = TxExtension;

	fn create_transaction(call: RuntimeCall, extension: TxExtension) -> UncheckedExtrinsic {
		sp_runtime::generic::UncheckedExtrinsic::new_transaction(call, extension)
	}
}

impl<LocalCall> CreateSignedTransaction<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_signed_transaction<C: AppCrypto<<Signature as Verify>::Signer, Signature>>(
		call: RuntimeCall,
		public: <Signature as Verify>::Signer,
		account: AccountId,
		nonce: Nonce,
	) -> Option<UncheckedExtrinsic> {
		let name = call.get_call_metadata();
		match check(&account, &call) {
			Ok(()) => (),
			Err(Refusal::FeesInHand) => {
				let least = fees_in_hand();
				log::warn!(
					"{}.{} is not sent: {account:?} keeps {least} planck to avert slashes; send it OPEN",
					name.pallet_name,
					name.function_name,
				);
				return None;
			},
			Err(refusal) => {
				log::info!("{}.{} is not sent: {refusal:?}", name.pallet_name, name.function_name);
				return None;
			},
		}
		sign::<C>(call, public, account, nonce)
	}
}

/// Signs a call that is worth sending.
fn sign<C: AppCrypto<<Signature as Verify>::Signer, Signature>>(
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
