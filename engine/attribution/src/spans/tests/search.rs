//! Search beside a search without an index.

use super::{super::*, index};
use crate::spans::logarithm::log2;
use proptest::{collection::vec, prelude::*};
use std::cmp::Reverse;

const EVERYTHING: SpanParams =
	SpanParams { min_length: 1, min_improbability: 0, most_spans: usize::MAX, most_records: 1000 };

/// What a search must find: start, length, improbability, occurrences, records.
type Found = (usize, usize, u64, u32, Vec<u32>);

fn places(record: &[u32], wanted: &[u32]) -> usize {
	record.windows(wanted.len()).filter(|window| *window == wanted).count()
}

/// All maximal spans, by the definition and without an index.
fn naive(records: &[Vec<u32>], output: &[u32], params: &SpanParams) -> Vec<Found> {
	let total: usize = records.iter().map(Vec::len).sum();
	let held = |part: &[u32]| records.iter().any(|record| places(record, part) > 0);
	let parts = (0..output.len()).flat_map(|from| (from + 1..=output.len()).map(move |to| (from, to)));
	let held: Vec<_> = parts.filter(|(from, to)| held(&output[*from..*to])).collect();
	let inside = |a: &(usize, usize), b: &(usize, usize)| a != b && b.0 <= a.0 && a.1 <= b.1;
	let maximal = held.iter().filter(|part| !held.iter().any(|other| inside(part, other)));
	let bits = |token: &u32| {
		let count: usize = records.iter().map(|record| places(record, &[*token])).sum();
		u64::from(log2(total as u32) - log2(count as u32))
	};
	let mut found: Vec<Found> = maximal
		.map(|(from, to)| {
			let part = &output[*from..*to];
			let occurrences = records.iter().map(|record| places(record, part) as u32).sum();
			let holders = (0..).zip(records).filter(|(_, record)| places(record, part) > 0);
			let holders = holders.map(|(number, _)| number).collect();
			(*from, to - from, part.iter().map(bits).sum(), occurrences, holders)
		})
		.filter(|found| found.1 >= params.min_length && found.2 >= params.min_improbability)
		.collect();
	found.sort_by_key(|found| (Reverse(found.2), Reverse(found.1), found.0));
	found.truncate(params.most_spans);
	found
}

fn searched(index: &SpanIndex, output: &[u32], params: &SpanParams) -> Vec<Found> {
	let spans = index.search(output, params).unwrap();
	let fields = |span: Span| {
		assert_eq!(span.holders.map(|holders| holders as usize), Some(span.records.len()));
		(span.start, span.length, span.improbability, span.occurrences, span.records)
	};
	spans.into_iter().map(fields).collect()
}

/// Records of few tokens, of repeated motifs, with copies, cut from one another and empty ones.
fn records(tokens: u32) -> impl Strategy<Value = Vec<Vec<u32>>> {
	let motif = vec(0..tokens, 0..6);
	let repeated = (motif, 0usize..12).prop_map(|(motif, times)| motif.repeat(times));
	let record = prop_oneof![vec(0..tokens, 0..40), repeated];
	vec((record, 1usize..4), 0..10)
		.prop_map(|records| records.into_iter().flat_map(|(record, times)| vec![record; times]).collect())
}

/// An answer made of pieces of the records and other tokens, some of them unknown.
fn output(records: &[Vec<u32>], pieces: &[(usize, usize, usize, u32)]) -> Vec<u32> {
	let pieces = pieces.iter().flat_map(|(record, from, length, token)| {
		let record = records.get(record % (records.len() + 1)).cloned().unwrap_or_default();
		record.into_iter().cycle().skip(*from).take(*length).chain([*token])
	});
	pieces.collect()
}

fn case() -> impl Strategy<Value = (u32, Vec<Vec<u32>>, Vec<u32>)> {
	let pieces = vec((any::<usize>(), 0usize..40, 0usize..25, prop_oneof![0u32..5, Just(u32::MAX)]), 0..8);
	let vocabulary = prop_oneof![Just(5u32), Just(65_535), Just(65_536)];
	(1u32..5).prop_flat_map(move |tokens| (vocabulary.clone(), records(tokens), pieces.clone())).prop_map(
		|(vocabulary, records, pieces)| {
			let output = output(&records, &pieces);
			(vocabulary, records, output)
		},
	)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

	#[test]
	fn finds_what_a_search_without_an_index_finds((vocabulary, records, output) in case()) {
		let (index, _folder) = index(vocabulary, &records);
		prop_assert_eq!(searched(&index, &output, &EVERYTHING), naive(&records, &output, &EVERYTHING));
	}

	#[test]
	fn bounds_are_kept(
		(vocabulary, records, output) in case(),
		length in 0usize..6,
		bits in 0u64..20,
		most in 0usize..5,
	) {
		let (index, _folder) = index(vocabulary, &records);
		let params =
			SpanParams {
				min_length: length,
				min_improbability: bits << 16,
				most_spans: most,
				most_records: 1000,
			};
		prop_assert_eq!(searched(&index, &output, &params), naive(&records, &output, &params));
		let few = index.search(&output, &SpanParams { most_records: 2, ..params }).unwrap();
		let all = index.search(&output, &params).unwrap();
		for (few, all) in few.iter().zip(&all) {
			prop_assert_eq!(&few.records[..], &all.records[..few.records.len()]);
			prop_assert_eq!((few.records.len(), few.holders), (all.records.len().min(2), all.holders));
		}
	}
}

