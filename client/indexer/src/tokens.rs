//! From uploaded bytes to token ids.

use crate::Records;
use openledger_model::{read_jsonl, tokenize, Base, Limits, Record, Tokenized};
use openledger_primitives::ContributionId;

/// A contribution or a record that cannot be trained on. The text names it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRecords(String);

/// The records of one contribution.
pub struct ParsedRecords {
	contribution: ContributionId,
	records: Vec<Record>,
}

/// Parses every contribution and checks that it has as many records as it was accepted and is paid with.
pub fn parse(records: &[Records]) -> Result<Vec<ParsedRecords>, InvalidRecords> {
	let parse = |Records { entry, bytes }: &Records| {
		let contribution = entry.contribution;
		let records = read_jsonl(bytes, &Limits::default())
			.map_err(|error| InvalidRecords(format!("contribution {contribution}: {error}")))?;
		match u32::try_from(records.len()) == Ok(entry.records) {
			true => Ok(ParsedRecords { contribution, records }),
			false => {
				let (found, stated) = (records.len(), entry.records);
				let text =
					format!("contribution {contribution} has {found} records, the chain says {stated}");
				Err(InvalidRecords(text))
			},
		}
	};
	records.iter().map(parse).collect()
}

/// Tokenises all records, one contribution after the other.
pub fn tokenize_all(
	base: &Base,
	parsed: &[ParsedRecords],
	max_length: u32,
) -> Result<Vec<Tokenized>, InvalidRecords> {
	let mut all = Vec::new();
	for ParsedRecords { contribution, records } in parsed {
		all.extend(tokenize_each(base, records, max_length, &format!("contribution {contribution}"))?);
	}
	Ok(all)
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
