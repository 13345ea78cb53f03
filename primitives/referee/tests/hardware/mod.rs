//! The processor's own arithmetic as the oracle: patterns that reach the corners, and an account of which
//! corners they reached. Shared by the test `soft` and the program `exhaustive`.

use openledger_referee::{F32, F64};

/// The bits of numbers at which something changes: zeros, ends of the ranges, powers, halfway cases,
/// infinities and NaN.
pub const SPECIALS: [u32; 60] = [
	0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x00000002, 0x00000003, 0x003fffff, 0x00400000,
	0x00400001, 0x007ffffe, 0x007fffff, 0x807fffff, 0x00800000, 0x80800000, 0x00800001, 0x00ffffff,
	0x01000000, 0x01800000, 0x0c800000, 0x1f800000, 0x20000000, 0x20000001, 0x33000000, 0x33800000,
	0xb3800000, 0x33800001, 0x33ffffff, 0x34000000, 0x34800000, 0x34c00000, 0x3e800000, 0x3effffff,
	0x3f000000, 0xbf000000, 0x3f000001, 0x3f7fffff, 0xbf7fffff, 0x3f800000, 0xbf800000, 0x3f800001,
	0x3f800800, 0x3fc00000, 0x3fffffff, 0x40000000, 0xc0000000, 0x40400000, 0x4b000000, 0x4b7fffff,
	0x4b800000, 0x4b800001, 0x5f000000, 0x5f800000, 0x7e800000, 0x7effffff, 0x7f000000, 0x7f7fffff,
	0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000,
];

/// The output of splitmix64, one word after the other.
pub struct Noise(pub u64);

impl Noise {
	pub fn word(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		z ^ (z >> 31)
	}

	fn below(&mut self, n: u32) -> i32 {
		(((self.word() >> 32) * u64::from(n)) >> 32) as i32
	}

	/// Returns a number of the given exponent (as of the format without a smallest one; beyond it, a
	/// subnormal, zero or infinity), random or with few bits set.
	fn near(&mut self, exponent: i32) -> f32 {
		let word = self.word();
		let fraction = match word & 3 {
			0 => word as u32 >> 9 & 0x7f_0000,
			1 => 1 << (word >> 8 & 31) & 0x7f_ffff,
			_ => word as u32 >> 9,
		};
		let significand = f64::from(fraction | 0x80_0000) * if word >> 40 & 1 == 1 { -1.0 } else { 1.0 };
		(significand * 2f64.powi(exponent - 23)) as f32
	}

	/// Returns three operands for a·b + c: one pattern in eight is free, the others aim at a corner.
	pub fn triple(&mut self) -> [f32; 3] {
		let word = self.word();
		let special = |word: u64| f32::from_bits(SPECIALS[(word % SPECIALS.len() as u64) as usize]);
		let free = |noise: &mut Self| f32::from_bits(noise.word() as u32);
		let (e, f) = (self.below(140) - 70, self.below(110) - 55);
		let (a, b) = (self.near(e), self.near(f));
		match word & 7 {
			0 => [free(self), free(self), free(self)],
			1 => [special(word >> 8), special(word >> 24), special(word >> 40)],
			2 => [special(word >> 8), free(self), self.near(e)],
			// Cancellation: c is −a·b within a few units in the last place.
			3 => {
				let c = (-(f64::from(a) * f64::from(b))) as f32;
				[a, b, f32::from_bits(c.to_bits().wrapping_add_signed((word >> 60) as i32 - 8))]
			},
			// Every distance between product and addend, and beyond.
			4 => {
				let distance = self.below(140) - 70;
				[a, b, self.near(e + f + distance)]
			},
			// Products in, at and below the subnormal range.
			5 => {
				let low = -125 - self.below(28);
				let [b, c] = [low - e, low + self.below(4) - 2].map(|e| self.near(e));
				[a, b, c]
			},
			// At and above the largest numbers.
			6 => {
				let high = 125 + self.below(5);
				let [b, c] = [high - e, high + self.below(30) - 29].map(|e| self.near(e));
				[a, b, c]
			},
			// Subnormal operands.
			_ => {
				let tiny = f32::from_bits(word as u32 & 0x807f_ffff);
				[a, b, tiny].map(|x| if self.word() & 3 == 0 { tiny } else { x })
			},
		}
	}
}

