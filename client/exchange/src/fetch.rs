//! One blob on its way here: from several peers at once, each chunk checked before it is written.

use crate::{
	find::{Shared, Trouble, PATIENCE},
	message::{Request, Response},
	peers::Peers,
	Offence, Peer,
};
use futures::{future::BoxFuture, stream::FuturesUnordered, FutureExt, StreamExt};
use openledger_blobs::{Begun, BlobError, Download, Written};
use openledger_primitives::Hash;
use std::{
	collections::{BTreeMap, VecDeque},
	ops::Range,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{task::spawn_blocking, time::sleep_until};

/// What was written is flushed, and safe from a kill, after so many bytes.
const FLUSH_EVERY: u64 = 8 << 20;
/// Connected peers are asked again after so long whether they have the blob by now.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// With nothing else left to ask for, what somebody else was asked for so long ago is asked for again.
const STEAL_AFTER: Duration = Duration::from_millis(300);
/// Most peers that are asked for the same chunks at a time.
const MAX_ASKED: usize = 3;

/// Why a blob did not come.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
	/// Nobody has it.
	#[error("none of {asked} nodes that were asked has it")]
	Nobody { asked: usize },
	/// Those who had it went away, or lied.
	#[error("those who had it went away after {received} of {length} bytes")]
	Deserted { received: u64, length: u64 },
	/// The store.
	#[error(transparent)]
	Store(#[from] BlobError),
	/// A task broke off.
	#[error("the fetch broke off: {0}")]
	Broken(String),
}

/// What a request came to.
enum Came {
	/// Right and written, in so much time.
	Taken,
	/// Nothing was written.
	Nothing(Trouble),
	/// Somebody else has completed the blob.
	Over,
	/// The disk.
	Failed(FetchError),
}

enum Event {
	Came(usize, Peer, Duration, Came),
	Flushed(Result<(), FetchError>),
	Holders(BTreeMap<Peer, u64>),
}

/// Chunks that are asked for together.
struct Piece {
	chunks: Range<u64>,
	/// Whom it was asked of, and when last.
	asked: Vec<Peer>,
	since: Instant,
	is_done: bool,
}

/// Runs blocking work of the store.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, FetchError> {
	spawn_blocking(work)
		.await
		.map_err(|error| FetchError::Broken(error.to_string()))?
		.map_err(FetchError::Store)
}

/// Brings a blob here. `progress` hears of bytes received and the length.
pub(crate) async fn fetch(
	shared: Arc<Shared>,
	root: Hash,
	length: Option<u64>,
	progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), FetchError> {
	let connected = shared.transport.peers().await;
	let mut asked = connected.len();
	let mut holders = shared.holders(root, length, connected).await;
	if holders.is_empty() {
		let announced = shared.transport.providers(root).await;
		asked += announced.len();
		holders = shared.holders(root, length, announced).await;
	}
	let most = shared.store.quota();
	let mut too_long = None;
	while let Some((peer, stated)) = holders.pop_first() {
		// Its leaves would be held in memory before anybody knows whether it is so long.
		if stated > most {
			too_long = Some(stated);
			continue;
		}
		let Ok(leaves) = shared.leaves(root, &peer, stated).await else { continue };
		let store = shared.store.clone();
		let download = match blocking(move || store.begin(root, stated, leaves)).await? {
			Begun::Here(_) => return Ok(()),
			Begun::Download(download) => Arc::new(download),
		};
		// Those who stated another length lied, but have shown nothing that would prove it to others: they are left out.
		let others = holders.into_iter().filter(|(_, length)| *length == stated).map(|(peer, _)| peer);
		let mut peers = Peers::default();
		peers.add(others.chain([peer]));
		let events = FuturesUnordered::new();
		let (pieces, todo) = (Vec::new(), VecDeque::new());
		let fetch = Fetch { shared, root, download, peers, pieces, todo, events, unflushed: 0 };
		return fetch.run(progress).await;
	}
	Err(match too_long {
		Some(length) => BlobError::TooLarge { root, length, most }.into(),
		None => FetchError::Nobody { asked },
	})
}

