//! `y = x·Wᵀ` with a frozen W: y[t][o] = Σ over i of x[t][i]·W[o][i], one fma chain.

use super::{rows_of, tensor_like, values, with_values};
use crate::{
	gemm,
	panels::{RowBlocks, TokenPanels},
	Engine, Matrix,
};
use candle_core::{bail, CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// The operator, for a [`crate::Tape`].
pub struct Linear {
	engine: Arc<Engine>,
	weight: Arc<Matrix>,
}

impl Linear {
	/// Applies `weight`, its rows a multiple of 32.
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
		if columns != w.columns() || !w.rows().is_multiple_of(32) {
			bail!("a {} × {} weight does not fit inputs of {columns}", w.rows(), w.columns());
		}
		let x = RowBlocks::pack(&self.engine, values(s, l)?, rows, columns, columns);
		let mut y = vec![0.0; rows * w.rows()];
		gemm::forward(&self.engine, &x, w, None, &mut y, w.rows());
		Ok((CpuStorage::F32(y), Shape::from((rows, w.rows()))))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let (rows, columns) = x.dims2()?;
		let dy = with_values(dy, |dy| Ok(TokenPanels::pack(&self.engine, dy, rows, self.weight.rows())))?;
		let dx = gemm::transposed(&self.engine, &dy, &self.weight, None);
		let mut out = vec![0.0; rows * columns];
		dx.unpack(&self.engine, &mut out, columns);
		Ok(Some(tensor_like(out, x)?))
	}
}

/// Applies a frozen weight (its rows a multiple of 32) to rows of `x`; backward gives the gradient of `x` only.
pub fn linear(engine: &Arc<Engine>, x: &Tensor, weight: &Arc<Matrix>) -> Result<Tensor> {
	x.apply_op1(Linear::new(engine, weight))
}
