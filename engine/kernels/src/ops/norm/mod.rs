//! RMSNorm of rows with a frozen weight: y = x·r·w with r = 1 ÷ √(Σx² ÷ n + ε).
//!
//! - Forwards Σx² is a [`crate::math::dot`]; `y[i] = (x[i]·r)·w[i]`.
//! - Backwards, with `g[i] = dy[i]·w[i]` and `c = (((r·r)·r)·Σ g·x) ÷ n`, `dx[i] = fma(−x[i], c, g[i]·r)`.
//!
//! Shapes: x and y are rows × columns, w has one factor a column; n is the number of columns. By head, a row
//! of x is heads·D values, w has D factors, and each head of a row is such a row of n = D columns.

pub(crate) mod cpu;

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// Weight and ε of a norm.
pub struct Norm {
	/// The factors, one a column.
	pub weight: Vec<f32>,
	/// The addend ε, which keeps the divisor away from zero.
	pub eps: f32,
}

/// The norm, for a [`crate::Tape`].
pub struct RmsNorm {
	engine: Arc<Engine>,
	norm: Arc<Norm>,
	/// The number of heads of a row, if each is normalised on its own.
	heads: Option<usize>,
}

impl RmsNorm {
	/// Makes the operator that normalises rows with the given weight.
	pub fn new(engine: &Arc<Engine>, norm: &Arc<Norm>) -> Self {
		Self { engine: engine.clone(), norm: norm.clone(), heads: None }
	}

	/// Makes the operator that normalises each of the `heads` heads of a row with the given weight.
	pub fn by_head(engine: &Arc<Engine>, norm: &Arc<Norm>, heads: usize) -> Self {
		Self { heads: Some(heads), ..Self::new(engine, norm) }
	}
}

impl CustomOp1 for RmsNorm {
	fn name(&self) -> &'static str {
		if self.heads.is_some() { "head-norm" } else { "rms-norm" }
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (_, columns) = rows_of(l)?;
		let Norm { weight, eps } = &*self.norm;
		let heads = self.heads.unwrap_or(1);
		if weight.is_empty() || weight.len().checked_mul(heads) != Some(columns) {
			bail!("a norm of {heads} × {} columns got {columns}", weight.len());
		}
		let x = values(s, l)?;
		let y = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, x, weight, *eps),
		};
		Ok((CpuStorage::F32(y), l.shape().clone()))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let Norm { weight, eps } = &*self.norm;
		let dx = with_values(x, |x| {
			with_values(dy, |dy| match self.engine.backend() {
				Backend::Cpu(cpu) => Ok(cpu::backward(cpu, x, weight, *eps, dy)),
			})
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Normalises each row of `x`.
pub fn rms_norm(engine: &Arc<Engine>, x: &Tensor, norm: &Arc<Norm>) -> Result<Tensor> {
	x.apply_op1(RmsNorm::new(engine, norm))
}

/// Normalises each of the `heads` heads of each row of `x`.
pub fn head_norm(engine: &Arc<Engine>, x: &Tensor, norm: &Arc<Norm>, heads: usize) -> Result<Tensor> {
	x.apply_op1(RmsNorm::by_head(engine, norm, heads))
}
