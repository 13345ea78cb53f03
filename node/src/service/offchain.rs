//! Offchain workers of the runtime.

use crate::types::{FullBackend, FullClient, FullPool};
use futures::FutureExt;
use sc_client_api::Backend;
use sc_network::service::traits::NetworkService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{TaskManager, error::Error as ServiceError};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Starts running the runtime's offchain workers after every block.
pub fn start(
	client: Arc<FullClient>,
	backend: &FullBackend,
	pool: Arc<FullPool>,
	keystore: KeystorePtr,
	network: Arc<dyn NetworkService>,
	is_validator: bool,
	tasks: &TaskManager,
) -> Result<(), ServiceError> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: client.clone(),
		is_validator,
		keystore: Some(keystore),
		offchain_db: backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(pool)),
		network_provider: Arc::new(network),
		enable_http_requests: false,
		custom_extensions: |_| Vec::new(),
	})?;
	tasks.spawn_handle().spawn(
		"offchain-workers-runner",
		"offchain-worker",
		workers.run(client, tasks.spawn_handle()).boxed(),
	);
	Ok(())
}
