//! Weights of contributions.

use super::{super::*, index, plan};
use openledger_primitives::influence::{apportion, check, PARTS};

const EVERYTHING: SpanParams =
	SpanParams { min_length: 1, min_improbability: 0, most_spans: usize::MAX, most_records: 1 };

#[test]
fn an_improbability_is_divided_equally() {
	let (index, _folder) = index(10, &[vec![1, 2, 3], vec![5, 1, 2, 3, 5, 1, 2, 3], vec![4, 4], vec![6]]);
	let spans = index.search(&[1, 2, 3, 9, 4, 4], &EVERYTHING).unwrap();
	assert_eq!(spans.len(), 2);
	let part = |span: &Span, holders: u128| (u128::from(span.improbability) << 32) / holders;
	let (of_both, of_one) = (&spans[0], &spans[1]);
	assert_eq!((of_both.holders, of_one.holders), (Some(2), Some(1)));
	let weights = index.weights(&spans, Some);
	assert_eq!(weights, [(100, part(of_both, 2)), (101, part(of_both, 2)), (102, part(of_one, 1))]);
	let shares = apportion(&weights);
	assert_eq!(check(&shares), Ok(()));
	assert_eq!(shares.iter().map(|(_, share)| share).sum::<u32>(), PARTS);
}

#[test]
fn copies_in_one_group_earn_what_one_does() {
	let record = vec![1, 2, 3, 4];
	let (index, _folder) = index(10, &vec![record.clone(); 11]);
	let spans = index.search(&record, &EVERYTHING).unwrap();
	// Record 0 is one person's, the ten others are copies by another.
	let weights = index.weights(&spans, |record| Some(record.min(1)));
	let copies: u128 = weights[1..].iter().map(|(_, weight)| weight).sum();
	assert!(
		weights[0].1 - copies < 10,
		"what is lost is less than the number of copies, of 2^48 parts of a bit"
	);
	assert_eq!(weights.len(), 11);
}

#[test]
fn excluded_records_earn_nothing_and_take_nothing() {
	let (index, _folder) = index(10, &[vec![1, 2, 3], vec![1, 2, 3]]);
	let spans = index.search(&[1, 2, 3], &EVERYTHING).unwrap();
	let weights = index.weights(&spans, |record| (record != 1).then_some(record));
	assert_eq!(weights, [(100, u128::from(spans[0].improbability) << 32)]);
	assert!(index.weights(&spans, |_| None).is_empty());
	assert!(index.weights(&[], Some).is_empty());
}

#[test]
fn a_contribution_in_two_places_earns_once_with_both() {
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("spans");
	let plan = SpanPlan { sources: vec![(8, 1), (4, 1), (8, 1)], ..plan(10, 0) };
	let root = SpanIndex::build(&plan, [[1, 2], [3, 4], [2, 1]], &path).unwrap();
	let index = SpanIndex::open(&path, root).unwrap();
	let spans = index.search(&[1, 2, 9, 2, 1], &EVERYTHING).unwrap();
	let whole: u128 = spans.iter().map(|span| u128::from(span.improbability) << 32).sum();
	assert_eq!(index.weights(&spans, Some), [(8, whole)]);
}
