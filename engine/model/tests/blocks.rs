//! Weights of every format against the Python package `gguf`: ten thousand random blocks each, bit for bit.
//!
//! `reference/blocks.py` says how blocks are made, and writes the roots of their values.

use openledger_content::{Hash, root};
use openledger_kernels::{Bytes, Engine, Format, Isa, Matrix};
use std::sync::Arc;

const TEXT: &str = include_str!("reference/blocks.txt");
const BLOCKS: usize = 10_016;

fn format(name: &str) -> Format {
	match name {
		"F32" => Format::F32,
		"F16" => Format::F16,
		"BF16" => Format::BF16,
		"Q4_0" => Format::Q4_0,
		"Q4_1" => Format::Q4_1,
		"Q5_0" => Format::Q5_0,
		"Q5_1" => Format::Q5_1,
		"Q8_0" => Format::Q8_0,
		"Q2_K" => Format::Q2K,
		"Q3_K" => Format::Q3K,
		"Q4_K" => Format::Q4K,
		"Q5_K" => Format::Q5K,
		"Q6_K" => Format::Q6K,
		"IQ4_NL" => Format::IQ4NL,
		_ => panic!("no format {name}"),
	}
}

/// Returns the upper byte of output `index` of splitmix64.
fn byte(seed: u64, index: u64) -> u8 {
	let z = seed.wrapping_add((index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
	let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	((z ^ (z >> 31)) >> 56) as u8
}

/// Returns the blocks of a line. An exponent of all ones loses one bit, so that every number is finite.
fn blocks(format: Format, seed: u64) -> Vec<u8> {
	let count = BLOCKS * format.block_bytes();
	let mut bytes: Vec<u8> = (0..count as u64).map(|i| byte(seed, i)).collect();
	let mut mend = |at: usize, ones: u8| {
		if bytes[at] & ones == ones {
			bytes[at] &= 0xbf;
		}
	};
	match format {
		Format::F32 => (3..count).step_by(4).for_each(|at| mend(at, 0x7f)),
		Format::BF16 => (1..count).step_by(2).for_each(|at| mend(at, 0x7f)),
		Format::F16 => (1..count).step_by(2).for_each(|at| mend(at, 0x7c)),
		_ => {
			for block in (0..count).step_by(format.block_bytes()) {
				format.half_places().iter().for_each(|at| mend(block + at + 1, 0x7c));
			}
		},
	}
	bytes
}

/// Returns all values of a matrix, row after row.
fn values(matrix: &Matrix) -> Vec<f32> {
	let mut values = vec![0.0; matrix.rows() * matrix.columns()];
	for (row, out) in values.chunks_exact_mut(matrix.columns()).enumerate() {
		matrix.row(row, out);
	}
	values
}

fn root_of(values: &[f32]) -> Hash {
	root::of(&values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
}

#[test]
fn random_blocks_have_the_values_that_the_reference_gives_them() {
	let isas = || Isa::ALL.into_iter().filter(|isa| isa.supported());
	let engines: Vec<_> = isas().map(|isa| Engine::with_isa(2, isa).unwrap()).collect();
	let mut met = Vec::new();
	for line in TEXT.lines() {
		let words: Vec<&str> = line.split(' ').collect();
		let format = format(words[0]);
		let bytes = blocks(format, words[1].parse().unwrap());
		assert_eq!(format!("{:?}", root::of(&bytes)), words[2], "{format:?}: other blocks");
		assert!(format.is_finite(&bytes), "{format:?}");
		// Rows of one block, and 32 rows of all of them.
		for columns in [1, BLOCKS / 32].map(|blocks| blocks * format.block_weights()) {
			let shape = (BLOCKS * format.block_weights() / columns, columns);
			let bytes: Bytes = Arc::new(bytes.clone());
			let stored = Matrix::stored(bytes, 0, format, shape, None).unwrap();
			let found = values(&stored);
			for shown in &words[4..] {
				let (at, bits) = shown.split_once(':').unwrap();
				let value = found[at.parse::<usize>().unwrap()];
				assert_eq!(format!("{:08x}", value.to_bits()), bits, "{format:?} at {at}");
			}
			assert_eq!(format!("{:?}", root_of(&found)), words[3], "{format:?}");
			for engine in &engines {
				let packed = values(&stored.pack(engine));
				let same = packed.iter().zip(&found).all(|(a, b)| a.to_bits() == b.to_bits());
				assert!(same, "{format:?} packed on {:?}", engine.isa());
			}
		}
		met.push(format);
	}
	assert_eq!(met, Format::ALL);
}