#[test]
fn long_repeats_and_whole_copies() {
	let run = vec![1; 3000];
	let halves: Vec<u32> = (0..3000).map(|i| i / 1500).collect();
	let period: Vec<u32> = (0..3000).map(|i| i % 7).collect();
	let (index, _folder) = index(8, &[run.clone(), halves.clone(), period.clone()]);
	for (record, output) in [run, halves, period].into_iter().enumerate() {
		let spans = index.search(&output, &EVERYTHING).unwrap();
		assert_eq!(spans.len(), 1);
		assert_eq!((spans[0].start, spans[0].length, &spans[0].records[..]), (0, 3000, &[record as u32][..]));
	}
	// Longer than any record: from every token on a run of 3,000, and each is maximal.
	let spans = index.search(&[1; 3100], &EVERYTHING).unwrap();
	assert!(spans.len() == 101 && spans.iter().all(|span| span.length == 3000));
}

#[test]
fn long_texts_and_the_edges_of_letters() {
	// Tokens that fill the two bytes of a letter.
	let record = |number: u32| (0..50).map(|i| 65_534 - (number * number + i * i * 7) % 4001).collect();
	let records: Vec<Vec<u32>> = (0..400).map(record).collect();
	let (index, _folder) = index(65_535, &records);
	for number in (0..400).step_by(57) {
		let output = [&records[number][10..], &records[399 - number][..30], &[3, 65_534]].concat();
		assert_eq!(searched(&index, &output, &EVERYTHING), naive(&records, &output, &EVERYTHING));
	}
}

#[test]
fn a_common_span_is_found_but_its_records_are_not_counted() {
	let records: Vec<Vec<u32>> = (0..3000u32).map(|i| vec![(i % 3 > 0).into(); 40]).collect();
	let (index, _folder) = index(2, &records);
	let spans = index.search(&[1], &SpanParams { most_records: 700, ..EVERYTHING }).unwrap();
	assert_eq!((spans.len(), spans[0].occurrences, spans[0].holders), (1, 80_000, None));
	let expected: Vec<u32> = (0..3000).filter(|i| i % 3 > 0).take(700).collect();
	assert_eq!(spans[0].records, expected);
	assert_eq!(index.holders(spans[0].sorted.clone()), None);
	let fewer = index.search(&[0], &EVERYTHING).unwrap();
	assert_eq!((fewer[0].occurrences, fewer[0].holders), (40_000, Some(1000)));
}

#[test]
fn nothing_in_nothing() {
	for records in [vec![], vec![vec![]], vec![vec![]; 5]] {
		let (index, _folder) = index(9, &records);
		assert!(index.search(&[1, 2, 3], &EVERYTHING).unwrap().is_empty());
	}
	let (index, _folder) = index(0, &[vec![]]);
	assert!(index.search(&[0, 1, u32::MAX], &EVERYTHING).unwrap().is_empty());
	assert!(index.search(&[], &EVERYTHING).unwrap().is_empty());
}

#[test]
fn limits_of_a_search() {
	let (index, _folder) = index(4, &[vec![1, 2, 3]]);
	let refused = |output: &[u32], params: &SpanParams| {
		matches!(index.search(output, params), Err(SpanError::TooLarge { .. }))
	};
	assert!(refused(&vec![1; MAX_OUTPUT + 1], &EVERYTHING));
	assert!(refused(&[1], &SpanParams { most_records: MAX_LISTED + 1, ..EVERYTHING }));
	assert_eq!(index.search(&vec![1; MAX_OUTPUT], &EVERYTHING).unwrap().len(), MAX_OUTPUT);
}

#[test]
fn any_number_of_threads_finds_the_same() {
	let records: Vec<Vec<u32>> =
		(0..200u32).map(|i| (0..60).map(|j| (i * j + j * j) % 31).collect()).collect();
	let (index, _folder) = index(31, &records);
	let output: Vec<u32> = records[17][..40].iter().chain(&records[90]).copied().collect();
	let alone = index.search(&output, &EVERYTHING).unwrap();
	std::thread::scope(|scope| {
		let searches: Vec<_> =
			(0..3).map(|_| scope.spawn(|| index.search(&output, &EVERYTHING).unwrap())).collect();
		for search in searches {
			assert_eq!(search.join().unwrap(), alone);
		}
	});
}
