//! The modules of a crate: which file each lies in, what it declares and what it imports.

use crate::{
	rust::{
		tokens::{Kind, Token, is_test_only, starts_with, tokens},
		uses::{Import, imports},
	},
	tree::{Tree, folder_of, join},
};
use std::collections::{BTreeMap, BTreeSet};

/// Index of a module in its [`Crate`].
pub type Id = usize;

/// One module.
#[derive(Debug)]
pub struct Module {
	/// The module around it; none for the root.
	pub parent: Option<Id>,
	/// Index of its file in [`Crate::files`].
	pub file: usize,
	/// Its tokens: a range of the file's.
	pub range: (usize, usize),
	/// Whether it or a module around it is under `#[cfg(test)]`.
	pub test: bool,
	/// Names of the items that it declares, modules apart.
	pub items: BTreeSet<String>,
	/// The modules inside it, by name.
	pub children: BTreeMap<String, Id>,
	/// What it imports and re-exports.
	pub imports: Vec<Import>,
}

/// One file of a crate.
#[derive(Debug)]
pub struct File {
	/// Path from the root of the checkout.
	pub path: String,
	/// Its tokens.
	pub tokens: Vec<Token>,
}

/// A library, a program, a test, a benchmark or an example.
#[derive(Debug, Default)]
pub struct Crate {
	/// Its modules; the first is the root.
	pub modules: Vec<Module>,
	/// Its files; the first holds the root.
	pub files: Vec<File>,
}

impl Crate {
	/// Reads the crate whose root is the file at `path`, as far as its modules' files exist.
	pub fn read(tree: &Tree, path: &str) -> Result<Self, String> {
		let mut krate = Self::default();
		krate.add_file(tree, path, folder_of(path), None, false)?;
		Ok(krate)
	}

	/// Returns whether `module` is `around` or inside it.
	pub fn is_inside(&self, module: Id, around: Id) -> bool {
		self.and_around(module).any(|id| id == around)
	}

	/// Returns whether a module around `module` lies in the given file.
	pub fn lies_around(&self, file: usize, module: Id) -> bool {
		self.and_around(module).any(|id| self.modules[id].file == file)
	}

	/// Returns a module and those around it, innermost first.
	fn and_around(&self, module: Id) -> impl Iterator<Item = Id> + '_ {
		std::iter::successors(Some(module), |id| self.modules[*id].parent)
	}

	/// Adds the module that is the whole file at `path`; the files of its own modules lie in `folder`.
	fn add_file(
		&mut self,
		tree: &Tree,
		path: &str,
		folder: &str,
		parent: Option<Id>,
		test: bool,
	) -> Result<Id, String> {
		let text = tree.text(path).ok_or_else(|| format!("{path}: is missing"))?;
		let tokens = tokens(text).map_err(|error| format!("{path}: {error}"))?;
		let range = (0, tokens.len());
		self.files.push(File { path: path.into(), tokens });
		self.add_module(tree, self.files.len() - 1, range, folder, parent, test)
	}

	fn add_module(
		&mut self,
		tree: &Tree,
		file: usize,
		range: (usize, usize),
		folder: &str,
		parent: Option<Id>,
		test: bool,
	) -> Result<Id, String> {
		let id = self.modules.len();
		let tokens = &self.files[file].tokens[range.0..range.1];
		self.modules.push(Module {
			parent,
			file,
			range,
			test,
			items: items(tokens, range.0),
			children: BTreeMap::new(),
			imports: imports(tokens, range.0),
		});
		for declared in module_declarations(tokens, range.0) {
			let test = test || declared.test;
			let inner = join(folder, &declared.name);
			let child = match declared.body {
				Some(body) => self.add_module(tree, file, body, &inner, Some(id), test)?,
				None => {
					let candidates = match declared.path {
						Some(path) => vec![join(folder_of(&self.files[file].path), &path)],
						None => vec![format!("{inner}.rs"), format!("{inner}/mod.rs")],
					};
					let Some(path) = candidates.iter().find(|path| tree.text(path).is_some()) else {
						continue;
					};
					self.add_file(tree, path, &inner, Some(id), test)?
				},
			};
			self.modules[id].children.insert(declared.name, child);
		}
		Ok(id)
	}
}

/// Returns the root files of the crates in a package's folder.
pub fn roots(tree: &Tree, package: &str) -> Vec<String> {
	let mut found = Vec::new();
	for name in ["src/lib.rs", "src/main.rs", "build.rs"] {
		let path = join(package, name);
		if tree.text(&path).is_some() {
			found.push(path);
		}
	}
	for folder in ["src/bin", "tests", "benches", "examples"] {
		let prefix = join(package, &format!("{folder}/"));
		for (path, _) in tree.ending(".rs") {
			let Some(rest) = path.strip_prefix(&prefix) else { continue };
			if !rest.contains('/') || (rest.ends_with("/main.rs") && rest.matches('/').count() == 1) {
				found.push(path.into());
			}
		}
	}
	found
}

