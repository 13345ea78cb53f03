//! A mailbox in memory, a mock chain, a trainer that hashes, and a supervisor between them.

use crate::{
	Config,
	context::{Context, Ports},
	metrics::Metrics,
	supervisor::Supervisor,
	trainer::{Failure, Trained, Trainer, Work},
	wake::WakeUp,
};
use codec::{DecodeAll, Encode};
use openledger_blobs::{BlobError, Store, files};
use openledger_indexer::{BuildError, IndexBuilder, IndexSource, Indexer};
use openledger_mailbox::{
	AnsweredTopic, JobRequest, JobResponse, Jobs, Mailbox, MailboxStorage, Topic, test_utils::MemoryStorage,
};
use openledger_ports::{
	JobProgress, Observer, Phase, Progress,
	test_utils::{GENESIS, MockChain, WORKER, hyper},
};
use openledger_primitives::{
	Hash, JobId, datanet::SnapshotEntry, decimal::Decimal, job::JobResult, model::Manifest, root,
};
use parking_lot::Mutex;
use std::{
	fs,
	path::Path,
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicU32, Ordering},
	},
	time::{Duration, Instant},
};

/// Time after which what a test waits for does not come any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// Makes exactly these requests stand, as the offchain worker would.
pub fn post(mailbox: &MemoryStorage, requests: &[&JobRequest]) {
	mailbox.set(Jobs::INDEX, requests.iter().map(|r| r.job).collect::<Vec<_>>().encode());
	for request in requests {
		Mailbox::<Jobs, _>::new(mailbox).post(request.job, request);
	}
}

/// Withdraws a response, as the offchain worker does once it has read it.
pub fn withdraw_response(mailbox: &MemoryStorage, job: JobId) {
	mailbox.set(&Jobs::response_key(job), Vec::new());
}

/// Returns the response of a job, if there is one.
pub fn response(mailbox: &MemoryStorage, job: JobId) -> Option<JobResponse> {
	let bytes = mailbox.get(&Jobs::response_key(job))?;
	Some(JobResponse::decode_all(&mut &bytes[..]).unwrap())
}

/// A trainer that hashes the work and the step number into a state, with a checkpoint after every step, and
/// that builds indexes which hold the adapter's root.
#[derive(Default)]
pub struct Hashing {
	pub pace: Duration,
	pub steps_run: AtomicU32,
	pub started: AtomicU32,
	/// Ends training at once in this way.
	pub fails: Mutex<Option<Failure>>,
	pub panics: AtomicBool,
	pub breaks_index: AtomicBool,
}

pub const STEPS: u32 = 20;
/// Length of the adapter: a hash.
const ADAPTER_BYTES: u64 = 32;

impl Trainer for Hashing {
	fn train(&self, work: &Work<'_>, dir: &Path, observer: &dyn Observer) -> Result<Trained, Failure> {
		self.started.fetch_add(1, Ordering::SeqCst);
		if let Some(failure) = self.fails.lock().clone() {
			return Err(failure);
		}
		assert!(!self.panics.load(Ordering::SeqCst), "told to panic");
		(work.reserve)(ADAPTER_BYTES)?;
		fs::create_dir_all(dir).unwrap();
		let checkpoint = dir.join("state");
		let begin = root::of(&work.train.iter().flat_map(|r| r.bytes.clone()).collect::<Vec<_>>());
		let (from, mut states): (u32, Vec<Hash>) = fs::read(&checkpoint)
			.map_or((0, vec![]), |bytes| DecodeAll::decode_all(&mut &bytes[..]).unwrap());
		let mut state = states.last().copied().unwrap_or(begin);
		for step in from..STEPS {
			if observer.cancelled() {
				return Err(Failure::Cancelled);
			}
			std::thread::sleep(self.pace);
			state = root::of(&(step, state).encode());
			states.push(state);
			files::write_beside(&checkpoint, &(step + 1, &states).encode()).unwrap();
			self.steps_run.fetch_add(1, Ordering::SeqCst);
			let (loss, tokens_per_second) = (1.0, 10.0);
			let at = Progress::at(Phase::Training);
			observer.progress(&Progress { step: step + 1, steps: STEPS, loss, tokens_per_second, ..at });
		}
		let adapter = dir.join("adapter");
		fs::write(&adapter, state.as_bytes()).unwrap();
		let result = JobResult {
			adapter: root::of(state.as_bytes()),
			adapter_bytes: ADAPTER_BYTES,
			trace: root::of_hashes(&states),
			steps: STEPS,
			tokens: 1000,
			loss_first: Decimal(2),
			loss_last: Decimal(1),
			evaluation: None,
		};
		Ok(Trained { result, states, adapter })
	}
}

impl IndexBuilder for Hashing {
	fn build(
		&self,
		source: &IndexSource<'_>,
		_: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		if self.breaks_index.load(Ordering::SeqCst) {
			return Err(BuildError::failed("told to break"));
		}
		for _ in 0..5 {
			if observer.cancelled() {
				return Err(BuildError::Cancelled);
			}
			std::thread::sleep(self.pace);
		}
		fs::create_dir_all(out.parent().unwrap()).unwrap();
		fs::write(out, root::of(&fs::read(source.adapter).unwrap()).as_bytes()).unwrap();
		Ok(())
	}

