//! Thresholds: how high records score for questions that have nothing to do with them.

use crate::unrelated;

/// Of the unrelated questions, so many may score higher than a threshold: one of them may happen to be related after all.
const EXCEPT: usize = 3;
/// One in so many leaders may score higher for a question than what the question is taken to say about all of them, so that
/// a few records like some of the public questions do not move the threshold of everyone.
const IN: usize = 100;

/// Scores for unrelated questions, one question after the other.
pub(crate) struct Calibration {
	/// The highest scores of each record, descending.
	highest: Vec<[i32; EXCEPT + 1]>,
	/// What each question reaches, and its relatedness.
	questions: Vec<i32>,
	relatedness: Vec<i32>,
}

/// What is exceeded by three of the unrelated questions, and never below zero.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Thresholds {
	/// By the scores of each record.
	pub(crate) records: Vec<i32>,
	/// By the scores of all.
	pub(crate) all: i32,
	/// By the relatedness of an answer.
	pub(crate) relatedness: i32,
}

fn cut(score: i64) -> i32 {
	score.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

impl Calibration {
	pub(crate) fn new(records: usize) -> Self {
		let each = || Vec::with_capacity(unrelated::COUNT as usize);
		Self { highest: vec![[i32::MIN; EXCEPT + 1]; records], questions: each(), relatedness: each() }
	}

	/// Takes the scores of all records for one question, and its relatedness; `leads` says which records are leaders.
	pub(crate) fn add(&mut self, scores: &[i64], relatedness: i64, leads: impl Fn(usize) -> bool) {
		self.relatedness.push(cut(relatedness));
		for (score, highest) in scores.iter().zip(&mut self.highest) {
			let at = highest.partition_point(|higher| *higher >= cut(*score));
			if let Some(rest) = highest.get_mut(at..).filter(|rest| !rest.is_empty()) {
				rest.rotate_right(1);
				rest[0] = cut(*score);
			}
		}
		let mut leading: Vec<i32> =
			scores.iter().enumerate().filter(|(at, _)| leads(*at)).map(|(_, score)| cut(*score)).collect();
		leading.sort_unstable_by(|a, b| b.cmp(a));
		self.questions.extend(leading.get(leading.len() / IN));
	}

	/// The thresholds.
	pub(crate) fn finish(self) -> Thresholds {
		let fourth = |mut values: Vec<i32>| {
			values.sort_unstable_by(|a, b| b.cmp(a));
			values.get(EXCEPT).copied().unwrap_or(0).max(0)
		};
		Thresholds {
			records: self.highest.into_iter().map(|highest| highest[EXCEPT].max(0)).collect(),
			all: fourth(self.questions),
			relatedness: fourth(self.relatedness),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn thresholds_are_the_fourth_highest() {
		let mut calibration = Calibration::new(3);
		for question in 0..64i64 {
			// One record that scores more and more, one that never does, one that scores high for five questions.
			let scores = [question * 10, -5, if question % 13 == 0 { 5_000 } else { 1 }];
			calibration.add(&scores, -question, |record| record != 2);
		}
		let expected = Thresholds { records: vec![600, 0, 5_000], all: 600, relatedness: 0 };
		assert_eq!(calibration.finish(), expected);
	}

	#[test]
	fn one_in_a_hundred_records_does_not_move_what_all_are_held_to() {
		let mut calibration = Calibration::new(200);
		for _ in 0..64 {
			let scores: Vec<i64> = (0..200).map(|record| if record < 2 { 9_999 } else { 7 }).collect();
			calibration.add(&scores, 3, |_| true);
		}
		let Thresholds { records, all, relatedness } = calibration.finish();
		assert_eq!((records[1], records[2], all, relatedness), (9_999, 7, 7, 3));
	}

	#[test]
	fn without_records_nothing_is_asked_of_them() {
		let mut calibration = Calibration::new(0);
		(0..64).for_each(|_| calibration.add(&[], 0, |_| true));
		assert_eq!(calibration.finish(), Thresholds { records: vec![], all: 0, relatedness: 0 });
	}
}
