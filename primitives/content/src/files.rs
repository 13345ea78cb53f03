//! Files that are either wholly written or not there at all, whatever happens to the process or the machine.

use crate::{
	Hash,
	root::{CHUNK, Hasher},
};
use std::{
	fs::{self, File},
	io::{self, Read, Write},
	path::{Path, PathBuf},
};

/// An error of the file system, with what was being done to which file.
#[derive(Debug)]
pub struct FileError {
	/// The action that failed, such as "write".
	pub action: &'static str,
	/// The file or folder.
	pub path: PathBuf,
	/// The error that the system returned.
	pub source: io::Error,
}

impl FileError {
	/// Attaches an action and a path to an error of the file system.
	pub fn io<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + 'a {
		move |source| Self { action, path: path.to_owned(), source }
	}
}

impl core::fmt::Display for FileError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		write!(f, "cannot {} {}: {}", self.action, self.path.display(), self.source)
	}
}

impl std::error::Error for FileError {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		Some(&self.source)
	}
}

/// Fills a temporary file beside `path`, flushes it to disk, renames it to `path` and flushes the folder.
///
/// The temporary file's name is the path's with `.tmp` behind it, so a path must have one writer at a time.
pub fn write_with(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), FileError> {
	let mut name = path.file_name().unwrap_or_default().to_os_string();
	name.push(".tmp");
	let temporary = path.with_file_name(name);
	let mut file = File::create(&temporary).map_err(FileError::io("create", &temporary))?;
	fill(&mut file).map_err(FileError::io("write", path))?;
	file.sync_all().map_err(FileError::io("flush", path))?;
	fs::rename(&temporary, path).map_err(FileError::io("rename to", path))?;
	sync_dir(folder_of(path))
}

/// Writes bytes to a file as [`write_with`] does.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
	write_with(path, |file| file.write_all(bytes))
}

/// Returns the folder that holds a file; "." for a bare name.
pub fn folder_of(path: &Path) -> &Path {
	path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Flushes a folder's entries to disk, so that a rename survives a power cut.
pub fn sync_dir(folder: &Path) -> Result<(), FileError> {
	File::open(folder).and_then(|file| file.sync_all()).map_err(FileError::io("flush", folder))
}

/// Makes a folder and those above it.
pub fn ensure_dir(folder: &Path) -> Result<(), FileError> {
	fs::create_dir_all(folder).map_err(FileError::io("make", folder))
}

/// Reads a file of at most `limit` bytes.
pub fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
	let file = File::open(path).map_err(FileError::io("open", path))?;
	let mut bytes = Vec::new();
	file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(FileError::io("read", path))?;
	if bytes.len() as u64 > limit {
		let source = io::Error::new(io::ErrorKind::FileTooLarge, format!("above {limit} bytes"));
		return Err(FileError::io("read", path)(source));
	}
	Ok(bytes)
}

/// Returns root and length of a file, read a chunk at a time.
pub fn root_of(path: &Path) -> Result<(Hash, u64), FileError> {
	let mut file = File::open(path).map_err(FileError::io("open", path))?;
	let (mut hasher, mut length, mut buffer) = (Hasher::default(), 0, vec![0; CHUNK]);
	loop {
		let count = file.read(&mut buffer).map_err(FileError::io("read", path))?;
		let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
			return Ok((hasher.finish(), length));
		};
		hasher.update(read);
		length = u64::saturating_add(length, count as u64);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::root;

	#[test]
	fn a_file_is_replaced_whole_and_read_back() {
		let folder = std::env::temp_dir().join(format!("openledger-content-{}", std::process::id()));
		ensure_dir(&folder).unwrap();
		let path = folder.join("file");
		for length in [0, 5, CHUNK, 2 * CHUNK + 1] {
			let bytes: Vec<u8> = (0..length).map(|at| at as u8).collect();
			write_atomically(&path, &bytes).unwrap();
			assert_eq!(read_bounded(&path, length as u64).unwrap(), bytes);
			assert_eq!(root_of(&path).unwrap(), (root::of(&bytes), length as u64));
		}
		assert_eq!(read_bounded(&path, 9).unwrap_err().source.kind(), io::ErrorKind::FileTooLarge);
		let broken = write_with(&path, |_| Err(io::Error::other("no room")));
		assert!(broken.unwrap_err().to_string().contains("no room"));
		assert_eq!(root_of(&path).unwrap().1, 2 * CHUNK as u64 + 1);
		assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
		fs::remove_dir_all(&folder).unwrap();
	}

	#[test]
	fn a_bare_name_lies_in_the_current_folder() {
		assert_eq!(folder_of(Path::new("file")), Path::new("."));
		assert_eq!(folder_of(Path::new("a/file")), Path::new("a"));
	}
}
