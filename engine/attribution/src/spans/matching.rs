//! The search for a string of letters in the sorted places of a text.

use super::text::Letter;
use std::ops::Range;

/// The sorted places of a text. Whatever they hold, nothing here panics.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a, L> {
	pub(crate) text: &'a [L],
	pub(crate) suffixes: &'a [[u8; 4]],
	/// Numbers of places that hold a lower token, by token, and once more.
	pub(crate) starts: &'a [[u8; 4]],
}

/// The longest start of a string that the text holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Match {
	/// Number of letters.
	pub(crate) length: usize,
	/// A sorted place next to which others that hold it are.
	pub(crate) near: usize,
}

impl<L: Letter> Places<'_, L> {
	/// Returns the longest start of `wanted` that the text holds.
	pub(crate) fn longest(&self, wanted: &[u32]) -> Match {
		let bucket = self.bucket(wanted);
		let Range { start: mut from, end: mut to } = bucket.clone();
		// Letters that `wanted` shares with the nearest places known to be below and above it. All between
		// share as many as the fewer of the two (Manber and Myers 1993), and all of a bucket the first.
		let (mut below, mut above) = (1, 1);
		while from < to {
			let middle = from + (to - from) / 2;
			let (shared, less) = self.compare(middle, wanted, below.min(above));
			match less {
				true => (from, below) = (middle + 1, shared),
				false => (to, above) = (middle, shared),
			}
		}
		// What shares most stands next to where `wanted` would.
		let neighbours = [from.checked_sub(1), Some(from)];
		let neighbours = neighbours.into_iter().flatten().filter(|place| bucket.contains(place));
		let matches = neighbours.map(|near| Match { length: self.compare(near, wanted, 1).0, near });
		matches.max_by_key(|found| found.length).unwrap_or_default()
	}

	/// Returns all sorted places that begin with `wanted`, one of which is `near`.
	pub(crate) fn all(&self, wanted: &[u32], near: usize) -> Range<usize> {
		let bucket = self.bucket(wanted);
		if !bucket.contains(&near) {
			return Range::default();
		}
		let holds = |place: usize| self.compare(place, wanted, 1).0 == wanted.len();
		let before = reach(near - bucket.start, |distance| holds(near - distance));
		let behind = reach(bucket.end - 1 - near, |distance| holds(near + distance));
		near - before..near + behind + 1
	}

	/// Returns the sorted places that begin with the first letter of `wanted`.
	fn bucket(&self, wanted: &[u32]) -> Range<usize> {
		let token = wanted.first().and_then(|letter| letter.checked_sub(1)).map(|token| token as usize);
		let read = |at: usize| self.starts.get(at).map(|start| u32::from_le_bytes(*start) as usize);
		let bucket = token.and_then(|token| Some(read(token)?..read(token + 1)?));
		bucket.filter(|bucket| bucket.end <= self.suffixes.len()).unwrap_or_default()
	}

	/// Returns the number of letters that a sorted place shares with `wanted`, known to be at least `shared`,
	/// and true if the place is below it. A place that begins with `wanted` is not.
	fn compare(&self, place: usize, wanted: &[u32], mut shared: usize) -> (usize, bool) {
		let place = self.suffixes.get(place).map_or(usize::MAX, |place| u32::from_le_bytes(*place) as usize);
		let follows = self.text.get(place.saturating_add(shared)..).unwrap_or_default();
		let mut follows = follows.iter().map(|letter| letter.read());
		for letter in wanted.get(shared..).unwrap_or_default() {
			match follows.next() {
				Some(other) if other == *letter => shared += 1,
				other => return (shared, other.unwrap_or(0) < *letter),
			}
		}
		(shared, false)
	}
}

/// Returns the largest distance of at most `most` at which something holds that holds up to it, and not
/// behind it.
///
/// Steps double while it holds: most spans are in few places.
fn reach(most: usize, holds: impl Fn(usize) -> bool) -> usize {
	let (mut inside, mut outside, mut step) = (0, most + 1, 1);
	while outside - inside > 1 {
		let probe = inside + step.min((outside - inside) / 2);
		match holds(probe) {
			true => (inside, step) = (probe, step * 2),
			false => outside = probe,
		}
	}
	inside
}
