//! What this node wants, and the background work that brings it.

use crate::{
	collector::Collector,
	fetch::{fetch, FetchError},
	find::Shared,
	Metrics, Transport,
};
use openledger_blobs::{BlobError, Store};
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
/// Blobs that are fetched at a time.
const PARALLEL: usize = 4;
/// A blob in which nobody has shown interest for so long is no longer looked for, and no longer kept as in use.
const LEASE: Duration = Duration::from_secs(600);
/// After a fetch without success, the next one waits for as long as the search has lasted, within these bounds.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const MAX_WAIT: Duration = Duration::from_secs(30);
/// How often the background work looks around unasked.
const EVERY: Duration = Duration::from_secs(1);
/// How often blobs that are here are announced that were not yet.
const ANNOUNCE_EVERY: Duration = Duration::from_secs(10);
/// Announcements at a time: each is a search through the network.
const ANNOUNCE_AT_ONCE: usize = 16;
/// Most blobs that this node announces.
const MAX_ANNOUNCED: usize = 1_000;

/// How long a search may be in vain before it is called that.
#[derive(Clone, Copy, Debug)]
pub struct Patience(pub Duration);

/// How the search for a blob stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
	/// The blob is here.
	Here,
	/// Somebody has it, and so many of so many bytes have come.
	Fetching {
		/// Bytes that are here.
		received: u64,
		/// Bytes of the blob.
		length: u64,
	},
	/// It is being looked for. If it was not found so far, why.
	Looking(Option<String>),
	/// It was looked for long enough; the search goes on while somebody wants it.
	InVain(String),
}

enum State {
	Here,
	Waiting { until: Instant, why: Option<String> },
	Running { received: u64, length: u64 },
}

struct Want {
	length: Option<u64>,
	/// When somebody showed interest last.
	asked: Instant,
	/// When the search began.
	since: Instant,
	state: State,
}

/// Brings wanted blobs here. Share it behind an `Arc`, and spawn [`Fetcher::run`].
pub struct Fetcher {
	shared: Arc<Shared>,
	patience: Patience,
	wants: Mutex<BTreeMap<Hash, Want>>,
	bell: Notify,
}

impl Fetcher {
	/// A fetcher into a store, over a network.
	pub fn new(
		store: Arc<Store>,
		transport: Arc<dyn Transport>,
		patience: Patience,
		metrics: Metrics,
	) -> Arc<Self> {
		let shared = Arc::new(Shared::new(store, transport, metrics));
		Arc::new(Self { shared, patience, wants: Mutex::default(), bell: Notify::new() })
	}

