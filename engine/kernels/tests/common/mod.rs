//! Engines, numbers and tensors for the tests.

// Each test program uses a part of this.
#![allow(dead_code)]

use candle_core::{Device, Tensor, Var};
use openledger_kernels::{Engine, Format, Isa};
use std::sync::{Arc, OnceLock};

/// Returns an engine for each instruction set of this machine and each of 1, 2 and 3 threads. The first is
/// portable code on one thread.
pub fn engines() -> &'static [Arc<Engine>] {
	static ENGINES: OnceLock<Vec<Arc<Engine>>> = OnceLock::new();
	ENGINES.get_or_init(|| {
		let isas = Isa::ALL.into_iter().filter(|isa| isa.supported());
		isas.flat_map(|isa| [1, 2, 3].map(|threads| Engine::with_isa(threads, isa).unwrap())).collect()
	})
}

/// Returns the device on which all engines take their operands.
pub fn device() -> &'static Device {
	engines()[0].device()
}

/// Returns numbers in ±1 that look random, the same for the same seed.
pub fn noise(seed: u64, count: usize) -> Vec<f32> {
	let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
	let mut next = || {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		(state >> 40) as f32 / (1 << 23) as f32 - 1.0
	};
	(0..count).map(|_| next()).collect()
}

/// Returns the bytes of a stored weight: random codes, with the exponents of numbers kept moderate.
pub fn stored_bytes(format: Format, outputs: usize, inputs: usize) -> Vec<u8> {
	let count = outputs * format.row_bytes(inputs);
	let mut bytes: Vec<u8> = noise(7, count).iter().map(|x| (x * 127.0) as i8 as u8).collect();
	for block in bytes.chunks_exact_mut(format.block_bytes()) {
		match format {
			Format::F32 => block.iter_mut().skip(3).step_by(4).for_each(|byte| *byte = 0x3e),
			Format::F16 => block.iter_mut().skip(1).step_by(2).for_each(|byte| *byte = 0x2e),
			Format::BF16 => block.iter_mut().skip(1).step_by(2).for_each(|byte| *byte = 0x3e),
			// A minimum a little larger than the scale.
			_ => (0x2e..).zip(format.half_places()).for_each(|(byte, at)| block[at + 1] = byte),
		}
	}
	bytes
}

/// Returns a tensor of `rows` rows.
pub fn tensor(values: Vec<f32>, rows: usize) -> Tensor {
	let columns = values.len() / rows;
	Tensor::from_vec(values, (rows, columns), device()).unwrap()
}

/// Returns a tensor of `rows` rows as a variable, so that it gets a gradient.
pub fn variable(values: Vec<f32>, rows: usize) -> Tensor {
	Var::from_tensor(&tensor(values, rows)).unwrap().as_tensor().clone()
}

/// Returns the values of a tensor.
pub fn values(tensor: &Tensor) -> Vec<f32> {
	tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap()
}

/// Returns the bits of a tensor's values.
pub fn bits(tensor: &Tensor) -> Vec<u32> {
	values(tensor).into_iter().map(f32::to_bits).collect()
}
