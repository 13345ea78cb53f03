//! Reads JSON lines as they come, one row at a time.

use crate::{
	error::{DataError, Problem},
	format::{Format, MARK, of_bytes, of_line},
	record::{Place, Row},
	row,
};
use alloc::{string::String, vec::Vec};

/// Bounds of a file of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
	/// Most bytes of the whole file.
	pub bytes: usize,
	/// Most bytes of one line.
	pub line: usize,
	/// Most records in the file.
	pub records: usize,
}

impl Default for Limits {
	/// Returns 256 MiB, 1 MiB a line and 200,000 records.
	fn default() -> Self {
		Self { bytes: 256 << 20, line: 1 << 20, records: 200_000 }
	}
}

/// A row, or the reason why it cannot be used.
pub type Entry = Result<Row, DataError>;

/// Numbers of a file that was read to its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
	/// Number of bytes.
	pub bytes: usize,
	/// Number of lines.
	pub lines: usize,
	/// Number of rows, those that cannot be used too.
	pub records: usize,
}

/// A reader that is given a file piece by piece. It holds no more than one line.
pub struct Reader {
	limits: Limits,
	/// The line so far, up to one byte more than allowed.
	line: Vec<u8>,
	/// Bytes of the line so far, those too that are not held.
	length: usize,
	totals: Totals,
	/// True once the first line with anything on it has told the format.
	known: bool,
}

impl Reader {
	/// Makes a reader.
	pub fn new(limits: Limits) -> Self {
		Self { limits, line: Vec::new(), length: 0, totals: Totals::default(), known: false }
	}

	/// Takes the next bytes of the file and hands every row that they end to `take`.
	///
	/// Fails if the file is no JSON lines, or exceeds a limit: nothing more is to be read then.
	pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(Entry)) -> Result<(), DataError> {
		self.totals.bytes = self.totals.bytes.saturating_add(bytes.len());
		let (found, limit) = (self.totals.bytes, self.limits.bytes);
		if found > limit {
			return Err(DataError::of_file(Problem::FileTooLarge { found, limit }));
		}
		let mut pieces = bytes.split(|byte| *byte == b'\n');
		if let Some(piece) = pieces.next() {
			self.extend(piece);
		}
		for piece in pieces {
			self.end_line(take)?;
			self.extend(piece);
		}
		Ok(())
	}

	/// Ends the file. Fails if it holds no row at all.
	pub fn finish(mut self, take: &mut dyn FnMut(Entry)) -> Result<Totals, DataError> {
		if self.length > 0 {
			self.end_line(take)?;
		}
		match self.totals.records {
			0 => Err(DataError::of_file(Problem::NoRecords)),
			_ => Ok(self.totals),
		}
	}

	fn extend(&mut self, piece: &[u8]) {
		self.length = self.length.saturating_add(piece.len());
		let room = self.limits.line.saturating_add(1).saturating_sub(self.line.len());
		self.line.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
	}

	fn end_line(&mut self, take: &mut dyn FnMut(Entry)) -> Result<(), DataError> {
		self.totals.lines += 1;
		let (mut line, length) = (core::mem::take(&mut self.line), core::mem::take(&mut self.length));
		let result = self.read_line(&line, length, take);
		line.clear();
		self.line = line;
		result
	}

	/// Reads a line, of which `bytes` are at most one byte more than is allowed.
	fn read_line(
		&mut self,
		bytes: &[u8],
		length: usize,
		take: &mut dyn FnMut(Entry),
	) -> Result<(), DataError> {
		let line = self.totals.lines;
		let fail = |problem| DataError { line: Some(line), record: None, problem };
		let bytes = match line {
			1 => bytes.strip_prefix(MARK).unwrap_or(bytes),
			_ => bytes,
		};
		let whole = length <= self.limits.line;
		let format = match line {
			1 => of_bytes(bytes),
			_ => None,
		};
		let text = str::from_utf8(bytes);
		let blank = whole && text.is_ok_and(|text| text.trim().is_empty());
		if format.is_none() && blank {
			return Ok(());
		}
		if !self.known {
			let format = format.unwrap_or_else(|| of_line(&String::from_utf8_lossy(bytes), whole));
			if format != Format::JsonLines {
				return Err(fail(Problem::Format(format)));
			}
			self.known = true;
		}
		if self.totals.records == self.limits.records {
			return Err(fail(Problem::TooManyRecords { limit: self.limits.records }));
		}
		self.totals.records += 1;
		let place = Place { line, record: self.totals.records };
		let read = match whole {
			true => text.map_err(|error| Problem::InvalidUtf8 { valid_up_to: error.valid_up_to() }),
			false => Err(Problem::LineTooLong { found: length, limit: self.limits.line }),
		};
		take(match read.and_then(row::read) {
			Ok((shape, record)) => Ok(Row { place, shape, record }),
			Err(problem) => Err(DataError::of_row(place, problem)),
		});
		Ok(())
	}
}

/// Rows that can be used, and what was left out of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
	/// The rows that can be used, in order.
	pub rows: Vec<Row>,
	/// The reasons for those that cannot, in order.
	pub left_out: Vec<DataError>,
}

impl Rows {
	/// Returns the number of all rows of the file.
	pub fn records(&self) -> usize {
		self.rows.len() + self.left_out.len()
	}
}

/// Reads all rows, and leaves out those that cannot be used. Fails if the file is no JSON lines, exceeds a
/// limit, or holds no row at all.
pub fn read_rows(bytes: &[u8], limits: &Limits) -> Result<Rows, DataError> {
	let mut rows = Rows::default();
	let mut take = |entry: Entry| match entry {
		Ok(row) => rows.rows.push(row),
		Err(error) => rows.left_out.push(error),
	};
	let mut reader = Reader::new(*limits);
	reader.push(bytes, &mut take)?;
	reader.finish(&mut take)?;
	Ok(rows)
}

/// Reads all rows. Fails at the first that cannot be used, and where [`read_rows`] fails.
pub fn read_jsonl(bytes: &[u8], limits: &Limits) -> Result<Vec<Row>, DataError> {
	let mut reader = Reader::new(*limits);
	let (mut rows, mut first) = (Vec::new(), None);
	let mut take = |entry: Entry| match entry {
		Ok(row) => rows.push(row),
		Err(error) => first = first.take().or(Some(error)),
	};
	let read = reader.push(bytes, &mut take).and_then(|()| reader.finish(&mut take));
	match (first, read) {
		(Some(error), _) | (None, Err(error)) => Err(error),
		(None, Ok(_)) => Ok(rows),
	}
}
