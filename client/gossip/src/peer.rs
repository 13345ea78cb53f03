//! One peer: the transactions that it knows, and those that wait until it has room.

use codec::{Compact, Encode};
use parking_lot::Mutex;
use prometheus_endpoint::{Counter, U64};
use sc_network::{service::traits::MessageSink, utils::LruHashSet};
use sc_network_transactions::config::TransactionPool;
use sp_runtime::traits::Block;
use std::{collections::HashSet, hash::Hash, num::NonZeroUsize, sync::Arc};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Most hashes that wait for a peer: twice what a pool holds by default. Others are offered again later.
const MAX_QUEUED: usize = 16_384;
/// Most transactions that a peer is remembered to know.
const MAX_KNOWN: NonZeroUsize = NonZeroUsize::new(2 * MAX_QUEUED).expect("above zero");

/// A peer that transactions are sent to.
pub(crate) struct Peer<H: Hash + Eq> {
	told: Arc<Mutex<Told<H>>>,
	queue: Sender<H>,
}

/// Transactions that a peer is not to be offered again.
struct Told<H: Hash + Eq> {
	/// Transactions that it sent, or was sent.
	known: LruHashSet<H>,
	/// Transactions that wait in its queue.
	waiting: HashSet<H>,
}

/// The end of a peer's queue that [`deliver`] empties.
pub(crate) struct Queue<H: Hash + Eq> {
	told: Arc<Mutex<Told<H>>>,
	hashes: Receiver<H>,
}

impl<H: Hash + Eq + Copy> Peer<H> {
	/// Returns a peer that knows nothing, and its queue.
	pub fn new() -> (Self, Queue<H>) {
		let (queue, hashes) = channel(MAX_QUEUED);
		let told = Told { known: LruHashSet::new(MAX_KNOWN), waiting: HashSet::new() };
		let told = Arc::new(Mutex::new(told));
		(Self { told: told.clone(), queue }, Queue { told, hashes })
	}

	/// Queues a transaction unless the peer knows it, will know it, or has no room. Returns whether it did.
	pub fn offer(&self, hash: H) -> bool {
		let mut told = self.told.lock();
		if told.known.contains(&hash) || told.waiting.contains(&hash) || self.queue.try_send(hash).is_err() {
			return false;
		}
		told.waiting.insert(hash)
	}

	/// Notes that the peer knows a transaction, because it sent it.
	pub fn knows(&self, hash: H) {
		self.told.lock().known.insert(hash);
	}

	/// Returns how many transactions wait.
	pub fn queued(&self) -> usize {
		self.told.lock().waiting.len()
	}
}

