//! Tests of random shapes, edge shapes among them: whatever the instruction set and the number of threads, an
//! operator gives the bits of portable code on one thread, and a row the bits it has alone.

mod common;

use candle_core::Tensor;
use common::{bits, device, engines, noise, stored_bytes};
use openledger_kernels::{
	Bytes, Engine, Format, LoraPair, Matrix,
	ops::{self, Heads, Norm, RopeTable},
};
use proptest::prelude::*;
use std::sync::Arc;

/// Returns noise as a variable, so that it gets a gradient.
fn variable(seed: u64, rows: usize, columns: usize) -> Tensor {
	common::variable(noise(seed, rows * columns), rows)
}

/// Returns the bits of `y` and of the gradients of `operands`, from noise as the gradient of `y`.
fn with_gradients(y: &Tensor, operands: &[&Tensor]) -> Vec<Vec<u32>> {
	let start = Tensor::from_vec(noise(99, y.elem_count()), y.shape(), device()).unwrap();
	let gradients = ops::inject(y, &start).unwrap().backward().unwrap();
	let of_operands = operands.iter().map(|operand| bits(gradients.get(operand).unwrap()));
	std::iter::once(bits(y)).chain(of_operands).collect()
}

/// Checks that `f` gives the same on every engine.
fn agree<T: PartialEq>(f: impl Fn(&Arc<Engine>) -> T) -> Result<(), TestCaseError> {
	let first = f(&engines()[0]);
	for engine in &engines()[1..] {
		prop_assert!(f(engine) == first, "{:?} on {} threads", engine.isa(), engine.threads());
	}
	Ok(())
}

/// Returns a weight in any format; `None` is packed binary32.
fn weight(format: Option<Format>, outputs: usize, inputs: usize) -> Arc<Matrix> {
	let Some(format) = format else {
		return Arc::new(Matrix::from_rows(&noise(2, outputs * inputs), outputs, inputs).unwrap());
	};
	let bytes: Bytes = Arc::new(stored_bytes(format, outputs, inputs));
	Arc::new(Matrix::stored(bytes, 0, format, (outputs, inputs), None).unwrap())
}

fn formats() -> impl Strategy<Value = Option<Format>> {
	prop::sample::select(std::iter::once(None).chain(Format::ALL.map(Some)).collect::<Vec<_>>())
}

/// Returns a width that is whole blocks of a format.
fn whole_blocks(format: Option<Format>, width: usize) -> usize {
	width.next_multiple_of(format.map_or(1, Format::block_weights))
}

/// Draws a width. 1024 inputs make rows a page apart, which are copied before they are multiplied.
fn widths() -> impl Strategy<Value = usize> {
	prop_oneof![(1..20usize).prop_map(|n| 32 * n), Just(1024)]
}

/// Returns finite numbers that quantise badly, by turns: zeros of both signs, subnormal, tiny, ties, ordinary
/// and huge ones, in blocks of one kind and of all kinds.
fn hostile(seed: u64, count: usize) -> Vec<f32> {
	let noise = noise(seed, count);
	let number = |(i, x): (usize, f32)| {
		let kind = if i / 64 % 3 == 0 { i * 7 } else { i / 32 };
		match kind % 8 {
			0 => 0.0f32.copysign(x),
			1 => x * f32::from_bits(1 << 18),
			// Around the smallest magnitude that is not taken for zero.
			2 => x * 2f32.powi(-99),
			3 => (x * 254.0).round() / 2.0,
			4 => x * 2f32.powi(90),
			5 => 127.5f32.copysign(x),
			_ => x,
		}
	};
	noise.into_iter().enumerate().map(number).collect()
}

/// Returns how many shapes each test draws: fewer where a processor is emulated, which `PROPTEST_CASES` says.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24)
}

