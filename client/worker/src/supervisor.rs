//! Decides what runs: reads the mailbox, starts and cancels jobs, posts failures, cleans up.

use crate::{
	context::Context,
	inbox,
	job::{Flags, run},
	job_dir::JobDir,
	trainer::Failure,
	wake::WakeUp,
};
use openledger_mailbox::{JobRequest, JobResponse};
use openledger_ports::{Phase, Search};
use openledger_primitives::{BlockNumber, Hash, JobId, job::FailReason};
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::{Arc, atomic::Ordering},
	thread::JoinHandle,
	time::{Duration, Instant},
};

/// A job that is not done, or still without its blobs, is given up this many blocks before its claim is
/// forfeit, so that the chain hears of it in time.
const DEADLINE_MARGIN: BlockNumber = 4;

/// Time for which training runs before its speed tells when it will end.
const FAIR_TRIAL: Duration = Duration::from_secs(120);

struct Running {
	request: JobRequest,
	flags: Arc<Flags>,
	thread: JoinHandle<Result<(), Failure>>,
	/// Time and height at which it was started.
	started: (Instant, BlockNumber),
}

/// State of the supervisor's thread.
pub(crate) struct Supervisor {
	context: Arc<Context>,
	wake_up: Arc<WakeUp>,
	running: BTreeMap<JobId, Running>,
	/// Claims given up, to be posted again should the response be lost.
	given_up: BTreeMap<JobId, (u8, FailReason)>,
	/// Jobs whose index could not be built; tried again after a restart.
	unindexed: BTreeSet<JobId>,
	/// Time at which the request of a folder was first missed.
	missed: BTreeMap<JobId, Instant>,
}

impl Supervisor {
	/// Makes a supervisor. Threads of jobs wake it through `wake_up` when they end.
	pub fn new(context: Arc<Context>, wake_up: Arc<WakeUp>) -> Self {
		let (running, given_up) = (BTreeMap::new(), BTreeMap::new());
		let (unindexed, missed) = (BTreeSet::new(), BTreeMap::new());
		Self { context, wake_up, running, given_up, unindexed, missed }
	}

	/// Reads the mailbox and the folders once, and does what follows from them.
	pub fn poll(&mut self) {
		let ports = &self.context.ports;
		let requests = inbox::requests(&*ports.mailbox, &*ports.chain);
		self.reap();
		self.cancel_unwanted(&requests);
		let mut ready: Vec<JobRequest> = Vec::new();
		let mut waiting = 0;
		for request in &requests {
			match self.process(request) {
				Next::Run => ready.push(request.clone()),
				Next::Wait => waiting += 1,
				Next::Nothing => (),
			}
		}
		ready.extend(self.sweep(&requests));
		waiting += self.start_all(ready);
		let metrics = &self.context.metrics;
		metrics.running.set(self.running.len() as u64);
		metrics.waiting.set(waiting);
		metrics.blob_bytes.set(self.context.ports.store.used());
	}

	/// Returns whether nothing runs.
	#[cfg(test)]
	pub fn is_idle(&self) -> bool {
		self.running.is_empty()
	}

	/// Takes note of threads that have ended.
	fn reap(&mut self) {
		let ended: Vec<JobId> =
			self.running.iter().filter(|(_, r)| r.thread.is_finished()).map(|(job, _)| *job).collect();
		for job in ended {
			let Some(Running { request, flags, thread, .. }) = self.running.remove(&job) else { continue };
			let panicked = |_| Err(Failure::new(FailReason::Internal, "the job's thread panicked"));
			let outcome = thread.join().unwrap_or_else(panicked);
			self.ended(&request, &flags, outcome);
		}
	}

	fn ended(&mut self, request: &JobRequest, flags: &Flags, outcome: Result<(), Failure>) {
		let (job, attempt, board) = (request.job, request.attempt, &self.context.board);
		match outcome {
			Ok(()) => board.enter(job, attempt, Phase::Done),
			Err(Failure::Cancelled) => {
				if flags.cancel.load(Ordering::SeqCst) {
					log::info!(target: "worker", "job {job}: cancelled");
					self.context.metrics.cancelled.inc();
				}
				board.enter(job, attempt, Phase::Cancelled);
			},
			Err(Failure::Failed { message, .. }) if flags.answered.load(Ordering::SeqCst) => {
				log::error!(target: "worker", "job {job}: its influence index cannot be built: {message}");
				self.unindexed.insert(job);
				board.stop(job, attempt, Phase::Done, format!("no influence index: {message}"));
			},
			Err(Failure::Failed { reason, message }) => self.give_up(request, reason, message),
		}
	}

