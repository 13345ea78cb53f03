//! Random words: ChaCha20 from a job's seed, any word without those before it.

use crate::F32;

/// The stream of initial values.
pub const INITIAL: u64 = 0;
/// The stream of orders of records.
pub const ORDER: u64 = 1;

/// Returns word `index` of a stream: the key is the seed (8 bytes, little-endian) and 24 zeros, the nonce the
/// stream's number, the counter the block.
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
	let end = (0..10).fold(start, |words, _| double_round(words));
	let at = (index % 16) as usize;
	let value = |words: &[u32; 16]| words.get(at).copied().unwrap_or_default();
	value(&end).wrapping_add(value(&start))
}

/// Applies a quarter round to each column of the 4 × 4 words, then on each diagonal.
fn double_round(words: [u32; 16]) -> [u32; 16] {
	let mut rows = [[0; 4]; 4];
	rows.as_flattened_mut().copy_from_slice(&words);
	let [a, mut b, mut c, mut d] = quarter_rounds(rows);
	b.rotate_left(1);
	c.rotate_left(2);
	d.rotate_left(3);
	let [a, mut b, mut c, mut d] = quarter_rounds([a, b, c, d]);
	b.rotate_right(1);
	c.rotate_right(2);
	d.rotate_right(3);
	let mut words = [0; 16];
	words.copy_from_slice([a, b, c, d].as_flattened());
	words
}

/// Applies a quarter round to each column.
fn quarter_rounds([mut a, mut b, mut c, mut d]: [[u32; 4]; 4]) -> [[u32; 4]; 4] {
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
	[a, b, c, d]
}

/// Returns the initial value of an element of a LoRA factor A with `inputs` columns, from its word: uniform
/// in ±1 / √inputs.
pub fn initial(word: u32, inputs: u32) -> F32 {
	let bound = F32::ONE / F32::from_u64(inputs.into()).sqrt();
	// 24 bits: the fraction is exact.
	let unit = F32::from_u64((word >> 8).into()) / F32::from_u64(1 << 24);
	(F32::from_u64(2) * unit - F32::ONE) * bound
}

/// Returns the place that the Fisher–Yates shuffle swaps with place `last`, from its word.
pub fn swap(word: u32, last: u32) -> u32 {
	(u64::from(word).wrapping_mul(u64::from(last) + 1) >> 32) as u32
}
