//! Who has a blob, and what its leaves are.

use crate::{
	message::{Request, Response, MAX_LEAVES},
	Metrics, Offence, Peer, Transport, TransportError,
};
use codec::Encode;
use futures::{stream::FuturesUnordered, StreamExt};
use openledger_blobs::Store;
use openledger_primitives::{
	root::{self, CHUNK},
	BoundedVec, Hash,
};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet, VecDeque},
	sync::Arc,
	time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};

/// How long an answer may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait for an answer to a short question.
const SHORT: Duration = Duration::from_secs(5);
/// How long to wait for those who may have the blob too, once somebody has it.
const OTHERS: Duration = Duration::from_millis(200);
/// Questions at a time.
const AT_ONCE: usize = 16;
/// Most peers asked for one blob.
const MAX_ASKED: usize = 256;
/// Most times that leaves are asked for again when the peer is busy.
const MAX_BUSY: u32 = 60;
/// Most pairs of blob and peer that are remembered as not to be asked again.
const MAX_SHUNNED: usize = 4_096;
/// Answers that are awaited at a time, by all fetches together: they are held in memory, up to 1 MiB each.
const AWAITED: usize = 24;

/// Peers that are not asked for a blob again.
#[derive(Default)]
struct Shunned {
	pairs: BTreeSet<(Hash, Peer)>,
	order: VecDeque<(Hash, Peer)>,
}

/// What all fetches share.
pub(crate) struct Shared {
	pub store: Arc<Store>,
	pub transport: Arc<dyn Transport>,
	pub metrics: Metrics,
	/// Room for answers.
	pub room: Arc<Semaphore>,
	shunned: Mutex<Shunned>,
}

/// Why a peer is of no use for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
	/// It does not have the blob.
	Missing,
	/// It asks to wait.
	Busy(Duration),
	/// It took too long.
	Slow,
	/// It cannot be reached.
	Gone,
	/// It did what no honest peer does, and is reported already.
	Liar,
}

impl Shared {
	pub fn new(store: Arc<Store>, transport: Arc<dyn Transport>, metrics: Metrics) -> Self {
		let (room, shunned) = (Arc::new(Semaphore::new(AWAITED)), Mutex::default());
		Self { store, transport, metrics, room, shunned }
	}

	/// Lowers a peer's reputation, and does not ask it for this blob again. Several requests may be on their way when the
	/// first turns out bad: they count once.
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

	/// One request about a blob. What is no answer to it makes the peer a liar.
	pub async fn ask(
		&self,
		root: Hash,
		peer: &Peer,
		request: &Request,
		patience: Duration,
	) -> Result<Response, Trouble> {
		let count = |outcome: &str| self.metrics.requests.with_label_values(&[outcome]).inc();
		let answer = timeout(patience, self.transport.request(peer, request.encode())).await;
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
				Err(Trouble::Liar)
			},
		}
	}

	/// Asks peers whether they have a blob: those who do, with the length that they state. It ends a moment after the first
	/// who does, or when all have answered.
	pub async fn holders(&self, root: Hash, length: Option<u64>, among: Vec<Peer>) -> BTreeMap<Peer, u64> {
		let request = Request::Have(BoundedVec::truncate_from(vec![root]));
		let asked = among.into_iter().filter(|peer| !self.is_shunned(root, peer)).take(MAX_ASKED);
		let mut waiting = asked.collect::<VecDeque<_>>();
		let mut asking = FuturesUnordered::new();
		let mut found = BTreeMap::new();
		let ask = |peer: Peer| {
			let request = &request;
			async move { (self.ask(root, &peer, request, SHORT).await, peer) }
		};
		loop {
			while asking.len() < AT_ONCE {
				let Some(peer) = waiting.pop_front() else { break };
				asking.push(ask(peer));
			}
			let next = match found.is_empty() {
				true => asking.next().await,
				false => timeout(OTHERS, asking.next()).await.unwrap_or(None),
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

	/// All leaves of a blob from one peer. They prove themselves, together with the length, or the peer is a liar.
	pub async fn leaves(&self, root: Hash, peer: &Peer, length: u64) -> Result<Vec<Hash>, Trouble> {
		let total = length.div_ceil(CHUNK as u64).max(1);
		let mut leaves: Vec<Hash> = Vec::new();
		let mut busy = 0;
		while (leaves.len() as u64) < total {
			let first = leaves.len() as u64;
			let count = (total - first).min(MAX_LEAVES.into()) as u32;
			let request = Request::Leaves { root, first, count };
			match self.ask(root, peer, &request, PATIENCE).await {
				Ok(Response::Leaves(more)) if more.len() == count as usize => leaves.extend(more),
				Ok(_) => {
					self.penalise(root, peer, Offence::BadLeaves);
					return Err(Trouble::Liar);
				},
				Err(Trouble::Busy(wait)) if busy < MAX_BUSY => {
					busy += 1;
					tokio::time::sleep(wait).await;
				},
				Err(trouble) => return Err(trouble),
			}
		}
		if root::from_leaves(&leaves, length) != root {
			self.penalise(root, peer, Offence::BadLeaves);
			return Err(Trouble::Liar);
		}
		Ok(leaves)
	}
}
