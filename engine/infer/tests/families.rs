//! Tiny models of every family against what PyTorch, transformers and PEFT compute from the same numbers
//! (engine/test-utils/reference/families.py made families.json beside it).

mod common;

use common::trained;
use openledger_infer::{Generator, HiddenStates};
use openledger_kernels::{Engine, Isa};
use openledger_model::{Adapter, Base, KvCache, Model, Tokenized};
use openledger_spec::{HyperParameters, Method};
use openledger_test_utils::{FAMILIES, TinyFamily, hyper, records, reference_values};
use openledger_train::Gradients;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct Reference {
	shape: TinyFamily,
	prompts: Vec<Prompt>,
	greedy: Vec<u32>,
	tuned: Vec<Vec<f32>>,
	record: Record,
	gradients: Vec<Gradient>,
}

#[derive(Deserialize)]
struct Prompt {
	ids: Vec<u32>,
	logits: Vec<f32>,
}

#[derive(Deserialize)]
struct Record {
	ids: Vec<u32>,
	loss_from: usize,
	loss: f64,
}

#[derive(Deserialize)]
struct Gradient {
	name: String,
	norm: f64,
	projections: Vec<f64>,
}

/// A family's model, opened, with the adapter of families.py.
struct Opened {
	reference: Reference,
	base: Base,
	adapter: Adapter,
	_dir: tempfile::TempDir,
}

/// Returns all models of families.json.
fn families() -> Vec<Opened> {
	let references: Vec<Reference> = serde_json::from_str(FAMILIES).unwrap();
	assert_eq!(references.len(), 7);
	references
		.into_iter()
		.map(|reference| {
			let dir = tempfile::tempdir().unwrap();
			let base = Base::open(&reference.shape.gguf().write(dir.path())).unwrap();
			let mut adapter = Adapter::initial(base.config(), &hyper()).unwrap();
			let names: Vec<String> = adapter.names().map(String::from).collect();
			assert!(names.iter().eq(reference.gradients.iter().map(|gradient| &gradient.name)));
			for (seed, (name, values)) in (1..).zip(names.iter().zip(adapter.values_mut())) {
				let scale = if name.contains("lora_A") { 0.2 } else { 0.1 };
				values.copy_from_slice(&reference_values(seed, values.len(), scale));
			}
			Opened { reference, base, adapter, _dir: dir }
		})
		.collect()
}

impl Opened {
	fn plain(&self, engine: &Arc<Engine>) -> Model {
		Model::without_adapter(self.base.frozen(Method::Lora, engine), engine.clone()).unwrap()
	}

	fn tuned(&self, engine: &Arc<Engine>, method: Method) -> Model {
		Model::with_adapter(self.base.frozen(method, engine), &self.adapter, engine.clone()).unwrap()
	}

	fn record(&self) -> Tokenized {
		let Record { ids, loss_from, .. } = &self.reference.record;
		Tokenized::new(ids.clone(), *loss_from)
	}

	/// Returns the gradient of the record's mean loss, by factor.
	fn gradients(&self, model: Model) -> Vec<Vec<f32>> {
		let gradients = Gradients::new(model, &self.adapter).unwrap().of(&self.record()).unwrap();
		gradients.into_iter().map(|(_, values)| values).collect()
	}
}

/// Returns the largest difference of two rows.
fn apart(got: &[f32], expected: &[f32]) -> f32 {
	assert_eq!(got.len(), expected.len());
	got.iter().zip(expected).fold(0.0, |worst, (g, e)| worst.max((g - e).abs()))
}

fn norm(values: impl IntoIterator<Item = f64>) -> f64 {
	values.into_iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn bits(values: &[f32]) -> Vec<u32> {
	values.iter().map(|x| x.to_bits()).collect()
}

/// `projections` of common.py: sums of a tensor's elements under `count` sequences of random signs.
fn projections(tensor: &[f32], number: usize, count: usize) -> Vec<f64> {
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
			let signed = chunk.iter().enumerate().map(|(bit, x)| {
				let x = f64::from(*x);
				if signs >> bit & 1 == 1 { -x } else { x }
			});
			signed.sum::<f64>()
		});
		sums.sum()
	};
	(0..count).map(one).collect()
}

#[test]
fn logits_agree_with_pytorch() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let plain = Generator::new(family.plain(&engine));
		let tuned = Generator::new(family.tuned(&engine, Method::Lora));
		let mut worst = 0f32;
		for (prompt, expected) in family.reference.prompts.iter().zip(&family.reference.tuned) {
			worst = worst.max(apart(&plain.logits(&prompt.ids).unwrap(), &prompt.logits));
			worst = worst.max(apart(&tuned.logits(&prompt.ids).unwrap(), expected));
		}
		println!("{}: logits within {worst:e}", family.reference.shape.name);
		assert!(worst < 1e-4, "{}: {worst}", family.reference.shape.name);
	}
}

#[test]
fn sixty_four_greedy_tokens_are_those_of_pytorch() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let (model, mut cache) = (family.plain(&engine), KvCache::default());
		let mut logits = model.forward_cached(&family.reference.prompts[1].ids, &mut cache).unwrap();
		let mut tokens = Vec::new();
		for _ in 0..64 {
			let best = (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b])).unwrap() as u32;
			tokens.push(best);
			logits = model.forward_cached(&[best], &mut cache).unwrap();
		}
		assert_eq!(tokens, family.reference.greedy, "{}", family.reference.shape.name);
	}
}

