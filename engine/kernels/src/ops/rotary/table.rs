//! The table of rotations.

/// Cosines and sines of every position, computed in binary64 and rounded once.
pub struct RopeTable {
	half: usize,
	cos: Vec<f32>,
	sin: Vec<f32>,
}

impl RopeTable {
	/// Computes the table for heads of `head` values (an even number): pair i turns by position · base^(−2i /
	/// head).
	pub fn new(head: usize, base: f32, positions: usize) -> Self {
		Self::with_factors(head, base, &[], positions)
	}

	/// Computes the table of turns that are slowed: that of pair i by `factors[i]`, in binary64, or not at
	/// all where there is no such factor.
	pub fn with_factors(head: usize, base: f32, factors: &[f32], positions: usize) -> Self {
		let half = head / 2;
		let mut table = Self { half, cos: Vec::new(), sin: Vec::new() };
		for position in 0..positions {
			for i in 0..half {
				let power = -2.0 * i as f64 / head as f64;
				let factor = f64::from(factors.get(i).copied().unwrap_or(1.0));
				let angle = position as f64 * (libm::pow(f64::from(base), power) / factor);
				table.cos.push(libm::cos(angle) as f32);
				table.sin.push(libm::sin(angle) as f32);
			}
		}
		table
	}

	/// Returns the number of positions.
	pub fn positions(&self) -> usize {
		self.cos.len() / self.half.max(1)
	}

	/// Returns the number of pairs in a head.
	pub(super) fn half(&self) -> usize {
		self.half
	}

	/// Returns the cosines and sines of all pairs at a position.
	pub(super) fn at(&self, position: u32) -> (&[f32], &[f32]) {
		let at = position as usize * self.half;
		(&self.cos[at..at + self.half], &self.sin[at..at + self.half])
	}
}
