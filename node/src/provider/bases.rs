//! Base models that are named on the command line: checked, made one file each, and linked.

use super::parts::other;
use crate::cli::ProviderArgs;
use openledger_blobs::Store;
use openledger_engine_process::Engines;
use openledger_model::Base;
use openledger_primitives::root;
use sc_service::error::Error as ServiceError;
use std::{
	ffi::OsStr,
	fs,
	os::unix::fs::MetadataExt,
	path::{Path, PathBuf},
};

/// Links the base models that are named, and no others: what an earlier start named is forgotten.
///
/// One that is a folder or split is written as one file into `folder`, once: it is written again only if one
/// of its files looks changed.
pub(super) fn link(
	args: &ProviderArgs,
	folder: &Path,
	store: &Store,
	engines: &Engines,
) -> Result<(), ServiceError> {
	let (mut roots, mut joined) = (Vec::new(), Vec::new());
	for named in &args.base_model {
		let fail = |why: String| other(format!("the base model {}: {why}", named.display()));
		let files = Base::files(named).map_err(|error| fail(error.to_string()))?;
		let path = match &files[..] {
			[one] if one == named => named.clone(),
			_ => {
				let path =
					folder.join(format!("{}.gguf", stamp(&files).map_err(|error| fail(error.to_string()))?));
				if !path.is_file() {
					fs::create_dir_all(folder).map_err(|error| fail(error.to_string()))?;
					log::info!("Writing the base model {} as one file, {}", named.display(), path.display());
					engines.join_base(named, &path).map_err(fail)?;
				}
				joined.push(path.clone());
				path
			},
		};
		// A file that cannot be run should stop the node here, not fail the first job.
		engines.check_base(&path).map_err(fail)?;
		let root = store.link(&path).map_err(other)?;
		log::info!("Base model {} has root {root:?}", named.display());
		roots.push(root);
	}
	store.keep_links(&roots).map_err(other)?;
	store.share_links(args.share_base_models);
	remove_others(folder, &joined);
	Ok(())
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

/// Removes files of models that are no longer named, and what an interrupted start left.
fn remove_others(folder: &Path, named: &[PathBuf]) {
	for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
		let path = entry.path();
		let is_ours = [Some(OsStr::new("gguf")), Some(OsStr::new("tmp"))].contains(&path.extension());
		if is_ours
			&& !named.contains(&path)
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
		let dir = std::env::temp_dir().join(format!("openledger-bases-{}", std::process::id()));
		fs::create_dir_all(&dir).unwrap();
		let files = ["config.json", "model.safetensors"].map(|name| dir.join(name));
		files.iter().for_each(|file| fs::write(file, "a").unwrap());
		let first = stamp(&files).unwrap();
		assert_eq!(stamp(&files).unwrap(), first);
		fs::write(&files[1], "ab").unwrap();
		assert_ne!(stamp(&files).unwrap(), first);
		assert_ne!(stamp(&files[..1]).unwrap(), first);
		fs::write(dir.join("old.gguf"), "").unwrap();
		fs::write(dir.join("kept.gguf"), "").unwrap();
		remove_others(&dir, &[dir.join("kept.gguf")]);
		assert!(dir.join("kept.gguf").exists() && !dir.join("old.gguf").exists() && files[0].exists());
		fs::remove_dir_all(&dir).unwrap();
	}
}
