//! The marketplace's native parts: blobs and their exchange on every node, worker and chat service on a provider.

mod blobs;
mod chain;
mod mailbox;

use crate::{
	cli::{BlobUploads, ProviderArgs},
	service::{FullBackend, FullClient},
};
use blobs::{ChainReferences, Exchange};
use chain::{worker_account, BestChain};
use futures::FutureExt;
use mailbox::OffchainMailbox;
use openledger_blobs::Store;
use openledger_exchange::{
	network::{self, Inbound, Network},
	Collector, Fetcher, Metrics, Patience, Quota,
};
use openledger_primitives::{AccountId, Hash, WORKER_KEY_TYPE};
use openledger_runtime::opaque::Block;
use openledger_serving::Server;
use openledger_worker::{ports, FinetuneEngine, Handle, Worker};
use prometheus_endpoint::Registry;
use sc_client_api::Backend;
use sc_network::service::traits::NetworkService;
use sc_network_sync::SyncingService;
use sc_service::{error::Error as ServiceError, SpawnEssentialTaskHandle};
use sp_core::crypto::Ss58Codec;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// What the native parts are built from.
pub struct Parts {
	/// The client.
	pub client: Arc<FullClient>,
	/// The database, for its offchain storage.
	pub backend: Arc<FullBackend>,
	/// The keystore, for the worker key.
	pub keystore: KeystorePtr,
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// The chain's folder: blobs and the worker's files lie in it.
	pub base_path: PathBuf,
	/// Where metrics go.
	pub registry: Option<Registry>,
	/// Spawns tasks whose end ends the node.
	pub spawn: SpawnEssentialTaskHandle,
	/// The network.
	pub network: Arc<dyn NetworkService>,
	/// Who is connected, and whether the chain is up to date.
	pub sync: Arc<SyncingService<Block>>,
	/// Requests of peers for blobs; nothing if none are exchanged.
	pub blob_requests: Option<Inbound>,
}

/// What RPC answers from.
#[derive(Clone)]
pub struct Marketplace {
	/// The blobs of this node.
	pub store: Arc<Store>,
	/// Brings blobs from other nodes.
	pub fetcher: Option<Arc<Fetcher>>,
	/// Who may upload.
	pub uploads: BlobUploads,
	/// The worker of a provider.
	pub worker: Option<Handle>,
	/// The account of the provider's worker key.
	pub account: Option<AccountId>,
}

fn other<E: std::fmt::Display>(error: E) -> ServiceError {
	ServiceError::Other(error.to_string())
}

/// Opens the blob store and, on a provider, starts the worker and the chat service.
pub fn start(args: &ProviderArgs, parts: Parts) -> Result<Marketplace, ServiceError> {
	let quota = args.blob_quota_mib.saturating_mul(1024 * 1024);
	let store = Arc::new(Store::open(parts.base_path.join("blobs"), quota).map_err(other)?);
	for path in &args.base_model {
		// A file that cannot be run should stop the node here, not fail the first job.
		openledger_model::Base::open(path).map_err(other)?;
		let root = store.link(path).map_err(other)?;
		log::info!("base model {} has root {root:?}", path.display());
	}
	let fetcher = start_exchange(args, &parts, &store)?;
	let uploads = args.blob_uploads;
	let mut marketplace = Marketplace { store, fetcher, uploads, worker: None, account: None };
	if args.provider {
		start_provider(args, parts, &mut marketplace)?;
	}
	Ok(marketplace)
}

/// Longest time between two looks for blobs that may go.
const COLLECT_EVERY: Duration = Duration::from_secs(600);

