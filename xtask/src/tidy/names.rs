//! What documents name in backticks exists: paths of the tree, and names in the code.
//!
//! A word with a slash is a path if it begins with a folder of the tree's root or ends like a source file. It
//! may be given from the root, from the document's folder, or by its end (`offchain/mod.rs`), and may hold
//! `*` and `{a,b}`. A word without slash that ends like a source file is the name of some file. A word with
//! an underscore or `::` is a name in the code, or in that of a dependency: then its first part is a crate of
//! `Cargo.lock`. A page's own blocks of code count too. The changelog is history and is not checked.

use crate::{
	markdown::{code_spans, lines},
	problem::Problem,
	tree::{Tree, folder_of, join},
};
use std::collections::BTreeSet;

/// Endings of the files that documents name.
const SOURCES: [&str; 6] = [".rs", ".ts", ".sh", ".py", ".toml", ".md"];

/// Files of people's own, and of others' formats, that documents name.
const OTHERS_FILES: [&str; 2] = ["records.jsonl", "SKILL.md"];

/// Starts of names that are others': metrics of Substrate.
const FOREIGN: [&str; 1] = ["substrate_"];

/// Start of our RPC methods' names, which the code has without it.
const RPC: &str = "openledger_";

/// Longest name that may be a formula's, such as `s_i`.
const FORMULA: usize = 3;

/// Documents that tell of the past.
const HISTORY: [&str; 1] = ["CHANGELOG.md"];

/// Finds what documents name and the tree does not have.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let words = words(tree);
	let mut found = Vec::new();
	for (path, text) in tree.ending(".md").filter(|(path, _)| !HISTORY.contains(path)) {
		// A page that teaches by example explains the names of its own code.
		let code = lines(text).into_iter().filter(|line| line.code);
		let examples: BTreeSet<&str> = code.flat_map(|line| split(line.text)).collect();
		let known = |word: &str| words.contains(word) || examples.contains(word);
		for line in lines(text).iter().filter(|line| !line.code) {
			for span in code_spans(line.text) {
				if let Some((what, fix)) = fault(tree, &known, path, span) {
					found.push(Problem::new(path, line.number, what, fix));
				}
			}
		}
	}
	found
}

fn fault(
	tree: &Tree,
	is_in_code: &dyn Fn(&str) -> bool,
	from: &str,
	span: &str,
) -> Option<(String, &'static str)> {
	if is_path(tree, span) {
		let alternatives = expand(span.split(':').next().unwrap_or(span));
		let missing = alternatives.into_iter().find(|path| !exists(tree, from, path))?;
		return Some((format!("names the file `{missing}`, which does not exist"), "correct the path"));
	}
	let name = span.strip_suffix("()").unwrap_or(span);
	let parts: Vec<&str> = name.split("::").collect();
	let is_word =
		|part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
	let is_name = parts.len() > 1 || (name.contains('_') && name.len() > FORMULA);
	// `_suffix` and `prefix_` are parts of names, `do_x` stands for many.
	let is_part = name.starts_with('_') || name.ends_with('_') || name.ends_with("_x");
	if !is_name || is_part || !parts.iter().all(is_word) {
		return None;
	}
	let foreign = FOREIGN.iter().any(|start| name.starts_with(start))
		|| (parts.len() > 1 && is_dependency(tree, parts[0]));
	let known = |part: &str| is_in_code(part) || part.strip_prefix(RPC).is_some_and(is_in_code);
	let missing = parts.iter().find(|part| !known(part))?;
	(!foreign).then(|| (format!("names `{missing}`, which is nowhere in the code"), "correct the name"))
}

/// Returns whether a word in backticks is meant as a path of this tree.
fn is_path(tree: &Tree, span: &str) -> bool {
	let path = |character: char| character.is_ascii_alphanumeric() || "_-./*{},".contains(character);
	let span = span.split(':').next().unwrap_or(span);
	if span.is_empty() || !span.chars().all(path) || span.starts_with(['/', '.', '-', '*']) {
		return false;
	}
	let is_source = SOURCES.iter().any(|ending| span.ends_with(ending));
	if OTHERS_FILES.contains(&span) {
		return false;
	}
	match span.split_once('/') {
		Some((first, rest)) => is_source || (!rest.is_empty() && tree.folders.contains(first)),
		None => is_source && span.len() > 3,
	}
}

