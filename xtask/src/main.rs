//! Chores of the project: checks of the source tree, the command line's reference, the times of the test
//! command.

mod manifest;
mod markdown;
mod problem;
mod reference;
mod report;
mod rust;
mod tidy;
mod times;
mod tree;

use std::{
	env,
	path::{Path, PathBuf},
	process::ExitCode,
};
use tree::Tree;

const HELP: &str = "\
Usage: cargo xtask TASK

  tidy [CHECK…]       check the source tree; prints `file:line: what; what to do`
    --list            list the doc comments that count against the budgets, by file
    --report          print the state of the tree as a table in Markdown
    --root DIR        another checkout than this one
  docs cli [PROGRAM]  write docs/reference/cli.md from what openledger-node --help prints
    --check           compare instead; fails if they differ
  times               print the minutes of the last scripts/test.sh, step by step
    --write           put them into CONTRIBUTING.md instead
    --check           compare them with xtask/times.tsv instead; fails if a step took longer
";

fn main() -> ExitCode {
	let arguments: Vec<String> = env::args().skip(1).collect();
	match run(&arguments) {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("xtask: {error}");
			ExitCode::from(2)
		},
	}
}

/// Runs a task. Returns whether it found everything in order.
fn run(arguments: &[String]) -> Result<bool, String> {
	match arguments.first().map(String::as_str) {
		Some("tidy") => tidy(&arguments[1..]),
		Some("docs") => reference::run(&Tree::read(&here()?)?, &arguments[1..]),
		Some("times") => times::run(&Tree::read(&here()?)?, &arguments[1..]),
		None | Some("--help" | "-h") => {
			print!("{HELP}");
			Ok(true)
		},
		Some(other) => Err(format!("there is no task `{other}`: see cargo xtask --help")),
	}
}

fn tidy(arguments: &[String]) -> Result<bool, String> {
	let mut root = None;
	let mut list = false;
	let mut report = false;
	let mut only = Vec::new();
	let mut rest = arguments.iter();
	while let Some(argument) = rest.next() {
		match argument.as_str() {
			"--root" => root = Some(PathBuf::from(rest.next().ok_or("--root wants a folder")?)),
			"--list" => list = true,
			"--report" => report = true,
			flag if flag.starts_with('-') => {
				return Err(format!("there is no flag {flag}: see cargo xtask --help"));
			},
			check => only.push(check.to_string()),
		}
	}
	let tree = Tree::read(&root.map_or_else(here, Ok)?)?;
	if report {
		report::print(&tree)?;
		return Ok(true);
	}
	if list {
		tidy::voice::list(&tree)?;
		return Ok(true);
	}
	tidy::run(&tree, &only)
}

/// Returns the root of the checkout that cargo runs this program in. Clones may share a target directory, so
/// it need not be the one that it was built from.
fn here() -> Result<PathBuf, String> {
	let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("run it as `cargo xtask`")?;
	Path::new(&package).parent().map(Path::to_path_buf).ok_or_else(|| "the workspace has no folder".into())
}
