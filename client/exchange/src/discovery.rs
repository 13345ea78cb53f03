//! Finds peers that have a blob, and gets its leaves from one of them.

use crate::{
	Metrics, Offence, Peer, Transport, TransportError,
	message::{MAX_LEAVES, Request, Response},
};
use codec::Encode;
use futures::{StreamExt, stream::FuturesUnordered};
use openledger_blobs::Store;
use openledger_primitives::{
	BoundedVec, Hash,
	root::{self, CHUNK},
};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	hash::{BuildHasher, RandomState},
	sync::Arc,
	time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};

/// Longest time that an answer with leaves or chunks may take.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// Longest time that an answer to a short question may take.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(5);
/// Time that other holders have to answer once the first one has.
const OTHER_HOLDERS_TIMEOUT: Duration = Duration::from_millis(200);
/// Most questions at a time.
const MAX_CONCURRENT_QUESTIONS: usize = 16;
/// Most peers asked for one blob.
const MAX_ASKED: usize = 256;
/// Longest time that peers may put off a request for leaves by being busy.
pub(crate) const BUSY_PATIENCE: Duration = Duration::from_secs(60);
/// Most pairs of blob and peer that are remembered as not to be asked again.
const MAX_SHUNNED: usize = 4_096;
/// Most answers that all downloads together await: they are held in memory, up to 1 MiB each.
const MAX_AWAITED_ANSWERS: usize = 24;

/// Peers that are not asked for a blob again.
#[derive(Default)]
struct Shunned {
	pairs: BTreeSet<(Hash, Peer)>,
	order: VecDeque<(Hash, Peer)>,
}

/// The questions that all downloads ask, and what they share.
pub(crate) struct Discovery {
	pub store: Arc<Store>,
	pub transport: Arc<dyn Transport>,
	pub metrics: Metrics,
	/// Places for answers that are awaited.
	pub room: Arc<Semaphore>,
	shunned: Mutex<Shunned>,
}

/// Reasons for a peer to be of no use for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
	/// The peer does not have the blob.
	Missing,
	/// The peer asks to wait.
	Busy(Duration),
	/// The peer took too long.
	Slow,
	/// The peer cannot be reached.
	Gone,
	/// The peer did what no honest one does, and is reported already.
	Dishonest,
}

impl Discovery {
	/// Finds and asks peers through a transport.
	pub fn new(store: Arc<Store>, transport: Arc<dyn Transport>, metrics: Metrics) -> Self {
		let (room, shunned) = (Arc::new(Semaphore::new(MAX_AWAITED_ANSWERS)), Mutex::default());
		Self { store, transport, metrics, room, shunned }
	}

	/// Lowers a peer's reputation, and does not ask it for this blob again.
	///
	/// Several requests may be on their way when the first turns out bad: they count once.
	pub fn penalise(&self, root: Hash, peer: &Peer, offence: Offence) {
		let mut shunned = self.shunned.lock();
		let Shunned { pairs, order } = &mut *shunned;
		if !pairs.insert((root, peer.clone())) {
			return;
		}
		order.push_back((root, peer.clone()));
		while order.len() > MAX_SHUNNED {
			order.pop_front().map(|oldest| pairs.remove(&oldest));
		}
		drop(shunned);
		log::warn!(target: "exchange", "{peer} is not asked for {root:?} any more: {}", offence.word());
		self.metrics.penalised.with_label_values(&[offence.word()]).inc();
		self.transport.report(peer, offence);
	}

	fn is_shunned(&self, root: Hash, peer: &Peer) -> bool {
		self.shunned.lock().pairs.contains(&(root, peer.clone()))
	}

