//! One check, which is given files piece by piece.

use alloc::{string::String, vec::Vec};
use openledger_data::{Bounds, Check, DataError, Limits, Part, Reader, Report, Verdict};
use serde::Serialize;

/// Bounds of what a page shows.
const BOUNDS: Bounds = Bounds { remembered: 500_000, examples: 8, shown: 10, shown_characters: 2000 };

/// The result of a check.
#[derive(Debug, Serialize)]
pub struct Answer {
	/// The report, as `check-data --json` prints it.
	pub report: Report,
	/// Lines of the last file that cannot be used, or repeat a row before them word for word; ascending, from
	/// 1.
	pub left_out: Vec<usize>,
}

/// One check of files.
pub struct Session {
	check: Check<'static>,
	/// The reader of the file that is open, or the reason why its rest is not read.
	reader: Option<Result<Reader, DataError>>,
	left_out: Vec<usize>,
}

impl Default for Session {
	fn default() -> Self {
		Self { check: Check::new(BOUNDS, None), reader: None, left_out: Vec::new() }
	}
}

impl Session {
	/// Begins a file. Those to train on come before those that are held out.
	pub fn begin(&mut self, name: &str, part: Part) {
		self.check.begin(name, part);
		self.left_out.clear();
		self.reader = Some(Ok(Reader::new(Limits::default())));
	}

	/// Takes the next bytes of the file.
	pub fn push(&mut self, bytes: &[u8]) {
		let Self { check, reader, left_out } = self;
		if let Some(Ok(open)) = reader
			&& let Err(error) = open.push(bytes, &mut |entry| take(check, left_out, entry))
		{
			*reader = Some(Err(error));
		}
	}

	/// Ends the file.
	pub fn end(&mut self) {
		let Self { check, reader, left_out } = self;
		let Some(reader) = reader.take() else { return };
		let totals = reader.and_then(|reader| reader.finish(&mut |entry| take(check, left_out, entry)));
		check.end(totals);
	}

	/// Ends the check and returns its result.
	pub fn answer(mut self) -> Answer {
		self.end();
		Answer { report: self.check.report(), left_out: self.left_out }
	}

	/// Ends the check and returns its result as JSON.
	pub fn json(self) -> String {
		serde_json::to_string(&self.answer()).unwrap_or_default()
	}
}

/// Hands a row to the check, and notes its line if it is to be left out.
fn take(check: &mut Check, left_out: &mut Vec<usize>, entry: openledger_data::Entry) {
	let line = match &entry {
		Ok(row) => Some(row.place.line),
		Err(error) => error.line,
	};
	if matches!(check.entry(entry), Verdict::LeftOut | Verdict::Exact) {
		left_out.extend(line);
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn row(number: usize) -> String {
		alloc::format!("{{\"prompt\": \"question {number}\", \"completion\": \"answer {number}\"}}\n")
	}

	#[test]
	fn lines_that_cannot_be_learnt_or_repeat_others_are_left_out() {
		let text =
			[row(1), "\n".into(), row(2), "rubbish\n".into(), row(1), "null\n".into(), row(3)].concat();
		let mut session = Session::default();
		session.begin("file", Part::Training);
		text.as_bytes().chunks(5).for_each(|piece| session.push(piece));
		let Answer { report, left_out } = session.answer();
		assert_eq!(left_out, [4, 5, 6]);
		assert_eq!((report.usable, report.duplicates.exact_within), (4, 1));
		assert_eq!(report.first[0].text, "user: question 1\nassistant: ⟦answer 1⟧");
	}

	#[test]
	fn held_out_rows_that_are_trained_on_are_counted() {
		let mut session = Session::default();
		session.begin("trained on", Part::Training);
		session.push([row(1), row(2), "rubbish\n".into()].concat().as_bytes());
		session.end();
		session.begin("held out", Part::HeldOut);
		session.push([row(3), row(2)].concat().as_bytes());
		let Answer { report, left_out } = session.answer();
		assert_eq!((report.duplicates.exact_held_out, left_out), (1, [2].into()));
	}

	#[test]
	fn a_file_in_another_format_says_what_to_do() {
		let mut session = Session::default();
		session.begin("table.csv", Part::Training);
		session.push(b"question,answer\n");
		session.push(b"What?,That.\n");
		let json = session.json();
		let value: serde_json::Value = serde_json::from_str(&json).unwrap();
		assert!(value["report"]["files"][0]["error"].as_str().unwrap().len() > 20, "{json}");
		assert_eq!(value["report"]["usable"], 0);
		// Without a file there is a report of none.
		assert!(Session::default().json().contains("\"files\":[]"));
	}
}
