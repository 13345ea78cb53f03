//! The file of an index.
//!
//! ```text
//! data     for each record: the scales of all tensors as f32 little-endian, then their codes, a byte each
//! footer   SCALE of [`Footer`]
//! check    blake2b-256 of the footer, its length as u64 little-endian, and b"OLINFLU1"
//! ```
//!
//! The footer names the root of the data, so the root of the footer commits the whole index.

use codec::{Decode, DecodeAll, Encode};
use openledger_blobs::BlobError;
use openledger_primitives::{root, ContributionId, Hash};
use std::{fs::File, io, os::unix::fs::FileExt, path::Path};

const MAGIC: &[u8; 8] = b"OLINFLU1";
const CHECK: u64 = 32 + 8 + 8;
/// Most bytes of a footer that are read.
const MAX_FOOTER: u64 = 1 << 20;
/// Most tensors of an adapter that take part; with [`MAX_ELEMENTS`], it keeps every score within 127 bits.
pub(crate) const MAX_TENSORS: usize = 1 << 10;
/// Most numbers in one tensor.
pub(crate) const MAX_ELEMENTS: usize = 1 << 22;
/// Most records in one index.
pub(crate) const MAX_RECORDS: u32 = 1 << 20;

/// Why there is no index, or no score.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum IndexError {
	/// [`crate::build`] was told to stop.
	#[error("the build was cancelled; started again with the same folder, it goes on")]
	Cancelled,
	/// The source of gradients failed.
	#[error("record {record} has no gradient: {message}")]
	NoGradient { record: u32, message: String },
	/// NaN or infinity.
	#[error("the gradient of {tensor} is not finite: the model has diverged and cannot be attributed")]
	NotFinite { tensor: String },
	/// Other tensors than before.
	#[error("the gradient has other tensors than the index: it belongs to another adapter")]
	OtherTensors,
	/// Beyond what the arithmetic is proven for.
	#[error("{what} is beyond the limit of {most}")]
	TooLarge { what: &'static str, most: usize },
	/// Not an index, or a damaged one.
	#[error("the influence index is damaged ({0}): delete it, and it will be built again")]
	Damaged(&'static str),
	/// The disk.
	#[error(transparent)]
	File(#[from] BlobError),
	/// The disk.
	#[error("the influence index cannot be read or written: {0}")]
	Io(#[from] io::Error),
}

/// What an index is about.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Footer {
	/// Root of the adapter at which gradients were taken.
	pub adapter: Hash,
	/// Contributions with their numbers of records, in order of training data.
	pub sources: Vec<(ContributionId, u32)>,
	/// Tensors with their lengths, sorted by name.
	pub tensors: Vec<(String, u32)>,
	/// Bits of the largest scale of any record.
	pub largest_scale: u32,
	/// [`root::of`] the data.
	pub data: Hash,
}

impl Footer {
	/// Number of records.
	pub fn records(&self) -> u32 {
		self.sources.iter().fold(0u32, |sum, (_, records)| sum.saturating_add(*records))
	}

	/// Root that commits the index.
	pub fn root(&self) -> Hash {
		root::of(&self.encode())
	}

	/// Bytes that one record takes in the data.
	pub(crate) fn record_bytes(&self) -> u64 {
		self.tensors.iter().map(|(_, length)| 4 + u64::from(*length)).sum()
	}

	/// The footer with its check, as it ends the file.
	pub(crate) fn seal(&self) -> Vec<u8> {
		let mut bytes = self.encode();
		let (check, length) = (sp_crypto_hashing::blake2_256(&bytes), bytes.len() as u64);
		bytes.extend_from_slice(&check);
		bytes.extend_from_slice(&length.to_le_bytes());
		bytes.extend_from_slice(MAGIC);
		bytes
	}

	/// Reads the footer of an index without looking at its data.
	pub fn read(path: &Path) -> Result<Self, IndexError> {
		let file = File::open(path)?;
		let whole = file.metadata()?.len();
		let at = whole.checked_sub(CHECK).ok_or(IndexError::Damaged("it is too short"))?;
		let mut check = [0; CHECK as usize];
		file.read_exact_at(&mut check, at)?;
		let (hash, rest) = check.split_at(32);
		let (length, magic) = rest.split_at(8);
		if magic != MAGIC {
			return Err(IndexError::Damaged("it does not end as an index does"));
		}
		let length = length.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
		let at = at.checked_sub(length).filter(|_| length <= MAX_FOOTER);
		let at = at.ok_or(IndexError::Damaged("its footer has an impossible length"))?;
		let mut bytes = vec![0; length as usize];
		file.read_exact_at(&mut bytes, at)?;
		if sp_crypto_hashing::blake2_256(&bytes) != hash {
			return Err(IndexError::Damaged("its footer has another hash"));
		}
		let footer =
			Self::decode_all(&mut &bytes[..]).map_err(|_| IndexError::Damaged("its footer is malformed"))?;
		footer.check_limits()?;
		match footer.record_bytes().checked_mul(footer.records().into()) == Some(at) {
			true => Ok(footer),
			false => Err(IndexError::Damaged("its data has another length")),
		}
	}

	/// Bounds within which the integer arithmetic cannot overflow.
	pub(crate) fn check_limits(&self) -> Result<(), IndexError> {
		let elements = self.tensors.iter().map(|(_, length)| *length as usize).max().unwrap_or(0);
		let checks = [
			("the number of tensors", self.tensors.len(), MAX_TENSORS),
			("a tensor's length", elements, MAX_ELEMENTS),
			("the number of records", self.records() as usize, MAX_RECORDS as usize),
		];
		match checks.into_iter().find(|(_, is, most)| is > most) {
			Some((what, _, most)) => Err(IndexError::TooLarge { what, most }),
			None => Ok(()),
		}
	}
}
