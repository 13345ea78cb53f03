//! `use` items and paths.

use crate::rust::tokens::{Kind, Token, starts_with};

/// One name that a `use` item brings in, or one glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
	/// The name in this module; none for a glob.
	pub name: Option<String>,
	/// The path that it stands for, or the module whose names a glob brings in.
	pub path: Vec<String>,
	/// Whether others see it through this module.
	pub public: bool,
	/// Line of the path's last word.
	pub line: usize,
}

/// One path in code: at least two words.
#[derive(Debug, PartialEq, Eq)]
pub struct CodePath {
	/// Its words.
	pub words: Vec<String>,
	/// Line of its first word.
	pub line: usize,
}

/// Returns what the `use` items directly in a module bring in. Its tokens start at `offset` in the file.
pub fn imports(tokens: &[Token], offset: usize) -> Vec<Import> {
	let mut found = Vec::new();
	let mut index = 0;
	let mut public = false;
	while let Some(token) = tokens.get(index) {
		if token.is_ident("pub") {
			public = true;
			if tokens.get(index + 1).is_some_and(|next| next.is("(")) {
				index = tokens[index + 1].other - offset;
			}
		} else if is_use(tokens, index) {
			index = tree(tokens, index + 1, offset, &[], public, &mut found);
			public = false;
			continue;
		} else {
			public = false;
		}
		index = tokens[index].other.max(index + offset) - offset + 1;
	}
	found
}

/// Reads one use tree from `index` on. Returns the index after it.
fn tree(
	tokens: &[Token],
	mut index: usize,
	offset: usize,
	prefix: &[String],
	public: bool,
	found: &mut Vec<Import>,
) -> usize {
	let mut path = prefix.to_vec();
	if starts_with(tokens, index, &[":", ":"]) {
		index += 2;
	}
	while let Some(token) = tokens.get(index) {
		let import =
			|name: Option<String>, path: Vec<String>| Import { name, path, public, line: token.line };
		if token.is("*") {
			found.push(import(None, path));
			return index + 1;
		}
		if token.is("{") {
			let end = token.other - offset;
			index += 1;
			while index < end {
				index = tree(tokens, index, offset, &path, public, found);
				while index < end && tokens[index].is(",") {
					index += 1;
				}
			}
			return end + 1;
		}
		if token.kind != Kind::Ident {
			return index + 1;
		}
		if token.text != "self" || path.is_empty() {
			path.push(token.text.clone());
		}
		if starts_with(tokens, index + 1, &[":", ":"]) {
			index += 3;
			continue;
		}
		if tokens.get(index + 1).is_some_and(|next| next.is_ident("as")) {
			let name = tokens.get(index + 2).map(|name| name.text.clone());
			found.push(import(name, path));
			return index + 3;
		}
		found.push(import(path.last().cloned(), path));
		return index + 1;
	}
	index
}

/// Returns the paths of two words or more in a module's own tokens, those of `use` items inside functions
/// included, but not those of [`imports`]. `skip` tells the bodies of inline modules, which are modules of
/// their own, by their first token.
pub fn paths(tokens: &[Token], offset: usize, skip: &dyn Fn(usize) -> Option<usize>) -> Vec<CodePath> {
	let mut found = Vec::new();
	let mut depth = 0_usize;
	let mut index = 0;
	while let Some(token) = tokens.get(index) {
		if let Some(end) = skip(index + offset) {
			index = end - offset;
			continue;
		}
		if is_use(tokens, index) {
			let mut inside = Vec::new();
			index = tree(tokens, index + 1, offset, &[], false, &mut inside);
			if depth > 0 {
				found.extend(
					inside.into_iter().map(|import| CodePath { words: import.path, line: import.line }),
				);
			}
			continue;
		}
		match token.kind {
			Kind::Open => depth += 1,
			Kind::Close => depth -= 1,
			_ => {},
		}
		let continues = index > 0 && (tokens[index - 1].is(".") || ends_path(tokens, index));
		if token.kind != Kind::Ident || continues {
			index += 1;
			continue;
		}
		let line = token.line;
		let mut words = vec![token.text.clone()];
		index += 1;
		while starts_with(tokens, index, &[":", ":"])
			&& tokens.get(index + 2).is_some_and(|next| next.kind == Kind::Ident)
		{
			words.push(tokens[index + 2].text.clone());
			index += 3;
		}
		if words.len() > 1 {
			found.push(CodePath { words, line });
		}
	}
	found
}

/// Returns whether a `use` item starts at `index`, and not the `use<…>` of a type.
fn is_use(tokens: &[Token], index: usize) -> bool {
	tokens[index].is_ident("use") && tokens.get(index + 1).is_some_and(|next| !next.is("<"))
}

/// Returns whether the name at `index` follows a `::`.
fn ends_path(tokens: &[Token], index: usize) -> bool {
	index > 1 && tokens[index - 1].is(":") && tokens[index - 2].is(":")
}

#[cfg(test)]
mod tests {
	use super::{imports, paths};
	use crate::rust::tokens::tokens;

	#[test]
	fn use_trees_are_taken_apart() {
		let text = "use a::{b::{self, C as D}, e::*};\npub(crate) use super::f;\nmod x { use g; }";
		let found: Vec<_> = imports(&tokens(text).unwrap(), 0)
			.into_iter()
			.map(|import| (import.name.unwrap_or("*".into()), import.path.join("::"), import.public))
			.collect();
		let expected =
			[("b", "a::b", false), ("D", "a::b::C", false), ("*", "a::e", false), ("f", "super::f", true)];
		assert_eq!(found, expected.map(|(name, path, public)| (name.into(), path.into(), public)));
	}

	#[test]
	fn paths_in_code_are_found_whole() {
		let text = "use a::b;\n\
			fn f() -> crate::x::Y { one::two(three.four, <T as s::P>::Q, $crate::z);\n\
			use in_a::function; }";
		let found: Vec<_> = paths(&tokens(text).unwrap(), 0, &|_| None)
			.into_iter()
			.map(|path| path.words.join("::"))
			.collect();
		assert_eq!(found, ["crate::x::Y", "one::two", "s::P", "crate::z", "in_a::function"]);
	}
}
