//! Blobs that are removed, and blobs that never are.

use crate::harness::*;
use openledger_blobs::Store;
use openledger_exchange::{Collector, Metrics, References, Scan};
use openledger_primitives::{Hash, root::CHUNK};
use parking_lot::Mutex;
use std::{
	collections::BTreeSet,
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicU64, Ordering},
	},
	time::Duration,
};

/// A chain that refers to what a test says. Blocks may come while it is asked.
#[derive(Default)]
struct MockReferences {
	roots: Mutex<BTreeSet<Hash>>,
	block: AtomicU64,
	/// A root that a block brings just after the chain was read.
	brings: Mutex<Option<Hash>>,
	/// A block comes with every scan, as it does where a scan takes longer than a block.
	is_slow: AtomicBool,
	/// A block comes with every look.
	is_busy: AtomicBool,
	/// The best block is on another fork than the one that was read.
	forks: AtomicBool,
	/// Times that blocks were read after a scan.
	read_again: AtomicU64,
}

impl References for MockReferences {
	fn scan(&self) -> Result<Scan, String> {
		let scan = Scan { block: self.best(), roots: self.roots.lock().clone() };
		if self.is_slow.load(Ordering::SeqCst) {
			self.block.fetch_add(1, Ordering::SeqCst);
		}
		if let Some(root) = self.brings.lock().take() {
			self.roots.lock().insert(root);
			self.block.fetch_add(1, Ordering::SeqCst);
		}
		Ok(scan)
	}

	fn best(&self) -> Hash {
		if self.is_busy.load(Ordering::SeqCst) {
			self.block.fetch_add(1, Ordering::SeqCst);
		}
		Hash::from_low_u64_be(self.block.load(Ordering::SeqCst))
	}

	fn mentioned(&self, since: Hash, roots: &BTreeSet<Hash>) -> Result<(Hash, BTreeSet<Hash>), String> {
		self.read_again.fetch_add(1, Ordering::SeqCst);
		let best = Hash::from_low_u64_be(self.block.load(Ordering::SeqCst));
		if self.forks.load(Ordering::SeqCst) {
			return Err(format!("{since:?} is on another fork"));
		}
		Ok((best, roots.intersection(&self.roots.lock()).copied().collect()))
	}
}

fn collector(store: &Arc<Store>, says: &Arc<MockReferences>, grace: Duration) -> Collector {
	Collector::new(store.clone(), says.clone(), None, grace, Metrics::new(None).unwrap())
}

#[test]
fn what_nobody_refers_to_goes_and_all_else_stays() {
	let dir = tempfile::tempdir().unwrap();
	let (store, says) = (store_in(&dir, "store"), Arc::new(MockReferences::default()));
	let [loose, referenced, pinned] = [1, 2, 3].map(|n| store.put(&pattern(n * CHUNK)).unwrap());
	says.roots.lock().insert(referenced);
	store.pin(pinned).unwrap();
	assert_eq!(collector(&store, &says, Duration::from_secs(3600)).collect(), Ok((0, 0)));
	let collector = collector(&store, &says, Duration::ZERO);
	assert_eq!(collector.collect(), Ok((1, CHUNK as u64)));
	assert!(store.status(loose).is_none());
	store.unpin(pinned).unwrap();
	assert_eq!(collector.collect(), Ok((1, 3 * CHUNK as u64)));
	assert!(store.status(referenced).unwrap().complete);
}

#[test]
fn pins_and_marks_outlive_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let says = Arc::new(MockReferences::default());
	let root = {
		let store = store_in(&dir, "store");
		let root = store.put(&pattern(CHUNK)).unwrap();
		store.pin(root).unwrap();
		root
	};
	let store = store_in(&dir, "store");
	assert_eq!(collector(&store, &says, Duration::ZERO).collect(), Ok((0, 0)));
	assert!(store.entry(root).unwrap().pinned);
}

#[test]
fn what_a_block_refers_to_that_came_meanwhile_stays() {
	let dir = tempfile::tempdir().unwrap();
	let (store, says) = (store_in(&dir, "store"), Arc::new(MockReferences::default()));
	let [late, loose] = [1, 2].map(|n| store.put(&pattern(n * CHUNK)).unwrap());
	*says.brings.lock() = Some(late);
	let collector = collector(&store, &says, Duration::ZERO);
	assert_eq!(collector.collect(), Ok((1, 2 * CHUNK as u64)));
	assert!(store.status(late).is_some() && store.status(loose).is_none());
}

