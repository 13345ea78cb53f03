//! The doc comments of a file.

use crate::rust::tokens::{Kind, Token};

/// One doc comment: all its lines.
#[derive(Debug)]
pub struct Doc {
	/// Line of its first line, from 1.
	pub line: usize,
	/// Its text without the comment marks, one line after another.
	pub text: String,
}

impl Doc {
	/// Returns its words: whatever has a letter or a digit between blanks.
	pub fn words(&self) -> impl Iterator<Item = &str> {
		self.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
	}

	/// Returns whether it opens with an interrogative, where STYLE wants a sentence that says what the item
	/// is or does.
	pub fn opens_with_question(&self) -> bool {
		const WORDS: [&str; 8] = ["What", "Who", "How", "Whether", "Why", "Where", "When", "Which"];
		let first = self.words().next().unwrap_or_default();
		WORDS.contains(&first.trim_matches(|c: char| !c.is_alphanumeric()))
	}
}

/// Returns the doc comments of a file. Adjacent lines of one kind (`///` or `//!`) are one comment.
pub fn docs(tokens: &[Token]) -> Vec<Doc> {
	let mut found: Vec<Doc> = Vec::new();
	// Index after the comment's last attribute, and whether it is an inner one.
	let mut open: Option<(usize, bool)> = None;
	for (index, token) in tokens.iter().enumerate() {
		if !token.is("#") {
			continue;
		}
		let inner = tokens.get(index + 1).is_some_and(|next| next.is("!"));
		let bracket = index + 1 + usize::from(inner);
		let Some(text) = doc_text(tokens, bracket) else { continue };
		match found.last_mut() {
			Some(doc) if open == Some((index, inner)) => {
				doc.text.push('\n');
				doc.text.push_str(&text);
			},
			_ => found.push(Doc { line: token.line, text }),
		}
		open = Some((tokens[bracket].other + 1, inner));
	}
	found
}

/// Returns the text of `[doc = "…"]` if that is what starts at `bracket`.
fn doc_text(tokens: &[Token], bracket: usize) -> Option<String> {
	let [open, doc, equals, literal, close] = tokens.get(bracket..bracket + 5)? else { return None };
	(open.is("[") && doc.is_ident("doc") && equals.is("=") && literal.kind == Kind::Literal && close.is("]"))
		.then(|| unquote(&literal.text))
}

/// Returns what a string literal stands for.
fn unquote(literal: &str) -> String {
	let (raw, body) = match literal.strip_prefix('r') {
		Some(rest) => (true, rest.trim_matches('#')),
		None => (false, literal),
	};
	let body = body.strip_prefix('"').and_then(|body| body.strip_suffix('"')).unwrap_or(body);
	if raw || !body.contains('\\') {
		return body.into();
	}
	let mut text = String::new();
	let mut characters = body.chars();
	while let Some(character) = characters.next() {
		if character != '\\' {
			text.push(character);
			continue;
		}
		match characters.next() {
			Some('n') => text.push('\n'),
			Some('t') => text.push('\t'),
			Some('u') => {
				let code: String = characters.by_ref().skip(1).take_while(|c| *c != '}').collect();
				text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
			},
			Some(other) => text.push(other),
			None => {},
		}
	}
	text
}

#[cfg(test)]
mod tests {
	use super::docs;
	use crate::rust::tokens::tokens;

	#[test]
	fn adjacent_lines_are_one_comment_and_the_kinds_are_kept_apart() {
		let text = "//! Crate.\n//! More.\n/// Item's \"name\".\nfn a() {\n\t/// Inner.\n\tstruct B;\n}\n\
			/** Block. */ struct C;";
		let found = docs(&tokens(text).unwrap());
		let texts: Vec<_> = found.iter().map(|doc| (doc.line, doc.text.trim())).collect();
		assert_eq!(texts, [(1, "Crate.\n More."), (3, "Item's \"name\"."), (5, "Inner."), (8, "Block.")]);
		assert_eq!(found[0].words().count(), 2);
	}

	#[test]
	fn interrogatives_are_told_from_words_that_begin_like_them() {
		let opens =
			|text: &str| docs(&tokens(&format!("/// {text}\nstruct A;")).unwrap())[0].opens_with_question();
		assert!(opens("What happened."));
		assert!(opens("`Whether` it did."));
		assert!(!opens("Whatever happened."));
		assert!(!opens("Returns what happened."));
	}
}
