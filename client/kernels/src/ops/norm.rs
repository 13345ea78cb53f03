//! RMSNorm of rows with a frozen weight: see [`rows::rms_norm`] for the formula.

use super::{rows_of, tensor_like, values, with_values};
use crate::{pool::Shards, rows, Engine};
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

	fn each_row(&self, rows: usize, out: &mut [f32], f: impl Fn(usize, &mut [f32]) + Sync) {
		let columns = self.norm.weight.len();
		let shards = Shards::new(out);
		self.engine.run(rows.div_ceil(16), 4 * rows * columns, &|task| {
			for row in task * 16..rows.min(task * 16 + 16) {
				// SAFETY: each row belongs to one task.
				f(row, unsafe { shards.slice(row * columns, columns) });
			}
		});
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
		let mut y = vec![0.0; rows * columns];
		self.each_row(rows, &mut y, |row, y| {
			let x = &x[row * columns..][..columns];
			rows::rms_norm(self.engine.isa(), x, &self.norm.weight, self.norm.eps, y);
		});
		Ok((CpuStorage::F32(y), l.shape().clone()))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let (rows, columns) = x.dims2()?;
		let mut dx = vec![0.0; rows * columns];
		with_values(x, |x| {
			with_values(dy, |dy| {
				self.each_row(rows, &mut dx, |row, dx| {
					let (x, dy) = (&x[row * columns..][..columns], &dy[row * columns..][..columns]);
					rows::rms_norm_backward(self.engine.isa(), x, &self.norm.weight, self.norm.eps, dy, dx);
				});
				Ok(())
			})
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Normalises each row of `x`.
pub fn rms_norm(engine: &Arc<Engine>, x: &Tensor, norm: &Arc<Norm>) -> Result<Tensor> {
	x.apply_op1(RmsNorm::new(engine, norm))
}
