//! Sum of two tensors of the same shape: `y[i] = a[i] + b[i]`.
//!
//! - Forwards each element is one rounded addition.
//! - Backwards `da = db = dy`.
//!
//! Shapes: a, b and y are equal. Candle's own addition runs on a pool that spins, hence this one.

pub(crate) mod cpu;

use super::tensors::{tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// The sum, for a [`crate::Tape`].
pub struct Add(Arc<Engine>);

impl Add {
	/// Makes the operator. Its operands are the two terms.
	pub fn new(engine: &Arc<Engine>) -> Self {
		Self(engine.clone())
	}

	fn sum(&self, a: &[f32], b: &[f32]) -> Result<Vec<f32>> {
		if a.len() != b.len() {
			bail!("terms of {} and {} values", a.len(), b.len());
		}
		match self.0.backend() {
			Backend::Cpu(cpu) => Ok(cpu::forward(cpu, a, b)),
		}
	}

	/// Adds two tensors of the same shape.
	pub(crate) fn tensors(&self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
		let sum = with_values(a, |a_values| with_values(b, |b| self.sum(a_values, b)))?;
		tensor_like(sum, a)
	}
}

impl CustomOp2 for Add {
	fn name(&self) -> &'static str {
		"add"
	}

	fn cpu_fwd(
		&self,
		s1: &CpuStorage,
		l1: &Layout,
		s2: &CpuStorage,
		l2: &Layout,
	) -> Result<(CpuStorage, Shape)> {
		Ok((CpuStorage::F32(self.sum(values(s1, l1)?, values(s2, l2)?)?), l1.shape().clone()))
	}

	fn bwd(
		&self,
		_: &Tensor,
		_: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>)> {
		Ok((Some(dy.clone()), Some(dy.clone())))
	}
}