struct Fetch {
	shared: Arc<Shared>,
	root: Hash,
	download: Arc<Download>,
	peers: Peers,
	pieces: Vec<Piece>,
	/// Chunks that nobody is asked for.
	todo: VecDeque<Range<u64>>,
	events: FuturesUnordered<BoxFuture<'static, Event>>,
	/// Bytes written since the last flush began.
	unflushed: u64,
}

impl Fetch {
	async fn run(mut self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<(), FetchError> {
		let length = self.download.length();
		let (mut looked, mut is_looking, mut is_flushing) = (Instant::now(), false, false);
		self.todo = self.download.missing().into();
		let mut received = length - self.todo.iter().map(|range| self.download.bytes_in(range)).sum::<u64>();
		loop {
			progress(received, length);
			if self.todo.is_empty() && self.pieces.iter().all(|piece| piece.is_done) {
				let download = self.download.clone();
				if blocking(move || download.finish()).await? {
					self.shared.metrics.completed.inc();
					return Ok(());
				}
				// Somebody uploaded wrong bytes over right ones meanwhile.
				self.todo = self.download.missing().into();
				if self.todo.is_empty() {
					return Err(FetchError::Deserted { received: 0, length });
				}
				received = length - self.todo.iter().map(|r| self.download.bytes_in(r)).sum::<u64>();
			}
			self.ask();
			let is_stuck = self.peers.is_deserted() && self.events.is_empty();
			if !is_looking && (is_stuck || looked.elapsed() >= LOOK_AGAIN) {
				(looked, is_looking) = (Instant::now(), true);
				self.look();
			}
			if !is_flushing && self.unflushed >= FLUSH_EVERY {
				(is_flushing, self.unflushed) = (true, 0);
				let download = self.download.clone();
				self.events.push(blocking(move || download.flush()).map(Event::Flushed).boxed());
			}
			let wake = self.wake();
			let event = tokio::select! {
				event = self.events.next(), if !self.events.is_empty() => event,
				() = sleep_until(wake.into()) => None,
			};
			match event {
				None => (),
				Some(Event::Flushed(flushed)) => {
					is_flushing = false;
					flushed?;
				},
				Some(Event::Holders(found)) => {
					is_looking = false;
					found.keys().for_each(|peer| self.peers.readmit(peer));
					self.peers.add(found.into_keys());
					if self.peers.is_deserted() && self.events.is_empty() {
						let download = self.download.clone();
						blocking(move || download.flush()).await?;
						return Err(FetchError::Deserted { received, length });
					}
				},
				Some(Event::Came(number, peer, took, came)) => {
					if let Came::Failed(error) = came {
						return Err(error);
					}
					received += self.came(number, &peer, took, came);
				},
			}
		}
	}

	/// When there may be something to do even if nothing comes.
	fn wake(&self) -> Instant {
		let now = Instant::now();
		let soon = now + STEAL_AFTER / 2;
		self.peers.next_free(now).map_or(soon, |at| at.min(soon))
	}

	/// Looks for more peers that have the blob.
	fn look(&mut self) {
		let (shared, root, length) = (self.shared.clone(), self.root, self.download.length());
		let look = async move {
			let mut among = shared.transport.peers().await;
			among.extend(shared.transport.providers(root).await);
			among.sort();
			among.dedup();
			Event::Holders(shared.holders(root, Some(length), among).await)
		};
		self.events.push(look.boxed());
	}

	/// Asks every peer that may be asked for what is left.
	fn ask(&mut self) {
		loop {
			let mut is_any = false;
			for (peer, size) in self.peers.free(Instant::now()) {
				let Ok(room) = self.shared.room.clone().try_acquire_owned() else { return };
				let Some(number) = self.next_piece(&peer, size) else { continue };
				is_any = true;
				self.peers.sent(&peer);
				let (shared, download, root) = (self.shared.clone(), self.download.clone(), self.root);
				let chunks = self.pieces[number].chunks.clone();
				let flight = async move {
					let since = Instant::now();
					let came = get(&shared, &download, root, &peer, chunks).await;
					drop(room);
					Event::Came(number, peer, since.elapsed(), came)
				};
				self.events.push(flight.boxed());
			}
			if !is_any {
				return;
			}
		}
	}

	/// What to ask a peer for: chunks that nobody is asked for, or else those that somebody owes for longest.
	fn next_piece(&mut self, peer: &Peer, size: u64) -> Option<usize> {
		let since = Instant::now();
		if let Some(range) = self.todo.pop_front() {
			let end = range.end.min(range.start + size);
			if end < range.end {
				self.todo.push_front(end..range.end);
			}
			let (chunks, asked) = (range.start..end, vec![peer.clone()]);
			let piece = Piece { chunks, asked, since, is_done: false };
			// Numbers are places, so a place is used again once nobody can answer under its number.
			return Some(match self.pieces.iter().position(|p| p.is_done && p.asked.is_empty()) {
				Some(place) => {
					self.pieces[place] = piece;
					place
				},
				None => {
					self.pieces.push(piece);
					self.pieces.len() - 1
				},
			});
		}
		let owed = self.pieces.iter_mut().enumerate().filter(|(_, piece)| {
			let is_late = piece.since.elapsed() >= STEAL_AFTER;
			!piece.is_done && is_late && piece.asked.len() < MAX_ASKED && !piece.asked.contains(peer)
		});
		let (number, piece) = owed.min_by_key(|(_, piece)| piece.since)?;
		piece.asked.push(peer.clone());
		piece.since = since;
		Some(number)
	}

	/// Takes note of what a request came to; bytes that are new.
	fn came(&mut self, number: usize, peer: &Peer, took: Duration, came: Came) -> u64 {
		let piece = &mut self.pieces[number];
		if let Some(at) = piece.asked.iter().position(|asked| asked == peer) {
			piece.asked.swap_remove(at);
		}
		let trouble = match came {
			Came::Taken | Came::Over | Came::Failed(_) => None,
			Came::Nothing(trouble) => Some(trouble),
		};
		self.peers.ended(peer, took, trouble);
		if trouble.is_some() {
			if !piece.is_done && piece.asked.is_empty() {
				piece.is_done = true;
				self.todo.push_front(piece.chunks.clone());
			}
			return 0;
		}
		if std::mem::replace(&mut piece.is_done, true) {
			return 0;
		}
		let bytes = self.download.bytes_in(&piece.chunks);
		self.unflushed += bytes;
		self.shared.metrics.fetched.inc_by(bytes);
		bytes
	}
}

/// Asks one peer for chunks, checks them and writes them.
async fn get(shared: &Shared, download: &Arc<Download>, root: Hash, peer: &Peer, chunks: Range<u64>) -> Came {
	let (first, count) = (chunks.start, (chunks.end - chunks.start) as u32);
	let request = Request::Chunks { root, first, count };
	let bytes = match shared.ask(root, peer, &request, PATIENCE).await {
		Ok(Response::Chunks(bytes)) if bytes.len() as u64 == download.bytes_in(&chunks) => bytes,
		Ok(_) => {
			shared.penalise(root, peer, Offence::BadAnswer);
			return Came::Nothing(Trouble::Liar);
		},
		Err(trouble) => return Came::Nothing(trouble),
	};
	let download = download.clone();
	match blocking(move || download.write(first, &bytes)).await {
		Ok(Written::Taken) => Came::Taken,
		Ok(Written::Over) => Came::Over,
		Ok(Written::Wrong(index)) => {
			log::warn!(target: "exchange", "{peer} sent a chunk {index} of {root:?} that is another");
			shared.penalise(root, peer, Offence::BadChunk);
			Came::Nothing(Trouble::Liar)
		},
		Err(error) => Came::Failed(error),
	}
}
