//! Structured fuzzing: inputs that look random, read in measured memory.

use crate::allocations::peak_of_this_thread;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Returns the number of inputs: `OPENLEDGER_FUZZ`, or else 10,000.
pub fn fuzz_cases() -> u64 {
	from_environment("OPENLEDGER_FUZZ", 10_000)
}

fn from_environment(name: &str, default: u64) -> u64 {
	std::env::var(name).map_or(default, |value| value.parse().expect("a whole number"))
}

/// Returns a runner of properties over [`fuzz_cases`] inputs, the same ones in every run.
pub fn fuzz_runner() -> TestRunner {
	let config = Config { cases: fuzz_cases() as u32, failure_persistence: None, ..Config::default() };
	TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Numbers that look random, the same for the same seed.
pub struct Random(u64);

impl Random {
	/// Makes the numbers of one input, which depend on `OPENLEDGER_FUZZ_SEED` too.
	pub fn of_case(case: u64) -> Self {
		Self(from_environment("OPENLEDGER_FUZZ_SEED", 1) << 40 | case)
	}

	/// Returns the next number, of 64 bits.
	pub fn word(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	/// Returns a number below a limit, or 0.
	pub fn below(&mut self, limit: usize) -> usize {
		(self.word() % limit.max(1) as u64) as usize
	}

	/// Returns true once in so many times.
	pub fn once_in(&mut self, times: usize) -> bool {
		self.below(times) == 0
	}

	/// Returns a number that parsers tend to stumble over.
	pub fn odd(&mut self) -> u64 {
		let shift = self.below(64);
		let list = [0, 1, 31, 33, 64, 255, 1 << 20, 1 << 31, 1 << 32, 1 << 40, u64::MAX - 31, u64::MAX];
		match self.below(3) {
			0 => list[self.below(list.len())],
			1 => 1 << shift,
			_ => self.word() >> shift,
		}
	}
}

/// Changes bytes in one way: cut, a bit, a number, or a piece once more.
pub fn spoil_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
	let at = random.below(bytes.len());
	match random.below(4) {
		0 => bytes.truncate(at),
		1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random.below(8)),
		2 => {
			let odd = random.odd().to_le_bytes();
			bytes.iter_mut().skip(at).zip(odd).for_each(|(byte, new)| *byte = new);
		},
		_ => {
			let end = (at + random.below(600)).min(bytes.len());
			let piece = bytes[at..end].to_vec();
			let place = random.below(bytes.len());
			bytes.splice(place..place, piece);
		},
	}
}

/// Changes one value of a document, or one name in it. `names` are those that mean something.
pub fn spoil_json(value: &mut Value, names: &[&str], random: &mut Random) {
	let mut at = random.below(size(value));
	spoil_at(value, &mut at, names, random);
}

/// Counts the values in a document, itself included.
fn size(value: &Value) -> usize {
	1 + match value {
		Value::Array(items) => items.iter().map(size).sum(),
		Value::Object(fields) => fields.values().map(size).sum::<usize>(),
		_ => 0,
	}
}

fn spoil_at(value: &mut Value, at: &mut usize, names: &[&str], random: &mut Random) -> bool {
	if *at == 0 {
		spoil_value(value, names, random);
		return true;
	}
	*at -= 1;
	match value {
		Value::Array(items) => items.iter_mut().any(|item| spoil_at(item, at, names, random)),
		Value::Object(fields) => fields.values_mut().any(|field| spoil_at(field, at, names, random)),
		_ => false,
	}
}

fn spoil_value(value: &mut Value, names: &[&str], random: &mut Random) {
	let name = names[random.below(names.len())].to_string();
	match (random.below(6), &mut *value) {
		(0, Value::Array(items)) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
		(1, Value::Array(items)) if !items.is_empty() => {
			let copy = vec![items[random.below(items.len())].clone(); 1 + random.below(300)];
			items.extend(copy);
		},
		(0, Value::Object(fields)) if !fields.is_empty() => {
			let key = fields.keys().nth(random.below(fields.len())).cloned();
			key.and_then(|key| fields.remove(&key));
		},
		(1 | 2, Value::Object(fields)) => drop(fields.insert(name, any_value(names, 2, random))),
		(3, Value::Object(fields)) if !fields.is_empty() => {
			// Another name for what is there.
			let key = fields.keys().nth(random.below(fields.len())).cloned();
			let moved = key.and_then(|key| fields.remove(&key));
			drop(fields.insert(name, moved.unwrap_or_default()));
		},
		(0..2, Value::Number(number)) if number.is_u64() => *value = random.odd().into(),
		(2..4, Value::Number(number)) if number.is_u64() => {
			let near = number.as_u64().unwrap_or(0);
			*value = if random.once_in(2) { near.wrapping_add(1) } else { near.wrapping_sub(1) }.into();
		},
		(0, Value::String(text)) => *text = text.repeat(random.below(40)),
		(1, Value::String(text)) => text.push_str(["\0", "\u{feff}", "é", "\"", "{", "\n"][random.below(6)]),
		_ => *value = any_value(names, 3, random),
	}
}

/// Makes a value of any kind, nested at most so deep.
fn any_value(names: &[&str], depth: usize, random: &mut Random) -> Value {
	match random.below(if depth == 0 { 7 } else { 9 }) {
		0 => Value::Null,
		1 => random.once_in(2).into(),
		2 => random.odd().into(),
		3 => (random.odd() as i64).into(),
		4 => f64::from_bits(random.word()).into(),
		5 => names[random.below(names.len())].into(),
		6 => "x".repeat(random.below(80)).into(),
		7 => {
			let count = random.below(5);
			(0..count).map(|_| any_value(names, depth - 1, random)).collect()
		},
		_ => {
			let count = random.below(4);
			let field = |_| (names[random.below(names.len())].into(), any_value(names, depth - 1, random));
			Value::Object((0..count).map(field).collect::<Map<_, _>>())
		},
	}
}

/// The outcome of many readings.
#[derive(Debug, Default)]
pub struct Fuzzed {
	/// Inputs that were read.
	pub cases: u64,
	/// The most bytes of memory that one of them took.
	pub memory: usize,
	/// The number of inputs by what came of them.
	pub outcomes: BTreeMap<String, u64>,
}

impl Fuzzed {
	/// Reads an input on this thread, measures its memory, and counts what came of it. Panics if it takes
	/// more than `allowed` bytes.
	pub fn read(&mut self, allowed: usize, read: impl FnOnce() -> String) {
		let (outcome, peak) = peak_of_this_thread(read);
		assert!(peak <= allowed, "case {}: {peak} bytes of memory, {allowed} allowed; {outcome}", self.cases);
		self.cases += 1;
		self.memory = self.memory.max(peak);
		*self.outcomes.entry(outcome).or_default() += 1;
	}

	/// Prints what came of a parser's inputs, and checks that they took more than a few ways through it.
	pub fn report(&self, parser: &str, least: usize) {
		let Self { cases, memory, outcomes } = self;
		println!("{parser}: {cases} inputs, at most {memory} bytes of memory, {outcomes:#?}");
		assert!(memory > &0, "the test program counts no memory: declare CountingAllocator");
		assert!(outcomes.len() >= least, "{parser}: {outcomes:?}");
	}
}

/// Returns the name of an error's variant, and of the one in it.
pub fn variant(error: &impl std::fmt::Debug) -> String {
	let text = format!("{error:?}");
	let name = |part: &str| part.trim_end_matches([' ', ')', '}']).to_string();
	text.split(['{', '(']).take(2).map(name).collect::<Vec<_>>().join(" ")
}
