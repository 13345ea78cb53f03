//! The download of one blob: from several peers at once, each chunk checked before it is written.

use crate::{
	Offence, Peer,
	discovery::{ANSWER_TIMEOUT, BUSY_PATIENCE, Discovery, Trouble, in_any_order},
	message::{Request, Response},
	peers::Peers,
};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use openledger_blobs::{Begun, BlobError, Download, Written};
use openledger_primitives::Hash;
use std::{
	collections::{BTreeMap, VecDeque},
	ops::Range,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::{task::spawn_blocking, time::sleep_until};

/// Bytes after which what was written is flushed, and safe from a kill.
const FLUSH_BYTES: u64 = 8 << 20;
/// Time after which peers are asked again whether they have the blob by now.
const SEARCH_INTERVAL: Duration = Duration::from_secs(5);
/// Time after which chunks that one peer owes are asked of another as well, with nothing else left to ask
/// for.
const REASSIGN_AFTER: Duration = Duration::from_millis(300);
/// Most peers that are asked for the same chunks at a time.
const MAX_ASKED: usize = 3;
/// Most peers that are asked for leaves at a time: those of the longest blob are held for each.
const MAX_LEAF_HOLDERS: usize = 8;
/// Time after which another holder is asked for leaves as well.
const ASK_NEXT_AFTER: Duration = Duration::from_millis(300);

/// Reasons for a download to end without the blob.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DownloadError {
	/// No peer that was asked has the blob.
	#[error("none of {asked} nodes that were asked has it")]
	Nobody { asked: usize },
	/// The peers that had the blob went away, or were dishonest.
	#[error("those who had it went away after {received} of {length} bytes")]
	Deserted { received: u64, length: u64 },
	/// The blob store refused or failed.
	#[error(transparent)]
	Store(#[from] BlobError),
	/// A task panicked or was cancelled.
	#[error("the download broke off: {0}")]
	Broken(String),
}

/// Outcome of a request for chunks.
enum Outcome {
	/// The chunks are right and written.
	Taken,
	/// The request failed, and nothing was written.
	Refused(Trouble),
	/// The blob was completed in another way.
	Complete,
	/// The blob store failed, which ends the download.
	Failed(DownloadError),
}

enum Event {
	Answered(usize, Peer, Duration, Outcome),
	Flushed(Result<(), DownloadError>),
	Holders(BTreeMap<Peer, u64>),
}

/// Chunks that are asked for together.
struct Piece {
	chunks: Range<u64>,
	/// Peers that were asked, and when the last one was.
	asked: Vec<Peer>,
	since: Instant,
	is_done: bool,
}

/// Runs blocking work of the store.
async fn blocking<T: Send + 'static>(
	work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, DownloadError> {
	spawn_blocking(work)
		.await
		.map_err(|error| DownloadError::Broken(error.to_string()))?
		.map_err(DownloadError::Store)
}

/// Downloads a blob. `progress` receives the bytes that are here and the length.
pub(crate) async fn download(
	shared: Arc<Discovery>,
	root: Hash,
	length: Option<u64>,
	progress: &(dyn Fn(u64, u64) + Send + Sync),
) -> Result<(), DownloadError> {
	let connected = shared.transport.peers().await;
	let mut asked = connected.len();
	let mut holders = shared.holders(root, length, connected).await;
	if holders.is_empty() {
		let announced = shared.transport.providers(root).await;
		asked += announced.len();
		holders = shared.holders(root, length, announced).await;
	}
	let most = shared.store.quota();
	// Leaves of a longer one would be held in memory before anybody knows whether it is so long.
	let too_long = holders.values().copied().find(|stated| *stated > most);
	holders.retain(|_, stated| *stated <= most);
	let Some((peer, stated, leaves)) = first_leaves(&shared, root, &holders).await else {
		return Err(match too_long {
			Some(length) => BlobError::TooLarge { root, length, most }.into(),
			None => DownloadError::Nobody { asked },
		});
	};
	let store = shared.store.clone();
	let download = match blocking(move || store.begin(root, stated, leaves)).await? {
		Begun::Here(_) => return Ok(()),
		Begun::Download(download) => Arc::new(download),
	};
	// Those who stated another length lied, but have shown nothing that would prove it to others: they are
	// left out.
	let others = holders.into_iter().filter(|(_, length)| *length == stated).map(|(peer, _)| peer);
	let mut peers = Peers::default();
	peers.add(others.chain([peer]));
	let events = FuturesUnordered::new();
	let (pieces, todo) = (Vec::new(), VecDeque::new());
	let running = Running { shared, root, download, peers, pieces, todo, events, unflushed: 0 };
	running.run(progress).await
}

/// Gets the leaves of a blob from whichever holder gives right ones first.
///
/// Holders are asked in an order of chance, and the next one when one fails, is busy or takes longer than
/// [`ASK_NEXT_AFTER`]: none of them can hold up the others. A busy one is asked again after its wait.
async fn first_leaves(
	shared: &Arc<Discovery>,
	root: Hash,
	holders: &BTreeMap<Peer, u64>,
) -> Option<(Peer, u64, Vec<Hash>)> {
	let began = Instant::now();
	let mut waiting: VecDeque<Peer> = in_any_order(holders.keys().cloned().collect()).into();
	let mut busy: Vec<(Instant, Peer)> = Vec::new();
	let mut asking = FuturesUnordered::new();
	while began.elapsed() < BUSY_PATIENCE {
		let now = Instant::now();
		waiting.extend(busy.extract_if(.., |(until, _)| *until <= now).map(|(_, peer)| peer));
		if asking.len() < MAX_LEAF_HOLDERS
			&& let Some(peer) = waiting.pop_front()
			&& let Some(stated) = holders.get(&peer).copied()
		{
			asking.push(async move { (shared.leaves(root, &peer, stated).await, peer, stated) });
		}
		let next_busy = busy.iter().map(|(until, _)| *until).min();
		let wake_up = match waiting.is_empty() {
			true if asking.is_empty() && next_busy.is_none() => return None,
			true => next_busy.unwrap_or(began + BUSY_PATIENCE),
			false => now + ASK_NEXT_AFTER,
		};
		tokio::select! {
			Some(answer) = asking.next() => match answer {
				(Ok(leaves), peer, stated) => return Some((peer, stated, leaves)),
				(Err(Trouble::Busy(wait)), peer, _) => busy.push((Instant::now() + wait, peer)),
				(Err(_), ..) => (),
			},
			() = sleep_until(wake_up.into()) => (),
		}
	}
	None
}

struct Running {
	shared: Arc<Discovery>,
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

impl Running {
	async fn run(mut self, progress: &(dyn Fn(u64, u64) + Send + Sync)) -> Result<(), DownloadError> {
		let length = self.download.length();
		let (mut searched, mut is_searching, mut is_flushing) = (Instant::now(), false, false);
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
					return Err(DownloadError::Deserted { received: 0, length });
				}
				received = length - self.todo.iter().map(|r| self.download.bytes_in(r)).sum::<u64>();
			}
			self.ask();
			let is_stuck = self.peers.is_deserted() && self.events.is_empty();
			if !is_searching && (is_stuck || searched.elapsed() >= SEARCH_INTERVAL) {
				(searched, is_searching) = (Instant::now(), true);
				self.search();
			}
			if !is_flushing && self.unflushed >= FLUSH_BYTES {
				(is_flushing, self.unflushed) = (true, 0);
				let download = self.download.clone();
				self.events.push(blocking(move || download.flush()).map(Event::Flushed).boxed());
			}
			let wake_up = self.next_wake_up();
			let event = tokio::select! {
				event = self.events.next(), if !self.events.is_empty() => event,
				() = sleep_until(wake_up.into()) => None,
			};
			match event {
				None => (),
				Some(Event::Flushed(flushed)) => {
					is_flushing = false;
					flushed?;
				},
				Some(Event::Holders(found)) => {
					is_searching = false;
					found.keys().for_each(|peer| self.peers.readmit(peer));
					self.peers.add(found.into_keys());
					if self.peers.is_deserted() && self.events.is_empty() {
						let download = self.download.clone();
						blocking(move || download.flush()).await?;
						return Err(DownloadError::Deserted { received, length });
					}
				},
				Some(Event::Answered(number, peer, took, outcome)) => {
					if let Outcome::Failed(error) = outcome {
						return Err(error);
					}
					received += self.answered(number, &peer, took, outcome);
				},
			}
		}
	}

	/// Returns when there may be something to do even if no answer comes.
	fn next_wake_up(&self) -> Instant {
		let now = Instant::now();
		let soon = now + REASSIGN_AFTER / 2;
		self.peers.next_free(now).map_or(soon, |at| at.min(soon))
	}

	/// Searches for more peers that have the blob.
	fn search(&mut self) {
		let (shared, root, length) = (self.shared.clone(), self.root, self.download.length());
		let search = async move {
			let mut among = shared.transport.peers().await;
			among.extend(shared.transport.providers(root).await);
			among.sort();
			among.dedup();
			Event::Holders(shared.holders(root, Some(length), among).await)
		};
		self.events.push(search.boxed());
	}

	/// Asks every peer that may be asked for what is left.
	fn ask(&mut self) {
		loop {
			let mut has_asked = false;
			for (peer, size) in self.peers.free(Instant::now()) {
				let Ok(room) = self.shared.room.clone().try_acquire_owned() else { return };
				let Some(number) = self.next_piece(&peer, size) else { continue };
				has_asked = true;
				self.peers.sent(&peer);
				let (shared, download, root) = (self.shared.clone(), self.download.clone(), self.root);
				let chunks = self.pieces[number].chunks.clone();
				let flight = async move {
					let since = Instant::now();
					let outcome = get(&shared, &download, root, &peer, chunks).await;
					drop(room);
					Event::Answered(number, peer, since.elapsed(), outcome)
				};
				self.events.push(flight.boxed());
			}
			if !has_asked {
				return;
			}
		}
	}

	/// Returns what to ask a peer for: chunks that nobody is asked for, or else those that are owed for
	/// longest.
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
			let is_late = piece.since.elapsed() >= REASSIGN_AFTER;
			!piece.is_done && is_late && piece.asked.len() < MAX_ASKED && !piece.asked.contains(peer)
		});
		let (number, piece) = owed.min_by_key(|(_, piece)| piece.since)?;
		piece.asked.push(peer.clone());
		piece.since = since;
		Some(number)
	}

	/// Takes note of the outcome of a request. Returns how many bytes are new.
	fn answered(&mut self, number: usize, peer: &Peer, took: Duration, outcome: Outcome) -> u64 {
		let piece = &mut self.pieces[number];
		if let Some(at) = piece.asked.iter().position(|asked| asked == peer) {
			piece.asked.swap_remove(at);
		}
		let trouble = match outcome {
			Outcome::Taken | Outcome::Complete | Outcome::Failed(_) => None,
			Outcome::Refused(trouble) => Some(trouble),
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
async fn get(
	shared: &Discovery,
	download: &Arc<Download>,
	root: Hash,
	peer: &Peer,
	chunks: Range<u64>,
) -> Outcome {
	let (first, count) = (chunks.start, (chunks.end - chunks.start) as u32);
	let request = Request::Chunks { root, first, count };
	let bytes = match shared.ask(root, peer, &request, ANSWER_TIMEOUT).await {
		Ok(Response::Chunks(bytes)) if bytes.len() as u64 == download.bytes_in(&chunks) => bytes,
		Ok(_) => {
			shared.penalise(root, peer, Offence::BadAnswer);
			return Outcome::Refused(Trouble::Dishonest);
		},
		Err(trouble) => return Outcome::Refused(trouble),
	};
	let download = download.clone();
	match blocking(move || download.write(first, &bytes)).await {
		Ok(Written::Taken) => Outcome::Taken,
		Ok(Written::Over) => Outcome::Complete,
		Ok(Written::Wrong(index)) => {
			log::warn!(target: "exchange", "{peer} sent a wrong chunk {index} of {root:?}");
			shared.penalise(root, peer, Offence::BadChunk);
			Outcome::Refused(Trouble::Dishonest)
		},
		Err(error) => Outcome::Failed(error),
	}
}
