//! Products of few rows with weights kept as codes, and attention of single rows: the bits of stored weights,
//! of packed ones and of many rows, for every format, instruction set, number of rows and of threads.

mod common;

use candle_core::Tensor;
use common::{bits, device, engines, noise, stored_bytes};
use openledger_kernels::{
	Bytes, Engine, Format, LoraPair, Matrix,
	ops::{self, Heads},
};
use std::sync::Arc;

/// Rank of the updates: no whole vector.
const RANK: usize = 5;

/// Returns a stored weight whose rows are in another order than those of the file, with scales of both signs
/// and of zero among them.
fn stored(format: Format, outputs: usize, inputs: usize) -> Matrix {
	let mut bytes = stored_bytes(format, outputs, inputs);
	for (i, block) in bytes.chunks_exact_mut(format.block_bytes()).enumerate() {
		for at in format.half_places() {
			match i % 7 {
				0 => block[at + 1] |= 0x80,
				1 => (block[*at], block[at + 1]) = (0, if i % 2 == 0 { 0 } else { 0x80 }),
				// A subnormal number.
				2 => block[at + 1] = 1,
				_ => {},
			}
		}
	}
	let order: Arc<[u32]> = (0..outputs as u32).map(|row| (row * 5 + 3) % outputs as u32).collect();
	let bytes: Bytes = Arc::new(bytes);
	Matrix::stored(bytes, 0, format, (outputs, inputs), Some(order)).unwrap()
}

fn rows(seed: u64, rows: usize, columns: usize) -> Tensor {
	Tensor::from_vec(noise(seed, rows * columns), (rows, columns), device()).unwrap()
}

/// Returns the bits of a linear and of one with an update.
fn products(engine: &Arc<Engine>, x: &Tensor, weight: &Arc<Matrix>, pair: &Arc<LoraPair>) -> [Vec<u32>; 2] {
	let plain = ops::linear(engine, x, weight).unwrap();
	[bits(&plain), bits(&ops::lora_linear(engine, x, weight, pair, None).unwrap())]
}

#[test]
fn codes_give_the_bits_of_stored_weights_for_every_number_of_rows() {
	// One panel, an odd number and an even one; rows of one block of a K format, and a page apart.
	for (outputs, inputs) in [(32, 256), (96, 512), (160, 1024)] {
		let pair =
			LoraPair::new(noise(4, RANK * inputs), noise(5, RANK * outputs), (RANK, inputs, outputs), 0.5);
		let pair = Arc::new(pair.unwrap());
		for format in Format::ALL {
			let stored = Arc::new(stored(format, outputs, inputs));
			let codes: Vec<_> = engines().iter().map(|engine| Arc::new(stored.pack_codes(engine))).collect();
			for count in (1..=9).chain([13]) {
				let x = rows(count as u64, count, inputs);
				let expected = products(&engines()[0], &x, &stored, &pair);
				for (engine, codes) in engines().iter().zip(&codes) {
					let found = products(engine, &x, codes, &pair);
					let at = (engine.isa(), engine.threads());
					assert!(found == expected, "{format:?} {outputs} × {inputs}, {count} rows, {at:?}");
				}
			}
		}
	}
}

#[test]
fn codes_can_be_packed_trained_through_and_looked_up() {
	let (outputs, inputs) = (96, 256);
	for format in Format::ALL {
		let stored = Arc::new(stored(format, outputs, inputs));
		for engine in engines() {
			let codes = Arc::new(stored.pack_codes(engine));
			let gradient = |weight: &Arc<Matrix>| {
				let x = common::variable(noise(1, 7 * inputs), 7);
				let y = ops::linear(engine, &x, weight).unwrap();
				let gradients = ops::inject(&y, &rows(2, 7, outputs)).unwrap().backward().unwrap();
				bits(gradients.get(&x).unwrap())
			};
			let expected = gradient(&stored);
			assert_eq!(gradient(&codes), expected, "{format:?} {:?}", engine.isa());
			assert_eq!(gradient(&Arc::new(codes.pack(engine))), expected, "{format:?} {:?}", engine.isa());
			let (mut one, mut other) = (vec![0.0; inputs], vec![0.0; inputs]);
			for row in [0, 31, 32, 95] {
				stored.row(row, &mut one);
				codes.row(row, &mut other);
				assert!(one.iter().map(|x| x.to_bits()).eq(other.iter().map(|x| x.to_bits())), "{format:?}");
			}
		}
	}
}

#[test]
fn the_size_of_codes_is_known_before() {
	assert_eq!(Matrix::codes_bytes(Format::Q4_1, 64, 96), 2 * 3 * 4 * 32 * (1 + 4));
	assert_eq!(Matrix::codes_bytes(Format::Q8_0, 64, 96), 2 * 3 * 4 * 32 * (1 + 8));
	assert_eq!(Matrix::codes_bytes(Format::Q4K, 32, 256), 8 * 4 * 32 * (2 + 4));
	assert_eq!(Matrix::codes_bytes(Format::Q6K, 32, 256), 8 * 4 * 32 * (2 + 8));
	assert_eq!(Matrix::codes_bytes(Format::F16, 32, 256), 4 * 32 * 256);
	assert_eq!(Matrix::codes_bytes(Format::Q4_1, usize::MAX, usize::MAX), u64::MAX);
}

#[test]
fn a_single_query_row_has_the_bits_of_the_last_of_many() {
	let (keys, size) = (150, 32);
	for (queries, shared) in [(6, 2), (3, 3), (5, 1)] {
		for window in [None, Some(1), Some(7), Some(100), Some(1000)] {
			let heads = |rows: usize| Heads {
				window,
				..Heads::causal(queries, shared, size, Arc::from([(rows, keys)]))
			};
			let (q, k, v) =
				(rows(1, keys, queries * size), rows(2, keys, shared * size), rows(3, keys, shared * size));
			let last = q.narrow(0, keys - 1, 1).unwrap().contiguous().unwrap();
			for engine in engines() {
				let whole = ops::attention(engine, &q, &k, &v, &heads(keys)).unwrap();
				let single = ops::attention(engine, &last, &k, &v, &heads(1)).unwrap();
				let expected = whole.narrow(0, keys - 1, 1).unwrap().contiguous().unwrap();
				assert_eq!(
					bits(&single),
					bits(&expected),
					"{queries} {shared} {window:?} {:?}",
					engine.isa()
				);
			}
		}
	}
}
