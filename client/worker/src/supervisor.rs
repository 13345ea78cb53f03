//! Decides what runs: looks into the mailbox, starts and cancels, posts, cleans up.

use crate::{
	board::{Board, JobProgress, Phase},
	engine::{Engine, Failure},
	folder::Folder,
	inbox,
	metrics::Metrics,
	ports::{Blobs, Chain, Mailbox, Search},
	run::{run, Context, Shared},
};
use futures::channel::oneshot;
use openledger_blobs::Store;
use openledger_mailbox::{JobRequest, JobResponse};
use openledger_primitives::{job::FailReason, BlockNumber, Hash, JobId};
use parking_lot::{Condvar, Mutex};
use prometheus_endpoint::{PrometheusError, Registry};
use std::{
	collections::{BTreeMap, BTreeSet},
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	thread::JoinHandle,
	time::{Duration, Instant},
};

/// How long the supervisor sleeps when no one wakes it.
const EVERY: Duration = Duration::from_secs(1);
/// A job still without its blobs is given back this many blocks before its claim is forfeit, so that the chain hears of
/// it in time.
const MARGIN: BlockNumber = 4;

/// How the worker works.
#[derive(Clone, Debug)]
pub struct Config {
	/// Folder for jobs and indexes.
	pub base: PathBuf,
	/// Threads of one job.
	pub threads: usize,
	/// Jobs at a time.
	pub parallel: usize,
	/// How long a folder whose request is gone is kept, in case a reorganisation brings the request back.
	pub keep: Duration,
}

impl Config {
	/// One job at a time; folders are kept for ten minutes.
	pub fn new(base: PathBuf, threads: usize) -> Self {
		Self { base, threads: threads.max(1), parallel: 1, keep: Duration::from_secs(600) }
	}
}

#[derive(Default)]
pub(crate) struct Bell {
	rung: Mutex<bool>,
	heard: Condvar,
}

impl Bell {
	fn ring(&self) {
		*self.rung.lock() = true;
		self.heard.notify_all();
	}

	fn wait(&self, most: Duration) {
		let mut rung = self.rung.lock();
		if !*rung {
			self.heard.wait_for(&mut rung, most);
		}
		*rung = false;
	}
}

/// For the rest of the node: asks the worker for progress, and wakes it.
#[derive(Clone)]
pub struct Handle {
	board: Arc<Board>,
	bell: Arc<Bell>,
}

impl Handle {
	/// Where a job stands; `None` if this node has not worked on it since it started.
	pub fn progress(&self, job: JobId) -> Option<JobProgress> {
		self.board.get(job)
	}

	/// Makes the worker look into the mailbox now, for instance because a blob is complete.
	pub fn wake(&self) {
		self.bell.ring();
	}
}

/// The worker. Spawn [`Worker::run`] as an essential task.
pub struct Worker {
	context: Arc<Context>,
	bell: Arc<Bell>,
}

impl Worker {
	/// Makes a worker; it does nothing before [`Worker::run`]. What is missing in `store` comes there by way of `blobs`.
	#[allow(clippy::too_many_arguments, reason = "each is another port of the node")]
	pub fn new(
		config: Config,
		mailbox: Arc<dyn Mailbox>,
		chain: Arc<dyn Chain>,
		store: Arc<Store>,
		blobs: Arc<dyn Blobs>,
		engine: Arc<dyn Engine>,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let metrics = Metrics::new(registry)?;
		let (board, stop) = (Arc::default(), AtomicBool::new(false));
		let context = Context { config, mailbox, chain, store, blobs, engine, board, metrics, stop };
		Ok(Self { context: Arc::new(context), bell: Arc::default() })
	}

	/// For RPC and others.
	pub fn handle(&self) -> Handle {
		Handle { board: self.context.board.clone(), bell: self.bell.clone() }
	}

	/// Works until the future is dropped. It ends by itself only if the supervisor breaks, so that an essential task
	/// brings the node down rather than leave it deaf. Nothing here runs on the executor's threads.
	pub async fn run(self) {
		let (alive, ended) = oneshot::channel::<()>();
		let _stop = StopOnDrop { context: self.context.clone(), bell: self.bell.clone() };
		let supervisor = move || {
			let _alive = alive;
			let mut supervisor = Supervisor::new(self.context.clone(), self.bell.clone());
			while !self.context.stop.load(Ordering::SeqCst) {
				supervisor.look();
				self.bell.wait(EVERY);
			}
		};
		match std::thread::Builder::new().name("ol-worker".into()).spawn(supervisor) {
			Ok(_) => drop(ended.await),
			Err(error) => log::error!(target: "worker", "cannot start the worker's thread: {error}"),
		}
	}
}

