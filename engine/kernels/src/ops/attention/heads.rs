//! The shape of an attention.

use candle_core::{Result, bail};
use std::sync::Arc;

/// The heads of an attention, and the sequences that the rows of its operands belong to.
#[derive(Clone, Debug)]
pub struct Heads {
	/// The number of query heads.
	pub queries: usize,
	/// The number of key-value heads, which divides that of query heads.
	pub keys: usize,
	/// The number of values in a head, a multiple of 16.
	pub size: usize,
	/// The number whose root divides scores: `size`, unless a family has it otherwise.
	pub divisor: usize,
	/// The number of latest keys that a query sees, its own among them; all of them if there is none.
	pub window: Option<usize>,
	/// The number of query rows and of key rows of each sequence.
	///
	/// Query rows are the last ones of their sequence: with a cache, there are more keys than queries.
	pub sequences: Arc<[(usize, usize)]>,
}

impl Heads {
	/// Returns heads whose queries see all keys up to their own.
	pub fn causal(queries: usize, keys: usize, size: usize, sequences: Arc<[(usize, usize)]>) -> Self {
		Self { queries, keys, size, divisor: size, window: None, sequences }
	}

	/// Refuses operands of other shapes than these heads have, given rows and columns of each.
	pub(super) fn check(&self, q: (usize, usize), k: (usize, usize), v: (usize, usize)) -> Result<()> {
		let whole = self.keys > 0
			&& self.queries.is_multiple_of(self.keys)
			&& self.size.is_multiple_of(16)
			&& (16..=256).contains(&self.size)
			&& self.divisor > 0
			&& self.window != Some(0);
		let rows: usize = self.sequences.iter().map(|s| s.0).sum();
		let keys: usize = self.sequences.iter().map(|s| s.1).sum();
		let ordered = self.sequences.iter().all(|&(rows, keys)| rows <= keys);
		if !whole
			|| !ordered
			|| q != (rows, self.queries * self.size)
			|| k != (keys, self.keys * self.size)
			|| v != k
		{
			bail!("attention of {self:?} got q {q:?}, k {k:?}, v {v:?}");
		}
		Ok(())
	}

	/// Returns the first query row and the first key row of each sequence.
	pub(super) fn starts(&self) -> Vec<(usize, usize)> {
		let mut at = (0, 0);
		self.sequences
			.iter()
			.map(|&(rows, keys)| {
				let start = at;
				at = (at.0 + rows, at.1 + keys);
				start
			})
			.collect()
	}

	/// Returns the number of query-key pairs that are not masked, times the values of all heads: the fmas of
	/// one product.
	pub(super) fn pairs(&self) -> usize {
		let window = self.window.unwrap_or(usize::MAX);
		let seen = |&(rows, keys): &(usize, usize)| -> usize {
			(0..rows).map(|row| (keys - rows + row + 1).min(window)).sum()
		};
		self.sequences.iter().map(seen).sum::<usize>() * self.queries * self.size
	}
}
