//! The data folder: whether this process may write all of it, and whose it is otherwise.

use std::{
	fs::{self, File},
	io::{Error, ErrorKind},
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};

/// Folders below a chain's folder that a node writes in, and those whose files it must read.
const FOLDERS: &[(&str, bool)] = &[
	("", false),
	("keystore", true),
	("network", true),
	("paritydb", false),
	("paritydb/full", false),
	("db", false),
	("db/full", false),
	("blobs", false),
	("blobs/blobs", false),
	("bases", false),
	("worker", false),
	("sessions", false),
];
/// Most files of a folder that are looked at.
const MAX_FILES: usize = 1_000;

/// Checks that a chain's folder can be made and written, or says which path cannot and who may.
pub fn check(folder: &Path) -> Result<(), String> {
	fs::create_dir_all(folder).map_err(|error| cannot("make", folder, &error))?;
	for (name, is_read) in FOLDERS {
		let path = if name.is_empty() { folder.to_owned() } else { folder.join(name) };
		if !path.exists() {
			continue;
		}
		tempfile_in(&path).map_err(|error| cannot("write in", &path, &error))?;
		if *is_read {
			check_files(&path)?;
		}
	}
	Ok(())
}

/// Makes an empty file in a folder, and removes it.
fn tempfile_in(folder: &Path) -> Result<(), Error> {
	let path = folder.join(format!(".openledger-{}", std::process::id()));
	File::create(&path)?;
	fs::remove_file(&path)
}

fn check_files(folder: &Path) -> Result<(), String> {
	let entries = fs::read_dir(folder).map_err(|error| cannot("list", folder, &error))?;
	for entry in entries.take(MAX_FILES) {
		let path = entry.map_err(|error| cannot("list", folder, &error))?.path();
		if path.is_file() {
			File::open(&path).map_err(|error| cannot("read", &path, &error))?;
		}
	}
	Ok(())
}

/// Says that something cannot be done to a path, and for permissions, who may and what to run.
pub fn cannot(action: &str, path: &Path, error: &Error) -> String {
	let shown = path.display();
	if error.kind() != ErrorKind::PermissionDenied {
		return crate::failure::explain(&format!("cannot {action} {shown}: {error}"));
	}
	let existing = existing(path);
	let Ok(owner) = fs::metadata(&existing).map(|data| data.uid()) else {
		return format!("cannot {action} {shown}: permission denied; run this as the user who owns it");
	};
	let (owner, own) = (user_name(owner), own_user());
	let place = existing.display();
	format!(
		"cannot {action} {shown}: permission denied; {place} belongs to {owner} and this runs as {own}: run \
			it as \
		{owner}, or give it to {own} with `chown -R {own} {place}`"
	)
}

/// Returns the lowest folder of a path that is there.
fn existing(path: &Path) -> PathBuf {
	path.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/")).to_owned()
}

/// Returns the name of the user that this process runs as.
fn own_user() -> String {
	fs::metadata("/proc/self").map_or_else(|_| "another user".into(), |data| user_name(data.uid()))
}

/// Returns a user's name, or the number if the system has no name for it.
fn user_name(uid: u32) -> String {
	let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
	name_in(&users, uid).unwrap_or_else(|| uid.to_string())
}

fn name_in(users: &str, uid: u32) -> Option<String> {
	let mut lines = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
	let line = lines.find(|fields| fields.get(2).is_some_and(|field| *field == uid.to_string()))?;
	line.first().map(|name| (*name).into())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_folder_of_ones_own_passes_and_nothing_is_left_in_it() {
		let dir = tempfile::tempdir().unwrap();
		let folder = dir.path().join("chains/a");
		check(&folder).unwrap();
		fs::create_dir(folder.join("keystore")).unwrap();
		check(&folder).unwrap();
		assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
	}

	#[test]
	fn a_file_in_the_way_is_named() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("data");
		fs::write(&path, "").unwrap();
		let said = check(&path.join("chains")).unwrap_err();
		assert!(said.contains(&path.display().to_string()), "{said}");
	}

	#[test]
	fn whose_it_is_and_what_to_run_is_said() {
		let denied = Error::from(ErrorKind::PermissionDenied);
		let said = cannot("write in", Path::new("/nowhere/data"), &denied);
		let own = own_user();
		for words in ["/nowhere/data", "belongs to root", &own, "chown -R"] {
			assert!(said.contains(words), "{said}");
		}
		assert_eq!(name_in("root:x:0:0::/:/bin/sh\na:x:7:7::/:\n", 7), Some("a".into()));
		assert_eq!(name_in("", 7), None);
	}
}
