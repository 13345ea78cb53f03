//! The gate of Gemma's feed-forward block: y = gelu(g)·u, with the GELU in its tanh form.
//!
//! gelu(g) = ½·g·(1 + tanh(√(2/π)·(g + 0.044715·g³))) = g·σ(z), since ½·(1 + tanh(z ÷ 2)) = σ(z): with
//! [`crate::math::sigmoid`], c = 2·√(2/π) and a = c·0.044715, each narrowed once,
//!
//! - s = g·g, σ = σ(g·fma(a, s, c));
//! - forwards `y[i] = (g[i]·σ)·u[i]`;
//! - backwards, with b = 3·a narrowed once, `du[i] = dy[i]·(g[i]·σ)` and
//!   `dg[i] = (dy[i]·u[i])·(σ·fma(g[i]·fma(b, s, c), 1 − σ, 1))`.
//!
//! Shapes: g (the gate), u (up) and y are equal.

pub(crate) mod cpu;

use super::tensors::{tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// The gate, for a [`crate::Tape`].
pub struct GeGlu(Arc<Engine>);

impl GeGlu {
	/// Makes the operator. Its operands are gate and up.
	pub fn new(engine: &Arc<Engine>) -> Self {
		Self(engine.clone())
	}
}

impl CustomOp2 for GeGlu {
	fn name(&self) -> &'static str {
		"geglu"
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
pub fn geglu(engine: &Arc<Engine>, g: &Tensor, u: &Tensor) -> Result<Tensor> {
	g.apply_op2(u, GeGlu::new(engine))
}
