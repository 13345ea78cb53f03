//! The reader and writer of the file of vectors, whose format `README.md` describes.

use openledger_kernels::Format;
use std::{collections::BTreeMap, fmt::Write};

/// The largest number of values of an output that is written in full.
const FULL: usize = 192;
/// The number of values shown of a longer output.
const SHOWN: usize = 8;

/// A matrix of inputs.
pub struct Input {
	pub rows: usize,
	pub columns: usize,
	pub data: Data,
}

pub enum Data {
	Values(Vec<f32>),
	Stored(Format, Vec<u8>),
}

/// One case: an operator's name, its inputs, and the output lines.
pub struct Case {
	pub name: String,
	pub line: usize,
	inputs: BTreeMap<String, Input>,
	numbers: BTreeMap<String, Vec<u32>>,
	head: Vec<String>,
	pub outputs: Vec<String>,
}

impl Case {
	pub fn input(&self, name: &str) -> &Input {
		self.inputs.get(name).unwrap_or_else(|| panic!("line {}: no input {name}", self.line))
	}

	pub fn has(&self, name: &str) -> bool {
		self.inputs.contains_key(name)
	}

	pub fn has_numbers(&self, name: &str) -> bool {
		self.numbers.contains_key(name)
	}

	/// Returns the values of an input that is not stored in a quantised format.
	pub fn values(&self, name: &str) -> &[f32] {
		match &self.input(name).data {
			Data::Values(values) => values,
			Data::Stored(..) => panic!("line {}: {name} is stored", self.line),
		}
	}

	/// Returns a list of whole numbers.
	pub fn list(&self, name: &str) -> &[u32] {
		self.numbers.get(name).unwrap_or_else(|| panic!("line {}: no numbers {name}", self.line))
	}

	/// Returns a single whole number.
	pub fn number(&self, name: &str) -> usize {
		self.list(name)[0] as usize
	}

	/// Returns a binary32 constant.
	pub fn constant(&self, name: &str) -> f32 {
		self.values(name)[0]
	}
}

