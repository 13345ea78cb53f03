//! Whole jobs on a tiny model: repeatable, resumable, refusable.

mod common;

use common::{Patience, job, patient};
use openledger_content::{decimal::Decimal, root};
use openledger_kernels::Engine;
use openledger_model::{
	Adapter, AdapterError, Base, DataError, Error as ModelError, Model, Problem, Tokenized,
};
use openledger_spec::{HyperParameters, JobResult, Method, Target};
use openledger_test_utils::{hyper, records, tiny_base};
use openledger_train::{CheckpointError, Error, Gradients, Observer, Phase, Progress, train};
use std::sync::{Mutex, atomic::AtomicU32};

fn run(base: &Base, hyper: &HyperParameters, threads: usize) -> JobResult {
	let dir = tempfile::tempdir().unwrap();
	let (train_on, held_out) = (records(base, 10), records(base, 3));
	let mut job = job(base, &train_on, &held_out, hyper, dir.path());
	job.engine = Engine::new(threads).unwrap();
	train(&job, &patient()).unwrap().result
}

#[test]
fn a_job_learns_and_is_a_function_of_its_inputs() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let first = run(&base, &hyper(), 2);
	let evaluation = first.evaluation.unwrap();
	assert!(evaluation.after < evaluation.before, "{first:?}");
	assert!(first.loss_last < first.loss_first, "{first:?}");
	assert_eq!(first.steps, 6);
	let tokens: usize = records(&base, 10).iter().map(|r| r.ids.len()).sum();
	assert_eq!(first.tokens, 2 * tokens as u64);
	for threads in [1, 2, 3] {
		assert_eq!(run(&base, &hyper(), threads), first);
	}
	assert_eq!(run(&base, &HyperParameters { method: Method::Qlora, ..hyper() }, 2), first);
	let other = run(&base, &HyperParameters { seed: 2, ..hyper() }, 2);
	assert!(other.adapter != first.adapter && other.trace != first.trace);
}

#[test]
fn a_job_in_8_bit_integers_learns_too_and_has_bits_of_its_own() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let exact8 = HyperParameters { method: Method::Exact8, ..hyper() };
	let first = run(&base, &exact8, 2);
	let evaluation = first.evaluation.unwrap();
	assert!(evaluation.after < evaluation.before, "{first:?}");
	for threads in [1, 3] {
		assert_eq!(run(&base, &exact8, threads), first);
	}
	let binary32 = run(&base, &hyper(), 2);
	assert!(binary32.adapter != first.adapter && binary32.trace != first.trace);
	let apart = |a: Decimal, b: Decimal| (a.0 as f64 / b.0 as f64 - 1.0).abs();
	let other = binary32.evaluation.unwrap();
	assert!(apart(evaluation.before, other.before) < 0.01, "{evaluation:?}, not {other:?}");
	assert!(apart(evaluation.after, other.after) < 0.02, "{evaluation:?}, not {other:?}");
}

#[test]
fn an_interrupted_job_ends_as_an_undisturbed_one() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let hyper = hyper();
	let expected = run(&base, &hyper, 2);
	let (train_on, held_out) = (records(&base, 10), records(&base, 3));
	let work = tempfile::tempdir().unwrap();
	let job = job(&base, &train_on, &held_out, &hyper, work.path());
	let mut cancelled = 0;
	let result = loop {
		// Each run gets a little further.
		match train(&job, &Patience(AtomicU32::new(3))) {
			Ok(outcome) => break outcome.result,
			Err(Error::Cancelled) => cancelled += 1,
			Err(other) => panic!("{other}"),
		}
		assert!(cancelled < 50);
	};
	assert!(cancelled >= 3);
	assert_eq!(result, expected);
	// Once more: nothing is left to do, and the result is the same.
	assert_eq!(train(&job, &patient()).unwrap().result, expected);
}

