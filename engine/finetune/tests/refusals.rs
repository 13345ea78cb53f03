//! What would make a result worthless is refused with a typed error, and nothing is published.

mod common;

use common::{hyper, job, patient, records, tiny_base, Gguf};
use openledger_content::decimal::Decimal;
use openledger_finetune::{
	cli, tokenize, train, Adapter, AdapterError, Base, Error, Generator, GgufError, Gradients, Problem,
	Record, Tokenized,
};
use openledger_kernels::EngineError;
use openledger_primitives::job::FailReason;
use openledger_spec::{HyperParameterError, HyperParameters};
use std::{path::Path, sync::Arc};

/// The error of a job that fails, after making sure that it published nothing.
fn fails(base: &Base, train_on: &[Tokenized], hyper: &HyperParameters) -> Error {
	let dir = tempfile::tempdir().unwrap();
	let error = train(&job(base, train_on, &[], hyper, dir.path()), &patient()).unwrap_err();
	assert!(!dir.path().join("adapter.raw").exists() && !dir.path().join("adapter").exists());
	error
}

#[test]
fn a_weight_that_is_no_number_is_refused_in_every_format() {
	let half = |x: u16| x.to_le_bytes().to_vec();
	let (infinity, minus, nan) = (half(0x7c00), half(0xfc00), half(0x7e01));
	let word = |x: f32| x.to_le_bytes().to_vec();
	// Tensor, place from its end, bytes.
	let spoilt = [
		("token_embd.weight", 34, infinity.clone()),
		("blk.0.attn_q.weight", 20, nan.clone()),
		("blk.0.attn_q.weight", 18, minus.clone()),
		("blk.1.attn_k.weight", 18, infinity),
		("blk.1.attn_v.weight", 34, nan),
		("blk.0.attn_output.weight", 2, minus),
		("blk.1.ffn_gate.weight", 4, word(f32::NAN)),
		("blk.0.ffn_norm.weight", 4, word(f32::NEG_INFINITY)),
		("output_norm.weight", 4, word(f32::INFINITY)),
	];
	for (name, from_end, bytes) in spoilt {
		let dir = tempfile::tempdir().unwrap();
		let mut file = Gguf::tiny();
		let tensor = &mut file.tensor(name).bytes;
		let at = tensor.len() - from_end;
		tensor[at..at + bytes.len()].copy_from_slice(&bytes);
		let error = Base::open(&file.write(dir.path())).err().unwrap();
		assert!(matches!(&error, Error::Base(GgufError::NotFinite(found)) if found == name), "{error}");
		assert_eq!(error.fail_reason(), FailReason::UnsupportedModel);
	}
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
fn an_overflow_in_training_or_generation_is_an_error() {
	let dir = tempfile::tempdir().unwrap();
	// Finite weights whose products are not.
	let base = Arc::new(with_output_norm(f32::MAX, dir.path()));
	let error = fails(&base, &records(&base, 4), &hyper());
	assert!(matches!(error, Error::Diverged { step: 1 }), "{error}");
	assert_eq!(error.fail_reason(), FailReason::Diverged);
	let generator = Generator::new(base, None, 1).unwrap();
	let messages = [openledger_finetune::Message::user("river")];
	let answer = generator.answer(&messages, 8, &mut |_| std::ops::ControlFlow::Continue(()));
	assert!(matches!(answer, Err(Error::Diverged { step: 0 })));
}

#[test]
fn a_learning_rate_that_diverges_is_an_error_and_stays_one() {
	let dir = tempfile::tempdir().unwrap();
	// Logits far enough apart to be very wrong, and records that contradict each other.
	let base = with_output_norm(8.0, dir.path());
	let [learning_rate, clip_norm] = ["1", "0"].map(|text| text.parse::<Decimal>().unwrap());
	let wild = HyperParameters { learning_rate, clip_norm, warmup_steps: 0, batch: 1, ..hyper() };
	let train_on: Vec<_> = (0..20).map(|i| Tokenized { ids: vec![7, 10 * (i % 4)], loss_from: 1 }).collect();
	let error = fails(&base, &train_on, &wild);
	let Error::Diverged { step } = error else { panic!("{error}") };
	assert!(step > 1);
	// The same step on other threads, and again from the checkpoint.
	let work = tempfile::tempdir().unwrap();
	for threads in [1, 3] {
		let mut job = job(&base, &train_on, &[], &wild, work.path());
		job.threads = threads;
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
		assert!(matches!(&error, Error::Adapter(AdapterError::NotFinite(name)) if name.contains("layers.1")));
	}
	std::fs::write(&weights, sound).unwrap();
	let config = peft.join("adapter_config.json");
	let text = std::fs::read_to_string(&config).unwrap();
	std::fs::write(&config, text.replace("\"r\": 4", "\"r\": 0")).unwrap();
	assert!(matches!(read(), Error::Adapter(AdapterError::Shape(_))));
}

#[test]
fn records_without_tokens_or_beyond_the_context_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let hyper = HyperParameters { max_length: 8192, ..hyper() };
	let sound = records(&base, 1).remove(0);
	let problem = |bad: Tokenized| match fails(&base, &[sound.clone(), bad], &hyper) {
		Error::Data(error) => (error.line, error.problem),
		other => panic!("{other}"),
	};
	let too_long = Problem::TooManyTokens { found: 257, limit: 256 };
	assert_eq!(problem(Tokenized { ids: vec![1; 257], loss_from: 1 }), (Some(2), too_long.clone()));
	for ids in [vec![], vec![1]] {
		assert_eq!(problem(Tokenized { ids, loss_from: 0 }), (Some(2), Problem::BadTokens));
	}
	// The longest and the shortest that fit.
	for ids in [vec![1; 256], vec![1, 2]] {
		let dir = tempfile::tempdir().unwrap();
		let train_on = [Tokenized { ids, loss_from: 1 }];
		train(&job(&base, &train_on, &[], &hyper, dir.path()), &patient()).unwrap();
	}
	let record =
		|prompt: &str, completion: &str| Record { prompt: prompt.into(), completion: completion.into() };
	let problem = |record| tokenize(&base, &record, 8192).unwrap_err().problem;
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
	assert!(matches!(error, Error::Hyper(HyperParameterError::Rank)));
	assert_eq!(error.fail_reason(), FailReason::BadRecords);
	let raw = Adapter::from_raw(&[], base.config(), &flat);
	assert!(matches!(raw, Err(Error::Hyper(HyperParameterError::Rank))));
	let spec = dir.path().join("spec.json");
	std::fs::write(&spec, cli::DEFAULT_SPEC.replace("\"rank\": 8", "\"rank\": 0")).unwrap();
	assert!(matches!(cli::read_spec(&spec), Err(Error::Hyper(HyperParameterError::Rank))));
}

