//! Checks files of records, row by row.

use crate::{
	duplicates::{Match, Origin, Seen},
	error::{DataError, Problem},
	format::Format,
	kind::Kind,
	private::{mask, scan},
	reader::{Entry, Totals},
	record::{Place, Record, Row},
	report::{
		Duplicates, Fault, FileReport, Finding, Masked, Pair, Part, Report, Shown, Sizes, Spot, TokenReport,
	},
};
use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};

/// Bounds of the work and of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
	/// Most rows that are remembered to find duplicates, some 300 bytes each.
	pub remembered: usize,
	/// Most examples of each thing.
	pub examples: usize,
	/// Most rows that are shown as they are learnt.
	pub shown: usize,
	/// Most characters of a shown row.
	pub shown_characters: usize,
}

impl Default for Bounds {
	/// Returns 500,000 rows remembered, five examples, and two rows of 600 characters shown.
	fn default() -> Self {
		Self { remembered: 500_000, examples: 5, shown: 2, shown_characters: 600 }
	}
}

/// Tokens of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
	/// Number of all tokens.
	pub all: usize,
	/// Number of those that are learnt, the ends of turns among them.
	pub learnt: usize,
}

/// What a check says of one row, by those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
	/// It repeats none, as far as there was room to remember them.
	New,
	/// It nearly repeats one.
	Near,
	/// It repeats one word for word.
	Exact,
	/// It cannot be used.
	LeftOut,
}

/// A base model's view of records.
pub trait Renderer {
	/// Returns the most tokens that a record may have.
	fn limit(&self) -> u32;
	/// Returns the number of a record's tokens, or the reason why it cannot be trained on.
	fn tokens(&self, record: &Record) -> Result<Tokens, Problem>;
	/// Returns the text that the model reads, with what is learnt between ⟦ and ⟧.
	fn text(&self, record: &Record) -> String;
}

/// A file that is being read.
struct Open {
	report: FileReport,
	/// Rows by number of tokens, those within the limit.
	lengths: BTreeMap<usize, usize>,
}

/// A check of files of records that goes on row by row.
pub struct Check<'a> {
	bounds: Bounds,
	renderer: Option<&'a dyn Renderer>,
	files: Vec<FileReport>,
	open: Option<Open>,
	seen: Seen,
	duplicates: Duplicates,
	findings: BTreeMap<Kind, Finding>,
	first: Vec<Shown>,
}

impl<'a> Check<'a> {
	/// Begins a check. With a renderer, rows that the base model cannot be trained on are left out too.
	pub fn new(bounds: Bounds, renderer: Option<&'a dyn Renderer>) -> Self {
		Self {
			bounds,
			renderer,
			files: Vec::new(),
			open: None,
			seen: Seen::new(bounds.remembered),
			duplicates: Duplicates::default(),
			findings: BTreeMap::new(),
			first: Vec::new(),
		}
	}

	/// Begins a file. Files to train on come before those that are held out, whose rows are compared with
	/// theirs.
	pub fn begin(&mut self, name: &str, part: Part) {
		self.open = Some(Open {
			report: FileReport {
				name: name.into(),
				part,
				format: String::new(),
				error: None,
				bytes: 0,
				lines: 0,
				rows: 0,
				taken: 0,
				left_out: 0,
				shapes: BTreeMap::new(),
				reasons: BTreeMap::new(),
				faults: Vec::new(),
				sizes: Sizes::default(),
				empty_answers: 0,
				empty_answer: None,
				tokens: self
					.renderer
					.map(|renderer| TokenReport { limit: renderer.limit(), ..TokenReport::default() }),
			},
			lengths: BTreeMap::new(),
		});
	}

