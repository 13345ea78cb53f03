//! The reference model against what PyTorch, transformers and PEFT compute from the same file
//! (tests/reference/reference.py made tests/reference/reference.json).

mod common;

use common::smollm2;
use openledger_finetune::{tokenize, Adapter, Base, Generator, Gradients, Record, Tokenized};
use openledger_primitives::job::HyperParameters;
use serde::Deserialize;
use std::{
	ops::ControlFlow,
	sync::{Arc, OnceLock},
};

#[derive(Deserialize)]
struct Reference {
	texts: Vec<Text>,
	records: Vec<Answered>,
	tuned_last_logits: Vec<Vec<f32>>,
	shown: Vec<usize>,
	tuned_loss: f64,
	gradients: Vec<Gradient>,
}

#[derive(Deserialize)]
struct Text {
	text: String,
	ids: Vec<u32>,
}

#[derive(Deserialize)]
struct Answered {
	prompt: String,
	completion: String,
	ids: Vec<u32>,
	loss_from: usize,
	loss: f64,
	last_logits: Vec<f32>,
	last_logits_norm: f64,
	next: usize,
}

#[derive(Deserialize)]
struct Gradient {
	name: String,
	norm: f64,
	head: Vec<f32>,
	middle: Vec<f32>,
}

fn reference() -> Reference {
	serde_json::from_str(include_str!("reference/reference.json")).unwrap()
}

fn base() -> Arc<Base> {
	static BASE: OnceLock<Arc<Base>> = OnceLock::new();
	BASE.get_or_init(|| Arc::new(smollm2())).clone()
}

fn hyper() -> HyperParameters {
	serde_json::from_str(openledger_finetune::cli::DEFAULT_SPEC).unwrap()
}

/// The generator of reference.py.
fn values(seed: u64, count: usize, scale: f32) -> Vec<f32> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
	(0..count)
		.map(|_| {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			((state >> 40) as f32 / (1 << 23) as f32 - 1.0) * scale
		})
		.collect()
}

/// The adapter of reference.py, from the names and lengths of an untrained one.
fn adapter(base: &Base) -> Adapter {
	let c = base.config();
	let shape = |name: &str| {
		use openledger_primitives::job::Target::*;
		let target = [
			("q_proj", Q),
			("k_proj", K),
			("v_proj", V),
			("o_proj", O),
			("gate_proj", Gate),
			("up_proj", Up),
			("down_proj", Down),
		];
		let (outputs, inputs) = c.shape(target.iter().find(|t| name.contains(t.0)).unwrap().1);
		if name.contains("lora_A") {
			(8 * inputs, 0.02)
		} else {
			(8 * outputs, 0.01)
		}
	};
	let mut raw = Vec::new();
	for (seed, gradient) in reference().gradients.iter().enumerate() {
		let (count, scale) = shape(&gradient.name);
		raw.extend(values(seed as u64 + 1, count, scale).into_iter().flat_map(f32::to_le_bytes));
	}
	Adapter::from_raw(&raw, c, &hyper()).unwrap()
}

fn tokenized(base: &Base, answered: &Answered) -> Tokenized {
	let record = Record { prompt: answered.prompt.clone(), completion: answered.completion.clone() };
	tokenize(base, &record, 256).unwrap()
}

fn near(got: &[f32], expected: &[f32], tolerance: f32) {
	for (g, e) in got.iter().zip(expected) {
		assert!((g - e).abs() <= tolerance, "{g} is not {e}");
	}
}

#[test]
fn token_ids_are_those_of_hugging_face() {
	let base = base();
	let reference = reference();
	for text in &reference.texts {
		assert_eq!(base.tokenizer().encode(&text.text), text.ids, "{:?}", text.text);
		assert_eq!(base.tokenizer().decode(&text.ids), text.text);
	}
	for answered in &reference.records {
		let tokenized = tokenized(&base, answered);
		assert_eq!((tokenized.ids, tokenized.loss_from), (answered.ids.clone(), answered.loss_from));
	}
	assert_eq!(base.config().parameters(), 134_515_008);
}