/// Sets bits of the SSE control register, and takes them back when dropped.
#[cfg(target_arch = "x86_64")]
struct Flush(u32);

#[cfg(target_arch = "x86_64")]
impl Flush {
	const TO_ZERO: u32 = 1 << 15;
	const DENORMALS_ARE_ZERO: u32 = 1 << 6;

	fn on(bits: u32) -> Self {
		let mut before = 0u32;
		// SAFETY: reads the register into a word on the stack.
		unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &mut before, options(nostack)) };
		Self::set(before | bits);
		Self(before)
	}

	fn set(value: u32) {
		// SAFETY: both bits exist on every 64-bit processor; the value otherwise comes from the register.
		unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &value, options(nostack)) };
	}
}

#[cfg(target_arch = "x86_64")]
impl Drop for Flush {
	fn drop(&mut self) {
		Self::set(self.0);
	}
}

#[cfg(target_arch = "x86_64")]
#[test]
fn a_thread_that_flushes_subnormals_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = Arc::new(tiny_base(dir.path()));
	let train_on = records(&base, 2);
	let adapter = Adapter::from_peft(&peft(&base, &dir.path().join("job")), base.config()).unwrap();
	for bits in [Flush::TO_ZERO, Flush::DENORMALS_ARE_ZERO, Flush::TO_ZERO | Flush::DENORMALS_ARE_ZERO] {
		let flush = Flush::on(bits);
		let error = fails(&base, &train_on, &hyper());
		let generator = Generator::new(base.clone(), None, 2).err();
		let gradients = Gradients::new(&base, &adapter, 1).err();
		drop(flush);
		for error in [Some(error), generator, gradients] {
			assert!(matches!(error, Some(Error::Engine(EngineError::SubnormalsFlushed))));
		}
	}
	// The register is as it was.
	assert!(Generator::new(base, None, 2).is_ok());
}
