//! Errors of the store. Each text says what to do.

use openledger_content::files::FileError;
use openledger_primitives::Hash;
use std::path::{Path, PathBuf};

/// Error of the blob store.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum BlobError {
	/// Nothing of the blob is here.
	#[error("blob {root:?} is not here: upload it with openledger_putBlob")]
	NotFound { root: Hash },
	/// The upload of the blob has not ended.
	#[error(
		"blob {root:?} is incomplete, {received} of {length} bytes: upload the rest with openledger_putBlob"
	)]
	Incomplete { root: Hash, received: u64, length: u64 },
	/// All chunks came, and they are not the blob named.
	#[error(
		"these bytes have root {found:?}, not {expected:?}: everything received was dropped; compute the \
		root again and start over"
	)]
	WrongRoot { expected: Hash, found: Hash },
	/// The blob is here already, with another length.
	#[error("blob {root:?} is {stored} bytes long, not {given}: correct the length")]
	WrongLength { root: Hash, stored: u64, given: u64 },
	/// The offset of a part lies within a chunk.
	#[error("offset {offset} is not a multiple of 65536: cut the blob into chunks of 64 KiB")]
	Misaligned { offset: u64 },
	/// A part ends within a chunk before the blob's end.
	#[error(
		"a part of {given} bytes at {offset} ends within a chunk: send whole chunks of 64 KiB, shorter only \
			at the end"
	)]
	BrokenChunk { offset: u64, given: u64 },
	/// A part reaches beyond the blob's end.
	#[error(
		"a part of {given} bytes at {offset} reaches beyond the blob's {length} bytes: correct the \
		offset or the length"
	)]
	OutOfRange { offset: u64, given: u64, length: u64 },
	/// A part or a read is larger than allowed.
	#[error("{given} bytes at a time are too many: ask for at most {most}")]
	PartTooLong { given: u64, most: u64 },
	/// The blob is larger than the caller is prepared to hold.
	#[error(
		"blob {root:?} has {length} bytes, at most {most} are read here: read it in parts or from its file"
	)]
	TooLarge { root: Hash, length: u64, most: u64 },
	/// The quota leaves no room.
	#[error(
		"{needed} bytes do not fit: {used} of the quota of {quota} bytes are taken; raise \
		--blob-quota-mib or remove blobs"
	)]
	QuotaExceeded { needed: u64, used: u64, quota: u64 },
	/// Too many uploads are under way.
	#[error("{most} uploads are under way already: finish one, or wait until one has been idle for an hour")]
	TooManyUploads { most: usize },
	/// A linked file was changed.
	#[error(
		"{path} has changed: its root is now {found:?}, not {root:?}; put the file back or link the new one"
	)]
	LinkChanged { root: Hash, path: PathBuf, found: Hash },
	/// A linked file looks changed, and was not hashed again yet.
	#[error(
		"{path} looks changed since it was hashed as {root:?}: it is hashed again when this node uses it next"
	)]
	LinkStale { root: Hash, path: PathBuf },
	/// A stored file was changed from outside.
	#[error(
		"{path} is damaged: its root is {found:?}, not {root:?}; delete the file and upload the blob again"
	)]
	Damaged { root: Hash, path: PathBuf, found: Hash },
	/// Another process has the store open.
	#[error("{path} is locked: another process uses this blob store; stop it or choose another --base-path")]
	InUse { path: PathBuf },
	/// The system refused an action on a file.
	#[error("cannot {action} {path}: {source}")]
	Io { action: &'static str, path: PathBuf, source: std::io::Error },
}

impl BlobError {
	/// Makes an `io::Error` say what was being done to which file.
	pub(crate) fn io<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(std::io::Error) -> Self + 'a {
		move |source| Self::Io { action, path: path.to_owned(), source }
	}
}

impl From<FileError> for BlobError {
	fn from(FileError { action, path, source }: FileError) -> Self {
		Self::Io { action, path, source }
	}
}
