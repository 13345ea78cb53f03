//! MinHash signatures of texts: what two rows share can be told from 24 numbers each.
//!
//! A row is the set of its runs of three words (Broder, *On the resemblance and containment of documents*,
//! 1997). Words are letters and digits in lower case; in scripts without spaces, from U+3000 on, each
//! character is a word. The share of equal numbers in two signatures estimates how much of the union of both
//! sets is in both.

use crate::record::Record;
use alloc::collections::BTreeSet;

/// Numbers of a signature.
pub(crate) const HASHES: usize = 24;
/// Numbers of a band: rows that agree in a whole band are compared.
pub(crate) const BAND: usize = 4;
/// Equal numbers from which rows are near duplicates: five sixths.
pub(crate) const NEAR: usize = 20;

/// The signature of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signature {
	pub(crate) lowest: [u32; HASHES],
	/// A hash of the words with digits. Rows that differ in a number state different facts.
	pub(crate) numbers: u32,
}

impl Signature {
	/// Returns how many numbers two signatures share; none if the rows' numbers differ.
	pub(crate) fn agreement(&self, other: &Self) -> usize {
		match self.numbers == other.numbers {
			true => self.lowest.iter().zip(&other.lowest).filter(|(a, b)| a == b).count(),
			false => 0,
		}
	}

	/// Returns a key for each band.
	pub(crate) fn bands(&self) -> impl Iterator<Item = u64> {
		self.lowest
			.chunks(BAND)
			.zip(0u64..)
			.map(|(band, number)| band.iter().fold(mix(number), |key, part| mix(key ^ u64::from(*part))))
	}
}

/// A step of splitmix64.
fn mix(x: u64) -> u64 {
	let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
	let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	x ^ (x >> 31)
}

/// Odd multipliers, one for each two numbers of a signature.
const MULTIPLIERS: [u64; HASHES / 2] = {
	let mut all = [0; HASHES / 2];
	let mut state = 0x0123_4567_89ab_cdefu64;
	let mut at = 0;
	while at < HASHES / 2 {
		state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
		all[at] = (state ^ (state >> 29)) | 1;
		at += 1;
	}
	all
};

/// Builds the signature of one row, word by word.
struct Builder {
	lowest: [u32; HASHES],
	numbers: BTreeSet<u32>,
	/// Hashes of the last two words.
	last: [u64; 2],
	words: usize,
}

impl Builder {
	fn word(&mut self, hash: u64, digits: bool) {
		if digits {
			self.numbers.insert(mix(hash) as u32);
		}
		let shingle = mix(hash ^ self.last[1].rotate_left(21) ^ self.last[0].rotate_left(42));
		self.last = [self.last[1], hash];
		self.words += 1;
		if self.words >= 3 {
			self.shingle(shingle);
		}
	}

	fn shingle(&mut self, shingle: u64) {
		for (pair, multiplier) in self.lowest.as_chunks_mut::<2>().0.iter_mut().zip(MULTIPLIERS) {
			let product = shingle.wrapping_mul(multiplier);
			pair[0] = pair[0].min(product as u32);
			pair[1] = pair[1].min((product >> 32) as u32);
		}
	}

	fn text(&mut self, text: &str) {
		const START: u64 = 0xcbf2_9ce4_8422_2325;
		const PRIME: u64 = 0x0100_0000_01b3;
		let (mut hash, mut digits) = (START, false);
		for byte in text.bytes() {
			// From U+3000 on, a first byte ends the word before it and begins one.
			if byte >= 0xe3 && hash != START {
				self.word(hash, digits);
				(hash, digits) = (START, false);
			}
			if byte.is_ascii_alphanumeric() || byte >= 0x80 {
				hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
				digits |= byte.is_ascii_digit();
			} else if hash != START {
				self.word(hash, digits);
				(hash, digits) = (START, false);
			}
		}
		if hash != START {
			self.word(hash, digits);
		}
	}
}

/// Returns the signature of a record; none if it has no words.
pub(crate) fn signature(record: &Record) -> Option<Signature> {
	let mut builder =
		Builder { lowest: [u32::MAX; HASHES], numbers: BTreeSet::new(), last: [0; 2], words: 0 };
	for turn in &record.turns {
		builder.text(&turn.text);
	}
	match builder.words {
		0 => return None,
		// Too few for a run of three: the words themselves.
		1 | 2 => builder.shingle(mix(builder.last[1] ^ builder.last[0].rotate_left(21))),
		_ => {},
	}
	let numbers = builder.numbers.iter().fold(0, |all: u64, number| mix(all ^ u64::from(*number)));
	Some(Signature { lowest: builder.lowest, numbers: numbers as u32 })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn agreement(one: &str, other: &str) -> usize {
		let sign = |text: &str| signature(&Record::pair(text, "Yes, it does.")).unwrap();
		sign(one).agreement(&sign(other))
	}

	#[test]
	fn the_same_words_agree_whatever_stands_between_them() {
		assert_eq!(agreement("Does the ferry sail on Sunday?", "does  the ferry -- sail, on sunday"), HASHES);
		assert_eq!(agreement("渡轮星期天开航吗", "渡轮,星期天开航吗?"), HASHES);
	}

	#[test]
	fn other_facts_are_no_near_duplicates() {
		let long = "In the harbour of the old town, which lies at the mouth of the river, the ferry to the \
			island of birds sails every day but Sunday, whatever the weather, and takes bicycles, dogs and \
			small carts without a fee, if there is room on deck, and always from pier";
		assert!(agreement(&format!("{long} four"), &format!("{long} seven")) >= NEAR);
		assert_eq!(agreement(&format!("{long} 4"), &format!("{long} 7")), 0);
		assert!(agreement("Does the ferry sail on Sunday?", "When can I have my card?") < NEAR);
	}

	#[test]
	fn agreement_estimates_the_share_of_common_runs() {
		// Of 60 words, the first 30 are common: 28 runs of 88 in both, and answers.
		let words = |from: usize, to: usize| {
			let word = |n: usize| char::from(b'a' + (n % 26) as u8).to_string().repeat(2 + n / 26);
			(from..to).map(word).collect::<alloc::vec::Vec<_>>().join(" ")
		};
		let common = words(0, 30);
		let found = agreement(&format!("{common} {}", words(30, 60)), &format!("{common} {}", words(60, 90)));
		assert!((4..=13).contains(&found), "{found}");
	}

	use alloc::{format, string::ToString};
}
