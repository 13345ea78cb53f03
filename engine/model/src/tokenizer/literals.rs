//! Tokens that a text spells letter by letter, found before the text is cut: user-defined ones, as GGUF
//! calls them.

use std::collections::HashMap;

/// The tokens, by their first byte, the longest first.
#[derive(Default)]
pub(super) struct Literals(HashMap<u8, Vec<(Box<str>, u32)>>);

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'a> {
	/// Ordinary text.
	Text(&'a str),
	/// The id of a token.
	Token(u32),
}

impl Literals {
	/// Takes the tokens with their ids. Empty ones are left out.
	pub(super) fn new<'a>(tokens: impl Iterator<Item = (&'a str, u32)>) -> Self {
		let mut by_first: HashMap<u8, Vec<(Box<str>, u32)>> = HashMap::new();
		for (token, id) in tokens {
			if let Some(first) = token.bytes().next() {
				by_first.entry(first).or_default().push((token.into(), id));
			}
		}
		for tokens in by_first.values_mut() {
			tokens.sort_by_key(|(token, _)| std::cmp::Reverse(token.len()));
		}
		Self(by_first)
	}

	/// Cuts a text at the leftmost token, the longest of several, and again after it.
	pub(super) fn split<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
		let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
		while let Some(first) = text.as_bytes().get(at).filter(|_| !self.0.is_empty()) {
			let found = self.0.get(first).and_then(|tokens| {
				tokens.iter().find(|(token, _)| text.as_bytes()[at..].starts_with(token.as_bytes()))
			});
			let Some((token, id)) = found else {
				at += 1;
				continue;
			};
			if start < at {
				parts.push(Part::Text(&text[start..at]));
			}
			parts.push(Part::Token(*id));
			at += token.len();
			start = at;
		}
		if start < text.len() {
			parts.push(Part::Text(&text[start..]));
		}
		parts
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_leftmost_and_longest_is_found() {
		let literals = Literals::new([("\n\n", 1), ("\n\n\n", 2), ("<b>", 3), ("é", 4), ("", 5)].into_iter());
		let parts = literals.split("a\n\n\n\nb<b>éè<b");
		assert_eq!(
			parts,
			[
				Part::Text("a"),
				Part::Token(2),
				Part::Text("\nb"),
				Part::Token(3),
				Part::Token(4),
				Part::Text("è<b"),
			]
		);
		assert!(literals.split("").is_empty());
		assert_eq!(Literals::default().split("<b>"), [Part::Text("<b>")]);
	}
}
