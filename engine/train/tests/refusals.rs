//! What would make a result worthless is refused with a typed error, and nothing is published.

mod common;

use common::{job, patient};
use openledger_content::decimal::Decimal;
use openledger_kernels::{Engine, EngineError};
use openledger_model::{
	Adapter, AdapterError, Base, Error as ModelError, Problem, Record, Tokenized, tokenize,
};
use openledger_spec::{HyperParameterError, HyperParameters};
#[cfg(target_arch = "x86_64")]
use openledger_test_utils::FlushSubnormals;
use openledger_test_utils::{Gguf, hyper, records, tiny_base};
use openledger_train::{Error, train};
use std::path::Path;

/// The error of a job that fails, after making sure that it published nothing.
fn fails(base: &Base, train_on: &[Tokenized], hyper: &HyperParameters) -> Error {
	let dir = tempfile::tempdir().unwrap();
	let error = train(&job(base, train_on, &[], hyper, dir.path()), &patient()).unwrap_err();
	assert!(!dir.path().join("adapter.raw").exists() && !dir.path().join("adapter").exists());
	error
}

/// The tiny model with every weight of the last norm set to `value`.
fn with_output_norm(value: f32, dir: &Path) -> Base {
	let mut file = Gguf::tiny();
	for word in file.tensor("output_norm.weight").bytes.as_chunks_mut::<4>().0 {
		*word = value.to_le_bytes();
	}
	Base::open(&file.write(dir)).unwrap()
}

#[test]
fn an_overflow_in_training_is_an_error() {
	let dir = tempfile::tempdir().unwrap();
	// Finite weights whose products are not.
	let base = with_output_norm(f32::MAX, dir.path());
	let error = fails(&base, &records(&base, 4), &hyper());
	assert!(matches!(error, Error::Diverged { step: 1 }), "{error}");
}

#[test]
fn a_learning_rate_that_diverges_is_an_error_and_stays_one() {
	let dir = tempfile::tempdir().unwrap();
	// Logits far enough apart to be very wrong, and records that contradict each other.
	let base = with_output_norm(8.0, dir.path());
	let [learning_rate, clip_norm] = ["1", "0"].map(|text| text.parse::<Decimal>().unwrap());
	let wild = HyperParameters { learning_rate, clip_norm, warmup_steps: 0, batch: 1, ..hyper() };
	let train_on: Vec<_> = (0..20).map(|i| Tokenized::new(vec![7, 10 * (i % 4)], 1)).collect();
	let error = fails(&base, &train_on, &wild);
	let Error::Diverged { step } = error else { panic!("{error}") };
	assert!(step > 1);
	// The same step on other threads, and again from the checkpoint.
	let work = tempfile::tempdir().unwrap();
	for threads in [1, 3] {
		let mut job = job(&base, &train_on, &[], &wild, work.path());
		job.engine = Engine::new(threads).unwrap();
		let error = train(&job, &patient()).unwrap_err();
		assert!(matches!(error, Error::Diverged { step: again } if again == step), "{error}");
	}
	assert!(!work.path().join("adapter.raw").exists());
}

/// A trained adapter's folder.
fn peft(base: &Base, dir: &Path) -> std::path::PathBuf {
	train(&job(base, &records(base, 2), &[], &hyper(), dir), &patient()).unwrap().peft_dir
}

#[test]
fn an_adapter_that_holds_no_numbers_or_has_no_rank_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let peft = peft(&base, &dir.path().join("job"));
	let weights = peft.join("adapter_model.safetensors");
	let sound = std::fs::read(&weights).unwrap();
	let read = || Adapter::from_peft(&peft, base.config()).unwrap_err();
	for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
		let mut bytes = sound.clone();
		let at = bytes.len() - 4;
		bytes[at..].copy_from_slice(&bad.to_le_bytes());
		std::fs::write(&weights, bytes).unwrap();
		let error = read();
		assert!(
			matches!(&error, ModelError::Adapter(AdapterError::NotFinite(name)) if name.contains("layers.1"))
		);
	}
	std::fs::write(&weights, sound).unwrap();
	let config = peft.join("adapter_config.json");
	let text = std::fs::read_to_string(&config).unwrap();
	std::fs::write(&config, text.replace("\"r\": 4", "\"r\": 0")).unwrap();
	assert!(matches!(read(), ModelError::Adapter(AdapterError::Shape(_))));
}

#[test]
fn records_without_tokens_or_beyond_the_context_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let hyper = HyperParameters { max_length: 8192, ..hyper() };
	let sound = records(&base, 1).remove(0);
	let problem = |bad: Tokenized| match fails(&base, &[sound.clone(), bad], &hyper) {
		Error::Model(ModelError::Data(error)) => (error.record, error.problem),
		other => panic!("{other}"),
	};
	let too_long = Problem::TooManyTokens { found: 257, limit: 256 };
	assert_eq!(problem(Tokenized::new(vec![1; 257], 1)), (Some(2), too_long.clone()));
	for ids in [vec![], vec![1]] {
		assert_eq!(problem(Tokenized::new(ids, 0)), (Some(2), Problem::BadTokens));
	}
	// The longest and the shortest that fit.
	for ids in [vec![1; 256], vec![1, 2]] {
		let dir = tempfile::tempdir().unwrap();
		let train_on = [Tokenized::new(ids, 1)];
		train(&job(&base, &train_on, &[], &hyper, dir.path()), &patient()).unwrap();
	}
	let record = |prompt: &str, completion: &str| Record::pair(prompt, completion);
	let problem = |record| tokenize(&base, &record, 8192).unwrap_err();
	assert_eq!(problem(record("", "b")), Problem::Empty("prompt"));
	assert_eq!(problem(record("a", "\n")), Problem::Empty("completion"));
	let long = problem(record("a", &"zq ".repeat(200)));
	assert!(matches!(long, Problem::TooManyTokens { limit: 256, .. }), "{long:?}");
}

#[test]
fn rank_zero_is_refused_wherever_it_comes_in() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let flat = HyperParameters { rank: 0, ..hyper() };
	let error = fails(&base, &records(&base, 2), &flat);
	assert!(matches!(error, Error::Model(ModelError::Hyper(HyperParameterError::Rank))));
	let raw = Adapter::from_raw(&[], base.config(), &flat);
	assert!(matches!(raw, Err(ModelError::Hyper(HyperParameterError::Rank))));
}

#[cfg(target_arch = "x86_64")]
#[test]
fn a_thread_that_flushes_subnormals_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let train_on = records(&base, 2);
	for bits in [
		FlushSubnormals::TO_ZERO,
		FlushSubnormals::DENORMALS_ARE_ZERO,
		FlushSubnormals::TO_ZERO | FlushSubnormals::DENORMALS_ARE_ZERO,
	] {
		// An engine that another thread started.
		let (hyper, work) = (hyper(), dir.path().join("refused"));
		let job = job(&base, &train_on, &[], &hyper, &work);
		let flush = FlushSubnormals::on(bits);
		let error = train(&job, &patient()).unwrap_err();
		drop(flush);
		assert!(!work.join("adapter.raw").exists());
		assert!(matches!(error, Error::Model(ModelError::Engine(EngineError::SubnormalsFlushed))));
	}
	// The register is as it was.
	let (hyper, work) = (hyper(), dir.path().join("job"));
	assert!(train(&job(&base, &train_on, &[], &hyper, &work), &patient()).is_ok());
}
