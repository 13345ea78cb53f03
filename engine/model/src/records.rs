//! Records as token ids.

use crate::{
	base::Base,
	chat::{self, Message},
	tokenizer::Tokenizer,
};
use openledger_data::{DataError, Problem, Record, Row, Rows, Turn};
use std::{collections::HashSet, ops::Range};

/// A record as token ids, the chat template applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokenized {
	/// Token ids of question, answer and end mark; of several turns, of each in turn.
	pub ids: Vec<u32>,
	/// Place where the loss begins to count: `ids[loss_from..]` is the answer and its end mark.
	pub loss_from: usize,
	/// Parts of `ids[loss_from..]` that do not count after all, ascending: the questions between answers.
	pub uncounted: Vec<Range<usize>>,
}

impl Tokenized {
	/// Makes a sequence of a question and one answer.
	pub fn new(ids: Vec<u32>, loss_from: usize) -> Self {
		Self { ids, loss_from, uncounted: Vec::new() }
	}

	/// Returns the parts whose tokens count, ascending: each answer with its end mark.
	pub fn counted(&self) -> impl Iterator<Item = Range<usize>> + '_ {
		let starts = std::iter::once(self.loss_from).chain(self.uncounted.iter().map(|part| part.end));
		let ends = self.uncounted.iter().map(|part| part.start).chain([self.ids.len()]);
		starts.zip(ends).map(|(start, end)| start..end)
	}

	/// Returns the last answer with its end mark.
	pub fn last_answer(&self) -> &[u32] {
		let start = self.uncounted.last().map_or(self.loss_from, |part| part.end);
		self.ids.get(start..).unwrap_or_default()
	}

	/// Returns true if the parts that count are neither empty, nor overlap, nor lie outside the sequence, and
	/// a token stands before the first.
	pub(crate) fn is_sound(&self) -> bool {
		let mut from = 1;
		self.counted().all(|part| {
			let sound = part.start >= from && part.end > part.start && part.end <= self.ids.len();
			from = part.end + 1;
			sound
		})
	}
}

/// Applies the chat template (see [`crate::chat`]) to one record.
///
/// Every answer that is learnt counts with its end mark, so that the model learns to stop; what stands
/// between them is read and does not count.
pub fn tokenize(base: &Base, record: &Record, max_length: u32) -> Result<Tokenized, Problem> {
	refuse_empty(record)?;
	let tokenized = render(base.tokenizer(), &record.turns);
	let limit = max_length.min(base.config().context as u32);
	if tokenized.ids.len() > limit as usize {
		return Err(Problem::TooManyTokens { found: tokenized.ids.len(), limit });
	}
	match tokenized.is_sound() {
		true => Ok(tokenized),
		false => Err(Problem::BadTokens),
	}
}

/// Refuses a record with an empty turn, which no reader makes.
fn refuse_empty(record: &Record) -> Result<(), Problem> {
	match record.turns.iter().position(|turn| turn.text.trim().is_empty()) {
		Some(0) if record.turns.len() == 2 => Err(Problem::Empty("prompt")),
		Some(1) if record.turns.len() == 2 => Err(Problem::Empty("completion")),
		Some(place) => Err(Problem::EmptyTurn(place + 1)),
		None => Ok(()),
	}
}

fn render(tokenizer: &Tokenizer, turns: &[Turn]) -> Tokenized {
	let (mut ids, mut counted) = (Vec::new(), Vec::<Range<usize>>::new());
	let mut asked = Vec::new();
	for turn in turns {
		if !turn.learnt {
			asked.push(message(turn));
			continue;
		}
		ids.extend(match ids.is_empty() {
			true => chat::prompt(tokenizer, &asked),
			false => chat::continuation(tokenizer, &asked),
		});
		asked.clear();
		let start = ids.len();
		ids.extend(tokenizer.encode(&turn.text));
		ids.push(tokenizer.im_end());
		counted.push(start..ids.len());
	}
	let uncounted = counted.windows(2).map(|pair| pair[0].end..pair[1].start).collect();
	let loss_from = counted.first().map_or(ids.len(), |part| part.start);
	Tokenized { ids, loss_from, uncounted }
}

fn message(turn: &Turn) -> Message {
	Message { role: turn.role, content: turn.text.clone() }
}

/// Turns rows into token ids; an error names the first that cannot be.
pub fn tokenize_all(base: &Base, rows: &[Row], max_length: u32) -> Result<Vec<Tokenized>, DataError> {
	let each = rows.iter().map(|row| {
		tokenize(base, &row.record, max_length).map_err(|problem| DataError::of_row(row.place, problem))
	});
	each.collect()
}

/// Token ids of the rows of a file that can be used, and the reasons for those that cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenizedRows {
	/// Token ids, in the order of the rows.
	pub tokens: Vec<Tokenized>,
	/// The reasons for the rows that were left out, in their order.
	pub left_out: Vec<DataError>,
}

/// Turns rows into token ids, and leaves out those that cannot be, those that could not be read too.
pub fn tokenize_rows(base: &Base, rows: &Rows, max_length: u32) -> TokenizedRows {
	let mut tokenized = TokenizedRows { tokens: Vec::new(), left_out: rows.left_out.clone() };
	for row in &rows.rows {
		match tokenize(base, &row.record, max_length) {
			Ok(tokens) => tokenized.tokens.push(tokens),
			Err(problem) => tokenized.left_out.push(DataError::of_row(row.place, problem)),
		}
	}
	tokenized.left_out.sort_by_key(|error| error.line);
	tokenized
}

/// Returns the held-out records that are none of those trained on, by their tokens: a model is not judged by
/// what it was shown.
pub fn unseen(held_out: Vec<Tokenized>, trained: &[Tokenized]) -> Vec<Tokenized> {
	let seen: HashSet<&[u32]> = trained.iter().map(|record| &record.ids[..]).collect();
	held_out.into_iter().filter(|record| !seen.contains(&record.ids[..])).collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn record(ids: &[u32]) -> Tokenized {
		Tokenized::new(ids.to_vec(), 1)
	}

	#[test]
	fn what_was_trained_on_is_not_held_out() {
		let trained = [record(&[1, 2, 3]), record(&[4, 5])];
		assert_eq!(unseen(vec![record(&[4, 5]), record(&[6, 7])], &trained), [record(&[6, 7])]);
		assert_eq!(unseen(Vec::new(), &trained), []);
		assert_eq!(unseen(vec![record(&[1, 2, 3])], &trained), []);
	}

	#[test]
	fn parts_that_count_are_sound_or_refused() {
		let parts = |uncounted: &[(usize, usize)]| Tokenized {
			ids: vec![1; 9],
			loss_from: 2,
			uncounted: uncounted.iter().map(|(start, end)| *start..*end).collect(),
		};
		let several = parts(&[(3, 5), (6, 8)]);
		assert_eq!(several.counted().collect::<Vec<_>>(), [2..3, 5..6, 8..9]);
		assert!(several.is_sound() && several.last_answer().len() == 1);
		for bad in [(2, 5), (3, 9), (3, 12), (5, 3)] {
			assert!(!parts(&[bad]).is_sound(), "{bad:?}");
		}
		for bad in [[(3, 5), (5, 6)], [(6, 8), (3, 5)], [(3, 5), (4, 6)]] {
			assert!(!parts(&bad).is_sound(), "{bad:?}");
		}
		assert!(!Tokenized::default().is_sound() && !record(&[1]).is_sound() && record(&[1, 2]).is_sound());
	}
}
