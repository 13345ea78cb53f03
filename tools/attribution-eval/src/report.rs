//! The report that an evaluation prints.

use crate::{metrics::Quality, removal::Removals, subsets::Subsets};
use openledger_content::Hash;
use serde::Serialize;

/// The result of one method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
	/// Name of the method.
	pub method: &'static str,
	/// The quality with which it finds the class.
	#[serde(flatten)]
	pub quality: Quality,
}

/// The report of an evaluation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
	/// Number of records learnt.
	pub records: usize,
	/// Number of queries asked.
	pub queries: usize,
	/// Number of classes among the records.
	pub classes: usize,
	/// Loss of the first step of training.
	pub loss_first: String,
	/// Loss of the last step of training.
	pub loss_last: String,
	/// Tokens a second of training; absent if it was done before.
	pub training_tokens_per_second: Option<f64>,
	/// Tokens a second of building the index; absent if it was there.
	pub index_tokens_per_second: Option<f64>,
	/// The root of the index.
	pub index_root: Hash,
	/// Bytes of the index a record.
	pub bytes_per_record: u64,
	/// Seconds of the forward pass of a query, on average.
	pub seconds_per_forward: f64,
	/// Seconds to score a query against all records after that, on average.
	pub seconds_per_query: f64,
	/// The methods, ours first.
	pub methods: Vec<Line>,
	/// The loss that queries gain without the records that methods name, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub removals: Option<Removals>,
	/// The test that scores add up to losses, if asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub subsets: Option<Subsets>,
}

impl std::fmt::Display for Report {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		writeln!(f, "{} records of {} classes, {} queries", self.records, self.classes, self.queries)?;
		writeln!(f, "loss {} -> {}", self.loss_first, self.loss_last)?;
		writeln!(f, "index {:?}, {} bytes a record", self.index_root, self.bytes_per_record)?;
		let (forward, scores) = (1e3 * self.seconds_per_forward, 1e3 * self.seconds_per_query);
		writeln!(f, "a query takes {forward:.1} ms forward and {scores:.2} ms to score")?;
		write!(f, "{:<24} {:>7} {:>8}", "method", "AUC", "recall")?;
		for Line { method, quality } in &self.methods {
			write!(f, "\n{method:<24} {:>7.4} {:>8.4}", quality.auc, quality.recall)?;
		}
		for table in
			self.removals.iter().map(ToString::to_string).chain(self.subsets.iter().map(ToString::to_string))
		{
			write!(f, "\n{table}")?;
		}
		Ok(())
	}
}