	fn give_up(&mut self, request: &JobRequest, reason: FailReason, message: String) {
		log::error!(target: "worker", "job {}: {reason:?}: {message}", request.job);
		self.context.metrics.failed.inc();
		self.context.board.stop(request.job, request.attempt, Phase::Failed, message);
		self.given_up.insert(request.job, (request.attempt, reason));
		let response = JobResponse::Failed { attempt: request.attempt, reason };
		self.respond(request, &response);
	}

	fn respond(&self, request: &JobRequest, response: &JobResponse) {
		inbox::respond(&*self.context.ports.mailbox, request, response, &self.context.job_dir(request));
	}

	fn cancel_unwanted(&mut self, requests: &[JobRequest]) {
		for running in self.running.values() {
			let wanted = requests.iter().any(|r| r == &running.request);
			if !wanted {
				running.flags.cancel.store(true, Ordering::SeqCst);
			}
		}
		self.given_up.retain(|job, (attempt, _)| {
			requests.iter().any(|request| request.job == *job && request.attempt == *attempt)
		});
	}

	/// Answers a standing request if it can be answered now, and returns what else it needs.
	fn process(&mut self, request: &JobRequest) -> Next {
		let job = request.job;
		if let Some((attempt, reason)) = self.given_up.get(&job).copied() {
			self.respond(request, &JobResponse::Failed { attempt, reason });
			return Next::Nothing;
		}
		match self.context.known_result(request) {
			Some(Ok(result)) => {
				let response = JobResponse::Done { attempt: request.attempt, result };
				self.respond(request, &response);
				self.mark(request);
				// Only its index can be left to build: `sweep` sees to that.
				return Next::Nothing;
			},
			Some(Err(Failure::Failed { reason, message })) => {
				self.give_up(request, reason, message);
				return Next::Nothing;
			},
			Some(Err(Failure::Cancelled)) | None => (),
		}
		// Asked for even while the job runs, so that what the job works with is kept.
		let missing = self.missing(request);
		if let Some(running) = self.running.get(&job) {
			if let Some(message) = self.cannot_finish(running) {
				running.flags.cancel.store(true, Ordering::SeqCst);
				self.give_up(request, FailReason::OutOfResources, message);
			}
			return Next::Nothing;
		}
		match missing {
			None => Next::Run,
			Some((root, search)) => self.wait_for_blob(request, root, &search),
		}
	}

	/// Notes whether a job that is trained is another provider's: it may have been claimed since, and is to
	/// be indexed then.
	fn mark(&self, request: &JobRequest) {
		let dir = self.context.job_dir(request);
		let is_repetition = inbox::is_repetition(&*self.context.ports.mailbox, request);
		if is_repetition == dir.is_repetition() {
			return;
		}
		if let Err(error) = dir.mark(is_repetition) {
			log::warn!(target: "worker", "job {}: its folder cannot be marked: {error}", request.job);
		}
	}

	/// Returns why a running job will not be done before its claim's deadline, if so. Giving it back costs
	/// less than a forfeited claim, and lets a faster provider have it.
	fn cannot_finish(&self, running: &Running) -> Option<String> {
		if running.flags.answered.load(Ordering::SeqCst) || running.flags.cancel.load(Ordering::SeqCst) {
			return None;
		}
		let (request, best) = (&running.request, self.context.ports.chain.best_number());
		let blocks_left = request.deadline.saturating_sub(best).saturating_sub(DEADLINE_MARGIN);
		if blocks_left == 0 {
			return Some("it is not done, and the claim's deadline is near".into());
		}
		let (since, height) = running.started;
		let (elapsed, blocks) = (since.elapsed(), best.saturating_sub(height));
		let progress = self.context.board.get(request.job)?.progress;
		if elapsed < FAIR_TRIAL || blocks == 0 || progress.phase != Phase::Training {
			return None;
		}
		let time_left = elapsed.as_secs_f64() / f64::from(blocks) * f64::from(blocks_left);
		(progress.seconds_left > time_left).then(|| {
			format!(
				"training takes another {:.0} s, the claim ends in {time_left:.0} s: this machine is too \
				 slow for it",
				progress.seconds_left
			)
		})
	}