/// The classes of results: their value, or the way they came about.
pub const CLASSES: [&str; 13] = [
	"NaN",
	"infinite operand",
	"overflow",
	"normal",
	"subnormal",
	"+0",
	"-0",
	"underflow to zero",
	"subnormal operand",
	"exact cancellation",
	"12 bits cancelled",
	"tie",
	"one term out of reach",
];

/// The number of classes that operations without an exact sum of two terms in binary64 are counted in.
pub const RESULTS: usize = 9;

/// An account of how often each class was met, and of what disagreed.
pub struct Account {
	pub name: &'static str,
	pub checked: u64,
	pub mismatches: u64,
	pub classes: [u64; CLASSES.len()],
	/// The number of classes that must occur, from the first; with none, none is counted.
	pub required: usize,
}

impl Account {
	pub fn new(name: &'static str, required: usize) -> Self {
		Self { name, checked: 0, mismatches: 0, classes: [0; CLASSES.len()], required }
	}

	/// Compares one result and prints the first few that differ. A NaN agrees with the one NaN of the
	/// referee.
	pub fn check(&mut self, operands: &[f32], got: F32, expected: f32) {
		self.checked += 1;
		let agrees = if expected.is_nan() { got == F32::NAN } else { got.to_bits() == expected.to_bits() };
		if !agrees {
			self.mismatches += 1;
			if self.mismatches <= 10 {
				let operands: Vec<_> = operands.iter().map(|x| format!("{:08x}", x.to_bits())).collect();
				println!("{} {}: {got:?}, not {:08x}", self.name, operands.join(" "), expected.to_bits());
			}
		}
		if self.required == 0 {
			return;
		}
		let finite = operands.iter().all(|x| x.is_finite());
		let zero = operands.contains(&0.0);
		let hits = [
			expected.is_nan(),
			expected.is_infinite() && !finite,
			expected.is_infinite() && finite,
			expected.is_normal(),
			expected.is_subnormal(),
			expected.to_bits() == 0,
			expected.to_bits() == 1 << 31,
			expected == 0.0 && finite && !zero,
			operands.iter().any(|x| x.is_subnormal()),
		];
		for (count, hit) in self.classes.iter_mut().zip(hits) {
			*count += u64::from(hit);
		}
	}

	/// Counts how a finite sum of two terms, both exact in binary64, came about.
	pub fn terms(&mut self, x: f64, y: f64, result: f32) {
		if !(x.is_finite() && y.is_finite()) || x == 0.0 || y == 0.0 {
			return;
		}
		let (large, small) = if x.abs() > y.abs() { (x, y) } else { (y, x) };
		let sum = large + small;
		let exact = small - (sum - large) == 0.0;
		let halfway = sum.to_bits() & 0x1fff_ffff == 0x1000_0000;
		let hits = [
			sum == 0.0,
			sum != 0.0 && sum.abs() * 4096.0 < large.abs(),
			exact && halfway && result.is_normal(),
			small.abs() * 2f64.powi(60) < large.abs(),
		];
		for (count, hit) in self.classes[RESULTS..].iter_mut().zip(hits) {
			*count += u64::from(hit);
		}
	}

	/// Returns the classes that were required and not met.
	pub fn missing(&self) -> Vec<&'static str> {
		let counted = CLASSES.iter().zip(&self.classes).take(self.required);
		counted.filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect()
	}
}

impl std::fmt::Display for Account {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "{:<18} {:>11} checked, {} mismatches", self.name, self.checked, self.mismatches)?;
		let met = CLASSES.iter().zip(&self.classes).filter(|(_, count)| **count > 0);
		for (i, (name, count)) in met.enumerate() {
			write!(f, "{}{name} {count}", if i == 0 { "\n    " } else { ", " })?;
		}
		Ok(())
	}
}

