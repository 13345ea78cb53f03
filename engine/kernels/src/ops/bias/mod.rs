//! A frozen bias of a linear: y = x + b, with the same b for every row.
//!
//! - Forwards `y[t][o] = x[t][o] + b[o]`: one rounded addition, after the whole chain of the linear and its
//!   update.
//! - Backwards `dx = dy`. No gradient of b is ever computed.
//!
//! Shapes: x and y are tokens × outputs, b has one addend an output.

pub(crate) mod cpu;

use super::tensors::{rows_of, values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;

/// The bias, for a [`crate::Tape`].
pub struct Bias {
	engine: Arc<Engine>,
	addends: Arc<[f32]>,
}

impl Bias {
	/// Makes the operator that adds `addends`, one an output, to every row.
	pub fn new(engine: &Arc<Engine>, addends: &Arc<[f32]>) -> Self {
		Self { engine: engine.clone(), addends: addends.clone() }
	}
}

impl CustomOp1 for Bias {
	fn name(&self) -> &'static str {
		"bias"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (_, columns) = rows_of(l)?;
		if columns != self.addends.len() {
			bail!("a bias of {} outputs got {columns}", self.addends.len());
		}
		let x = values(s, l)?;
		let y = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, x, &self.addends),
		};
		Ok((CpuStorage::F32(y), l.shape().clone()))
	}

	fn bwd(&self, _: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		Ok(Some(dy.clone()))
	}
}

/// Adds `addends` to each row of `x`.
pub fn bias(engine: &Arc<Engine>, x: &Tensor, addends: &Arc<[f32]>) -> Result<Tensor> {
	x.apply_op1(Bias::new(engine, addends))
}
