//! Benchmarks of the kernels at the shapes of SmolLM2-135M and 512 tokens, on every instruction set of the
//! machine and on one and two threads. Matrix products are shown as GFLOP/s beside the peak, which is
//! measured in the same process; those of 8-bit integers beside that of integers.
//!
//! ```sh
//! cargo bench -p openledger-kernels                  # everything
//! cargo bench -p openledger-kernels -- Avx512.2      # one instruction set on two threads
//! cargo bench -p openledger-kernels -- linear        # one operator
//! ```

mod flops;
mod peak;

use candle_core::{CustomOp1, CustomOp2, CustomOp3, Tensor};
use criterion::{BenchmarkGroup, Criterion, Throughput, measurement::WallTime};
use flops::Flops;
use openledger_kernels::{
	Bytes, Engine, Format, Isa, LoraGradients, LoraPair, Matrix,
	ops::{
		Add, Attention, CompletionLoss, Heads, Linear, LoraLinear, Norm, RmsNorm, Rope, RopeTable, SwiGlu,
	},
	rows::{self, AdamW},
};
use std::{sync::Arc, time::Duration};

const TOKENS: usize = 512;
const HIDDEN: usize = 576;
const KEY_VALUE: usize = 192;
const FEED_FORWARD: usize = 1536;
const VOCABULARY: usize = 49152;
/// The inputs and outputs of a layer's linears: q and o, k and v, gate and up, down.
const LINEARS: [(usize, usize); 4] =
	[(HIDDEN, HIDDEN), (HIDDEN, KEY_VALUE), (HIDDEN, FEED_FORWARD), (FEED_FORWARD, HIDDEN)];

/// The name of weights as 8-bit integers.
const EXACT8: &str = "exact8";

type Group<'a> = BenchmarkGroup<'a, Flops>;

