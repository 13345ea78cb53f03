//! The native services of a provider: worker and chat service.

use super::{
	chain::{BestChain, worker_account},
	mailbox::OffchainMailbox,
	parts::{Marketplace, Parts, other},
};
use crate::cli::ProviderArgs;
use openledger_engine_process::{Engines, ProcessIndexBuilder, ProcessLoader, ProcessTrainer};
use openledger_indexer::Indexer;
use openledger_mailbox::MailboxStorage;
use openledger_ports::{Blobs, Chain};
use openledger_primitives::{AccountId, WORKER_KEY_TYPE};
use openledger_serving::{Offer, Server};
use openledger_worker::{Handle, Worker};
use sc_client_api::Backend;
use sc_service::error::Error as ServiceError;
use sp_core::crypto::Ss58Codec;
use sp_keystore::KeystorePtr;
use std::{net::TcpListener, path::PathBuf, sync::Arc, time::Duration};

/// The running services, as RPC sees them.
pub struct Services {
	/// The handle of the worker.
	pub worker: Handle,
	/// The account of the worker key.
	pub account: AccountId,
}

/// Starts worker and chat service.
pub fn start(
	args: &ProviderArgs,
	parts: &Parts,
	marketplace: &Marketplace,
	engines: &Arc<Engines>,
) -> Result<Services, ServiceError> {
	let account = ensure_worker_key(&parts.keystore)?;
	let offchain =
		parts.backend.offchain_storage().ok_or_else(|| other("this database has no offchain storage"))?;
	let mailbox: Arc<dyn MailboxStorage> = Arc::new(OffchainMailbox::new(offchain));
	let chain: Arc<dyn Chain> =
		Arc::new(BestChain::new(parts.client.clone(), parts.keystore.clone(), parts.genesis));
	let store = marketplace.store.clone();
	let blobs: Arc<dyn Blobs> = match &marketplace.scheduler {
		Some(scheduler) => scheduler.clone(),
		None => store.clone(),
	};
	let (jobs_dir, sessions_dir) = (parts.base_path.join("worker"), parts.base_path.join("sessions"));
	let builder = Arc::new(ProcessIndexBuilder::new(engines.clone()));
	let (indexes, unfinished) = (jobs_dir.join("indexes"), sessions_dir.join("indexing"));
	let indexer = Indexer::new(&indexes, unfinished, parts.genesis, store.clone(), builder);
	let indexer = Arc::new(indexer.with_thread_start(openledger_worker::lower_priority));

	let worker = Worker::new(
		openledger_worker::Config::new(jobs_dir),
		openledger_worker::Ports {
			mailbox: mailbox.clone(),
			chain: chain.clone(),
			store: store.clone(),
			blobs: blobs.clone(),
			trainer: Arc::new(ProcessTrainer::new(engines.clone())),
			indexer: indexer.clone(),
		},
		parts.registry.as_ref(),
	)
	.map_err(other)?;
	let handle = worker.handle();
	parts.spawn.spawn("openledger-worker", Some("provider"), worker.run());

	// Bound here, so that a taken port stops the node with its reason instead of leaving it without a chat
	// service.
	let listener = TcpListener::bind(args.serve_addr).map_err(|error| {
		other(format!(
			"the chat service cannot listen on {}: {error}; choose another --serve-addr",
			args.serve_addr
		))
	})?;
	let config = serving_config(args, sessions_dir);
	let jobs = Arc::new(handle.clone());
	let loader = Arc::new(ProcessLoader::new(engines.clone()));
	let ports = openledger_serving::Ports { chain, mailbox, store, blobs, jobs, indexer, loader };
	let server = Server::open(config, ports, parts.registry.as_ref()).map_err(other)?;
	log::info!("Chat service on http://{}", args.serve_addr);
	parts.spawn.spawn("openledger-serving", Some("provider"), server.run(listener));
	Ok(Services { worker: handle, account })
}

/// Returns the configuration of the chat service.
fn serving_config(args: &ProviderArgs, dir: PathBuf) -> openledger_serving::Config {
	let mut config = openledger_serving::Config::new(dir);
	config.settler.settle_after = Duration::from_secs(args.settle_after);
	config.settler.settle_fees = args.settle_fees;
	config.offer = Offer {
		models: args.serve_model.iter().copied().collect(),
		bases: args.serve_base.iter().copied().collect(),
		min_price: args.min_price,
	};
	config.cors.clone_from(&args.serve_cors);
	if let Some(most) = args.serve_connections {
		config.connections.total = most.get();
	}
	config.thread_start = openledger_worker::lower_priority;
	config
}

/// Creates the worker key if there is none, and returns its account.
fn ensure_worker_key(keystore: &KeystorePtr) -> Result<AccountId, ServiceError> {
	if worker_account(&**keystore).is_none() {
		keystore.sr25519_generate_new(WORKER_KEY_TYPE, None).map_err(other)?;
	}
	let account = worker_account(&**keystore).ok_or_else(|| other("the keystore lost the worker key"))?;
	log::info!(
		"Worker account {}: fund it for fees and register it with ModelFactory.registerProvider",
		account.to_ss58check()
	);
	Ok(account)
}
