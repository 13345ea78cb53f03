//! Weights of records.

use super::{super::*, index};

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
	let weights = index.weights(&spans, |_| true);
	assert_eq!(
		weights.into_iter().collect::<Vec<_>>(),
		[(0, part(of_both, 2)), (1, part(of_both, 2)), (2, part(of_one, 1))]
	);
}

#[test]
fn records_that_do_not_count_earn_nothing_and_take_nothing() {
	let (index, _folder) = index(10, &[vec![1, 2, 3], vec![1, 2, 3]]);
	let spans = index.search(&[1, 2, 3], &EVERYTHING).unwrap();
	let weights = index.weights(&spans, |record| record != 1);
	assert_eq!(weights.into_iter().collect::<Vec<_>>(), [(0, u128::from(spans[0].improbability) << 32)]);
	assert!(index.weights(&spans, |_| false).is_empty());
	assert!(index.weights(&[], |_| true).is_empty());
}
