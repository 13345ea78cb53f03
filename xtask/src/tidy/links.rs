//! No dead link in Markdown: each names a file or folder of the tree, and a heading that the file has.
//!
//! Addresses outside the tree are not fetched.

use crate::{
	markdown::{anchors, lines, links},
	problem::Problem,
	tree::{Tree, folder_of, join, normalise},
};

/// Finds dead links.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for (path, text) in tree.ending(".md") {
		for line in lines(text).iter().filter(|line| !line.code) {
			for link in links(line.text) {
				if let Some(what) = fault(tree, path, &link) {
					let fix = "correct the link, or take it out";
					found.push(Problem::new(path, line.number, format!("links to `{link}`, {what}"), fix));
				}
			}
		}
	}
	found
}

/// Returns what is wrong with a link from the file at `from`.
fn fault(tree: &Tree, from: &str, link: &str) -> Option<&'static str> {
	if ["http://", "https://", "mailto:", "ws://"].iter().any(|scheme| link.starts_with(scheme)) {
		return None;
	}
	// A crate's README is its documentation: rustdoc resolves items of the crate, and fails on those that it
	// has not.
	let is_item = link.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == ':');
	if is_item && from.ends_with("README.md") && tree.text(&join(folder_of(from), "Cargo.toml")).is_some() {
		return None;
	}
	let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
	let path = match target.strip_prefix('/') {
		_ if target.is_empty() => from.to_string(),
		Some(rest) => rest.to_string(),
		None => match normalise(&format!("{}/{target}", folder_of(from))) {
			Some(path) => path,
			None => return Some("which lies outside the tree"),
		},
	};
	if !tree.has(&path) {
		return Some("which does not exist");
	}
	let text = tree.text(&path).filter(|_| !anchor.is_empty())?;
	if path.ends_with(".md") {
		return (!anchors(text).iter().any(|has| has == anchor))
			.then_some("a heading that the file does not have");
	}
	let line: usize = anchor.strip_prefix('L')?.split('-').next()?.parse().ok()?;
	(line > text.lines().count()).then_some("a line that the file does not have")
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn dead_links_and_anchors_are_found() {
		let text = "# Top\n[a](b.md), [c](b.md#part), [d](../src), [e](#top), [f](https://x.y/z), \
			[g](../src/a.rs#L1)\n\
			[h](c.md)\n[i](b.md#no)\n[j](#no)\n[k](../../x)\n```\n[l](no.md)\n```\n[m](../src/a.rs#L9)";
		let readme = ("a/README.md", "[item](a_crate::item), [dead](item.md)");
		let tree = Tree::of(&[
			readme,
			("a/Cargo.toml", ""),
			("docs/a.md", text),
			("docs/b.md", "## Part"),
			("src/a.rs", "line"),
		]);
		let lines: Vec<_> = check(&tree).iter().map(|problem| problem.line).collect();
		assert_eq!(lines, [1, 3, 4, 5, 6, 10]);
	}
}