/// Returns output `index` of splitmix64 with the given seed.
pub fn word(seed: u64, index: u64) -> u64 {
	let z = seed.wrapping_add((index + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
	let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	z ^ (z >> 31)
}

/// Returns (u − 2^23) · 2^(exponent − 23) with u the upper 24 bits of a word, which is exact in binary32.
fn value(seed: u64, index: u64, exponent: i32) -> f32 {
	let whole = (word(seed, index) >> 40) as i32 - (1 << 23);
	// The product of two exact powers of two and an integer of 24 bits; binary64 has room for all of it.
	(f64::from(whole) * 2f64.powi(exponent - 23)) as f32
}

fn format(name: &str) -> Format {
	match name {
		"f32" => Format::F32,
		"f16" => Format::F16,
		"bf16" => Format::BF16,
		"q4_0" => Format::Q4_0,
		"q4_1" => Format::Q4_1,
		"q5_0" => Format::Q5_0,
		"q5_1" => Format::Q5_1,
		"q8_0" => Format::Q8_0,
		"q2_k" => Format::Q2K,
		"q3_k" => Format::Q3K,
		"q4_k" => Format::Q4K,
		"q5_k" => Format::Q5K,
		"q6_k" => Format::Q6K,
		"iq4_nl" => Format::IQ4NL,
		_ => panic!("no format {name}"),
	}
}

/// Returns the bytes of a stored matrix: the upper eight bits of a word each, exponents then replaced by
/// moderate ones.
fn stored(format: Format, seed: u64, rows: usize, columns: usize) -> Vec<u8> {
	let count = rows * format.row_bytes(columns);
	let mut bytes: Vec<u8> = (0..count).map(|i| (word(seed, i as u64) >> 56) as u8).collect();
	let half = |byte: &mut u8| *byte = *byte & 0x83 | 0x28;
	for block in bytes.chunks_exact_mut(format.block_bytes()) {
		match format {
			Format::F32 => block.iter_mut().skip(3).step_by(4).for_each(|byte| *byte = *byte & 0x80 | 0x3e),
			Format::F16 => block.iter_mut().skip(1).step_by(2).for_each(half),
			Format::BF16 => block.iter_mut().skip(1).step_by(2).for_each(|byte| *byte = *byte & 0x80 | 0x3e),
			_ => format.half_places().iter().for_each(|at| half(&mut block[at + 1])),
		}
	}
	bytes
}

fn input(words: &[&str]) -> Input {
	let number = |at: usize| words[at].parse::<usize>().unwrap();
	let (rows, columns) = (number(0), number(1));
	let data = match words[2] {
		"gen" => {
			let (seed, exponent) = (words[3].parse().unwrap(), words[4].parse().unwrap());
			Data::Values((0..rows * columns).map(|i| value(seed, i as u64, exponent)).collect())
		},
		"bits" => {
			let bits = words[3..].iter().map(|word| u32::from_str_radix(word, 16).unwrap());
			Data::Values(bits.map(f32::from_bits).collect())
		},
		name => {
			let format = format(name);
			Data::Stored(format, stored(format, words[3].parse().unwrap(), rows, columns))
		},
	};
	if let Data::Values(values) = &data {
		assert_eq!(values.len(), rows * columns, "{words:?}");
	}
	Input { rows, columns, data }
}

/// Reads the comment at the head of the file, and the cases.
pub fn parse(text: &str) -> (String, Vec<Case>) {
	let (mut preface, mut cases) = (String::new(), Vec::<Case>::new());
	for (number, line) in text.lines().enumerate() {
		let words: Vec<&str> = line.split_whitespace().collect();
		match words.as_slice() {
			["case", name] => cases.push(Case {
				name: name.to_string(),
				line: number + 1,
				inputs: BTreeMap::new(),
				numbers: BTreeMap::new(),
				head: vec![line.to_string()],
				outputs: Vec::new(),
			}),
			["in", name, rest @ ..] => {
				let case = cases.last_mut().unwrap();
				case.inputs.insert(name.to_string(), input(rest));
				case.head.push(line.to_string());
			},
			["numbers", name, rest @ ..] => {
				let case = cases.last_mut().unwrap();
				let list = rest.iter().map(|word| word.parse().unwrap()).collect();
				case.numbers.insert(name.to_string(), list);
				case.head.push(line.to_string());
			},
			["out", ..] => cases.last_mut().unwrap().outputs.push(line.to_string()),
			[] => {},
			[first, ..] if first.starts_with('#') && cases.is_empty() => {
				writeln!(preface, "{line}").unwrap();
			},
			_ => panic!("line {}: {line}", number + 1),
		}
	}
	(preface, cases)
}

/// Returns a case as text, with the given output lines.
pub fn render(case: &Case, outputs: &[String]) -> String {
	let lines = case.head.iter().chain(outputs);
	std::iter::once("\n".to_string()).chain(lines.map(|line| format!("{line}\n"))).collect()
}

/// Returns the 64-bit FNV-1a hash of the values' bytes in little-endian order.
fn digest(values: &[f32]) -> u64 {
	let bytes = values.iter().flat_map(|x| x.to_le_bytes());
	bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
		(hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
	})
}

/// Returns the line of an output.
pub fn out_line(name: &str, values: &[f32]) -> String {
	assert!(values.iter().all(|x| !x.is_nan()), "{name}: the bits of a NaN are not defined");
	let mut line = format!("out {name} {}", values.len());
	if values.len() <= FULL {
		values.iter().for_each(|x| write!(line, " {:08x}", x.to_bits()).unwrap());
	} else {
		write!(line, " hash {:016x}", digest(values)).unwrap();
		for shown in 0..SHOWN {
			// Spread over the output, the first and the last value among them.
			let at = shown * (values.len() - 1) / (SHOWN - 1);
			write!(line, " {at}:{:08x}", values[at].to_bits()).unwrap();
		}
	}
	line
}