/// Sends one transaction after another, each as soon as the connection has room, until the peer is gone.
///
/// Transactions that left the pool meanwhile are counted in `skipped` and not sent. If they come back, they
/// can be offered again.
pub(crate) async fn deliver<B: Block>(
	mut queue: Queue<B::Hash>,
	sink: Box<dyn MessageSink>,
	pool: Arc<dyn TransactionPool<B::Hash, B>>,
	skipped: Counter<U64>,
) {
	while let Some(hash) = queue.hashes.recv().await {
		let transaction = pool.transaction(&hash);
		{
			let mut told = queue.told.lock();
			told.waiting.remove(&hash);
			if transaction.is_some() {
				told.known.insert(hash);
			}
		}
		let Some(transaction) = transaction else {
			skipped.inc();
			continue;
		};
		if sink.send_async_notification((Compact(1u32), transaction).encode()).await.is_err() {
			return;
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::tests::{Pool, TestBlock, hash, transaction};
	use codec::DecodeAll;
	use futures::FutureExt;
	use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

	/// A connection with room for one notification, whose other end reads when the test says so.
	struct Connection {
		sent: tokio::sync::mpsc::Sender<Vec<u8>>,
		/// Calls that have not returned.
		under_way: Arc<AtomicUsize>,
	}

	#[async_trait::async_trait]
	impl MessageSink for Connection {
		fn send_sync_notification(&self, _: Vec<u8>) {
			panic!("sent without waiting for room");
		}

		async fn send_async_notification(
			&self,
			notification: Vec<u8>,
		) -> Result<(), sc_network::error::Error> {
			assert_eq!(self.under_way.fetch_add(1, SeqCst), 0, "one at a time");
			let sent = self.sent.send(notification).await;
			self.under_way.fetch_sub(1, SeqCst);
			sent.map_err(|_| sc_network::error::Error::ChannelClosed)
		}
	}

	fn connection() -> (Box<Connection>, tokio::sync::mpsc::Receiver<Vec<u8>>) {
		let (sent, other_end) = channel(1);
		(Box::new(Connection { sent, under_way: Arc::default() }), other_end)
	}

	fn counter() -> Counter<U64> {
		Counter::new("skipped", "skipped").unwrap()
	}

	#[tokio::test]
	async fn a_slow_peer_gets_everything_in_order_and_once() {
		let total = 5000;
		let pool = Arc::new(Pool::with(0..total));
		let (peer, queue) = Peer::new();
		for number in (0..total).chain(0..total) {
			peer.offer(hash(number));
		}
		assert_eq!(peer.queued(), total as usize);
		let (sink, mut other_end) = connection();
		let delivery = tokio::spawn(deliver::<TestBlock>(queue, sink, pool, counter()));
		for number in 0..total {
			let notification = other_end.recv().await.unwrap();
			let (count, received) = DecodeAll::decode_all(&mut &notification[..]).unwrap();
			assert_eq!((count, received), (Compact(1u32), transaction(number)));
		}
		assert_eq!(peer.queued(), 0);
		drop(peer);
		delivery.await.unwrap();
		assert_eq!(other_end.recv().await, None);
	}

	#[tokio::test]
	async fn what_left_the_pool_is_not_sent_until_it_comes_back() {
		let pool = Arc::new(Pool::with(0..3));
		let (peer, queue) = Peer::new();
		(0..3).for_each(|number| assert!(peer.offer(hash(number))));
		pool.remove(1);
		let (sink, mut other_end) = connection();
		let skipped = counter();
		let delivery = tokio::spawn(deliver::<TestBlock>(queue, sink, pool.clone(), skipped.clone()));
		for number in [0, 2] {
			assert_eq!(other_end.recv().await.unwrap()[1..], transaction(number).encode());
		}
		assert_eq!(skipped.get(), 1);
		// The block that held it is on a fork that lost.
		pool.add(1);
		assert_eq!([0, 1, 2].map(|number| peer.offer(hash(number))), [false, true, false]);
		drop(peer);
		assert_eq!(other_end.recv().await.unwrap()[1..], transaction(1).encode());
		delivery.await.unwrap();
	}

	#[tokio::test]
	async fn delivery_ends_with_the_connection() {
		let (peer, queue) = Peer::new();
		(0..3).for_each(|number| assert!(peer.offer(hash(number))));
		let (sink, other_end) = connection();
		drop(other_end);
		deliver::<TestBlock>(queue, sink, Arc::new(Pool::with(0..3)), counter()).await;
		assert!(!peer.offer(hash(3)), "nobody takes it any more");
	}

	#[test]
	fn what_finds_no_room_can_be_offered_again() {
		let (peer, mut queue) = Peer::new();
		let full = MAX_QUEUED as u32;
		(0..full).for_each(|number| assert!(peer.offer(hash(number))));
		assert!(!peer.offer(hash(full)));
		queue.hashes.recv().now_or_never().unwrap();
		assert!(peer.offer(hash(full)));
		assert!(!peer.offer(hash(full)), "it waits");
	}

	#[test]
	fn a_peer_is_not_told_what_it_sent() {
		let (peer, _queue) = Peer::new();
		peer.knows(hash(1));
		assert!(!peer.offer(hash(1)));
		assert!(peer.offer(hash(2)));
	}
}
