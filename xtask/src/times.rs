//! Where the time of the test command goes: `cargo xtask times`.
//!
//! `scripts/test.sh` writes a step a line, its name and its seconds with a tab between, under a line that
//! says whether it started cold (without a built node) or warm. A third column, such as `beside builds`,
//! marks what ran while another step did. `xtask/times.tsv` holds the budgets: name, seconds warm, seconds
//! cold.

use crate::tree::Tree;
use std::{env, fs, path::PathBuf};

/// Path of the budgets from the root.
const BUDGETS: &str = "xtask/times.tsv";
/// Path of the document with the table.
const DOCUMENT: &str = "CONTRIBUTING.md";
/// The lines of the document between which the table stands.
const MARKS: [&str; 2] = ["<!-- times: written by `cargo xtask times --write` -->", "<!-- end of times -->"];

/// One run of the test command.
#[derive(Debug, PartialEq, Eq)]
pub struct Times {
	/// Whether the node had to be compiled from nothing.
	cold: bool,
	/// Steps in the order in which they ended.
	steps: Vec<Step>,
}

#[derive(Debug, PartialEq, Eq)]
struct Step {
	name: String,
	seconds: u64,
	/// Says while what it ran, if its time is no part of the whole.
	beside: Option<String>,
}

/// Name, seconds warm and seconds cold of each step that has a budget.
type Budgets = Vec<(String, u64, u64)>;

/// Prints the table of the last run, writes it into the document, or compares it with the budgets. Returns
/// whether all is well.
pub fn run(tree: &Tree, arguments: &[String]) -> Result<bool, String> {
	let file = home()?.join("test-times.tsv");
	let text = fs::read_to_string(&file)
		.map_err(|_| format!("{} is missing: run scripts/test.sh", file.display()))?;
	let times = parse(&text)?;
	let budgets = budgets(tree.text(BUDGETS).ok_or(format!("{BUDGETS} is missing"))?)?;
	match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
		[] => print!("{}", table(&times, &budgets)),
		["--write"] => write(tree, &table(&times, &budgets))?,
		["--check"] => {
			let faults = faults(&times, &budgets, factor()?);
			faults.iter().for_each(|fault| println!("{fault}"));
			return Ok(faults.is_empty());
		},
		_ => return Err("times takes --write, --check or nothing".into()),
	}
	Ok(true)
}

impl Times {
	fn push(&mut self, name: &str, seconds: u64, beside: Option<String>) {
		self.steps.push(Step { name: name.into(), seconds, beside });
	}
}

/// Reads what the test command wrote.
fn parse(text: &str) -> Result<Times, String> {
	let mut times = Times { cold: false, steps: Vec::new() };
	for line in text.lines() {
		match line.split('\t').collect::<Vec<_>>()[..] {
			["# cold"] => times.cold = true,
			["# warm"] => times.cold = false,
			[name, seconds] => times.push(name, number(seconds)?, None),
			[name, seconds, beside] => times.push(name, number(seconds)?, Some(beside.into())),
			_ => return Err(format!("`{line}` is no step and its seconds")),
		}
	}
	Ok(times)
}

fn budgets(text: &str) -> Result<Budgets, String> {
	let written = text.lines().filter(|line| !line.starts_with('#'));
	written
		.map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
			[name, warm, cold] => Ok((name.into(), number(warm)?, number(cold)?)),
			_ => Err(format!("{BUDGETS}: `{line}` is no step with its seconds warm and cold")),
		})
		.collect()
}

fn number(text: &str) -> Result<u64, String> {
	text.parse().map_err(|_| format!("`{text}` is no number of seconds"))
}

fn budget(budgets: &Budgets, step: &str, cold: bool) -> Option<u64> {
	budgets.iter().find(|(name, ..)| name == step).map(|(_, warm, slow)| if cold { *slow } else { *warm })
}

/// Returns the table in Markdown.
fn table(times: &Times, budgets: &Budgets) -> String {
	let start = if times.cold { "cold" } else { "warm" };
	let mut text = format!("| step | minutes, {start} | budget |\n|---|---:|---:|\n");
	for Step { name, seconds, beside } in &times.steps {
		let budget = budget(budgets, name, times.cold).map_or("none".into(), minutes);
		let step = beside.as_ref().map_or(name.clone(), |beside| format!("{name}, {beside}"));
		text.push_str(&format!("| {step} | {} | {budget} |\n", minutes(*seconds)));
	}
	let total = times.steps.iter().filter(|step| step.beside.is_none()).map(|step| step.seconds).sum();
	text.push_str(&format!("| **together** | **{}** | |\n", minutes(total)));
	text
}

