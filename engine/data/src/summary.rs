//! The report for people, to be read at a glance.

use crate::report::{Duplicates, FileReport, Part, Report, Spot};
use core::fmt::{self, Display, Formatter};

impl Display for Spot {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		write!(f, "{}: line {}, record {}", self.file, self.line, self.record)
	}
}

impl Display for FileReport {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		let part = if self.part == Part::HeldOut { ", held out" } else { "" };
		writeln!(f, "{}{part}: {}", self.name, self.format)?;
		if let Some(error) = &self.error {
			writeln!(f, "  not read     {error}")?;
		}
		if self.rows == 0 {
			return Ok(());
		}
		write!(f, "  rows         {} taken, {} left out", self.taken, self.left_out)?;
		for (shape, count) in &self.shapes {
			write!(f, "; {count} {}", shape.name())?;
		}
		writeln!(f)?;
		for (kind, count) in &self.reasons {
			writeln!(f, "  left out     {count}: {kind}")?;
		}
		for fault in &self.faults {
			let (line, record) = (fault.line.unwrap_or_default(), fault.record.unwrap_or_default());
			writeln!(f, "    line {line}, record {record}: {}", fault.reason)?;
		}
		if self.taken == 0 {
			return Ok(());
		}
		let (sizes, mean) = (&self.sizes, |bytes: usize| bytes / self.taken);
		write!(
			f,
			"  text         {} bytes read and {} learnt a row, longest {}",
			mean(sizes.prompt_bytes),
			mean(sizes.answer_bytes),
			sizes.longest
		)?;
		if let Some(at) = &sizes.longest_at {
			write!(f, " at line {}", at.line)?;
		}
		writeln!(f)?;
		if sizes.most_turns > 2 {
			writeln!(
				f,
				"  turns        {}, {} learnt, at most {} a row",
				sizes.turns, sizes.learnt_turns, sizes.most_turns
			)?;
		}
		if let Some(at) = &self.empty_answer {
			writeln!(
				f,
				"  empty        {} rows have an answer in which nothing can be seen, first line {}",
				self.empty_answers, at.line
			)?;
		}
		self.tokens(f)
	}
}

impl FileReport {
	fn tokens(&self, f: &mut Formatter<'_>) -> fmt::Result {
		let Some(tokens) = &self.tokens else { return Ok(()) };
		writeln!(
			f,
			"  tokens       {}, {} learnt; half the rows have {} or fewer, 95 % {} or fewer",
			tokens.total, tokens.learnt, tokens.median, tokens.most
		)?;
		write!(f, "  longest row  {} tokens", tokens.longest)?;
		if let Some(at) = &tokens.longest_at {
			write!(f, " at line {}", at.line)?;
		}
		writeln!(f, "; {} rows are over the {} allowed", tokens.over, tokens.limit)
	}
}

impl Display for Duplicates {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		writeln!(
			f,
			"repeated       {} rows word for word in their file, {} from another; {} and {} nearly so",
			self.exact_within, self.exact_between, self.near_within, self.near_between
		)?;
		if self.exact_held_out + self.near_held_out > 0 {
			writeln!(
				f,
				"held out       {} rows are trained on too, {} nearly so: hold others out",
				self.exact_held_out, self.near_held_out
			)?;
		}
		if self.not_compared > 0 {
			writeln!(f, "not compared   {} rows: no room to remember more", self.not_compared)?;
		}
		for pair in &self.examples {
			let how = if pair.exact { "repeats" } else { "nearly repeats" };
			writeln!(f, "    {} {how} {}", pair.row, pair.repeats)?;
		}
		Ok(())
	}
}

impl Display for Report {
	fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
		for file in &self.files {
			file.fmt(f)?;
		}
		if self.usable == 0 {
			return f.write_str("nothing can be used");
		}
		self.duplicates.fmt(f)?;
		for finding in &self.findings {
			writeln!(f, "{:<14} {} in {} rows", finding.kind.name(), finding.count, finding.rows)?;
			for example in &finding.examples {
				writeln!(f, "    {}: {}", example.at, example.text)?;
			}
		}
		if !self.first.is_empty() {
			writeln!(f, "as it is learnt, what stands between ⟦ and ⟧:")?;
		}
		for shown in &self.first {
			writeln!(f, "  {}", shown.at)?;
			for line in shown.text.lines() {
				writeln!(f, "    {line}")?;
			}
		}
		match self.usable {
			1 => write!(f, "1 row can be used"),
			usable => write!(f, "{usable} rows can be used"),
		}
	}
}
