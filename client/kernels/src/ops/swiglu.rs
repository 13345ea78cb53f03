//! The gate of the feed-forward block: y = g · sigmoid(g) · u.

use super::{tensor_like, values, with_values};
use crate::{pool::Shards, rows, Engine};
use candle_core::{bail, CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};
use std::sync::Arc;

const STRIP: usize = 8192;

/// The operator, for a [`crate::Tape`].
pub struct SwiGlu(Arc<Engine>);

impl SwiGlu {
	/// Takes gate and up.
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
		let mut y = vec![0.0; g.len()];
		let shards = Shards::new(&mut y);
		self.0.run(g.len().div_ceil(STRIP), 20 * g.len(), &|task| {
			let (start, length) = (task * STRIP, STRIP.min(g.len() - task * STRIP));
			// SAFETY: one strip a task.
			let y = unsafe { shards.slice(start, length) };
			rows::swiglu(self.0.isa(), &g[start..][..length], &u[start..][..length], y);
		});
		Ok((CpuStorage::F32(y), l1.shape().clone()))
	}

	fn bwd(
		&self,
		g: &Tensor,
		u: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>)> {
		let n = g.elem_count();
		let (mut dg, mut du) = (vec![0.0; n], vec![0.0; n]);
		with_values(g, |g| {
			with_values(u, |u| {
				with_values(dy, |dy| {
					let (dgs, dus) = (Shards::new(&mut dg), Shards::new(&mut du));
					self.0.run(n.div_ceil(STRIP), 24 * n, &|task| {
						let (start, length) = (task * STRIP, STRIP.min(n - task * STRIP));
						// SAFETY: one strip a task.
						let (dg, du) = unsafe { (dgs.slice(start, length), dus.slice(start, length)) };
						let part = start..start + length;
						let (g, u, dy) = (&g[part.clone()], &u[part.clone()], &dy[part]);
						rows::swiglu_backward(self.0.isa(), g, u, dy, dg, du);
					});
					Ok(())
				})
			})
		})?;
		Ok((Some(tensor_like(dg, g)?), Some(tensor_like(du, u)?)))
	}
}

/// Gate `g` applied to `u`.
pub fn swiglu(engine: &Arc<Engine>, g: &Tensor, u: &Tensor) -> Result<Tensor> {
	g.apply_op2(u, SwiGlu::new(engine))
}
