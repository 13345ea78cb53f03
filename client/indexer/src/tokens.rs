//! From uploaded bytes to token ids.

use crate::Records;
use openledger_model::{
	Base, DataError, Limits, Rows, Tokenized, TokenizedRows, read_jsonl, read_rows, tokenize_all,
	tokenize_rows,
};
use openledger_primitives::{ContributionId, datanet::SnapshotEntry};

/// Contributions or records that cannot be trained on. The text names them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRecords(String);

/// Rows that were left out of one contribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
	/// Number of the contribution.
	pub contribution: ContributionId,
	/// Places and reasons, in order.
	pub rows: Vec<DataError>,
}

/// The records of a job that can be trained on, and what was left out.
pub struct Usable {
	/// Token ids, one contribution after the other.
	pub tokens: Vec<Tokenized>,
	/// The contributions that they come from, each with the number of its records that can be trained on.
	pub entries: Vec<SnapshotEntry>,
	/// Contributions that were left out, each with the reason in words.
	pub skipped: Vec<InvalidRecords>,
	/// Rows that were left out of the others.
	pub left_out: Vec<LeftOut>,
}

/// Tokenises every contribution that is what the chain says of it, and leaves out the others whole.
///
/// A contribution is left out whole if its blob is not as long as stated, is no JSON lines, has another
/// number of rows than stated, or none that can be trained on. Of the others, rows are left out that are no
/// record or longer than the job allows: one bad row costs nobody else anything. This follows from the blobs,
/// the base and the job alone, so everybody who repeats the job leaves out the same. Fails if nothing is
/// left.
pub fn usable(base: &Base, records: &[Records], max_length: u32) -> Result<Usable, InvalidRecords> {
	let mut usable =
		Usable { tokens: Vec::new(), entries: Vec::new(), skipped: Vec::new(), left_out: Vec::new() };
	for contribution in records {
		match tokenize_contribution(base, contribution, max_length) {
			Ok(rows) => usable.add(&contribution.entry, rows),
			Err(reason) => {
				log::warn!(target: "indexer", "left out of the records: {reason}");
				usable.skipped.push(reason);
			},
		}
	}
	match (usable.entries.is_empty(), usable.skipped.first()) {
		(true, Some(reason)) => Err(reason.clone()),
		(true, None) => Err(InvalidRecords("there are no contributions to learn from".into())),
		(false, _) => Ok(usable),
	}
}

impl Usable {
	fn add(&mut self, entry: &SnapshotEntry, rows: TokenizedRows) {
		let contribution = entry.contribution;
		if let Some(first) = rows.left_out.first() {
			let (count, all) = (rows.left_out.len(), entry.records);
			log::warn!(
				target: "indexer",
				"contribution {contribution}: {count} of {all} rows left out, the first: {first}"
			);
			self.left_out.push(LeftOut { contribution, rows: rows.left_out });
		}
		let records = u32::try_from(rows.tokens.len()).unwrap_or(u32::MAX);
		self.entries.push(SnapshotEntry { records, ..entry.clone() });
		self.tokens.extend(rows.tokens);
	}
}

/// Parses and tokenises one contribution.
fn tokenize_contribution(
	base: &Base,
	contribution: &Records,
	max_length: u32,
) -> Result<TokenizedRows, InvalidRecords> {
	let tokenized = tokenize_rows(base, &parse(contribution)?, max_length);
	match (tokenized.tokens.is_empty(), tokenized.left_out.first()) {
		(true, Some(first)) => {
			let name = format!("contribution {}", contribution.entry.contribution);
			Err(InvalidRecords(format!("{name} has no row that can be trained on, the first: {first}")))
		},
		_ => Ok(tokenized),
	}
}

/// Parses one contribution, and checks that it is what it was accepted and is paid as.
fn parse(Records { entry, bytes }: &Records) -> Result<Rows, InvalidRecords> {
	let name = format!("contribution {}", entry.contribution);
	if bytes.len() as u64 != entry.bytes {
		let stated = entry.bytes;
		return Err(InvalidRecords(format!(
			"{name} is not as long as the chain says, which is {stated} bytes"
		)));
	}
	let rows = read_rows(bytes, &Limits::default());
	let rows = rows.map_err(|error| InvalidRecords(format!("{name}: {error}")))?;
	if u32::try_from(rows.records()) != Ok(entry.records) {
		let (found, stated) = (rows.records(), entry.records);
		return Err(InvalidRecords(format!("{name} has {found} records, the chain says {stated}")));
	}
	Ok(rows)
}