	/// Takes the next row of the file, and says what it is worth.
	pub fn entry(&mut self, entry: Entry) -> Verdict {
		let Some(mut open) = self.open.take() else { return Verdict::LeftOut };
		open.report.rows += 1;
		let used = entry.and_then(|row| match self.count_tokens(&mut open, &row) {
			Ok(()) => Ok(row),
			Err(problem) => Err(DataError::of_row(row.place, problem)),
		});
		let verdict = match used {
			Ok(row) => self.row(&mut open.report, &row),
			Err(error) => {
				let report = &mut open.report;
				report.left_out += 1;
				*report.reasons.entry(error.problem.kind()).or_default() += 1;
				if report.faults.len() < self.bounds.examples {
					let reason = error.problem.to_string();
					report.faults.push(Fault { line: error.line, record: error.record, reason });
				}
				Verdict::LeftOut
			},
		};
		self.open = Some(open);
		verdict
	}

	/// Ends the file, with what its reader said at the end.
	pub fn end(&mut self, result: Result<Totals, DataError>) {
		let Some(Open { mut report, lengths }) = self.open.take() else { return };
		report.format = Format::JsonLines.name().into();
		match result {
			Ok(totals) => (report.bytes, report.lines) = (totals.bytes, totals.lines),
			Err(error) => {
				if let Problem::Format(format) = error.problem {
					report.format = format.name().into();
				}
				report.error = Some(error.to_string());
			},
		}
		if let Some(tokens) = &mut report.tokens {
			let rows: usize = lengths.values().sum();
			let quantile = |hundredths: usize| {
				let (wanted, mut before) = ((rows * hundredths).div_ceil(100).max(1), 0);
				let found = lengths.iter().find(|(_, count)| {
					before += **count;
					before >= wanted
				});
				found.map_or(0, |(length, _)| *length)
			};
			(tokens.median, tokens.most) = (quantile(50), quantile(95));
		}
		self.files.push(report);
	}

	/// Ends the check.
	pub fn report(self) -> Report {
		// Training refuses a file whole whose rest cannot be read.
		let training = self.files.iter().filter(|file| file.part == Part::Training && file.error.is_none());
		Report {
			usable: training.map(|file| file.taken).sum(),
			files: self.files,
			duplicates: self.duplicates,
			findings: self.findings.into_values().collect(),
			first: self.first,
		}
	}

	fn count_tokens(&self, open: &mut Open, row: &Row) -> Result<(), Problem> {
		let (Some(renderer), Some(report)) = (self.renderer, &mut open.report.tokens) else { return Ok(()) };
		let counted = renderer.tokens(&row.record);
		let length = match &counted {
			Ok(tokens) => tokens.all,
			Err(Problem::TooManyTokens { found, .. }) => {
				report.over += 1;
				*found
			},
			Err(_) => 0,
		};
		if length > report.longest {
			report.longest = length;
			report.longest_at = Some(spot(&open.report.name, row.place));
		}
		let tokens = counted?;
		report.total += tokens.all;
		report.learnt += tokens.learnt;
		*open.lengths.entry(tokens.all).or_default() += 1;
		Ok(())
	}

	/// Takes a row that can be used.
	fn row(&mut self, report: &mut FileReport, row: &Row) -> Verdict {
		report.taken += 1;
		*report.shapes.entry(row.shape).or_default() += 1;
		measure(report, row);
		let unseen = |text: &str| !text.chars().any(is_visible);
		if row.record.turns.iter().any(|turn| turn.learnt && unseen(&turn.text)) {
			report.empty_answers += 1;
			report.empty_answer.get_or_insert_with(|| spot(&report.name, row.place));
		}
		let verdict = self.compare(report, row);
		self.search(report, row);
		if self.first.len() < self.bounds.shown && report.part == Part::Training {
			let text = self.renderer.map_or_else(|| plain(&row.record), |r| r.text(&row.record));
			let text = shorten(&text, self.bounds.shown_characters);
			self.first.push(Shown { at: spot(&report.name, row.place), text });
		}
		verdict
	}