#[test]
fn a_foreign_checkpoint_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let train_on = records(&base, 4);
	train(&job(&base, &train_on, &[], &hyper(), work.path()), &patient()).unwrap();
	let other = HyperParameters { seed: 9, ..hyper() };
	let refused = train(&job(&base, &train_on, &[], &other, work.path()), &patient());
	assert!(matches!(refused, Err(Error::Checkpoint(CheckpointError::Foreign(_)))));
	let fewer = train(&job(&base, &train_on[1..], &[], &hyper(), work.path()), &patient());
	assert!(matches!(fewer, Err(Error::Checkpoint(CheckpointError::Foreign(_)))));
}

#[test]
fn results_are_on_disk_and_agree() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let hyper = HyperParameters { targets: vec![Target::Q, Target::Down].try_into().unwrap(), ..hyper() };
	let train_on = records(&base, 5);
	let outcome = train(&job(&base, &train_on, &[], &hyper, work.path()), &patient()).unwrap();
	assert_eq!(outcome.result.evaluation, None);
	assert!(outcome.tokens_per_second > 0.0 && outcome.peak_rss_bytes > 1 << 20);
	let raw = std::fs::read(&outcome.adapter_path).unwrap();
	assert_eq!(raw.len() as u64, outcome.result.adapter_bytes);
	// Whoever repeats the job proves one of these states under the trace.
	assert_eq!(outcome.states.len(), outcome.result.steps as usize);
	assert_eq!(root::of_hashes(&outcome.states), outcome.result.trace);
	let adapter = Adapter::from_raw(&raw, base.config(), &hyper).unwrap();
	assert_eq!(adapter.root(), outcome.result.adapter);
	assert_eq!(adapter.raw(), raw);
	assert_eq!(Adapter::from_peft(&outcome.peft_dir, base.config()).unwrap(), adapter);
	// The raw form is the data section of the PEFT file.
	let file = std::fs::read(outcome.peft_dir.join("adapter_model.safetensors")).unwrap();
	assert!(file.ends_with(&raw));
	let short = Adapter::from_raw(&raw[4..], base.config(), &hyper);
	assert!(matches!(short, Err(ModelError::Adapter(AdapterError::Length { .. }))));
	let mut broken = raw.clone();
	broken[..4].copy_from_slice(&f32::NAN.to_le_bytes());
	let broken = Adapter::from_raw(&broken, base.config(), &hyper);
	assert!(matches!(broken, Err(ModelError::Adapter(AdapterError::NotFinite(_)))));
}

#[test]
fn broken_peft_folders_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let train_on = records(&base, 2);
	let outcome = train(&job(&base, &train_on, &[], &hyper(), work.path()), &patient()).unwrap();
	let read = || Adapter::from_peft(&outcome.peft_dir, base.config());
	let weights = outcome.peft_dir.join("adapter_model.safetensors");
	let config = outcome.peft_dir.join("adapter_config.json");
	let (good_weights, good_config) =
		(std::fs::read(&weights).unwrap(), std::fs::read_to_string(&config).unwrap());
	for spoilt in [&good_weights[..100], &good_weights[..good_weights.len() - 1], b""] {
		std::fs::write(&weights, spoilt).unwrap();
		assert!(matches!(read(), Err(ModelError::Adapter(AdapterError::Weights(_)))));
	}
	std::fs::write(&weights, &good_weights).unwrap();
	for (from, to) in
		[("LORA", "IA3"), ("\"q_proj\"", "\"lm_head\""), ("\"bias\": \"none\"", "\"bias\": \"all\"")]
	{
		std::fs::write(&config, good_config.replace(from, to)).unwrap();
		assert!(matches!(read(), Err(ModelError::Adapter(AdapterError::Config(_)))), "{to}");
	}
	std::fs::write(&config, good_config.replace("\"r\": 4", "\"r\": 8")).unwrap();
	assert!(matches!(read(), Err(ModelError::Adapter(AdapterError::Shape(_)))));
}

