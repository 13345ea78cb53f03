//! Folders of marks: files that say something about a root by being there.

use crate::{
	BlobError, files,
	names::{name, parse_name},
};
use openledger_primitives::Hash;
use std::{collections::BTreeSet, fs::File, path::Path};

/// Returns the roots that a folder has files for. Files of roots that are not wanted are removed.
pub(crate) fn read_all(folder: &Path, is_wanted: impl Fn(Hash) -> bool) -> Result<BTreeSet<Hash>, BlobError> {
	let mut found = BTreeSet::new();
	for entry in std::fs::read_dir(folder).map_err(BlobError::io("list", folder))? {
		let path = entry.map_err(BlobError::io("list", folder))?.path();
		let file = path.file_name().unwrap_or_default().to_string_lossy();
		match parse_name(&file).filter(|root| is_wanted(*root)) {
			Some(root) => drop(found.insert(root)),
			None => files::remove(&path)?,
		}
	}
	Ok(found)
}

/// Makes an empty file for a root. When this returns, it is on disk.
pub(crate) fn add(folder: &Path, root: Hash) -> Result<(), BlobError> {
	let path = folder.join(name(root));
	File::create(&path).map_err(BlobError::io("write", &path))?;
	files::sync_dir(folder)
}
