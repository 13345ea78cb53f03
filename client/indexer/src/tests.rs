//! Background builds, with a builder that writes a mark.

use crate::{BuildError, IndexBuilder, IndexSource, Indexer, LoadError, Records, StartError, TrainedModel};
use openledger_blobs::Store;
use openledger_ports::{
	Observer, Phase, Progress,
	test_utils::{GENESIS, hyper},
};
use openledger_primitives::{Hash, datanet::SnapshotEntry, root};
use std::{
	path::Path,
	sync::{Arc, mpsc},
	time::{Duration, Instant},
};

/// A builder that waits for permission and then writes the adapter's root.
struct Marks(parking_lot::Mutex<mpsc::Receiver<Result<(), String>>>);

impl IndexBuilder for Marks {
	fn build(
		&self,
		source: &IndexSource<'_>,
		_: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		observer.progress(&Progress { step: 1, steps: 2, ..Progress::at(Phase::Indexing) });
		self.0.lock().recv().map_err(BuildError::failed)?.map_err(BuildError::failed)?;
		std::fs::create_dir_all(out.parent().unwrap()).unwrap();
		std::fs::write(out, root::of(&std::fs::read(source.adapter).unwrap())).unwrap();
		Ok(())
	}

	fn is_complete(&self, out: &Path, adapter: Hash, _: &[SnapshotEntry]) -> bool {
		std::fs::read(out).is_ok_and(|bytes| bytes == adapter.as_bytes())
	}
}

fn until(what: &str, holds: impl Fn() -> bool) {
	let start = Instant::now();
	while !holds() {
		assert!(start.elapsed() < Duration::from_secs(30), "{what} did not happen");
		std::thread::yield_now();
	}
}

fn entry(bytes: &[u8]) -> SnapshotEntry {
	SnapshotEntry { contribution: 5, root: root::of(bytes), records: 1, bytes: bytes.len() as u64 }
}

#[test]
fn a_model_is_indexed_once_in_the_background() {
	let dir = tempfile::tempdir().unwrap();
	let store = Arc::new(Store::open(dir.path().join("blobs"), 1 << 20).unwrap());
	let (permit, wait) = mpsc::channel();
	let (indexes, unfinished) = (dir.path().join("indexes"), dir.path().join("unfinished"));
	let builder = Arc::new(Marks(parking_lot::Mutex::new(wait)));
	let indexer = Arc::new(Indexer::new(&indexes, unfinished, GENESIS, store.clone(), builder));
	let adapter_root = store.put(b"the adapter").unwrap();
	let model = TrainedModel {
		job: 3,
		base: dir.path().join("base"),
		adapter: store.path(adapter_root).unwrap(),
		adapter_root,
		hyper: hyper(),
		entries: vec![entry(b"a record")],
	};
	assert!(matches!(indexer.start(model.clone()), Err(StartError::Records { contribution: 5, .. })));
	store.put(b"a record").unwrap();

	indexer.start(model.clone()).unwrap();
	until("progress", || indexer.progress(3).is_some_and(|at| at.progress.phase == Phase::Indexing));
	assert_eq!(indexer.progress(3).unwrap().progress.steps, 2);
	permit.send(Err("told to break".into())).unwrap();
	until("the failure", || indexer.progress(3).is_some_and(|at| at.progress.phase == Phase::Failed));
	let refused = indexer.start(model.clone()).unwrap_err().to_string();
	assert_eq!(refused, "its influence index could not be built: told to break");

	let again = TrainedModel { job: 4, ..model };
	indexer.start(again.clone()).unwrap();
	indexer.start(again).unwrap();
	permit.send(Ok(())).unwrap();
	until("the index", || indexer.is_built(4) && indexer.progress(4).is_none());
	assert!(indexer.is_complete(4, adapter_root, &[]) && !indexer.is_complete(4, Hash::zero(), &[]));
	assert!(indexer.path(4).ends_with(format!("{GENESIS:x}/4.influence")));
}

#[test]
fn no_more_is_read_than_the_chain_says() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 1 << 20).unwrap();
	store.put(b"a record").unwrap();
	let good = entry(b"a record");
	let read = |entry| Records::load_all(&store, &[entry]).map(|all| all[0].bytes.clone());
	assert_eq!(read(good.clone()).unwrap(), b"a record");
	// What is shorter or longer than stated is left out later, and fails nobody.
	assert_eq!(read(SnapshotEntry { bytes: 9, ..good.clone() }).unwrap(), b"a record");
	assert_eq!(read(SnapshotEntry { bytes: 7, ..good.clone() }).unwrap(), b"");
	let large = SnapshotEntry { bytes: u64::MAX, ..good };
	assert!(matches!(Records::load_all(&store, &[large]), Err(LoadError::TooLarge { .. })));
}
