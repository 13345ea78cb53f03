//! RMSNorm of rows with a frozen weight: see [`rows::rms_norm`] for the formula.

use super::{rows_of, tensor_like, values, with_values};
use crate::{rows, Engine};
use candle_core::{bail, CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// Weight and ε of a norm.
pub struct Norm {
	/// One factor a column.
	pub weight: Vec<f32>,
	/// Keeps the divisor away from zero.
	pub eps: f32,
}

/// The operator, for a [`crate::Tape`].
pub struct RmsNorm {
	engine: Arc<Engine>,
	norm: Arc<Norm>,
}

impl RmsNorm {
	/// Normalises rows with the given weight.
	pub fn new(engine: &Arc<Engine>, norm: &Arc<Norm>) -> Self {
		Self { engine: engine.clone(), norm: norm.clone() }
	}

	fn each_row(&self, rows: usize, f: impl Fn(usize, &mut [f32]) + Sync) -> Vec<f32> {
		const ROWS: usize = 8;
		let columns = self.norm.weight.len();
		self.engine.strips(rows * columns, ROWS * columns.max(1), 4 * rows * columns, |start, out| {
			for (row, out) in out.chunks_exact_mut(columns).enumerate() {
				f(start / columns + row, out);
			}
		})
	}
}

impl CustomOp1 for RmsNorm {
	fn name(&self) -> &'static str {
		"rms-norm"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (rows, columns) = rows_of(l)?;
		if columns != self.norm.weight.len() {
			bail!("a norm of {} columns got {columns}", self.norm.weight.len());
		}
		let x = values(s, l)?;
		let y = self.each_row(rows, |row, y| {
			let x = &x[row * columns..][..columns];
			rows::rms_norm(self.engine.isa(), x, &self.norm.weight, self.norm.eps, y);
		});
		Ok((CpuStorage::F32(y), l.shape().clone()))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let (rows, columns) = x.dims2()?;
		let dx = with_values(x, |x| {
			with_values(dy, |dy| {
				Ok(self.each_row(rows, |row, dx| {
					let (x, dy) = (&x[row * columns..][..columns], &dy[row * columns..][..columns]);
					rows::rms_norm_backward(self.engine.isa(), x, &self.norm.weight, self.norm.eps, dy, dx);
				}))
			})
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Normalises each row of `x`.
pub fn rms_norm(engine: &Arc<Engine>, x: &Tensor, norm: &Arc<Norm>) -> Result<Tensor> {
	x.apply_op1(RmsNorm::new(engine, norm))
}
