//! No line wider than its kind allows: 110 columns for Rust, 120 for Markdown, TypeScript, shell and YAML.
//!
//! A tab counts as four columns. Three kinds of line may be wider, since they cannot be broken: in Markdown
//! the row of a table, a line of a `vectors` block, and a line whose first word, past indentation and list
//! marks, already reaches past the width (a long link, for one); in Rust the list of a `derive`, which is
//! rustfmt's to break. Files that a program wrote are not measured.

use crate::{problem::Problem, tree::Tree};

/// Endings of the files that are measured, with their width.
const WIDTHS: [(&str, usize); 5] = [(".rs", 110), (".md", 120), (".ts", 120), (".sh", 120), (".yml", 120)];

/// Finds the lines that are too wide.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for (ending, width) in WIDTHS {
		for (path, text) in tree.ending(ending).filter(|(path, _)| !tree.is_generated(path)) {
			let mut in_vectors = false;
			for (index, line) in text.lines().enumerate() {
				in_vectors = if in_vectors { line != "```" } else { line == "```vectors" };
				let columns = columns(line);
				let exempt = match ending {
					".md" => in_vectors || cannot_break(line, width),
					".rs" => is_derive_list(line),
					_ => false,
				};
				if columns > width && !exempt {
					let what = format!("is {columns} columns wide, {width} are allowed");
					found.push(Problem::new(path, index + 1, what, "break the line"));
				}
			}
		}
	}
	found
}

/// Returns how many lines are too wide, those that cannot be broken included.
pub fn strictly(tree: &Tree) -> usize {
	let wide = |(ending, width): &(&'static str, usize)| {
		let written = tree.ending(ending).filter(|(path, _)| !tree.is_generated(path));
		written.map(|(_, text)| text).flat_map(str::lines).filter(|line| columns(line) > *width).count()
	};
	WIDTHS.iter().map(wide).sum()
}

fn columns(line: &str) -> usize {
	line.chars().map(|character| if character == '\t' { 4 } else { 1 }).sum()
}

/// Returns whether a line is the list of traits of a `derive`, on a line of its own.
fn is_derive_list(line: &str) -> bool {
	let name = |text: &str| text.chars().all(char::is_alphanumeric);
	line.trim().strip_suffix(',').is_some_and(|list| list.contains("Clone") && list.split(", ").all(name))
}

fn cannot_break(line: &str, width: usize) -> bool {
	let text = line.trim_start_matches([' ', '\t', '>', '-', '*']);
	if text.starts_with('|') {
		return true;
	}
	let first = text.split([' ', '\t']).next().unwrap_or_default();
	columns(&line[..line.len() - text.len()]) + columns(first) > width
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn wide_lines_are_found_and_unbreakable_ones_are_not() {
		let wide = |first: &str| format!("ok\n{first}{}", " word".repeat(30));
		let url = format!("- <https://{}>", "x".repeat(130));
		let tree = Tree::of(&[
			("a.rs", &format!("\t\t{}\n{}", "x".repeat(102), "x".repeat(110))),
			("b.rs", &format!("\t\t{}", "x".repeat(103))),
			("c.md", &wide("prose")),
			("d.md", &wide("| table")),
			("e.md", &url),
			("f.ts", &wide("//")),
			("h.md", &format!("```vectors\n{}\n```\n{}", wide("sum"), wide("prose"))),
			("i.rs", &format!("\tClone, {}Debug,", "Copy, ".repeat(20))),
			("g.rs", &wide("//! Written by a script, not by hand.")),
		]);
		let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.file, problem.line)).collect();
		assert_eq!(found, [("b.rs".into(), 1), ("c.md".into(), 2), ("h.md".into(), 6), ("f.ts".into(), 2)]);
	}
}
