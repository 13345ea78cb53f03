//! Sums over a row: 16 partial sums and a fixed tree.

use crate::F32;

/// The number of partial sums.
pub const LANES: usize = 16;

/// Runs a row through 16 lanes: lane l takes the elements i ≡ l (mod 16) in ascending order.
fn lanes<T>(
	start: F32,
	row: impl IntoIterator<Item = T>,
	mut step: impl FnMut(F32, T) -> F32,
) -> [F32; LANES] {
	let mut lanes = [start; LANES];
	let mut row = row.into_iter();
	loop {
		for lane in &mut lanes {
			match row.next() {
				Some(x) => *lane = step(*lane, x),
				None => return lanes,
			}
		}
	}
}

/// Adds up 16 partial sums: (0+8, 1+9, …, 7+15), then (0+4, …, 3+7), (0+2, 1+3), (0+1).
pub fn fold(mut lanes: [F32; LANES]) -> F32 {
	for half in [8, 4, 2, 1] {
		if let Some((low, high)) = lanes.split_at_mut_checked(half) {
			for (sum, x) in low.iter_mut().zip(high) {
				*sum = *sum + *x;
			}
		}
	}
	let [sum, ..] = lanes;
	sum
}

/// Returns the sum of a row.
pub fn sum(row: impl IntoIterator<Item = F32>) -> F32 {
	fold(lanes(F32::ZERO, row, |lane, x| lane + x))
}

/// Returns the sum of products of two rows: each step is an fma onto its partial sum.
pub fn dot(pairs: impl IntoIterator<Item = (F32, F32)>) -> F32 {
	fold(lanes(F32::ZERO, pairs, |lane, (a, b)| a.fma(b, lane)))
}

/// Returns the largest element, −∞ of none; of equal zeros the first in the order of the lanes.
pub fn max(row: impl IntoIterator<Item = F32>) -> F32 {
	let larger = |a: F32, b: F32| if b.exceeds(a) { b } else { a };
	lanes(F32::NEG_INFINITY, row, larger).into_iter().fold(F32::NEG_INFINITY, larger)
}