struct StopOnDrop {
	context: Arc<Context>,
	bell: Arc<Bell>,
}

impl Drop for StopOnDrop {
	fn drop(&mut self) {
		self.context.stop.store(true, Ordering::SeqCst);
		self.bell.ring();
	}
}

struct Running {
	request: JobRequest,
	shared: Arc<Shared>,
	thread: JoinHandle<Result<(), Failure>>,
}

pub(crate) struct Supervisor {
	context: Arc<Context>,
	bell: Arc<Bell>,
	running: BTreeMap<JobId, Running>,
	/// Claims given up, to be posted again should the response be lost.
	given_up: BTreeMap<JobId, (u8, FailReason)>,
	/// Jobs whose index could not be built; tried again after a restart.
	unindexed: BTreeSet<JobId>,
	/// When the request of a folder was first missed.
	missed: BTreeMap<JobId, Instant>,
}

impl Supervisor {
	pub fn new(context: Arc<Context>, bell: Arc<Bell>) -> Self {
		let (running, given_up) = (BTreeMap::new(), BTreeMap::new());
		let (unindexed, missed) = (BTreeSet::new(), BTreeMap::new());
		Self { context, bell, running, given_up, unindexed, missed }
	}

	/// One look at everything.
	pub fn look(&mut self) {
		let requests = inbox::requests(&*self.context.mailbox, &*self.context.chain);
		self.reap();
		self.cancel_unwanted(&requests);
		let mut ready: Vec<JobRequest> = Vec::new();
		let mut waiting = 0;
		for request in &requests {
			match self.consider(request) {
				Next::Run => ready.push(request.clone()),
				Next::Wait => waiting += 1,
				Next::Nothing => (),
			}
		}
		ready.extend(self.sweep(&requests));
		let stopping = self.context.stop.load(Ordering::SeqCst);
		for request in ready.into_iter().filter(|_| !stopping) {
			match self.running.len() < self.context.config.parallel {
				true => self.start(request),
				false => {
					waiting += 1;
					if !self.context.folder(&request).is_finished() {
						self.context.board.enter(request.job, request.attempt, Phase::Queued);
					}
				},
			}
		}
		let metrics = &self.context.metrics;
		metrics.running.set(self.running.len() as u64);
		metrics.waiting.set(waiting);
		metrics.blob_bytes.set(self.context.store.used());
	}

	/// Whether nothing runs.
	#[cfg(test)]
	pub fn is_idle(&self) -> bool {
		self.running.is_empty()
	}

	/// Takes note of threads that have ended.
	fn reap(&mut self) {
		let ended: Vec<JobId> =
			self.running.iter().filter(|(_, r)| r.thread.is_finished()).map(|(job, _)| *job).collect();
		for job in ended {
			let Some(Running { request, shared, thread }) = self.running.remove(&job) else { continue };
			let panicked = |_| Err(Failure::new(FailReason::Internal, "the job's thread panicked"));
			let outcome = thread.join().unwrap_or_else(panicked);
			let board = &self.context.board;
			match outcome {
				Ok(()) => board.enter(job, request.attempt, Phase::Done),
				Err(Failure::Cancelled) => {
					if shared.cancel.load(Ordering::SeqCst) {
						log::info!(target: "worker", "job {job}: cancelled");
						self.context.metrics.cancelled.inc();
					}
					board.enter(job, request.attempt, Phase::Cancelled);
				},
				Err(Failure::Failed { message, .. }) if shared.answered.load(Ordering::SeqCst) => {
					log::error!(target: "worker", "job {job}: its influence index cannot be built: {message}");
					self.unindexed.insert(job);
					board.stop(job, request.attempt, Phase::Done, format!("no influence index: {message}"));
				},
				Err(Failure::Failed { reason, message }) => self.give_up(&request, reason, message),
			}
		}
	}

	fn give_up(&mut self, request: &JobRequest, reason: FailReason, message: String) {
		log::error!(target: "worker", "job {}: {reason:?}: {message}", request.job);
		self.context.metrics.failed.inc();
		self.context.board.stop(request.job, request.attempt, Phase::Failed, message);
		self.given_up.insert(request.job, (request.attempt, reason));
		let response = JobResponse::Failed { attempt: request.attempt, reason };
		inbox::post(&*self.context.mailbox, request.job, &response);
	}

	fn cancel_unwanted(&mut self, requests: &[JobRequest]) {
		for running in self.running.values() {
			let wanted = requests.iter().any(|r| r == &running.request);
			if !wanted {
				running.shared.cancel.store(true, Ordering::SeqCst);
			}
		}
		self.given_up.retain(|job, (attempt, _)| {
			requests.iter().any(|request| request.job == *job && request.attempt == *attempt)
		});
	}