/// A `mod` item.
struct Declared {
	name: String,
	/// Tokens of its body if it is inline, counted in the file.
	body: Option<(usize, usize)>,
	/// What `#[path = "…"]` says.
	path: Option<String>,
	test: bool,
}

/// Returns the `mod` items of a module's tokens, which start at `offset` in the file.
fn module_declarations(tokens: &[Token], offset: usize) -> Vec<Declared> {
	let mut found = Vec::new();
	// Attributes since the last item.
	let mut test = false;
	let mut path = None;
	let mut index = 0;
	while let Some(token) = tokens.get(index) {
		if starts_with(tokens, index, &["#", "["]) {
			let end = tokens[index + 1].other - offset;
			let attribute = &tokens[index + 2..end];
			test |= is_test_only(attribute);
			if starts_with(attribute, 0, &["path", "="]) {
				path = attribute.get(2).map(|literal| literal.text.trim_matches('"').to_string());
			}
			index = end + 1;
			continue;
		}
		let next = tokens.get(index + 2);
		if token.is_ident("mod") && next.is_some_and(|next| next.is(";") || next.is("{")) {
			let body = next.filter(|next| next.is("{")).map(|next| (index + offset + 3, next.other));
			found.push(Declared { name: tokens[index + 1].text.clone(), body, path: path.take(), test });
			test = false;
			index = body.map_or(index + 3, |(_, end)| end - offset + 1);
			continue;
		}
		if token.is(";") || token.is("{") {
			test = false;
			path = None;
		}
		index = token.other.max(index + offset) - offset + 1;
	}
	found
}

/// Returns the names of the items that a module's tokens declare, modules apart.
fn items(tokens: &[Token], offset: usize) -> BTreeSet<String> {
	const KEYWORDS: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "const", "static"];
	let mut found = BTreeSet::new();
	let mut index = 0;
	while let Some(token) = tokens.get(index) {
		let keyword = KEYWORDS.contains(&token.text.as_str()) && token.kind == Kind::Ident;
		let mut name = index + 1;
		if keyword && tokens.get(name).is_some_and(|next| next.is_ident("mut")) {
			name += 1;
		}
		if starts_with(tokens, index, &["macro_rules", "!"]) {
			name += 1;
		}
		if let Some(named) = tokens.get(name).filter(|named| named.kind == Kind::Ident)
			&& ((keyword && !KEYWORDS.contains(&named.text.as_str())) || name == index + 2)
		{
			found.insert(named.text.clone());
		}
		index = token.other.max(index + offset) - offset + 1;
	}
	found
}

#[cfg(test)]
mod tests {
	use super::{Crate, roots};
	use crate::tree::Tree;

	#[test]
	fn modules_lie_where_the_compiler_looks_for_them() {
		let tree = Tree::of(&[
			("a/Cargo.toml", "[package]"),
			(
				"a/src/lib.rs",
				"mod one;\n#[cfg(test)]\nmod two;\nmod inline { mod deep; pub struct S; }\n\
				pub const fn f() {}",
			),
			("a/src/one.rs", "#[path = \"elsewhere.rs\"] mod other;"),
			("a/src/elsewhere.rs", ""),
			("a/src/two/mod.rs", "mod three;"),
			("a/src/two/three.rs", ""),
			("a/src/inline/deep.rs", ""),
			("a/tests/it.rs", ""),
			("a/tests/common/mod.rs", ""),
			("a/tests/big/main.rs", ""),
		]);
		assert_eq!(roots(&tree, "a"), ["a/src/lib.rs", "a/tests/big/main.rs", "a/tests/it.rs"]);
		let krate = Crate::read(&tree, "a/src/lib.rs").unwrap();
		let files: Vec<_> =
			krate.modules.iter().map(|m| (krate.files[m.file].path.as_str(), m.test)).collect();
		assert_eq!(
			files,
			[
				("a/src/lib.rs", false),
				("a/src/one.rs", false),
				("a/src/elsewhere.rs", false),
				("a/src/two/mod.rs", true),
				("a/src/two/three.rs", true),
				("a/src/lib.rs", false),
				("a/src/inline/deep.rs", false),
			]
		);
		assert!(krate.modules[0].items.contains("f"));
		assert!(krate.modules[5].items.contains("S"));
	}
}
