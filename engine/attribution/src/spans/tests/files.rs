//! Building, opening, and what is not an index.

use super::{super::*, index, plan};
use crate::spans::format::Layout;
use openledger_content::{Hash, root};
use proptest::prelude::*;
use std::{fs, path::Path};

const EVERYTHING: SpanParams =
	SpanParams { min_length: 1, min_improbability: 0, most_spans: usize::MAX, most_records: 10 };

fn records() -> Vec<Vec<u32>> {
	vec![vec![3, 1, 4, 1, 5], vec![], vec![9, 2, 6, 5, 3, 5], vec![1, 4, 1, 5]]
}

/// A file whose roots are right, whatever its data is.
fn forge(path: &Path, footer: &mut SpanFooter, data: &[u8]) -> Hash {
	footer.data = root::of(data);
	fs::write(path, [data, &footer.close()].concat()).unwrap();
	footer.root()
}

fn parts(path: &Path, root: Hash) -> (SpanFooter, Layout, Vec<u8>) {
	let footer = SpanIndex::open(path, root).unwrap().footer().clone();
	let layout = footer.layout().unwrap();
	let mut data = fs::read(path).unwrap();
	data.truncate(layout.text.end);
	(footer, layout, data)
}

#[test]
fn the_same_records_give_the_same_root() {
	let (first, _folder) = index(10, &records());
	let (second, _other) = index(10, &records());
	assert_eq!(first.root(), second.root());
	// Changes with the format only: then, give the magic another number.
	let expected = "0x5d9414be3de408d94befabbf0f4f7b3fa9670387004573898616aa9dc97f70d1";
	assert_eq!(format!("{:?}", first.root()), expected);
	let (other, _folder) = index(11, &records());
	assert_ne!(first.root(), other.root());
}

#[test]
fn a_record_has_an_address() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("new/spans");
	let sources = vec![(7, 2), (5, 0), (9, 1), (7, 1)];
	let root = SpanIndex::build(&SpanPlan { sources, ..plan(10, 0) }, records(), &path).unwrap();
	let index = SpanIndex::open(&path, root).unwrap();
	let addresses: Vec<_> = (0..5).map(|record| index.address(record)).collect();
	assert_eq!(addresses, [Some((7, 0)), Some((7, 1)), Some((9, 0)), Some((7, 0)), None]);
	assert_eq!((index.footer().records(), index.footer().tokens), (4, 15));
}

#[test]
fn six_bytes_a_token() {
	let record: Vec<u32> = (0..1000).map(|i| i * i % 997).collect();
	let (_index, folder) = index(1000, &vec![record; 100]);
	let size = fs::metadata(folder.path().join("spans")).unwrap().len();
	// Beside them 4 bytes a token of the vocabulary, 12 a contribution, and 2 and its end a record.
	assert!(size < 6 * 100_000 + 4 * 1001 + 100 * (12 + 2 + 2) + 256, "{size}");
}

