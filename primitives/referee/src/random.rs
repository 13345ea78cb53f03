//! Random words: ChaCha20 from a job's seed, any word without those before it.

use crate::F32;

/// Stream of initial values.
pub const INITIAL: u64 = 0;
/// Stream of orders of records.
pub const ORDER: u64 = 1;

/// Word `index` of a stream: the key is the seed (8 bytes, little-endian) and 24 zeros, the nonce the stream's number, the
/// counter the block.
pub fn word(seed: u64, stream: u64, index: u64) -> u32 {
	let (low, high) = (|x: u64| x as u32, |x: u64| (x >> 32) as u32);
	let block = index / 16;
	let start = [
		0x6170_7865,
		0x3320_646e,
		0x7962_2d32,
		0x6b20_6574,
		low(seed),
		high(seed),
		0,
		0,
		0,
		0,
		0,
		0,
		low(block),
		high(block),
		low(stream),
		high(stream),
	];
	let mut rows = start;
	for _ in 0..10 {
		rows = quarters(rows, [0, 0, 0, 0]);
		rows = quarters(rows, [0, 1, 2, 3]);
	}
	let at = (index % 16) as usize;
	let value = |words: &[u32; 16]| words.get(at).copied().unwrap_or_default();
	value(&rows).wrapping_add(value(&start))
}

/// Four quarter rounds on columns that each row's turn aligns: none for a column round, 0, 1, 2, 3 for a diagonal one.
fn quarters(state: [u32; 16], turns: [usize; 4]) -> [u32; 16] {
	let (rows, _) = state.as_chunks::<4>();
	let turned = |row: usize| {
		let mut words = rows.get(row).copied().unwrap_or_default();
		words.rotate_left(turns.get(row).copied().unwrap_or_default());
		words
	};
	let (mut a, mut b, mut c, mut d) = (turned(0), turned(1), turned(2), turned(3));
	for (((a, b), c), d) in a.iter_mut().zip(&mut b).zip(&mut c).zip(&mut d) {
		*a = a.wrapping_add(*b);
		*d = (*d ^ *a).rotate_left(16);
		*c = c.wrapping_add(*d);
		*b = (*b ^ *c).rotate_left(12);
		*a = a.wrapping_add(*b);
		*d = (*d ^ *a).rotate_left(8);
		*c = c.wrapping_add(*d);
		*b = (*b ^ *c).rotate_left(7);
	}
	let mut out = [0; 16];
	let (out_rows, _) = out.as_chunks_mut::<4>();
	for ((out, mut row), turn) in out_rows.iter_mut().zip([a, b, c, d]).zip(turns) {
		row.rotate_right(turn);
		*out = row;
	}
	out
}

/// The initial value of an element of a LoRA factor A with `inputs` columns, from its word: uniform in ±1 / √inputs.
pub fn initial(word: u32, inputs: u32) -> F32 {
	let bound = F32::ONE / F32::from_u64(inputs.into()).sqrt();
	// 24 bits: the fraction is exact.
	let unit = F32::from_u64((word >> 8).into()) / F32::from_u64(1 << 24);
	(F32::from_u64(2) * unit - F32::ONE) * bound
}

/// The place that the Fisher–Yates shuffle swaps with place `last`, from its word.
pub fn swap(word: u32, last: u32) -> u32 {
	((u64::from(word) * (u64::from(last) + 1)) >> 32) as u32
}
