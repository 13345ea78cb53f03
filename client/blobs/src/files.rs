//! Files that are either wholly written or not there at all, whatever happens to the process or the machine.

use crate::BlobError;
use openledger_primitives::{
	root::{Hasher, CHUNK},
	Hash,
};
use std::{
	fs::{self, File, TryLockError},
	io::{self, Read, Write},
	path::Path,
};

/// Writes a file by way of a temporary one in `tmp`, which must be on the same file system: fill, flush to disk, rename,
/// flush the folder.
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
	File::open(folder).and_then(|f| f.sync_all()).map_err(BlobError::io("flush", folder))
}

/// Makes a folder and those above it.
pub fn ensure_dir(folder: &Path) -> Result<(), BlobError> {
	fs::create_dir_all(folder).map_err(BlobError::io("make", folder))
}

/// Root and length of a file, read a chunk at a time.
pub fn root_of(path: &Path) -> Result<(Hash, u64), BlobError> {
	let mut file = File::open(path).map_err(BlobError::io("open", path))?;
	let (mut hasher, mut length, mut buffer) = (Hasher::default(), 0, vec![0; CHUNK]);
	loop {
		let count = file.read(&mut buffer).map_err(BlobError::io("read", path))?;
		if count == 0 {
			return Ok((hasher.finish(), length));
		}
		hasher.update(&buffer[..count]);
		length += count as u64;
	}
}

/// Takes the exclusive lock of a store; the system drops it when the process ends.
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

/// Removes a file or a folder with all it holds; fine if it is not there.
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
