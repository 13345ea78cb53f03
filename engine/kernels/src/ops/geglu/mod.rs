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

use super::gated::{Gate, Gated};
use crate::{cpu::isa::Isa, engine::Engine};
use candle_core::{Result, Tensor};
use std::sync::Arc;

/// The loops of [`GeGlu`].
pub enum Gelu {}

impl Gate for Gelu {
	const NAME: &'static str = "geglu";

	fn forward(isa: Isa, g: &[f32], u: &[f32], y: &mut [f32]) {
		cpu::geglu(isa, g, u, y);
	}

	fn backward(isa: Isa, g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]) {
		cpu::geglu_backward(isa, g, u, dy, dg, du);
	}
}

/// The gate of Gemma, for a [`crate::Tape`].
pub type GeGlu = Gated<Gelu>;

/// Applies gate `g` to `u`.
pub fn geglu(engine: &Arc<Engine>, g: &Tensor, u: &Tensor) -> Result<Tensor> {
	g.apply_op2(u, GeGlu::new(engine))
}