	/// Waits for a blob, or gives the job up if it is not found or cannot come in time.
	fn wait_for_blob(&mut self, request: &JobRequest, root: Hash, search: &Search) -> Next {
		let best = self.context.ports.chain.best_number();
		let vain = match search {
			_ if best.saturating_add(DEADLINE_MARGIN) >= request.deadline => {
				format!("blob {root:?} did not arrive before the claim's deadline")
			},
			Search::NotFound { .. } => format!("blob {root:?} was not found: {search}"),
			Search::Here => return Next::Wait,
			Search::Fetching { .. } | Search::Searching { .. } | Search::Absent => {
				let text = format!("waiting for blob {root:?}: {search}");
				self.context.board.stop(request.job, request.attempt, Phase::Fetching, text);
				return Next::Wait;
			},
		};
		self.give_up(request, FailReason::BlobUnavailable, vain);
		Next::Nothing
	}

	/// Asks for every blob of a request, and returns the first that is not here. One that was not found comes
	/// before others.
	fn missing(&self, request: &JobRequest) -> Option<(Hash, Search)> {
		let base = (request.base.root, Some(request.base.bytes));
		let entries = request.entries.iter().map(|entry| (entry.root, Some(entry.bytes)));
		let held_out = request.held_out.map(|root| (root, None));
		let all = std::iter::once(base).chain(entries).chain(held_out);
		let searches = all.map(|(root, length)| (root, self.context.ports.blobs.want(root, length)));
		// All of them are asked for before the first is chosen, so that they come at the same time.
		let missing: Vec<_> = searches.filter(|(_, search)| *search != Search::Here).collect();
		let is_not_found = |(_, search): &&(Hash, Search)| matches!(search, Search::NotFound { .. });
		missing.iter().find(is_not_found).or(missing.first()).cloned()
	}

	/// Reads the folders on disk: returns jobs whose index is to be built, and removes folders that nobody
	/// asks for.
	fn sweep(&mut self, requests: &[JobRequest]) -> Vec<JobRequest> {
		let mut ready = Vec::new();
		let mut missed = BTreeMap::new();
		let genesis = self.context.ports.chain.genesis();
		for (dir, request) in JobDir::list(&self.context.config.base, genesis) {
			let job = request.job;
			if self.running.contains_key(&job) {
				continue;
			}
			if let Some(result) = dir.result(&request).filter(|_| !dir.is_repetition()) {
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
			match since.elapsed() >= self.context.config.reorg_grace {
				true => dir.remove(),
				false => drop(missed.insert(job, since)),
			}
		}
		self.missed = missed;
		ready
	}

	/// Starts as many jobs as there are places, and returns how many have to wait.
	fn start_all(&mut self, ready: Vec<JobRequest>) -> u64 {
		if self.context.stop.load(Ordering::SeqCst) {
			return 0;
		}
		let mut waiting = 0;
		for request in ready {
			if self.running.len() < self.context.config.parallel {
				self.start(request);
				continue;
			}
			waiting += 1;
			if !self.context.job_dir(&request).is_finished() {
				self.context.board.enter(request.job, request.attempt, Phase::Queued);
			}
		}
		waiting
	}

	fn start(&mut self, request: JobRequest) {
		let flags = Arc::new(Flags::default());
		let (job, context, wake_up) = (request.job, self.context.clone(), self.wake_up.clone());
		let started = (Instant::now(), self.context.ports.chain.best_number());
		let thread = {
			let (request, flags) = (request.clone(), flags.clone());
			std::thread::Builder::new().name(format!("ol-job-{job}")).spawn(move || {
				let outcome = run(&context, &request, &flags);
				wake_up.notify();
				outcome
			})
		};
		match thread {
			Ok(thread) => drop(self.running.insert(job, Running { request, flags, thread, started })),
			Err(error) => self.give_up(&request, FailReason::OutOfResources, error.to_string()),
		}
	}
}

/// The next step for a request.
enum Next {
	/// Run the job: its blobs are here.
	Run,
	/// Wait until its blobs are here.
	Wait,
	/// Do nothing: the job runs already, or its answer stands.
	Nothing,
}
