//! Peers in memory, each with a store of its own and perhaps a misbehaviour.

use codec::{Decode, Encode};
use futures::{FutureExt, future::BoxFuture};
use openledger_blobs::Store;
use openledger_exchange::{
	Metrics, Offence, Patience, Peer, Quota, Scheduler, Server, Transport, TransportError,
	message::{Request, Response},
};
use openledger_ports::{Blobs, Search};
use openledger_primitives::{Hash, root::CHUNK};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Treatment of a server's answer by its peer: pass it on, change it, or drop it.
pub type Misbehaviour = Box<dyn Fn(&Request, Vec<u8>) -> Result<Vec<u8>, TransportError> + Send + Sync>;

struct Node {
	server: Arc<Server>,
	misbehaviour: Misbehaviour,
	asked: AtomicU64,
}

/// A network of peers. They are connected, or known only by their announcements.
#[derive(Default)]
pub struct World {
	nodes: Mutex<BTreeMap<Peer, Arc<Node>>>,
	announced: Mutex<BTreeMap<Peer, Arc<Node>>>,
	pub reports: Mutex<Vec<(Peer, Offence)>>,
}

impl World {
	pub fn add(&self, name: &str, store: &Arc<Store>, quota: Quota, misbehaviour: Misbehaviour) {
		let server = Server::new(store.clone(), quota, Metrics::new(None).unwrap());
		let node = Node { server, misbehaviour, asked: AtomicU64::new(0) };
		self.nodes.lock().insert(Peer::from(name), Arc::new(node));
	}

	/// Leaves a peer known only to those who look for announcements.
	pub fn hide(&self, name: &str) {
		let node = self.nodes.lock().remove(&Peer::from(name)).unwrap();
		self.announced.lock().insert(Peer::from(name), node);
	}

	pub fn remove(&self, name: &str) {
		self.nodes.lock().remove(&Peer::from(name));
	}

	/// Requests for chunks that a peer got.
	pub fn asked(&self, name: &str) -> u64 {
		self.nodes.lock()[&Peer::from(name)].asked.load(Ordering::SeqCst)
	}

	fn node(&self, peer: &Peer) -> Option<Arc<Node>> {
		let node = self.nodes.lock().get(peer).cloned();
		node.or_else(|| self.announced.lock().get(peer).cloned())
	}
}

impl Transport for World {
	fn request(&self, peer: &Peer, request: Vec<u8>) -> BoxFuture<'static, Result<Vec<u8>, TransportError>> {
		let node = self.node(peer);
		async move {
			let node = node.ok_or(TransportError::Gone)?;
			tokio::task::spawn_blocking(move || {
				let decoded = Request::decode(&mut &request[..]).unwrap();
				if matches!(decoded, Request::Chunks { .. }) {
					node.asked.fetch_add(1, Ordering::SeqCst);
				}
				let answer = node.server.answer(&Peer::from("me"), &request);
				(node.misbehaviour)(&decoded, answer.bytes.ok_or(TransportError::Refused)?)
			})
			.await
			.unwrap()
		}
		.boxed()
	}

	fn peers(&self) -> BoxFuture<'static, Vec<Peer>> {
		let peers = self.nodes.lock().keys().cloned().collect();
		async move { peers }.boxed()
	}

	fn report(&self, peer: &Peer, offence: Offence) {
		self.reports.lock().push((peer.clone(), offence));
	}

	fn providers(&self, _: Hash) -> BoxFuture<'static, Vec<Peer>> {
		let peers = self.announced.lock().keys().cloned().collect();
		async move { peers }.boxed()
	}
}

pub fn honest() -> Misbehaviour {
	Box::new(|_, answer| Ok(answer))
}

/// Gives chunks in which the first byte is another.
pub fn corrupt() -> Misbehaviour {
	Box::new(|_, answer| {
		Ok(match Response::decode(&mut &answer[..]).unwrap() {
			Response::Chunks(bytes) => {
				let mut bytes = bytes.into_inner();
				bytes.iter_mut().take(1).for_each(|byte| *byte ^= 1);
				Response::Chunks(bytes.try_into().unwrap()).encode()
			},
			_ => answer,
		})
	})
}

/// Answers so many requests for chunks and is gone.
pub fn dying(after: u64) -> Misbehaviour {
	let left = AtomicU64::new(after);
	Box::new(move |request, answer| {
		let take =
			|n: u64| if matches!(request, Request::Chunks { .. }) { n.checked_sub(1) } else { Some(n) };
		match left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take) {
			Ok(_) => Ok(answer),
			Err(_) => Err(TransportError::Gone),
		}
	})
}

pub fn generous() -> Quota {
	Quota::of_bytes(1 << 30)
}

/// Bytes that differ in every chunk.
pub fn pattern(length: usize) -> Vec<u8> {
	(0..length).map(|i| (i * 31 % 251 + i / CHUNK) as u8).collect()
}

pub fn store_in(dir: &TempDir, name: &str) -> Arc<Store> {
	Arc::new(Store::open(dir.path().join(name), 1 << 30).unwrap())
}

/// A store that holds one blob.
pub fn store_with(dir: &TempDir, name: &str, blob: &[u8]) -> Arc<Store> {
	let store = store_in(dir, name);
	store.put(blob).unwrap();
	store
}

pub fn scheduler(store: &Arc<Store>, world: &Arc<World>, patience: Duration) -> Arc<Scheduler> {
	Scheduler::new(store.clone(), world.clone(), Patience(patience), Metrics::new(None).unwrap())
}

/// Wants a blob until its search stands in some way.
pub async fn until(scheduler: &Scheduler, root: Hash, holds: impl Fn(&Search) -> bool) -> Search {
	let start = Instant::now();
	loop {
		let search = scheduler.want(root, None);
		if holds(&search) {
			return search;
		}
		assert!(start.elapsed() < Duration::from_secs(60), "the search stays {search:?}");
		tokio::time::sleep(Duration::from_millis(5)).await;
	}
}

/// Runs a scheduler until a blob is here.
pub async fn bring(scheduler: &Arc<Scheduler>, root: Hash) {
	let work = tokio::spawn(scheduler.clone().run(None));
	until(scheduler, root, |search| *search == Search::Here).await;
	work.abort();
	// The store is let go of when the last task has ended.
	let _ = work.await;
}
