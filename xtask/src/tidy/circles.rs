//! No circles: a file never uses one that, through others or at once, uses it back.
//!
//! An edge runs from a file to the file that declares what it names: re-exports are followed. Two things are
//! no edge, since Rust's modules are made of them: what a module names of the modules around it (a pallet's
//! `Config`), and what a module re-exports of those inside it. Rust edges come from paths and imports,
//! TypeScript edges from imports.

use crate::{
	problem::Problem,
	rust::{
		modules::{Crate, Id, roots},
		tokens::{Kind, Token},
		uses,
	},
	tree::{Tree, folder_of, normalise},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Who uses whom: file to file, with the first line that does.
pub type Graph = BTreeMap<String, BTreeMap<String, usize>>;

/// Finds the circles of the tree.
pub fn check(tree: &Tree) -> Result<Vec<Problem>, String> {
	let graph = graph(tree)?;
	Ok(circles(&graph).iter().map(|circle| problem(&graph, circle)).collect())
}

/// Returns who uses whom in every crate and in every TypeScript file.
pub fn graph(tree: &Tree) -> Result<Graph, String> {
	let mut graph = Graph::new();
	for package in tree.crates() {
		for root in roots(tree, package) {
			add_crate(&Crate::read(tree, &root)?, &mut graph);
		}
	}
	for (path, text) in tree.ending(".ts") {
		add_typescript(tree, path, text, &mut graph);
	}
	Ok(graph)
}

/// Returns the circles of a graph: the sets of files that all reach one another, largest first.
pub fn circles(graph: &Graph) -> Vec<Vec<String>> {
	let reach: BTreeMap<&str, BTreeSet<&str>> =
		graph.keys().map(|from| (from.as_str(), reachable(graph, from))).collect();
	let mut found = Vec::new();
	let mut seen: BTreeSet<&str> = BTreeSet::new();
	for (from, there) in &reach {
		if !there.contains(from) || seen.contains(from) {
			continue;
		}
		let circle: Vec<String> = there
			.iter()
			.filter(|to| reach.get(*to).is_some_and(|back| back.contains(from)))
			.map(|to| to.to_string())
			.collect();
		seen.extend(there.iter().filter(|to| circle.iter().any(|file| file == *to)));
		found.push(circle);
	}
	found.sort_by_key(|circle| usize::MAX - circle.len());
	found
}

fn reachable<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a str> {
	let mut found = BTreeSet::new();
	let mut next: Vec<&str> =
		graph.get(from).into_iter().flat_map(|to| to.keys().map(String::as_str)).collect();
	while let Some(file) = next.pop() {
		if found.insert(file) {
			next.extend(graph.get(file).into_iter().flat_map(|to| to.keys().map(String::as_str)));
		}
	}
	found
}

/// Describes a circle by its files and the shortest way around from the first.
fn problem(graph: &Graph, circle: &[String]) -> Problem {
	let way = way_around(graph, &circle[0]);
	let steps: Vec<String> = way.iter().map(|(from, line, to)| format!("{from}:{line} uses {to}")).collect();
	Problem::new(
		&circle[0],
		way.first().map_or(1, |(_, line, _)| *line),
		format!("is in a circle of {} files, {}: {}", circle.len(), circle.join(", "), steps.join(", ")),
		"move what they share to a file that uses none of them",
	)
}

/// Returns the shortest way from a file back to itself: file, line, and the file that it uses there.
fn way_around<'a>(graph: &'a Graph, start: &'a str) -> Vec<(&'a str, usize, &'a str)> {
	let mut came_from: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
	let mut queue = VecDeque::from([start]);
	while let Some(from) = queue.pop_front() {
		for (to, line) in graph.get(from).into_iter().flatten() {
			if !came_from.contains_key(to.as_str()) {
				came_from.insert(to, (from, *line));
				queue.push_back(to);
			}
		}
	}
	let mut way = Vec::new();
	let mut to = start;
	while let Some((from, line)) = came_from.get(to) {
		way.push((*from, *line, to));
		to = from;
		if to == start {
			break;
		}
	}
	way.reverse();
	way
}

