//! Files that are either wholly written or not there at all, whatever happens to the process or the machine.

use crate::BlobError;
use openledger_content::files as content;
use openledger_primitives::Hash;
use std::{
	fs::{self, File, TryLockError},
	io::{self, Write},
	path::Path,
};

/// Writes a file by way of a temporary one in `tmp`, which must be on the same file system.
///
/// The temporary file is filled, flushed to disk and renamed, then the folder is flushed. Its name is its
/// own, so several writers do not disturb each other.
pub fn write_atomically(
	tmp: &Path,
	path: &Path,
	fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), BlobError> {
	let mut file = tempfile::NamedTempFile::new_in(tmp).map_err(BlobError::io("write in", tmp))?;
	fill(file.as_file_mut()).map_err(BlobError::io("write", path))?;
	file.as_file().sync_all().map_err(BlobError::io("flush", path))?;
	file.persist(path).map_err(|e| BlobError::io("rename to", path)(e.error))?;
	path.parent().map_or(Ok(()), sync_dir)
}

/// Writes bytes to a file by way of a temporary one beside it.
pub fn write_beside(path: &Path, bytes: &[u8]) -> Result<(), BlobError> {
	let folder = path.parent().unwrap_or(Path::new("."));
	write_atomically(folder, path, |file| file.write_all(bytes))
}

/// Flushes a folder's entries to disk, so that a rename survives a power cut.
pub fn sync_dir(folder: &Path) -> Result<(), BlobError> {
	Ok(content::sync_dir(folder)?)
}

/// Makes a folder and those above it.
pub fn ensure_dir(folder: &Path) -> Result<(), BlobError> {
	Ok(content::ensure_dir(folder)?)
}

/// Returns root and length of a file, read a chunk at a time.
pub fn root_of(path: &Path) -> Result<(Hash, u64), BlobError> {
	Ok(content::root_of(path)?)
}

/// Takes the exclusive lock of a store, which the system drops when the process ends.
pub(crate) fn lock(path: &Path) -> Result<File, BlobError> {
	let file = File::options().create(true).truncate(false).write(true).open(path);
	let file = file.map_err(BlobError::io("open", path))?;
	match file.try_lock() {
		Ok(()) => Ok(file),
		Err(TryLockError::WouldBlock) => Err(BlobError::InUse { path: path.to_owned() }),
		Err(TryLockError::Error(e)) => Err(BlobError::io("lock", path)(e)),
	}
}

/// Removes everything in a folder.
pub(crate) fn empty(folder: &Path) -> Result<(), BlobError> {
	for entry in fs::read_dir(folder).map_err(BlobError::io("list", folder))? {
		let path = entry.map_err(BlobError::io("list", folder))?.path();
		remove(&path)?;
	}
	Ok(())
}

/// Removes a file or a folder with all it holds. Nothing happens if it is not there.
pub(crate) fn remove(path: &Path) -> Result<(), BlobError> {
	let removed = match path.is_dir() {
		true => fs::remove_dir_all(path),
		false => fs::remove_file(path),
	};
	match removed {
		Err(e) if e.kind() != io::ErrorKind::NotFound => Err(BlobError::io("remove", path)(e)),
		_ => Ok(()),
	}
}
