//! Transactions of peers on their way into the pool.

use codec::{Compact, Decode, DecodeAll};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use sc_network::PeerId;
use sc_network_transactions::config::{TransactionImport, TransactionPool};
use sp_runtime::traits::Block;
use std::{collections::HashMap, sync::Arc};

/// Most transactions that are validated at a time: what a pool holds by default.
const MAX_PENDING: usize = 8192;
/// Most bytes of such transactions.
const MAX_PENDING_BYTES: usize = 64 << 20;

/// A transaction that is being validated.
struct Pending {
	/// Peers that sent it. Each is named once, so there are no more than peers.
	senders: Vec<PeerId>,
	bytes: usize,
}

/// Transactions that peers sent and the pool has not decided on.
pub(crate) struct Inbox<B: Block> {
	pool: Arc<dyn TransactionPool<B::Hash, B>>,
	imports: FuturesUnordered<BoxFuture<'static, (B::Hash, TransactionImport)>>,
	pending: HashMap<B::Hash, Pending>,
	bytes: usize,
}

impl<B: Block> Inbox<B> {
	/// Makes an empty inbox in front of a pool.
	pub fn new(pool: Arc<dyn TransactionPool<B::Hash, B>>) -> Self {
		Self { pool, imports: FuturesUnordered::new(), pending: HashMap::new(), bytes: 0 }
	}

	/// Hands the transaction of a notification to the pool and returns its hash.
	///
	/// Returns `None` if too much is being validated: the pool would hardly have room for it. Fails if the
	/// notification is not exactly one transaction.
	pub fn take(&mut self, sender: PeerId, notification: &[u8]) -> Result<Option<B::Hash>, codec::Error> {
		let input = &mut &notification[..];
		if Compact::<u32>::decode(input)?.0 != 1 {
			return Err("a notification holds one transaction".into());
		}
		let transaction = B::Extrinsic::decode_all(input)?;
		let hash = self.pool.hash_of(&transaction);
		if let Some(pending) = self.pending.get_mut(&hash) {
			if !pending.senders.contains(&sender) {
				pending.senders.push(sender);
			}
			return Ok(Some(hash));
		}
		let bytes = notification.len();
		if self.pending.len() >= MAX_PENDING || self.bytes + bytes > MAX_PENDING_BYTES {
			return Ok(None);
		}
		self.bytes += bytes;
		self.pending.insert(hash, Pending { senders: vec![sender], bytes });
		let import = self.pool.import(transaction);
		self.imports.push(async move { (hash, import.await) }.boxed());
		Ok(Some(hash))
	}

	/// Returns the senders of the next transaction that the pool decided on, with its decision. `None` if
	/// none is pending.
	pub async fn next(&mut self) -> Option<(Vec<PeerId>, TransactionImport)> {
		let (hash, import) = self.imports.next().await?;
		let pending = self.pending.remove(&hash)?;
		self.bytes -= pending.bytes;
		Some((pending.senders, import))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::tests::{Pool, TestBlock, hash, transaction};
	use codec::Encode;

	fn notification(number: u32) -> Vec<u8> {
		(Compact(1u32), transaction(number)).encode()
	}

	fn inbox() -> (Inbox<TestBlock>, Arc<Pool>) {
		let pool = Arc::new(Pool::with(0..0));
		(Inbox::new(pool.clone()), pool)
	}

	#[tokio::test]
	async fn all_who_sent_a_transaction_are_judged_by_one_import() {
		let (mut inbox, pool) = inbox();
		let [a, b] = [PeerId::random(), PeerId::random()];
		for sender in [a, b, a] {
			assert_eq!(inbox.take(sender, &notification(7)), Ok(Some(hash(7))));
		}
		let (senders, import) = inbox.next().await.unwrap();
		assert_eq!(senders, [a, b]);
		assert!(matches!(import, TransactionImport::NewGood));
		assert!(inbox.next().await.is_none());
		assert_eq!(inbox.bytes, 0);
		assert!(pool.holds(7));
	}

	#[tokio::test]
	async fn no_more_are_taken_than_the_limit() {
		let (mut inbox, _) = inbox();
		let sender = PeerId::random();
		let full = MAX_PENDING as u32;
		for number in 0..full {
			assert_eq!(inbox.take(sender, &notification(number)), Ok(Some(hash(number))));
		}
		assert_eq!(inbox.take(sender, &notification(full)), Ok(None));
		assert_eq!(inbox.take(sender, &notification(0)), Ok(Some(hash(0))), "known, so it takes no place");
		inbox.next().await.unwrap();
		assert_eq!(inbox.take(sender, &notification(full)), Ok(Some(hash(full))));
	}

	#[tokio::test]
	async fn large_transactions_fill_it_sooner() {
		let (mut inbox, pool) = inbox();
		let large = |number: u8| vec![number; MAX_PENDING_BYTES / 2 - 10];
		let mut take = |number: u8| {
			inbox.take(PeerId::random(), &(Compact(1u32), large(number)).encode()).unwrap().is_some()
		};
		assert_eq!([take(1), take(2), take(3)], [true, true, false]);
		inbox.next().await.unwrap();
		inbox.next().await.unwrap();
		assert_eq!((inbox.bytes, pool.len()), (0, 2));
	}

	#[test]
	fn what_is_not_exactly_one_transaction_is_an_error() {
		let (mut inbox, _) = inbox();
		let sender = PeerId::random();
		let mut long = notification(1);
		long.push(0);
		let mut short = notification(1);
		short.pop();
		let two = (Compact(2u32), transaction(1), transaction(2)).encode();
		let huge = (Compact(1u32), Compact(u32::MAX)).encode();
		for bad in [&[][..], &[0], &long, &short, &two, &huge] {
			assert!(inbox.take(sender, bad).is_err(), "{bad:?}");
		}
		assert!(inbox.pending.is_empty());
	}
}