	fn is_complete(&self, out: &Path, adapter: Hash, _: &[SnapshotEntry]) -> bool {
		fs::read(out).is_ok_and(|bytes| bytes == adapter.as_bytes())
	}
}

pub struct Harness {
	pub mailbox: MemoryStorage,
	pub chain: Arc<MockChain>,
	pub engine: Arc<Hashing>,
	pub store: Arc<Store>,
	pub context: Arc<Context>,
	supervisor: Supervisor,
}

impl Harness {
	pub fn new(dir: &Path, pace_ms: u64) -> Self {
		let engine = Hashing { pace: Duration::from_millis(pace_ms), ..Default::default() };
		Self::with(dir, engine, MemoryStorage::default())
	}

	pub fn with(dir: &Path, engine: Hashing, mailbox: MemoryStorage) -> Self {
		let (chain, engine) = (Arc::new(MockChain::default()), Arc::new(engine));
		let store = Arc::new(Self::open_store(dir));
		let mut config = Config::new(dir.join("worker"));
		config.reorg_grace = Duration::ZERO;
		let context = Arc::new(Context {
			config,
			ports: Self::ports(dir, &mailbox, &chain, &store, &engine),
			board: Arc::default(),
			metrics: Metrics::new(None).unwrap(),
			stop: AtomicBool::new(false),
		});
		let supervisor = Supervisor::new(context.clone(), Arc::new(WakeUp::default()));
		Self { mailbox, chain, engine, store, context, supervisor }
	}

	/// Opens the blob store as soon as nothing holds its lock. A thread that has done its work may not have
	/// let go of it yet, and a program that another test starts has a copy of it until it runs.
	fn open_store(dir: &Path) -> Store {
		let until = Instant::now() + PATIENCE;
		loop {
			match Store::open(dir.join("blobs"), 1 << 30) {
				Err(BlobError::InUse { .. }) if Instant::now() < until => std::thread::yield_now(),
				opened => return opened.unwrap(),
			}
		}
	}

	fn ports(
		dir: &Path,
		mailbox: &MemoryStorage,
		chain: &Arc<MockChain>,
		store: &Arc<Store>,
		engine: &Arc<Hashing>,
	) -> Ports {
		let (indexes, unfinished) = (dir.join("worker/indexes"), dir.join("indexing"));
		Ports {
			mailbox: Arc::new(mailbox.clone()),
			chain: chain.clone(),
			store: store.clone(),
			blobs: store.clone(),
			trainer: engine.clone(),
			indexer: Arc::new(Indexer::new(&indexes, unfinished, GENESIS, store.clone(), engine.clone())),
		}
	}

	/// A request for a job over one record, and the two blobs it needs.
	pub fn request(job: JobId) -> (JobRequest, [Vec<u8>; 2]) {
		let blobs = [b"the base".to_vec(), format!("{{\"job\": {job}}}\n").into_bytes()];
		let base = Manifest { root: root::of(&blobs[0]), bytes: 8, parameters: 1, context: 1 };
		let (root, bytes) = (root::of(&blobs[1]), blobs[1].len() as u64);
		let entries = vec![SnapshotEntry { contribution: 5, root, records: 1, bytes }];
		let request = JobRequest {
			genesis: GENESIS,
			job,
			attempt: 1,
			worker: WORKER,
			base,
			entries,
			held_out: None,
			hyper: hyper(),
			max_tokens: 1_000_000,
			deadline: 100,
		};
		(request, blobs)
	}

	/// The same with the blobs stored.
	pub fn ready(&self, job: JobId) -> JobRequest {
		let (request, blobs) = Self::request(job);
		for blob in blobs {
			self.store.put(&blob).unwrap();
		}
		request
	}

	pub fn poll(&mut self) {
		self.supervisor.poll();
	}

	/// Polls until something holds.
	pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
		let start = Instant::now();
		while !holds(self) {
			assert!(start.elapsed() < PATIENCE, "{what} did not happen");
			self.poll();
			std::thread::sleep(Duration::from_millis(2));
		}
	}

	pub fn phase(&self, job: JobId) -> Option<Phase> {
		self.progress(job).map(|p| p.progress.phase)
	}

	pub fn progress(&self, job: JobId) -> Option<JobProgress> {
		self.context.board.get(job)
	}

	/// Stops as a node does that is shut down: threads end where they are. Returns the mailbox.
	pub fn stop(mut self) -> MemoryStorage {
		self.context.stop.store(true, Ordering::SeqCst);
		self.until("the end of all threads", |harness| harness.supervisor.is_idle());
		self.mailbox.clone()
	}
}

/// Returns the result of undisturbed work on a job.
pub fn expected(job: JobId) -> JobResult {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let request = harness.ready(job);
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, job).is_some());
	match response(&harness.mailbox, job) {
		Some(JobResponse::Done { result, .. }) => result,
		other => panic!("{other:?}"),
	}
}
