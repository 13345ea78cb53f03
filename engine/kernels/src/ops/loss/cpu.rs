//! The output layer and its loss on the processor, a chunk of rows at a time.

use crate::{
	cpu::{
		device::Cpu,
		elementwise, exact8, gemm,
		isa::every_isa,
		operand::{Left, Right},
		shards::Shards,
	},
	math::{self, exp},
	matrix::Matrix,
};

/// The number of rows whose logits exist at a time.
const CHUNK: usize = 256;
/// The number of values between two rows of logits, beyond the vocabulary: most vocabularies are whole pages
/// long, and rows whole pages apart share few places of a cache.
const GAP: usize = 16;
/// The number of outputs in one chain of the hidden row's gradient.
const SEGMENT: usize = 4096;
/// The number of rows in a task that adds gradients.
const ROWS: usize = 16;

/// Returns the loss of each row and, if `training`, (softmax − one-hot)·W of each row.
pub(super) fn forward(
	cpu: &Cpu,
	hidden: &[f32],
	head: &Matrix,
	targets: &[u32],
	training: bool,
) -> (Vec<f32>, Vec<f32>) {
	let (count, columns) = (targets.len(), head.columns());
	let mut losses = vec![0.0; count];
	let mut gradient = vec![0.0; if training { count * columns } else { 0 }];
	let stride = head.rows() + GAP;
	cpu.with_scratch(CHUNK.min(count) * stride, |logits| {
		for first in (0..count).step_by(CHUNK) {
			let rows = CHUNK.min(count - first);
			let part = first * columns..(first + rows) * columns;
			let targets = &targets[first..][..rows];
			chunk_losses(cpu, &hidden[part.clone()], head, targets, logits, &mut losses[first..]);
			if training {
				hidden_gradient(cpu, logits, head, &mut gradient[part]);
			}
		}
	});
	(losses, gradient)
}

/// Multiplies each row of (softmax − one-hot)·W by the gradient of its loss.
pub(super) fn backward(cpu: &Cpu, dx: &mut [f32], columns: usize, gradients: &[f32]) {
	for (row, g) in dx.chunks_exact_mut(columns).zip(gradients) {
		elementwise::scale(cpu.isa(), row, *g);
	}
}

/// Writes the loss of each row; its logits become softmax − one-hot.
fn chunk_losses(
	cpu: &Cpu,
	hidden: &[f32],
	head: &Matrix,
	targets: &[u32],
	logits: &mut [f32],
	losses: &mut [f32],
) {
	let (rows, columns, vocabulary) = (targets.len(), head.columns(), head.rows());
	let stride = vocabulary + GAP;
	let (all, out) = (Shards::new(logits), Shards::new(losses));
	match exact8::Weight::of(head) {
		// SAFETY: the logits have these rows, and are borrowed here alone.
		Some(w) => unsafe { exact8::forward_into(cpu, hidden, rows, w, None, &all, stride) },
		None => {
			let x = Left::rows(cpu, hidden, rows, columns, columns);
			// SAFETY: as above.
			unsafe { gemm::product(cpu, &[(&x, Right::outputs(head))], vocabulary, &all, stride, true) }
		},
	}
	cpu.run(rows, 10 * rows * vocabulary, &|row| {
		// SAFETY: a row of logits and its loss belong to one task, and both are initialised.
		let (logits, loss) = unsafe { (all.slice(row * stride, vocabulary), out.slice(row, 1)) };
		loss[0] = cross_entropy(cpu.isa(), logits, targets[row] as usize);
	});
}

/// Writes (softmax − one-hot)·W, segment by segment of the vocabulary.
fn hidden_gradient(cpu: &Cpu, errors: &[f32], head: &Matrix, sum: &mut [f32]) {
	let (columns, vocabulary) = (head.columns(), head.rows());
	let rows = sum.len() / columns;
	let mut part = vec![0.0; if vocabulary > SEGMENT { sum.len() } else { 0 }];
	for first in (0..vocabulary).step_by(SEGMENT) {
		let depth = SEGMENT.min(vocabulary - first);
		let errors = Left::rows(cpu, &errors[first..], rows, depth, vocabulary + GAP);
		let weights = Right::Inputs { w: head, first, depth };
		let out = Shards::new(if first == 0 { &mut *sum } else { &mut part });
		// SAFETY: either place is rows × columns, and is borrowed here alone.
		unsafe { gemm::product(cpu, &[(&errors, weights)], columns, &out, columns, true) };
		if first > 0 {
			let sums = Shards::new(sum);
			cpu.run(rows.div_ceil(ROWS), part.len(), &|task| {
				let start = task * ROWS * columns;
				let length = (ROWS * columns).min(part.len() - start);
				// SAFETY: these rows belong to one task, and are initialised.
				let sum = unsafe { sums.slice(start, length) };
				elementwise::add_to(cpu.isa(), &part[start..][..length], sum);
			});
		}
	}
}

every_isa! {
	/// Returns the cross-entropy of one row of logits, `−ln softmax[target]`; the row becomes softmax −
	/// one-hot(target), its gradient. Both are NaN if a logit is not finite.
	pub fn cross_entropy(row: &mut [f32], target: usize) -> f32 {
		let top = math::max(row);
		let wanted = row[target];
		// A logit that overflowed to −∞ would vanish as e^−∞ = 0.
		let mut infinities = 0u32;
		for x in row.iter_mut() {
			infinities += u32::from(*x == f32::NEG_INFINITY);
			*x = exp(*x - top);
		}
		let total = if infinities == 0 { math::sum(row) } else { f32::NAN };
		for x in row.iter_mut() {
			*x /= total;
		}
		row[target] -= 1.0;
		math::ln(total) - (wanted - top)
	}
}
