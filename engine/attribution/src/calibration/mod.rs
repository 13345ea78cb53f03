//! Thresholds: the scores that records reach for questions that have nothing to do with them.

pub(crate) mod questions;

/// Number of unrelated questions that may score higher than a threshold: one of them may happen to be related
/// after all.
const EXCEPT: usize = 3;
/// One leader in this many may score higher for a question than what the question is taken to say about all
/// of them, so that a few records like some of the public questions do not move the threshold of everyone.
const ONE_LEADER_IN: usize = 100;

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

	/// Takes the scores of all records for one question; `leads` says which records are leaders.
	pub(crate) fn add(&mut self, scores: &[i64], leads: impl Fn(usize) -> bool) {
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
		self.questions.extend(leading.get(leading.len() / ONE_LEADER_IN));
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
		for question in 0..64i64 {
			// One record that scores more and more, one that never does, one that scores high for five
			// questions.
			let scores = [question * 10, -5, if question % 13 == 0 { 5_000 } else { 1 }];
			calibration.add(&scores, |record| record != 2);
		}
		assert_eq!(calibration.finish(), (vec![600, 0, 5_000], 600));
	}

	#[test]
	fn one_in_a_hundred_records_does_not_move_what_all_are_held_to() {
		let mut calibration = Calibration::new(200);
		for _ in 0..64 {
			let scores: Vec<i64> = (0..200).map(|record| if record < 2 { 9_999 } else { 7 }).collect();
			calibration.add(&scores, |_| true);
		}
		let (records, all) = calibration.finish();
		assert_eq!((records[1], records[2], all), (9_999, 7, 7));
	}

	#[test]
	fn without_records_nothing_is_asked_of_them() {
		let mut calibration = Calibration::new(0);
		(0..64).for_each(|_| calibration.add(&[], |_| true));
		assert_eq!(calibration.finish(), (vec![], 0));
	}
}
