//! The output layer and its cross-entropy, on the rows that count and a chunk of rows at a time: the logits
//! of a whole sequence never exist.
//!
//! - Forwards, for the logits z = x·Wᵀ of a row (each one fma chain) and m = max(z), the loss of the row is
//!   `ln Σ e^(z − m) − (z[target] − m)`. The sum is a [`crate::math::sum`]. A logit that
//!   overflowed, −∞ included, makes the row's loss and gradient NaN.
//! - Backwards `dx[i] = G[i]·g`, with g the gradient of the row's loss and
//!   G = (softmax(z) − one-hot(target))·W.
//!
//! G is made during the forward pass, while the chunk's logits are at hand. This one product is not a single
//! chain over the vocabulary: after a likely token, the thousands of terms below half a unit in the last
//! place of the accumulator would all be lost, always towards it. Each 4,096 outputs are a chain from +0.0,
//! and the chains' results are added in order.
//!
//! If W has 8-bit integers, logits are the elements of a linear with them; G is of the weights themselves.
//!
//! Shapes: x is rows × inputs, W vocabulary × inputs, both dimensions of W multiples of 32; one target and
//! one loss a row.

pub(crate) mod cpu;

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine, matrix::Matrix};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};
use std::sync::{Arc, OnceLock};

/// The output layer with its loss, for a [`crate::Tape`].
pub struct CompletionLoss {
	engine: Arc<Engine>,
	head: Arc<Matrix>,
	targets: Arc<[u32]>,
	/// The product G of every row, if a backward pass may come.
	gradient: Option<OnceLock<Vec<f32>>>,
}

impl CompletionLoss {
	/// Makes the operator for the output layer `head` (both dimensions multiples of 32). `training` says
	/// whether a backward pass will come.
	pub fn new(engine: &Arc<Engine>, head: &Arc<Matrix>, targets: Arc<[u32]>, training: bool) -> Self {
		let gradient = training.then(OnceLock::new);
		Self { engine: engine.clone(), head: head.clone(), targets, gradient }
	}
}

impl CustomOp1 for CompletionLoss {
	fn name(&self) -> &'static str {
		"completion-loss"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (count, columns) = rows_of(l)?;
		let (head, vocabulary) = (&*self.head, self.head.rows());
		if count != self.targets.len()
			|| columns != head.columns()
			|| !columns.is_multiple_of(32)
			|| !vocabulary.is_multiple_of(32)
			|| self.targets.iter().any(|&t| t as usize >= vocabulary)
		{
			bail!("{count} rows of {columns} do not fit {} targets below {vocabulary}", self.targets.len());
		}
		let hidden = values(s, l)?;
		let products = if self.gradient.is_some() { 2 } else { 1 };
		self.engine.count(products * 2 * count * columns * vocabulary);
		let (losses, gradient) = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, hidden, head, &self.targets, self.gradient.is_some()),
		};
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
			match self.engine.backend() {
				Backend::Cpu(cpu) => cpu::backward(cpu, &mut dx, columns, grad),
			}
			Ok(())
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Returns the cross-entropy of each row of `hidden` against `targets`, through the output layer `head` (both
/// dimensions multiples of 32). `training` says whether a backward pass will come.
pub fn completion_loss(
	engine: &Arc<Engine>,
	hidden: &Tensor,
	head: &Arc<Matrix>,
	targets: Arc<[u32]>,
	training: bool,
) -> Result<Tensor> {
	hidden.apply_op1(CompletionLoss::new(engine, head, targets, training))
}
