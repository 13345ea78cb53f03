//! The integers of a frozen weight.

use super::{layout::SQUARE, quantize};
use crate::{
	cpu::{device::Cpu, isa::Isa, micro::tile::PANEL, shards::Shards},
	quant::BLOCK,
};

/// A weight, outputs × inputs, as 8-bit integers with a scale for each output.
#[derive(Clone)]
pub(crate) struct Integers {
	/// The codes in squares of 32 outputs × 32 inputs, panel after panel of 32 outputs; none if they are made
	/// when a product needs them.
	codes: Option<Vec<u8>>,
	/// The scale of each output.
	scales: Vec<f32>,
	/// The factor that turns an output's weights into codes.
	factors: Vec<f32>,
	/// The number of squares in a panel.
	squares: usize,
}

impl Integers {
	/// Quantises a weight, both of whose dimensions are multiples of 32. Its codes are kept if `keep`.
	///
	/// `row` writes a row; `square` writes, of panel and block, for each of 32 outputs its 32 inputs.
	pub(crate) fn new(
		cpu: &Cpu,
		(rows, columns): (usize, usize),
		keep: bool,
		row: impl Fn(usize, &mut [f32]) + Sync,
		square: impl Fn((usize, usize), &mut [f32; SQUARE]) + Sync,
	) -> Self {
		assert!(rows.is_multiple_of(PANEL) && columns.is_multiple_of(BLOCK));
		let (mut scales, mut factors) = (vec![0.0; rows], vec![0.0; rows]);
		let mut codes = vec![0; if keep { rows * columns } else { 0 }];
		let (all_scales, all_factors, all_codes) =
			(Shards::new(&mut scales), Shards::new(&mut factors), Shards::new(&mut codes));
		cpu.run(rows / PANEL, rows * columns, &|panel| {
			let first = panel * PANEL;
			// SAFETY: a panel's scales and factors belong to one task, and are initialised.
			let (scales, factors) =
				unsafe { (all_scales.slice(first, PANEL), all_factors.slice(first, PANEL)) };
			let mut values = vec![0.0; columns];
			for o in 0..PANEL {
				row(first + o, &mut values);
				(scales[o], factors[o]) = quantize::weight_scales(cpu.isa(), &values);
			}
			if keep {
				// SAFETY: a panel's codes belong to one task, and are initialised.
				let codes = unsafe { all_codes.slice(first * columns, PANEL * columns) };
				let mut values = [0.0; SQUARE];
				for (block, out) in codes.as_chunks_mut::<SQUARE>().0.iter_mut().enumerate() {
					square((panel, block), &mut values);
					quantize::square(cpu.isa(), &values, factors, out);
				}
			}
		});
		Self { codes: keep.then_some(codes), scales, factors, squares: columns / BLOCK }
	}

	/// Returns the scale of each output.
	pub(super) fn scales(&self) -> &[f32] {
		&self.scales
	}

	/// Returns the codes of a panel of outputs, square after square, if they are kept.
	pub(super) fn panel(&self, panel: usize) -> Option<&[[u8; SQUARE]]> {
		let codes = self.codes.as_ref()?;
		Some(&codes.as_chunks::<SQUARE>().0[panel * self.squares..(panel + 1) * self.squares])
	}

	/// Makes the codes of a square of a panel from its weights: for each of 32 outputs its 32 inputs.
	pub(super) fn make(&self, isa: Isa, panel: usize, values: &[f32; SQUARE], out: &mut [u8; SQUARE]) {
		quantize::square(isa, values, &self.factors[panel * PANEL..][..PANEL], out);
	}
}