/// Returns the error in the records that a job failed of.
fn problem(error: Error) -> DataError {
	match error {
		Error::Model(ModelError::Data(error)) => error,
		other => panic!("{other}"),
	}
}

#[test]
fn work_that_cannot_be_done_is_refused_before_it_begins() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let train_on = records(&base, 4);
	let attempt = |train_on: &[Tokenized], hyper: &HyperParameters, max_tokens: Option<u64>| {
		let mut job = job(&base, train_on, &[], hyper, work.path());
		job.max_tokens = max_tokens;
		train(&job, &patient()).unwrap_err()
	};
	let poor = attempt(&train_on, &hyper(), Some(10));
	assert!(matches!(poor, Error::TokenLimit { limit: 10, .. }));
	assert!(matches!(attempt(&[], &hyper(), None), Error::NoRecords));
	let short = HyperParameters { max_length: 8, ..hyper() };
	let long = attempt(&train_on, &short, None);
	let long = problem(long);
	assert!(matches!(long.problem, Problem::TooManyTokens { .. }), "{long}");
	for bad in [
		Tokenized::new(vec![], 0),
		Tokenized::new(vec![1, 2], 0),
		Tokenized::new(vec![1, 2], 2),
		Tokenized::new(vec![1, 9999], 1),
	] {
		let error = attempt(&[train_on[0].clone(), bad], &hyper(), None);
		let error = problem(error);
		assert_eq!((error.problem, error.record), (Problem::BadTokens, Some(2)));
	}
	assert!(matches!(
		attempt(&train_on, &HyperParameters { rank: 0, ..hyper() }, None),
		Error::Model(ModelError::Hyper(_))
	));
	assert_eq!(std::fs::read_dir(work.path()).unwrap().count(), 0);
}

#[test]
fn progress_tells_phases_in_order() {
	struct Log(Mutex<Vec<Progress>>);
	impl Observer for Log {
		fn progress(&self, p: &Progress) {
			self.0.lock().unwrap().push(*p);
		}
	}
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let train_on = records(&base, 10);
	let log = Log(Mutex::default());
	train(&job(&base, &train_on, &train_on[..2], &hyper(), work.path()), &log).unwrap();
	let log = log.0.into_inner().unwrap();
	let mut phases: Vec<Phase> = log.iter().map(|p| p.phase).collect();
	phases.dedup();
	assert_eq!(phases, [Phase::EvaluatingBefore, Phase::Training, Phase::EvaluatingAfter, Phase::Exporting]);
	let last = log.iter().rfind(|p| p.phase == Phase::Training).unwrap();
	assert_eq!((last.step, last.steps, last.seconds_left), (6, 6, 0.0));
	assert!(last.loss > 0.0 && last.tokens_per_second > 0.0);
}

#[test]
fn a_record_has_one_gradient() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let work = tempfile::tempdir().unwrap();
	let train_on = records(&base, 6);
	let outcome = train(&job(&base, &train_on, &[], &hyper(), work.path()), &patient()).unwrap();
	let adapter = Adapter::from_peft(&outcome.peft_dir, base.config()).unwrap();
	let gradients = |threads| {
		let engine = Engine::new(threads).unwrap();
		let frozen = base.frozen(Method::Lora, &engine);
		Gradients::new(Model::without_adapter(frozen, engine).unwrap(), &adapter).unwrap()
	};
	let alone = gradients(1).of(&train_on[2]).unwrap();
	assert_eq!(alone.len(), 2 * 2 * 7);
	assert!(alone.windows(2).all(|pair| pair[0].0 < pair[1].0));
	assert!(alone.iter().all(|(_, g)| g.iter().any(|x| *x != 0.0)));
	let mut gradients = gradients(2);
	gradients.of(&train_on[0]).unwrap();
	assert_eq!(gradients.of(&train_on[2]).unwrap(), alone);
	let bad = Tokenized::new(vec![1], 1);
	assert!(matches!(gradients.of(&bad), Err(Error::Model(ModelError::Data(_)))));
}
