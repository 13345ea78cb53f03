//! Random numbers for fuzzing, and how much of it.

/// Returns the number that a variable of the environment has, or else a default: how many inputs a fuzzer
/// makes, and from which seed.
pub fn from_environment(name: &str, default: u64) -> u64 {
	std::env::var(name).map_or(default, |value| value.parse().expect("a whole number"))
}

/// Numbers that look random, the same for the same seed.
pub struct Random(u64);

impl Random {
	/// Returns the generator of a seed.
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	/// Returns 64 bits.
	pub fn bits(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	/// Returns a number below a limit, or 0.
	pub fn below(&mut self, limit: usize) -> usize {
		(self.bits() % limit.max(1) as u64) as usize
	}

	/// Returns a number that parsers tend to stumble over.
	pub fn odd(&mut self) -> u64 {
		let shift = self.below(64);
		let list = [0, 1, 31, 33, 64, 255, 1 << 20, 1 << 31, 1 << 32, 1 << 40, u64::MAX - 31, u64::MAX];
		match self.below(3) {
			0 => list[self.below(list.len())],
			1 => 1 << shift,
			_ => self.bits() >> shift,
		}
	}
}
