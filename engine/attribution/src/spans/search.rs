//! Maximal spans of an answer.

use super::{
	error::SpanError,
	index::{SpanIndex, Visit},
	logarithm::{POINT, log2},
	matching::{Match, Places},
	text::{Letter, letter},
};
use std::{cmp::Reverse, ops::Range};

/// Most tokens that an answer has. A longer one can be searched in parts.
pub const MAX_OUTPUT: usize = 1 << 15;
/// Most records that are listed of a span.
pub const MAX_LISTED: usize = 1 << 10;

/// The choice of spans to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanParams {
	/// Least number of tokens of a span.
	pub min_length: usize,
	/// Least improbability of a span, in bits · 2^16.
	pub min_improbability: u64,
	/// Most spans, the most improbable first.
	pub most_spans: usize,
	/// Most records listed of a span, the lowest first; at most [`MAX_LISTED`].
	pub most_records: usize,
}

impl Default for SpanParams {
	/// Returns at least 6 tokens and 48 bits, the first 64 spans, 10 records each.
	///
	/// Were tokens independent, a span of 48 bits would stand in ten million tokens by chance once in 28
	/// million times. They are not, so that 6 tokens are asked for too.
	fn default() -> Self {
		Self { min_length: 6, min_improbability: 48 << POINT, most_spans: 64, most_records: 10 }
	}
}

/// A part of an answer that stands in some record, and in no record with the token before or the token behind
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
	/// The first token, counted from 0 in the answer.
	pub start: usize,
	/// Number of tokens.
	pub length: usize,
	/// Sum of `⌊2^16 log2 n⌋ − ⌊2^16 log2 c⌋` over its tokens, of which `c` occur among the `n` of the
	/// snapshot.
	pub improbability: u64,
	/// Number of places in the records.
	pub occurrences: u32,
	/// Number of records that hold it; not known if it is [common](super::COMMON).
	pub holders: Option<u32>,
	/// The lowest records that hold it, ascending.
	pub records: Vec<u32>,
	/// The sorted places of its index.
	pub(crate) sorted: Range<usize>,
}

impl Span {
	/// Returns its tokens, out of the answer that it was found in.
	pub fn tokens<'a>(&self, answer: &'a [u32]) -> &'a [u32] {
		answer.get(self.start..self.start.saturating_add(self.length)).unwrap_or_default()
	}

	/// Returns its improbability in whole bits, rounded down.
	pub fn bits(&self) -> u32 {
		u32::try_from(self.improbability >> POINT).unwrap_or(u32::MAX)
	}
}

impl SpanIndex {
	/// Finds the maximal spans of an answer: the most improbable first, then the longer, then the earlier.
	///
	/// A span is maximal if some record holds it and no record holds a longer part of the answer that
	/// includes it. Tokens beyond the vocabulary are in no record.
	///
	/// Takes about `output` searches of `log2(tokens)` steps each, fewer for long spans, and then time in the
	/// places of each span reported, of which no more than [`COMMON`](super::COMMON) are looked up.
	pub fn search(&self, output: &[u32], params: &SpanParams) -> Result<Vec<Span>, SpanError> {
		let limits = [
			("the answer", output.len(), MAX_OUTPUT),
			("the number of records listed", params.most_records, MAX_LISTED),
		];
		if let Some((what, _, most)) = limits.into_iter().find(|(_, is, most)| is > most) {
			return Err(SpanError::TooLarge { what, most: most as u64 });
		}
		let letters: Vec<u32> = output.iter().copied().map(letter).collect();
		let mut found = self.visit(Matches { letters: &letters, least: params.min_length.max(1) });
		let total = log2(self.footer().tokens);
		let mut sums = vec![0u64];
		sums.extend(output.iter().scan(0, |sum, token| {
			*sum += u64::from(total.saturating_sub(log2(self.count(*token))));
			Some(*sum)
		}));
		let improbability = |(start, found): &(usize, Match)| sums[start + found.length] - sums[*start];
		found.retain(|span| improbability(span) >= params.min_improbability);
		found.sort_by_key(|span| (Reverse(improbability(span)), Reverse(span.1.length), span.0));
		found.truncate(params.most_spans);
		let ranked =
			found.iter().map(|span| self.span(&letters, *span, improbability(span), params.most_records));
		Ok(ranked.collect())
	}

	fn span(&self, letters: &[u32], found: (usize, Match), improbability: u64, most: usize) -> Span {
		let (start, Match { length, near }) = found;
		let sorted = self.visit(All { letters: &letters[start..start + length], near });
		let holders = self.holders(sorted.clone());
		let records = match &holders {
			Some(records) => records.iter().copied().take(most).collect(),
			None => self.lowest(sorted.clone(), most),
		};
		let holders = holders.map(|records| records.len() as u32);
		Span { start, length, improbability, occurrences: sorted.len() as u32, holders, records, sorted }
	}
}

/// A visitor that finds where all maximal matches of at least some length begin, ascending.
struct Matches<'a> {
	letters: &'a [u32],
	least: usize,
}

impl Visit for Matches<'_> {
	type Output = Vec<(usize, Match)>;

	fn visit<L: Letter>(self, places: Places<'_, L>) -> Self::Output {
		let (mut spans, mut start, mut end) = (Vec::new(), 0, 0);
		while end < self.letters.len() {
			// The next maximal match goes beyond `end`. Of the parts of the answer from `start` or later up
			// to and including `end`, the text holds those from some place on; the match begins there.
			// Doubling steps and then halves find it.
			let (mut from, mut to, mut step) = (start, end + 1, 0);
			let mut next = None;
			while from < to {
				let probe = from + step.min((to - from) / 2);
				let found = places.longest(&self.letters[probe..]);
				if probe + found.length > end {
					next = Some((probe, found));
					to = probe;
				} else {
					from = probe + 1;
					step = 2 * step + 1;
				}
			}
			match next {
				Some((at, found)) => {
					(start, end) = (at + 1, at + found.length);
					spans.extend((found.length >= self.least).then_some((at, found)));
				},
				// The token at `end` is in no record.
				None => (start, end) = (end + 1, end + 1),
			}
		}
		spans
	}
}

/// A visitor that finds all sorted places of a span.
struct All<'a> {
	letters: &'a [u32],
	near: usize,
}

impl Visit for All<'_> {
	type Output = Range<usize>;

	fn visit<L: Letter>(self, places: Places<'_, L>) -> Self::Output {
		places.all(self.letters, self.near)
	}
}
