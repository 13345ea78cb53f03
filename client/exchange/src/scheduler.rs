//! The blobs that this node wants, and the background work that downloads them.

use crate::{
	Metrics, Transport,
	collector::{Collector, Interest},
	discovery::Discovery,
	download::{DownloadError, download},
};
use openledger_blobs::{BlobError, Store};
use openledger_ports::{Blobs, Search};
use openledger_primitives::Hash;
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{sync::Notify, task::JoinSet};

/// Most blobs that are wanted or in use at a time.
const MAX_WANTS: usize = 16_384;
/// Most blobs that are downloaded at a time.
const MAX_PARALLEL_DOWNLOADS: usize = 4;
/// Time without interest after which a blob is no longer searched for, and no longer kept as in use.
const INTEREST_LEASE: Duration = Duration::from_secs(600);
/// Shortest wait after a failed download. It waits for as long as the search has lasted, within these bounds.
const MIN_RETRY_WAIT: Duration = Duration::from_secs(1);
/// Longest wait after a failed download.
const MAX_RETRY_WAIT: Duration = Duration::from_secs(30);
/// Time between two looks for due downloads, if nothing wakes the background work.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// Time between two rounds of announcements.
const ANNOUNCE_INTERVAL: Duration = Duration::from_secs(10);
/// Most announcements at a time: each is a search through the network.
const MAX_CONCURRENT_ANNOUNCEMENTS: usize = 16;
/// Most blobs that this node announces.
const MAX_ANNOUNCED: usize = 1_000;

/// Time after which a search without result is reported as [`Search::NotFound`].
#[derive(Clone, Copy, Debug)]
pub struct Patience(pub Duration);

/// State of one wanted blob.
enum WantState {
	Here,
	Waiting { until: Instant, why: Option<String> },
	Running { received: u64, length: u64 },
}

struct Want {
	length: Option<u64>,
	/// Time of the last interest.
	asked: Instant,
	/// Start of the search.
	since: Instant,
	state: WantState,
}

/// A download under way. One that is dropped before its end, by a panic or with its scheduler's work, is to
/// be tried again.
struct Turn {
	scheduler: Arc<Scheduler>,
	root: Hash,
	outcome: Option<Result<(), DownloadError>>,
}

impl Turn {
	/// Ends the download as it came out.
	fn end(mut self, outcome: Result<(), DownloadError>) {
		self.outcome = Some(outcome);
	}
}

impl Drop for Turn {
	fn drop(&mut self) {
		let broken = || Err(DownloadError::Broken("its task ended".into()));
		let outcome = self.outcome.take().unwrap_or_else(broken);
		self.scheduler.ended(self.root, outcome);
	}
}

/// Downloads wanted blobs in the background. Share it behind an `Arc`, and spawn [`Scheduler::run`].
pub struct Scheduler {
	shared: Arc<Discovery>,
	patience: Patience,
	wants: Mutex<BTreeMap<Hash, Want>>,
	wake_up: Notify,
}

impl Scheduler {
	/// Makes a scheduler that downloads into a store, over a network.
	pub fn new(
		store: Arc<Store>,
		transport: Arc<dyn Transport>,
		patience: Patience,
		metrics: Metrics,
	) -> Arc<Self> {
		let shared = Arc::new(Discovery::new(store, transport, metrics));
		Arc::new(Self { shared, patience, wants: Mutex::default(), wake_up: Notify::new() })
	}

	/// Downloads until the future is dropped. `collector` makes room when the quota is short.
	pub async fn run(self: Arc<Self>, collector: Option<Arc<Collector>>) {
		let mut running = JoinSet::new();
		let mut announced = BTreeSet::new();
		let mut announce_at = Instant::now();
		loop {
			for (root, length) in self.due(MAX_PARALLEL_DOWNLOADS.saturating_sub(running.len())) {
				let turn = Turn { scheduler: self.clone(), root, outcome: None };
				let collector = collector.clone();
				running.spawn(async move {
					let outcome = turn.scheduler.download(root, length, collector).await;
					turn.end(outcome);
				});
			}
			let metrics = &self.shared.metrics;
			metrics.running.set(running.len() as u64);
			metrics.wanted.set(self.missing() as u64);
			tokio::select! {
				Some(ended) = running.join_next() => if let Err(error) = ended {
					log::error!(target: "exchange", "a download broke off: {error}");
				},
				() = self.wake_up.notified() => (),
				() = tokio::time::sleep(POLL_INTERVAL) => (),
			}
			if announce_at <= Instant::now() {
				announce_at = Instant::now() + ANNOUNCE_INTERVAL;
				self.announce(&mut announced).await;
			}
		}
	}

