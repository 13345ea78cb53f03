//! One job, from blobs to a posted response and an index, on a thread of its own.

use crate::{
	context::{Context, payment_too_low},
	inbox,
	priority::lower_priority,
	trainer::{Failure, Work},
};
use openledger_blobs::{BlobError, Room};
use openledger_indexer::{BuildError, IndexSource, LoadError, MAX_RECORD_BYTES, Records};
use openledger_mailbox::{JobRequest, JobResponse};
use openledger_ports::{Observer, Phase, Progress};
use openledger_primitives::job::{FailReason, JobResult};
use parking_lot::Mutex;
use std::{
	panic::{AssertUnwindSafe, catch_unwind},
	path::Path,
	sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

/// Bytes of held-out records that any job may have, however little it trains on.
const FREE_HELD_OUT_BYTES: u64 = 64 << 10;

/// Flags that a job's thread and the supervisor share.
#[derive(Default)]
pub(crate) struct Flags {
	/// The request is gone, or another claim took its place.
	pub cancel: AtomicBool,
	/// The response is posted. Only the index is left to build, and that is not cancelled.
	pub answered: AtomicBool,
}

/// Does everything that a request asks for, and returns once nothing is left to do.
pub(crate) fn run(context: &Context, request: &JobRequest, flags: &Flags) -> Result<(), Failure> {
	lower_priority();
	let work = AssertUnwindSafe(|| {
		Job { context, request, flags, last_step: AtomicU32::new(0), room: Mutex::default() }.run()
	});
	catch_unwind(work).unwrap_or_else(|panic| {
		let text = panic.downcast_ref::<String>().map(String::as_str);
		let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
		Err(Failure::new(FailReason::Internal, format!("the engine panicked: {text}")))
	})
}

struct Job<'a> {
	context: &'a Context,
	request: &'a JobRequest,
	flags: &'a Flags,
	last_step: AtomicU32,
	/// Room for the adapter, from before the first step.
	room: Mutex<Option<Room>>,
}