/// The bound is that of the reference model's test, `smollm2.rs`: 32 random projections of each tensor stand
/// for the whole.
#[test]
fn gradients_of_every_factor_agree_with_pytorch() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let (mut worst, name) = (0f64, &family.reference.shape.name);
		let gradients = family.gradients(family.tuned(&engine, Method::Lora));
		assert_eq!(gradients.len(), 14 * family.base.config().layers);
		for (number, (gradient, expected)) in gradients.iter().zip(&family.reference.gradients).enumerate() {
			let count = expected.projections.len();
			assert_eq!(count, 32);
			let projected = projections(gradient, number, count);
			let differences =
				projected.iter().zip(&expected.projections).map(|(got, expected)| got - expected);
			worst = worst.max(norm(differences) / (count as f64).sqrt() / expected.norm);
			let length = norm(gradient.iter().map(|x| f64::from(*x)));
			worst = worst.max((length / expected.norm - 1.0).abs());
		}
		println!("{name}: gradients within {worst:e} of their size");
		assert!(worst < 0.5e-4, "{name}: {worst}");
		let loss = openledger_infer::Losses::new(family.tuned(&engine, Method::Lora));
		let loss = loss.of(&[family.record()]).unwrap()[0];
		assert!((loss - family.reference.record.loss).abs() < 1e-4, "{name}: {loss}");
	}
}

/// Gradients in 8-bit integers point where PyTorch's do. In models of two blocks of 32 a row, with random
/// weights, the worst factor's differs by up to 15 % of its size.
#[test]
fn gradients_in_8_bit_integers_are_close_to_those_of_pytorch() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let (mut worst, name) = (0f64, &family.reference.shape.name);
		let gradients = family.gradients(family.tuned(&engine, Method::Exact8));
		for (number, (gradient, expected)) in gradients.iter().zip(&family.reference.gradients).enumerate() {
			let count = expected.projections.len();
			let projected = projections(gradient, number, count);
			let differences =
				projected.iter().zip(&expected.projections).map(|(got, expected)| got - expected);
			worst = worst.max(norm(differences) / (count as f64).sqrt() / expected.norm);
		}
		println!("{name}: gradients within {worst:e} of their size");
		assert!(worst < 0.25, "{name}: {worst}");
	}
}

/// Bits depend neither on the instruction set and the threads, nor on whether weights stay as they are
/// stored, nor on which activations are kept.
#[test]
fn every_path_gives_the_same_bits() {
	for family in families() {
		let (mut results, mut integers) = (Vec::new(), Vec::new());
		let isas = Isa::ALL.into_iter().filter(|isa| isa.supported());
		for (isa, threads) in isas.flat_map(|isa| [1, 2, 3].map(|threads| (isa, threads))) {
			let engine = Engine::with_isa(threads, isa).unwrap();
			for (method, memory) in [
				(Method::Lora, usize::MAX),
				(Method::Qlora, 0),
				(Method::Exact8, usize::MAX),
				(Method::Exact8, 0),
			] {
				let mut model = family.tuned(&engine, method);
				model.set_activation_memory(memory);
				let pack = model.pack_single(&family.record()).unwrap();
				let losses = bits(&model.evaluate(&pack).unwrap());
				let gradients: Vec<_> = family.gradients(model).iter().map(|values| bits(values)).collect();
				if method == Method::Exact8 { &mut integers } else { &mut results }.push((losses, gradients));
			}
		}
		for results in [&results, &integers] {
			assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{}", family.reference.shape.name);
		}
		assert_ne!(results[0], integers[0]);
	}
}

/// Prefill in chunks of any size, and decoding token by token, with packed weights and with codes, give the
/// bits of one run.
#[test]
fn decoding_gives_the_bits_of_a_prefill() {
	let engine = Engine::new(2).unwrap();
	for (family, method) in families().iter().flat_map(|f| [(f, Method::Lora), (f, Method::Exact8)]) {
		let model = family.tuned(&engine, method);
		let frozen = family.base.serving(method, &engine);
		let serving = Model::with_adapter(frozen, &family.adapter, engine.clone()).unwrap();
		let ids = &family.reference.prompts[2].ids;
		for (chunk, cached) in [1, 7, 16].into_iter().flat_map(|chunk| [(chunk, &model), (chunk, &serving)]) {
			let mut cache = KvCache::default();
			let mut end = 0;
			for part in ids.chunks(chunk) {
				let logits = cached.forward_cached(part, &mut cache).unwrap();
				end += part.len();
				let whole = model.forward_cached(&ids[..end], &mut KvCache::default()).unwrap();
				assert_eq!(bits(&logits), bits(&whole), "{} {chunk}", family.reference.shape.name);
			}
		}
	}
}

#[test]
fn adapters_travel_as_peft_folders_and_learn() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let dir = tempfile::tempdir().unwrap();
		family.adapter.to_peft(dir.path()).unwrap();
		assert_eq!(Adapter::from_peft(dir.path(), family.base.config()).unwrap(), family.adapter);
		let hyper = HyperParameters { epochs: 12, ..hyper() };
		let learnt = records(&family.base, 6);
		let adapter = trained(&family.base, &learnt, &hyper, &dir.path().join("job"));
		let loss = |model: Model| -> f64 {
			openledger_infer::Losses::new(model).of(&learnt).unwrap().iter().sum::<f64>() / 6.0
		};
		let before = loss(family.plain(&engine));
		let frozen = family.base.frozen(Method::Lora, &engine);
		let after = loss(Model::with_adapter(frozen, &adapter, engine.clone()).unwrap());
		assert!(after < 0.7 * before, "{}: {before} to {after}", family.reference.shape.name);
	}
}

#[test]
fn states_for_attribution_come_from_every_family() {
	let engine = Engine::new(2).unwrap();
	for family in families() {
		let states = HiddenStates::new(family.plain(&engine)).of(&family.record()).unwrap();
		assert!(states.len() >= 2 && states.iter().all(|(_, state)| state.len() == 64));
		assert!(states.iter().all(|(_, state)| state.iter().any(|x| *x != 0.0)));
	}
}