/// Returns numbers in ±1 without a pattern that arithmetic could use.
fn numbers(count: usize) -> Vec<f32> {
	(0..count as u32).map(|i| (i.wrapping_mul(0x9e37_79b9) >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}

fn tensor(engine: &Engine, rows: usize, columns: usize) -> Tensor {
	Tensor::from_vec(numbers(rows * columns), (rows, columns), engine.device()).unwrap()
}

/// Returns a weight in packed f32, as Q4_1 blocks and as 8-bit integers, each with its name.
fn weights(engine: &Engine, inputs: usize, outputs: usize) -> [(&'static str, Arc<Matrix>); 3] {
	let packed = Matrix::from_rows(&numbers(inputs * outputs), outputs, inputs).unwrap();
	// Codes of all kinds, scale and minimum small.
	let block = |i: usize| {
		let mut block: [u8; 20] = std::array::from_fn(|j| (i.wrapping_mul(31) + 7 * j) as u8);
		(block[1], block[3]) = (0x20, 0xa8);
		block
	};
	let bytes: Vec<u8> = (0..inputs * outputs / 32).flat_map(block).collect();
	let bytes: Bytes = Arc::new(bytes);
	let stored = Matrix::stored(bytes, 0, Format::Q4_1, (outputs, inputs), None).unwrap();
	let integers = stored.with_integers(engine, true);
	[("f32", Arc::new(packed)), ("q4_1", Arc::new(stored)), (EXACT8, Arc::new(integers))]
}

fn flops(group: &mut Group, count: usize) {
	group.throughput(Throughput::Elements(count as u64));
}

/// Measures forward, `x·Wᵀ`, and backward, `dy·W`, of frozen linears.
fn linears(group: &mut Group, engine: &Arc<Engine>) {
	for (inputs, outputs) in LINEARS {
		flops(group, 2 * TOKENS * inputs * outputs);
		let (x, dy) = (tensor(engine, TOKENS, inputs), tensor(engine, TOKENS, outputs));
		for (name, weight) in weights(engine, inputs, outputs) {
			flops::of_integers(name == EXACT8);
			let op = Linear::new(engine, &weight);
			let shape = format!("{inputs}x{outputs}/{name}");
			group.bench_function(format!("linear/{shape}/forward"), |b| {
				b.iter(|| x.apply_op1_no_bwd(&op).unwrap())
			});
			group.bench_function(format!("linear/{shape}/backward"), |b| {
				b.iter(|| op.bwd(&x, &x, &dy).unwrap())
			});
		}
	}
}

/// Measures the same with a LoRA update of rank 8; backward gathers the gradients of its factors too.
fn lora_linears(group: &mut Group, engine: &Arc<Engine>) {
	const RANK: usize = 8;
	for (inputs, outputs) in LINEARS {
		let (x, dy) = (tensor(engine, TOKENS, inputs), tensor(engine, TOKENS, outputs));
		let shape = (RANK, inputs, outputs);
		let pair = LoraPair::new(numbers(RANK * inputs), numbers(RANK * outputs), shape, 2.0).unwrap();
		let pair = Arc::new(pair);
		let gradients: Arc<LoraGradients> = Arc::default();
		let (a, b) = pair.factors();
		for (name, weight) in weights(engine, inputs, outputs) {
			flops::of_integers(name == EXACT8);
			let op = LoraLinear::new(engine, &weight, &pair, Some(&gradients));
			let shape = format!("{inputs}x{outputs}/{name}");
			let factors = 2 * TOKENS * RANK * (inputs + outputs);
			flops(group, 2 * TOKENS * inputs * outputs + factors);
			group.bench_function(format!("lora-linear/{shape}/forward"), |bench| {
				bench.iter(|| x.apply_op3_no_bwd(a, b, &op).unwrap())
			});
			flops(group, 2 * TOKENS * inputs * outputs + 2 * factors);
			group.bench_function(format!("lora-linear/{shape}/backward"), |bench| {
				bench.iter(|| op.bwd(&x, a, b, &dy, &dy).unwrap())
			});
		}
	}
}

/// Measures causal attention of one sequence; flops count the pairs that are not masked.
fn attention(group: &mut Group, engine: &Arc<Engine>) {
	let (q, kv) = (tensor(engine, TOKENS, HIDDEN), tensor(engine, TOKENS, KEY_VALUE));
	let heads = Heads::causal(9, 3, 64, Arc::from([(TOKENS, TOKENS)]));
	let op = Attention::new(engine, &heads);
	flops::of_integers(false);
	let product = TOKENS * (TOKENS + 1) / 2 * HIDDEN * 2;
	flops(group, 2 * product);
	group.bench_function("attention/forward", |b| b.iter(|| q.apply_op3_no_bwd(&kv, &kv, &op).unwrap()));
	flops(group, 5 * product);
	group.bench_function("attention/backward", |b| b.iter(|| op.bwd(&q, &kv, &kv, &q, &q).unwrap()));
}

/// Measures the output layer with its cross-entropy, for as many rows as tokens.
fn loss(group: &mut Group, engine: &Arc<Engine>) {
	let hidden = tensor(engine, TOKENS, HIDDEN);
	let targets: Arc<[u32]> = (0..TOKENS as u32).collect();
	for (name, head) in weights(engine, HIDDEN, VOCABULARY) {
		for (pass, products) in [("evaluation", 1), ("training", 2)] {
			// The gradient through the output layer is in binary32.
			flops::of_integers(name == EXACT8 && products == 1);
			flops(group, products * 2 * TOKENS * HIDDEN * VOCABULARY);
			group.bench_function(format!("completion-loss/{name}/{pass}"), |b| {
				b.iter(|| {
					let op = CompletionLoss::new(engine, &head, targets.clone(), products == 2);
					hidden.apply_op1_no_bwd(&op).unwrap()
				})
			});
		}
	}
}

/// Measures operators without a product, and the optimiser.
fn row_operators(group: &mut BenchmarkGroup<WallTime>, engine: &Arc<Engine>) {
	let x = tensor(engine, TOKENS, HIDDEN);
	let norm = Arc::new(Norm { weight: numbers(HIDDEN), eps: 1e-5 });
	let op = RmsNorm::new(engine, &norm);
	group.bench_function("rms-norm/forward", |b| b.iter(|| x.apply_op1_no_bwd(&op).unwrap()));
	group.bench_function("rms-norm/backward", |b| b.iter(|| op.bwd(&x, &x, &x).unwrap()));
	let op = Rope::new(engine, &Arc::new(RopeTable::new(64, 1e5, TOKENS)), &(0..TOKENS as u32).collect());
	group.bench_function("rope/forward", |b| b.iter(|| x.apply_op1_no_bwd(&op).unwrap()));
	group.bench_function("rope/backward", |b| b.iter(|| op.bwd(&x, &x, &x).unwrap()));
	let op = Add::new(engine);
	group.bench_function("add/forward", |b| b.iter(|| x.apply_op2_no_bwd(&x, &op).unwrap()));
	let gate = tensor(engine, TOKENS, FEED_FORWARD);
	let op = SwiGlu::new(engine);
	group.bench_function("swiglu/forward", |b| b.iter(|| gate.apply_op2_no_bwd(&gate, &op).unwrap()));
	group.bench_function("swiglu/backward", |b| b.iter(|| op.bwd(&gate, &gate, &gate, &gate).unwrap()));
	let at = AdamW {
		rate: 1e-4,
		beta1: 0.9,
		beta2: 0.999,
		eps: 1e-8,
		decay: 0.01,
		correction1: 0.1,
		correction2: 0.001,
		clip: 1.0,
	};
	let [mut param, mut m, gradient] = [0; 3].map(|_| numbers(8 * FEED_FORWARD));
	let mut v = vec![1e-3; 8 * FEED_FORWARD];
	group.bench_function("adamw", |b| {
		b.iter(|| rows::adamw(engine.isa(), &at, &mut param, &mut m, &mut v, &gradient))
	});
}

fn quick<M: criterion::measurement::Measurement>(criterion: Criterion<M>) -> Criterion<M> {
	criterion
		.sample_size(20)
		.warm_up_time(Duration::from_millis(200))
		.measurement_time(Duration::from_millis(800))
		.configure_from_args()
}

fn main() {
	let mut products = quick(Criterion::default().with_measurement(Flops(WallTime)));
	let mut others = quick(Criterion::default());
	for isa in Isa::ALL.into_iter().filter(|isa| isa.supported()) {
		for threads in [1, 2] {
			let engine = Engine::with_isa(threads, isa).unwrap();
			let gflops = peak::gflops(&engine);
			let integers = peak::integer_gops(&engine);
			flops::set_peaks(gflops, integers.unwrap_or(gflops));
			println!("{isa:?} on {threads} threads: peak {gflops:.1} GFLOP/s");
			if let Some(gops) = integers {
				println!("{isa:?} on {threads} threads: peak {gops:.1} GOP/s of bytes");
			}
			let mut group = products.benchmark_group(format!("{isa:?}.{threads}"));
			linears(&mut group, &engine);
			lora_linears(&mut group, &engine);
			attention(&mut group, &engine);
			loss(&mut group, &engine);
			group.finish();
			let mut group = others.benchmark_group(format!("{isa:?}.{threads}"));
			row_operators(&mut group, &engine);
			group.finish();
		}
	}
	products.final_summary();
	others.final_summary();
}
