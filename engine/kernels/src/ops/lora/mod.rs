//! A frozen linear with a LoRA update, fused: y = x·Wᵀ + s·(x·Aᵀ)·Bᵀ.
//!
//! - Forwards, with `e[t][j]` = (the chain over `x[t][i]·A[j][i]`, i ascending)·s, `y[t][o]` is one chain:
//!   over `x[t][i]·W[o][i]`, and straight on over the r products `e[t][j]·B[o][j]`.
//! - Backwards, with `f[t][j]` = (the chain over `dy[t][o]·B[o][j]`, o ascending)·s, `dx[t][i]` is one chain:
//!   over `dy[t][o]·W[o][i]`, and on over `f[t][j]·A[j][i]`.
//! - `dA[j][i]` is the chain over tokens of `f[t][j]·x[t][i]`, and `dB[o][j]` that of `e[t][j]·dy[t][o]`.
//!   With [`LoraGradients`] they run on from one sequence to the next. No gradient of W is ever computed.
//!
//! Every chain is of fmas and begins at +0.0. If W has 8-bit integers, the parts over W are those of
//! [`crate::ops::linear()`] with them, and the chains go on from there.
//!
//! Shapes: x is tokens × inputs, W outputs × inputs, A rank × inputs, B outputs × rank, y tokens × outputs;
//! inputs and outputs are multiples of 32.

mod cpu;
mod gradients;
mod pair;

pub use gradients::LoraGradients;
pub use pair::{LoraError, LoraPair};

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine, matrix::Matrix};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor, bail};
use gradients::{FactorSums, transpose};
use std::sync::{Arc, OnceLock};

/// The fused linear, for a [`crate::Tape`]. Its operands are x and the pair's [`LoraPair::factors`].
pub struct LoraLinear {
	engine: Arc<Engine>,
	weight: Arc<Matrix>,
	pair: Arc<LoraPair>,
	gradients: Option<Arc<LoraGradients>>,
	/// The factor e of the forward pass, tokens × padded rank.
	scaled: OnceLock<Vec<f32>>,
}

impl LoraLinear {
	/// Makes the operator that applies `weight` and `pair`; gradients of the factors go into `gradients` if
	/// given.
	pub fn new(
		engine: &Arc<Engine>,
		weight: &Arc<Matrix>,
		pair: &Arc<LoraPair>,
		gradients: Option<&Arc<LoraGradients>>,
	) -> Self {
		Self {
			engine: engine.clone(),
			weight: weight.clone(),
			pair: pair.clone(),
			gradients: gradients.cloned(),
			scaled: OnceLock::new(),
		}
	}

	/// Counts a product with the weight, and `products` of a token's row with both factors.
	fn count(&self, tokens: usize, products: usize) {
		let (inputs, outputs) = (self.weight.columns(), self.weight.rows());
		self.engine.count(2 * tokens * (inputs * outputs + products * self.pair.rank() * (inputs + outputs)));
	}
}

impl CustomOp3 for LoraLinear {
	fn name(&self) -> &'static str {
		"lora-linear"
	}

	fn cpu_fwd(
		&self,
		s: &CpuStorage,
		l: &Layout,
		_: &CpuStorage,
		_: &Layout,
		_: &CpuStorage,
		_: &Layout,
	) -> Result<(CpuStorage, Shape)> {
		let (tokens, inputs) = rows_of(l)?;
		let (w, pair) = (&*self.weight, &*self.pair);
		let fits = inputs == w.columns()
			&& pair.a.columns() == inputs
			&& pair.b.rows() == w.rows()
			&& pair.b.columns() == pair.rank()
			&& w.rows().is_multiple_of(32)
			&& inputs.is_multiple_of(32);
		if !fits {
			bail!("the shapes of inputs, weight and LoRA factors do not fit");
		}
		let x = values(s, l)?;
		self.count(tokens, 1);
		let (y, e) = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, x, tokens, w, pair),
		};
		let _ = self.scaled.set(e);
		Ok((CpuStorage::F32(y), Shape::from((tokens, w.rows()))))
	}

	fn bwd(
		&self,
		x: &Tensor,
		_: &Tensor,
		_: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
		let tokens = x.dim(0)?;
		let (w, pair) = (&*self.weight, &*self.pair);
		let e = self.scaled.get().map_or(&[][..], |e| e);
		self.count(tokens, 2);
		let mut own = FactorSums::default();
		let dx = with_values(x, |x| {
			with_values(dy, |dy| match self.engine.backend() {
				Backend::Cpu(cpu) => {
					let (dx, f) = cpu::backward(cpu, dy, tokens, w, pair);
					match &self.gradients {
						Some(shared) => cpu::add_gradients(cpu, (x, dy), (e, &f), pair, &mut shared.sums()),
						None => cpu::add_gradients(cpu, (x, dy), (e, &f), pair, &mut own),
					}
					Ok(dx)
				},
			})
		})?;
		let dx = tensor_like(dx, x)?;
		if self.gradients.is_some() {
			return Ok((Some(dx), None, None));
		}
		let (a, b) = pair.factors();
		let da = tensor_like(own.a, a)?;
		let db = tensor_like(transpose(&own.b, pair.rank()), b)?;
		Ok((Some(dx), Some(da), Some(db)))
	}
}

/// Applies a frozen weight with a LoRA update to rows of `x`.
///
/// Backward gives dx and, into `gradients` if given and as ordinary candle gradients of the pair's tensors
/// otherwise, dA and dB.
pub fn lora_linear(
	engine: &Arc<Engine>,
	x: &Tensor,
	weight: &Arc<Matrix>,
	pair: &Arc<LoraPair>,
	gradients: Option<&Arc<LoraGradients>>,
) -> Result<Tensor> {
	let (a, b) = pair.factors();
	x.apply_op3(a, b, LoraLinear::new(engine, weight, pair, gradients))
}
