//! Thresholds: the scores that records reach for questions that have nothing to do with them.

pub(crate) mod questions;

use crate::dedup::Groups;
use std::collections::BTreeMap;

/// Number of unrelated questions that may score higher than a threshold: one of them may happen to be related
/// after all.
const EXCEPT: usize = 3;
/// One family in this many may score higher for a question than what the question is taken to say about all
/// of them, so that a few records like some of the public questions do not move the threshold of everyone.
const ONE_FAMILY_IN: usize = 100;

/// Scores for unrelated questions, one question after the other.
pub(crate) struct Calibration {
	/// The highest scores of each record, descending.
	highest: Vec<[i32; EXCEPT + 1]>,
	questions: Vec<i32>,
}

fn cut(score: i64) -> i32 {
	score.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

impl Calibration {
	pub(crate) fn new(records: usize) -> Self {
		let questions = Vec::with_capacity(questions::COUNT as usize);
		Self { highest: vec![[i32::MIN; EXCEPT + 1]; records], questions }
	}

	/// Takes the scores of all records for one question. A family scores what the best of its leaders does.
	pub(crate) fn add(&mut self, scores: &[i64], groups: &Groups) {
		for (score, highest) in scores.iter().zip(&mut self.highest) {
			let at = highest.partition_point(|higher| *higher >= cut(*score));
			if let Some(rest) = highest.get_mut(at..).filter(|rest| !rest.is_empty()) {
				rest.rotate_right(1);
				rest[0] = cut(*score);
			}
		}
		let mut best: BTreeMap<u32, i32> = BTreeMap::new();
		for ((record, score), head) in (0u32..).zip(scores).zip(&groups.heads) {
			if groups.leads(record) {
				let best = best.entry(*head).or_insert(i32::MIN);
				*best = cut(*score).max(*best);
			}
		}
		let mut best: Vec<i32> = best.into_values().collect();
		best.sort_unstable_by(|a, b| b.cmp(a));
		self.questions.extend(best.get(best.len() / ONE_FAMILY_IN));
	}

	/// Returns the threshold of each record, and that of all.
	pub(crate) fn finish(mut self) -> (Vec<i32>, i32) {
		self.questions.sort_unstable_by(|a, b| b.cmp(a));
		let all = self.questions.get(EXCEPT).copied().unwrap_or(0).max(0);
		(self.highest.into_iter().map(|highest| highest[EXCEPT].max(0)).collect(), all)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thresholds_are_the_fourth_highest() {
		let mut calibration = Calibration::new(3);
		let groups = Groups { leaders: vec![0, 1, 0], heads: vec![0, 1, 0] };
		for question in 0..64i64 {
			// One record that scores more and more, one that never does, one that scores high for five
			// questions.
			let scores = [question * 10, -5, if question % 13 == 0 { 5_000 } else { 1 }];
			calibration.add(&scores, &groups);
		}
		assert_eq!(calibration.finish(), (vec![600, 0, 5_000], 600));
	}

	#[test]
	fn one_in_a_hundred_records_does_not_move_what_all_are_held_to() {
		let mut calibration = Calibration::new(200);
		let alone: Vec<u32> = (0..200).collect();
		let groups = Groups { leaders: alone.clone(), heads: alone };
		for _ in 0..64 {
			let scores: Vec<i64> = (0..200).map(|record| if record < 2 { 9_999 } else { 7 }).collect();
			calibration.add(&scores, &groups);
		}
		let (records, all) = calibration.finish();
		assert_eq!((records[1], records[2], all), (9_999, 7, 7));
	}

	#[test]
	fn without_records_nothing_is_asked_of_them() {
		let mut calibration = Calibration::new(0);
		(0..64).for_each(|_| calibration.add(&[], &Groups::default()));
		assert_eq!(calibration.finish(), (vec![], 0));
	}
}