/// Returns whether `path` names something: from the root, from the document, or by its end.
fn exists(tree: &Tree, from: &str, path: &str) -> bool {
	let path = path.trim_end_matches('/');
	let near = join(folder_of(from), path);
	if tree.has(path) || tree.has(&near) {
		return true;
	}
	let end = format!("/{path}");
	let names = tree.paths.iter().chain(&tree.folders);
	if path.contains('*') {
		return names.into_iter().any(|name| matches(path, name) || matches(&near, name));
	}
	names.into_iter().any(|name| name.ends_with(&end))
}

/// Returns whether `name` has the form of `pattern`, in which `*` stands for anything within a part of a
/// path.
fn matches(pattern: &str, name: &str) -> bool {
	let (patterns, names): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), name.split('/').collect());
	patterns.len() == names.len()
		&& patterns.iter().zip(names).all(|(pattern, name)| part_matches(pattern, name))
}

fn part_matches(pattern: &str, name: &str) -> bool {
	let Some((before, after)) = pattern.split_once('*') else { return pattern == name };
	name.strip_prefix(before).is_some_and(|rest| {
		(0..=rest.len()).any(|index| rest.is_char_boundary(index) && part_matches(after, &rest[index..]))
	})
}

/// Returns the paths that `a/{b,c}` stands for.
fn expand(path: &str) -> Vec<String> {
	let Some((before, rest)) = path.split_once('{') else { return vec![path.into()] };
	let Some((inside, after)) = rest.split_once('}') else { return vec![path.into()] };
	inside.split(',').flat_map(|one| expand(&format!("{before}{one}{after}"))).collect()
}

/// Returns whether a name of Rust is a crate in the lock file.
fn is_dependency(tree: &Tree, name: &str) -> bool {
	let line = format!("name = \"{}\"", name.replace('_', "-"));
	let plain = format!("name = \"{name}\"");
	["std", "core", "alloc"].contains(&name)
		|| tree.text("Cargo.lock").is_some_and(|lock| lock.lines().any(|has| has == line || has == plain))
}

/// Returns every word in the code: the tree without its documents.
fn words(tree: &Tree) -> BTreeSet<&str> {
	tree.files
		.iter()
		.filter(|(path, _)| !path.ends_with(".md") && !path.starts_with("xtask/"))
		.flat_map(|(_, text)| split(text))
		.collect()
}

/// Splits a text into words as code has them.
fn split(text: &str) -> impl Iterator<Item = &str> {
	text.split(|character: char| !character.is_alphanumeric() && character != '_')
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	fn found(text: &str) -> Vec<String> {
		let tree = Tree::of(&[
			("docs/a.md", text),
			("Cargo.lock", "name = \"sp-runtime\""),
			("pallets/x/src/money.rs", "fn pay_out() {}"),
			("pallets/x/src/jobs/mod.rs", "mod claim;"),
			("scripts/test.sh", ""),
		]);
		check(&tree).into_iter().map(|problem| problem.what).collect()
	}

	#[test]
	fn paths_are_found_from_the_root_by_their_end_and_by_pattern() {
		let good = "`pallets/x/src/money.rs` `money.rs` `jobs/mod.rs` `pallets/*/src/{money,jobs/mod}.rs` \
			`scripts/` `a/b`";
		assert_eq!(found(good), Vec::<String>::new());
		assert_eq!(
			found("`pallets/x/src/monet.rs`"),
			["names the file `pallets/x/src/monet.rs`, which does not exist"]
		);
		assert_eq!(found("`pallets/{x,y}`"), ["names the file `pallets/y`, which does not exist"]);
		assert_eq!(found("`scripts/tests.sh` `gone.rs`").len(), 2);
	}

	#[test]
	fn names_are_looked_up_in_the_code() {
		assert_eq!(found("`pay_out()` `sp_runtime::offchain::storage_lock` `plain`"), Vec::<String>::new());
		assert_eq!(found("`pay_in`, as in\n```\nfn pay_in() {}\n```"), Vec::<String>::new());
		assert_eq!(found("`pay_in`"), ["names `pay_in`, which is nowhere in the code"]);
	}
}