fn add_crate(krate: &Crate, graph: &mut Graph) {
	for (id, module) in krate.modules.iter().enumerate() {
		// A file's own tests may use whatever they like: nobody can use them back.
		if module.test && module.parent.is_some_and(|parent| krate.modules[parent].file == module.file) {
			continue;
		}
		let file = &krate.files[module.file];
		let mut add = |target: Option<Id>, line: usize| {
			let Some(target) = target else { return };
			let to = &krate.files[krate.modules[target].file].path;
			if *to != file.path && !krate.lies_around(krate.modules[target].file, id) {
				graph.entry(file.path.clone()).or_default().entry(to.clone()).or_insert(line);
			}
		};
		let tokens = &file.tokens[module.range.0..module.range.1];
		for import in &module.imports {
			let target = resolve(krate, id, &import.path, &mut BTreeSet::new());
			let own = import.public && target.is_some_and(|target| krate.is_inside(target, id));
			if import.name.is_none() {
				if !own {
					add_glob(krate, id, target, tokens, &mut add);
				}
			} else if !own {
				add(target, import.line);
			}
		}
		let inline = |index: usize| {
			module.children.values().map(|child| &krate.modules[*child]).find_map(|child| {
				(child.file == module.file && child.range.0 == index).then_some(child.range.1)
			})
		};
		for path in uses::paths(tokens, module.range.0, &inline) {
			add(resolve(krate, id, &path.words, &mut BTreeSet::new()), path.line);
		}
	}
}

/// Adds the uses of names that a glob brings in. They have one word, so they must look like an item's name.
fn add_glob(
	krate: &Crate,
	id: Id,
	target: Option<Id>,
	tokens: &[Token],
	add: &mut dyn FnMut(Option<Id>, usize),
) {
	let Some(target) = target.filter(|target| *target != id) else { return };
	let module = &krate.modules[id];
	for (index, token) in tokens.iter().enumerate() {
		let declared = module.items.contains(&token.text) || module.children.contains_key(&token.text);
		let follows = index > 0 && (tokens[index - 1].is(".") || tokens[index - 1].is(":"));
		if token.kind != Kind::Ident || declared || follows {
			continue;
		}
		let called = tokens.get(index + 1).is_some_and(|next| next.is("(") || next.is("!") || next.is(":"));
		if called || token.text.starts_with(char::is_uppercase) {
			add(lookup(krate, target, &token.text, &mut BTreeSet::new()), token.line);
		}
	}
}

/// Returns the module that declares what `path` names in the module `id`; none for what comes from another
/// crate.
fn resolve(krate: &Crate, id: Id, path: &[String], seen: &mut BTreeSet<(Id, String)>) -> Option<Id> {
	let mut words = path.iter();
	let mut module = match words.next()?.as_str() {
		"crate" => 0,
		"self" => id,
		"super" => krate.modules[id].parent?,
		first => match krate.modules[id].children.get(first) {
			Some(child) => *child,
			// A word alone in a path of one is handled by `lookup`; here it names a module or an item.
			None => return lookup_import(krate, id, first, &path[1..], seen),
		},
	};
	let mut rest = words.as_slice();
	while let Some((word, after)) = rest.split_first() {
		rest = after;
		let here = &krate.modules[module];
		if word == "super" {
			module = here.parent?;
		} else if let Some(child) = here.children.get(word) {
			module = *child;
		} else if here.items.contains(word) {
			return Some(module);
		} else {
			// A re-export, or a name that a macro makes, which counts as its module's.
			return lookup_import(krate, module, word, rest, seen).or(Some(module));
		}
	}
	Some(module)
}

/// Returns the module that declares `name` as seen from `module`.
fn lookup(krate: &Crate, module: Id, name: &str, seen: &mut BTreeSet<(Id, String)>) -> Option<Id> {
	let here = &krate.modules[module];
	if here.items.contains(name) {
		return Some(module);
	}
	if let Some(child) = here.children.get(name) {
		return Some(*child);
	}
	lookup_import(krate, module, name, &[], seen)
}

