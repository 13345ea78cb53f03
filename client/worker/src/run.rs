//! One job, from blobs to a posted response and an index, on a thread of its own.

use crate::{
	board::{Board, JobProgress, Phase},
	engine::{Advance, Engine, Failure, Records, Watch, Work},
	folder::{index_path, Folder},
	inbox,
	metrics::Metrics,
	ports::{Blobs, Chain, Mailbox},
	supervisor::Config,
};
use openledger_blobs::{BlobError, Store};
use openledger_mailbox::{JobRequest, JobResponse};
use openledger_primitives::{job::FailReason, job::JobResult, Hash};
use std::{
	panic::{catch_unwind, AssertUnwindSafe},
	path::PathBuf,
	sync::{
		atomic::{AtomicBool, AtomicU32, Ordering},
		Arc,
	},
};

/// Most bytes of records held in memory for one job.
const MAX_DATA: u64 = 1 << 30;

/// What every job needs.
pub(crate) struct Context {
	pub config: Config,
	pub mailbox: Arc<dyn Mailbox>,
	pub chain: Arc<dyn Chain>,
	pub store: Arc<Store>,
	pub blobs: Arc<dyn Blobs>,
	pub engine: Arc<dyn Engine>,
	pub board: Arc<Board>,
	pub metrics: Metrics,
	/// Set when the node stops.
	pub stop: AtomicBool,
}

impl Context {
	pub fn folder(&self, request: &JobRequest) -> Folder {
		Folder::of(&self.config.base, request.genesis, request.job)
	}

	pub fn index_path(&self, request: &JobRequest) -> PathBuf {
		index_path(&self.config.base, request.genesis, request.job)
	}

	/// The result of earlier work, if it may be published as the answer to this request.
	pub fn known_result(&self, request: &JobRequest) -> Option<Result<JobResult, Failure>> {
		let result = self.folder(request).result(request)?;
		Some(match result.tokens <= request.max_tokens {
			true => Ok(result),
			false => Err(too_low(result.tokens, request.max_tokens)),
		})
	}

	pub fn is_indexed(&self, request: &JobRequest, adapter: Hash) -> bool {
		self.engine.is_indexed(&self.index_path(request), adapter, &request.entries)
	}
}

fn too_low(tokens: u64, paid: u64) -> Failure {
	let message =
		format!("{tokens} tokens are to be trained on, the escrow pays for {paid}: raise max_payment");
	Failure::new(FailReason::PaymentTooLow, message)
}

/// What a thread and the supervisor share about one job.
#[derive(Default)]
pub(crate) struct Shared {
	/// The request is gone, or another claim took its place.
	pub cancel: AtomicBool,
	/// The response is posted; only the index is left to do, and that no one cancels.
	pub answered: AtomicBool,
}

/// Does all there is to do for a request. `Ok` when nothing is left.
pub(crate) fn run(context: &Context, request: &JobRequest, shared: &Shared) -> Result<(), Failure> {
	lower_priority();
	let work = AssertUnwindSafe(|| Run { context, request, shared, last_step: AtomicU32::new(0) }.all());
	catch_unwind(work).unwrap_or_else(|panic| {
		let text = panic.downcast_ref::<String>().map(String::as_str);
		let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
		Err(Failure::new(FailReason::Internal, format!("the engine panicked: {text}")))
	})
}

struct Run<'a> {
	context: &'a Context,
	request: &'a JobRequest,
	shared: &'a Shared,
	last_step: AtomicU32,
}