/// Returns seconds as minutes with one digit after the point.
fn minutes(seconds: u64) -> String {
	let tenths = (seconds * 10 + 30) / 60;
	format!("{}.{}", tenths / 10, tenths % 10)
}

/// Returns the steps that took longer than their budget, and those that have none.
fn faults(times: &Times, budgets: &Budgets, factor: u64) -> Vec<String> {
	let mut found = Vec::new();
	for Step { name, seconds, .. } in &times.steps {
		let Some(budget) = budget(budgets, name, times.cold) else {
			found.push(format!("the step `{name}` has no budget; add it to {BUDGETS}"));
			continue;
		};
		let budget = budget * factor;
		if *seconds > budget {
			found.push(format!(
				"the step `{name}` took {seconds} s, its budget is {budget} s; make it \
				 quicker, raise its budget in {BUDGETS} if the time is well spent, or set \
				 OPENLEDGER_TIME_FACTOR=2 on a machine half as quick"
			));
		}
	}
	found
}

/// Puts the table between the document's marks.
fn write(tree: &Tree, table: &str) -> Result<(), String> {
	let text = tree.text(DOCUMENT).ok_or(format!("{DOCUMENT} is missing"))?;
	let with_table = between(text, table).ok_or(format!("{DOCUMENT} has no line `{}`", MARKS[0]))?;
	fs::write(tree.root.join(DOCUMENT), with_table).map_err(|error| format!("{DOCUMENT}: {error}"))
}

fn between(text: &str, table: &str) -> Option<String> {
	let (before, rest) = text.split_once(MARKS[0])?;
	let (_, after) = rest.split_once(MARKS[1])?;
	Some(format!("{before}{}\n\n{table}\n{}{after}", MARKS[0], MARKS[1]))
}

/// Returns the folder of what outlives a clone, as `scripts/env.sh` has it.
fn home() -> Result<PathBuf, String> {
	if let Some(home) = env::var_os("OPENLEDGER_HOME") {
		return Ok(home.into());
	}
	let home = env::var_os("HOME").ok_or("neither OPENLEDGER_HOME nor HOME is set")?;
	Ok(PathBuf::from(home).join(".cache/openledger"))
}

/// Returns how much slower this machine may be than the one that the budgets were made on.
fn factor() -> Result<u64, String> {
	env::var("OPENLEDGER_TIME_FACTOR").map_or(Ok(1), |factor| number(&factor))
}

#[cfg(test)]
mod tests {
	use super::{MARKS, between, budgets, faults, parse, table};

	const BUDGETS: &str = "# step, warm, cold\nbuild\t100\t2000\ntests\t60\t60\n";

	#[test]
	fn a_step_over_its_budget_and_one_without_are_found() {
		let budgets = budgets(BUDGETS).unwrap();
		let warm = parse("# warm\nbuild\t101\ntests\t60\nnew\t1\n").unwrap();
		let found = faults(&warm, &budgets, 1);
		assert_eq!(found.len(), 2);
		assert!(found[0].starts_with("the step `build` took 101 s, its budget is 100 s"), "{found:?}");
		assert!(found[1].starts_with("the step `new` has no budget"), "{found:?}");
		assert_eq!(faults(&warm, &budgets, 2).len(), 1);
		assert_eq!(faults(&parse("# cold\nbuild\t1900\n").unwrap(), &budgets, 1), Vec::<String>::new());
		assert!(parse("build").is_err());
	}

	#[test]
	fn the_table_stands_between_its_marks() {
		let run = "# warm\nbuild\t90\ntests\t33\tbeside others\ntests\t33\n";
		let table = table(&parse(run).unwrap(), &budgets(BUDGETS).unwrap());
		let rows = "| build | 1.5 | 1.7 |\n| tests, beside others | 0.6 | 1.0 |\n| tests | 0.6 | 1.0 |\n";
		assert!(table.contains(&format!("{rows}| **together** | **2.1** | |")), "{table}");
		let document = format!("a\n{}\nold\n{}\nb", MARKS[0], MARKS[1]);
		let written = between(&document, &table).unwrap();
		assert!(!written.contains("old") && written.ends_with("<!-- end of times -->\nb"), "{written}");
		assert_eq!(between(&written, &table), Some(written.clone()));
	}
}
