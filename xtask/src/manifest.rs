//! Cargo manifests, read as far as the checks need it.

use crate::tree::{Tree, join};
use std::collections::BTreeMap;

/// When a dependency is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
	/// By whatever is built.
	Always,
	/// By tests, examples and benchmarks only.
	Tests,
}

/// One dependency of a crate.
#[derive(Debug)]
pub struct Dependency {
	/// Name of the package.
	pub package: String,
	/// Line in the manifest.
	pub line: usize,
	/// When it is needed.
	pub need: Need,
}

/// One crate of the workspace.
#[derive(Debug)]
pub struct Package {
	/// Its name.
	pub name: String,
	/// Its folder from the root of the checkout.
	pub folder: String,
	/// What it depends on.
	pub dependencies: Vec<Dependency>,
}

impl Package {
	/// Returns the path of its manifest.
	pub fn manifest(&self) -> String {
		join(&self.folder, "Cargo.toml")
	}
}

/// Reads the manifests of a tree.
pub fn packages(tree: &Tree) -> Vec<Package> {
	tree.crates().into_iter().map(|folder| read(tree, folder)).collect()
}

/// Returns the folder of each package by its name.
pub fn folders(packages: &[Package]) -> BTreeMap<&str, &str> {
	packages.iter().map(|package| (package.name.as_str(), package.folder.as_str())).collect()
}

fn read(tree: &Tree, folder: &str) -> Package {
	let text = tree.text(&join(folder, "Cargo.toml")).unwrap_or_default();
	let mut package = Package { name: String::new(), folder: folder.into(), dependencies: Vec::new() };
	let mut section = String::new();
	for (index, line) in text.lines().enumerate() {
		let line = line.trim();
		if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
			section = header.into();
			// `[dependencies.name]`.
			if let Some((kind, name)) = header.rsplit_once('.').filter(|(kind, _)| need(kind).is_some()) {
				let need = need(kind).unwrap_or(Need::Always);
				package.dependencies.push(Dependency { package: name.into(), line: index + 1, need });
			}
			continue;
		}
		let Some((key, value)) = line.split_once('=') else { continue };
		let key = key.trim().split('.').next().unwrap_or_default();
		if section == "package" && key == "name" {
			package.name = value.trim().trim_matches('"').into();
		} else if let Some(need) = need(&section) {
			let renamed = value.split_once("package = \"").and_then(|(_, rest)| rest.split_once('"'));
			let name = renamed.map_or(key, |(name, _)| name);
			package.dependencies.push(Dependency { package: name.into(), line: index + 1, need });
		}
	}
	package
}

/// Returns when the dependencies of a section are needed, if it is one of dependencies.
fn need(section: &str) -> Option<Need> {
	// `[target.'cfg(…)'.dependencies]` ends likewise.
	match section.rsplit('.').next().unwrap_or_default() {
		"dependencies" if section.starts_with("workspace.") => None,
		"dependencies" | "build-dependencies" => Some(Need::Always),
		"dev-dependencies" => Some(Need::Tests),
		_ => None,
	}
}
