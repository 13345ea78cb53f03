//! The gate of the feed-forward block: y = g · sigmoid(g) · u.

use super::{tensor_like, values, with_values};
use crate::{pool, rows, Engine};
use candle_core::{bail, CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};
use std::sync::Arc;

const STRIP: usize = 4096;

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
		let y = self.0.strips(g.len(), STRIP, 20 * g.len(), |start, y| {
			rows::swiglu(self.0.isa(), &g[start..][..y.len()], &u[start..][..y.len()], y);
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
		let (dg, du) = with_values(g, |g| {
			with_values(u, |u| {
				with_values(dy, |dy| {
					let mut dg = Vec::new();
					// SAFETY: each strip of du is written with the strip of dg at the same place.
					let du = unsafe {
						pool::filled(n, |dus| {
							dg = self.0.strips(n, STRIP, 24 * n, |start, dg| {
								let part = start..start + dg.len();
								let du = dus.zeros(start, dg.len());
								let (g, u, dy) = (&g[part.clone()], &u[part.clone()], &dy[part]);
								rows::swiglu_backward(self.0.isa(), g, u, dy, dg, du);
							});
						})
					};
					Ok((dg, du))
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
