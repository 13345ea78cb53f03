//! The parts that the marketplace is built from, and those that RPC answers from.

use crate::{
	cli::Callers,
	types::{FullBackend, FullClient},
};
use openledger_blobs::Store;
use openledger_exchange::{Scheduler, network::Inbound};
use openledger_primitives::{AccountId, Hash};
use openledger_runtime::opaque::Block;
use openledger_worker::Handle;
use prometheus_endpoint::Registry;
use sc_network::service::traits::NetworkService;
use sc_network_sync::SyncingService;
use sc_service::{SpawnEssentialTaskHandle, error::Error as ServiceError};
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc};

/// The parts of the node that the marketplace is built from.
pub struct Parts {
	/// The client, for runtime APIs.
	pub client: Arc<FullClient>,
	/// The database, for its offchain storage.
	pub backend: Arc<FullBackend>,
	/// The keystore, for the worker key.
	pub keystore: KeystorePtr,
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// The chain's folder: blobs and the worker's files lie in it.
	pub base_path: PathBuf,
	/// The registry of metrics.
	pub registry: Option<Registry>,
	/// Spawns tasks whose end ends the node.
	pub spawn: SpawnEssentialTaskHandle,
	/// The running network.
	pub network: Arc<dyn NetworkService>,
	/// Synchronisation: its peers, and whether the chain is up to date.
	pub sync: Arc<SyncingService<Block>>,
	/// Requests of peers for blobs, if blobs are exchanged.
	pub blob_requests: Option<Inbound>,
}

/// The parts of the marketplace that RPC answers from.
#[derive(Clone)]
pub struct Marketplace {
	/// The blobs of this node.
	pub store: Arc<Store>,
	/// Downloads blobs from other nodes.
	pub scheduler: Option<Arc<Scheduler>>,
	/// The callers that may upload.
	pub uploads: Callers,
	/// The callers that may download.
	pub downloads: Callers,
	/// The handle of a provider's worker.
	pub worker: Option<Handle>,
	/// The account of the provider's worker key.
	pub account: Option<AccountId>,
}

/// Converts an error of a native service into one of the node.
pub fn other<E: std::fmt::Display>(error: E) -> ServiceError {
	ServiceError::Other(error.to_string())
}
