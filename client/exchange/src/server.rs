//! Answers the requests of peers from the store.

use crate::{
	Metrics, Offence, Peer, Quota,
	message::{Request, Response},
	quota::Bucket,
};
use codec::Encode;
use openledger_blobs::{BlobError, Store};
use openledger_primitives::{Hash, root::CHUNK};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// Most peers with an account. Beyond that, peers without one have to wait.
const MAX_PEERS: usize = 4_096;
/// Wait of a peer for which there is no place at the moment.
const NO_PLACE_WAIT: Duration = Duration::from_millis(50);
/// Wait of a peer while a large file is hashed.
const HASHING_WAIT: Duration = Duration::from_secs(1);

/// The amounts that one peer has taken.
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

/// A reply to a request of a peer.
pub struct Reply {
	/// The bytes to send, unless the request was malformed.
	pub bytes: Option<Vec<u8>>,
	/// The offence that the request was, if it was one.
	pub offence: Option<Offence>,
	/// A place to keep until the bytes are sent: they count as on their way until then.
	pub place: Option<Place>,
}

/// A place among the answers under way. It is free again when this is dropped.
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

/// A server of blobs. It never waits for a peer, and never serves what has not been verified.
pub struct Server {
	store: Arc<Store>,
	quota: Quota,
	metrics: Metrics,
	accounts: Mutex<Accounts>,
	/// Held while a file's leaves are computed: one at a time.
	hashing: Mutex<()>,
}

impl Server {
	/// Makes a server over a store.
	pub fn new(store: Arc<Store>, quota: Quota, metrics: Metrics) -> Arc<Self> {
		Arc::new(Self { store, quota, metrics, accounts: Mutex::default(), hashing: Mutex::default() })
	}

	/// Answers one request. It reads the disk, so call it where blocking is allowed.
	pub fn answer(self: &Arc<Self>, peer: &Peer, request: &[u8]) -> Reply {
		let request = match Request::read(request) {
			Ok(request) => request,
			Err(error) => {
				log::debug!(target: "exchange", "{peer} sent a bad request: {error}");
				self.metrics.answers.with_label_values(&["malformed"]).inc();
				let offence = Offence::BadRequest;
				self.metrics.penalised.with_label_values(&[offence.word()]).inc();
				return Reply { bytes: None, offence: Some(offence), place: None };
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
		Reply { bytes: Some(response.encode()), offence: None, place }
	}

	/// Takes a request of so many bytes into account, or returns how long it has to wait.
	fn admit(self: &Arc<Self>, peer: &Peer, bytes: u64) -> Result<Place, Duration> {
		let now = Instant::now();
		let mut accounts = self.accounts.lock();
		let Accounts { peers, answers } = &mut *accounts;
		if !peers.contains_key(peer) {
			if peers.len() >= MAX_PEERS {
				peers.retain(|_, a| a.answers > 0 || !a.bytes.is_full(now) || !a.requests.is_full(now));
			}
			if peers.len() >= MAX_PEERS {
				return Err(NO_PLACE_WAIT);
			}
			let (bytes, requests) = (self.quota.bytes, self.quota.requests);
			let (bytes, requests) = (Bucket::new(bytes, now), Bucket::new(requests, now));
			peers.insert(peer.clone(), Account { bytes, requests, answers: 0 });
		}
		let account = peers.get_mut(peer).ok_or(NO_PLACE_WAIT)?;
		account.requests.take(1, now)?;
		if account.answers >= self.quota.answers || *answers >= self.quota.all_answers {
			return Err(NO_PLACE_WAIT);
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
			let Some(_turn) = self.hashing.try_lock() else { return Ok(busy(HASHING_WAIT)) };
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

/// Returns how much of the quota of bytes a request takes.
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
