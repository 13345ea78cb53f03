//! The directory of tensors: where each lies, inside the file and apart from the others.

use super::{error::GgufError, reader::Reader, types};
use openledger_kernels::Format;
use std::sync::Arc;

/// The largest number of tensors.
const MAX_TENSORS: u64 = 16_384;
/// The largest number of dimensions.
const MAX_RANK: u32 = 4;
/// The fewest bytes of an entry.
const LEAST_ENTRY_BYTES: usize = 24;

/// The place of a tensor in a file.
#[derive(Clone, Debug)]
pub(crate) struct Tensor {
	/// The shape, outputs first (the reverse of the file's order).
	pub(crate) shape: Vec<u64>,
	pub(crate) format: Format,
	/// The number of the file among the parts of a split model.
	pub(crate) part: usize,
	/// The place of its first byte.
	pub(crate) start: usize,
	/// The number of its bytes.
	pub(crate) length: usize,
	/// The stored row that is each row, if rows are stored in another order than a GGUF file has them.
	pub(crate) rows: Option<Arc<[u32]>>,
}

/// An entry as the file has it.
pub(super) struct Entry {
	name: String,
	shape: Vec<u64>,
	kind: u32,
	offset: u64,
}

/// Reads the number of tensors, which the rest of the file must have room for.
pub(super) fn tensor_count(reader: &mut Reader) -> Result<usize, GgufError> {
	let tensors = reader.count("the number of tensors", MAX_TENSORS)?;
	if reader.left() / LEAST_ENTRY_BYTES < tensors {
		return Err(GgufError::Truncated("the directory of tensors".into()));
	}
	Ok(tensors)
}

/// Reads the entries of the directory.
pub(super) fn read(reader: &mut Reader, tensors: usize) -> Result<Vec<Entry>, GgufError> {
	let mut entries = Vec::with_capacity(tensors);
	for _ in 0..tensors {
		let name = reader.name("the length of a tensor's name")?;
		let rank = reader.u32("a tensor's rank")?;
		if rank > MAX_RANK {
			let (value, limit) = (rank.into(), MAX_RANK.into());
			return Err(GgufError::Absurd { what: "a tensor's rank", value, limit });
		}
		let mut shape = Vec::new();
		for _ in 0..rank {
			shape.push(reader.count("a tensor's dimension", 1 << 31)? as u64);
		}
		shape.reverse();
		let kind = reader.u32("a tensor's type")?;
		let offset = reader.u64("a tensor's offset")?;
		entries.push(Entry { name, shape, kind, offset });
	}
	Ok(entries)
}

/// Returns where the tensors of part `part` lie: aligned, inside the file's `size` bytes from `data` on, and
/// apart from one another.
pub(super) fn place(
	entries: Vec<Entry>,
	part: usize,
	data: usize,
	alignment: usize,
	size: usize,
) -> Result<Vec<(String, Tensor)>, GgufError> {
	let mut tensors = Vec::with_capacity(entries.len());
	for Entry { name, shape, kind, offset } in entries {
		let Some(format) = types::format(kind) else { return Err(GgufError::Quantisation { name, kind }) };
		if shape.contains(&0) {
			return Err(GgufError::Malformed(format!("tensor {name} has no elements")));
		}
		let weights = format.block_weights() as u64;
		if format.number_bytes().is_none() && shape.last().is_none_or(|row| !row.is_multiple_of(weights)) {
			let why = format!("tensor {name}: rows of {shape:?} are no whole blocks of {weights} weights");
			return Err(GgufError::Malformed(why));
		}
		let length = types::tensor_bytes(format, &shape).and_then(|length| usize::try_from(length).ok());
		let start = usize::try_from(offset).ok().and_then(|offset| offset.checked_add(data));
		let (Some(start), Some(length)) = (start, length) else {
			return Err(GgufError::Truncated(format!("tensor {name}")));
		};
		if start.checked_add(length).is_none_or(|end| end > size) {
			return Err(GgufError::Truncated(format!("tensor {name}")));
		}
		if !(start - data).is_multiple_of(alignment) {
			let why = format!("tensor {name} begins at {offset}, which is no multiple of {alignment}");
			return Err(GgufError::Malformed(why));
		}
		tensors.push((name, Tensor { shape, format, part, start, length, rows: None }));
	}
	tensors.sort_by(|(a, one), (b, other)| (one.start, a).cmp(&(other.start, b)));
	for pair in tensors.windows(2) {
		let [(first, one), (second, other)] = pair else { continue };
		if one.start + one.length > other.start {
			return Err(GgufError::Overlap { first: first.clone(), second: second.clone() });
		}
	}
	Ok(tensors)
}
