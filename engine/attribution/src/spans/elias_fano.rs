//! Ascending numbers in little more than the fewest bits: Elias (1974) and Fano (1971), in the form of Vigna,
//! "Quasi-succinct indices" (2013).
//!
//! Of `count` numbers below `universe`, each keeps its lowest `l = ⌊log2(universe / count)⌋` bits as they
//! are. The rest of it, `h`, is told by a bit vector: number `i` sets bit `h + i`, so that the ones before
//! the zero number `h` are the numbers whose upper part is at most `h`. This takes `count · (2 + l)` bits.
//!
//! ```text
//! words, u64 little-endian:  lower parts, lowest bits first │ the bit vector, lowest bits first
//! ```

/// Number of bits of the vector between two counts of ones.
const BLOCK: usize = 512;
const WORDS: usize = BLOCK / 64;

/// The count of numbers and their bound: all that is needed to lay them out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
	pub(crate) count: u32,
	pub(crate) universe: u32,
}

impl Shape {
	/// Returns the bits of a lower part, below 32.
	fn low_bits(self) -> u32 {
		self.universe.checked_div(self.count).and_then(u32::checked_ilog2).unwrap_or(0)
	}

	fn low_words(self) -> usize {
		(self.count as usize * self.low_bits() as usize).div_ceil(64)
	}

	/// Returns the bits of the vector: a one for each number, a zero for each upper part there can be.
	fn high_bits(self) -> usize {
		self.count as usize + (self.universe >> self.low_bits()) as usize + 1
	}

	/// Returns the number of words of 8 bytes that the numbers take.
	pub(crate) fn words(self) -> usize {
		self.low_words() + self.high_bits().div_ceil(64)
	}
}

/// Lays out strictly ascending numbers below `shape.universe`, of which there must be `shape.count`.
pub(crate) fn encode(shape: Shape, numbers: impl Iterator<Item = u32>) -> Vec<u64> {
	let mut words = vec![0u64; shape.words()];
	let (lows, highs) = words.split_at_mut(shape.low_words());
	let bits = shape.low_bits();
	for (i, number) in numbers.take(shape.count as usize).enumerate() {
		let low = u64::from(number) & ((1 << bits) - 1);
		let (word, bit) = (i * bits as usize / 64, i * bits as usize % 64);
		if bits > 0 {
			lows[word] |= low << bit;
			if bit + bits as usize > 64 {
				lows[word + 1] |= low >> (64 - bit);
			}
		}
		let at = (number >> bits) as usize + i;
		highs[at / 64] |= 1 << (at % 64);
	}
	words
}

/// Counts of the ones before each block of the vector, for quick answers. Not stored: it is counted when the
/// numbers are opened.
#[derive(Debug, Default)]
pub(crate) struct Counts(Vec<u32>);

/// A view of numbers laid out by [`encode`]. Other bytes give wrong numbers, but never panic.
#[derive(Clone, Copy)]
pub(crate) struct EliasFano<'a> {
	shape: Shape,
	lows: &'a [[u8; 8]],
	highs: &'a [[u8; 8]],
	counts: &'a [u32],
}

impl Counts {
	/// Counts the ones of laid out numbers.
	pub(crate) fn new(shape: Shape, words: &[[u8; 8]]) -> Self {
		let highs = words.get(shape.low_words()..).unwrap_or_default();
		let mut ones = 0;
		let counts = highs.chunks(WORDS).map(|block| {
			let before = ones;
			ones += block.iter().map(|word| u64::from_le_bytes(*word).count_ones()).sum::<u32>();
			before
		});
		Self(counts.collect())
	}
}

impl<'a> EliasFano<'a> {
	/// Reads numbers from their words.
	pub(crate) fn new(shape: Shape, words: &'a [[u8; 8]], counts: &'a Counts) -> Self {
		let (lows, highs) = words.split_at(shape.low_words().min(words.len()));
		Self { shape, lows, highs, counts: &counts.0 }
	}

	/// Returns number `i`, counted from 0.
	pub(crate) fn get(&self, i: u32) -> Option<u32> {
		if i >= self.shape.count {
			return None;
		}
		let high = u64::try_from(self.select::<true>(i)?).ok()?.checked_sub(i.into())?;
		u32::try_from(high << self.shape.low_bits() | u64::from(self.low(i))).ok()
	}

	/// Returns how many numbers are below `bound`.
	pub(crate) fn rank(&self, bound: u32) -> u32 {
		let bits = self.shape.low_bits();
		let (high, low) = (bound >> bits, bound & ((1u32 << bits) - 1));
		let up_to = |high: u32| {
			let zero = self.select::<false>(high).and_then(|at| u32::try_from(at).ok());
			zero.map_or(self.shape.count, |at| at.saturating_sub(high).min(self.shape.count))
		};
		let (mut from, mut to) = (high.checked_sub(1).map_or(0, up_to), up_to(high));
		// Lower parts ascend among numbers with the same upper part.
		while from < to {
			let middle = from + (to - from) / 2;
			match self.low(middle) < low {
				true => from = middle + 1,
				false => to = middle,
			}
		}
		from
	}

