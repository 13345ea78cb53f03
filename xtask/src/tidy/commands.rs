//! Commands that documents, scripts and the justfile name exist: scripts, packages, tests, examples, npm
//! scripts, xtasks.

use crate::{
	markdown::lines,
	problem::Problem,
	tree::{Tree, folder_of, join},
};
use std::collections::BTreeSet;

/// The tasks of this program.
pub const TASKS: [&str; 3] = ["tidy", "docs", "times"];

/// What commands may name.
struct Targets {
	packages: BTreeSet<String>,
	/// Tests, benchmarks, examples and programs: the flag and the name.
	targets: BTreeSet<(&'static str, String)>,
	npm: BTreeSet<String>,
}

/// Finds commands that name what the tree does not have.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let targets = Targets::read(tree);
	let mut found = Vec::new();
	let files = [".md", ".sh", ".yml", "justfile", ".ci/run"];
	for (path, text) in files.iter().flat_map(|ending| tree.ending(ending)) {
		if path == "CHANGELOG.md" {
			continue;
		}
		for line in lines(text) {
			for what in faults(tree, &targets, line.text) {
				found.push(Problem::new(path, line.number, what, "correct the command"));
			}
		}
	}
	found
}

/// Returns what a line's commands name in vain.
fn faults(tree: &Tree, targets: &Targets, line: &str) -> Vec<String> {
	let mut found = Vec::new();
	let words: Vec<&str> = line
		.split(|character: char| character.is_whitespace() || "`'\"();&|,".contains(character))
		.filter(|word| !word.is_empty())
		.collect();
	let script = |word: &&str| {
		let path = word.strip_prefix("./").unwrap_or(word);
		path.starts_with("scripts/") && path.ends_with(".sh") && !path.contains('*')
	};
	for word in words.iter().filter(|word| script(word)) {
		let path = word.strip_prefix("./").unwrap_or(word);
		if !tree.has(path) {
			found.push(format!("runs `{path}`, which does not exist"));
		}
	}
	for start in words.iter().enumerate().filter(|(_, word)| **word == "cargo").map(|(index, _)| index) {
		found.extend(cargo_faults(targets, &words[start + 1..]));
	}
	for start in
		words.windows(2).enumerate().filter(|(_, two)| *two == ["npm", "run"]).map(|(index, _)| index)
	{
		let script = words[start + 2..].iter().find(|word| !word.starts_with('-'));
		if let Some(script) =
			script.filter(|script| !targets.npm.contains(script.trim_end_matches(['.', ':'])))
		{
			found.push(format!("runs the npm script `{script}`, which no package.json has"));
		}
	}
	found
}

/// Returns what the arguments of one call of cargo name in vain.
fn cargo_faults(targets: &Targets, words: &[&str]) -> Vec<String> {
	let mut found = Vec::new();
	if let ["xtask", task, ..] = words
		&& !TASKS.contains(task)
		&& task.starts_with(|first: char| first.is_ascii_lowercase())
	{
		found.push(format!("runs `cargo xtask {task}`, which does not exist"));
	}
	// Up to the next command; what follows `--` are the program's own arguments.
	let end = words
		.iter()
		.skip(1)
		.position(|word| ["cargo", "--"].contains(word))
		.map_or(words.len(), |end| end + 1);
	for pair in words[..end].windows(2) {
		let [flag, name] = [pair[0], pair[1].trim_end_matches(['.', ':'])];
		// A variable, or a placeholder such as NAME.
		if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
			continue;
		}
		if ["-p", "--package"].contains(&flag) && !targets.packages.contains(name) {
			found.push(format!("names the package `{name}`, which is none of the workspace's"));
		}
		for (kind, what) in
			[("--test", "test"), ("--example", "example"), ("--bench", "benchmark"), ("--bin", "program")]
		{
			if flag == kind && !targets.targets.iter().any(|(has, target)| *has == kind && target == name) {
				found.push(format!("names the {what} `{name}`, which does not exist"));
			}
		}
	}
	found
}

impl Targets {
	fn read(tree: &Tree) -> Self {
		let mut read = Self { packages: BTreeSet::new(), targets: BTreeSet::new(), npm: BTreeSet::new() };
		for package in tree.crates() {
			let manifest = tree.text(&join(package, "Cargo.toml")).unwrap_or_default();
			let mut section = "";
			for line in manifest.lines() {
				if line.starts_with('[') {
					section = line.trim();
				}
				let Some(name) = line.strip_prefix("name = \"").and_then(|rest| rest.strip_suffix('"'))
				else {
					continue;
				};
				match section {
					"[package]" => {
						read.packages.insert(name.into());
						read.targets.insert(("--bin", name.into()));
					},
					"[[bin]]" => drop(read.targets.insert(("--bin", name.into()))),
					"[[test]]" => drop(read.targets.insert(("--test", name.into()))),
					"[[example]]" => drop(read.targets.insert(("--example", name.into()))),
					"[[bench]]" => drop(read.targets.insert(("--bench", name.into()))),
					_ => {},
				}
			}
			let folders = [
				("tests", "--test"),
				("examples", "--example"),
				("benches", "--bench"),
				("src/bin", "--bin"),
			];
			for (folder, flag) in folders {
				let prefix = join(package, &format!("{folder}/"));
				let names = tree.ending(".rs").filter_map(|(path, _)| path.strip_prefix(&prefix));
				let names = names
					.map(|name| folder_of(name).split('/').next().filter(|f| !f.is_empty()).unwrap_or(name));
				read.targets.extend(names.map(|name| (flag, name.trim_end_matches(".rs").to_string())));
			}
		}
		for (_, text) in tree.ending("package.json") {
			let Ok(json) = serde_json::from_str::<serde_json::Value>(text) else { continue };
			let scripts = json["scripts"].as_object().into_iter().flatten();
			read.npm.extend(scripts.map(|(name, _)| name.clone()));
		}
		read
	}
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	fn found(text: &str) -> Vec<String> {
		let tree = Tree::of(&[
			("docs/a.md", text),
			("scripts/test.sh", ""),
			("a/Cargo.toml", "[package]\nname = \"one\"\n[[bench]]\nname = \"speed\"\n"),
			("a/tests/it.rs", ""),
			("a/tests/big/main.rs", ""),
			("a/examples/train.rs", ""),
			("js/package.json", "{\"scripts\": {\"check\": \"tsc\"}}"),
		]);
		check(&tree).into_iter().map(|problem| problem.what).collect()
	}

	#[test]
	fn commands_that_exist_pass() {
		let good = "`cargo test -p one --test it`,\n`cargo test --test big -- --test x`,\n\
			`cargo bench --bench speed`\n\
			cargo run --release -p one --example train; npm run --silent check; ./scripts/test.sh --quick\n\
			cargo xtask tidy\ncargo test -p NAME\n";
		assert_eq!(found(good), Vec::<String>::new());
	}

	#[test]
	fn commands_that_name_nothing_are_found() {
		for bad in [
			"cargo test -p two",
			"`cargo test --test other`",
			"cargo run --example chat",
			"cargo bench --bench size",
			"npm run lint",
			"./scripts/tests.sh",
			"cargo xtask tidyy",
		] {
			assert_eq!(found(bad).len(), 1, "{bad}");
		}
	}
}
