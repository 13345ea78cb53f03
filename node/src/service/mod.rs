//! Puts the node together: client, import queue, network, consensus, provider.

mod consensus;
mod discovery;
mod late_keys;
mod offchain;
mod own_events;
mod partial;

pub use partial::new_partial;

use crate::{
	cli::{ProviderArgs, Switch},
	equivocation, network,
	provider::{self, BestChain, Marketplace},
	rpc,
	types::{FullBackend, FullClient, FullPool, FullSelectChain, GrandpaLink},
};
use openledger_exchange::network::Inbound;
use openledger_runtime::{Hash, opaque::Block};
use partial::ConsensusSetup;
use prometheus_endpoint::Registry;
use sc_client_api::BlockBackend;
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState};
use sc_network::{
	NetworkBackend,
	config::FullNetworkConfiguration,
	service::{NotificationMetrics, traits::NetworkService},
};
use sc_network_sync::SyncingService;
use sc_service::{
	Configuration, PartialComponents, RpcHandlers, TaskManager, WarpSyncConfig, error::Error as ServiceError,
};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc};

/// Builds and starts a full node. Returns its tasks, and its RPC with the addresses that this listens on.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	args: ProviderArgs,
) -> Result<(TaskManager, RpcHandlers), ServiceError> {
	// A provider's claims and results are sent by its offchain worker, whether or not it also validates.
	config.offchain_worker.enabled |= args.provider;
	let PartialComponents {
		client,
		backend,
		mut task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool: pool,
		other: ConsensusSetup { block_import, grandpa_link, babe_link, babe_worker, mut telemetry },
	} = new_partial(&config)?;
	let (keystore, registry) = (keystore_container.keystore(), config.prometheus_registry().cloned());
	let genesis = genesis_hash(&client)?;
	let Protocols { net_config, metrics, grandpa, blob_requests } =
		protocols::<N>(&config, args.blob_exchange, genesis);
	let network::Network { service: network, sync, system_rpc, unused_gossip } =
		network::start(network::Parts {
			config: &config,
			net_config,
			metrics,
			client: client.clone(),
			pool: pool.clone(),
			tasks: &task_manager,
			import_queue,
			warp_sync: warp_sync(&backend, &grandpa_link),
		})?;

	let shared = Shared {
		client: client.clone(),
		backend: backend.clone(),
		pool: pool.clone(),
		keystore: keystore.clone(),
		network: network.clone(),
		sync: sync.clone(),
		registry: registry.clone(),
	};
	if config.offchain_worker.enabled {
		shared.start_offchain_workers(config.role.is_authority() || args.provider, &task_manager)?;
	}
	let base_path = config.base_path.config_dir(config.chain_spec.id());
	let marketplace = shared.start_marketplace(&args, genesis, base_path, blob_requests, &task_manager)?;

	let (role, force_authoring) = (config.role, config.force_authoring);
	let discovery = discovery::config(&config.network);
	let voter =
		consensus::Voter { name: config.network.node_name.clone(), role, state: SharedVoterState::empty() };
	let (rule, votes) = (select_chain.clone(), voter.state.clone());
	let rpc_builder = shared.rpc_builder(rule, babe_worker, votes, &grandpa_link, marketplace);
	let rpc = sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend,
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: pool.clone(),
		rpc_builder,
		network: network.clone(),
		system_rpc_tx: system_rpc,
		tx_handler_controller: unused_gossip,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	shared.start_watches(role.is_authority() || args.provider, genesis, &task_manager);
	let telemetry = telemetry.as_ref().map(|telemetry| telemetry.handle());
	let parts = shared.consensus_parts(telemetry, &task_manager);
	if role.is_authority() {
		shared.watch_keys(&grandpa_link, &task_manager);
		shared.start_discovery(discovery, &task_manager);
		consensus::start_authoring(&parts, select_chain, block_import, babe_link, force_authoring)?;
	}
	consensus::start_voting(&parts, voter, grandpa_link, grandpa, network)?;
	Ok((task_manager, rpc))
}

fn genesis_hash(client: &FullClient) -> Result<Hash, ServiceError> {
	client.block_hash(0)?.ok_or_else(|| {
		ServiceError::Other("the database holds no genesis block; purge-chain and sync again".into())
	})
}

/// The network's configuration with the protocols that are not its own.
struct Protocols<N: NetworkBackend<Block, Hash>> {
	net_config: FullNetworkConfiguration<Block, Hash, N>,
	metrics: NotificationMetrics,
	grandpa: consensus::GrandpaProtocol,
	/// Requests of peers for blobs, if blobs are exchanged.
	blob_requests: Option<Inbound>,
}

fn protocols<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	blob_exchange: Switch,
	genesis: Hash,
) -> Protocols<N> {
	let registry = config.prometheus_registry().cloned();
	let metrics = N::register_notification_metrics(registry.as_ref());
	let mut net_config = FullNetworkConfiguration::<_, _, N>::new(&config.network, registry);
	let grandpa = consensus::grandpa_protocol(config, genesis, &mut net_config, &metrics);
	let blob_requests = (blob_exchange == Switch::On).then(|| {
		let (protocol, requests) = openledger_exchange::network::protocol::<Block, N>(genesis);
		net_config.add_request_response_protocol(protocol);
		requests
	});
	Protocols { net_config, metrics, grandpa, blob_requests }
}