	/// Sends one request about a blob and returns its answer. A peer that answers something else is
	/// penalised.
	pub async fn ask(
		&self,
		root: Hash,
		peer: &Peer,
		request: &Request,
		limit: Duration,
	) -> Result<Response, Trouble> {
		let count = |outcome: &str| self.metrics.requests.with_label_values(&[outcome]).inc();
		let answer = timeout(limit, self.transport.request(peer, request.encode())).await;
		let bytes = match answer.unwrap_or(Err(TransportError::Timeout)) {
			Ok(bytes) => bytes,
			Err(error) => {
				log::debug!(target: "exchange", "{peer}: {error}");
				let (word, trouble) = match error {
					TransportError::Timeout => ("timeout", Trouble::Slow),
					TransportError::Gone => ("gone", Trouble::Gone),
					TransportError::Refused => ("refused", Trouble::Gone),
				};
				count(word);
				return Err(trouble);
			},
		};
		match (request, Response::read(&bytes)) {
			(_, Ok(Response::Missing)) => {
				count("missing");
				Err(Trouble::Missing)
			},
			(_, Ok(Response::Busy { wait })) => {
				count("busy");
				Err(Trouble::Busy(Duration::from_millis(wait.clamp(5, 10_000).into())))
			},
			(Request::Have(_), Ok(answer @ Response::Have(_)))
			| (Request::Leaves { .. }, Ok(answer @ Response::Leaves(_)))
			| (Request::Chunks { .. }, Ok(answer @ Response::Chunks(_))) => {
				count("answered");
				Ok(answer)
			},
			_ => {
				count("malformed");
				self.penalise(root, peer, Offence::BadAnswer);
				Err(Trouble::Dishonest)
			},
		}
	}

	/// Asks peers whether they have a blob, and returns those that do with the length that they state.
	///
	/// It ends a moment after the first that does, or when all have answered.
	pub async fn holders(&self, root: Hash, length: Option<u64>, among: Vec<Peer>) -> BTreeMap<Peer, u64> {
		let request = Request::Have(BoundedVec::truncate_from(vec![root]));
		let allowed = among.into_iter().filter(|peer| !self.is_shunned(root, peer)).collect();
		let mut waiting: VecDeque<Peer> = in_any_order(allowed).into_iter().take(MAX_ASKED).collect();
		let mut asking = FuturesUnordered::new();
		let mut found = BTreeMap::new();
		let ask = |peer: Peer| {
			let request = &request;
			async move { (self.ask(root, &peer, request, QUESTION_TIMEOUT).await, peer) }
		};
		loop {
			while asking.len() < MAX_CONCURRENT_QUESTIONS {
				let Some(peer) = waiting.pop_front() else { break };
				asking.push(ask(peer));
			}
			let next = match found.is_empty() {
				true => asking.next().await,
				false => timeout(OTHER_HOLDERS_TIMEOUT, asking.next()).await.unwrap_or(None),
			};
			let Some((answer, peer)) = next else { return found };
			let Ok(Response::Have(lengths)) = answer else { continue };
			match lengths[..] {
				[Some(stated)] if length.is_none_or(|length| length == stated) => {
					found.insert(peer, stated);
				},
				[_] => (),
				// One question has one answer.
				_ => self.penalise(root, &peer, Offence::BadAnswer),
			}
		}
	}

	/// Returns all leaves of a blob from one peer. Leaves and length prove themselves, or the peer is
	/// penalised.
	pub async fn leaves(&self, root: Hash, peer: &Peer, length: u64) -> Result<Vec<Hash>, Trouble> {
		let total = length.div_ceil(CHUNK as u64).max(1);
		let mut leaves: Vec<Hash> = Vec::new();
		let mut patience = BUSY_PATIENCE;
		while (leaves.len() as u64) < total {
			let first = leaves.len() as u64;
			let count = (total - first).min(MAX_LEAVES.into()) as u32;
			let request = Request::Leaves { root, first, count };
			match self.ask(root, peer, &request, ANSWER_TIMEOUT).await {
				Ok(Response::Leaves(more)) if more.len() == count as usize => leaves.extend(more),
				Ok(_) => {
					self.penalise(root, peer, Offence::BadLeaves);
					return Err(Trouble::Dishonest);
				},
				// Before the first ones another peer is as good.
				Err(Trouble::Busy(wait)) if first > 0 && wait <= patience => {
					patience -= wait;
					tokio::time::sleep(wait).await;
				},
				Err(trouble) => return Err(trouble),
			}
		}
		if root::from_leaves(&leaves, length) != root {
			self.penalise(root, peer, Offence::BadLeaves);
			return Err(Trouble::Dishonest);
		}
		Ok(leaves)
	}
}

/// Returns peers in an order of chance: a name that somebody made to come first comes first for nobody.
pub(crate) fn in_any_order(mut peers: Vec<Peer>) -> Vec<Peer> {
	let order = RandomState::new();
	peers.sort_by_cached_key(|peer| order.hash_one(&*peer.0));
	peers
}
