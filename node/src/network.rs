//! Starts the network.
//!
//! This does what `sc_service::build_network` does, but with the gossip of `openledger-gossip`. That function
//! gives no way to replace the one that it brings.

use crate::types::{FullClient, FullPool};
use futures::StreamExt;
use openledger_runtime::opaque::Block;
use sc_client_api::{BlockchainEvents, HeaderBackend};
use sc_consensus::{ImportQueue, import_queue::ImportQueueService};
use sc_network::{
	NetworkBackend, NetworkBlock,
	config::{FullNetworkConfiguration, Params, ProtocolId},
	service::{
		NotificationMetrics,
		traits::{NetworkService, PeerStore as _},
	},
};
use sc_network_light::light_client_requests::handler::LightClientRequestHandler;
use sc_network_sync::{
	SyncingService, WarpSyncConfig, engine::SyncingEngine, service::network::NetworkServiceProvider,
};
use sc_network_transactions::{
	TransactionsHandlerController, TransactionsHandlerPrototype, config::EmptyTransactionPool,
};
use sc_service::{
	Configuration, TaskManager, TransactionPool, TransactionPoolAdapter, build_default_block_downloader,
	build_polkadot_syncing_strategy, build_system_rpc_future, default_gap_sync_body_policy, error::Error,
};
use sc_utils::mpsc::{TracingUnboundedSender, tracing_unbounded};
use sp_consensus::block_validation::DefaultBlockAnnounceValidator;
use sp_runtime::traits::Block as BlockT;
use std::sync::Arc;

type Hash = <Block as BlockT>::Hash;
/// Task group of the network.
const GROUP: Option<&str> = Some("networking");
/// Number of waiting requests of the RPC's `system` methods above which the log warns.
const MAX_SYSTEM_REQUESTS: usize = 10_000;

/// The parts of the node that the network is built from.
pub struct Parts<'a, N: NetworkBackend<Block, Hash>> {
	pub config: &'a Configuration,
	/// The configuration, with the protocols that are not the network's own.
	pub net_config: FullNetworkConfiguration<Block, Hash, N>,
	pub metrics: NotificationMetrics,
	pub client: Arc<FullClient>,
	pub pool: Arc<FullPool>,
	pub tasks: &'a TaskManager,
	pub import_queue: sc_consensus::DefaultImportQueue<Block>,
	pub warp_sync: WarpSyncConfig<Block>,
}

/// The parts of a running network.
pub struct Network {
	pub service: Arc<dyn NetworkService>,
	pub sync: Arc<SyncingService<Block>>,
	/// Takes requests of the RPC's `system` methods.
	pub system_rpc: TracingUnboundedSender<sc_rpc::system::Request<Block>>,
	/// A controller that `sc_service::spawn_tasks` needs and nobody listens to.
	pub unused_gossip: TransactionsHandlerController<Hash>,
}

/// Starts synchronisation, gossip and the network itself. Fails if a protocol cannot be set up.
pub fn start<N: NetworkBackend<Block, Hash>>(parts: Parts<'_, N>) -> Result<Network, Error> {
	let Parts { config, mut net_config, metrics, client, pool, tasks, import_queue, warp_sync } = parts;
	let (protocol_id, fork_id) = (config.protocol_id(), config.chain_spec.fork_id());
	let registry = config.prometheus_registry();
	let genesis = client.info().genesis_hash;
	let spawn = tasks.spawn_handle();
	let requests = NetworkServiceProvider::new();
	let syncing = Syncing { config, client: client.clone(), tasks, requests: &requests };
	let (sync, block_announce_config) =
		syncing.start(&mut net_config, metrics.clone(), import_queue.service(), warp_sync)?;

	let (handler, light) = LightClientRequestHandler::new::<N>(&protocol_id, fork_id, client.clone());
	spawn.spawn("light-client-request-handler", GROUP, handler.run());
	net_config.add_request_response_protocol(light);
	let (gossip_config, gossip) = openledger_gossip::protocol::<Block, N>(
		genesis,
		fork_id,
		&protocol_id,
		openledger_runtime::configs::system::MAXIMUM_BLOCK_LENGTH.into(),
		metrics.clone(),
		net_config.peer_store_handle(),
	);
	net_config.add_notification_protocol(gossip_config);
	let idle = idle_prototype::<N>(&protocol_id, &net_config, metrics.clone());

	spawn.spawn("peer-store", GROUP, net_config.take_peer_store().run());
	let has_bootnodes = !net_config.network_config.boot_nodes.is_empty();
	let worker = N::new(Params {
		role: config.role,
		executor: {
			let spawn = spawn.clone();
			Box::new(move |task| spawn.spawn("libp2p-node", GROUP, task))
		},
		network_config: net_config,
		genesis_hash: genesis,
		protocol_id,
		fork_id: fork_id.map(Into::into),
		metrics_registry: registry.cloned(),
		block_announce_config,
		ipfs_config: None,
		notification_metrics: metrics,
	})?;
	let service = worker.network_service();

	let ready = pool.import_notification_stream();
	let pool = Arc::new(TransactionPoolAdapter::new(pool, client.clone()));
	let gossip = gossip.build(service.clone(), sync.clone(), pool, registry)?;
	spawn.spawn_blocking("transaction-gossip", GROUP, gossip.run(ready));
	let (_, unused_gossip) =
		idle.build::<Block, _, _, _>(service.clone(), sync.clone(), Arc::new(EmptyTransactionPool), None)?;
	let requests = requests.run(Arc::new(service.clone()));
	spawn.spawn_blocking("chain-sync-network-service-provider", GROUP, requests);
	spawn.spawn("import-queue", None, {
		let sync = sync.clone();
		async move { import_queue.run(sync.as_ref()).await }
	});
	let (role, announce) = (config.role, config.announce_block);
	let (system_rpc, system_requests) = tracing_unbounded("mpsc_system_rpc", MAX_SYSTEM_REQUESTS);
	let answers = build_system_rpc_future::<_, _, Hash>(
		role,
		service.clone(),
		sync.clone(),
		client.clone(),
		system_requests,
		has_bootnodes,
	);
	spawn.spawn("system-rpc-handler", GROUP, answers);
	// On a thread of its own: it has much to do at times.
	let drive = drive(worker, client, sync.clone(), announce);
	tasks.spawn_essential_handle().spawn_blocking("network-worker", GROUP, drive);
	Ok(Network { service, sync, system_rpc, unused_gossip })
}

