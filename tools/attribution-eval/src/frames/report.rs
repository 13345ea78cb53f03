//! The report of template sets.

use crate::EvalError;
use serde::Serialize;
use std::{collections::BTreeMap, fmt, path::PathBuf};

/// What one answer gave to whoever wrote its fact.
pub(crate) struct Answer {
	pub(crate) split: &'static str,
	pub(crate) domain: &'static str,
	pub(crate) reworded: bool,
	/// The author's part.
	pub(crate) part: f64,
	/// Whether no other contribution has as much.
	pub(crate) largest: bool,
	/// Whether a contribution that holds no quoted span has more than any that does.
	pub(crate) displaced: bool,
}

/// Means over some answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Line {
	/// Number of answers.
	answers: usize,
	/// Share of answers of which the author has the largest part.
	largest: f64,
	/// The author's part, on average.
	part: f64,
	/// Number of answers whose quotes were displaced.
	displaced: usize,
}

/// The report: by domain and by split, of answers that state facts word for word and in other words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Frames {
	records_each: usize,
	records: usize,
	word_for_word: BTreeMap<&'static str, Line>,
	reworded: BTreeMap<&'static str, Line>,
}

impl Frames {
	pub(crate) fn new(records_each: usize, records: usize, answers: &[Answer]) -> Self {
		let lines = |reworded: bool| {
			let mut groups: BTreeMap<&'static str, Vec<&Answer>> = BTreeMap::new();
			for answer in answers.iter().filter(|answer| answer.reworded == reworded) {
				for name in [answer.domain, answer.split, "all"] {
					groups.entry(name).or_default().push(answer);
				}
			}
			groups.into_iter().map(|(name, answers)| (name, line(&answers))).collect()
		};
		Self { records_each, records, word_for_word: lines(false), reworded: lines(true) }
	}

	pub(crate) fn json(&self) -> Result<String, EvalError> {
		serde_json::to_string(self).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the report"),
			message: error.to_string(),
		})
	}
}

fn line(answers: &[&Answer]) -> Line {
	let count = answers.len().max(1) as f64;
	let number = |of: fn(&Answer) -> bool| answers.iter().filter(|answer| of(answer)).count();
	Line {
		answers: answers.len(),
		largest: number(|answer| answer.largest) as f64 / count,
		part: answers.iter().map(|answer| answer.part).sum::<f64>() / count,
		displaced: number(|answer| answer.displaced),
	}
}

impl fmt::Display for Frames {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Self { records_each, records, .. } = self;
		writeln!(f, "{records_each} records of each frame, {records} in all")?;
		for (title, lines) in [("word for word", &self.word_for_word), ("in other words", &self.reworded)] {
			writeln!(f, "\n{title:<28} {:>8} {:>8} {:>8} {:>10}", "answers", "largest", "part", "displaced")?;
			for (name, Line { answers, largest, part, displaced }) in lines {
				writeln!(f, "{name:<28} {answers:>8} {largest:>8.3} {part:>8.3} {displaced:>10}")?;
			}
		}
		Ok(())
	}
}