	/// What a standing request asks for now.
	fn consider(&mut self, request: &JobRequest) -> Next {
		let job = request.job;
		if let Some((attempt, reason)) = self.given_up.get(&job).copied() {
			inbox::post(&*self.context.mailbox, job, &JobResponse::Failed { attempt, reason });
			return Next::Nothing;
		}
		match self.context.known_result(request) {
			Some(Ok(result)) => {
				let response = JobResponse::Done { attempt: request.attempt, result };
				inbox::post(&*self.context.mailbox, job, &response);
				// What is left, if anything, is its index: `sweep` sees to that.
				return Next::Nothing;
			},
			Some(Err(Failure::Failed { reason, message })) => {
				self.give_up(request, reason, message);
				return Next::Nothing;
			},
			Some(Err(Failure::Cancelled)) | None => (),
		}
		// Asked for even while the job runs: what a job works with is kept.
		let missing = self.missing(request);
		if self.running.contains_key(&job) {
			return Next::Nothing;
		}
		let Some((missing, search)) = missing else { return Next::Run };
		if self.context.chain.best_number().saturating_add(MARGIN) >= request.deadline {
			let text = format!("blob {missing:?} did not arrive before the claim's deadline");
			self.give_up(request, FailReason::BlobUnavailable, text);
			return Next::Nothing;
		}
		let state = match search {
			Search::InVain(why) => {
				let text = format!("blob {missing:?} is nowhere to be had: {why}");
				self.give_up(request, FailReason::BlobUnavailable, text);
				return Next::Nothing;
			},
			Search::UnderWay(state) | Search::Absent(state) => state,
			Search::Here => return Next::Wait,
		};
		let text = format!("waiting for blob {missing:?}: {state}");
		self.context.board.stop(job, request.attempt, Phase::Fetching, text);
		Next::Wait
	}

	/// Asks for every blob of a request; the first that is not here, and how its search stands.
	fn missing(&self, request: &JobRequest) -> Option<(Hash, Search)> {
		let base = (request.base.root, Some(request.base.bytes));
		let entries = request.entries.iter().map(|entry| (entry.root, Some(entry.bytes)));
		let held_out = request.held_out.map(|root| (root, None));
		let all = std::iter::once(base).chain(entries).chain(held_out);
		let searches = all.map(|(root, length)| (root, self.context.blobs.want(root, length)));
		// All of them are asked for before the first is chosen: they come at the same time.
		let missing: Vec<_> = searches.filter(|(_, search)| *search != Search::Here).collect();
		let is_vain = |(_, search): &&(Hash, Search)| matches!(search, Search::InVain(_));
		missing.iter().find(is_vain).or(missing.first()).cloned()
	}

	/// Looks at the folders on disk: indexes that wait to be built, and what may go.
	fn sweep(&mut self, requests: &[JobRequest]) -> Vec<JobRequest> {
		let mut ready = Vec::new();
		let mut missed = BTreeMap::new();
		for (folder, request) in Folder::list(&self.context.config.base, self.context.chain.genesis()) {
			let job = request.job;
			if self.running.contains_key(&job) {
				continue;
			}
			if let Some(result) = folder.result(&request) {
				let indexed =
					self.unindexed.contains(&job) || self.context.is_indexed(&request, result.adapter);
				if !indexed && self.missing(&request).is_none() {
					ready.push(request);
					continue;
				}
			}
			if requests.iter().any(|r| r.job == job) {
				continue;
			}
			let since = self.missed.get(&job).copied().unwrap_or_else(Instant::now);
			match since.elapsed() >= self.context.config.keep {
				true => folder.remove(),
				false => drop(missed.insert(job, since)),
			}
		}
		self.missed = missed;
		ready
	}

	fn start(&mut self, request: JobRequest) {
		let shared = Arc::new(Shared::default());
		let (job, context, bell) = (request.job, self.context.clone(), self.bell.clone());
		let thread = {
			let (request, shared) = (request.clone(), shared.clone());
			std::thread::Builder::new().name(format!("ol-job-{job}")).spawn(move || {
				let outcome = run(&context, &request, &shared);
				bell.ring();
				outcome
			})
		};
		match thread {
			Ok(thread) => drop(self.running.insert(job, Running { request, shared, thread })),
			Err(error) => self.give_up(&request, FailReason::OutOfResources, error.to_string()),
		}
	}
}

enum Next {
	/// Its blobs are here: run it.
	Run,
	/// It waits for blobs.
	Wait,
	/// It runs already, or its answer stands.
	Nothing,
}
