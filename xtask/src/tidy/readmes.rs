//! Every crate has a README that says what it is for.

use crate::{
	problem::Problem,
	tree::{Tree, join},
};

/// Finds crates without README.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for package in tree.crates() {
		let readme = join(package, "README.md");
		if tree.text(&readme).is_none_or(|text| text.trim().is_empty()) {
			let fix = format!("write {readme}: what the crate is for, how it is used, its limits");
			found.push(Problem::new(&join(package, "Cargo.toml"), 1, "the crate has no README.md", fix));
		}
	}
	found
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn a_crate_without_readme_is_found() {
		let tree = Tree::of(&[
			("Cargo.toml", "[workspace]"),
			("a/Cargo.toml", "[package]"),
			("a/README.md", "# a"),
			("b/Cargo.toml", "[package]"),
			("c/Cargo.toml", "[package]"),
			("c/README.md", "\n"),
		]);
		let found: Vec<_> = check(&tree).into_iter().map(|problem| problem.file).collect();
		assert_eq!(found, ["b/Cargo.toml", "c/Cargo.toml"]);
	}
}
