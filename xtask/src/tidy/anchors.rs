//! The places at which the contributors' pages add code exist: files, and the names in them that new code
//! stands before, after or in. An index of a new call is the next one.

use crate::{
	markdown::{code_spans, lines},
	problem::Problem,
	tree::Tree,
};

/// Folder of the pages.
const PAGES: &str = "docs/contributing/";
/// What stands before the index of a call.
const INDEX: &str = "#[pallet::call_index(";

/// Finds places that the pages name and the tree does not have.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for (path, text) in tree.ending(".md").filter(|(path, _)| path.starts_with(PAGES)) {
		let mut file: Option<&str> = None;
		let mut inside = false;
		for line in lines(text) {
			if line.code {
				let index = file.and_then(|file| wrong_index(tree.text(file)?, line.text));
				found.extend(index.map(|what| Problem::new(path, line.number, what, "correct the index")));
				inside = false;
				continue;
			}
			// A sentence that names a file, or goes on after a block of code, and its further lines.
			let named = line.text.match_indices("In `").map(|(start, _)| &line.text[start..]);
			let named = named.map(|rest| (rest, code_spans(rest)[0])).find(|(_, span)| span.contains('/'));
			file = named.map(|(_, span)| span).or(file);
			let goes_on =
				["In the same file", "in ", "and "].iter().any(|start| line.text.starts_with(start));
			inside = !line.text.is_empty() && (inside || named.is_some() || goes_on);
			let Some(file) = file.filter(|_| inside) else { continue };
			let Some(there) = tree.text(file) else {
				let what = format!("adds to `{file}`, which does not exist");
				found.push(Problem::new(path, line.number, what, "name the file where it goes"));
				continue;
			};
			let rest = named.map_or(line.text, |(rest, _)| rest);
			let sentence = rest.split(". ").next().unwrap_or(rest);
			for name in code_spans(sentence).into_iter().filter(|name| *name != file) {
				if !there.contains(name.trim_end_matches("()")) {
					let what = format!("names `{name}`, which `{file}` does not have");
					found.push(Problem::new(path, line.number, what, "name the place where it goes"));
				}
			}
			inside = sentence == rest && !rest.ends_with([':', '.']);
		}
	}
	found
}

/// Returns what is wrong with the index of a call in a line, which is to follow those of a file.
fn wrong_index(file: &str, line: &str) -> Option<String> {
	let number = |text: &str| text.split_once(INDEX)?.1.split_once(')')?.0.parse::<u32>().ok();
	let index = number(line)?;
	let next = file.lines().filter_map(number).max()?.saturating_add(1);
	(index != next).then(|| format!("gives a call the index {index}, and the next one is {next}"))
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn places_that_are_gone_are_found() {
		let page = "First. In `a/lib.rs`, in `enum Event` after\n`Gone`, which `none` is. And `this`:\n\n\
		            ```rust\n#[pallet::call_index(7)]\n```\n\nand in `step()`, after `SetCard`:\n\n\
		            In `b/no.rs`:\n";
		let code = "enum Event {}\nfn step() {}\n#[pallet::call_index(7)]\nSetCard\n";
		let tree = Tree::of(&[("docs/contributing/x.md", page), ("a/lib.rs", code)]);
		let found: Vec<String> = check(&tree).iter().map(ToString::to_string).collect();
		let expected =
			["names `Gone`", "names `none`", "the index 7, and the next one is 8", "adds to `b/no.rs`"];
		assert_eq!(found.len(), expected.len(), "{found:?}");
		for (found, expected) in found.iter().zip(expected) {
			assert!(found.contains(expected), "{found}");
		}
	}
}