	fn compare(&mut self, report: &FileReport, row: &Row) -> Verdict {
		let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
		let file = number(self.files.len());
		let origin = Origin { file, line: number(row.place.line), record: number(row.place.record) };
		let (earlier, exact) = match self.seen.add(&row.record, origin) {
			Match::New => return Verdict::New,
			Match::NotCompared => {
				self.duplicates.not_compared += 1;
				return Verdict::New;
			},
			Match::Exact(earlier) => (earlier, true),
			Match::Near(earlier) => (earlier, false),
		};
		let (name, part) = match self.files.get(earlier.file as usize) {
			Some(other) => (&other.name, other.part),
			None => (&report.name, report.part),
		};
		let found = &mut self.duplicates;
		let count = match (exact, part != report.part, earlier.file == file) {
			(true, true, _) => &mut found.exact_held_out,
			(true, false, true) => &mut found.exact_within,
			(true, false, false) => &mut found.exact_between,
			(false, true, _) => &mut found.near_held_out,
			(false, false, true) => &mut found.near_within,
			(false, false, false) => &mut found.near_between,
		};
		*count += 1;
		if *count == 1 {
			let place = Place { line: earlier.line as usize, record: earlier.record as usize };
			let (row, repeats) = (spot(&report.name, row.place), spot(name, place));
			found.examples.push(Pair { row, repeats, exact });
		}
		if exact { Verdict::Exact } else { Verdict::Near }
	}

	/// Looks for secrets and data about people.
	fn search(&mut self, report: &FileReport, row: &Row) {
		let mut kinds = [false; 8];
		for turn in &row.record.turns {
			scan(&turn.text, &mut |kind, range| {
				let finding = self.findings.entry(kind).or_insert_with(|| Finding {
					kind,
					rows: 0,
					count: 0,
					examples: Vec::new(),
				});
				finding.count += 1;
				if let Some(seen) = kinds.get_mut(kind as usize)
					&& !core::mem::replace(seen, true)
				{
					finding.rows += 1;
				}
				if finding.examples.len() < self.bounds.examples {
					let text = mask(kind, turn.text.get(range).unwrap_or_default());
					finding.examples.push(Masked { at: spot(&report.name, row.place), text });
				}
			});
		}
	}
}

fn spot(file: &str, place: Place) -> Spot {
	Spot { file: file.into(), line: place.line, record: place.record }
}

fn measure(report: &mut FileReport, row: &Row) {
	let (turns, sizes) = (&row.record.turns, &mut report.sizes);
	let bytes = |learnt: bool| -> usize {
		turns.iter().filter(|turn| turn.learnt == learnt).map(|turn| turn.text.len()).sum()
	};
	let (prompt, answer) = (bytes(false), bytes(true));
	sizes.turns += turns.len();
	sizes.learnt_turns += turns.iter().filter(|turn| turn.learnt).count();
	sizes.most_turns = sizes.most_turns.max(turns.len());
	sizes.prompt_bytes += prompt;
	sizes.answer_bytes += answer;
	if prompt + answer > sizes.longest {
		sizes.longest = prompt + answer;
		sizes.longest_at = Some(spot(&report.name, row.place));
	}
}

/// Returns false for white space, control characters and characters without width.
fn is_visible(c: char) -> bool {
	let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{00ad}');
	!(hidden || c.is_whitespace() || c.is_control())
}

/// Returns the turns of a record with their authors, what is learnt between ⟦ and ⟧.
fn plain(record: &Record) -> String {
	let turns = record.turns.iter().map(|turn| match turn.learnt {
		true => format!("{}: ⟦{}⟧", turn.role.name(), turn.text),
		false => format!("{}: {}", turn.role.name(), turn.text),
	});
	turns.collect::<Vec<_>>().join("\n")
}

fn shorten(text: &str, characters: usize) -> String {
	match text.char_indices().nth(characters) {
		Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
		None => text.into(),
	}
}
