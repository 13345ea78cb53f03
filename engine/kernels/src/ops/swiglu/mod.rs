//! The gate of the feed-forward block: y = g·σ(g)·u, with σ = [`crate::math::sigmoid`].
//!
//! - Forwards `y[i] = (g[i]·σ(g[i]))·u[i]`.
//! - Backwards, with σ that of `g[i]`, `dg[i] = (dy[i]·u[i])·(σ·fma(g[i], 1 − σ, 1))` and
//!   `du[i] = dy[i]·(g[i]·σ)`.
//!
//! Shapes: g (the gate), u (up) and y are equal.

pub(crate) mod cpu;

use super::tensors::{tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// The gate, for a [`crate::Tape`].
pub struct SwiGlu(Arc<Engine>);

impl SwiGlu {
	/// Makes the operator. Its operands are gate and up.
	pub fn new(engine: &Arc<Engine>) -> Self {
		Self(engine.clone())
	}
}

impl CustomOp2 for SwiGlu {
	fn name(&self) -> &'static str {
		"swiglu"
	}

	fn cpu_fwd(
		&self,
		s1: &CpuStorage,
		l1: &Layout,
		s2: &CpuStorage,
		l2: &Layout,
	) -> Result<(CpuStorage, Shape)> {
		let (g, u) = (values(s1, l1)?, values(s2, l2)?);
		if g.len() != u.len() {
			bail!("gate and up differ in shape");
		}
		let y = match self.0.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, g, u),
		};
		Ok((CpuStorage::F32(y), l1.shape().clone()))
	}

	fn bwd(
		&self,
		g: &Tensor,
		u: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>)> {
		let (dg, du) = with_values(g, |g| {
			with_values(u, |u| {
				with_values(dy, |dy| match self.0.backend() {
					Backend::Cpu(cpu) => Ok(cpu::backward(cpu, g, u, dy)),
				})
			})
		})?;
		Ok((Some(tensor_like(dg, g)?), Some(tensor_like(du, u)?)))
	}
}

/// Applies gate `g` to `u`.
pub fn swiglu(engine: &Arc<Engine>, g: &Tensor, u: &Tensor) -> Result<Tensor> {
	g.apply_op2(u, SwiGlu::new(engine))
}
