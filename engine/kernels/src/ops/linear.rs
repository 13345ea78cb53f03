//! `y = x·Wᵀ` with a frozen W: y[t][o] = Σ over i of x[t][i]·W[o][i], one fma chain.

use super::{rows_of, tensor_like, values, with_values};
use crate::{
	gemm,
	operand::{Left, Right},
	pool, Engine, Matrix,
};
use candle_core::{bail, CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// The operator, for a [`crate::Tape`].
pub struct Linear {
	engine: Arc<Engine>,
	weight: Arc<Matrix>,
}

impl Linear {
	/// Applies `weight`, both its dimensions multiples of 32.
	pub fn new(engine: &Arc<Engine>, weight: &Arc<Matrix>) -> Self {
		Self { engine: engine.clone(), weight: weight.clone() }
	}
}

impl CustomOp1 for Linear {
	fn name(&self) -> &'static str {
		"frozen-linear"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (rows, columns) = rows_of(l)?;
		let w = &*self.weight;
		if columns != w.columns() || !columns.is_multiple_of(32) || !w.rows().is_multiple_of(32) {
			bail!("a {} × {} weight does not fit inputs of {columns}", w.rows(), w.columns());
		}
		let outputs = w.rows();
		let x = Left::rows(&self.engine, values(s, l)?, rows, columns, columns);
		// SAFETY: the product writes every value.
		let y = unsafe {
			pool::filled(rows * outputs, |y| {
				gemm::product(&self.engine, &[(&x, Right::outputs(w))], outputs, y, outputs, true)
			})
		};
		Ok((CpuStorage::F32(y), Shape::from((rows, outputs))))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let (rows, columns) = x.dims2()?;
		let w = &*self.weight;
		let dx = with_values(dy, |dy| {
			let dy = Left::rows(&self.engine, dy, rows, w.rows(), w.rows());
			// SAFETY: the product writes every value.
			Ok(unsafe {
				pool::filled(rows * columns, |dx| {
					gemm::product(&self.engine, &[(&dy, Right::inputs(w))], columns, dx, columns, true)
				})
			})
		})?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Applies a frozen weight (both dimensions multiples of 32) to rows of `x`; backward gives the gradient of `x` only.
pub fn linear(engine: &Arc<Engine>, x: &Tensor, weight: &Arc<Matrix>) -> Result<Tensor> {
	x.apply_op1(Linear::new(engine, weight))
}