	/// Shows interest in a blob, and says how its search stands. While interest is shown at least every ten minutes, the blob
	/// is looked for if it is not here, and not evicted if it is. `length` is what the chain says, if it does.
	pub fn want(&self, root: Hash, length: Option<u64>) -> Search {
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
				false => Search::InVain(format!("{MAX_WANTS} blobs are wanted already")),
			};
		}
		let fresh = || State::Waiting { until: now, why: None };
		let want = wants.entry(root).or_insert_with(|| {
			self.bell.notify_one();
			Want { length, asked: now, since: now, state: fresh() }
		});
		want.asked = now;
		want.length = length.or(want.length);
		if is_here {
			want.state = State::Here;
		} else if matches!(want.state, State::Here) {
			(want.since, want.state) = (now, fresh());
			self.bell.notify_one();
		}
		match &want.state {
			State::Here => Search::Here,
			State::Running { length, received } if *length > 0 => {
				Search::Fetching { received: *received, length: *length }
			},
			State::Running { .. } => Search::Looking(None),
			State::Waiting { why, .. } => match why {
				Some(why) if want.since.elapsed() >= self.patience.0 => Search::InVain(why.clone()),
				why => Search::Looking(why.clone()),
			},
		}
	}

	/// Whether somebody has shown interest in a blob of late.
	pub fn is_in_use(&self, root: Hash) -> bool {
		self.wants.lock().get(&root).is_some_and(|want| want.asked.elapsed() < LEASE)
	}

	/// Works until the future is dropped. `collector` makes room when the quota is short.
	pub async fn run(self: Arc<Self>, collector: Option<Arc<Collector>>) {
		let mut running: JoinSet<(Hash, Result<(), FetchError>)> = JoinSet::new();
		let mut announced = BTreeSet::new();
		let mut announce_at = Instant::now();
		loop {
			for (root, length) in self.due(PARALLEL.saturating_sub(running.len())) {
				let (fetcher, collector) = (self.clone(), collector.clone());
				running.spawn(async move { (root, fetcher.bring(root, length, collector).await) });
			}
			let metrics = &self.shared.metrics;
			metrics.running.set(running.len() as u64);
			metrics.wanted.set(self.missing() as u64);
			tokio::select! {
				Some(ended) = running.join_next() => match ended {
					Ok((root, outcome)) => self.ended(root, outcome),
					Err(error) => log::error!(target: "exchange", "a fetch broke off: {error}"),
				},
				() = self.bell.notified() => (),
				() = tokio::time::sleep(EVERY) => (),
			}
			if announce_at <= Instant::now() {
				announce_at = Instant::now() + ANNOUNCE_EVERY;
				self.announce(&mut announced).await;
			}
		}
	}

	/// One fetch, with room made for it if need be.
	async fn bring(
		self: &Arc<Self>,
		root: Hash,
		length: Option<u64>,
		collector: Option<Arc<Collector>>,
	) -> Result<(), FetchError> {
		let fetcher = self.clone();
		let progress = move |received, length| {
			if let Some(want) = fetcher.wants.lock().get_mut(&root) {
				want.state = State::Running { received, length };
			}
		};
		let outcome = fetch(self.shared.clone(), root, length, &progress).await;
		let Err(FetchError::Store(BlobError::QuotaExceeded { needed, .. })) = &outcome else {
			return outcome;
		};
		let Some(collector) = collector else { return outcome };
		let needed = *needed;
		let made = tokio::task::spawn_blocking(move || collector.make_room(needed)).await;
		match made.unwrap_or(false) {
			true => fetch(self.shared.clone(), root, length, &progress).await,
			false => outcome,
		}
	}

	/// Takes what is to be fetched now, at most `most`; forgets what nobody is interested in any more.
	fn due(&self, most: usize) -> Vec<(Hash, Option<u64>)> {
		let now = Instant::now();
		let mut wants = self.wants.lock();
		wants.retain(|_, want| want.asked.elapsed() < LEASE || matches!(want.state, State::Running { .. }));
		let waiting = wants.iter_mut().filter(|(_, want)| match want.state {
			State::Waiting { until, .. } => until <= now,
			_ => false,
		});
		let mut due: Vec<_> = waiting.map(|(root, want)| (want.since, *root, want.length)).collect();
		due.sort();
		due.truncate(most);
		for (_, root, _) in &due {
			if let Some(want) = wants.get_mut(root) {
				want.state = State::Running { received: 0, length: 0 };
			}
		}
		due.into_iter().map(|(_, root, length)| (root, length)).collect()
	}

	fn missing(&self) -> usize {
		self.wants.lock().values().filter(|want| !matches!(want.state, State::Here)).count()
	}

	fn ended(&self, root: Hash, outcome: Result<(), FetchError>) {
		let mut wants = self.wants.lock();
		let Some(want) = wants.get_mut(&root) else { return };
		match outcome {
			Ok(()) => {
				log::info!(target: "exchange", "blob {root:?} came from other nodes");
				want.state = State::Here;
			},
			Err(error) => {
				let wait = want.since.elapsed().clamp(FIRST_WAIT, MAX_WAIT);
				log::info!(target: "exchange", "blob {root:?} did not come yet: {error}");
				let why = Some(error.to_string());
				want.state = State::Waiting { until: Instant::now() + wait, why };
			},
		}
	}

	/// Announces blobs that are here and were not announced, and takes back what is no longer here.
	async fn announce(&self, announced: &mut BTreeSet<Hash>) {
		let transport = &self.shared.transport;
		let store = self.shared.store.clone();
		let here = tokio::task::spawn_blocking(move || {
			let stored = store.list(Hash::zero(), MAX_ANNOUNCED).into_iter().map(|entry| entry.root);
			stored.chain(store.linked().into_iter().map(|(root, ..)| root)).collect::<BTreeSet<_>>()
		});
		let Ok(here) = here.await else { return };
		announced.retain(|root| {
			let is_here = here.contains(root);
			if !is_here {
				transport.withdraw(*root);
			}
			is_here
		});
		let fresh: Vec<Hash> = here.difference(announced).copied().take(ANNOUNCE_AT_ONCE).collect();
		if fresh.is_empty() || transport.peers().await.is_empty() {
			return;
		}
		announced.extend(fresh.into_iter().filter(|root| transport.announce(*root)));
	}
}
