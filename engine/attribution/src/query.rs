//! An answer as an index compares it with records.

use crate::{
	features::Features,
	format::{Footer, IndexError},
	quantize::{cosine, dot, norm, quantize},
};
use openledger_kernels::Engine;
use parking_lot::Mutex;

/// An answer's norm and codes, for each of its vectors.
pub(crate) struct Query(Vec<(u32, Vec<i8>)>);

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
			Ok((norm(&codes), codes))
		});
		Ok(Self(each.collect::<Result<_, IndexError>>()?))
	}

	/// Returns the scores of records, each of `size` bytes.
	pub(crate) fn scores<'a>(&'a self, records: &'a [u8], size: usize) -> impl Iterator<Item = i64> + 'a {
		records.chunks_exact(size.max(1)).map(|record| self.score(record))
	}

	/// Returns the same scores, computed on the threads of an engine.
	pub(crate) fn scores_on(&self, engine: &Engine, records: &[u8], size: usize) -> Vec<i64> {
		let count = records.len().checked_div(size).unwrap_or(0);
		let mut scores = vec![0; count];
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

	/// Returns the sum of at most 2^10 cosines of little more than one each.
	fn score(&self, record: &[u8]) -> i64 {
		let (norms, mut codes) = record.split_at(4 * self.0.len());
		let mut sum = 0;
		for ((norm, query), stored) in self.0.iter().zip(norms.as_chunks().0) {
			let (these, rest) = codes.split_at(query.len());
			codes = rest;
			sum += cosine(dot(query, these), *norm, u32::from_le_bytes(*stored));
		}
		sum
	}
}
