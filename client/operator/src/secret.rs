//! Files with secrets: written for their owner alone, and never over another.

use std::{
	fs::{self, File, OpenOptions},
	io::{Error, Write},
	os::unix::fs::{OpenOptionsExt, PermissionsExt},
	path::Path,
};

/// Mode of a file that its owner alone reads and writes.
const OWNER_ONLY: u32 = 0o600;
/// Bits of a mode that let others in.
const OTHERS: u32 = 0o077;

/// Writes a secret into a new file of mode 600, on disk when this returns. Fails if the file is there.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
	let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(path)?;
	file.write_all(bytes)?;
	file.sync_all()?;
	match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
		Some(folder) => File::open(folder)?.sync_all(),
		None => Ok(()),
	}
}

/// Returns a sentence if others than the owner may read or write a secret.
pub fn open_to_others(path: &Path) -> Option<String> {
	let mode = fs::metadata(path).ok()?.permissions().mode();
	let shown = path.display();
	(mode & OTHERS != 0).then(|| {
		format!("{shown} has mode {:o}, so that others may read it: run `chmod 600 {shown}`", mode & 0o777)
	})
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_secret_is_its_owners_and_is_never_overwritten() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("node-key");
		write_new(&path, b"one").unwrap();
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, OWNER_ONLY);
		assert_eq!(open_to_others(&path), None);
		assert!(write_new(&path, b"two").is_err());
		assert_eq!(fs::read(&path).unwrap(), b"one");
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		assert!(open_to_others(&path).unwrap().contains("chmod 600"));
		assert_eq!(open_to_others(&dir.path().join("absent")), None);
	}
}
