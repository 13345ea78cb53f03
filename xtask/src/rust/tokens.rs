//! A Rust file as a flat list of tokens, each with its line.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
	/// A name or a keyword.
	Ident,
	/// One character of punctuation.
	Punct,
	/// A number, a string or a character.
	Literal,
	/// An opening bracket, `(`, `[` or `{`; none for a group without brackets.
	Open,
	/// The bracket that closes a group.
	Close,
}

/// One token of a file.
#[derive(Clone, Debug)]
pub struct Token {
	/// What it is.
	pub kind: Kind,
	/// Its text.
	pub text: String,
	/// Its line, from 1.
	pub line: usize,
	/// Index of the other bracket of a group, its own index for anything else.
	pub other: usize,
}

impl Token {
	/// Returns whether this is the name or keyword `text`.
	pub fn is_ident(&self, text: &str) -> bool {
		self.kind == Kind::Ident && self.text == text
	}

	/// Returns whether this is the punctuation or bracket `text`.
	pub fn is(&self, text: &str) -> bool {
		matches!(self.kind, Kind::Punct | Kind::Open | Kind::Close) && self.text == text
	}
}

/// Splits a file into its tokens. Comments are dropped; doc comments come as `#[doc = "…"]`.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
	let stream: TokenStream = text.parse().map_err(|error| format!("is no Rust: {error}"))?;
	let mut list = Vec::new();
	flatten(stream, &mut list);
	Ok(list)
}

/// Returns whether `first` and the tokens after it begin with the given texts.
pub fn starts_with(tokens: &[Token], first: usize, texts: &[&str]) -> bool {
	texts.iter().enumerate().all(|(offset, text)| tokens.get(first + offset).is_some_and(|t| t.text == *text))
}

/// Returns whether an attribute's tokens keep what it stands on for tests: `cfg(test)`, or `cfg(all(test,
/// …))`.
pub fn is_test_only(attribute: &[Token]) -> bool {
	starts_with(attribute, 0, &["cfg", "(", "test", ")"])
		|| starts_with(attribute, 0, &["cfg", "(", "all", "(", "test"])
}

fn flatten(stream: TokenStream, list: &mut Vec<Token>) {
	for tree in stream {
		let line = tree.span().start().line;
		let (kind, text) = match tree {
			TokenTree::Group(group) => {
				let (open, close) = match group.delimiter() {
					Delimiter::Parenthesis => ("(", ")"),
					Delimiter::Brace => ("{", "}"),
					Delimiter::Bracket => ("[", "]"),
					Delimiter::None => ("", ""),
				};
				let first = list.len();
				list.push(Token { kind: Kind::Open, text: open.into(), line, other: 0 });
				flatten(group.stream(), list);
				let last = list.len();
				list[first].other = last;
				let line = group.span_close().end().line;
				list.push(Token { kind: Kind::Close, text: close.into(), line, other: first });
				continue;
			},
			TokenTree::Ident(ident) => (Kind::Ident, ident.to_string()),
			TokenTree::Punct(punct) => (Kind::Punct, punct.as_char().to_string()),
			TokenTree::Literal(literal) => (Kind::Literal, literal.to_string()),
		};
		list.push(Token { kind, text, line, other: list.len() });
	}
}