/// Parses and tokenises JSONL that is no contribution, whose every row must be a record. `name` stands for it
/// in errors.
pub fn tokenize_jsonl(
	base: &Base,
	bytes: &[u8],
	max_length: u32,
	name: &str,
) -> Result<Vec<Tokenized>, InvalidRecords> {
	let rows = read_jsonl(bytes, &Limits::default());
	let tokens = rows.and_then(|rows| tokenize_all(base, &rows, max_length));
	tokens.map_err(|error| InvalidRecords(format!("{name}: {error}")))
}

/// Returns the held-out records that are none of those trained on. Fails if there were some, and none is
/// left.
pub fn unseen(held_out: Vec<Tokenized>, trained: &[Tokenized]) -> Result<Vec<Tokenized>, InvalidRecords> {
	let any = !held_out.is_empty();
	let left = openledger_model::unseen(held_out, trained);
	match any && left.is_empty() {
		true => Err(InvalidRecords("all held-out records are trained on too: hold others out".into())),
		false => Ok(left),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn record(ids: &[u32]) -> Tokenized {
		Tokenized::new(ids.to_vec(), 1)
	}

	fn reason(bytes: &[u8], records: u32, length: u64) -> String {
		let root = openledger_primitives::root::of(bytes);
		let entry = SnapshotEntry { contribution: 5, root, records, bytes: length };
		parse(&Records { entry, bytes: bytes.to_vec() })
			.err()
			.map(|error| error.to_string())
			.unwrap_or_default()
	}

	#[test]
	fn what_is_left_out_whole_is_named_with_the_reason() {
		let good = b"{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		let length = good.len() as u64;
		assert_eq!(reason(good, 1, length), "");
		// Rows that are none count, and are left out alone.
		for bad in [&b"{oops\n"[..], b"\xff\xfe\n", b"null\n"] {
			assert_eq!(reason(&[&good[..], bad].concat(), 2, length + bad.len() as u64), "");
		}
		for (lines, count, says) in [
			(&good[..], 2, "contribution 5 has 1 records, the chain says 2"),
			(b"prompt,completion\na,b\n", 2, "contribution 5: line 1: this is CSV"),
			(b"", 0, "contribution 5"),
		] {
			let reason = reason(lines, count, lines.len() as u64);
			assert!(reason.starts_with(says), "{reason}");
		}
		assert!(reason(good, 1, length + 1).contains("not as long"));
	}

	#[test]
	fn what_was_trained_on_is_not_held_out() {
		let trained = [record(&[1, 2, 3]), record(&[4, 5])];
		let left = unseen(vec![record(&[4, 5]), record(&[6, 7])], &trained).unwrap();
		assert_eq!(left, [record(&[6, 7])]);
		assert_eq!(unseen(Vec::new(), &trained).unwrap(), []);
		assert!(unseen(vec![record(&[1, 2, 3])], &trained).is_err());
	}

	#[test]
	fn rows_are_left_out_alone_and_counted() {
		let dir = tempfile::tempdir().unwrap();
		let base = openledger_test_utils::tiny_base(dir.path());
		let contribution = |contribution, text: &str, records| {
			let (bytes, root) = (text.as_bytes().to_vec(), openledger_primitives::root::of(text.as_bytes()));
			Records { entry: SnapshotEntry { contribution, root, records, bytes: bytes.len() as u64 }, bytes }
		};
		let good = "{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		let long = format!("{{\"prompt\": \"a\", \"completion\": \"{}\"}}\n", "zq ".repeat(200));
		let all = [
			contribution(1, good, 1),
			contribution(2, &format!("null\n{good}\n{long}{good}"), 4),
			contribution(3, &format!("null\n{long}"), 2),
		];
		let usable = usable(&base, &all, 128).unwrap();
		assert_eq!(usable.tokens.len(), 3);
		let kept: Vec<_> = usable.entries.iter().map(|entry| (entry.contribution, entry.records)).collect();
		assert_eq!(kept, [(1, 1), (2, 2)]);
		let [LeftOut { contribution: 2, rows }] = &usable.left_out[..] else {
			panic!("{:?}", usable.left_out)
		};
		assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [Some(1), Some(4)]);
		assert!(usable.skipped[0].to_string().starts_with("contribution 3 has no row"));
	}
}
