//! Answers the requests of peers from the store.

use crate::{
	message::{Request, Response},
	quota::Bucket,
	Metrics, Offence, Peer, Quota,
};
use codec::Encode;
use openledger_blobs::{BlobError, Store};
use openledger_primitives::{root::CHUNK, Hash};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// Most peers that are kept account of. Beyond it those wait whose account is not there yet.
const MAX_PEERS: usize = 4_096;
/// How long somebody waits for whom there is no place at the moment.
const NO_PLACE: Duration = Duration::from_millis(50);
/// How long somebody waits while a large file is hashed.
const HASHING: Duration = Duration::from_secs(1);

/// What one peer has taken.
struct Account {
	bytes: Bucket,
	requests: Bucket,
	answers: usize,
}

#[derive(Default)]
struct Accounts {
	peers: BTreeMap<Peer, Account>,
	answers: usize,
}

/// What to send back.
pub struct Answer {
	/// The bytes; nothing for what is no request.
	pub bytes: Option<Vec<u8>>,
	/// What the peer did wrong.
	pub offence: Option<Offence>,
	/// Keep it until the bytes are sent: they count as on their way until then.
	pub place: Option<Place>,
}

/// A place among the answers under way; free again when it is dropped.
pub struct Place {
	server: Arc<Server>,
	peer: Peer,
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut accounts = self.server.accounts.lock();
		accounts.answers = accounts.answers.saturating_sub(1);
		if let Some(account) = accounts.peers.get_mut(&self.peer) {
			account.answers = account.answers.saturating_sub(1);
		}
	}
}

/// Answers requests. It never waits for a peer, and never serves what has not been verified.
pub struct Server {
	store: Arc<Store>,
	quota: Quota,
	metrics: Metrics,
	accounts: Mutex<Accounts>,
	/// Held while a file's leaves are computed: one at a time.
	hashing: Mutex<()>,
}

impl Server {
	/// A server over a store.
	pub fn new(store: Arc<Store>, quota: Quota, metrics: Metrics) -> Arc<Self> {
		Arc::new(Self { store, quota, metrics, accounts: Mutex::default(), hashing: Mutex::default() })
	}

	/// Answers one request. It reads the disk: call it where blocking is allowed.
	pub fn answer(self: &Arc<Self>, peer: &Peer, request: &[u8]) -> Answer {
		let request = match Request::read(request) {
			Ok(request) => request,
			Err(error) => {
				log::debug!(target: "exchange", "{peer} sent a bad request: {error}");
				self.metrics.answers.with_label_values(&["malformed"]).inc();
				let offence = Offence::BadRequest;
				self.metrics.penalised.with_label_values(&[offence.word()]).inc();
				return Answer { bytes: None, offence: Some(offence), place: None };
			},
		};
		let (response, place) = match self.admit(peer, cost(&request)) {
			Ok(place) => (self.respond(request), Some(place)),
			Err(wait) => (busy(wait), None),
		};
		let outcome = match &response {
			Response::Missing => "missing",
			Response::Busy { .. } => "busy",
			Response::Have(_) => "have",
			Response::Leaves(_) => "leaves",
			Response::Chunks(bytes) => {
				self.metrics.served.inc_by(bytes.len() as u64);
				"chunks"
			},
		};
		self.metrics.answers.with_label_values(&[outcome]).inc();
		Answer { bytes: Some(response.encode()), offence: None, place }
	}

	/// Takes a request of so many bytes into account, or says how long it has to wait.
	fn admit(self: &Arc<Self>, peer: &Peer, bytes: u64) -> Result<Place, Duration> {
		let now = Instant::now();
		let mut accounts = self.accounts.lock();
		let Accounts { peers, answers } = &mut *accounts;
		if !peers.contains_key(peer) {
			if peers.len() >= MAX_PEERS {
				peers.retain(|_, a| a.answers > 0 || !a.bytes.is_full(now) || !a.requests.is_full(now));
			}
			if peers.len() >= MAX_PEERS {
				return Err(NO_PLACE);
			}
			let (bytes, requests) = (self.quota.bytes, self.quota.requests);
			let (bytes, requests) = (Bucket::new(bytes, now), Bucket::new(requests, now));
			peers.insert(peer.clone(), Account { bytes, requests, answers: 0 });
		}
		let account = peers.get_mut(peer).ok_or(NO_PLACE)?;
		account.requests.take(1, now)?;
		if account.answers >= self.quota.answers || *answers >= self.quota.all_answers {
			return Err(NO_PLACE);
		}
		account.bytes.take(bytes, now)?;
		account.answers += 1;
		*answers += 1;
		Ok(Place { server: self.clone(), peer: peer.clone() })
	}

	fn respond(&self, request: Request) -> Response {
		let (root, answer) = match request {
			Request::Have(roots) => {
				let lengths: Vec<_> =
					roots.iter().map(|root| self.store.readable_length(*root).ok()).collect();
				return lengths.try_into().map_or(Response::Missing, Response::Have);
			},
			Request::Leaves { root, first, count } => (root, self.leaves(root, first, count)),
			Request::Chunks { root, first, count } => (root, self.chunks(root, first, count)),
		};
		if let Err(BlobError::Damaged { .. } | BlobError::Io { .. }) = &answer {
			log::error!(target: "exchange", "a blob cannot be served: {}", answer.as_ref().unwrap_err());
		}
		if answer.is_ok() {
			self.store.touch(root);
		}
		answer.unwrap_or(Response::Missing)
	}

	fn leaves(&self, root: Hash, first: u64, count: u32) -> Result<Response, BlobError> {
		let mut leaves = self.store.leaves(root, first, count.into())?.1;
		if leaves.is_none() {
			let Some(_turn) = self.hashing.try_lock() else { return Ok(busy(HASHING)) };
			self.store.compute_leaves(root)?;
			leaves = self.store.leaves(root, first, count.into())?.1;
		}
		let leaves = leaves.filter(|leaves| !leaves.is_empty()).and_then(|leaves| leaves.try_into().ok());
		Ok(leaves.map_or(Response::Missing, Response::Leaves))
	}

	fn chunks(&self, root: Hash, first: u64, count: u32) -> Result<Response, BlobError> {
		let length = self.store.readable_length(root)?;
		// The empty blob has one chunk, the others end before a chunk of nothing.
		if length > 0 && first.saturating_mul(CHUNK as u64) >= length {
			return Ok(Response::Missing);
		}
		let bytes = self.store.read_chunks(root, first, count.into())?;
		Ok(bytes.try_into().map_or(Response::Missing, Response::Chunks))
	}
}

/// What a request takes of the quota of bytes.
fn cost(request: &Request) -> u64 {
	match request {
		Request::Have(roots) => 32 * roots.len() as u64,
		Request::Leaves { count, .. } => 32 * u64::from(*count),
		Request::Chunks { count, .. } => CHUNK as u64 * u64::from(*count),
	}
}

fn busy(wait: Duration) -> Response {
	Response::Busy { wait: wait.as_millis().clamp(1, 60_000) as u32 }
}
