//! The chain as native services read it: through runtime APIs, at the best block.

use crate::types::FullClient;
use openledger_ports::{Chain, ChainError};
use openledger_primitives::{
	challenge::Periods, datanet::ContributionInfo, datanet::Snapshot, datanet::SnapshotRef, job::JobInfo,
	model::ModelInfo, usage::SessionInfo, worker_key, AccountId, BlockNumber, ContributionId, Hash, JobId,
	ModelId, SessionId, WORKER_KEY_TYPE,
};
use openledger_runtime::opaque::Block;
use openledger_runtime_api::{AttributionApi, ClockApi, DatanetsApi, ModelFactoryApi, ModelsApi};
use sc_client_api::HeaderBackend;
use sp_api::{ApiError, ApiExt, ProvideRuntimeApi};
use sp_core::crypto::ByteArray;
use sp_keystore::{Keystore, KeystorePtr};
use std::sync::Arc;

/// Reads the chain for native services.
pub struct BestChain {
	client: Arc<FullClient>,
	keystore: KeystorePtr,
	genesis: Hash,
}

impl BestChain {
	/// Reads through a client, with the keystore that holds the worker key.
	pub fn new(client: Arc<FullClient>, keystore: KeystorePtr, genesis: Hash) -> Self {
		Self { client, keystore, genesis }
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
	let key: sp_core::sr25519::Public = key.into();
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
		worker_account(&*self.keystore)
	}
}
