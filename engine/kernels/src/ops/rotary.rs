//! Rotary position embedding in the rotate-half form.

use super::{rows_of, tensor_like, values, with_values};
use crate::{rows, Engine};
use candle_core::{bail, CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// Cosines and sines of every position: computed in binary64 and rounded once.
pub struct RopeTable {
	half: usize,
	cos: Vec<f32>,
	sin: Vec<f32>,
}

impl RopeTable {
	/// For heads of `head` values (an even number): pair i turns by position · base^(−2i / head).
	pub fn new(head: usize, base: f32, positions: usize) -> Self {
		let half = head / 2;
		let mut table = Self { half, cos: Vec::new(), sin: Vec::new() };
		for position in 0..positions {
			for i in 0..half {
				let power = -2.0 * i as f64 / head as f64;
				let angle = position as f64 * libm::pow(f64::from(base), power);
				table.cos.push(libm::cos(angle) as f32);
				table.sin.push(libm::sin(angle) as f32);
			}
		}
		table
	}

	/// Number of positions.
	pub fn positions(&self) -> usize {
		self.cos.len() / self.half.max(1)
	}
}

/// The operator, for a [`crate::Tape`].
pub struct Rope {
	engine: Arc<Engine>,
	table: Arc<RopeTable>,
	positions: Arc<[u32]>,
}

impl Rope {
	/// Rotates row `t` to position `positions[t]`.
	pub fn new(engine: &Arc<Engine>, table: &Arc<RopeTable>, positions: &Arc<[u32]>) -> Self {
		Self { engine: engine.clone(), table: table.clone(), positions: positions.clone() }
	}

	fn rotate(&self, x: &[f32], columns: usize, sign: f32) -> Vec<f32> {
		const ROWS: usize = 8;
		let half = self.table.half;
		self.engine.strips(x.len(), ROWS * columns.max(1), 4 * x.len(), |start, y| {
			let first = start / columns;
			let rows = x[start..].chunks_exact(columns).zip(&self.positions[first..]);
			for (y, (x, position)) in y.chunks_exact_mut(columns).zip(rows) {
				let at = *position as usize * half;
				let (cos, sin) = (&self.table.cos[at..at + half], &self.table.sin[at..at + half]);
				rows::rope(self.engine.isa(), x, cos, sin, sign, y);
			}
		})
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
			|| self.table.half == 0
			|| !columns.is_multiple_of(2 * self.table.half)
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
