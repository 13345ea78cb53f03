//! Span search beside a search without an index, and what is not an index.

mod files;
mod search;

use super::{SpanIndex, SpanPlan};
use openledger_content::Hash;

/// An index of records of one contribution each, numbered from 100, and the folder that it lies in.
fn index(vocabulary: u32, records: &[Vec<u32>]) -> (SpanIndex, tempfile::TempDir) {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("spans");
	let root = SpanIndex::build(&plan(vocabulary, records.len()), records, &path).unwrap();
	(SpanIndex::open(&path, root).unwrap(), folder)
}

fn plan(vocabulary: u32, records: usize) -> SpanPlan {
	let sources = (0..records as u64).map(|record| (100 + record, 1)).collect();
	SpanPlan { base: Hash::repeat_byte(1), snapshot: Hash::repeat_byte(2), vocabulary, sources }
}
