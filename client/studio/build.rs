//! Puts the files of the built studio into the crate, if they are there.
//!
//! `OPENLEDGER_STUDIO` names their folder; without it that is the one of this tree that `npm run build
//! --workspace studio` makes. Without such a folder the crate has no files, and says so when it is asked to
//! serve.

use std::{
	env,
	error::Error,
	fmt::Write,
	fs, io,
	path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
	println!("cargo:rerun-if-env-changed=OPENLEDGER_STUDIO");
	println!("cargo:rerun-if-changed=build.rs");
	let studio = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../js/studio");
	let dist = env::var_os("OPENLEDGER_STUDIO").map_or_else(|| studio.join("dist"), PathBuf::from);
	let mut files = Vec::new();
	if dist.join("index.html").is_file() {
		println!("cargo:rerun-if-changed={}", dist.display());
		collect(&dist, "", &mut files)?;
	} else if studio.is_dir() {
		// A path that is not there would run this at every build.
		println!("cargo:rerun-if-changed={}", studio.display());
	}
	files.sort();
	let mut table = String::from("&[\n");
	for (name, path) in files {
		writeln!(table, "\t({name:?}, include_bytes!({path:?})),")?;
	}
	table.push_str("]\n");
	fs::write(Path::new(&env::var("OUT_DIR")?).join("files.rs"), table)?;
	Ok(())
}

/// Finds all files below a folder, with their names relative to the first one.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
	for entry in fs::read_dir(folder)? {
		let entry = entry?;
		let name = entry.file_name();
		let name = format!("{prefix}{}", name.to_str().ok_or(io::ErrorKind::InvalidData)?);
		match entry.file_type()?.is_dir() {
			true => collect(&entry.path(), &format!("{name}/"), files)?,
			false => files.push((name, entry.path().canonicalize()?)),
		}
	}
	Ok(())
}
