//! Transposition of small squares in registers. It moves numbers and computes nothing.

use super::isa::Isa;
#[cfg(target_arch = "aarch64")]
use super::micro::neon;
#[cfg(target_arch = "x86_64")]
use super::micro::{avx2, avx512};

/// The side of the largest square.
const SIDE: usize = 32;

/// Transposes: `to[c·to_step + r] = from[r·from_step + c]` for r < `rows` ≤ 32 and c < `columns` ≤ 32.
pub(crate) fn square(
	isa: Isa,
	from: &[f32],
	from_step: usize,
	to: &mut [f32],
	to_step: usize,
	(rows, columns): (usize, usize),
) {
	if rows == 0 || columns == 0 {
		return;
	}
	assert!(rows <= SIDE && columns <= SIDE && columns <= from_step && rows <= to_step);
	assert!(from.len() >= (rows - 1) * from_step + columns && to.len() >= (columns - 1) * to_step + rows);
	let whole = |side: usize| (rows - rows % side, columns - columns % side);
	let (from_at, to_at) = (from.as_ptr(), to.as_mut_ptr());
	// SAFETY: pieces lie within what was checked above, and the machine supports `isa`, which is an engine's.
	let done = unsafe {
		match isa {
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 => pieces(whole(16), 16, |r, c| {
				avx512::transpose(
					from_at.add(r * from_step + c),
					from_step,
					to_at.add(c * to_step + r),
					to_step,
				)
			}),
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 => pieces(whole(8), 8, |r, c| {
				avx2::transpose(
					from_at.add(r * from_step + c),
					from_step,
					to_at.add(c * to_step + r),
					to_step,
				)
			}),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon => pieces(whole(4), 4, |r, c| {
				neon::transpose(
					from_at.add(r * from_step + c),
					from_step,
					to_at.add(c * to_step + r),
					to_step,
				)
			}),
			_ => (0, 0),
		}
	};
	for r in 0..rows {
		let first = if r < done.0 { done.1 } else { 0 };
		for c in first..columns {
			to[c * to_step + r] = from[r * from_step + c];
		}
	}
}

/// Calls `f` for each square of `side` within `whole` and returns `whole`.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
fn pieces(whole: (usize, usize), side: usize, f: impl Fn(usize, usize)) -> (usize, usize) {
	for r in (0..whole.0).step_by(side) {
		for c in (0..whole.1).step_by(side) {
			f(r, c);
		}
	}
	whole
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_size_on_every_path() {
		let from: Vec<f32> = (0..40 * 32).map(|i| i as f32).collect();
		for isa in Isa::ALL.into_iter().filter(|isa| isa.supported()) {
			for rows in 0..=32 {
				for columns in 0..=32 {
					let mut to = vec![-1.0; 33 * 32];
					square(isa, &from, 40, &mut to, 33, (rows, columns));
					for (at, value) in to.iter().enumerate() {
						let (c, r) = (at / 33, at % 33);
						let expected = if r < rows && c < columns { (r * 40 + c) as f32 } else { -1.0 };
						assert_eq!(*value, expected, "{isa:?} {rows} × {columns} at ({r}, {c})");
					}
				}
			}
		}
	}
}