impl Run<'_> {
	fn all(&self) -> Result<(), Failure> {
		let (context, request) = (self.context, self.request);
		let known = context.known_result(request).transpose()?;
		if known.as_ref().is_some_and(|result| context.is_indexed(request, result.adapter)) {
			return Ok(());
		}
		self.enter(Phase::Preparing);
		let base = context.store.path(request.base.root).map_err(blob_failure)?;
		let train = self.records()?;
		let held_out = request.held_out.map(|root| self.blob(root)).transpose()?;
		let work = Work {
			base: &base,
			train: &train,
			held_out: held_out.as_deref(),
			hyper: &request.hyper,
			max_tokens: request.max_tokens,
			threads: context.config.threads,
		};
		let result = match known {
			Some(result) => result,
			None => self.train(&work)?,
		};
		self.shared.answered.store(true, Ordering::SeqCst);
		self.enter(Phase::Indexing);
		self.index(&work, &result)
	}

	fn train(&self, work: &Work<'_>) -> Result<JobResult, Failure> {
		let (context, request) = (self.context, self.request);
		let folder = context.folder(request);
		folder.claim(request).map_err(blob_failure)?;
		let trained = context.engine.train(work, &folder.train(), self)?;
		if trained.result.tokens > request.max_tokens {
			return Err(too_low(trained.result.tokens, request.max_tokens));
		}
		let root = context.store.put_file(&trained.adapter).map_err(blob_failure)?;
		if root != trained.result.adapter {
			let text = format!("the adapter has root {root:?}, its result says {:?}", trained.result.adapter);
			return Err(Failure::new(FailReason::Internal, text));
		}
		if self.cancelled() {
			return Err(Failure::Cancelled);
		}
		folder.finish(&trained.result).map_err(blob_failure)?;
		let response = JobResponse::Done { attempt: request.attempt, result: trained.result.clone() };
		inbox::post(&*context.mailbox, request.job, &response);
		context.metrics.done.inc();
		log::info!(target: "worker", "job {}: done, adapter {root:?}", request.job);
		Ok(trained.result)
	}

	fn index(&self, work: &Work<'_>, result: &JobResult) -> Result<(), Failure> {
		let (context, request) = (self.context, self.request);
		let adapter = context.store.path(result.adapter).map_err(blob_failure)?;
		let (folder, out) = (context.folder(request), context.index_path(request));
		context.engine.index(work, &adapter, &folder.index(), &out, self)?;
		context.metrics.indexed.inc();
		log::info!(target: "worker", "job {}: influence index built", request.job);
		folder.prune();
		Ok(())
	}

	fn records(&self) -> Result<Vec<Records>, Failure> {
		let total = self.request.entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.bytes));
		if total > MAX_DATA {
			let text = format!("{total} bytes of records are more than the {MAX_DATA} this worker holds");
			return Err(Failure::new(FailReason::OutOfResources, text));
		}
		let read = |entry: &openledger_primitives::datanet::SnapshotEntry| {
			let bytes = self.blob(entry.root)?;
			if bytes.len() as u64 != entry.bytes {
				let (id, is, says) = (entry.contribution, bytes.len(), entry.bytes);
				let text = format!("contribution {id} has {is} bytes, the chain says {says}");
				return Err(Failure::new(FailReason::BadRecords, text));
			}
			Ok(Records { entry: entry.clone(), bytes })
		};
		self.request.entries.iter().map(read).collect()
	}

	fn blob(&self, root: Hash) -> Result<Vec<u8>, Failure> {
		self.context.store.get(root, MAX_DATA).map_err(blob_failure)
	}

	fn enter(&self, phase: Phase) {
		self.context.board.enter(self.request.job, self.request.attempt, phase);
	}
}

impl Watch for Run<'_> {
	fn advance(&self, at: Advance) {
		let Advance { phase, step, steps, loss, tokens_per_second, seconds_left } = at;
		let (job, attempt) = (self.request.job, self.request.attempt);
		let error = None;
		let progress =
			JobProgress { job, attempt, phase, step, steps, loss, tokens_per_second, seconds_left, error };
		self.context.board.set(progress);
		if phase == Phase::Training {
			let before = self.last_step.swap(step, Ordering::Relaxed);
			self.context.metrics.steps.inc_by(step.saturating_sub(before).into());
			self.context.metrics.tokens_per_second.set(tokens_per_second);
		}
	}

	fn cancelled(&self) -> bool {
		let answered = self.shared.answered.load(Ordering::SeqCst);
		let cancelled = self.shared.cancel.load(Ordering::SeqCst) && !answered;
		cancelled || self.context.stop.load(Ordering::SeqCst)
	}
}

fn blob_failure(error: BlobError) -> Failure {
	let reason = match &error {
		BlobError::NotFound { .. } | BlobError::Incomplete { .. } => FailReason::BlobUnavailable,
		BlobError::LinkChanged { .. } | BlobError::Damaged { .. } => FailReason::BlobUnavailable,
		BlobError::TooLarge { .. } | BlobError::QuotaExceeded { .. } => FailReason::OutOfResources,
		BlobError::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
			FailReason::OutOfResources
		},
		_ => FailReason::Internal,
	};
	Failure::new(reason, error)
}

/// Nice level of job threads: above 0, so that the scheduler prefers block production whenever it has work to do.
const NICE: libc::c_int = 10;

/// Lowers the priority of this thread and of those it starts from now on. On Linux, `setpriority` of process 0 means
/// the calling thread, and a new thread inherits the level of its parent.
fn lower_priority() {
	// SAFETY: the call takes three integers and touches no memory of ours.
	let refused = unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, NICE) } != 0;
	if refused {
		let error = std::io::Error::last_os_error();
		log::warn!(target: "worker", "training runs at normal priority: {error}");
	}
}
