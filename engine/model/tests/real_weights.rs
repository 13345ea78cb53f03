//! Tensors of real models have the values that the Python package `gguf` gives them, bit for bit.
//!
//! The reference model is always read. `OPENLEDGER_REAL_WEIGHTS` names a folder with further GGUF files,
//! those of `reference/tensors.txt`, whose lines `reference/tensors.py` wrote: the name and SHA-256 of the
//! file, the number of tensors, and the root of their values' roots. Files that no line names are refused.

use openledger_content::root;
use openledger_model::Gguf;
use openledger_test_utils::reference_model;
use std::path::{Path, PathBuf};

const TEXT: &str = include_str!("reference/tensors.txt");

/// Returns the number of tensors and the root of the roots of their values.
fn roots(path: &Path) -> (usize, String) {
	let file = Gguf::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
	let roots: Vec<_> = file
		.names()
		.map(|name| {
			let values = file.values(name).unwrap();
			root::of(&values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
		})
		.collect();
	(roots.len(), format!("{:?}", root::of_hashes(roots.iter())))
}

/// Returns what the line of a file says, by its name: the number of tensors, and their root.
fn expected(name: &str) -> Option<(usize, String)> {
	let line = TEXT.lines().find(|line| line.split(' ').next() == Some(name))?;
	let words: Vec<&str> = line.split(' ').collect();
	Some((words[2].parse().unwrap(), words[3].to_string()))
}

#[test]
fn every_tensor_has_the_values_that_the_reference_gives_it() {
	let mut files = vec![reference_model()];
	match std::env::var_os("OPENLEDGER_REAL_WEIGHTS") {
		Some(folder) => files.extend(
			std::fs::read_dir(PathBuf::from(folder))
				.unwrap()
				.map(|entry| entry.unwrap().path())
				.filter(|path| path.extension().is_some_and(|extension| extension == "gguf")),
		),
		None => println!("OPENLEDGER_REAL_WEIGHTS is not set: only the reference model is compared"),
	}
	for path in files {
		let name = path.file_name().unwrap().to_str().unwrap();
		let expected = expected(name).unwrap_or_else(|| panic!("no line of tensors.txt names {name}"));
		assert_eq!(roots(&path), expected, "{name}");
		println!("{name}: {} tensors agree", expected.0);
	}
}
