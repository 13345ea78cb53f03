//! Sequences laid end to end, so that short records fill the products. Attention stays within a sequence, and
//! a row's bits do not depend on its neighbours, so packing changes speed only.

use crate::records::Tokenized;
use openledger_data::Problem;
use std::{num::NonZeroUsize, sync::Arc};

/// Number of tokens that a pack aims at.
const AIM_TOKENS: usize = 256;

/// Several sequences as one run of rows.
pub struct Pack {
	/// Token ids of all rows.
	pub ids: Vec<u32>,
	/// Position of each row within its sequence.
	pub positions: Arc<[u32]>,
	/// Numbers of rows and keys of each sequence.
	pub sequences: Arc<[(usize, usize)]>,
	/// Rows whose next token counts, ascending.
	pub rows: Vec<usize>,
	/// Token ids that those rows are to predict.
	pub targets: Arc<[u32]>,
}

impl Pack {
	/// Lays sequences end to end.
	pub fn new<'a>(sequences: impl IntoIterator<Item = &'a Tokenized>) -> Self {
		let (mut ids, mut positions, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
		let (mut rows, mut targets) = (Vec::new(), Vec::new());
		for sequence in sequences {
			let first = ids.len();
			// The last token predicts nothing that counts, so its row is not computed.
			let length = sequence.ids.len() - 1;
			ids.extend_from_slice(&sequence.ids[..length]);
			positions.extend(0..length as u32);
			lengths.push((length, length));
			for at in sequence.counted().flatten() {
				rows.push(first + at - 1);
				targets.push(sequence.ids[at]);
			}
		}
		Self { ids, positions: positions.into(), sequences: lengths.into(), rows, targets: targets.into() }
	}
}

/// Cuts sequences, in order, into the groups that go through the model at a time: of `micro_batch` sequences,
/// or else of about 256 tokens, a longer sequence standing alone.
pub fn groups<'a>(sequences: &[&'a Tokenized], micro_batch: Option<NonZeroUsize>) -> Vec<Vec<&'a Tokenized>> {
	if let Some(size) = micro_batch {
		return sequences.chunks(size.get()).map(<[_]>::to_vec).collect();
	}
	let mut groups: Vec<Vec<&Tokenized>> = Vec::new();
	let mut tokens = usize::MAX;
	for sequence in sequences {
		let length = sequence.ids.len() - 1;
		if tokens.saturating_add(length) > AIM_TOKENS {
			groups.push(Vec::new());
			tokens = 0;
		}
		tokens += length;
		groups.last_mut().expect("the first sequence opens a group").push(sequence);
	}
	groups
}

/// Returns the number of tokens whose loss counts.
pub fn counted<'a>(sequences: impl IntoIterator<Item = &'a Tokenized>) -> usize {
	sequences.into_iter().flat_map(Tokenized::counted).map(|part| part.len()).sum()
}

/// Refuses a sequence without a question or an answer, too long, or with an id beyond the vocabulary.
pub fn check(sequence: &Tokenized, vocabulary: usize, longest: u32) -> Result<(), Problem> {
	let found = sequence.ids.len();
	if found > longest as usize {
		return Err(Problem::TooManyTokens { found, limit: longest });
	}
	match sequence.is_sound() && sequence.ids.iter().all(|id| (*id as usize) < vocabulary) {
		true => Ok(()),
		false => Err(Problem::BadTokens),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn sequence(length: usize, loss_from: usize) -> Tokenized {
		Tokenized::new((0..length as u32).collect(), loss_from)
	}

	#[test]
	fn rows_predict_the_tokens_that_count() {
		let (a, b) = (sequence(4, 2), sequence(3, 1));
		let pack = Pack::new([&a, &b]);
		assert_eq!(pack.ids, [0, 1, 2, 0, 1]);
		assert_eq!(&*pack.positions, [0, 1, 2, 0, 1]);
		assert_eq!((&pack.rows[..], &*pack.targets), (&[1, 2, 3, 4][..], &[2, 3, 1, 2][..]));
		assert_eq!(counted([&a, &b]), 4);
	}

	#[test]
	fn questions_between_answers_do_not_count() {
		let between = 3..5;
		let several = Tokenized { uncounted: vec![between], ..sequence(7, 2) };
		let pack = Pack::new([&several]);
		assert_eq!((&pack.rows[..], &*pack.targets), (&[1, 4, 5][..], &[2, 5, 6][..]));
		assert_eq!(counted([&several]), 3);
	}

	#[test]
	fn groups_keep_order_and_size() {
		let sequences = [100, 100, 100, 900, 10, 20].map(|n| sequence(n, 1));
		let all: Vec<_> = sequences.iter().collect();
		let sizes: Vec<_> = groups(&all, None).iter().map(Vec::len).collect();
		assert_eq!(sizes, [2, 1, 1, 2]);
		assert!(groups(&[], None).is_empty());
		let sizes: Vec<_> = groups(&all, NonZeroUsize::new(4)).iter().map(Vec::len).collect();
		assert_eq!(sizes, [4, 2]);
	}
}
