//! The functions of a file and their lengths.

use crate::rust::tokens::{Kind, Token, is_test_only, starts_with};

/// One function with a body, or one declarative macro.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
	/// Its name.
	pub name: String,
	/// Line of the word `fn`, or of `macro_rules`.
	pub line: usize,
	/// Lines from there to the closing brace, both counted.
	pub lines: usize,
	/// Whether it is a declarative macro.
	pub is_macro: bool,
}

/// Returns the functions and macros of a file outside inline test modules. Functions inside macros are part
/// of the macro.
pub fn functions(tokens: &[Token]) -> Vec<Function> {
	let mut found = Vec::new();
	let mut index = 0;
	while index < tokens.len() {
		if let Some(end) = test_module(tokens, index) {
			index = end + 1;
		} else if starts_with(tokens, index, &["macro_rules", "!"]) {
			index = push(&mut found, tokens, index, index + 2, true);
		} else if tokens[index].is_ident("fn") {
			// What is inside is looked at as well: a function in a function counts by itself too.
			push(&mut found, tokens, index, index + 1, false);
			index += 1;
		} else {
			index += 1;
		}
	}
	found
}

/// Adds the function or macro that starts at `start`, if it has a body. Returns the index after it.
fn push(found: &mut Vec<Function>, tokens: &[Token], start: usize, name: usize, is_macro: bool) -> usize {
	let Some(Token { kind: Kind::Ident, text, .. }) = tokens.get(name) else { return name };
	let mut index = name + 1;
	while let Some(token) = tokens.get(index) {
		if token.is("{") {
			let end = token.other;
			let line = tokens[start].line;
			let lines = tokens[end].line - line + 1;
			found.push(Function { name: text.clone(), line, lines, is_macro });
			return end + 1;
		}
		if token.is(";") || token.kind == Kind::Close {
			return index;
		}
		index = token.other + 1;
	}
	index
}

/// Returns where the inline module ends that `#[cfg(test)]` at `index` puts in front of.
fn test_module(tokens: &[Token], index: usize) -> Option<usize> {
	if !starts_with(tokens, index, &["#", "["]) || !is_test_only(&tokens[index + 2..]) {
		return None;
	}
	let end = tokens[index + 1].other;
	let mut index = end + 1;
	while starts_with(tokens, index, &["#", "["]) {
		index = tokens[index + 1].other + 1;
	}
	if tokens.get(index)?.is_ident("pub") {
		index += 1;
	}
	let is_module = tokens.get(index)?.is_ident("mod") && tokens.get(index + 2)?.is("{");
	is_module.then(|| tokens[index + 2].other)
}

#[cfg(test)]
mod tests {
	use super::functions;
	use crate::rust::tokens::tokens;

	#[test]
	fn functions_count_from_their_name_to_the_brace_and_tests_do_not() {
		let text = "trait A {\n\tfn declared(x: [u8; 2]) -> u8;\n}\n#[inline]\n\
			fn long() {\n\tfn inner() {}\n}\n#[cfg(test)]\nmod tests {\n\tfn hidden() {}\n}\n\
			macro_rules! m {\n\t() => { fn made() {} };\n}\n";
		let found: Vec<_> = functions(&tokens(text).unwrap())
			.into_iter()
			.map(|f| (f.name, f.line, f.lines, f.is_macro))
			.collect();
		assert_eq!(
			found,
			[("long".into(), 5, 3, false), ("inner".into(), 6, 1, false), ("m".into(), 12, 3, true)]
		);
	}
}
