//! SentencePiece by scores: of two neighbouring pieces, those whose union scores best are joined first, the
//! leftmost among equals. What no piece spells is written byte by byte.

use crate::gguf::GgufError;
use std::{
	cmp::Ordering,
	collections::{BinaryHeap, HashMap},
};

/// The mark that stands for a space.
pub(super) const SPACE: char = '\u{2581}';

/// The pieces of a SentencePiece model, and what turns a text into their ids.
pub(super) struct SentencePiece {
	/// The id and the score of each piece that a text may have.
	pieces: HashMap<Box<str>, (u32, f32)>,
	/// The largest number of bytes of a piece.
	longest: usize,
	/// The id of each byte.
	bytes: Vec<u32>,
	/// Whether a text begins with a space of its own.
	space_first: bool,
}

/// A part of a text: a piece, or one character.
struct Symbol {
	start: usize,
	end: usize,
	/// The neighbours that are left.
	before: Option<usize>,
	after: Option<usize>,
}

/// Two neighbours whose union is a piece.
struct Pair {
	score: f32,
	left: usize,
	right: usize,
	/// The bytes of both when they met: a pair one of which has grown since is stale.
	length: usize,
}

impl Ord for Pair {
	fn cmp(&self, other: &Self) -> Ordering {
		self.score.total_cmp(&other.score).then(other.left.cmp(&self.left))
	}
}

impl PartialOrd for Pair {
	fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
		Some(self.cmp(other))
	}
}

impl PartialEq for Pair {
	fn eq(&self, other: &Self) -> bool {
		self.cmp(other) == Ordering::Equal
	}
}

impl Eq for Pair {}

impl SentencePiece {
	/// Takes the pieces with ids and scores, and the ids of the 256 bytes.
	pub(super) fn new<'a>(
		pieces: impl Iterator<Item = (&'a str, u32, f32)>,
		bytes: Vec<u32>,
		space_first: bool,
	) -> Result<Self, GgufError> {
		if bytes.len() != 256 {
			let why = format!("a vocabulary with {} of 256 bytes: SentencePiece needs them all", bytes.len());
			return Err(GgufError::Unsupported(why));
		}
		let pieces: HashMap<Box<str>, (u32, f32)> =
			pieces.map(|(piece, id, score)| (piece.into(), (id, score))).collect();
		if pieces.values().any(|(_, score)| score.is_nan()) {
			return Err(GgufError::Malformed("a score is no number".into()));
		}
		let longest = pieces.keys().map(|piece| piece.len()).max().unwrap_or(0);
		Ok(Self { pieces, longest, bytes, space_first })
	}

	/// Appends the ids of a text.
	pub(super) fn encode(&self, text: &str, ids: &mut Vec<u32>) {
		if text.is_empty() {
			return;
		}
		let mut spelled = String::with_capacity(text.len() + SPACE.len_utf8());
		spelled.extend(self.space_first.then_some(SPACE));
		spelled.extend(text.chars().map(|c| if c == ' ' { SPACE } else { c }));
		for symbol in self.joined(&spelled) {
			let part = &spelled[symbol.start..symbol.end];
			match self.pieces.get(part) {
				Some((id, _)) => ids.push(*id),
				None => ids.extend(part.bytes().map(|byte| self.bytes[usize::from(byte)])),
			}
		}
	}

	/// Returns the parts of a text of which no two neighbours make a piece any more.
	fn joined(&self, text: &str) -> Vec<Symbol> {
		let mut symbols: Vec<Symbol> = Vec::new();
		for (start, c) in text.char_indices() {
			let before = symbols.len().checked_sub(1);
			symbols.push(Symbol { start, end: start + c.len_utf8(), before, after: Some(symbols.len() + 1) });
		}
		if let Some(last) = symbols.last_mut() {
			last.after = None;
		}
		let pair = |symbols: &[Symbol], left: usize, right: usize| {
			let (start, end) = (symbols[left].start, symbols[right].end);
			let length = end - start;
			let known = if length <= self.longest { self.pieces.get(&text[start..end]) } else { None };
			known.map(|(_, score)| Pair { score: *score, left, right, length })
		};
		let mut pairs: BinaryHeap<Pair> =
			(1..symbols.len()).filter_map(|right| pair(&symbols, right - 1, right)).collect();
		while let Some(Pair { left, right, length, .. }) = pairs.pop() {
			// A symbol that was joined to its left is empty; one that grew has another end.
			let [one, other] = [left, right].map(|at| symbols[at].start..symbols[at].end);
			if one.is_empty() || other.is_empty() || one.end != other.start || other.end - one.start != length
			{
				continue;
			}
			symbols[left].end = other.end;
			symbols[right].start = other.end;
			let (before, after) = (symbols[left].before, symbols[right].after);
			symbols[left].after = after;
			if let Some(after) = after {
				symbols[after].before = Some(left);
				pairs.extend(pair(&symbols, left, after));
			}
			pairs.extend(before.and_then(|before| pair(&symbols, before, left)));
		}
		symbols.retain(|symbol| symbol.start < symbol.end);
		symbols
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn model(space_first: bool) -> SentencePiece {
		let pieces = [("a", 0.0), ("b", 0.0), ("ab", -2.0), ("ba", -1.0), ("aba", -3.0), ("\u{2581}a", -4.0)];
		let pieces = pieces.into_iter().zip(1000..).map(|((piece, score), id)| (piece, id, score));
		SentencePiece::new(pieces, (0..256).collect(), space_first).unwrap()
	}

	fn encode(space_first: bool, text: &str) -> Vec<u32> {
		let mut ids = Vec::new();
		model(space_first).encode(text, &mut ids);
		ids
	}

	#[test]
	fn the_best_union_comes_first_and_the_leftmost_of_equals() {
		// "ba" scores better than "ab".
		assert_eq!(encode(false, "aba"), [1004]);
		assert_eq!(encode(false, "abab"), [1004, 1001]);
		assert_eq!(encode(false, "baba"), [1003, 1003]);
		assert_eq!(encode(false, "aab"), [1000, 1002]);
	}

	#[test]
	fn spaces_and_unknown_characters() {
		assert_eq!(encode(false, " a"), [1005]);
		assert_eq!(encode(true, "a"), [1005]);
		assert_eq!(encode(false, "é\n"), [0xc3, 0xa9, 0x0a]);
		assert_eq!(encode(true, ""), [0u32; 0]);
	}

	#[test]
	fn a_long_text_takes_no_square_of_its_length() {
		let ids = encode(false, &"ab".repeat(100_000));
		assert_eq!(ids.len(), 100_000);
	}

	#[test]
	fn bytes_must_be_there() {
		assert!(SentencePiece::new([("a", 1, 0.0)].into_iter(), vec![0; 255], false).is_err());
		assert!(SentencePiece::new([("a", 1, f32::NAN)].into_iter(), vec![0; 256], false).is_err());
	}
}
