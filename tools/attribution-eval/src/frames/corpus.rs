//! The records of all frames, among unrelated ones.

use super::domains::DOMAINS;
use crate::EvalError;
use openledger_model::{Limits, Record, read_jsonl};

/// Records about nothing that a frame is about.
const UNRELATED: &str = include_str!("unrelated.jsonl");

/// A record of the corpus.
pub(crate) struct Entry {
	pub(crate) record: Record,
	/// The same said in other words; the same again for an unrelated one.
	pub(crate) reworded: Record,
	/// Its domain and its number in it; none if it is unrelated.
	pub(crate) fact: Option<(usize, usize)>,
}

/// Returns `records` records of each domain, and the unrelated ones between them.
pub(crate) fn entries(records: usize) -> Result<Vec<Entry>, EvalError> {
	let unrelated = read_jsonl(UNRELATED.as_bytes(), &Limits::default())?;
	let mut unrelated = unrelated.into_iter().map(|row| Entry {
		reworded: row.record.clone(),
		record: row.record,
		fact: None,
	});
	let mut entries = Vec::new();
	for (at, domain) in DOMAINS.iter().enumerate() {
		entries.extend(unrelated.by_ref().take(3));
		entries.extend((0..records).map(|number| {
			let fact = domain.fact(number);
			let record = |completion: &str| Record::pair(&fact.question, completion);
			Entry { record: record(&fact.answer), reworded: record(&fact.reworded), fact: Some((at, number)) }
		}));
	}
	Ok(entries)
}
