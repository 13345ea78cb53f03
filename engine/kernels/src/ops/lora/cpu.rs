//! The fused linear on the processor.

use super::{gradients::FactorSums, pair::LoraPair};
use crate::{
	cpu::{
		device::Cpu,
		elementwise, exact8, gemm,
		operand::{Left, Right},
		shards::{self, Shards},
	},
	matrix::Matrix,
};

/// Returns the rank, padded to whole vectors.
fn padded_rank(pair: &LoraPair) -> usize {
	pair.rank().next_multiple_of(16)
}

/// Returns `x·pᵀ` or `x·p` for a factor p, times the scale: tokens × padded rank, of which the columns beyond
/// the rank mean nothing.
fn reduced(cpu: &Cpu, x: &Left, factor: Right, pair: &LoraPair) -> Vec<f32> {
	let padded = padded_rank(pair);
	// SAFETY: nobody else has the values, and the product writes whole vectors of 16, so each of them.
	let mut y = unsafe {
		shards::filled(x.rows * padded, |y| gemm::product(cpu, &[(x, factor)], pair.rank(), y, padded, true))
	};
	elementwise::scale(cpu.isa(), &mut y, pair.scale);
	y
}

/// Returns y and e, the latter tokens × padded rank.
pub(super) fn forward(
	cpu: &Cpu,
	x: &[f32],
	tokens: usize,
	w: &Matrix,
	pair: &LoraPair,
) -> (Vec<f32>, Vec<f32>) {
	let rows = Left::rows(cpu, x, tokens, w.columns(), w.columns());
	let e = reduced(cpu, &rows, Right::outputs(&pair.a), pair);
	let scaled = Left::rows(cpu, &e, tokens, pair.rank(), padded_rank(pair));
	let update = (&scaled, Right::outputs(&pair.b));
	let y = match exact8::Weight::of(w) {
		Some(w) => exact8::forward(cpu, x, tokens, w, Some(update)),
		None => gemm::whole_product(cpu, &[(&rows, Right::outputs(w)), update], w.rows()),
	};
	(y, e)
}

/// Returns dx and f, the latter tokens × padded rank.
pub(super) fn backward(
	cpu: &Cpu,
	dy: &[f32],
	tokens: usize,
	w: &Matrix,
	pair: &LoraPair,
) -> (Vec<f32>, Vec<f32>) {
	let rows = Left::rows(cpu, dy, tokens, w.rows(), w.rows());
	let f = reduced(cpu, &rows, Right::inputs(&pair.b), pair);
	let scaled = Left::rows(cpu, &f, tokens, pair.rank(), padded_rank(pair));
	let update = (&scaled, Right::inputs(&pair.a));
	let dx = match exact8::Weight::of(w) {
		Some(w) => exact8::backward(cpu, dy, tokens, w, Some(update)),
		None => gemm::whole_product(cpu, &[(&rows, Right::inputs(w)), update], w.columns()),
	};
	(dx, f)
}

/// Continues the chains of the factors' gradients over these tokens.
pub(super) fn add_gradients(
	cpu: &Cpu,
	(x, dy): (&[f32], &[f32]),
	(e, f): (&[f32], &[f32]),
	pair: &LoraPair,
	sums: &mut FactorSums,
) {
	let rank = pair.rank();
	let (inputs, outputs) = (pair.a.columns(), pair.b.rows());
	let fresh = sums.a.is_empty();
	sums.a.resize(rank * inputs, 0.0);
	sums.b.resize(rank * outputs, 0.0);
	let outer = |left: &[f32], right: &[f32], width: usize, sum: &mut [f32]| {
		let tokens = right.len() / width;
		let left = Left::columns(left, rank, tokens, padded_rank(pair));
		let right = Right::Rows { values: right, stride: width, depth: tokens };
		// SAFETY: the sum is rank × width, initialised, and borrowed here alone.
		unsafe { gemm::product(cpu, &[(&left, right)], width, &Shards::new(sum), width, fresh) }
	};
	outer(f, x, inputs, &mut sums.a);
	outer(e, dy, outputs, &mut sums.b);
}