/// Starts serving and fetching blobs, if they are exchanged, and collecting those that nobody needs.
fn start_exchange(
	args: &ProviderArgs,
	parts: &Parts,
	store: &Arc<Store>,
) -> Result<Option<Arc<Fetcher>>, ServiceError> {
	let metrics = Metrics::new(parts.registry.as_ref()).map_err(other)?;
	let group = Some("blob-exchange");
	let exchange = parts.blob_requests.clone().map(|requests| {
		let quota = Quota::of_bytes(args.blob_upload_rate.max(1).saturating_mul(1024 * 1024));
		let server = openledger_exchange::Server::new(store.clone(), quota, metrics.clone());
		parts.spawn.spawn("blob-server", group, network::serve(server, requests));
		let sync = parts.sync.clone();
		let connected = move || {
			let sync = sync.clone();
			async move {
				let peers = sync.peers_info().await.unwrap_or_default();
				peers.into_iter().map(|(peer, _)| peer).collect()
			}
			.boxed()
		};
		let network = Network::new(parts.network.clone(), parts.genesis, Box::new(connected));
		parts.spawn.spawn("blob-announcements", group, network.clone().follow());
		let patience = Patience(Duration::from_secs(args.blob_patience));
		Fetcher::new(store.clone(), network, patience, metrics.clone())
	});
	let references = Arc::new(ChainReferences::new(parts.client.clone(), parts.sync.clone()));
	let grace = Duration::from_secs(args.blob_grace);
	let collector = Collector::new(store.clone(), references, exchange.clone(), grace, metrics);
	let collector = Arc::new(collector);
	if let Some(fetcher) = &exchange {
		parts.spawn.spawn("blob-fetcher", group, fetcher.clone().run(Some(collector.clone())));
	}
	parts.spawn.spawn("blob-collector", group, collect(collector, (grace / 4).min(COLLECT_EVERY)));
	Ok(exchange)
}

/// Looks for blobs that may go, again and again.
async fn collect(collector: Arc<Collector>, every: Duration) {
	let mut ticks = tokio::time::interval(every.max(Duration::from_secs(1)));
	ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		let collector = collector.clone();
		match tokio::task::spawn_blocking(move || collector.collect()).await {
			Ok(Ok(_)) => (),
			Ok(Err(why)) => log::debug!(target: "exchange", "no blobs are collected now: {why}"),
			Err(error) => log::error!(target: "exchange", "the collection of blobs broke off: {error}"),
		}
	}
}

fn start_provider(
	args: &ProviderArgs,
	parts: Parts,
	marketplace: &mut Marketplace,
) -> Result<(), ServiceError> {
	if worker_account(&*parts.keystore).is_none() {
		parts.keystore.sr25519_generate_new(WORKER_KEY_TYPE, None).map_err(other)?;
	}
	let account =
		worker_account(&*parts.keystore).ok_or_else(|| other("the keystore lost the worker key"))?;
	log::info!(
		"worker account {}: fund it for fees and register it with ModelFactory.registerProvider",
		account.to_ss58check()
	);
	marketplace.account = Some(account);

	let offchain =
		parts.backend.offchain_storage().ok_or_else(|| other("this database has no offchain storage"))?;
	let mailbox: Arc<dyn ports::Mailbox> = Arc::new(OffchainMailbox::new(offchain));
	let chain: Arc<dyn ports::Chain> =
		Arc::new(BestChain::new(parts.client.clone(), parts.keystore.clone(), parts.genesis));
	let cores = std::thread::available_parallelism().map_or(1, usize::from);
	let threads = args.worker_threads.unwrap_or(cores).max(1);

	let store = marketplace.store.clone();
	let blobs: Arc<dyn ports::Blobs> = match &marketplace.fetcher {
		Some(fetcher) => Arc::new(Exchange(fetcher.clone())),
		None => store.clone(),
	};
	let worker = Worker::new(
		openledger_worker::Config::new(parts.base_path.join("worker"), threads),
		mailbox.clone(),
		chain.clone(),
		store.clone(),
		blobs.clone(),
		Arc::new(FinetuneEngine),
		parts.registry.as_ref(),
	)
	.map_err(other)?;
	marketplace.worker = Some(worker.handle());
	parts.spawn.spawn("openledger-worker", Some("provider"), worker.run());

	// Bound here, so that a taken port stops the node with its reason instead of leaving it deaf.
	let listener = std::net::TcpListener::bind(args.serve_addr).map_err(|error| {
		other(format!(
			"the chat service cannot listen on {}: {error}; choose another --serve-addr",
			args.serve_addr
		))
	})?;
	let mut config =
		openledger_serving::Config::new(parts.base_path.join("sessions"), parts.base_path.join("worker"));
	config.settle_after = Duration::from_secs(args.settle_after);
	let server = Server::open(
		config,
		chain,
		mailbox,
		store,
		blobs,
		Arc::new(openledger_serving::FinetuneEngine::new(threads)),
		parts.registry.as_ref(),
	)
	.map_err(other)?;
	log::info!("chat service on http://{}", args.serve_addr);
	parts.spawn.spawn("openledger-serving", Some("provider"), server.run(listener));
	Ok(())
}
