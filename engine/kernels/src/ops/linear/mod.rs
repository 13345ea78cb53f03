//! A linear with a frozen weight: y = x·Wᵀ.
//!
//! - Forwards `y[t][o]` is one fma chain from +0.0 over `x[t][i]·W[o][i]`, i ascending.
//! - Backwards `dx[t][i]` is one fma chain from +0.0 over `dy[t][o]·W[o][i]`, o ascending. No gradient of W
//!   is ever computed.
//!
//! If W has 8-bit integers, both directions are chains over blocks of 32, as `docs/reference/arithmetic.md`
//! defines them under "Linears in 8-bit integers".
//!
//! Shapes: x is tokens × inputs, W outputs × inputs, y tokens × outputs; inputs and outputs are multiples of
//! 32.

mod cpu;

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine, matrix::Matrix};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// The linear, for a [`crate::Tape`].
pub struct Linear {
	engine: Arc<Engine>,
	weight: Arc<Matrix>,
}

impl Linear {
	/// Makes the operator that applies `weight`, both of whose dimensions are multiples of 32.
	pub fn new(engine: &Arc<Engine>, weight: &Arc<Matrix>) -> Self {
		Self { engine: engine.clone(), weight: weight.clone() }
	}

	/// Counts one product of `tokens` rows and the weight.
	fn count(&self, tokens: usize) {
		self.engine.count(2 * tokens * self.weight.rows() * self.weight.columns());
	}
}

impl CustomOp1 for Linear {
	fn name(&self) -> &'static str {
		"frozen-linear"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (tokens, inputs) = rows_of(l)?;
		let w = &*self.weight;
		if inputs != w.columns() || !inputs.is_multiple_of(32) || !w.rows().is_multiple_of(32) {
			bail!("a {} × {} weight does not fit inputs of {inputs}", w.rows(), w.columns());
		}
		let x = values(s, l)?;
		self.count(tokens);
		let y = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, x, tokens, w),
		};
		Ok((CpuStorage::F32(y), Shape::from((tokens, w.rows()))))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let tokens = x.dim(0)?;
		self.count(tokens);
		let dx = with_values(dy, |dy| match self.engine.backend() {
			Backend::Cpu(cpu) => Ok(cpu::backward(cpu, dy, tokens, &self.weight)),
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Applies a frozen weight (both dimensions multiples of 32) to rows of `x`; backward gives the gradient of
/// `x` only.
pub fn linear(engine: &Arc<Engine>, x: &Tensor, weight: &Arc<Matrix>) -> Result<Tensor> {
	x.apply_op1(Linear::new(engine, weight))
}
