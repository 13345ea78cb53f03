//! Products of few rows with weights kept as codes, as they answer one user.
//!
//! Each element is the chain that every product has. What differs is the way to the weights: they are taken
//! apart in registers and used at once, where a product of many rows lays them out in memory once and reads
//! them for each tile of rows. Each instruction set has a file.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod kernel;
#[cfg(target_arch = "aarch64")]
mod neon;
mod scalar;

use super::{
	device::Cpu,
	isa::Isa,
	micro::{
		self,
		tile::{PANEL, Tile},
	},
	operand::{FEW_ROWS, Left, Right},
	shards::Shards,
};
use crate::{
	codes::CodePanels,
	quant::{BLOCK, codes::Width},
};
use kernel::{BYTES, NIBBLES, SIGNED_NIBBLES, Strip};
use std::ops::Range;

/// The largest number of panels in a task.
const MAX_PANELS: usize = 16;
/// The number of tasks for each thread, as far as there are panels: threads are not equally fast.
const TASKS_PER_THREAD: usize = 4;

/// Calls a kernel with the width of codes and the number of rows as constants, and as many vectors as belong
/// to so many rows.
macro_rules! by_rows {
	($module:ident::$kernel:ident, $rows:expr, $strip:expr, [$($n:literal: $vectors:literal)*]) => {
		match ($rows, $strip.layout.width) {
			$(
				($n, Width::Nibble) => $module::$kernel::<$n, $vectors, NIBBLES>($strip),
				($n, Width::SignedNibble) => $module::$kernel::<$n, $vectors, SIGNED_NIBBLES>($strip),
				($n, Width::Byte) => $module::$kernel::<$n, $vectors, BYTES>($strip),
			)*
			_ => unreachable!("at most {FEW_ROWS} rows are few"),
		}
	};
}

/// Computes `rows` (1 to 8) of the outputs of `panels` panels.
///
/// # Safety
/// Every address that the strip describes is valid for as many rows and panels, Y does not overlap the
/// others, and the machine supports `isa`.
unsafe fn strips(isa: Isa, rows: usize, panels: usize, strip: &Strip) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		match isa {
			// Two panels at once keep all units of a processor busy while each chain waits for its last
			// fma.
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 if rows <= 2 => {
				pieces(panels / 2, 2 * PANEL, strip, |s| by_rows!(avx512::strip, rows, s, [1: 4 2: 4]));
				if panels % 2 == 1 {
					let last = at_output(strip, (panels - 1) * PANEL);
					by_rows!(avx512::strip, rows, &last, [1: 2 2: 2]);
				}
			},
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 => pieces(
				panels,
				PANEL,
				strip,
				|s| by_rows!(avx512::strip, rows, s, [3: 2 4: 2 5: 2 6: 2 7: 2 8: 2]),
			),
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 if rows <= 2 => {
				let kernel = |s: &Strip| by_rows!(avx2::strip, rows, s, [1: 4 2: 4]);
				pieces(panels, PANEL, strip, kernel)
			},
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 if rows <= 4 => {
				pieces(2 * panels, PANEL / 2, strip, |s| by_rows!(avx2::strip, rows, s, [3: 2 4: 2]))
			},
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 => pieces(
				4 * panels,
				PANEL / 4,
				strip,
				|s| by_rows!(avx2::strip, rows, s, [5: 1 6: 1 7: 1 8: 1]),
			),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon if rows <= 4 => pieces(
				2 * panels,
				PANEL / 2,
				strip,
				|s| by_rows!(neon::strip, rows, s, [1: 4 2: 4 3: 4 4: 4]),
			),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon => pieces(
				4 * panels,
				PANEL / 4,
				strip,
				|s| by_rows!(neon::strip, rows, s, [5: 2 6: 2 7: 2 8: 2]),
			),
			_ => pieces(4 * panels, PANEL / 4, strip, |s| {
				#[cfg(target_arch = "x86_64")]
				if is_x86_feature_detected!("fma") {
					return by_rows!(scalar::strip_fma, rows, s, [
						1: 8 2: 8 3: 8 4: 8 5: 8 6: 8 7: 8 8: 8
					]);
				}
				by_rows!(scalar::strip, rows, s, [
					1: 8 2: 8 3: 8 4: 8 5: 8 6: 8 7: 8 8: 8
				])
			}),
		}
	}
}