	fn low(&self, i: u32) -> u32 {
		let bits = self.shape.low_bits() as usize;
		let (word, bit) = (i as usize * bits / 64, i as usize * bits % 64);
		let read = |word: usize| self.lows.get(word).map_or(0, |bytes| u64::from_le_bytes(*bytes));
		let pair = u128::from(read(word)) | u128::from(read(word + 1)) << 64;
		((pair >> bit) as u64 & ((1 << bits) - 1)) as u32
	}

	/// Returns the place in the vector of bit number `i` of a kind, ones or zeros.
	fn select<const ONES: bool>(&self, i: u32) -> Option<usize> {
		let before = |block: usize| {
			let ones = self.counts.get(block).map_or(0, |count| *count as usize);
			if ONES { ones } else { (block * BLOCK).saturating_sub(ones) }
		};
		let (mut block, mut end) = (0, self.counts.len());
		while end - block > 1 {
			let middle = block + (end - block) / 2;
			match before(middle) <= i as usize {
				true => block = middle,
				false => end = middle,
			}
		}
		let mut left = (i as usize).checked_sub(before(block))? as u32;
		for (at, word) in self.highs.iter().enumerate().skip(block * WORDS).take(WORDS) {
			let word = u64::from_le_bytes(*word);
			let mut word = if ONES { word } else { !word };
			if left >= word.count_ones() {
				left -= word.count_ones();
				continue;
			}
			for _ in 0..left {
				word &= word - 1;
			}
			return Some(at * 64 + word.trailing_zeros() as usize);
		}
		None
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	fn bytes(words: &[u64]) -> Vec<[u8; 8]> {
		words.iter().map(|word| word.to_le_bytes()).collect()
	}

	#[test]
	fn takes_the_bits_that_it_should() {
		// 100,000 records in 10 million tokens: l = ⌊log2 100⌋ = 6, 8 bits a number and a part of 156,250
		// zeros.
		let shape = Shape { count: 100_000, universe: 10_000_000 };
		assert_eq!(shape.low_bits(), 6);
		assert!(shape.words() * 64 < 100_000 * 9);
		assert_eq!(Shape { count: 0, universe: 0 }.words(), 1);
	}

	#[test]
	fn no_numbers() {
		let shape = Shape { count: 0, universe: 0 };
		let words = bytes(&encode(shape, std::iter::empty()));
		let counts = Counts::new(shape, &words);
		let numbers = EliasFano::new(shape, &words, &counts);
		assert_eq!((numbers.get(0), numbers.rank(0), numbers.rank(u32::MAX)), (None, 0, 0));
	}

	proptest! {
		#[test]
		fn answers_as_a_list_does(
			numbers in proptest::collection::btree_set(
				prop_oneof![0u32..300, 0u32..100_000, 0..u32::MAX],
				1..2000,
			),
			room in 0u32..5000,
			bounds in proptest::collection::vec(any::<u32>(), 20),
		) {
			let numbers: Vec<u32> = numbers.into_iter().collect();
			let universe = numbers[numbers.len() - 1].saturating_add(1).saturating_add(room);
			let shape = Shape { count: numbers.len() as u32, universe };
			let words = bytes(&encode(shape, numbers.iter().copied()));
			let counts = Counts::new(shape, &words);
			let view = EliasFano::new(shape, &words, &counts);
			for (i, number) in numbers.iter().enumerate() {
				prop_assert_eq!(view.get(i as u32), Some(*number));
				prop_assert_eq!(view.rank(*number), i as u32);
				prop_assert_eq!(view.rank(number + 1), i as u32 + 1);
			}
			prop_assert_eq!(view.get(shape.count), None);
			for bound in bounds {
				let expected = numbers.partition_point(|number| *number < bound);
				prop_assert_eq!(view.rank(bound), expected as u32);
			}
		}

		#[test]
		fn never_panics(
			words: Vec<[u8; 8]>,
			count in 0u32..1000,
			universe in 0u32..100_000,
			asked in proptest::collection::vec(any::<u32>(), 9),
		) {
			let shape = Shape { count, universe };
			let counts = Counts::new(shape, &words);
			let view = EliasFano::new(shape, &words, &counts);
			for asked in asked.into_iter().flat_map(|asked| [asked, asked % 1000]) {
				view.get(asked);
				prop_assert!(view.rank(asked) <= count);
			}
		}
	}
}
