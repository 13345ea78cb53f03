//! One word, one meaning: words that the glossary bans are used nowhere.
//!
//! `docs/reference/glossary.md` has tables of three columns, `| term | means | not |`. The third names banned
//! words, with commas between them. One in backticks is a name, and banned in code; any other is banned in
//! documents and doc comments. One with a parenthesis, such as `record (for a storage row)`, is advice to
//! people: no program can tell.

use crate::{
	markdown::{lines, prose},
	problem::Problem,
	rust::{
		docs::docs,
		tokens::{Kind, tokens},
	},
	tree::Tree,
};

/// Path of the glossary.
pub const PATH: &str = "docs/reference/glossary.md";

/// A word that the glossary bans.
struct Banned {
	/// The word, in lower case if it is prose.
	word: String,
	/// What to say instead.
	term: String,
	/// Whether it is a name in code.
	code: bool,
}

/// Finds banned words.
pub fn check(tree: &Tree) -> Result<Vec<Problem>, String> {
	let Some(glossary) = tree.text(PATH) else {
		return Ok(vec![Problem::new(PATH, 1, "is missing", "write the table `| term | means | not |`")]);
	};
	let banned = banned(glossary);
	let mut found = Vec::new();
	for (path, text) in tree.ending(".md").filter(|(path, _)| ![PATH, "CHANGELOG.md"].contains(path)) {
		for line in lines(text).iter().filter(|line| !line.code) {
			found.extend(in_prose(&banned, path, line.number, &prose(line.text)));
		}
	}
	for (path, text) in tree.ending(".rs").filter(|(path, _)| !path.starts_with("xtask/")) {
		let tokens = tokens(text).map_err(|error| format!("{path}: {error}"))?;
		for doc in docs(&tokens) {
			for (offset, line) in doc.text.lines().enumerate() {
				found.extend(in_prose(&banned, path, doc.line + offset, &prose(line)));
			}
		}
		for token in tokens.iter().filter(|token| token.kind == Kind::Ident) {
			if let Some(ban) = banned.iter().find(|ban| ban.code && ban.word == token.text) {
				found.push(problem(path, token.line, ban));
			}
		}
	}
	Ok(found)
}

fn problem(path: &str, line: usize, ban: &Banned) -> Problem {
	let what = format!("says `{}`, which the glossary bans", ban.word);
	Problem::new(path, line, what, format!("say `{}`", ban.term))
}

fn in_prose(banned: &[Banned], path: &str, number: usize, line: &str) -> Vec<Problem> {
	let words = format!(" {} ", split(&line.to_lowercase()).join(" "));
	let has = |ban: &&Banned| !ban.code && words.contains(&format!(" {} ", ban.word));
	banned.iter().filter(has).map(|ban| problem(path, number, ban)).collect()
}

/// Splits a line into words, without punctuation.
fn split(line: &str) -> Vec<&str> {
	line.split(|character: char| !(character.is_alphanumeric() || "_-'".contains(character)))
		.filter(|word| !word.is_empty())
		.collect()
}

/// Returns the banned words of a glossary.
fn banned(glossary: &str) -> Vec<Banned> {
	let mut found = Vec::new();
	let mut inside = false;
	for line in glossary.lines() {
		let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
		let [term, _, not] = cells[..] else {
			inside = false;
			continue;
		};
		if not == "not" {
			inside = true;
		} else if inside && !not.starts_with("--") {
			found.extend(split_entries(not).into_iter().map(|entry| {
				let word = entry.trim_matches('`');
				let code = word.len() < entry.len();
				Banned {
					word: if code { word.into() } else { split(&word.to_lowercase()).join(" ") },
					term: term.trim_matches(['*', '`']).into(),
					code,
				}
			}));
		}
	}
	found
}

/// Returns the entries of a cell that a program can check.
fn split_entries(cell: &str) -> Vec<&str> {
	let mut depth = 0;
	cell.split(|character| {
		match character {
			'(' => depth += 1,
			')' => depth -= 1,
			_ => {},
		}
		depth == 0 && character == ','
	})
	.map(str::trim)
	.filter(|entry| !entry.contains('(') && entry.chars().any(char::is_alphabetic))
	.collect()
}

#[cfg(test)]
mod tests {
	use super::{PATH, check};
	use crate::tree::Tree;

	const GLOSSARY: &str = "| term | means | not |\n|---|---|---|\n\
		| opened answer | an answer with its proof | exhibit, piece of evidence, \
		`Exhibit`, record (for a row, say) |\n\
		| job | work | — |\n";

	#[test]
	fn banned_words_are_found_in_documents_doc_comments_and_code() {
		let tree = Tree::of(&[
			(PATH, GLOSSARY),
			("docs/a.md", "An *exhibit*.\n`exhibit`, exhibition, a record.\nA piece of evidence."),
			("a.rs", "/// Returns\n/// the exhibit.\nfn f(_: Exhibit) {}\n// exhibit"),
		]);
		let found: Vec<_> = check(&tree).unwrap().into_iter().map(|p| (p.file, p.line)).collect();
		assert_eq!(
			found,
			[("docs/a.md".into(), 1), ("docs/a.md".into(), 3), ("a.rs".into(), 2), ("a.rs".into(), 3)]
		);
	}

	#[test]
	fn a_missing_glossary_is_found() {
		assert_eq!(check(&Tree::of(&[])).unwrap().len(), 1);
	}
}
