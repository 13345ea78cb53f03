//! Real weights of every kind that is at hand: answers, and training on every path.
//!
//! `OPENLEDGER_MODELS` names a folder of GGUF files; docs/contributing/add-a-family.md says where packages
//! ship some. Minutes for each file, so not in CI.

mod common;

use openledger_infer::Generator;
use openledger_kernels::{Engine, Isa};
use openledger_model::{Adapter, Base, Message, Model, NoopObserver, Record, Tokenized, tokenize};
use openledger_spec::{HyperParameters, Method};
use openledger_test_utils::hyper;
use openledger_train::{TrainJob, Tuning, train};
use std::{fs, ops::ControlFlow, path::PathBuf};

/// Questions whose answers a reader can judge.
const QUESTIONS: [&str; 10] = [
	"What is the capital of France?",
	"What is 17 + 25?",
	"Name three primary colours.",
	"Write a Python function that returns the square of a number.",
	"Which planet is the largest of the solar system?",
	"Translate to German: good morning.",
	"What do bees make?",
	"Who wrote Romeo and Juliet?",
	"What is the opposite of hot?",
	"How many days does a week have?",
];

/// Returns the models of the folder, each with its path.
fn models() -> Vec<(PathBuf, Base)> {
	let folder =
		std::env::var_os("OPENLEDGER_MODELS").expect("OPENLEDGER_MODELS names a folder of GGUF files");
	let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
	let files = paths.filter(|path| path.extension().is_some_and(|end| end == "gguf"));
	let found: Vec<_> = files.map(|path| (path.clone(), Base::open(&path).unwrap())).collect();
	assert!(!found.is_empty(), "the folder has no model");
	found
}

fn records(base: &Base) -> Vec<Tokenized> {
	let record = |question: &&str| {
		let record = Record::pair(*question, format!("About {question}"));
		tokenize(base, &record, 128).unwrap()
	};
	QUESTIONS[..4].iter().map(record).collect()
}

#[test]
#[ignore = "needs real weights: see the top of this file"]
fn answers_make_sense() {
	let engine = Engine::new(2).unwrap();
	for (path, base) in models() {
		let model = Model::without_adapter(base.frozen(Method::Qlora, &engine), engine.clone()).unwrap();
		let generator = Generator::new(model);
		for question in QUESTIONS {
			let answer = generator.chat(&[Message::user(question)], 32, &mut |_| ControlFlow::Continue(()));
			println!("{}: {question}\n\t{:?}", path.display(), answer.unwrap().text);
		}
	}
}

/// The roots of steps, and an adapter as PEFT has it.
#[test]
#[ignore = "needs real weights: see the top of this file"]
fn twenty_steps_give_the_same_roots_on_every_path() {
	for (path, base) in models() {
		let hyper = HyperParameters { epochs: 5, batch: 1, method: Method::Qlora, ..hyper() };
		let learnt = records(&base);
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
			println!("{}: {isa:?}, {threads} threads: {:?}", path.display(), outcome.result.trace);
			results.push((outcome.result.trace, outcome.result.adapter));
		}
		assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{}", path.display());
	}
}