proptest! {
	#![proptest_config(ProptestConfig {
		cases: cases(),
		failure_persistence: None,
		..ProptestConfig::default()
	})]

	#[test]
	fn a_linear(rows in 1..60usize, inputs in widths(), outputs in widths(), format in formats()) {
		let inputs = whole_blocks(format, inputs);
		let weight = weight(format, outputs, inputs);
		agree(|engine| {
			let x = variable(1, rows, inputs);
			with_gradients(&ops::linear(engine, &x, &weight).unwrap(), &[&x])
		})?;
	}

	#[test]
	fn a_lora_linear(
		rows in 1..60usize,
		rank in 1..40usize,
		inputs in widths(),
		outputs in widths(),
		format in formats(),
	) {
		let inputs = whole_blocks(format, inputs);
		let weight = weight(format, outputs, inputs);
		agree(|engine| {
			let x = variable(1, rows, inputs);
			let (a, b) = (variable(4, rank, inputs), variable(5, outputs, rank));
			let pair = Arc::new(LoraPair::from_tensors(&a, &b, 0.5).unwrap());
			with_gradients(&ops::lora_linear(engine, &x, &weight, &pair, None).unwrap(), &[&x, &a, &b])
		})?;
	}

	#[test]
	fn linears_in_8_bit_integers(
		rows in 1..60usize,
		rank in 1..40usize,
		inputs in widths(),
		outputs in widths(),
		format in formats(),
		keep: bool,
		wild: bool,
	) {
		let inputs = whole_blocks(format, inputs);
		let numbers = if wild { hostile } else { noise };
		let engine = &engines()[0];
		let kept = Arc::new(weight(format, outputs, inputs).with_integers(engine, true));
		agree(|engine| {
			// Made where it is used, and by the instruction set of the engine.
			let made = Arc::new(weight(format, outputs, inputs).with_integers(engine, keep));
			let x = common::variable(numbers(1, rows * inputs), rows);
			let (a, b) = (variable(4, rank, inputs), variable(5, outputs, rank));
			let pair = Arc::new(LoraPair::from_tensors(&a, &b, 0.5).unwrap());
			let linear = with_gradients(&ops::linear(engine, &x, &kept).unwrap(), &[&x]);
			assert_eq!(with_gradients(&ops::linear(engine, &x, &made).unwrap(), &[&x]), linear);
			let lora = ops::lora_linear(engine, &x, &made, &pair, None).unwrap();
			[linear, with_gradients(&lora, &[&x, &a, &b])]
		})?;
	}

	#[test]
	fn attention_over_sequences_with_and_without_a_cache(
		(keys, group) in (1..4usize, 1..4usize),
		size in (1..9usize).prop_map(|n| 16 * n),
		sequences in prop::collection::vec((0..120usize, 0..80usize), 1..4),
		window in prop::option::of(1..150usize),
	) {
		let sequences: Arc<[_]> = sequences.iter().map(|&(rows, cached)| (rows, rows + cached)).collect();
		let rows: usize = sequences.iter().map(|s| s.0).sum();
		let total: usize = sequences.iter().map(|s| s.1).sum();
		prop_assume!(rows > 0);
		let heads = Heads { window, ..Heads::causal(keys * group, keys, size, sequences) };
		agree(|engine| {
			let q = variable(1, rows, heads.queries * size);
			let (k, v) = (variable(2, total, keys * size), variable(3, total, keys * size));
			with_gradients(&ops::attention(engine, &q, &k, &v, &heads).unwrap(), &[&q, &k, &v])
		})?;
	}

	#[test]
	fn row_operators(rows in 1..70usize, columns in 1..40usize, size in (1..5usize).prop_map(|n| 2 * n)) {
		let columns = columns * size;
		let norm = Arc::new(Norm { weight: noise(9, columns), eps: 1e-5 });
		let by_head = Arc::new(Norm { weight: noise(11, size), eps: 1e-5 });
		let addends: Arc<[f32]> = noise(10, columns).into();
		let table = Arc::new(RopeTable::new(size, 10_000.0, rows));
		let positions: Arc<[u32]> = (0..rows as u32).rev().collect();
		agree(|engine| {
			let x = variable(1, rows, columns);
			let y = ops::rms_norm(engine, &x, &norm).unwrap();
			let y = ops::rope(engine, &y, &table, &positions).unwrap();
			let y = ops::swiglu(engine, &y, &x).unwrap();
			let y = ops::bias(engine, &y, &addends).unwrap();
			let y = ops::head_norm(engine, &y, &by_head, columns / size).unwrap();
			with_gradients(&ops::geglu(engine, &y, &x).unwrap(), &[&x])
		})?;
	}

	#[test]
	fn the_loss(rows in 1..20usize, inputs in (1..6usize).prop_map(|n| 32 * n), vocabulary in 1..300usize) {
		let head = weight(Some(Format::Q8_0), 32 * vocabulary, inputs);
		let targets: Arc<[u32]> = (0..rows as u32).map(|row| row * 7 % (32 * vocabulary as u32)).collect();
		agree(|engine| {
			let x = variable(1, rows, inputs);
			with_gradients(&ops::completion_loss(engine, &x, &head, targets.clone(), true).unwrap(), &[&x])
		})?;
	}

	#[test]
	fn a_row_alone_has_the_bits_it_has_in_a_batch(
		rows in 2..50usize,
		inputs in widths(),
		outputs in widths(),
		format in formats(),
		pick in any::<prop::sample::Index>(),
	) {
		let inputs = whole_blocks(format, inputs);
		let (weight, row) = (weight(format, outputs, inputs), pick.index(rows));
		let factors = (noise(4, 8 * inputs), noise(5, 8 * outputs));
		let pair = LoraPair::new(factors.0, factors.1, (8, inputs, outputs), 0.5).unwrap();
		let (pair, x) = (Arc::new(pair), variable(1, rows, inputs));
		let norm = Arc::new(Norm { weight: noise(9, inputs), eps: 1e-5 });
		let alone = x.narrow(0, row, 1).unwrap();
		for engine in engines() {
			let integers = Arc::new(weight.with_integers(engine, true));
			for f in [
				&|x: &Tensor| ops::linear(engine, x, &weight).unwrap(),
				&|x: &Tensor| ops::linear(engine, x, &integers).unwrap(),
				&|x: &Tensor| ops::lora_linear(engine, x, &integers, &pair, None).unwrap(),
				&|x: &Tensor| ops::lora_linear(engine, x, &weight, &pair, None).unwrap(),
				&|x: &Tensor| ops::rms_norm(engine, x, &norm).unwrap(),
				&|x: &Tensor| ops::swiglu(engine, x, x).unwrap(),
				&|x: &Tensor| ops::geglu(engine, x, x).unwrap(),
			] as [&dyn Fn(&Tensor) -> Tensor; 7]
			{
				let whole = f(&x).narrow(0, row, 1).unwrap();
				prop_assert!(bits(&f(&alone)) == bits(&whole), "{:?}", engine.isa());
			}
		}
	}
}

