//! Asking an index.

use crate::{
	format::{Footer, IndexError},
	gradients::{chosen, Gradient},
	quantise::{dot, fixed, quantise, Quantised},
	shares::shares,
};
use memmap2::Mmap;
use openledger_primitives::{influence::InfluenceVector, root, ContributionId, Hash};
use std::{fs::File, path::Path};

/// An index opened for questions. It is mapped, not read: memory is the system's to give and take.
pub struct Index {
	footer: Footer,
	file: Mmap,
}

/// A query ready for many records.
struct Query {
	/// Scale and codes of each tensor.
	tensors: Vec<(u64, Vec<i8>)>,
	largest: f32,
}

impl Index {
	/// Opens an index and checks all of it against its root.
	pub fn open(path: &Path) -> Result<Self, IndexError> {
		let footer = Footer::read(path)?;
		let file = File::open(path)?;
		// SAFETY: an index file is made under another name, renamed to this one when it is complete, and never written
		// to again; a later build replaces the name, not the bytes that are mapped here.
		let file = unsafe { Mmap::map(&file) }?;
		let index = Self { footer, file };
		match root::of(index.data()?) == index.footer.data {
			true => Ok(index),
			false => Err(IndexError::Damaged("its data has another root")),
		}
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

	/// The exact dot product of a gradient with each record's, in units that all records share.
	pub fn scores(&self, gradient: &Gradient, threads: usize) -> Result<Vec<i128>, IndexError> {
		let query = self.query(gradient)?;
		let size = self.footer.record_bytes() as usize;
		let records = self.footer.records() as usize;
		if size == 0 || records == 0 {
			return Ok(vec![0; records]);
		}
		let data = self.data()?;
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

	/// Whose records shaped what this gradient belongs to.
	pub fn influence(&self, gradient: &Gradient, threads: usize) -> Result<InfluenceVector, IndexError> {
		Ok(shares(&self.scores(gradient, threads)?, &self.footer.sources))
	}

	fn query(&self, gradient: &Gradient) -> Result<Query, IndexError> {
		let chosen = chosen(gradient);
		let same = chosen.len() == self.footer.tensors.len()
			&& chosen
				.iter()
				.zip(&self.footer.tensors)
				.all(|((name, values), (known, length))| name == known && values.len() == *length as usize);
		if !same {
			return Err(IndexError::OtherTensors);
		}
		let quantised: Vec<Quantised> =
			chosen.iter().map(|(name, values)| quantise(name, values)).collect::<Result<_, _>>()?;
		let largest = quantised.iter().fold(0f32, |most, tensor| most.max(tensor.scale));
		let tensors = quantised.into_iter().map(|t| (fixed(t.scale, largest), t.codes)).collect();
		Ok(Query { tensors, largest: f32::from_bits(self.footer.largest_scale) })
	}

	fn data(&self) -> Result<&[u8], IndexError> {
		let length = self.footer.record_bytes() as usize * self.footer.records() as usize;
		self.file.get(..length).ok_or(IndexError::Damaged("it was cut short"))
	}
}

impl Query {
	/// Two scales below 2^40, a dot product below 2^36 (127² · 2^22) and at most 2^10 tensors: below 2^126.
	fn score(&self, record: &[u8]) -> i128 {
		let (scales, mut codes) = record.split_at(4 * self.tensors.len());
		let mut sum = 0;
		for ((scale, query), stored) in self.tensors.iter().zip(scales.chunks_exact(4)) {
			let (these, rest) = codes.split_at(query.len());
			codes = rest;
			let stored = f32::from_le_bytes([stored[0], stored[1], stored[2], stored[3]]);
			let scale = i128::from(*scale) * i128::from(fixed(stored, self.largest));
			sum += scale * i128::from(dot(query, these));
		}
		sum
	}
}