#[test]
fn a_scan_longer_than_a_block_still_ends_in_removals() {
	let dir = tempfile::tempdir().unwrap();
	let (store, says) = (store_in(&dir, "store"), Arc::new(MockReferences::default()));
	let [referenced, ..] = [1, 2, 3, 4].map(|n| store.put(&pattern(n * CHUNK)).unwrap());
	says.roots.lock().insert(referenced);
	says.is_slow.store(true, Ordering::SeqCst);
	assert_eq!(collector(&store, &says, Duration::ZERO).collect(), Ok((3, 9 * CHUNK as u64)));
	assert_eq!(says.read_again.load(Ordering::SeqCst), 1, "the blocks since the scan are read once");
	assert!(store.status(referenced).is_some());
}

#[test]
fn a_chain_that_never_stands_still_ends_the_collection_and_loses_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let (store, says) = (store_in(&dir, "store"), Arc::new(MockReferences::default()));
	let loose = store.put(&pattern(CHUNK)).unwrap();
	says.is_busy.store(true, Ordering::SeqCst);
	assert_eq!(collector(&store, &says, Duration::ZERO).collect(), Ok((0, 0)));
	says.is_busy.store(false, Ordering::SeqCst);
	says.is_slow.store(true, Ordering::SeqCst);
	says.forks.store(true, Ordering::SeqCst);
	assert!(collector(&store, &says, Duration::ZERO).collect().is_err());
	assert!(store.status(loose).is_some());
	says.forks.store(false, Ordering::SeqCst);
	assert_eq!(collector(&store, &says, Duration::ZERO).collect(), Ok((1, CHUNK as u64)));
}

#[tokio::test(flavor = "multi_thread")]
async fn room_is_made_of_what_can_be_had_again_and_is_not_in_use() {
	let dir = tempfile::tempdir().unwrap();
	let (world, says) = (Arc::new(World::default()), Arc::new(MockReferences::default()));
	let theirs = store_in(&dir, "theirs");
	world.add("good", &theirs, generous(), honest());
	let store = Arc::new(Store::open(dir.path().join("mine"), 40 * CHUNK as u64).unwrap());
	let uploaded = store.put(&pattern(9 * CHUNK)).unwrap();
	let [idle, pinned, new] = [10, 11, 12].map(|n| theirs.put(&pattern(n * CHUNK)).unwrap());
	let first = scheduler(&store, &world, Duration::from_secs(1));
	bring(&first, idle).await;
	bring(&first, pinned).await;
	store.pin(pinned).unwrap();
	drop(first);

	// Another scheduler, so that nobody is interested in the first two any more.
	let scheduler = scheduler(&store, &world, Duration::from_secs(1));
	let metrics = Metrics::new(None).unwrap();
	let collector =
		Collector::new(store.clone(), says, Some(scheduler.clone()), Duration::from_secs(3600), metrics);
	let collector = Arc::new(collector);
	assert!(!collector.make_room(40 * CHUNK as u64), "more than there will ever be");
	assert!(store.status(idle).is_none(), "nobody was interested in it");
	bring(&scheduler, idle).await;
	assert!(!collector.make_room(11 * CHUNK as u64), "what is in use, uploaded or pinned stays");
	assert!([idle, pinned, uploaded].iter().all(|root| store.status(*root).unwrap().complete));

	let late = crate::harness::scheduler(&store, &world, Duration::from_secs(1));
	let metrics = Metrics::new(None).unwrap();
	let says = Arc::new(MockReferences::default());
	let collector =
		Collector::new(store.clone(), says, Some(late.clone()), Duration::from_secs(3600), metrics);
	let work = tokio::spawn(late.clone().run(Some(Arc::new(collector))));
	until(&late, new, |search| *search == openledger_ports::Search::Here).await;
	work.abort();
	assert!(store.status(idle).is_none());
	assert!([new, pinned, uploaded].iter().all(|root| store.status(*root).unwrap().complete));
}