/// Returns the proofs that warp synchronisation of other nodes asks for.
fn warp_sync(backend: &Arc<FullBackend>, link: &GrandpaLink) -> WarpSyncConfig<Block> {
	let authorities = link.shared_authority_set().clone();
	let provider =
		sc_consensus_grandpa::warp_proof::NetworkProvider::new(backend.clone(), authorities, Vec::new());
	WarpSyncConfig::WithProvider(Arc::new(provider))
}

/// The parts of a running node that its services share.
struct Shared {
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	pool: Arc<FullPool>,
	keystore: KeystorePtr,
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
	registry: Option<Registry>,
}

type RpcBuilder =
	Box<dyn Fn(sc_rpc::SubscriptionTaskExecutor) -> Result<jsonrpsee::RpcModule<()>, ServiceError>>;

impl Shared {
	fn start_offchain_workers(&self, is_validator: bool, tasks: &TaskManager) -> Result<(), ServiceError> {
		let Self { client, backend, pool, keystore, network, .. } = self;
		let (client, pool, network) = (client.clone(), pool.clone(), network.clone());
		offchain::start(client, backend, pool, keystore.clone(), network, is_validator, tasks)
	}

	fn start_marketplace(
		&self,
		args: &ProviderArgs,
		genesis: Hash,
		base_path: PathBuf,
		blob_requests: Option<Inbound>,
		tasks: &TaskManager,
	) -> Result<Marketplace, ServiceError> {
		let parts = provider::Parts {
			client: self.client.clone(),
			backend: self.backend.clone(),
			keystore: self.keystore.clone(),
			genesis,
			base_path,
			registry: self.registry.clone(),
			spawn: tasks.spawn_essential_handle(),
			network: self.network.clone(),
			sync: self.sync.clone(),
			blob_requests,
		};
		provider::start(args, parts)
	}

	/// Starts the tasks that look at blocks: at every node, and at those that have accounts on the chain.
	fn start_watches(&self, has_accounts: bool, genesis: Hash, tasks: &TaskManager) {
		self.watch_equivocations(tasks);
		if has_accounts {
			self.watch_own_events(genesis, tasks);
		}
	}

	/// Starts reporting validators that author two blocks in one slot.
	fn watch_equivocations(&self, tasks: &TaskManager) {
		let pool = OffchainTransactionPoolFactory::new(self.pool.clone());
		let watch = equivocation::watch(self.client.clone(), pool);
		tasks.spawn_handle().spawn("equivocation-watch", None, watch);
	}

	/// Starts saying in the log what the chain does to this node's own accounts.
	fn watch_own_events(&self, genesis: Hash, tasks: &TaskManager) {
		let (client, keystore) = (self.client.clone(), self.keystore.clone());
		let chain = Arc::new(BestChain::new(client.clone(), keystore.clone(), genesis));
		tasks.spawn_handle().spawn("own-events-watch", None, own_events::watch(client, keystore, chain));
	}

	/// Starts noticing GRANDPA keys that come too late for the current set.
	fn watch_keys(&self, link: &GrandpaLink, tasks: &TaskManager) {
		let voters = link.shared_authority_set().clone();
		let watch = late_keys::watch(self.client.clone(), self.keystore.clone(), voters);
		tasks.spawn_handle().spawn("late-keys-watch", None, watch);
	}

	fn start_discovery(&self, config: sc_authority_discovery::WorkerConfig, tasks: &TaskManager) {
		let Self { client, network, keystore, registry, .. } = self;
		let (client, keystore, registry) = (client.clone(), keystore.clone(), registry.clone());
		discovery::start(config, client, network.clone(), keystore, registry, tasks);
	}

	fn consensus_parts<'a>(
		&self,
		telemetry: Option<TelemetryHandle>,
		tasks: &'a TaskManager,
	) -> consensus::Parts<'a> {
		consensus::Parts {
			client: self.client.clone(),
			pool: self.pool.clone(),
			keystore: self.keystore.clone(),
			sync: self.sync.clone(),
			registry: self.registry.clone(),
			telemetry,
			tasks,
		}
	}

	/// Returns the function that builds the RPC module, once for each server.
	fn rpc_builder(
		&self,
		select_chain: FullSelectChain,
		babe_worker: BabeWorkerHandle<Block>,
		voter_state: SharedVoterState,
		link: &GrandpaLink,
		marketplace: Marketplace,
	) -> RpcBuilder {
		let (client, pool, keystore) = (self.client.clone(), self.pool.clone(), self.keystore.clone());
		let justification_stream = link.justification_stream();
		let authority_set = link.shared_authority_set().clone();
		let finality_proofs =
			FinalityProofProvider::new_for_service(self.backend.clone(), Some(authority_set.clone()));
		Box::new(move |executor| {
			rpc::create(rpc::Deps {
				client: client.clone(),
				pool: pool.clone(),
				select_chain: select_chain.clone(),
				keystore: keystore.clone(),
				babe_worker: babe_worker.clone(),
				voter_state: voter_state.clone(),
				authority_set: authority_set.clone(),
				justification_stream: justification_stream.clone(),
				finality_proofs: finality_proofs.clone(),
				executor,
				marketplace: marketplace.clone(),
			})
			.map_err(Into::into)
		})
	}
}
