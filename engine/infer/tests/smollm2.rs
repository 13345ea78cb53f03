//! The reference model against what PyTorch, transformers and PEFT compute from the same file
//! (engine/test-utils/reference/reference.py made reference.json beside it).

mod common;

use common::model;
use openledger_infer::Generator;
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Message, Record, Tokenized, tokenize};
use openledger_spec::HyperParameters;
use openledger_test_utils::{REFERENCE, smollm2};
use openledger_train::{DEFAULT_SPEC, Gradients, NoopObserver, TrainJob, Tuning, train};
use serde::Deserialize;
use std::{
	ops::ControlFlow,
	sync::{Arc, OnceLock},
};

#[derive(Deserialize)]
struct Reference {
	texts: Vec<Text>,
	spread: Vec<usize>,
	prompts: Vec<Prompt>,
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
struct Prompt {
	text: String,
	ids: Vec<u32>,
	next: usize,
	norm: f64,
	logits: Vec<f32>,
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
	projections: Vec<f64>,
}

fn reference() -> Reference {
	serde_json::from_str(REFERENCE).unwrap()
}

fn base() -> Arc<Base> {
	static BASE: OnceLock<Arc<Base>> = OnceLock::new();
	BASE.get_or_init(|| Arc::new(smollm2())).clone()
}

fn hyper() -> HyperParameters {
	serde_json::from_str(DEFAULT_SPEC).unwrap()
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

/// `projections` of common.py: sums of a tensor's elements under `count` sequences of random signs.
fn projections(tensor: &[f64], number: usize, count: usize) -> Vec<f64> {
	const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
	let mixed = |z: u64| {
		let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	};
	let one = |p: usize| {
		let mut state = mixed((number * count + p + 1) as u64);
		let sums = tensor.chunks(64).map(|chunk| {
			state = state.wrapping_add(GOLDEN);
			let signs = mixed(state);
			let signed = chunk.iter().enumerate().map(|(bit, x)| if signs >> bit & 1 == 1 { -x } else { *x });
			signed.sum::<f64>()
		});
		sums.sum()
	};
	(0..count).map(one).collect()
}

/// The adapter of reference.py, from the names and lengths of an untrained one.
fn adapter(base: &Base) -> Adapter {
	let c = base.config();
	let shape = |name: &str| {
		use openledger_spec::Target::*;
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
		if name.contains("lora_A") { (8 * inputs, 0.02) } else { (8 * outputs, 0.01) }
	};
	let mut raw = Vec::new();
	for (seed, gradient) in reference().gradients.iter().enumerate() {
		let (count, scale) = shape(&gradient.name);
		raw.extend(values(seed as u64 + 1, count, scale).into_iter().flat_map(f32::to_le_bytes));
	}
	Adapter::from_raw(&raw, c, &hyper()).unwrap()
}

fn tokenized(base: &Base, answered: &Answered) -> Tokenized {
	let record = Record::pair(&answered.prompt, &answered.completion);
	tokenize(base, &record, 256).unwrap()
}

fn near(got: &[f32], expected: &[f32], tolerance: f32) {
	assert_eq!(got.len(), expected.len());
	for (g, e) in got.iter().zip(expected) {
		assert!((g - e).abs() <= tolerance, "{g} is not {e}");
	}
}

fn norm(values: impl IntoIterator<Item = f64>) -> f64 {
	values.into_iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn most_likely(logits: &[f32]) -> Option<usize> {
	(0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b]))
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
	let adapter = adapter(&base);
	let plain = Generator::new(model(&base, None, 2));
	let tuned = Generator::new(model(&base, Some(&adapter), 2));
	for (answered, tuned_logits) in reference.records.iter().zip(&reference.tuned_last_logits) {
		let logits = plain.logits(&answered.ids).unwrap();
		let shown = |logits: &[f32]| -> Vec<f32> { reference.shown.iter().map(|i| logits[*i]).collect() };
		near(&shown(&logits), &answered.last_logits, 1e-3);
		let norm = norm(logits.iter().map(|x| f64::from(*x)));
		assert!((norm / answered.last_logits_norm - 1.0).abs() < 1e-5);
		assert_eq!(most_likely(&logits), Some(answered.next));
		near(&shown(&tuned.logits(&answered.ids).unwrap()), tuned_logits, 1e-3);
	}
}

#[test]
fn logits_of_twenty_prompts_agree_with_pytorch_in_f32() {
	let base = base();
	let reference = reference();
	let generator = Generator::new(model(&base, None, 2));
	assert_eq!(reference.prompts.len(), 20);
	let (mut worst, mut worst_norm) = (0f32, 0f64);
	for prompt in &reference.prompts {
		assert_eq!(base.tokenizer().encode(&prompt.text), prompt.ids, "{:?}", prompt.text);
		let logits = generator.logits(&prompt.ids).unwrap();
		let shown: Vec<f32> = reference.spread.iter().map(|i| logits[*i]).collect();
		near(&shown, &prompt.logits, 1e-3);
		worst = shown.iter().zip(&prompt.logits).fold(worst, |worst, (g, e)| worst.max((g - e).abs()));
		let norm = norm(logits.iter().map(|x| f64::from(*x)));
		worst_norm = worst_norm.max((norm / prompt.norm - 1.0).abs());
		assert_eq!(most_likely(&logits), Some(prompt.next), "{:?}", prompt.text);
	}
	println!("logits: within {worst:e}, norms {worst_norm:e}");
	// Logits are of the order of ten: 1e-3 of one is 1e-4 of the norm.
	assert!(worst_norm < 1e-4, "{worst_norm}");
}

/// The bound holds for whole tensors of up to 12,288 elements, of which the file keeps the norm and 32 random
/// projections. For a difference d and a row of random signs r, ⟨r, d⟩² is ‖d‖² on average, and the mean of k
/// such squares falls below x‖d‖² with probability at most (x·e^(1−x))^(k/2) (Achlioptas, Database-friendly
/// random projections, 2003). So a tensor whose gradient is off by 1e-4 of its norm would show less than half
/// of that (x = 1/4, k = 32) at most once in 26,000 times; the test therefore asks for 0.5e-4 of what it
/// sees. The projections were drawn before any of our gradients was known.
#[test]
fn gradients_agree_with_pytorch() {
	let base = base();
	let reference = reference();
	let mut gradients = Gradients::new(model(&base, None, 2), &adapter(&base)).unwrap();
	let counted: Vec<f64> = reference.records.iter().map(|r| (r.ids.len() - r.loss_from) as f64).collect();
	let total: f64 = counted.iter().sum();
	// The reference's loss is the mean over all counted tokens: weigh each record's mean by its share of
	// them.
	let mut sums: Vec<Vec<f64>> = Vec::new();
	for (answered, count) in reference.records.iter().zip(&counted) {
		let one = gradients.of(&tokenized(&base, answered)).unwrap();
		sums.resize_with(one.len(), Vec::new);
		for ((name, values), (sum, expected)) in one.iter().zip(sums.iter_mut().zip(&reference.gradients)) {
			assert_eq!(name, &expected.name);
			sum.resize(values.len(), 0.0);
			for (s, v) in sum.iter_mut().zip(values) {
				*s += f64::from(*v) * count / total;
			}
		}
	}
	let (mut worst, mut worst_norm, mut worst_shown): (f64, f64, f64) = Default::default();
	assert_eq!((sums.len(), reference.gradients.len()), (420, 420));
	for (number, (sum, expected)) in sums.iter().zip(&reference.gradients).enumerate() {
		worst_norm = worst_norm.max((norm(sum.iter().copied()) / expected.norm - 1.0).abs());
		let count = expected.projections.len();
		assert_eq!(count, 32);
		let projected = projections(sum, number, count);
		let differences = projected.iter().zip(&expected.projections).map(|(got, expected)| got - expected);
		worst = worst.max(norm(differences) / (count as f64).sqrt() / expected.norm);
		let middle = sum.len() / 2;
		let got = sum[..4].iter().chain(&sum[middle..middle + 4]);
		let shown = got.zip(expected.head.iter().chain(&expected.middle));
		let error = norm(shown.map(|(got, expected)| got - f64::from(*expected)));
		// What eight elements weigh in a tensor of this norm.
		worst_shown = worst_shown.max(error / (expected.norm * (8.0 / sum.len() as f64).sqrt()));
	}
	println!(
		"gradients: tensors within {worst:e}, norms {worst_norm:e}, elements {worst_shown:e} of their size"
	);
	assert!(worst < 0.5e-4 && worst_norm < 1e-4 && worst_shown < 1e-4, "{worst} {worst_norm} {worst_shown}");
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
		let job = TrainJob {
			base: &base,
			train: &train_on,
			held_out: &train_on,
			hyper: &hyper,
			dir: dir.path(),
			engine: Engine::new(2).unwrap(),
			max_tokens: None,
			tuning: Tuning::default(),
		};
		let outcome = train(&job, &NoopObserver).unwrap();
		let got = outcome.result.loss_first.0 as f64 / 1e9;
		assert!((got - answered.loss).abs() < 1e-4, "{got} is not {}", answered.loss);
		assert_eq!(outcome.result.evaluation.unwrap().before, outcome.result.loss_first);
	}
	assert!(reference.tuned_loss.is_finite());
}

#[test]
fn the_model_answers() {
	let generator = Generator::new(model(&base(), None, 2));
	let question = [Message::user("What is the capital of France?")];
	let answer = generator.chat(&question, 16, &mut |_| ControlFlow::Continue(())).unwrap();
	assert!(answer.text.contains("Paris"), "{}", answer.text);
}