/// Runs one layer from its input to attention's output, over all rows at once and token by token with a
/// cache.
#[test]
fn prefill_and_decoding_token_by_token_give_the_same_bits() {
	let (tokens, width, size) = (45, 128, 32);
	let [wq, wk, wv] = [(128, 11), (64, 12), (64, 13)].map(|(outputs, seed)| {
		Arc::new(Matrix::from_rows(&noise(seed, outputs * width), outputs, width).unwrap())
	});
	let pair = LoraPair::new(noise(4, 8 * width), noise(5, 8 * 128), (8, width, 128), 0.5).unwrap();
	let (pair, table) = (Arc::new(pair), Arc::new(RopeTable::new(size, 10_000.0, tokens)));
	let norm = Arc::new(Norm { weight: noise(9, width), eps: 1e-5 });
	let x = variable(1, tokens, width);
	for engine in engines() {
		// Queries, keys and values of the rows from `first` on.
		let project = |x: &Tensor, first: usize| {
			let positions: Arc<[u32]> = (first..first + x.dim(0).unwrap()).map(|p| p as u32).collect();
			let x = ops::rms_norm(engine, x, &norm).unwrap();
			let q = ops::lora_linear(engine, &x, &wq, &pair, None).unwrap();
			let k = ops::linear(engine, &x, &wk).unwrap();
			let rope = |x: &Tensor| ops::rope(engine, x, &table, &positions).unwrap();
			(rope(&q), rope(&k), ops::linear(engine, &x, &wv).unwrap())
		};
		let attend = |q: &Tensor, k: &Tensor, v: &Tensor| {
			let sequences = Arc::from([(q.dim(0).unwrap(), k.dim(0).unwrap())]);
			let heads = Heads::causal(4, 2, size, sequences);
			bits(&ops::attention(engine, q, k, v, &heads).unwrap())
		};
		let (q, k, v) = project(&x, 0);
		let whole = attend(&q, &k, &v);
		let (mut keys, mut values) = (Vec::new(), Vec::new());
		for token in 0..tokens {
			let (q, k, v) = project(&x.narrow(0, token, 1).unwrap(), token);
			keys.push(k);
			values.push(v);
			let y = attend(&q, &Tensor::cat(&keys, 0).unwrap(), &Tensor::cat(&values, 0).unwrap());
			assert_eq!(y, whole[token * width..][..width], "token {token}, {:?}", engine.isa());
		}
	}
}