/// Follows `name`, and the words after it, through what `module` imports.
fn lookup_import(
	krate: &Crate,
	module: Id,
	name: &str,
	rest: &[String],
	seen: &mut BTreeSet<(Id, String)>,
) -> Option<Id> {
	if !seen.insert((module, name.into())) {
		return None;
	}
	let here = &krate.modules[module];
	for import in here.imports.iter().filter(|import| import.name.as_deref() == Some(name)) {
		let mut path = import.path.clone();
		path.extend_from_slice(rest);
		if let Some(found) = resolve(krate, module, &path, seen) {
			return Some(found);
		}
	}
	for import in here.imports.iter().filter(|import| import.name.is_none()) {
		let Some(target) = resolve(krate, module, &import.path, seen) else { continue };
		if let Some(found) = lookup(krate, target, name, seen) {
			return Some(found);
		}
	}
	None
}

fn add_typescript(tree: &Tree, path: &str, text: &str, graph: &mut Graph) {
	for (index, line) in text.lines().enumerate() {
		// The last line of an import or a re-export: `… from './open.js';`, or `import './open.js';`.
		let Some((before, after)) = line.rsplit_once(" from ").or_else(|| line.split_once("import ")) else {
			continue;
		};
		let quoted = after.trim().trim_end_matches(';').trim_matches(['\'', '"']);
		if !quoted.starts_with('.') || before.trim_start().starts_with("//") {
			continue;
		}
		let Some(target) = normalise(&format!("{}/{quoted}", folder_of(path))) else { continue };
		let source = target.strip_suffix(".js").unwrap_or(&target);
		let candidates = [format!("{source}.ts"), format!("{source}/index.ts"), target.clone()];
		if let Some(to) = candidates.into_iter().find(|candidate| tree.text(candidate).is_some()) {
			graph.entry(path.into()).or_default().entry(to).or_insert(index + 1);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	fn circles(files: &[(&str, &str)]) -> Vec<String> {
		let mut files = files.to_vec();
		files.push(("a/Cargo.toml", "[package]"));
		check(&Tree::of(&files)).unwrap().iter().map(ToString::to_string).collect()
	}

	#[test]
	fn two_files_that_use_one_another_are_a_circle() {
		let found = circles(&[
			("a/src/lib.rs", "mod one; mod two;"),
			("a/src/one.rs", "use crate::two::B; pub struct A;"),
			("a/src/two.rs", "pub struct B;\nfn f(_: &super::one::A) {}"),
		]);
		assert_eq!(found.len(), 1);
		assert!(found[0].starts_with("a/src/one.rs:1: is in a circle of 2 files"), "{}", found[0]);
		assert!(found[0].contains("a/src/two.rs:2 uses a/src/one.rs"), "{}", found[0]);
	}

	#[test]
	fn a_circle_through_a_third_file_a_glob_and_a_re_export_is_found() {
		let found = circles(&[
			("a/src/lib.rs", "mod one; mod two; mod three; pub use one::A;"),
			("a/src/one.rs", "use crate::two::*; pub struct A; fn f() { run(); }"),
			("a/src/two.rs", "pub fn run() { crate::three::go() }"),
			("a/src/three.rs", "use crate::A; pub fn go() {}"),
		]);
		assert_eq!(found.len(), 1);
		assert!(found[0].contains("circle of 3 files"), "{}", found[0]);
	}

	#[test]
	fn a_re_export_by_the_parent_and_a_one_way_use_are_no_circle() {
		let found = circles(&[
			("a/src/lib.rs", "mod one; mod two; pub use one::A; pub struct Shared;"),
			("a/src/one.rs", "use crate::{two::B, Shared}; pub struct A;"),
			("a/src/two.rs", "use std::two::one; pub struct B;"),
		]);
		assert_eq!(found, Vec::<String>::new());
	}

	#[test]
	fn typescript_files_that_import_one_another_are_a_circle() {
		let found = circles(&[
			("js/x/a.ts", "import type { B } from './b.js';\n"),
			("js/x/b.ts", "import {\n\tA,\n} from './a.js';\nexport * from './c/index.js';"),
			("js/x/c/index.ts", "import '../unrelated.js';"),
		]);
		assert_eq!(found.len(), 1);
		assert!(found[0].contains("js/x/b.ts:3 uses js/x/a.ts"), "{}", found[0]);
	}
}