#[test]
fn what_cannot_be_built() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("spans");
	let build = |plan: &SpanPlan, records: &[Vec<u32>]| SpanIndex::build(plan, records, &path).unwrap_err();
	let error = build(&plan(4, 2), &[vec![1], vec![2, 4]]);
	assert!(matches!(error, SpanError::UnknownToken { record: 1, token: 4, vocabulary: 4 }));
	let error = build(&plan(4, 2), &[vec![1]]);
	assert!(matches!(error, SpanError::OtherRecords { expected: 2, found: 1 }));
	let error = build(&plan(4, 2), &[vec![], vec![], vec![], vec![]]);
	assert!(matches!(error, SpanError::OtherRecords { expected: 2, found: 3 }));
	assert!(matches!(build(&plan(MAX_VOCABULARY + 1, 0), &[]), SpanError::TooLarge { .. }));
	for sources in [vec![(1, MAX_RECORDS), (2, 1)], vec![(1, u32::MAX), (2, u32::MAX)], vec![(1, 0); 200_000]]
	{
		assert!(matches!(build(&SpanPlan { sources, ..plan(4, 0) }, &[]), SpanError::TooLarge { .. }));
	}
	assert!(!path.exists() && fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn every_damaged_byte_and_every_cut_is_noticed() {
	let (index, folder) = index(10, &records());
	let (path, root) = (folder.path().join("spans"), index.root());
	let whole = fs::read(&path).unwrap();
	let refused = |bytes: &[u8]| {
		let path = folder.path().join("damaged");
		fs::write(&path, bytes).unwrap();
		matches!(
			SpanIndex::open(&path, root),
			Err(SpanError::Damaged(_) | SpanError::OtherRoot { .. } | SpanError::TooLarge { .. })
		)
	};
	for at in 0..whole.len() {
		let mut bytes = whole.clone();
		bytes[at] ^= 1 << (at % 8);
		assert!(refused(&bytes), "byte {at}");
		assert!(refused(&whole[..at]), "cut at {at}");
	}
	assert!(refused(&[&whole[..], &[0]].concat()));
	assert!(matches!(SpanIndex::open(&folder.path().join("none"), root), Err(SpanError::Io(_))));
}

#[test]
fn another_root_is_refused() {
	let (index, folder) = index(10, &records());
	let wrong = Hash::repeat_byte(7);
	match SpanIndex::open(&folder.path().join("spans"), wrong) {
		Err(SpanError::OtherRoot { expected, found }) => assert_eq!((expected, found), (wrong, index.root())),
		_ => panic!("opened"),
	}
}

#[test]
fn what_does_not_fit_together_is_refused_though_its_roots_are_right() {
	let (index, folder) = index(10, &records());
	let path = folder.path().join("spans");
	let (mut footer, layout, data) = parts(&path, index.root());
	drop(index);
	let mut refused = |at: usize, with: u32| {
		let mut data = data.clone();
		data[at..at + 4].copy_from_slice(&with.to_le_bytes());
		let root = forge(&path, &mut footer, &data);
		matches!(SpanIndex::open(&path, root), Err(SpanError::Damaged(_)))
	};
	assert!(refused(layout.suffixes.start, 19) && refused(layout.suffixes.end - 4, u32::MAX));
	assert!(refused(layout.starts.start, 1) && refused(layout.starts.end - 4, 14));
	assert!(refused(layout.starts.start + 8, 16));
	assert!(refused(layout.text.start, 0) && refused(layout.text.end - 4, 0x0001_0001));
	assert!(refused(layout.ends.start, 0) && refused(layout.ends.start, u32::MAX));
}

proptest! {
	#[test]
	fn any_bytes_are_refused(bytes: Vec<u8>) {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("spans");
		fs::write(&path, bytes).unwrap();
		prop_assert!(SpanIndex::open(&path, Hash::zero()).is_err());
	}

	/// An index that somebody made on purpose may find the wrong spans, but no search of it panics.
	#[test]
	fn a_forged_index_never_panics(
		changes in proptest::collection::vec((any::<prop::sample::Index>(), 0u32..20), 1..40),
		output in proptest::collection::vec(0u32..12, 0..30),
	) {
		let (made, folder) = index(10, &records());
		let path = folder.path().join("spans");
		let (mut footer, layout, mut data) = parts(&path, made.root());
		for (at, with) in changes {
			// Places in another order are what opening does not look for.
			let at = layout.suffixes.start + 4 * at.index(layout.suffixes.len() / 4);
			data[at..at + 4].copy_from_slice(&with.to_le_bytes());
		}
		let root = forge(&path, &mut footer, &data);
		if let Ok(forged) = SpanIndex::open(&path, root) {
			let spans = forged.search(&output, &EVERYTHING).unwrap();
			spans.iter().for_each(|span| drop(forged.holders(span.sorted.clone())));
			let theirs = made.search(&output, &EVERYTHING).unwrap();
			theirs.iter().for_each(|span| drop(forged.holders(span.sorted.clone())));
		}
	}
}
