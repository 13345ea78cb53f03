//! Grouping of records made of numbers.

use super::*;
use openledger_spec::ContributionId;
use proptest::prelude::*;

/// Twenty tokens of their own for each record, behind a template of ten.
fn record(number: u32) -> Vec<u32> {
	(10..20).chain((0..20).map(|i| 100 + number * 20 + i)).collect()
}

/// Tokens below this are numerals.
const NUMERALS: u32 = 10;

fn grouped(records: &[Vec<u32>], sources: &[(ContributionId, u32)]) -> Groups {
	let records: Vec<&[u32]> = records.iter().map(|ids| &ids[..]).collect();
	Groups::of(&records, sources, &|token| token < NUMERALS)
}

fn groups(records: &[Vec<u32>]) -> Vec<u32> {
	grouped(records, &[(1, records.len() as u32)]).leaders
}

#[test]
fn different_records_lead_themselves() {
	let records: Vec<_> = (0..50).map(record).collect();
	assert_eq!(groups(&records), (0..50).collect::<Vec<_>>());
	assert_eq!(groups(&[vec![], vec![], vec![7], vec![7]]), [0, 0, 2, 2]);
	assert!(groups(&[]).is_empty());
}

#[test]
fn a_changed_word_in_ten_does_not_make_a_record_new() {
	let mut records: Vec<_> = (0..30).map(record).collect();
	let mut light = record(7);
	(light[13], light[25]) = (9_000, 9_001);
	let mut heavy = record(7);
	(11..30).step_by(3).for_each(|at| heavy[at] = 9_100 + at as u32);
	let moved = [&record(7)[20..], &record(7)[..20]].concat();
	records.extend([light, heavy, moved]);
	assert_eq!(groups(&records)[30..], [7, 31, 7]);
}

#[test]
fn padding_does_not_hide_a_copy_and_a_fragment_claims_nothing() {
	let mut records: Vec<_> = (0..30).map(record).collect();
	let padded = [record(3), (5_000..5_040).collect()].concat();
	let drowned = [record(3), (6_000..6_200).collect()].concat();
	records.extend([padded, drowned]);
	assert_eq!(groups(&records)[30..], [3, 31]);
	// Whoever comes first with three words of it does not take the record.
	let fragment = record(3)[15..18].to_vec();
	records.insert(0, fragment);
	assert_eq!(groups(&records)[4], 4);
}

#[test]
fn of_copies_the_first_contribution_leads() {
	let records = [record(1), record(2), record(1), record(2)];
	assert_eq!(grouped(&records, &[(9, 2), (4, 1), (7, 1)]).leaders, [2, 3, 2, 3]);
}

#[test]
fn a_flood_of_copies_is_one_group() {
	let mut records: Vec<_> = (0..20).map(record).collect();
	records.extend((0..3_000).map(|number| {
		let mut copy = record(5);
		copy[10 + number as usize % 20] = 100_000 + number;
		copy
	}));
	assert!(groups(&records)[20..].iter().all(|leader| *leader == 5));
}

/// Forty tokens that all records of a frame share, and three in their midst of each record's own, which
/// stand twice.
fn framed(frame: u32, fact: u32) -> Vec<u32> {
	let words = |from: u32, to: u32| (from..to).map(move |word| 50_000 + frame * 100 + word);
	let facts = || (0..3).map(move |i| 80_000 + fact * 3 + i);
	words(0, 13).chain(facts()).chain(words(13, 26)).chain(facts()).chain(words(26, 40)).collect()
}

#[test]
fn a_frame_is_no_copy_however_few_share_it() {
	for count in [5, 12, 60, 300] {
		let mut records: Vec<_> = (0..40).map(record).collect();
		records.extend((0..count).map(|fact| framed(0, fact)));
		let found = grouped(&records, &[(1, 40), (2, count)]);
		assert_eq!(found.leaders, (0..40 + count).collect::<Vec<_>>(), "{count}");
		assert!(found.heads[40..].iter().all(|head| *head == 40), "{count} are one family");
		// Nor if there is nothing else.
		let alone = groups(&records[40..]);
		assert_eq!(alone, (0..count).collect::<Vec<_>>(), "{count}");
	}
}

#[test]
fn a_fact_restated_in_a_frame_is_a_copy() {
	let mut records: Vec<_> = (0..40).map(record).collect();
	records.extend((0..12).map(|fact| framed(0, fact)));
	let mut light = framed(0, 5);
	// Words that others use too.
	(light[2], light[20], light[40]) = (110, 131, 10);
	records.extend([framed(0, 5), light, [framed(0, 7), vec![15, 16]].concat()]);
	assert_eq!(groups(&records)[52..], [45, 45, 47]);
}

#[test]
fn another_number_is_another_fact() {
	let with = |numbers: &[u32]| [&record(7)[..], numbers, &[11, 12]].concat();
	let mut records: Vec<_> = (0..30).map(record).collect();
	records.extend([with(&[3, 1]), with(&[3, 2]), with(&[3, 1]), with(&[1, 3]), with(&[])]);
	// The first is a copy of the seventh that adds a number, and so are the others: none loses one.
	assert_eq!(groups(&records)[30..], [7; 5]);
	records.remove(7);
	assert_eq!(groups(&records)[29..], [29, 30, 29, 32, 29]);
}

#[test]
fn what_is_equal_is_a_copy_whatever_stands_between() {
	let mut records: Vec<_> = (0..12).map(|fact| framed(0, fact)).collect();
	records.extend((0..30).map(record));
	records.extend((0..12).map(|fact| framed(0, fact)));
	assert_eq!(groups(&records)[42..], (0..12).collect::<Vec<_>>());
}

proptest! {
	#[test]
	fn leaders_lead_themselves(
		records in prop::collection::vec(prop::collection::vec(0u32..6, 0..12), 0..60),
		cut in 0usize..60,
	) {
		let cut = cut.min(records.len());
		let sources = [(5, cut as u32), (3, (records.len() - cut) as u32)];
		let groups = grouped(&records, &sources);
		prop_assert!(groups.is_sound());
		let found = groups.leaders;
		for (record, leader) in found.iter().enumerate() {
			prop_assert_eq!(found[*leader as usize], *leader);
			let place = |record: usize| (sources[usize::from(record >= cut)].0, record);
			prop_assert!(place(*leader as usize) <= place(record));
		}
	}
}
