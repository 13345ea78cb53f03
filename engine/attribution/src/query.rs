//! An answer as an index compares it with records.

use crate::{
	features::Features,
	format::{Footer, IndexError},
	quantise::{cosine, dot, norm, quantise},
};

/// Norm and codes of each vector of an answer.
pub(crate) struct Query(Vec<(u32, Vec<i8>)>);

impl Query {
	/// Takes the means of an index away from an answer's features, which must be the same vectors, and rounds what is left.
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
			let codes = quantise(name, values, mean)?;
			Ok((norm(&codes), codes))
		});
		Ok(Self(each.collect::<Result<_, IndexError>>()?))
	}

	/// Scores of records, each of `size` bytes.
	pub(crate) fn scores(&self, records: &[u8], size: usize, threads: usize) -> Vec<i64> {
		let count = records.len().checked_div(size).unwrap_or(0);
		let mut scores = vec![0; count];
		if count == 0 {
			return scores;
		}
		let each = count.div_ceil(threads.max(1));
		std::thread::scope(|scope| {
			for (scores, records) in scores.chunks_mut(each).zip(records.chunks(each * size)) {
				scope.spawn(move || {
					for (score, record) in scores.iter_mut().zip(records.chunks_exact(size)) {
						*score = self.score(record);
					}
				});
			}
		});
		scores
	}

	/// At most 2^10 cosines of little more than one each.
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
