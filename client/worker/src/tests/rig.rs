//! A mailbox in memory, a chain of a few fields, an engine that hashes, and a worker between them.

use crate::{
	board::{JobProgress, Phase},
	engine::{Advance, Engine, Failure, Trained, Watch, Work},
	metrics::Metrics,
	ports::{Chain, ChainError, Mailbox},
	run::Context,
	supervisor::{Bell, Config, Supervisor},
};
use codec::{DecodeAll, Encode};
use openledger_blobs::{files, Store};
use openledger_mailbox::{request_key, response_key, JobRequest, JobResponse, JOBS};
use openledger_primitives::{
	challenge::Periods, datanet::ContributionInfo, datanet::Snapshot, datanet::SnapshotEntry,
	datanet::SnapshotRef, decimal::Decimal, job::FailReason, job::HyperParameters, job::JobInfo,
	job::JobResult, job::Method, job::Target, model::Manifest, model::ModelInfo, root, usage::SessionInfo,
	AccountId, BlockNumber, ContributionId, Hash, JobId, ModelId, SessionId,
};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	fs,
	path::Path,
	sync::{
		atomic::{AtomicBool, AtomicU32, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

pub const GENESIS: Hash = Hash::repeat_byte(7);
pub const WORKER: AccountId = AccountId::new([1; 32]);

#[derive(Default)]
pub struct MemoryMailbox(Mutex<BTreeMap<Vec<u8>, Vec<u8>>>);

impl Mailbox for MemoryMailbox {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.0.lock().get(key).cloned()
	}
	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let mut values = self.0.lock();
		let same = values.get(key).map(Vec::as_slice) == old;
		if same {
			values.insert(key.to_vec(), new.to_vec());
		}
		same
	}
	fn remove(&self, key: &[u8]) {
		self.0.lock().remove(key);
	}
}

impl MemoryMailbox {
	pub fn set(&self, key: &[u8], value: Vec<u8>) {
		self.0.lock().insert(key.to_vec(), value);
	}
	pub fn post(&self, requests: &[&JobRequest]) {
		self.set(JOBS, requests.iter().map(|r| r.job).collect::<Vec<_>>().encode());
		for request in requests {
			self.set(&request_key(request.job), request.encode());
		}
	}
	pub fn response(&self, job: JobId) -> Option<JobResponse> {
		self.get(&response_key(job)).map(|bytes| JobResponse::decode_all(&mut &bytes[..]).unwrap())
	}
}

#[derive(Default)]
pub struct FewFields {
	pub best: AtomicU32,
}

