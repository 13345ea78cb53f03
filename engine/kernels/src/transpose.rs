//! Transposition of small squares in registers. It moves numbers and computes nothing.

use crate::Isa;

/// Side of a square.
pub(crate) const SIDE: usize = 32;

/// `to[c·to_step + r] = from[r·from_step + c]` for r < `rows` ≤ 32 and c < `columns` ≤ 32.
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
	// SAFETY: pieces lie within what was checked above; the machine supports `isa`.
	let done = unsafe {
		match isa {
			#[cfg(target_arch = "x86_64")]
			Isa::Avx512 => pieces(whole(16), 16, |r, c| {
				avx512(from_at.add(r * from_step + c), from_step, to_at.add(c * to_step + r), to_step)
			}),
			#[cfg(target_arch = "x86_64")]
			Isa::Avx2 => pieces(whole(8), 8, |r, c| {
				avx2(from_at.add(r * from_step + c), from_step, to_at.add(c * to_step + r), to_step)
			}),
			#[cfg(target_arch = "aarch64")]
			Isa::Neon => pieces(whole(4), 4, |r, c| {
				neon(from_at.add(r * from_step + c), from_step, to_at.add(c * to_step + r), to_step)
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

/// Asks for values that will be needed soon.
#[inline(always)]
pub(crate) fn prefetch<T>(values: &[T]) {
	#[cfg(target_arch = "x86_64")]
	for line in values.chunks(64 / size_of::<T>()) {
		// SAFETY: a prefetch reads nothing that could fail, and SSE is part of x86-64.
		unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
	}
	#[cfg(not(target_arch = "x86_64"))]
	let _ = values;
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

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// 16 × 16: pairs of rows, then of pairs, are interleaved within 128-bit lanes; then the lanes change places.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
unsafe fn avx512(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	let mut fours = [_mm512_setzero_ps(); 16];
	for four in 0..4 {
		let row = |r: usize| _mm512_loadu_ps(from.add((4 * four + r) * from_step));
		let (a, b, c, d) = (row(0), row(1), row(2), row(3));
		let (low, low2) = (_mm512_unpacklo_ps(a, b), _mm512_unpacklo_ps(c, d));
		let (high, high2) = (_mm512_unpackhi_ps(a, b), _mm512_unpackhi_ps(c, d));
		let double = |x| _mm512_castps_pd(x);
		let pairs = [
			_mm512_unpacklo_pd(double(low), double(low2)),
			_mm512_unpackhi_pd(double(low), double(low2)),
			_mm512_unpacklo_pd(double(high), double(high2)),
			_mm512_unpackhi_pd(double(high), double(high2)),
		];
		for j in 0..4 {
			fours[4 * four + j] = _mm512_castpd_ps(pairs[j]);
		}
	}
	for j in 0..4 {
		// Lane l of `fours[4·i + j]` is column 4·l + j of rows 4·i to 4·i + 3.
		let (a, b, c, d) = (fours[j], fours[4 + j], fours[8 + j], fours[12 + j]);
		let (even, even2) = (_mm512_shuffle_f32x4::<0x88>(a, b), _mm512_shuffle_f32x4::<0x88>(c, d));
		let (odd, odd2) = (_mm512_shuffle_f32x4::<0xdd>(a, b), _mm512_shuffle_f32x4::<0xdd>(c, d));
		_mm512_storeu_ps(to.add(j * to_step), _mm512_shuffle_f32x4::<0x88>(even, even2));
		_mm512_storeu_ps(to.add((4 + j) * to_step), _mm512_shuffle_f32x4::<0x88>(odd, odd2));
		_mm512_storeu_ps(to.add((8 + j) * to_step), _mm512_shuffle_f32x4::<0xdd>(even, even2));
		_mm512_storeu_ps(to.add((12 + j) * to_step), _mm512_shuffle_f32x4::<0xdd>(odd, odd2));
	}
}

/// 8 × 8, the same way.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn avx2(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	let mut fours = [_mm256_setzero_ps(); 8];
	for four in 0..2 {
		let row = |r: usize| _mm256_loadu_ps(from.add((4 * four + r) * from_step));
		let (a, b, c, d) = (row(0), row(1), row(2), row(3));
		let (low, low2) = (_mm256_unpacklo_ps(a, b), _mm256_unpacklo_ps(c, d));
		let (high, high2) = (_mm256_unpackhi_ps(a, b), _mm256_unpackhi_ps(c, d));
		fours[4 * four] = _mm256_shuffle_ps::<0x44>(low, low2);
		fours[4 * four + 1] = _mm256_shuffle_ps::<0xee>(low, low2);
		fours[4 * four + 2] = _mm256_shuffle_ps::<0x44>(high, high2);
		fours[4 * four + 3] = _mm256_shuffle_ps::<0xee>(high, high2);
	}
	for j in 0..4 {
		let (a, b) = (fours[j], fours[4 + j]);
		_mm256_storeu_ps(to.add(j * to_step), _mm256_permute2f128_ps::<0x20>(a, b));
		_mm256_storeu_ps(to.add((4 + j) * to_step), _mm256_permute2f128_ps::<0x31>(a, b));
	}
}

/// 4 × 4.
#[cfg(target_arch = "aarch64")]
unsafe fn neon(from: *const f32, from_step: usize, to: *mut f32, to_step: usize) {
	use std::arch::aarch64::*;
	let row = |r: usize| vld1q_f32(from.add(r * from_step));
	let (a, b, c, d) = (row(0), row(1), row(2), row(3));
	let double = |x| vreinterpretq_f64_f32(x);
	let (even, even2) = (double(vtrn1q_f32(a, b)), double(vtrn1q_f32(c, d)));
	let (odd, odd2) = (double(vtrn2q_f32(a, b)), double(vtrn2q_f32(c, d)));
	let columns =
		[vtrn1q_f64(even, even2), vtrn1q_f64(odd, odd2), vtrn2q_f64(even, even2), vtrn2q_f64(odd, odd2)];
	for (c, column) in columns.into_iter().enumerate() {
		vst1q_f32(to.add(c * to_step), vreinterpretq_f32_f64(column));
	}
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