/// Returns the strip that begins at a later output.
///
/// # Safety
/// The strip has this output.
unsafe fn at_output(strip: &Strip, output: usize) -> Strip {
	let words = strip.words.wrapping_add(output / PANEL * strip.panel + output % PANEL);
	// SAFETY: the callers' promise.
	Strip { words, y: unsafe { strip.y.add(output) }, ..*strip }
}

/// Runs a kernel on `count` pieces of `outputs` outputs each.
///
/// # Safety
/// The strip has these outputs.
unsafe fn pieces(count: usize, outputs: usize, strip: &Strip, kernel: impl Fn(&Strip)) {
	for piece in 0..count {
		// SAFETY: the callers' promise.
		kernel(&unsafe { at_output(strip, piece * outputs) });
	}
}

/// A product of few rows with weights kept as codes, and the further pairs that continue its chains.
pub(crate) struct Product<'a> {
	rows: usize,
	/// The values of X from the first row on, and the distance of two rows.
	x: (&'a [f32], usize),
	w: &'a CodePanels,
	further: &'a [(&'a Left<'a>, Right<'a>)],
}

impl<'a> Product<'a> {
	/// Returns the product of these pairs, as [`super::gemm::product`] takes them, if it is one of few rows
	/// with codes.
	pub(crate) fn of(pairs: &'a [(&'a Left<'a>, Right<'a>)]) -> Option<Self> {
		let ((x, Right::Outputs(w)), further) = pairs.split_first()? else { return None };
		match (w.codes(), x.row_major()) {
			(Some(w), Some(values)) if x.rows <= FEW_ROWS => {
				Some(Self { rows: x.rows, x: values, w, further })
			},
			_ => None,
		}
	}

	/// Computes `Y = X·Wᵀ` and what continues it. Rows of Y are `stride` apart.
	///
	/// # Safety
	/// Y has as many rows as X, of whole panels, and nobody else touches it.
	pub(crate) unsafe fn run(&self, cpu: &Cpu, panels: usize, y: &Shards<f32>, stride: usize) {
		let work = self.rows * self.w.blocks() * BLOCK * panels * PANEL;
		let group = panels.div_ceil(TASKS_PER_THREAD * cpu.threads()).clamp(1, MAX_PANELS);
		// Pairs of panels, if there are enough.
		let group = if group > 2 { group.next_multiple_of(2) } else { group };
		cpu.run(panels.div_ceil(group), work, &|task| {
			let own = task * group..panels.min((task + 1) * group);
			// SAFETY: these panels lie within Y, as the caller promises.
			let y = unsafe { y.ptr().add(own.start * PANEL) };
			let strip = Strip {
				layout: self.w.layout,
				blocks: self.w.blocks(),
				words: self.w.panels_from(own.start).as_ptr(),
				panel: self.w.panel_words(),
				x: self.x.0.as_ptr(),
				x_row: self.x.1,
				y,
				y_row: stride,
			};
			// SAFETY: operands are as long as their shapes say; this task owns its panels of Y.
			unsafe {
				strips(cpu.isa(), self.rows, own.len(), &strip);
				self.continued(cpu.isa(), &own, y, stride);
			}
		});
	}

	/// Continues the chains of some panels over the further pairs.
	///
	/// # Safety
	/// `y` points to these panels of Y, which are initialised and belong to the calling task.
	unsafe fn continued(&self, isa: Isa, own: &Range<usize>, y: *mut f32, stride: usize) {
		let mut scratch = Vec::new();
		for (a, b) in self.further {
			let (weights, panel_step, b_step) = b.panels(isa, own.clone(), 0, a.depth, &mut scratch);
			let (from, a_row, a_step) = a.tile(0, 0);
			for i in 0..own.len() {
				let tile = Tile {
					depth: a.depth,
					a: from,
					a_row,
					a_step,
					b: weights.wrapping_add(i * panel_step),
					b_step,
					c: y.wrapping_add(i * PANEL),
					c_step: stride,
					fresh: false,
				};
				// SAFETY: operands are as long as their shapes say, and the panel is this task's.
				unsafe { micro::run(isa, self.rows, 2, &tile) };
			}
		}
	}
}
