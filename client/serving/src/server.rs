//! The server: what it is made of, and its tasks.

use crate::{
	api,
	challenge::{verify_next, Failures},
	config::Config,
	engine::Engine,
	error::ApiError,
	journal::JournalError,
	metrics::Metrics,
	models::Models,
	sessions::Sessions,
};
use openledger_blobs::Store;
use openledger_primitives::SessionId;
use openledger_worker::ports::{Blobs, Chain, Mailbox};
use prometheus_endpoint::{PrometheusError, Registry};
use serde_json::{json, Value};
use std::{net::TcpListener, sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// How often sessions are looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServingError {
	/// The folder of journals.
	#[error(transparent)]
	Journal(#[from] JournalError),
	/// The metrics.
	#[error("metrics cannot be registered: {0}")]
	Metrics(#[from] PrometheusError),
}

/// What all requests share.
pub(crate) struct Inner {
	pub config: Config,
	pub chain: Arc<dyn Chain>,
	pub mailbox: Arc<dyn Mailbox>,
	pub sessions: Sessions,
	pub models: Models,
	pub metrics: Metrics,
	/// Challenges that could not be answered lately.
	pub failures: Failures,
	/// Places for requests that wait or are being answered.
	pub queue: Arc<Semaphore>,
	/// Places for answers being written.
	pub turns: Arc<Semaphore>,
}

impl Inner {
	/// A session as this side and the chain know it.
	pub fn session_json(&self, id: SessionId) -> Result<Value, ApiError> {
		let info = self.chain.session(id)?;
		let known = self.sessions.get(id);
		let Some(info) = info.filter(|_| known.is_some()) else { return Err(ApiError::UnknownSession(id)) };
		let session = known.ok_or(ApiError::UnknownSession(id))?;
		let session = session.lock();
		let ledger = session.ledger();
		Ok(json!({
			"session": id,
			"model": info.model.to_string(),
			"deposited": info.deposited.to_string(),
			"settled": info.settled.to_string(),
			"closing_at": info.closing_at,
			"owed": ledger.owed.to_string(),
			"promised": ledger.promise().to_string(),
			"answers": ledger.answers,
			"unsettled_answers": ledger.unsettled.len(),
		}))
	}
}

/// The chat service. Spawn [`Server::run`].
pub struct Server {
	pub(crate) inner: Arc<Inner>,
}

impl Server {
	/// Makes a server over the journals in the configured folder. What is missing in `store` comes there by way of `blobs`.
	#[allow(clippy::too_many_arguments, reason = "each is another port of the node")]
	pub fn open(
		config: Config,
		chain: Arc<dyn Chain>,
		mailbox: Arc<dyn Mailbox>,
		store: Arc<Store>,
		blobs: Arc<dyn Blobs>,
		engine: Arc<dyn Engine>,
		registry: Option<&Registry>,
	) -> Result<Self, ServingError> {
		let metrics = Metrics::new(registry)?;
		let sessions = Sessions::load(config.dir.join(format!("{:x}", chain.genesis())))?;
		let models = Models::new(&config, chain.clone(), store, blobs, engine);
		let queue = Arc::new(Semaphore::new(config.queue.max(1)));
		let turns = Arc::new(Semaphore::new(config.parallel.max(1)));
		let failures = Failures::default();
		let inner = Inner { config, chain, mailbox, sessions, models, metrics, failures, queue, turns };
		Ok(Self { inner: Arc::new(inner) })
	}

	/// Answers on a socket, settles, and does its part in challenges, until the future is dropped. It ends by itself only if
	/// the socket breaks.
	pub async fn run(self, listener: TcpListener) {
		let (settle, verify) = (settle(self.inner.clone()), verify(self.inner.clone()));
		tokio::select! {
			() = settle => (),
			() = verify => (),
			ended = self.serve_only(listener) => {
				if let Err(error) = ended {
					log::error!(target: "serving", "the chat service has ended: {error}");
				}
			},
		}
	}

	/// Answers without settling.
	pub(crate) async fn serve_only(self, listener: TcpListener) -> std::io::Result<()> {
		listener.set_nonblocking(true)?;
		let listener = tokio::net::TcpListener::from_std(listener)?;
		axum::serve(listener, api::router(self.inner)).await
	}
}

async fn settle(inner: Arc<Inner>) {
	let mut ticks = tokio::time::interval(EVERY);
	ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		let inner = inner.clone();
		// Reads of the chain and flushes to disk must not hold up the executor.
		let look = move || {
			inner.settle_due();
			inner.reveal_due();
		};
		if let Err(error) = tokio::task::spawn_blocking(look).await {
			log::error!(target: "serving", "a look at the sessions broke off: {error}");
		}
	}
}

async fn verify(inner: Arc<Inner>) {
	let mut ticks = tokio::time::interval(EVERY);
	ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
	loop {
		ticks.tick().await;
		verify_next(&inner).await;
	}
}