#[test]
fn logits_agree_with_pytorch() {
	let base = base();
	let reference = reference();
	let adapter = Arc::new(adapter(&base));
	let plain = Generator::new(base.clone(), None, 2).unwrap();
	let tuned = Generator::new(base.clone(), Some(adapter), 2).unwrap();
	for (answered, tuned_logits) in reference.records.iter().zip(&reference.tuned_last_logits) {
		let logits = plain.logits(&answered.ids).unwrap();
		let shown = |logits: &[f32]| -> Vec<f32> { reference.shown.iter().map(|i| logits[*i]).collect() };
		near(&shown(&logits), &answered.last_logits, 1e-3);
		let norm = logits.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>().sqrt();
		assert!((norm / answered.last_logits_norm - 1.0).abs() < 1e-5);
		let next = (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b]));
		assert_eq!(next, Some(answered.next));
		near(&shown(&tuned.logits(&answered.ids).unwrap()), tuned_logits, 1e-3);
	}
}

#[test]
fn gradients_agree_with_pytorch() {
	let base = base();
	let reference = reference();
	let mut gradients = Gradients::new(&base, &adapter(&base), 2).unwrap();
	let counted: Vec<f64> = reference.records.iter().map(|r| (r.ids.len() - r.loss_from) as f64).collect();
	let total: f64 = counted.iter().sum();
	// The reference's loss is the mean over all counted tokens: weigh each record's mean by its share of them.
	let mut sums: Vec<Vec<f64>> = Vec::new();
	for (answered, count) in reference.records.iter().zip(&counted) {
		let one = gradients.of(&base, &tokenized(&base, answered)).unwrap();
		sums.resize_with(one.len(), Vec::new);
		for ((name, values), (sum, expected)) in one.iter().zip(sums.iter_mut().zip(&reference.gradients)) {
			assert_eq!(name, &expected.name);
			sum.resize(values.len(), 0.0);
			for (s, v) in sum.iter_mut().zip(values) {
				*s += f64::from(*v) * count / total;
			}
		}
	}
	let (mut worst, mut worst_norm): (f64, f64) = (0.0, 0.0);
	for (sum, expected) in sums.iter().zip(&reference.gradients) {
		let norm = sum.iter().map(|x| x * x).sum::<f64>().sqrt();
		worst_norm = worst_norm.max((norm / expected.norm - 1.0).abs());
		let middle = sum.len() / 2;
		let got = sum[..4].iter().chain(&sum[middle..middle + 4]);
		let shown = got.zip(expected.head.iter().chain(&expected.middle));
		let error = shown.map(|(got, expected)| (got - f64::from(*expected)).powi(2)).sum::<f64>().sqrt();
		// What eight elements weigh in a tensor of this norm.
		worst = worst.max(error / (norm * (8.0 / sum.len() as f64).sqrt()));
	}
	println!("gradients: norms within {worst_norm:e}, elements within {worst:e} of the tensor's size");
	assert!(worst_norm < 1e-4 && worst < 1e-4, "{worst_norm} {worst}");
}

#[test]
fn losses_agree_with_pytorch() {
	let base = base();
	let reference = reference();
	// One step's loss is that of the untrained adapter: the base model.
	for answered in &reference.records {
		let dir = tempfile::tempdir().unwrap();
		let hyper = HyperParameters { batch: 1, ..hyper() };
		let train_on = [tokenized(&base, answered)];
		let job = common::job(&base, &train_on, &train_on, &hyper, dir.path());
		let outcome = openledger_finetune::train(&job, &common::patient()).unwrap();
		let got = outcome.result.loss_first.0 as f64 / 1e9;
		assert!((got - answered.loss).abs() < 1e-4, "{got} is not {}", answered.loss);
		assert_eq!(outcome.result.evaluation.unwrap().before, outcome.result.loss_first);
	}
	assert!(reference.tuned_loss.is_finite());
}

#[test]
fn the_model_answers() {
	let generator = Generator::new(base(), None, 2).unwrap();
	let question = [openledger_finetune::Message::user("What is the capital of France?")];
	let answer = generator.answer(&question, 16, &mut |_| ControlFlow::Continue(())).unwrap();
	assert!(answer.text.contains("Paris"), "{}", answer.text);
}
