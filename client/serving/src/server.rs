//! The server: composes the services and runs their tasks.

use crate::{
	Config, catalog::Catalog, chat::ChatService, http, loader::ModelLoader, metrics::Metrics, models::Models,
};
use openledger_blobs::Store;
use openledger_indexer::Indexer;
use openledger_mailbox::MailboxStorage;
use openledger_payments::{JournalError, Revealer, Sessions, Settler};
use openledger_ports::{Blobs, Chain, Jobs};
use openledger_verifier::Verifier;
use parking_lot::Mutex;
use prometheus_endpoint::{PrometheusError, Registry};
use std::{net::TcpListener, sync::Arc, time::Duration};
use tokio::{
	sync::Semaphore,
	time::{Interval, MissedTickBehavior, interval},
};

/// Time between two ticks of settler, revealer and verifier.
const TICK_INTERVAL: Duration = Duration::from_secs(1);
/// Number of ticks between two looks at the worker's balance.
const BALANCE_TICKS: u64 = 30;

/// Reasons for the server not to start.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
	/// The folder of journals cannot be read.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// A metric's name is taken.
	#[error("metrics cannot be registered: {0}")]
	Metrics(#[from] PrometheusError),
}

/// The parts of the node that a server is built from.
#[derive(Clone)]
pub struct Ports {
	/// Reads of the chain's state.
	pub chain: Arc<dyn Chain>,
	/// Storage of the mailbox.
	pub mailbox: Arc<dyn MailboxStorage>,
	/// The store of blobs that are here.
	pub store: Arc<Store>,
	/// The source of blobs that are not in the store yet.
	pub blobs: Arc<dyn Blobs>,
	/// Jobs of this node's worker.
	pub jobs: Arc<dyn Jobs>,
	/// The influence indexes of this node.
	pub indexer: Arc<Indexer>,
	/// The loader of models.
	pub loader: Arc<dyn ModelLoader>,
}

/// The chat service with its settler, revealer and verifier. Spawn [`Server::run`].
pub struct Server {
	pub(crate) chat: Arc<ChatService>,
	pub(crate) settler: Arc<Settler>,
	pub(crate) revealer: Arc<Revealer>,
	pub(crate) verifier: Arc<Verifier>,
}

impl Server {
	/// Makes a server over the journals in the configured folder.
	pub fn open(config: Config, ports: Ports, registry: Option<&Registry>) -> Result<Self, ServingError> {
		let Ports { chain, mailbox, store, blobs, jobs, indexer, loader } = ports;
		let sessions = Arc::new(Sessions::load(config.dir.join(format!("{:x}", chain.genesis())))?);
		let (offer, listing) = (config.offer.clone(), Mutex::default());
		let catalog = Catalog { chain: chain.clone(), store, indexer, jobs, offer, listing };
		let models = Models::new(catalog, blobs, loader, config.max_models, config.load_patience);
		let models = Arc::new(models);
		let turns = Arc::new(Semaphore::new(config.parallel.max(1)));
		let settler =
			Settler::new(config.settler, chain.clone(), mailbox.clone(), sessions.clone(), registry)?;
		let (dir, journals) = (config.dir.clone(), sessions.clone());
		let revealer = Revealer::new(chain.clone(), mailbox.clone(), journals, dir, registry)?;
		let verifier = Verifier::new(
			chain.clone(),
			mailbox,
			models.clone(),
			turns.clone(),
			config.thread_start,
			registry,
		)?;
		let chat = ChatService::new(config, chain, sessions, models, turns, Metrics::new(registry)?);
		Ok(Self {
			chat: Arc::new(chat),
			settler: Arc::new(settler),
			revealer: Arc::new(revealer),
			verifier: Arc::new(verifier),
		})
	}

	/// Answers on a socket, settles, reveals and verifies, until the future is dropped. It ends by itself
	/// only if the socket breaks.
	pub async fn run(self, listener: TcpListener) {
		let payments = tick_payments(self.chat.clone(), self.settler.clone(), self.revealer.clone());
		let verify = tick_verifier(self.verifier.clone());
		tokio::select! {
			() = payments => (),
			() = verify => (),
			ended = http::serve(self.chat, listener) => {
				if let Err(error) = ended {
					log::error!(target: "serving", "the chat service has ended: {error}");
				}
			},
		}
	}
}

fn ticks() -> Interval {
	let mut ticks = interval(TICK_INTERVAL);
	ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
	ticks
}

async fn tick_payments(chat: Arc<ChatService>, settler: Arc<Settler>, revealer: Arc<Revealer>) {
	let mut ticks = ticks();
	for number in 0u64.. {
		ticks.tick().await;
		let (chat, settler, revealer) = (chat.clone(), settler.clone(), revealer.clone());
		// Reads of the chain and flushes to disk must not hold up the executor.
		let tick = move || {
			settler.tick();
			revealer.tick();
			chat.report();
			if number.is_multiple_of(BALANCE_TICKS) {
				chat.report_balance();
			}
		};
		if let Err(error) = tokio::task::spawn_blocking(tick).await {
			log::error!(target: "serving", "a round of settling broke off: {error}");
		}
	}
}

async fn tick_verifier(verifier: Arc<Verifier>) {
	let mut ticks = ticks();
	loop {
		ticks.tick().await;
		verifier.tick().await;
	}
}
