//! Puts the node together: client, import queue, network, consensus, provider.

mod consensus;
mod discovery;
mod offchain;
mod partial;

pub use partial::new_partial;

use crate::{
	cli::{ProviderArgs, Switch},
	equivocation, network,
	provider::{self, Marketplace},
	rpc,
	types::{FullBackend, FullClient, FullPool, FullSelectChain, GrandpaLink},
};
use openledger_exchange::network::Inbound;
use openledger_runtime::{opaque::Block, Hash};
use partial::ConsensusSetup;
use sc_client_api::BlockBackend;
use sc_consensus_babe::BabeWorkerHandle;
use sc_consensus_grandpa::{FinalityProofProvider, SharedVoterState};
use sc_network::{config::FullNetworkConfiguration, service::NotificationMetrics, NetworkBackend};
use sc_service::{
	error::Error as ServiceError, Configuration, PartialComponents, TaskManager, WarpSyncConfig,
};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Builds and starts a full node.
pub fn new_full<N: NetworkBackend<Block, Hash>>(
	mut config: Configuration,
	args: ProviderArgs,
) -> Result<TaskManager, ServiceError> {
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
	let genesis = client.block_hash(0)?.ok_or_else(|| {
		ServiceError::Other("the database holds no genesis block; purge-chain and sync again".into())
	})?;

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

	if config.offchain_worker.enabled {
		let is_validator = config.role.is_authority() || args.provider;
		let (client, pool, network) = (client.clone(), pool.clone(), network.clone());
		offchain::start(client, &backend, pool, keystore.clone(), network, is_validator, &task_manager)?;
	}
	let parts = provider::Parts {
		client: client.clone(),
		backend: backend.clone(),
		keystore: keystore.clone(),
		genesis,
		base_path: config.base_path.config_dir(config.chain_spec.id()),
		registry: registry.clone(),
		spawn: task_manager.spawn_essential_handle(),
		network: network.clone(),
		sync: sync.clone(),
		blob_requests,
	};
	let marketplace = provider::start(&args, parts)?;

	let (role, force_authoring) = (config.role, config.force_authoring);
	let discovery = discovery::config(&config.network);
	let voter =
		consensus::Voter { name: config.network.node_name.clone(), role, state: SharedVoterState::empty() };
	let rpc = Rpc {
		client: client.clone(),
		pool: pool.clone(),
		select_chain: select_chain.clone(),
		keystore: keystore.clone(),
		babe_worker,
		voter_state: voter.state.clone(),
		marketplace,
	};
	sc_service::spawn_tasks(sc_service::SpawnTasksParams {
		config,
		client: client.clone(),
		backend: backend.clone(),
		task_manager: &mut task_manager,
		keystore: keystore.clone(),
		transaction_pool: pool.clone(),
		rpc_builder: rpc.builder(backend, &grandpa_link),
		network: network.clone(),
		system_rpc_tx: system_rpc,
		tx_handler_controller: unused_gossip,
		sync_service: sync.clone(),
		telemetry: telemetry.as_mut(),
		tracing_execute_block: None,
	})?;

	let watch = equivocation::watch(client.clone(), OffchainTransactionPoolFactory::new(pool.clone()));
	task_manager.spawn_handle().spawn("equivocation-watch", None, watch);
	let telemetry = telemetry.as_ref().map(|telemetry| telemetry.handle());
	let tasks = &task_manager;
	if role.is_authority() {
		let (client, keystore, registry) = (client.clone(), keystore.clone(), registry.clone());
		discovery::start(discovery, client, network.clone(), keystore, registry, tasks);
	}
	let parts = consensus::Parts { client, pool, keystore, sync, registry, telemetry, tasks };
	if role.is_authority() {
		consensus::start_authoring(&parts, select_chain, block_import, babe_link, force_authoring)?;
	}
	consensus::start_voting(&parts, voter, grandpa_link, grandpa, network)?;
	Ok(task_manager)
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

/// The parts that the RPC module is built from, once for each server.
struct Rpc {
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	select_chain: FullSelectChain,
	keystore: KeystorePtr,
	babe_worker: BabeWorkerHandle<Block>,
	voter_state: SharedVoterState,
	marketplace: Marketplace,
}

type RpcBuilder =
	Box<dyn Fn(sc_rpc::SubscriptionTaskExecutor) -> Result<jsonrpsee::RpcModule<()>, ServiceError>>;

impl Rpc {
	fn builder(self, backend: Arc<FullBackend>, link: &GrandpaLink) -> RpcBuilder {
		let justification_stream = link.justification_stream();
		let authority_set = link.shared_authority_set().clone();
		let finality_proofs = FinalityProofProvider::new_for_service(backend, Some(authority_set.clone()));
		Box::new(move |executor| {
			rpc::create(rpc::Deps {
				client: self.client.clone(),
				pool: self.pool.clone(),
				select_chain: self.select_chain.clone(),
				keystore: self.keystore.clone(),
				babe_worker: self.babe_worker.clone(),
				voter_state: self.voter_state.clone(),
				authority_set: authority_set.clone(),
				justification_stream: justification_stream.clone(),
				finality_proofs: finality_proofs.clone(),
				executor,
				marketplace: self.marketplace.clone(),
			})
			.map_err(Into::into)
		})
	}
}
