//! Asking an index.

use crate::{
	features::Features,
	format::{Footer, IndexError},
	quantise::{cosine, dot, norm, quantise},
	shares::{firsts, shares},
};
use memmap2::Mmap;
use openledger_primitives::{influence::InfluenceVector, root, ContributionId, Hash};
use std::{fs::File, path::Path};

/// An index opened for questions. It is mapped, not read: memory is the system's to give and take.
pub struct Index {
	footer: Footer,
	file: Mmap,
	/// Means of all vectors, one after the other.
	means: Vec<f32>,
	/// Which records are not copies of others.
	counts: Vec<bool>,
}

/// Norm and codes of each vector of a query.
struct Query(Vec<(u32, Vec<i8>)>);

impl Index {
	/// Opens an index and checks all of it against its root.
	pub fn open(path: &Path) -> Result<Self, IndexError> {
		let footer = Footer::read(path)?;
		let file = File::open(path)?;
		// SAFETY: an index file is made under another name, renamed to this one when it is complete, and never written
		// to again; a later build replaces the name, not the bytes that are mapped here.
		let file = unsafe { Mmap::map(&file) }?;
		let (means, records) = parts(&footer, &file)?;
		if root::of(&file[..means.len() + records.len()]) != footer.data {
			return Err(IndexError::Damaged("its data has another root"));
		}
		let means: Vec<f32> = means.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
		if means.iter().any(|mean| !mean.is_finite()) {
			return Err(IndexError::Damaged("a mean is not a finite number"));
		}
		let size = (footer.record_bytes() as usize).max(1);
		let counts = firsts(records.chunks_exact(size), &footer.sources);
		Ok(Self { footer, means, counts, file })
	}

	/// What the index is about.
	pub fn footer(&self) -> &Footer {
		&self.footer
	}

	/// Root that commits the index.
	pub fn root(&self) -> Hash {
		self.footer.root()
	}

	/// The contribution and line (from 0) that a record came from.
	pub fn address(&self, record: u32) -> Option<(ContributionId, u32)> {
		let mut line = record;
		for (contribution, records) in &self.footer.sources {
			match line.checked_sub(*records) {
				None => return Some((*contribution, line)),
				Some(rest) => line = rest,
			}
		}
		None
	}

	/// For each record, the sum over all vectors of the cosine between its vector and the query's, both without the mean of all
	/// records, in units of 2^-15.
	pub fn scores(&self, features: &Features, threads: usize) -> Result<Vec<i64>, IndexError> {
		let query = self.query(features)?;
		let size = self.footer.record_bytes() as usize;
		let records = self.footer.records() as usize;
		if size == 0 || records == 0 {
			return Ok(vec![0; records]);
		}
		let (_, data) = parts(&self.footer, &self.file)?;
		let mut scores = vec![0; records];
		let each = records.div_ceil(threads.max(1));
		std::thread::scope(|scope| {
			for (scores, data) in scores.chunks_mut(each).zip(data.chunks(each * size)) {
				let query = &query;
				scope.spawn(move || {
					for (score, record) in scores.iter_mut().zip(data.chunks_exact(size)) {
						*score = query.score(record);
					}
				});
			}
		});
		Ok(scores)
	}

	/// Whose records shaped what these features belong to.
	pub fn influence(&self, features: &Features, threads: usize) -> Result<InfluenceVector, IndexError> {
		Ok(self.shares(&self.scores(features, threads)?))
	}

	/// What scores come to: shares of contributions.
	pub fn shares(&self, scores: &[i64]) -> InfluenceVector {
		shares(scores, &self.counts, &self.footer.sources)
	}

	fn query(&self, features: &Features) -> Result<Query, IndexError> {
		let same = features.len() == self.footer.vectors.len()
			&& features
				.iter()
				.zip(&self.footer.vectors)
				.all(|((name, values), (known, length))| name == known && values.len() == *length as usize);
		if !same {
			return Err(IndexError::OtherVectors);
		}
		let mut means = &self.means[..];
		let each = features.iter().map(|(name, values)| {
			let (mean, rest) = means.split_at(values.len());
			means = rest;
			let codes = quantise(name, values, mean)?;
			Ok((norm(&codes), codes))
		});
		Ok(Query(each.collect::<Result<_, IndexError>>()?))
	}
}

/// Means and records of an index file.
fn parts<'a>(footer: &Footer, file: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), IndexError> {
	let means = 4 * footer.elements() as usize;
	let records = footer.record_bytes() as usize * footer.records() as usize;
	let short = IndexError::Damaged("it was cut short");
	file.get(..means + records).map(|data| data.split_at(means)).ok_or(short)
}

impl Query {
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
