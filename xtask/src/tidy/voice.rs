//! Doc comments open with a sentence that says what the item is or does.
//!
//! Two shares are kept below a budget: doc comments that open with an interrogative, and those of three words
//! or fewer.

use crate::{
	problem::Problem,
	rust::{docs::docs, tokens::tokens},
	tree::Tree,
};

/// Most doc comments in a thousand that may open with an interrogative.
const MOST_QUESTIONS: usize = 40;
/// Most doc comments in a thousand that may have three words or fewer.
const MOST_SHORT: usize = 70;

/// One doc comment that counts against a budget.
#[derive(Debug)]
pub struct Found {
	/// Path of its file.
	pub file: String,
	/// Its first line.
	pub line: usize,
	/// Its first line's text.
	pub text: String,
}

/// The doc comments of a tree, counted.
#[derive(Debug, Default)]
pub struct Voice {
	/// All of them.
	pub total: usize,
	/// Those that open with an interrogative.
	pub questions: Vec<Found>,
	/// Those of three words or fewer.
	pub short: Vec<Found>,
}

impl Voice {
	/// Reads every Rust file.
	pub fn read(tree: &Tree) -> Result<Self, String> {
		let mut voice = Self::default();
		for (path, text) in tree.ending(".rs") {
			let tokens = tokens(text).map_err(|error| format!("{path}: {error}"))?;
			for doc in docs(&tokens) {
				voice.total += 1;
				let first = doc.text.trim().lines().next().unwrap_or_default();
				let found = || Found { file: path.into(), line: doc.line, text: first.into() };
				if doc.opens_with_question() {
					voice.questions.push(found());
				}
				if doc.words().count() <= 3 {
					voice.short.push(found());
				}
			}
		}
		Ok(voice)
	}

	/// Returns both shares in a sentence.
	pub fn summary(&self) -> String {
		format!(
			"of {} doc comments, {} open with an interrogative ({} % are allowed), {} have three words or \
			 fewer ({} %)",
			self.total,
			self.share(self.questions.len()),
			MOST_QUESTIONS / 10,
			self.share(self.short.len()),
			MOST_SHORT / 10
		)
	}

	/// Returns the share of `count` in all doc comments, such as `4.0 %`.
	pub fn share(&self, count: usize) -> String {
		let tenths = (count * 1000 + self.total / 2).checked_div(self.total).unwrap_or(0);
		format!("{}.{} %", tenths / 10, tenths % 10)
	}
}

/// Prints the doc comments that count against a budget, by file.
pub fn list(tree: &Tree) -> Result<(), String> {
	let voice = Voice::read(tree)?;
	for (title, found) in
		[("opens with an interrogative", &voice.questions), ("three words or fewer", &voice.short)]
	{
		println!("{title}: {} of {} ({})", found.len(), voice.total, voice.share(found.len()));
		for Found { file, line, text } in found {
			println!("{file}:{line}: {}", text.trim());
		}
	}
	Ok(())
}

/// Finds budgets that are exceeded, each reported at the first file that has most of what is too much.
pub fn check(tree: &Tree) -> Result<Vec<Problem>, String> {
	let voice = Voice::read(tree)?;
	let budgets = [
		(&voice.questions, MOST_QUESTIONS, "open with What, Who, How, Whether, Why, Where, When or Which"),
		(&voice.short, MOST_SHORT, "have three words or fewer"),
	];
	let mut problems = Vec::new();
	for (found, most, what) in budgets {
		if found.len() * 1000 > most * voice.total {
			let worst = worst_file(found);
			let share = voice.share(found.len());
			let what = format!("{share} of {} doc comments {what}, {} % are allowed", voice.total, most / 10);
			let fix =
				"say what the item is or does in one plain sentence; `cargo xtask tidy --list` lists them";
			problems.push(Problem::new(&worst.file, worst.line, what, fix));
		}
	}
	Ok(problems)
}

/// Returns the first doc comment of the file that has most.
fn worst_file(found: &[Found]) -> &Found {
	let count = |file: &str| found.iter().filter(|other| other.file == file).count();
	// The first of the largest: `max_by_key` would return the last.
	found.iter().rev().max_by_key(|one| count(&one.file)).expect("a budget is exceeded by something")
}

#[cfg(test)]
mod tests {
	use super::{Voice, check};
	use crate::tree::Tree;

	#[test]
	fn shares_above_the_budget_are_found() {
		let plain = "/// Returns the sum of both.\nfn a() {}\n".repeat(90);
		let text = format!(
			"{plain}{}{}",
			"/// What happened to it.\nfn b() {}\n".repeat(5),
			"/// It is.\nfn c() {}\n".repeat(5)
		);
		let tree = Tree::of(&[("a.rs", &text)]);
		let found: Vec<_> = check(&tree).unwrap().iter().map(ToString::to_string).collect();
		assert_eq!(found.len(), 1, "{found:?}");
		assert!(found[0].starts_with("a.rs:181: 5.0 % of 100 doc comments open with What"), "{found:?}");
		let voice = Voice::read(&tree).unwrap();
		assert_eq!((voice.questions.len(), voice.short.len()), (5, 5));
		let short = format!("{plain}{}", "/// It is.\nfn c() {}\n".repeat(10));
		assert!(check(&Tree::of(&[("a.rs", &short)])).unwrap()[0].what.contains("three words"));
	}
}