/// The operations of two and three operands on binary32.
pub struct Operations {
	pub fma: Account,
	pub add: Account,
	pub mul: Account,
	pub div: Account,
	pub compare: Account,
}

impl Default for Operations {
	fn default() -> Self {
		Self {
			fma: Account::new("fma", CLASSES.len()),
			add: Account::new("add, sub", CLASSES.len()),
			mul: Account::new("mul", RESULTS),
			div: Account::new("div", RESULTS),
			compare: Account::new("compare", 0),
		}
	}
}

impl Operations {
	/// Checks every operation on three operands, or on two of them. Sums of two operands get pairs that are
	/// as close as c and a·b are.
	pub fn check(&mut self, [a, b, c]: [f32; 3]) {
		let [x, y, z] = [a, b, c].map(|x| F32::from_bits(x.to_bits()));
		let product = f64::from(a) * f64::from(b);
		let fused = a.mul_add(b, c);
		self.fma.check(&[a, b, c], x.fma(y, z), fused);
		self.fma.terms(product, c.into(), fused);
		self.mul.check(&[a, b], x * y, a * b);
		self.div.check(&[c, a], z / x, c / a);
		let p = product as f32;
		let q = F32::from_bits(p.to_bits());
		self.add.check(&[p, c], q + z, p + c);
		self.add.terms(p.into(), c.into(), p + c);
		self.add.check(&[a, c], x - z, a - c);
		self.compare.check(&[p, c], truth(q.exceeds(z)), if p > c { 1.0 } else { 0.0 });
	}

	pub fn all(&self) -> [&Account; 5] {
		[&self.fma, &self.add, &self.mul, &self.div, &self.compare]
	}
}

fn truth(holds: bool) -> F32 {
	if holds { F32::ONE } else { F32::ZERO }
}

/// Returns the mismatches of one step of binary64 arithmetic on each of the operations that training uses.
/// The operands come from binary32 ones, so that exponents meet as they do there, and from free bits.
pub fn check_doubles(noise: &mut Noise) -> Vec<String> {
	let [a, b, c] = noise.triple();
	let (x, y) = match noise.word() & 3 {
		0 => (f64::from_bits(noise.word()), f64::from_bits(noise.word())),
		1 => (f64::from(a) * f64::from(b), f64::from(c) * (1.0 + f64::from(b) * f64::EPSILON)),
		2 => (f64::from(a) / f64::from(b), f64::from(c)),
		// The smallest and the largest results.
		_ => {
			let x = f64::from_bits(noise.word() & 0x800f_ffff_ffff_ffff | (noise.word() & 0x7ff) << 52);
			let y = f64::from_bits(x.to_bits() ^ 0x7fff_ffff_ffff_ffff).copysign(c.into());
			(x, y * f64::from(b).abs().clamp(0.25, 4.0))
		},
	};
	let [p, q] = [x, y].map(|x| F64::from_bits(x.to_bits()));
	let double = |name: &'static str, got: F64, expected: f64| {
		let agrees = if expected.is_nan() { got == F64::NAN } else { got.to_bits() == expected.to_bits() };
		(!agrees).then(|| format!("{name} {p:?} {q:?}: {got:?}, not {:016x}", expected.to_bits()))
	};
	let narrowed = x as f32;
	let single = |got: F32| {
		let agrees = if narrowed.is_nan() { got == F32::NAN } else { got.to_bits() == narrowed.to_bits() };
		(!agrees).then(|| format!("narrow {p:?}: {got:?}, not {:08x}", narrowed.to_bits()))
	};
	let whole = (p.truncate() != x as u64).then(|| format!("truncate {p:?}"));
	[
		double("add", p + q, x + y),
		double("sub", p - q, x - y),
		double("mul", p * q, x * y),
		double("div", p / q, x / y),
		double("sqrt", p.sqrt(), x.sqrt()),
		single(p.narrow()),
		whole,
	]
	.into_iter()
	.flatten()
	.collect()
}
