//! The command line's reference, made from what `--help` prints: `cargo xtask docs cli`.

use crate::tree::Tree;
use std::{env, fs, path::PathBuf, process::Command};

/// Path of the reference.
pub const PATH: &str = "docs/reference/cli.md";
/// Name of the program.
pub const NAME: &str = "openledger-node";
/// Subcommands that are not entered: clap's own repeats all the others.
const NOT_ENTERED: [&str; 1] = ["help"];

const HEAD: &str = "\
# Command line

Written by `cargo xtask docs cli` from what `openledger-node --help` prints, not by hand: to change a text
here, change the doc comment of the argument. The test command fails if this page and the program differ.
";

/// Prints the help of a command, given by the words after the program's name.
type Help<'a> = &'a dyn Fn(&[&str]) -> Result<String, String>;

/// Writes the reference, or compares it. Returns whether it is as it should be.
pub fn run(tree: &Tree, arguments: &[String]) -> Result<bool, String> {
	let mut check = false;
	let mut program = None;
	for argument in arguments {
		match argument.as_str() {
			"cli" => {},
			"--check" => check = true,
			flag if flag.starts_with('-') => {
				return Err(format!("there is no flag {flag}: see cargo xtask --help"));
			},
			path => program = Some(PathBuf::from(path)),
		}
	}
	let program = program.map_or_else(built, Ok)?;
	let text = render(&|words| help(&program, words))?;
	if !check {
		fs::write(tree.root.join(PATH), text).map_err(|error| format!("{PATH}: {error}"))?;
		return Ok(true);
	}
	let line = difference(tree.text(PATH).unwrap_or_default(), &text);
	if let Some(line) = line {
		println!("{PATH}:{line}: differs from what {NAME} --help prints; run `cargo xtask docs cli`");
	}
	Ok(line.is_none())
}

/// Returns the node in the target directory.
fn built() -> Result<PathBuf, String> {
	// This program lies in the same folder.
	let own = env::current_exe().map_err(|error| error.to_string())?;
	let program = own.with_file_name(NAME);
	let missing =
		|| format!("{} is missing: build it, or name another as the last argument", program.display());
	program.exists().then_some(&program).cloned().ok_or_else(missing)
}

fn help(program: &PathBuf, words: &[&str]) -> Result<String, String> {
	// Without the variables that change what help shows: colours, width.
	let output = Command::new(program)
		.args(words)
		.arg("--help")
		.env("NO_COLOR", "1")
		.env("COLUMNS", "100")
		.output()
		.map_err(|error| format!("{}: {error}", program.display()))?;
	if !output.status.success() {
		return Err(format!("{NAME} {} --help fails", words.join(" ")));
	}
	String::from_utf8(output.stdout).map_err(|_| "help is not UTF-8".into())
}

/// Returns the whole page.
fn render(help: Help) -> Result<String, String> {
	let mut page = String::from(HEAD);
	add(&mut page, &[], help)?;
	Ok(page)
}

/// Adds the section of one command and those of its subcommands.
fn add(page: &mut String, words: &[&str], help: Help) -> Result<(), String> {
	let text = help(words)?;
	let level = "#".repeat(words.len() + 2);
	let title = [&[NAME], words].concat().join(" ");
	let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
	page.push_str(&format!("\n{level} `{title}`\n\n```text\n{}\n```\n", lines.join("\n").trim()));
	for subcommand in subcommands(&text) {
		if !NOT_ENTERED.contains(&subcommand) {
			add(page, &[words, &[subcommand]].concat(), help)?;
		}
	}
	Ok(())
}

/// Returns the names under `Commands:`.
fn subcommands(help: &str) -> Vec<&str> {
	let section = help.lines().skip_while(|line| line.trim() != "Commands:").skip(1);
	section
		.take_while(|line| line.is_empty() || line.starts_with(' '))
		.filter(|line| line.starts_with("  ") && !line[2..].starts_with(' '))
		.filter_map(|line| line.split_whitespace().next())
		.collect()
}

/// Returns the first line, from 1, in which two texts differ.
fn difference(left: &str, right: &str) -> Option<usize> {
	let lines = |text: &str| text.lines().map(str::to_string).collect::<Vec<_>>();
	let (left, right) = (lines(left), lines(right));
	let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
	(left.len().max(right.len()) > same).then_some(same + 1)
}

#[cfg(test)]
mod tests {
	use super::{difference, render};

	#[test]
	fn every_subcommand_has_its_section() {
		let help = |words: &[&str]| {
			Ok(match words {
				[] => {
					"The node.\n\nCommands:\n  key   Keys. \n        More of keys.\n  help  Prints help\n\n\
					Options:\n  -h\n"
				},
				["key"] => "Keys.\n\nCommands:\n  generate  Makes one.\n",
				["key", "generate"] => "Makes one.",
				_ => return Err(format!("{words:?}")),
			}
			.to_string())
		};
		let page = render(&help).unwrap();
		let titles: Vec<&str> = page.lines().filter(|line| line.starts_with("##")).collect();
		assert_eq!(
			titles,
			["## `openledger-node`", "### `openledger-node key`", "#### `openledger-node key generate`"]
		);
		assert!(page.contains("  key   Keys.\n"), "blanks at the end are cut: {page}");
	}

	#[test]
	fn the_first_line_that_differs_is_named() {
		assert_eq!(difference("a\nb\n", "a\nb\n"), None);
		assert_eq!(difference("a\nb\n", "a\nc\n"), Some(2));
		assert_eq!(difference("a\n", "a\nc\n"), Some(2));
		assert_eq!(difference("", "a"), Some(1));
	}
}
