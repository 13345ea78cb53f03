//! Checks of the source tree: `cargo xtask tidy`.

mod anchors;
pub mod circles;
mod commands;
mod flags;
pub mod functions;
pub mod glossary;
pub mod layers;
mod links;
mod lints;
mod money;
mod names;
mod readmes;
pub mod voice;
pub mod width;

use crate::{problem::Problem, tree::Tree};

/// Runs every check, or those named, and prints what they find. Returns whether they found nothing.
pub fn run(tree: &Tree, only: &[String]) -> Result<bool, String> {
	for name in only {
		if !CHECKS.iter().any(|(check, _)| check == name) {
			let names: Vec<&str> = CHECKS.iter().map(|(name, _)| *name).collect();
			return Err(format!("there is no check `{name}`: choose of {}", names.join(", ")));
		}
	}
	let mut total = 0;
	for (name, check) in CHECKS {
		if !only.is_empty() && !only.iter().any(|one| one == name) {
			continue;
		}
		let found = check(tree)?;
		if *name == "voice" {
			println!("voice: {}", voice::Voice::read(tree)?.summary());
		}
		for problem in &found {
			println!("{problem} [{name}]");
		}
		total += found.len();
	}
	match total {
		0 => println!("tidy: {} files, nothing found", tree.paths.len()),
		1 => println!("tidy: 1 problem"),
		_ => println!("tidy: {total} problems"),
	}
	Ok(total == 0)
}

type Check = fn(&Tree) -> Result<Vec<Problem>, String>;

const CHECKS: &[(&str, Check)] = &[
	("layers", |tree| Ok([layers::check(tree), layers::check_closure(tree)?].concat())),
	("circles", circles::check),
	("money", money::check),
	("width", |tree| Ok(width::check(tree))),
	("links", |tree| Ok(links::check(tree))),
	("names", |tree| Ok(names::check(tree))),
	("anchors", |tree| Ok(anchors::check(tree))),
	("commands", |tree| Ok(commands::check(tree))),
	("flags", |tree| Ok(flags::check(tree))),
	("voice", voice::check),
	("functions", functions::check),
	("readmes", |tree| Ok(readmes::check(tree))),
	("glossary", glossary::check),
	("lints", |tree| Ok(lints::check(tree))),
];
