//! What all gates of the feed-forward block share: y = gate(g)·u, element by element, and its gradients.
//!
//! Shapes: g (the gate), u (up) and y are equal. A gate's own folder has its formula.

use super::tensors::{tensor_like, values, with_values};
use crate::{
	backend::Backend,
	cpu::{device::Cpu, isa::Isa, shards},
	engine::Engine,
};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor, bail};
use std::{marker::PhantomData, sync::Arc};

/// A gate, by its loops over values of equal number.
pub trait Gate: Send + Sync + 'static {
	/// Name of the operator.
	const NAME: &'static str;

	/// Computes y on the processor.
	fn forward(isa: Isa, g: &[f32], u: &[f32], y: &mut [f32]);

	/// Computes dg and du from dy on the processor.
	fn backward(isa: Isa, g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]);
}

/// The operator of a gate, for a [`crate::Tape`].
pub struct Gated<G> {
	engine: Arc<Engine>,
	gate: PhantomData<fn() -> G>,
}

impl<G> Gated<G> {
	/// Makes the operator. Its operands are gate and up.
	pub fn new(engine: &Arc<Engine>) -> Self {
		Self { engine: engine.clone(), gate: PhantomData }
	}
}

impl<G: Gate> CustomOp2 for Gated<G> {
	fn name(&self) -> &'static str {
		G::NAME
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
		let y = match self.engine.backend() {
			Backend::Cpu(cpu) => forward::<G>(cpu, g, u),
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
				with_values(dy, |dy| match self.engine.backend() {
					Backend::Cpu(cpu) => Ok(backward::<G>(cpu, g, u, dy)),
				})
			})
		})?;
		Ok((Some(tensor_like(dg, g)?), Some(tensor_like(du, u)?)))
	}
}

/// The number of values in a task.
const STRIP: usize = 4096;

/// Returns y, the gate applied to up.
fn forward<G: Gate>(cpu: &Cpu, g: &[f32], u: &[f32]) -> Vec<f32> {
	cpu.strips(g.len(), STRIP, 20 * g.len(), |start, y| {
		G::forward(cpu.isa(), &g[start..][..y.len()], &u[start..][..y.len()], y);
	})
}

/// Returns dg and du, the gradients of gate and up.
fn backward<G: Gate>(cpu: &Cpu, g: &[f32], u: &[f32], dy: &[f32]) -> (Vec<f32>, Vec<f32>) {
	let mut dg = Vec::new();
	let fill = |dus: &shards::Shards<f32>| {
		dg = cpu.strips(g.len(), STRIP, 24 * g.len(), |start, dg| {
			let part = start..start + dg.len();
			// SAFETY: the place of du is that of this task's strip of dg, which no other task has.
			let du = unsafe { dus.zeros(start, dg.len()) };
			G::backward(cpu.isa(), &g[part.clone()], &u[part.clone()], &dy[part], dg, du);
		});
	};
	// SAFETY: the strips of dg cover it, and each writes du at the same places.
	let du = unsafe { shards::filled(g.len(), fill) };
	(dg, du)
}
