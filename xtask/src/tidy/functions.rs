//! No function above 80 lines outside tests, benchmarks and examples.

use crate::{
	problem::Problem,
	rust::{functions::functions, modules::Crate, modules::roots, tokens::tokens},
	tree::Tree,
};
use std::collections::BTreeSet;

/// Most lines from a function's first to its closing brace.
pub const MOST: usize = 80;

/// One function of the product.
#[derive(Debug)]
pub struct Place {
	/// Path of its file.
	pub file: String,
	/// Its first line.
	pub line: usize,
	/// Its name.
	pub name: String,
	/// Its lines.
	pub lines: usize,
	/// Whether it is a declarative macro, which may be longer.
	pub is_macro: bool,
}

/// Finds the functions that are too long.
pub fn check(tree: &Tree) -> Result<Vec<Problem>, String> {
	let long = all(tree)?.into_iter().filter(|place| place.lines > MOST && !place.is_macro);
	let problem = |place: Place| {
		let what = format!("`{}` has {} lines, {MOST} are allowed", place.name, place.lines);
		Problem::new(&place.file, place.line, what, "split off the parts that have a name of their own")
	};
	Ok(long.map(problem).collect())
}

/// Returns every function outside tests, benchmarks and examples, longest first.
pub fn all(tree: &Tree) -> Result<Vec<Place>, String> {
	let tests = test_files(tree)?;
	let mut found = Vec::new();
	for (path, text) in tree.ending(".rs") {
		if is_test(path) || tests.contains(path) {
			continue;
		}
		let tokens = tokens(text).map_err(|error| format!("{path}: {error}"))?;
		let place = |f: crate::rust::functions::Function| Place {
			file: path.into(),
			line: f.line,
			name: f.name,
			lines: f.lines,
			is_macro: f.is_macro,
		};
		found.extend(functions(&tokens).into_iter().map(place));
	}
	found.sort_by_key(|place| usize::MAX - place.lines);
	Ok(found)
}

/// Returns whether a path says that the file is no part of the product.
fn is_test(path: &str) -> bool {
	["tests", "benches", "examples"]
		.iter()
		.any(|folder| path.starts_with(&format!("{folder}/")) || path.contains(&format!("/{folder}/")))
}

/// Returns the files of modules under `#[cfg(test)]`.
fn test_files(tree: &Tree) -> Result<BTreeSet<String>, String> {
	let mut found = BTreeSet::new();
	for package in tree.crates() {
		for root in roots(tree, package) {
			let krate = Crate::read(tree, &root)?;
			for module in krate.modules.iter().filter(|module| module.test && module.range.0 == 0) {
				found.insert(krate.files[module.file].path.clone());
			}
		}
	}
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn long_functions_are_found_outside_tests() {
		let long = format!("fn long() {{\n{}}}", "\tcall();\n".repeat(79));
		let short = format!("fn short() {{\n{}}}", "\tcall();\n".repeat(78));
		let made = format!("macro_rules! long {{ () => {{\n{}}} }}", "\tcall();\n".repeat(200));
		let tree = Tree::of(&[
			("a/Cargo.toml", "[package]"),
			("a/src/lib.rs", "mod b;\nmod made;\nmod short;\n#[cfg(test)]\nmod mock;"),
			("a/src/b.rs", &long),
			("a/src/short.rs", &short),
			("a/src/made.rs", &made),
			("a/src/mock.rs", &long),
			("a/tests/it.rs", &long),
		]);
		let found: Vec<_> = check(&tree).unwrap().iter().map(ToString::to_string).collect();
		assert_eq!(found.len(), 1, "{found:?}");
		assert!(found[0].starts_with("a/src/b.rs:1: `long` has 81 lines, 80 are allowed"), "{found:?}");
	}
}
