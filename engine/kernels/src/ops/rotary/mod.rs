//! Rotary position embedding in the rotate-half form: places i and i + D/2 of a head of D values are pair i.
//!
//! - Forwards pair i at position t turns by the angle with cosine c and sine s:
//!   `y[i] = fma(x[i], c, −(x[i+D/2]·s))` and `y[i+D/2] = fma(x[i+D/2], c, x[i]·s)`.
//! - Backwards it turns back: the same with −s for s.
//!
//! Shapes: x and y are tokens × heads·D, with one position a token. Cosines and sines are in a [`RopeTable`].

pub(crate) mod cpu;
pub(crate) mod table;

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};
use std::sync::Arc;
use table::RopeTable;

/// The rotation, for a [`crate::Tape`].
pub struct Rope {
	engine: Arc<Engine>,
	table: Arc<RopeTable>,
	positions: Arc<[u32]>,
}

impl Rope {
	/// Makes the operator that rotates row `t` to position `positions[t]`.
	pub fn new(engine: &Arc<Engine>, table: &Arc<RopeTable>, positions: &Arc<[u32]>) -> Self {
		Self { engine: engine.clone(), table: table.clone(), positions: positions.clone() }
	}

	/// Returns the rows of `x` turned by their angles times `sign`.
	fn rotate(&self, x: &[f32], columns: usize, sign: f32) -> Vec<f32> {
		match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::rotate(cpu, x, columns, &self.table, &self.positions, sign),
		}
	}
}

impl CustomOp1 for Rope {
	fn name(&self) -> &'static str {
		"rope"
	}

	fn cpu_fwd(&self, s: &CpuStorage, l: &Layout) -> Result<(CpuStorage, Shape)> {
		let (rows, columns) = rows_of(l)?;
		let known = self.table.positions();
		if rows != self.positions.len()
			|| self.table.half() == 0
			|| !columns.is_multiple_of(2 * self.table.half())
			|| self.positions.iter().any(|&p| p as usize >= known)
		{
			bail!("{rows} × {columns} values do not fit {} positions below {known}", self.positions.len());
		}
		Ok((CpuStorage::F32(self.rotate(values(s, l)?, columns, 1.0)), l.shape().clone()))
	}

	fn bwd(&self, x: &Tensor, _: &Tensor, dy: &Tensor) -> Result<Option<Tensor>> {
		let columns = x.dim(1)?;
		let dx = with_values(dy, |dy| Ok(self.rotate(dy, columns, -1.0)))?;
		Ok(Some(tensor_like(dx, x)?))
	}
}

/// Rotates every head of row `t` of `x` to position `positions[t]`.
pub fn rope(
	engine: &Arc<Engine>,
	x: &Tensor,
	table: &Arc<RopeTable>,
	positions: &Arc<[u32]>,
) -> Result<Tensor> {
	x.apply_op1(Rope::new(engine, table, positions))
}
