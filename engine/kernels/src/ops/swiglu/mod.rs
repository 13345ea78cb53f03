//! The gate of the feed-forward block: y = g·σ(g)·u, with σ = [`crate::math::sigmoid`].
//!
//! - Forwards `y[i] = (g[i]·σ(g[i]))·u[i]`.
//! - Backwards, with σ that of `g[i]`, `dg[i] = (dy[i]·u[i])·(σ·fma(g[i], 1 − σ, 1))` and
//!   `du[i] = dy[i]·(g[i]·σ)`.
//!
//! Shapes: g (the gate), u (up) and y are equal.

pub(crate) mod cpu;

use super::gated::{Gate, Gated};
use crate::{cpu::isa::Isa, engine::Engine};
use candle_core::{Result, Tensor};
use std::sync::Arc;

/// The loops of [`SwiGlu`].
pub enum Silu {}

impl Gate for Silu {
	const NAME: &'static str = "swiglu";

	fn forward(isa: Isa, g: &[f32], u: &[f32], y: &mut [f32]) {
		cpu::swiglu(isa, g, u, y);
	}

	fn backward(isa: Isa, g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]) {
		cpu::swiglu_backward(isa, g, u, dy, dg, du);
	}
}

/// The gate of most families, for a [`crate::Tape`].
pub type SwiGlu = Gated<Silu>;

/// Applies gate `g` to `u`.
pub fn swiglu(engine: &Arc<Engine>, g: &Tensor, u: &Tensor) -> Result<Tensor> {
	g.apply_op2(u, SwiGlu::new(engine))
}
