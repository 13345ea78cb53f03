//! Code that runs on chain denies the lints against panics and unchecked arithmetic.

use crate::{
	problem::Problem,
	tree::{Tree, join},
};

/// Lints that each crate under `pallets/` and `primitives/` denies in its `lib.rs`.
const LINTS: [&str; 5] = [
	"clippy::arithmetic_side_effects",
	"clippy::expect_used",
	"clippy::indexing_slicing",
	"clippy::panic",
	"clippy::unwrap_used",
];

/// Crates that need not deny a lint, with the lint.
///
/// Test doubles never run on chain. The referee's operators are those of IEEE 754 values: they round, and
/// never panic.
const EXEMPT: [(&str, &[&str]); 2] =
	[("pallets/test-utils", &LINTS), ("primitives/referee", &["clippy::arithmetic_side_effects"])];

/// Finds crates that do not deny a lint.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for package in tree.crates() {
		if !package.starts_with("pallets/") && !package.starts_with("primitives/") {
			continue;
		}
		let file = join(package, "src/lib.rs");
		let head = head(tree.text(&file).unwrap_or_default());
		let exempt = EXEMPT.iter().find(|(name, _)| *name == package).map_or(&[][..], |(_, lints)| lints);
		for lint in LINTS.iter().filter(|lint| !exempt.contains(lint) && !head.contains(*lint)) {
			let fix = "deny it at the head of the file, as the other pallets do";
			found.push(Problem::new(&file, 1, format!("does not deny {lint}"), fix));
		}
	}
	found
}

/// Returns the lines of a file before its first item, from the first that denies something.
fn head(text: &str) -> String {
	let is_item = |line: &&str| ["mod ", "pub ", "use ", "extern "].iter().any(|word| line.starts_with(word));
	let head = text.lines().take_while(|line| !is_item(line)).skip_while(|line| !line.contains("deny("));
	head.collect()
}

#[cfg(test)]
mod tests {
	use super::{LINTS, check};
	use crate::tree::Tree;

	#[test]
	fn a_crate_that_does_not_deny_a_lint_is_found() {
		let all = format!("#![deny({})]\nmod a;\n", LINTS.join(", "));
		let late = format!("mod a;\n#[deny({})]\nmod b;\n", LINTS.join(", "));
		let tree = Tree::of(&[
			("pallets/a/Cargo.toml", "[package]"),
			("pallets/a/src/lib.rs", &all),
			("pallets/b/Cargo.toml", "[package]"),
			("pallets/b/src/lib.rs", &all.replace("clippy::panic, ", "")),
			("primitives/c/Cargo.toml", "[package]"),
			("primitives/c/src/lib.rs", &late),
			("engine/d/Cargo.toml", "[package]"),
			("engine/d/src/lib.rs", ""),
		]);
		let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.file, problem.what)).collect();
		assert_eq!(found.len(), 1 + LINTS.len());
		assert_eq!(found[0], ("pallets/b/src/lib.rs".into(), "does not deny clippy::panic".into()));
		assert!(found[1..].iter().all(|(file, _)| file == "primitives/c/src/lib.rs"));
	}
}
