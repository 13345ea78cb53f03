//! The files of a checkout, read once.

use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
	process::Command,
};

/// The text files of a checkout that git tracks or would track, by their path from the root.
pub struct Tree {
	/// Folder of the checkout; empty for a tree made by a test.
	pub root: PathBuf,
	/// Path and text of each file that holds UTF-8.
	pub files: BTreeMap<String, String>,
	/// Path of each file, binary ones included.
	pub paths: BTreeSet<String>,
	/// Path of each folder that holds a file, and the empty path for the root.
	pub folders: BTreeSet<String>,
}

impl Tree {
	/// Reads the checkout at `root`: what git tracks, and new files that it does not ignore.
	pub fn read(root: &Path) -> Result<Self, String> {
		let listed = run(root, "git", &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
		let mut tree = Self::empty(root.to_path_buf());
		for path in listed.split('\0').filter(|path| !path.is_empty()) {
			// Deleted but not yet committed: gone, as far as the checks go.
			let Ok(bytes) = fs::read(root.join(path)) else { continue };
			tree.add_path(path);
			if let Ok(text) = String::from_utf8(bytes) {
				tree.files.insert(path.into(), text);
			}
		}
		Ok(tree)
	}

	/// Makes a tree of the given paths and texts, for tests.
	#[cfg(test)]
	pub fn of(files: &[(&str, &str)]) -> Self {
		let mut tree = Self::empty(PathBuf::new());
		for (path, text) in files {
			tree.add_path(path);
			tree.files.insert((*path).into(), (*text).into());
		}
		tree
	}

	/// Returns path and text of each file whose name ends with `suffix`.
	pub fn ending<'a>(&'a self, suffix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
		self.files
			.iter()
			.filter(move |(path, _)| path.ends_with(suffix))
			.map(|(path, text)| (path.as_str(), text.as_str()))
	}

	/// Returns the text of the file at `path`.
	pub fn text(&self, path: &str) -> Option<&str> {
		self.files.get(path).map(String::as_str)
	}

	/// Returns whether a program wrote the file at `path`: it lies in a folder `generated`, or its head says
	/// "not by hand".
	pub fn is_generated(&self, path: &str) -> bool {
		path.contains("/generated/")
			|| self
				.text(path)
				.is_some_and(|text| text.lines().take(5).any(|line| line.contains("not by hand")))
	}

	/// Returns whether `path` is a file or a folder of the tree.
	pub fn has(&self, path: &str) -> bool {
		self.paths.contains(path) || self.folders.contains(path.trim_end_matches('/'))
	}

	/// Returns the folders that hold a `Cargo.toml` with a package.
	pub fn crates(&self) -> Vec<&str> {
		self.ending("Cargo.toml")
			.filter(|(_, text)| text.lines().any(|line| line.trim() == "[package]"))
			.map(|(path, _)| path.strip_suffix("Cargo.toml").unwrap_or(path).trim_end_matches('/'))
			.collect()
	}

	fn empty(root: PathBuf) -> Self {
		Self {
			root,
			files: BTreeMap::new(),
			paths: BTreeSet::new(),
			folders: BTreeSet::from([String::new()]),
		}
	}

	fn add_path(&mut self, path: &str) {
		self.paths.insert(path.into());
		for (slash, _) in path.match_indices('/') {
			self.folders.insert(path[..slash].into());
		}
	}
}

/// Runs a program in `folder` and returns what it prints, or a message with what it complains of.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<String, String> {
	let output = Command::new(program)
		.args(arguments)
		.current_dir(folder)
		.output()
		.map_err(|error| format!("{program} does not start: {error}"))?;
	if !output.status.success() {
		let complaint = String::from_utf8_lossy(&output.stderr);
		return Err(format!("{program} {} failed: {}", arguments.join(" "), complaint.trim()));
	}
	String::from_utf8(output.stdout).map_err(|_| format!("{program} printed something that is not UTF-8"))
}

/// Returns `path` with its `.` and `..` resolved, or nothing where it leaves the tree.
pub fn normalise(path: &str) -> Option<String> {
	let mut parts = Vec::new();
	for part in path.split('/') {
		match part {
			"" | "." => {},
			".." => {
				parts.pop()?;
			},
			_ => parts.push(part),
		}
	}
	Some(parts.join("/"))
}

/// Returns the folder of the file at `path`, empty for the root.
pub fn folder_of(path: &str) -> &str {
	path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins a folder, which may be empty, and a path inside it.
pub fn join(folder: &str, path: &str) -> String {
	if folder.is_empty() { path.into() } else { format!("{folder}/{path}") }
}