	/// Downloads one blob, making room for it if need be.
	async fn download(
		self: &Arc<Self>,
		root: Hash,
		length: Option<u64>,
		collector: Option<Arc<Collector>>,
	) -> Result<(), DownloadError> {
		let scheduler = self.clone();
		let progress = move |received, length| {
			if let Some(want) = scheduler.wants.lock().get_mut(&root) {
				want.state = WantState::Running { received, length };
			}
		};
		let outcome = download(self.shared.clone(), root, length, &progress).await;
		let Err(DownloadError::Store(BlobError::QuotaExceeded { needed, .. })) = &outcome else {
			return outcome;
		};
		let Some(collector) = collector else { return outcome };
		let needed = *needed;
		let made = tokio::task::spawn_blocking(move || collector.make_room(needed)).await;
		match made.unwrap_or(false) {
			true => download(self.shared.clone(), root, length, &progress).await,
			false => outcome,
		}
	}

	/// Takes at most `most` downloads that are due now, and forgets blobs that nobody is interested in any
	/// more.
	fn due(&self, most: usize) -> Vec<(Hash, Option<u64>)> {
		let now = Instant::now();
		let mut wants = self.wants.lock();
		wants.retain(|_, want| {
			want.asked.elapsed() < INTEREST_LEASE || matches!(want.state, WantState::Running { .. })
		});
		let waiting = wants.iter_mut().filter(|(_, want)| match want.state {
			WantState::Waiting { until, .. } => until <= now,
			_ => false,
		});
		let mut due: Vec<_> = waiting.map(|(root, want)| (want.since, *root, want.length)).collect();
		due.sort();
		due.truncate(most);
		for (_, root, _) in &due {
			if let Some(want) = wants.get_mut(root) {
				want.state = WantState::Running { received: 0, length: 0 };
			}
		}
		due.into_iter().map(|(_, root, length)| (root, length)).collect()
	}

	fn missing(&self) -> usize {
		self.wants.lock().values().filter(|want| !matches!(want.state, WantState::Here)).count()
	}

	fn ended(&self, root: Hash, outcome: Result<(), DownloadError>) {
		let mut wants = self.wants.lock();
		let Some(want) = wants.get_mut(&root) else { return };
		match outcome {
			Ok(()) => {
				log::info!(target: "exchange", "blob {root:?} came from other nodes");
				want.state = WantState::Here;
			},
			Err(error) => {
				let wait = want.since.elapsed().clamp(MIN_RETRY_WAIT, MAX_RETRY_WAIT);
				log::info!(target: "exchange", "blob {root:?} cannot be downloaded yet: {error}");
				let why = Some(error.to_string());
				want.state = WantState::Waiting { until: Instant::now() + wait, why };
			},
		}
	}

	/// Announces blobs that are new here, and withdraws announcements of those that are gone.
	async fn announce(&self, announced: &mut BTreeSet<Hash>) {
		let transport = &self.shared.transport;
		let store = self.shared.store.clone();
		let here = tokio::task::spawn_blocking(move || {
			let stored = store.list(Hash::zero(), MAX_ANNOUNCED).into_iter().map(|entry| entry.root);
			stored.chain(store.shared_links()).collect::<BTreeSet<_>>()
		});
		let Ok(here) = here.await else { return };
		announced.retain(|root| {
			let is_here = here.contains(root);
			if !is_here {
				transport.withdraw(*root);
			}
			is_here
		});
		let fresh: Vec<Hash> =
			here.difference(announced).copied().take(MAX_CONCURRENT_ANNOUNCEMENTS).collect();
		if fresh.is_empty() || transport.peers().await.is_empty() {
			return;
		}
		announced.extend(fresh.into_iter().filter(|root| transport.announce(*root)));
	}
}

impl Blobs for Scheduler {
	fn want(&self, root: Hash, length: Option<u64>) -> Search {
		// A linked file is here even if it has to be hashed again.
		let is_here = self.shared.store.status(root).is_some_and(|status| status.complete);
		if is_here {
			self.shared.store.touch(root);
		}
		let now = Instant::now();
		let mut wants = self.wants.lock();
		if !wants.contains_key(&root) && wants.len() >= MAX_WANTS {
			return match is_here {
				true => Search::Here,
				false => Search::NotFound { why: format!("{MAX_WANTS} blobs are wanted already") },
			};
		}
		let fresh = || WantState::Waiting { until: now, why: None };
		let want = wants.entry(root).or_insert_with(|| {
			self.wake_up.notify_one();
			Want { length, asked: now, since: now, state: fresh() }
		});
		want.asked = now;
		want.length = length.or(want.length);
		if is_here {
			want.state = WantState::Here;
		} else if matches!(want.state, WantState::Here) {
			(want.since, want.state) = (now, fresh());
			self.wake_up.notify_one();
		}
		match &want.state {
			WantState::Here => Search::Here,
			WantState::Running { length, received } if *length > 0 => {
				Search::Fetching { received: *received, length: *length }
			},
			WantState::Running { .. } => Search::Searching { why: None },
			WantState::Waiting { why, .. } => match why {
				Some(why) if want.since.elapsed() >= self.patience.0 => Search::NotFound { why: why.clone() },
				why => Search::Searching { why: why.clone() },
			},
		}
	}
}

impl Interest for Scheduler {
	fn is_in_use(&self, root: Hash) -> bool {
		self.wants.lock().get(&root).is_some_and(|want| want.asked.elapsed() < INTEREST_LEASE)
	}
}
