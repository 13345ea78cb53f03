//! Flags that documents give to the node are in the command line's reference.
//!
//! Two things are looked at: what follows `openledger-node` in a command, in documents, scripts and container
//! files, and a flag alone in backticks in a document, which may also be another program's: then it is
//! somewhere in the code.

use crate::{
	markdown::{code_spans, lines},
	problem::Problem,
	reference,
	tree::Tree,
};
use std::collections::BTreeSet;

/// Finds flags that the node does not have.
pub fn check(tree: &Tree) -> Vec<Problem> {
	// Its absence is found by whoever compares it with the program.
	let Some(text) = tree.text(reference::PATH) else { return Vec::new() };
	let known: BTreeSet<&str> = words(text).collect();
	let others: BTreeSet<&str> = tree
		.files
		.iter()
		.filter(|(path, _)| !path.ends_with(".md"))
		.flat_map(|(_, text)| words(text))
		.collect();
	let mut found = Vec::new();
	let mut add = |path: &str, line: usize, flag: &str| {
		let what = format!("names the flag `{flag}`, which {} does not have", reference::NAME);
		found.push(Problem::new(path, line, what, format!("see {}", reference::PATH)));
	};
	for ending in [".md", ".sh", ".yml", ".service"] {
		for (path, text) in
			tree.ending(ending).filter(|(path, _)| ![reference::PATH, "CHANGELOG.md"].contains(path))
		{
			for line in lines(text) {
				let prose = ending == ".md" && !line.code;
				let commands = if prose { code_spans(line.text) } else { vec![line.text] };
				for command in commands {
					let flags = given(command);
					flags
						.iter()
						.filter(|flag| !known.contains(*flag))
						.for_each(|flag| add(path, line.number, flag));
					let alone = command.split(['=', ' ']).next().unwrap_or_default();
					let is_flag = prose && words(alone).next() == Some(alone);
					if is_flag && !known.contains(alone) && !others.contains(alone) {
						add(path, line.number, alone);
					}
				}
			}
		}
	}
	found
}

/// Returns the flags that a command gives to the node.
fn given(command: &str) -> Vec<&str> {
	let mut found = Vec::new();
	let mut before = "";
	let mut inside = false;
	for word in command.split_whitespace() {
		let name = word.trim_matches(['"', '\'']).rsplit('/').next().unwrap_or_default();
		if name == reference::NAME && !["-p", "--package", "-t", "--bin"].contains(&before) {
			inside = true;
		} else if inside {
			found.extend(words(word).filter(|_| word.starts_with("--")));
			inside = !word.contains(['|', ';', '&', '>', '#']);
		}
		before = word;
	}
	found
}

/// Returns the long flags in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
	text.split(|character: char| !(character.is_ascii_alphanumeric() || character == '-')).filter(|word| {
		word.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
	})
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::{reference::PATH, tree::Tree};

	#[test]
	fn flags_that_the_node_lacks_are_found() {
		let text = "`openledger-node --dev --tmp=1`, `--dev`, `--quick`, `--dew`\n\
			```sh\ntarget/openledger-node --chain local --tnp | tail --lines 1\n\
			cargo test -p openledger-node --release\n```\n";
		let tree = Tree::of(&[
			(PATH, "```text\n  --dev\n  --tmp <N>\n  --chain <C>\n```"),
			("scripts/test.sh", "case $1 in --quick) ;; esac"),
			("docs/a.md", text),
		]);
		let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.line, problem.what)).collect();
		let what = |flag: &str| format!("names the flag `{flag}`, which openledger-node does not have");
		assert_eq!(found, [(1, what("--dew")), (3, what("--tnp"))]);
	}
}
