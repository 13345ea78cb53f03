//! The chain as native services read it: through runtime APIs, at the best block, and the worker key.

use crate::types::FullClient;
use codec::Decode;
use openledger_ports::{Chain, ChainError};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ContributionId, Hash, JobId, ModelId, Nonce, SessionId, Signature,
	WORKER_KEY_TYPE, challenge::Periods, datanet::ContributionInfo, datanet::Snapshot, datanet::SnapshotRef,
	job::JobInfo, model::ModelInfo, usage::SessionInfo, usage::Settlement, usage::Voucher, worker_key,
};
use openledger_runtime::{AttributionCall, Runtime, RuntimeCall, opaque::Block};
use openledger_runtime_api::{AttributionApi, ClockApi, DatanetsApi, ModelFactoryApi, ModelsApi};
use pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi;
use sc_client_api::{HeaderBackend, StorageProvider};
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_core::{crypto::ByteArray, sr25519, storage::StorageKey};
use sp_keystore::{Keystore, KeystorePtr};
use std::sync::{Arc, OnceLock};

/// Bytes of a settlement's transaction without influence, rounded up: voucher, signatures and extensions.
const SETTLE_BYTES: u32 = 384;
/// Bytes of one contribution's influence.
const INFLUENCE_BYTES: u32 = 12;

/// The state of an account, as the chain stores it.
type AccountState = frame_system::AccountInfo<Nonce, pallet_balances::AccountData<Balance>>;

/// Reads the chain for native services.
pub struct BestChain {
	client: Arc<FullClient>,
	keystore: KeystorePtr,
	/// The worker key's account, once there is one: the keystore is a folder that takes time to read.
	worker: OnceLock<AccountId>,
	genesis: Hash,
}

impl BestChain {
	/// Reads through a client, with the keystore that holds the worker key.
	pub fn new(client: Arc<FullClient>, keystore: KeystorePtr, genesis: Hash) -> Self {
		Self { client, keystore, worker: OnceLock::new(), genesis }
	}

	fn best(&self) -> Hash {
		self.client.info().best_hash
	}
}

/// Returns the account of the first worker key in a keystore, in the order of their bytes.
pub fn worker_account(keystore: &dyn Keystore) -> Option<AccountId> {
	let mut keys = keystore.sr25519_public_keys(WORKER_KEY_TYPE);
	keys.sort();
	let key = worker_key::Public::from_slice(keys.first()?.as_ref()).ok()?;
	let key: sr25519::Public = key.into();
	Some(AccountId::new(key.0))
}

fn answer<T>(result: Result<T, ApiError>) -> Result<T, ChainError> {
	result.map_err(|error| ChainError(error.to_string()))
}

impl Chain for BestChain {
	fn genesis(&self) -> Hash {
		self.genesis
	}

	fn best_number(&self) -> BlockNumber {
		self.client.info().best_number
	}

	fn market_time(&self) -> Result<BlockNumber, ChainError> {
		let (api, best) = (self.client.runtime_api(), self.best());
		// A runtime without the clock has no market that stands still.
		match answer(api.has_api::<dyn ClockApi<Block>>(best))? {
			true => answer(self.client.runtime_api().now(best)),
			false => Ok(self.best_number()),
		}
	}

	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		answer(self.client.runtime_api().session(self.best(), id))
	}

	fn final_session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		answer(self.client.runtime_api().session(self.client.info().finalized_hash, id))
	}

	fn periods(&self) -> Result<Periods, ChainError> {
		answer(self.client.runtime_api().periods(self.best()))
	}

	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError> {
		answer(self.client.runtime_api().model(self.best(), id))
	}

	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError> {
		answer(self.client.runtime_api().job(self.best(), id))
	}

	fn snapshot(&self, at: SnapshotRef) -> Result<Option<Snapshot>, ChainError> {
		answer(self.client.runtime_api().snapshot(self.best(), at))
	}

	fn contribution(&self, id: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError> {
		answer(self.client.runtime_api().contribution(self.best(), id))
	}

	fn stash_of(&self, worker: &AccountId) -> Result<Option<AccountId>, ChainError> {
		answer(self.client.runtime_api().stash_of(self.best(), worker.clone()))
	}

	fn worker(&self) -> Option<AccountId> {
		if let Some(known) = self.worker.get() {
			return Some(known.clone());
		}
		let found = worker_account(&*self.keystore)?;
		Some(self.worker.get_or_init(|| found).clone())
	}

	fn sign(&self, bytes: &[u8]) -> Option<Signature> {
		let worker: [u8; 32] = self.worker()?.into();
		let key = sr25519::Public::from_raw(worker);
		let signature = self.keystore.sr25519_sign(WORKER_KEY_TYPE, &key, bytes).ok()??;
		Some(signature.into())
	}

	fn offered_bases(&self, provider: &AccountId) -> Result<Vec<ModelId>, ChainError> {
		let provider = answer(self.client.runtime_api().provider(self.best(), provider.clone()))?;
		Ok(provider.map(|info| info.capabilities.bases.into_inner()).unwrap_or_default())
	}

	fn balance(&self, account: &AccountId) -> Result<Balance, ChainError> {
		let key = StorageKey(frame_system::Account::<Runtime>::hashed_key_for(account));
		let found = self.client.storage(self.best(), &key);
		let found = found.map_err(|error| ChainError(error.to_string()))?;
		let Some(bytes) = found else { return Ok(0) };
		let info = AccountState::decode(&mut &bytes.0[..]).map_err(|error| ChainError(error.to_string()))?;
		Ok(info.data.free.saturating_sub(info.data.frozen))
	}

	fn settle_fee(&self, settlement: &Settlement) -> Result<Balance, ChainError> {
		let (genesis, receipts) = (self.genesis, Hash::zero());
		let voucher = Voucher { genesis, session: 0, answers: 0, cumulative: 0, receipts };
		let signature = sr25519::Signature::from_raw([0; 64]).into();
		let entries = settlement.influence.len() as u32;
		let settlement = settlement.clone();
		let call = AttributionCall::settle { session: 0, voucher, signature, settlement };
		let length = entries.saturating_mul(INFLUENCE_BYTES).saturating_add(SETTLE_BYTES);
		let api = self.client.runtime_api();
		let info = api.query_call_info(self.best(), RuntimeCall::Attribution(call), length);
		Ok(answer(info)?.partial_fee)
	}

	fn headroom(&self, provider: &AccountId) -> Result<Balance, ChainError> {
		answer(self.client.runtime_api().headroom(self.best(), provider.clone()))
	}
}