impl Job<'_> {
	fn run(&self) -> Result<(), Failure> {
		let (context, request) = (self.context, self.request);
		let known = context.known_result(request).transpose()?;
		let dir = context.job_dir(request);
		if known.is_some() && dir.is_repetition() {
			return Ok(());
		}
		if known.as_ref().is_some_and(|result| context.is_indexed(request, result.adapter)) {
			return Ok(());
		}
		self.enter(Phase::Preparing);
		let store = &context.ports.store;
		let base = store.path(request.base.root).map_err(blob_failure)?;
		let train = Records::load_all(store, &request.entries).map_err(load_failure)?;
		let held_out = match request.held_out {
			Some(root) => Some(store.get(root, held_out_limit(request)).map_err(held_out_failure)?),
			None => None,
		};
		let reserve = |bytes| self.reserve(bytes);
		let work = Work {
			base: &base,
			train: &train,
			held_out: held_out.as_deref(),
			hyper: &request.hyper,
			max_tokens: request.max_tokens,
			reserve: &reserve,
		};
		let result = match known {
			Some(result) => result,
			None => self.train(&work)?,
		};
		if dir.is_repetition() {
			// Nobody asks this node about another provider's model.
			dir.prune();
			return Ok(());
		}
		self.flags.answered.store(true, Ordering::SeqCst);
		self.enter(Phase::Indexing);
		self.index(&base, &train, &result)
	}

	/// Takes room for the adapter, so that finished work always finds it.
	fn reserve(&self, bytes: u64) -> Result<(), Failure> {
		let room = self.context.ports.store.hold(bytes).map_err(blob_failure)?;
		*self.room.lock() = Some(room);
		Ok(())
	}

	fn train(&self, work: &Work<'_>) -> Result<JobResult, Failure> {
		let (context, request) = (self.context, self.request);
		let dir = context.job_dir(request);
		dir.claim(request).map_err(blob_failure)?;
		dir.mark(inbox::is_repetition(&*context.ports.mailbox, request)).map_err(blob_failure)?;
		let trained = context.ports.trainer.train(work, &dir.train(), self)?;
		if trained.result.tokens > request.max_tokens {
			return Err(payment_too_low(trained.result.tokens, request.max_tokens));
		}
		// Should the base have been changed meanwhile, this is the result of another job.
		context.ports.store.path(request.base.root).map_err(blob_failure)?;
		let room = self.room.lock().take();
		let stored = match room {
			Some(room) => room.put_file(&trained.adapter),
			None => context.ports.store.put_file(&trained.adapter),
		};
		let root = stored.map_err(blob_failure)?;
		if root != trained.result.adapter {
			let text = format!("the adapter has root {root:?}, its result says {:?}", trained.result.adapter);
			return Err(Failure::new(FailReason::Internal, text));
		}
		if self.cancelled() {
			return Err(Failure::Cancelled);
		}
		dir.finish(&trained.result, &trained.states).map_err(blob_failure)?;
		let response = JobResponse::Done { attempt: request.attempt, result: trained.result.clone() };
		inbox::respond(&*context.ports.mailbox, request, &response, &dir);
		context.metrics.done.inc();
		let done = if dir.is_repetition() { "repeated for its confirmation" } else { "done" };
		log::info!(target: "worker", "job {}: {done}, the adapter has root {root:?}", request.job);
		Ok(trained.result)
	}

	fn index(&self, base: &Path, records: &[Records], result: &JobResult) -> Result<(), Failure> {
		let (context, request) = (self.context, self.request);
		let adapter = context.ports.store.path(result.adapter).map_err(blob_failure)?;
		let dir = context.job_dir(request);
		let source = IndexSource { base, adapter: &adapter, hyper: &request.hyper, records };
		context.ports.indexer.build(request.job, &source, &dir.index(), self).map_err(
			|error| match error {
				BuildError::Cancelled => Failure::Cancelled,
				BuildError::Failed(error) => Failure::new(FailReason::Internal, error),
			},
		)?;
		context.metrics.indexed.inc();
		log::info!(target: "worker", "job {}: influence index built", request.job);
		dir.prune();
		Ok(())
	}

	fn enter(&self, phase: Phase) {
		self.context.board.enter(self.request.job, self.request.attempt, phase);
	}
}

impl Observer for Job<'_> {
	fn progress(&self, progress: &Progress) {
		self.context.board.set(self.request.job, self.request.attempt, *progress);
		if progress.phase == Phase::Training {
			let before = self.last_step.swap(progress.step, Ordering::Relaxed);
			self.context.metrics.steps.inc_by(progress.step.saturating_sub(before).into());
			self.context.metrics.tokens_per_second.set(progress.tokens_per_second);
		}
	}

	fn cancelled(&self) -> bool {
		let answered = self.flags.answered.load(Ordering::SeqCst);
		let cancelled = self.flags.cancel.load(Ordering::SeqCst) && !answered;
		cancelled || self.context.stop.load(Ordering::SeqCst)
	}
}

/// Returns the most bytes of held-out records that a job may have. Nobody pays for evaluation, so it is
/// bounded by what is paid for: the records to train on.
fn held_out_limit(request: &JobRequest) -> u64 {
	let trained = request.entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.bytes));
	trained.clamp(FREE_HELD_OUT_BYTES, MAX_RECORD_BYTES)
}

fn held_out_failure(error: BlobError) -> Failure {
	match error {
		BlobError::TooLarge { .. } => {
			let text = format!("held-out records larger than the records to train on: name fewer ({error})");
			Failure::new(FailReason::BadRecords, text)
		},
		error => blob_failure(error),
	}
}

fn load_failure(error: LoadError) -> Failure {
	match error {
		LoadError::TooLarge { .. } => Failure::new(FailReason::OutOfResources, error),
		LoadError::Blob { source, .. } => blob_failure(source),
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
