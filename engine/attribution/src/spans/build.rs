//! Building of span indexes.

use super::{
	elias_fano,
	error::SpanError,
	format::{MAX_POSITIONS, SpanFooter},
	index::SpanIndex,
	text::{Letters, letter},
};
use openledger_content::{Hash, files, root::Hasher};
use openledger_spec::ContributionId;
use std::{
	fs::File,
	io::{self, BufWriter, Write},
	path::Path,
};

/// The plan of a span index: what it is to be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanPlan {
	/// Root of the base model, whose tokenizer makes the ids.
	pub base: Hash,
	/// Root of the snapshot.
	pub snapshot: Hash,
	/// Number of tokens of the vocabulary: ids must be lower.
	pub vocabulary: u32,
	/// Contributions with their numbers of records, in order of the snapshot.
	pub sources: Vec<(ContributionId, u32)>,
}

impl SpanIndex {
	/// Builds the index of `records`, token ids in the order of the plan, at `out`, and returns its root.
	///
	/// The file is either wholly there or not at all. Takes time linear in the number of tokens, and 6 bytes
	/// of memory a token (8 with more than 65,535 tokens in the vocabulary) beside the records.
	pub fn build(
		plan: &SpanPlan,
		records: impl IntoIterator<Item: AsRef<[u32]>>,
		out: &Path,
	) -> Result<Hash, SpanError> {
		let SpanPlan { base, snapshot, vocabulary, sources } = plan.clone();
		let mut footer = SpanFooter { base, snapshot, vocabulary, sources, tokens: 0, data: Hash::zero() };
		footer.layout()?;
		let Text { mut letters, starts, ends } = Text::read(plan, footer.records(), records)?;
		footer.tokens = starts.last().copied().unwrap_or(0);
		let layout = footer.layout()?;
		let sorted = letters.sorted()?;
		// Zero is the lowest letter, so the ends of the records come first: no answer looks for them.
		let suffixes = sorted.get(ends.len()..).unwrap_or_default();
		let ends = elias_fano::encode(layout.shape, ends.iter().copied());
		files::ensure_dir(files::folder_of(out))?;
		files::write_with(out, |file| {
			let mut data = Data { file: BufWriter::new(file), hasher: Hasher::default() };
			data.write(&ends, u64::to_le_bytes)?;
			data.write(&starts, u32::to_le_bytes)?;
			data.write(suffixes, i32::to_le_bytes)?;
			match &letters {
				Letters::Narrow(letters) => data.write(letters, u16::to_le_bytes)?,
				Letters::Wide(letters) => data.write(letters, i32::to_le_bytes)?,
			}
			footer.data = data.hasher.finish();
			data.file.write_all(&footer.close())?;
			data.file.flush()
		})?;
		Ok(footer.root())
	}
}

/// The records as the index has them.
struct Text {
	letters: Letters,
	/// Numbers of places that hold a lower token, by token, and once more.
	starts: Vec<u32>,
	/// Places of the zeros that end records.
	ends: Vec<u32>,
}

impl Text {
	fn read(
		plan: &SpanPlan,
		expected: u32,
		records: impl IntoIterator<Item: AsRef<[u32]>>,
	) -> Result<Self, SpanError> {
		let vocabulary = plan.vocabulary;
		let mut letters = Letters::new(vocabulary);
		let mut counts = vec![0u32; vocabulary as usize];
		let (mut ends, mut positions) = (Vec::new(), 0u64);
		for record in records {
			let record = record.as_ref();
			let number = ends.len() as u32;
			if number == expected {
				return Err(SpanError::OtherRecords {
					expected: expected.into(),
					found: u64::from(number) + 1,
				});
			}
			positions += record.len() as u64 + 1;
			if positions > MAX_POSITIONS.into() {
				return Err(SpanError::TooLarge {
					what: "the number of tokens and records",
					most: MAX_POSITIONS.into(),
				});
			}
			for token in record.iter().copied() {
				let unknown = SpanError::UnknownToken { record: number, token, vocabulary };
				*counts.get_mut(token as usize).ok_or(unknown)? += 1;
				letters.push(letter(token));
			}
			letters.push(0);
			ends.push((positions - 1) as u32);
		}
		if ends.len() as u32 != expected {
			return Err(SpanError::OtherRecords { expected: expected.into(), found: ends.len() as u64 });
		}
		let mut sum = 0;
		let mut starts = vec![0];
		starts.extend(counts.into_iter().map(|count| {
			sum += count;
			sum
		}));
		Ok(Self { letters, starts, ends })
	}
}

/// A writer that hashes what it writes.
struct Data<'a> {
	file: BufWriter<&'a mut File>,
	hasher: Hasher,
}

impl Data<'_> {
	fn write<T: Copy, const N: usize>(&mut self, numbers: &[T], bytes: fn(T) -> [u8; N]) -> io::Result<()> {
		/// Numbers that are turned into bytes at a time.
		const PIECE: usize = 1 << 15;
		let mut buffer = Vec::with_capacity(PIECE * N);
		for piece in numbers.chunks(PIECE) {
			buffer.clear();
			piece.iter().for_each(|number| buffer.extend_from_slice(&bytes(*number)));
			self.hasher.update(&buffer);
			self.file.write_all(&buffer)?;
		}
		Ok(())
	}
}