/// The parts that block synchronisation is built from.
struct Syncing<'a> {
	config: &'a Configuration,
	client: Arc<FullClient>,
	tasks: &'a TaskManager,
	requests: &'a NetworkServiceProvider,
}

impl Syncing<'_> {
	/// Starts synchronisation, and returns it with the protocol that announces blocks.
	fn start<N: NetworkBackend<Block, Hash>>(
		&self,
		net_config: &mut FullNetworkConfiguration<Block, Hash, N>,
		metrics: NotificationMetrics,
		import_queue: Box<dyn ImportQueueService<Block>>,
		warp_sync: WarpSyncConfig<Block>,
	) -> Result<(Arc<SyncingService<Block>>, N::NotificationProtocolConfig), Error> {
		let Self { config, client, tasks, requests } = self;
		let (protocol_id, fork_id) = (config.protocol_id(), config.chain_spec.fork_id());
		let (registry, spawn) = (config.prometheus_registry(), tasks.spawn_handle());
		let peers = &config.network.default_peers_set;
		let downloader = build_default_block_downloader(
			&protocol_id,
			fork_id,
			net_config,
			requests.handle(),
			client.clone(),
			(peers.in_peers + peers.out_peers) as usize,
			&spawn,
		);
		let strategy = build_polkadot_syncing_strategy(
			protocol_id.clone(),
			fork_id,
			net_config,
			Some(warp_sync),
			downloader,
			client.clone(),
			&spawn,
			registry,
			default_gap_sync_body_policy(config.blocks_pruning),
		)?;
		let (engine, sync, block_announce_config) = SyncingEngine::new(
			(&config.role).into(),
			client.clone(),
			registry,
			metrics,
			net_config,
			protocol_id,
			fork_id,
			Box::new(DefaultBlockAnnounceValidator),
			strategy,
			requests.handle(),
			import_queue,
			net_config.peer_store_handle(),
		)?;
		// Essential: a node that does not synchronise is of no use.
		tasks.spawn_essential_handle().spawn_blocking("syncing", None, engine.run());
		Ok((Arc::new(sync), block_announce_config))
	}
}

/// Returns the gossip that `sc-service` expects a node to have, under a name that is not announced to
/// anybody.
fn idle_prototype<N: NetworkBackend<Block, Hash>>(
	protocol_id: &ProtocolId,
	net_config: &FullNetworkConfiguration<Block, Hash, N>,
	metrics: NotificationMetrics,
) -> TransactionsHandlerPrototype {
	let peers = net_config.peer_store_handle();
	TransactionsHandlerPrototype::new::<_, Block, N>(protocol_id.clone(), b"idle", None, metrics, peers).0
}

/// Runs the network, and hands imported and finalised blocks to synchronisation, until either ends.
async fn drive<N: NetworkBackend<Block, Hash>>(
	worker: N,
	client: Arc<FullClient>,
	sync: Arc<SyncingService<Block>>,
	announce: bool,
) {
	let mut imported = client.import_notification_stream();
	let mut finalised = client.finality_notification_stream();
	let mut run = std::pin::pin!(worker.run());
	loop {
		tokio::select! {
			block = imported.next() => {
				let Some(block) = block else { break };
				if announce {
					sync.announce_block(block.hash, None);
				}
				if block.is_new_best {
					sync.new_best_block_imported(block.hash, block.header.number);
				}
			},
			Some(block) = finalised.next() => sync.on_block_finalized(block.hash, block.header),
			() = &mut run => break,
		}
	}
	log::warn!("The network has stopped, as it does when the node is shut down.");
}