impl Chain for FewFields {
	fn genesis(&self) -> Hash {
		GENESIS
	}
	fn best_number(&self) -> BlockNumber {
		self.best.load(Ordering::SeqCst)
	}
	fn session(&self, _: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		Ok(None)
	}
	fn periods(&self) -> Result<Periods, ChainError> {
		Ok(Periods { challenge: 20, reveal: 5, vote: 5 })
	}
	fn model(&self, _: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError> {
		Ok(None)
	}
	fn job(&self, _: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError> {
		Ok(None)
	}
	fn snapshot(&self, _: SnapshotRef) -> Result<Option<Snapshot>, ChainError> {
		Ok(None)
	}
	fn contribution(&self, _: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError> {
		Ok(None)
	}
	fn stash_of(&self, _: &AccountId) -> Result<Option<AccountId>, ChainError> {
		Ok(None)
	}
	fn worker(&self) -> Option<AccountId> {
		Some(WORKER)
	}
}

/// Its "training" hashes the work and the step number into a state, with a checkpoint after every step.
#[derive(Default)]
pub struct Hashing {
	pub pace: Duration,
	pub steps_run: AtomicU32,
	pub started: AtomicU32,
	/// Ends the training at once in this way.
	pub fails: Mutex<Option<Failure>>,
	pub panics: AtomicBool,
	pub breaks_index: AtomicBool,
}

pub const STEPS: u32 = 20;

impl Engine for Hashing {
	fn train(&self, work: &Work<'_>, dir: &Path, watch: &dyn Watch) -> Result<Trained, Failure> {
		self.started.fetch_add(1, Ordering::SeqCst);
		if let Some(failure) = self.fails.lock().clone() {
			return Err(failure);
		}
		assert!(!self.panics.load(Ordering::SeqCst), "told to panic");
		fs::create_dir_all(dir).unwrap();
		let checkpoint = dir.join("state");
		let begin = root::of(&work.train.iter().flat_map(|r| r.bytes.clone()).collect::<Vec<_>>());
		let (from, mut state): (u32, Hash) =
			fs::read(&checkpoint).map_or((0, begin), |bytes| DecodeAll::decode_all(&mut &bytes[..]).unwrap());
		for step in from..STEPS {
			if watch.cancelled() {
				return Err(Failure::Cancelled);
			}
			std::thread::sleep(self.pace);
			state = root::of(&(step, state).encode());
			files::write_beside(&checkpoint, &(step + 1, state).encode()).unwrap();
			self.steps_run.fetch_add(1, Ordering::SeqCst);
			let (phase, loss, tokens_per_second, seconds_left) = (Phase::Training, 1.0, 10.0, 0.0);
			let (step, steps) = (step + 1, STEPS);
			watch.advance(Advance { phase, step, steps, loss, tokens_per_second, seconds_left });
		}
		let adapter = dir.join("adapter");
		fs::write(&adapter, state.as_bytes()).unwrap();
		let result = JobResult {
			adapter: root::of(state.as_bytes()),
			adapter_bytes: 32,
			trace: state,
			steps: STEPS,
			tokens: 1000,
			loss_first: Decimal(2),
			loss_last: Decimal(1),
			evaluation: None,
		};
		Ok(Trained { result, adapter })
	}

	fn index(
		&self,
		_: &Work<'_>,
		adapter: &Path,
		_: &Path,
		out: &Path,
		watch: &dyn Watch,
	) -> Result<(), Failure> {
		if self.breaks_index.load(Ordering::SeqCst) {
			return Err(Failure::new(FailReason::Internal, "told to break"));
		}
		for _ in 0..5 {
			if watch.cancelled() {
				return Err(Failure::Cancelled);
			}
			std::thread::sleep(self.pace);
		}
		fs::create_dir_all(out.parent().unwrap()).unwrap();
		fs::write(out, root::of(&fs::read(adapter).unwrap()).as_bytes()).unwrap();
		Ok(())
	}

	fn is_indexed(&self, out: &Path, adapter: Hash, _: &[SnapshotEntry]) -> bool {
		fs::read(out).is_ok_and(|bytes| bytes == adapter.as_bytes())
	}
}

pub struct Rig {
	pub mailbox: Arc<MemoryMailbox>,
	pub chain: Arc<FewFields>,
	pub engine: Arc<Hashing>,
	pub store: Arc<Store>,
	pub context: Arc<Context>,
	supervisor: Supervisor,
}

impl Rig {
	pub fn new(dir: &Path, pace_ms: u64) -> Self {
		let engine = Hashing { pace: Duration::from_millis(pace_ms), ..Default::default() };
		Self::with(dir, engine, Arc::default())
	}

	pub fn with(dir: &Path, engine: Hashing, mailbox: Arc<MemoryMailbox>) -> Self {
		let (chain, engine) = (Arc::new(FewFields::default()), Arc::new(engine));
		let store = Arc::new(Store::open(dir.join("blobs"), 1 << 30).unwrap());
		let mut config = Config::new(dir.join("worker"), 1);
		config.keep = Duration::ZERO;
		let context = Arc::new(Context {
			config,
			mailbox: mailbox.clone(),
			chain: chain.clone(),
			store: store.clone(),
			blobs: store.clone(),
			engine: engine.clone(),
			board: Arc::default(),
			metrics: Metrics::new(None).unwrap(),
			stop: AtomicBool::new(false),
		});
		let supervisor = Supervisor::new(context.clone(), Arc::new(Bell::default()));
		Self { mailbox, chain, engine, store, context, supervisor }
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

	pub fn look(&mut self) {
		self.supervisor.look();
	}

	/// Looks until something holds.
	pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
		let start = Instant::now();
		while !holds(self) {
			assert!(start.elapsed() < Duration::from_secs(30), "{what} did not happen");
			self.look();
			std::thread::sleep(Duration::from_millis(2));
		}
	}

	pub fn phase(&self, job: JobId) -> Option<Phase> {
		self.progress(job).map(|p| p.phase)
	}

	pub fn progress(&self, job: JobId) -> Option<JobProgress> {
		self.context.board.get(job)
	}

	/// Stops as a node does that is shut down: threads end where they are.
	pub fn stop(mut self) -> Arc<MemoryMailbox> {
		self.context.stop.store(true, Ordering::SeqCst);
		self.until("the end of all threads", |rig| rig.supervisor.is_idle());
		self.mailbox.clone()
	}
}

fn hyper() -> HyperParameters {
	HyperParameters {
		method: Method::Lora,
		rank: 1,
		alpha: 1,
		targets: vec![Target::Q].try_into().unwrap(),
		learning_rate: Decimal(1),
		warmup_steps: 0,
		epochs: 1,
		batch: 1,
		max_length: 8,
		weight_decay: Decimal(0),
		clip_norm: Decimal(0),
		seed: 0,
	}
}

/// Result that undisturbed work on a job gives.
pub fn expected(job: JobId) -> JobResult {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let request = rig.ready(job);
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(job).is_some());
	match rig.mailbox.response(job) {
		Some(JobResponse::Done { result, .. }) => result,
		other => panic!("{other:?}"),
	}
}
