//! Base models in several files, made one file each: the form that they have on chain.

use crate::engines::Engines;
use openledger_model::Base;
use openledger_primitives::root;
use std::{
	ffi::OsStr,
	fs,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};

impl Engines {
	/// Returns the one file of a base model: the one that is named, or that which an engine writes into
	/// `folder` of a folder of safetensors or a split file.
	///
	/// It is written once, and again only if one of the model's files looks changed.
	pub fn one_file(&self, named: &Path, folder: &Path) -> Result<PathBuf, String> {
		let files = Base::files(named).map_err(|error| error.to_string())?;
		if matches!(&files[..], [one] if one == named) {
			return Ok(named.into());
		}
		let fail = |error: std::io::Error| error.to_string();
		let path = folder.join(format!("{}.gguf", stamp(&files).map_err(fail)?));
		if !path.is_file() {
			fs::create_dir_all(folder).map_err(fail)?;
			log::info!("Writing the base model {} as one file, {}", named.display(), path.display());
			self.join_base(named, &path)?;
		}
		Ok(path)
	}
}

/// Returns a name for the files as they look now: by their names, lengths, and times of their last changes.
fn stamp(files: &[PathBuf]) -> std::io::Result<String> {
	let mut looks = Vec::new();
	for file in files {
		let data = fs::metadata(file)?;
		looks.extend(file.as_os_str().as_encoded_bytes());
		looks.push(0);
		for number in [data.len() as i64, data.mtime(), data.mtime_nsec()] {
			looks.extend(number.to_le_bytes());
		}
	}
	Ok(format!("{:x}", root::of(&looks)))
}

/// Removes the files that [`Engines::one_file`] wrote into a folder, but for these, and unfinished ones.
pub fn remove_other_bases(folder: &Path, kept: &[PathBuf]) {
	for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
		let path = entry.path();
		let is_ours = [Some(OsStr::new("gguf")), Some(OsStr::new("tmp"))].contains(&path.extension());
		if is_ours
			&& !kept.contains(&path)
			&& let Err(error) = fs::remove_file(&path)
		{
			log::warn!("cannot remove {}, which no base model needs: {error}", path.display());
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_stamp_follows_the_files() {
		let folder = tempfile::tempdir().unwrap();
		let dir = folder.path();
		let files = ["config.json", "model.safetensors"].map(|name| dir.join(name));
		files.iter().for_each(|file| fs::write(file, "a").unwrap());
		let first = stamp(&files).unwrap();
		assert_eq!(stamp(&files).unwrap(), first);
		fs::write(&files[1], "ab").unwrap();
		assert_ne!(stamp(&files).unwrap(), first);
		assert_ne!(stamp(&files[..1]).unwrap(), first);
		fs::write(dir.join("old.gguf"), "").unwrap();
		fs::write(dir.join("kept.gguf"), "").unwrap();
		remove_other_bases(dir, &[dir.join("kept.gguf")]);
		assert!(dir.join("kept.gguf").exists() && !dir.join("old.gguf").exists() && files[0].exists());
	}
}
