//! Training on real weights gives the same roots on every path: on those of the reference model, or of the
//! file that `OPENLEDGER_MODEL` names.

use openledger_kernels::{Engine, Isa};
use openledger_model::{Adapter, NoopObserver, Record, Tokenized, tokenize};
use openledger_spec::{HyperParameters, Method};
use openledger_test_utils::{hyper, smollm2};
use openledger_train::{TrainJob, Tuning, train};

/// Questions of the records that are trained on.
const QUESTIONS: [&str; 4] = [
	"What is the capital of France?",
	"What is 17 + 25?",
	"Name three primary colours.",
	"Write a Python function that returns the square of a number.",
];

/// The roots of steps, and an adapter as PEFT has it.
#[test]
fn twenty_steps_give_the_same_roots_on_every_path() {
	let base = smollm2();
	let hyper = HyperParameters { epochs: 5, batch: 1, method: Method::Qlora, ..hyper() };
	let record = |question| Record::pair(question, format!("About {question}"));
	let learnt: Vec<Tokenized> =
		QUESTIONS.map(|question| tokenize(&base, &record(question), 128).unwrap()).into();
	let mut results = Vec::new();
	let isas = Isa::ALL.into_iter().filter(|isa| isa.supported());
	for (isa, threads) in isas.flat_map(|isa| [1, 2, 3].map(|threads| (isa, threads))) {
		let dir = tempfile::tempdir().unwrap();
		let job = TrainJob {
			base: &base,
			train: &learnt,
			held_out: &[],
			hyper: &hyper,
			dir: dir.path(),
			engine: Engine::with_isa(threads, isa).unwrap(),
			max_tokens: None,
			tuning: Tuning::default(),
		};
		let outcome = train(&job, &NoopObserver).unwrap();
		let adapter = Adapter::from_peft(&outcome.peft_dir, base.config()).unwrap();
		assert_eq!(adapter.root(), outcome.result.adapter);
		println!("{isa:?}, {threads} threads: {:?}", outcome.result.trace);
		results.push((outcome.result.trace, outcome.result.adapter));
	}
	assert!(results.windows(2).all(|pair| pair[0] == pair[1]));
}
