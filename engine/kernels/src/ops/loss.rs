//! The output layer and its cross-entropy, on the rows that count and a chunk of rows at a time: the logits of a whole
//! sequence never exist.
//!
//! The loss of a row is ln Σ e^(z − max) − (z[target] − max). The gradient of the hidden row is
//! g · ((softmax − one-hot)·W), with g the gradient of the row's loss; the product is made during the forward
//! pass, while the chunk's logits are at hand. This one product is not a single chain over the vocabulary: after a likely
//! token, the thousands of terms below half a unit in the last place of the accumulator would all be lost, always
//! towards it. Each 4,096 outputs are a chain from +0.0, and the chains' results are added in order.

use super::{rows_of, tensor_like, values, with_values};
use crate::{
	gemm,
	operand::{Left, Right},
	pool::Shards,
	rows, Engine, Matrix,
};
use candle_core::{bail, CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::{Arc, OnceLock};

/// Rows whose logits exist at a time.
const CHUNK: usize = 256;
/// Between two rows of logits, beyond the vocabulary: most vocabularies are whole pages long, and rows whole pages apart
/// share few places of a cache.
const GAP: usize = 16;
/// Outputs in one chain of the hidden row's gradient.
const SEGMENT: usize = 4096;

/// The operator, for a [`crate::Tape`].
pub struct CompletionLoss {
	engine: Arc<Engine>,
	head: Arc<Matrix>,
	targets: Arc<[u32]>,
	/// (softmax − one-hot)·W of every row, if a backward pass may come.
	gradient: Option<OnceLock<Vec<f32>>>,
}

impl CustomOp1 for CompletionLoss {
	fn name(&self) -> &'static str {
		"completion-loss"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (count, columns) = rows_of(l)?;
		let (engine, head) = (&*self.engine, &*self.head);
		let vocabulary = head.rows();
		if count != self.targets.len()
			|| columns != head.columns()
			|| !columns.is_multiple_of(32)
			|| !vocabulary.is_multiple_of(32)
			|| self.targets.iter().any(|&t| t as usize >= vocabulary)
		{
			bail!("{count} rows of {columns} do not fit {} targets below {vocabulary}", self.targets.len());
		}
		let hidden = values(s, l)?;
		let mut losses = vec![0.0; count];
		let mut gradient = vec![0.0; if self.gradient.is_some() { count * columns } else { 0 }];
		let stride = vocabulary + GAP;
		let length = CHUNK.min(count) * stride;
		engine.with_scratch(length, |logits| {
			for first in (0..count).step_by(CHUNK) {
				let rows = CHUNK.min(count - first);
				let hidden = &hidden[first * columns..][..rows * columns];
				self.losses(hidden, &self.targets[first..][..rows], logits, stride, &mut losses[first..]);
				if self.gradient.is_some() {
					let out = &mut gradient[first * columns..][..rows * columns];
					self.hidden_gradient(logits, stride, out);
				}
			}
		});
		if let Some(cell) = &self.gradient {
			let _ = cell.set(gradient);
		}
		Ok((CpuStorage::F32(losses), Shape::from(count)))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, grad: &Tensor) -> Result<Option<Tensor>> {
		let Some(mut dx) = self.gradient.as_ref().and_then(|cell| cell.get()).cloned() else {
			bail!("the forward pass was told that no backward pass would come");
		};
		let columns = x.dim(1)?;
		with_values(grad, |grad| {
			for (row, g) in dx.chunks_exact_mut(columns).zip(grad) {
				rows::scale(self.engine.isa(), row, *g);
			}
			Ok(())
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

impl CompletionLoss {
	/// Goes through the output layer `head` (both dimensions multiples of 32). `training` says whether a backward pass will come.
	pub fn new(engine: &Arc<Engine>, head: &Arc<Matrix>, targets: Arc<[u32]>, training: bool) -> Self {
		let gradient = training.then(OnceLock::new);
		Self { engine: engine.clone(), head: head.clone(), targets, gradient }
	}
}

impl CompletionLoss {
	/// The loss of each row; its logits become softmax − one-hot.
	fn losses(&self, hidden: &[f32], targets: &[u32], logits: &mut [f32], stride: usize, losses: &mut [f32]) {
		let (engine, head, rows) = (&*self.engine, &*self.head, targets.len());
		let (columns, vocabulary) = (head.columns(), head.rows());
		let x = Left::rows(engine, hidden, rows, columns, columns);
		let (all, out) = (Shards::new(logits), Shards::new(losses));
		// SAFETY: there is room for these rows of logits.
		unsafe { gemm::product(engine, &[(&x, Right::outputs(head))], vocabulary, &all, stride, true) };
		engine.run(rows, 10 * rows * vocabulary, &|row| {
			// SAFETY: one row a task.
			let (logits, loss) = unsafe { (all.slice(row * stride, vocabulary), out.slice(row, 1)) };
			loss[0] = rows::cross_entropy(engine.isa(), logits, targets[row] as usize);
		});
	}

	/// (softmax − one-hot)·W, segment by segment of the vocabulary.
	fn hidden_gradient(&self, errors: &[f32], stride: usize, sum: &mut [f32]) {
		let (engine, head) = (&*self.engine, &*self.head);
		let (columns, vocabulary) = (head.columns(), head.rows());
		let rows = sum.len() / columns;
		let mut part = vec![0.0; if vocabulary > SEGMENT { sum.len() } else { 0 }];
		for first in (0..vocabulary).step_by(SEGMENT) {
			let depth = SEGMENT.min(vocabulary - first);
			let errors = Left::rows(engine, &errors[first..], rows, depth, stride);
			let weights = Right::Inputs { w: head, first, depth };
			let out = Shards::new(if first == 0 { &mut *sum } else { &mut part });
			// SAFETY: both places are rows × columns.
			unsafe { gemm::product(engine, &[(&errors, weights)], columns, &out, columns, true) };
			if first > 0 {
				let sums = Shards::new(sum);
				engine.run(rows.div_ceil(16), part.len(), &|task| {
					let start = task * 16 * columns;
					let length = (16 * columns).min(part.len() - start);
					// SAFETY: 16 rows a task.
					let sum = unsafe { sums.slice(start, length) };
					rows::add_to(engine.isa(), &part[start..][..length], sum);
				});
			}
		}
	}
}

/// Cross-entropy of each row of `hidden` against `targets`, through the output layer `head` (both dimensions multiples of
/// 32).
/// `training` says whether a backward pass will come.
pub fn completion_loss(
	engine: &Arc<Engine>,
	hidden: &Tensor,
	head: &Arc<Matrix>,
	targets: Arc<[u32]>,
	training: bool,
) -> Result<Tensor> {
	hidden.apply_op1(CompletionLoss::new(engine, head, targets, training))
}
