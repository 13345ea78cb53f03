//! From uploaded bytes to token ids.

use crate::Records;
use openledger_model::{Base, Limits, Record, Tokenized, read_jsonl, tokenize};
use openledger_primitives::datanet::SnapshotEntry;
use std::collections::HashSet;

/// Contributions or records that cannot be trained on. The text names them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRecords(String);

/// The records of a job that can be trained on, and what was left out.
pub struct Usable {
	/// Token ids, one contribution after the other.
	pub tokens: Vec<Tokenized>,
	/// The contributions that they come from.
	pub entries: Vec<SnapshotEntry>,
	/// Contributions that were left out, each with the reason in words.
	pub skipped: Vec<InvalidRecords>,
}

/// Tokenises every contribution that is what the chain says of it, and leaves out the others whole.
///
/// A contribution is left out if its blob is not as long as stated, holds a line that is no record or another
/// number of records than stated, or a record that is longer than the job allows. This follows from the
/// blobs, the base and the job alone, so everybody who repeats the job leaves out the same. Fails if nothing
/// is left.
pub fn usable(base: &Base, records: &[Records], max_length: u32) -> Result<Usable, InvalidRecords> {
	let mut usable = Usable { tokens: Vec::new(), entries: Vec::new(), skipped: Vec::new() };
	for contribution in records {
		match tokenize_contribution(base, contribution, max_length) {
			Ok(tokens) => {
				usable.tokens.extend(tokens);
				usable.entries.push(contribution.entry.clone());
			},
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

/// Parses and tokenises one contribution.
fn tokenize_contribution(
	base: &Base,
	contribution: &Records,
	max_length: u32,
) -> Result<Vec<Tokenized>, InvalidRecords> {
	let records = parse(contribution)?;
	tokenize_each(base, &records, max_length, &format!("contribution {}", contribution.entry.contribution))
}

/// Parses one contribution, and checks that it is what it was accepted and is paid as.
fn parse(Records { entry, bytes }: &Records) -> Result<Vec<Record>, InvalidRecords> {
	let name = format!("contribution {}", entry.contribution);
	if bytes.len() as u64 != entry.bytes {
		let stated = entry.bytes;
		return Err(InvalidRecords(format!(
			"{name} is not as long as the chain says, which is {stated} bytes"
		)));
	}
	let records = read_jsonl(bytes, &Limits::default());
	let records = records.map_err(|error| InvalidRecords(format!("{name}: {error}")))?;
	if u32::try_from(records.len()) != Ok(entry.records) {
		let (found, stated) = (records.len(), entry.records);
		return Err(InvalidRecords(format!("{name} has {found} records, the chain says {stated}")));
	}
	Ok(records)
}

/// Parses and tokenises JSONL that is no contribution. `name` stands for it in errors.
pub fn tokenize_jsonl(
	base: &Base,
	bytes: &[u8],
	max_length: u32,
	name: &str,
) -> Result<Vec<Tokenized>, InvalidRecords> {
	let records = read_jsonl(bytes, &Limits::default());
	let records = records.map_err(|error| InvalidRecords(format!("{name}: {error}")))?;
	tokenize_each(base, &records, max_length, name)
}

fn tokenize_each(
	base: &Base,
	records: &[Record],
	max_length: u32,
	name: &str,
) -> Result<Vec<Tokenized>, InvalidRecords> {
	let each = records.iter().enumerate().map(|(number, record)| {
		tokenize(base, record, max_length)
			.map_err(|error| InvalidRecords(format!("{name}, record {}: {error}", number + 1)))
	});
	each.collect()
}

/// Returns the held-out records that are none of those trained on, by their tokens: a model is not judged by
/// what it was shown. Fails if there were some, and none is left.
pub fn unseen(held_out: Vec<Tokenized>, trained: &[Tokenized]) -> Result<Vec<Tokenized>, InvalidRecords> {
	let seen: HashSet<&[u32]> = trained.iter().map(|record| &record.ids[..]).collect();
	let any = !held_out.is_empty();
	let left: Vec<_> = held_out.into_iter().filter(|record| !seen.contains(&record.ids[..])).collect();
	match any && left.is_empty() {
		true => Err(InvalidRecords("all held-out records are trained on too: hold others out".into())),
		false => Ok(left),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn record(ids: &[u32]) -> Tokenized {
		Tokenized { ids: ids.to_vec(), loss_from: 1 }
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
	fn what_is_left_out_is_named_with_its_line() {
		let good = b"{\"prompt\": \"a\", \"completion\": \"b\"}\n";
		let length = good.len() as u64;
		assert_eq!(reason(good, 1, length), "");
		for (lines, count, says) in [
			(&[&good[..], b"{oops\n"].concat()[..], 2, "contribution 5: line 2"),
			(&[&good[..], b"\xff\xfe\n"].concat(), 2, "contribution 5: line 2"),
			(&good[..], 2, "contribution 5 has 1 records, the chain says 2"),
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
}
