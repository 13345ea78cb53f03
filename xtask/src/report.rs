//! The state of a checkout in figures: `cargo xtask tidy --report`.

use crate::{
	manifest::packages,
	tidy::{
		circles, functions,
		layers::{self, is_substrate},
		voice::Voice,
		width,
	},
	tree::Tree,
};
use std::collections::BTreeSet;

/// Prints a table of figures in Markdown.
pub fn print(tree: &Tree) -> Result<(), String> {
	println!("| figure | value |\n|---|---|");
	for (name, value) in figures(tree)? {
		println!("| {name} | {value} |");
	}
	Ok(())
}

fn figures(tree: &Tree) -> Result<Vec<(&'static str, String)>, String> {
	let graph = circles::graph(tree)?;
	let circles = circles::circles(&graph);
	let in_circles: usize = circles.iter().map(Vec::len).sum();
	let arrows = layers::arrows_of_any_age(tree).len();
	let (file, lines) = longest_file(tree);
	let functions = functions::all(tree)?;
	let too_long = functions.iter().filter(|f| !f.is_macro && f.lines > functions::MOST).count();
	let longest = functions.iter().find(|f| !f.is_macro);
	let macros: Vec<String> = functions
		.iter()
		.filter(|f| f.is_macro && f.lines > functions::MOST)
		.map(|f| format!("`{}!` {} (`{}`)", f.name, f.lines, f.file))
		.collect();
	let voice = Voice::read(tree)?;
	Ok(vec![
		("circles between files", format!("{} ({in_circles} files)", circles.len())),
		("arrows back up", arrows.to_string()),
		("crates an engine build compiles", engine_crates(tree)),
		("longest file", format!("{lines} lines, `{file}`")),
		(
			"longest function",
			longest.map_or(String::new(), |f| format!("{} lines, `{}` in `{}`", f.lines, f.name, f.file)),
		),
		("functions above 80 lines", too_long.to_string()),
		("macros above 80 lines", if macros.is_empty() { "0".into() } else { macros.join(", ") }),
		("doc comments", voice.total.to_string()),
		("… that open with an interrogative", voice.share(voice.questions.len())),
		("… of at most three words", voice.share(voice.short.len())),
		("lines over the width", width::check(tree).len().to_string()),
		("… with those that cannot be broken", width::strictly(tree).to_string()),
		("Rust files, lines", rust_size(tree)),
	])
}

/// Returns the longest file that people write, with its lines.
fn longest_file(tree: &Tree) -> (&str, usize) {
	let all = [".rs", ".ts", ".sh", ".py"].into_iter().flat_map(|ending| tree.ending(ending));
	let written = all.filter(|(path, _)| !tree.is_generated(path));
	written
		.map(|(path, text)| (path, text.lines().count()))
		.max_by_key(|(_, lines)| *lines)
		.unwrap_or(("", 0))
}

fn rust_size(tree: &Tree) -> String {
	let (files, lines) = tree
		.ending(".rs")
		.fold((0, 0), |(files, lines), (_, text)| (files + 1, lines + text.lines().count()));
	format!("{files}, {lines}")
}

/// Returns how many crates the engine is built from, and how many of them are Substrate's.
fn engine_crates(tree: &Tree) -> String {
	let old = ["client/kernels", "client/finetune", "client/attribution"];
	let packages = packages(tree);
	let engine = |folder: &str| folder.starts_with("engine/") || old.contains(&folder);
	let names: Vec<&str> = packages
		.iter()
		.filter(|package| engine(&package.folder))
		.map(|package| package.name.as_str())
		.collect();
	let listed = match layers::closure(tree, &names) {
		Ok(listed) => listed,
		Err(error) => return format!("not counted: {}", error.lines().next().unwrap_or_default()),
	};
	let crates: BTreeSet<&str> =
		listed.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
	let substrate = crates.iter().filter(|line| is_substrate(line)).count();
	format!("{}, {substrate} of them Substrate's", crates.len())
}
