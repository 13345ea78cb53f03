//! An answer as an index compares it with records.

use crate::{
	features::Features,
	format::{Footer, IndexError},
	mix::{Sides, is_of_question},
	quantize::{cosine, dot, norm, quantize},
};
use openledger_kernels::Engine;
use parking_lot::Mutex;

/// A vector of an answer, as it is compared.
struct Vector {
	norm: u32,
	codes: Vec<i8>,
	is_of_question: bool,
}

/// The vectors of an answer with its question.
pub(crate) struct Query {
	vectors: Vec<Vector>,
	/// Numbers of vectors about the answer and about the question.
	counts: (i64, i64),
}

impl Query {
	/// Subtracts the means of an index from an answer's features, which must be the same vectors, and rounds
	/// what is left.
	pub(crate) fn new(features: &Features, footer: &Footer, means: &[f32]) -> Result<Self, IndexError> {
		let same = features.len() == footer.vectors.len()
			&& features
				.iter()
				.zip(&footer.vectors)
				.all(|((name, values), (known, length))| name == known && values.len() == *length as usize);
		if !same || means.len() as u64 != footer.elements() {
			return Err(IndexError::OtherVectors);
		}
		let mut means = means;
		let each = features.iter().map(|(name, values)| {
			let (mean, rest) = means.split_at(values.len());
			means = rest;
			let codes = quantize(name, values, mean)?;
			Ok(Vector { norm: norm(&codes), codes, is_of_question: is_of_question(name) })
		});
		let vectors = each.collect::<Result<Vec<_>, IndexError>>()?;
		Ok(Self::of(vectors))
	}

	/// Takes a record of an index as if it were an answer, from its bytes in the data.
	pub(crate) fn stored(record: &[u8], footer: &Footer) -> Self {
		let (norms, mut codes) = record.split_at(4 * footer.vectors.len());
		let each = footer.vectors.iter().zip(norms.as_chunks().0).map(|((name, length), norm)| {
			let (these, rest) = codes.split_at(*length as usize);
			codes = rest;
			let codes = these.iter().map(|code| *code as i8).collect();
			Vector { norm: u32::from_le_bytes(*norm), codes, is_of_question: is_of_question(name) }
		});
		Self::of(each.collect())
	}

	fn of(vectors: Vec<Vector>) -> Self {
		let question = vectors.iter().filter(|vector| vector.is_of_question).count();
		let counts = ((vectors.len() - question) as i64, question as i64);
		Self { vectors, counts }
	}

	/// Returns the scores of records, each of `size` bytes.
	pub(crate) fn scores<'a>(&'a self, records: &'a [u8], size: usize) -> impl Iterator<Item = Sides> + 'a {
		records.chunks_exact(size.max(1)).map(|record| self.score(record))
	}

	/// Returns the same scores, computed on the threads of an engine.
	pub(crate) fn scores_on(&self, engine: &Engine, records: &[u8], size: usize) -> Vec<Sides> {
		let count = records.len().checked_div(size).unwrap_or(0);
		let mut scores = vec![Sides::default(); count];
		let each = count.div_ceil(engine.threads()).max(1);
		let parts: Vec<_> =
			scores.chunks_mut(each).zip(records.chunks(each * size.max(1))).map(Mutex::new).collect();
		engine.for_each(parts.len(), &|part| {
			let (scores, records) = &mut *parts[part].lock();
			for (score, found) in scores.iter_mut().zip(self.scores(records, size)) {
				*score = found;
			}
		});
		drop(parts);
		scores
	}

	/// Returns the sums of cosines, of little more than one each, of a record's vectors by side: of the
	/// answer, at most 2^10, and of the question, times how many more vectors the answer has.
	pub(crate) fn score(&self, record: &[u8]) -> Sides {
		let (norms, mut codes) = record.split_at(4 * self.vectors.len());
		let (mut answer, mut question) = (0, 0);
		for (query, stored) in self.vectors.iter().zip(norms.as_chunks().0) {
			let (these, rest) = codes.split_at(query.codes.len());
			codes = rest;
			let sum = if query.is_of_question { &mut question } else { &mut answer };
			*sum += cosine(dot(&query.codes, these), query.norm, u32::from_le_bytes(*stored));
		}
		let question = (question * self.counts.0).checked_div(self.counts.1).unwrap_or(0);
		Sides { answer, question }
	}
}
