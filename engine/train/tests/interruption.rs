//! Jobs that are cut off anywhere, or run in other portions, end with the same roots.

mod common;

use common::{job, patient};
use openledger_model::{Base, Tokenized};
use openledger_spec::{HyperParameters, JobResult};
use openledger_test_utils::{hyper, records, tiny_base};
use openledger_train::{Error, Observer, Phase, Progress, TrainJob, Tuning, train};
use std::{
	num::NonZeroUsize,
	path::Path,
	sync::atomic::{AtomicU32, Ordering},
	time::Duration,
};

fn tuned<'a>(
	base: &'a Base,
	train_on: &'a [Tokenized],
	hyper: &'a HyperParameters,
	dir: &'a Path,
	tuning: Tuning,
) -> TrainJob<'a> {
	TrainJob { tuning, ..job(base, train_on, &[], hyper, dir) }
}

fn undisturbed(base: &Base, train_on: &[Tokenized], hyper: &HyperParameters, tuning: Tuning) -> JobResult {
	let dir = tempfile::tempdir().unwrap();
	train(&tuned(base, train_on, hyper, dir.path(), tuning), &patient()).unwrap().result
}

/// Cancels as soon as a number of steps is done.
struct StopAfter {
	step: u32,
	done: AtomicU32,
}

impl Observer for StopAfter {
	fn progress(&self, p: &Progress) {
		self.done.store(p.step, Ordering::SeqCst);
	}

	fn cancelled(&self) -> bool {
		self.done.load(Ordering::SeqCst) >= self.step
	}
}

#[test]
fn a_job_resumes_exactly_from_every_step() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let (hyper, train_on) = (hyper(), records(&base, 10));
	let expected = undisturbed(&base, &train_on, &hyper, Tuning::default());
	let chain = tempfile::tempdir().unwrap();
	for step in 0..expected.steps {
		let work = tempfile::tempdir().unwrap();
		// Once from the beginning to this step, once from the step before: the checkpoint of a resumed job is
		// exact too.
		for dir in [work.path(), chain.path()] {
			let observer = StopAfter { step, done: AtomicU32::new(0) };
			let job = tuned(&base, &train_on, &hyper, dir, Tuning::default());
			assert!(matches!(train(&job, &observer), Err(Error::Cancelled)), "step {step}");
			assert_eq!(observer.done.into_inner(), step);
		}
		let resumed = train(&job(&base, &train_on, &[], &hyper, work.path()), &patient()).unwrap();
		assert_eq!(resumed.result, expected, "after step {step}");
	}
	let resumed = train(&job(&base, &train_on, &[], &hyper, chain.path()), &patient()).unwrap();
	assert_eq!(resumed.result, expected);
}

#[test]
fn portions_and_memory_do_not_change_the_roots() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let (hyper, train_on) = (hyper(), records(&base, 10));
	let expected = undisturbed(&base, &train_on, &hyper, Tuning::default());
	for size in [1, 2, 4] {
		for memory in [0, 1 << 18, usize::MAX] {
			let tuning = Tuning { micro_batch: NonZeroUsize::new(size), memory, ..Tuning::default() };
			let result = undisturbed(&base, &train_on, &hyper, tuning);
			assert_eq!(result, expected, "micro-batch {size}, {memory} bytes");
		}
	}
	// A job may go on in other portions than it began in.
	let work = tempfile::tempdir().unwrap();
	for (step, size) in [(2, 1), (4, 4)] {
		let tuning = Tuning { micro_batch: NonZeroUsize::new(size), ..Tuning::default() };
		let observer = StopAfter { step, done: AtomicU32::new(0) };
		let job = tuned(&base, &train_on, &hyper, work.path(), tuning);
		assert!(matches!(train(&job, &observer), Err(Error::Cancelled)));
	}
	let resumed = train(&job(&base, &train_on, &[], &hyper, work.path()), &patient()).unwrap();
	assert_eq!(resumed.result, expected);
}

/// Counts questions, and answers yes from a certain one on.
struct Asked {
	cancel_at: u32,
	asked: AtomicU32,
	steps: AtomicU32,
}

impl Asked {
	fn until(cancel_at: u32) -> Self {
		Self { cancel_at, asked: AtomicU32::new(0), steps: AtomicU32::new(0) }
	}
}

impl Observer for Asked {
	fn progress(&self, p: &Progress) {
		if p.phase == Phase::Training && p.step > 0 {
			self.steps.store(p.step, Ordering::SeqCst);
		}
	}

	fn cancelled(&self) -> bool {
		self.asked.fetch_add(1, Ordering::SeqCst) + 1 >= self.cancel_at
	}
}

#[test]
fn a_job_stops_within_one_micro_batch() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let hyper = HyperParameters { epochs: 1, ..hyper() };
	let train_on = records(&base, 12);
	for (size, portions) in [(1, 4), (2, 2), (3, 2), (4, 1)] {
		let tuning = Tuning { micro_batch: NonZeroUsize::new(size), ..Tuning::default() };
		let expected = undisturbed(&base, &train_on, &hyper, tuning);
		// Asked once before anything begins, then before every portion of the three steps of four records.
		let asked = Asked::until(u32::MAX);
		let work = tempfile::tempdir().unwrap();
		train(&tuned(&base, &train_on, &hyper, work.path(), tuning), &asked).unwrap();
		assert_eq!(asked.asked.into_inner(), 1 + 3 * portions, "micro-batch {size}");
		for cancel_at in 1..=1 + 3 * portions {
			let work = tempfile::tempdir().unwrap();
			let job = tuned(&base, &train_on, &hyper, work.path(), tuning);
			let asked = Asked::until(cancel_at);
			assert!(matches!(train(&job, &asked), Err(Error::Cancelled)));
			// No portion ran after the yes, so no step ended that still had one to go.
			assert_eq!(asked.asked.into_inner(), cancel_at);
			assert_eq!(asked.steps.into_inner(), cancel_at.saturating_sub(2) / portions);
			assert_eq!(train(&job, &patient()).unwrap().result, expected, "cancelled at {cancel_at}");
		}
	}
}

#[test]
fn a_checkpoint_after_every_step_changes_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let (hyper, train_on) = (hyper(), records(&base, 6));
	let tuning = Tuning { checkpoint_every: Duration::ZERO, profile: true, ..Tuning::default() };
	let work = tempfile::tempdir().unwrap();
	let outcome = train(&tuned(&base, &train_on, &hyper, work.path(), tuning), &patient()).unwrap();
	assert_eq!(outcome.result, undisturbed(&base, &train_on, &hyper, Tuning::default()));
	let profile = outcome.profile.unwrap();
	let saved = profile.operators.iter().find(|entry| entry.operator == "checkpoint").unwrap();
	assert_eq!(saved.calls, u64::from(outcome.result.steps));
}
