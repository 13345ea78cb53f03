//! What tells kinds of work apart: the answer or the question.
//!
//! Of a rewriting, the states of the answer say of which kind it is, and those of the question only what it
//! is about; of a word problem whose answer is a bare number it is the other way round. So an index has
//! vectors of both, and scores are a mean of what either says, whose weights are a property of the index:
//! each of at most 256 records is taken as if it were an answer, and all others of these are scored by
//! either side. With the scores of a record standardised, to a mean of 0 and a variance of 1,
//!
//! ```text
//! r         mean over records of the correlation of both sides' scores
//! s_a, s_q  mean over records of the skewness of each side's scores
//! w_a     = max(0, s_a − 1/2)³ + 1/64
//! w_q     = max(0, s_q − 1/2)³ · min(1, max(0, 4 r − 1/2))
//! question's part = w_q / (w_a + w_q)
//! ```
//!
//! A side weighs by how clearly few records stand out from all others: where a tenth of all is a class apart,
//! the skewness is 8/3, and 0 where scores are spread normally or divide the records in halves, as a bare yes
//! or no does. A skewness of a half is not taken for a sign of classes. Questions count only as far as like
//! questions have like answers; where they do not, the question says nothing of the kind of work. Where
//! nothing can be told, the answer decides alone.

/// Number of fraction bits of the question's part, and of a correlation.
const PART_BITS: u32 = 16;
/// Skewness up to this is no sign of classes: a half.
const SPREAD: i64 = 1 << (PART_BITS - 1);
/// The weight of an answer that names no class: 1/64, in units of 2^-48.
const LEAST: u128 = 1 << (3 * PART_BITS - 6);
/// Correlations up to this say that the question is about something else than the answer: an eighth.
const UNRELATED: i64 = 1 << (PART_BITS - 3);
/// Most records that are compared with each other.
pub(crate) const SAMPLE: usize = 1 << 8;
/// The end of the name of a vector that is about the question; all others are about the answer.
const QUESTION: &str = ".question";

/// The scores of a record by the answer and by the question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sides {
	pub(crate) answer: i64,
	pub(crate) question: i64,
}

impl Sides {
	/// Returns the mean of both sides, rounded down, in which the question has a part of 2^16.
	pub(crate) fn mixed(self, question: u32) -> i64 {
		let part = i64::from(question.min(1 << PART_BITS));
		(self.answer * ((1 << PART_BITS) - part) + self.question * part) >> PART_BITS
	}
}

/// The scores of all records for an answer, in units of 2^-15.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
	/// The score of each record.
	pub records: Vec<i64>,
	/// The score that states of the answer alone give each record.
	pub answers: Vec<i64>,
}

/// Returns true if a vector is about the question.
pub(crate) fn is_of_question(name: &str) -> bool {
	name.ends_with(QUESTION)
}

/// Returns at most [`SAMPLE`] of some records, evenly spread.
pub(crate) fn sample(records: &[u32]) -> Vec<u32> {
	let each = records.len().div_ceil(SAMPLE).max(1);
	records.iter().copied().step_by(each).collect()
}

/// Returns the part that the question has in scores, of 2^16, from the scores that each of some records has
/// of the others: at most [`SAMPLE`] of each, below 2^27 in size.
pub(crate) fn question_part(rows: impl Iterator<Item = Vec<Sides>>) -> u32 {
	let (mut count, mut related, mut skewness) = (0, 0, [0; 2]);
	for row in rows {
		let answers = standardised(row.iter().map(|sides| sides.answer));
		let questions = standardised(row.iter().map(|sides| sides.question));
		let products = answers.iter().zip(&questions).map(|(answer, question)| answer * question);
		related += mean(products) >> PART_BITS;
		for (sum, side) in skewness.iter_mut().zip([&answers, &questions]) {
			*sum += mean(side.iter().map(|score| score.pow(3))) >> (2 * PART_BITS);
		}
		count += 1;
	}
	let mean = |sum: i64| sum.checked_div(count).unwrap_or(0);
	// At most 2^60, for no score is more than 2^4 deviations from the mean of 2^8.
	let [answer, question] =
		skewness.map(|sum| u128::from((mean(sum) - SPREAD).max(0).unsigned_abs()).pow(3));
	let related = 4 * (mean(related) - UNRELATED).clamp(0, 1 << (PART_BITS - 2));
	let question = (question * u128::from(related.unsigned_abs())) >> PART_BITS;
	(question << PART_BITS).checked_div(answer + LEAST + question).unwrap_or(0) as u32
}

/// Returns how many standard deviations each of at most 2^8 numbers is above their mean, in units of 2^-16,
/// rounded towards zero; zeros if all are equal.
fn standardised(values: impl ExactSizeIterator<Item = i64> + Clone) -> Vec<i64> {
	let (count, sum) = (values.len() as i64, values.clone().sum::<i64>());
	// Times the count, so that they are whole numbers: at most 2^36.
	let above = values.map(|value| count * value - sum);
	let squares: u128 = above.clone().map(|value| u128::from(value.unsigned_abs()).pow(2)).sum();
	let deviation = squares.checked_div(count.unsigned_abs().into()).unwrap_or(0).isqrt() as i64;
	above.map(|value| (value << PART_BITS).checked_div(deviation).unwrap_or(0)).collect()
}

/// Returns the mean of some numbers, rounded towards zero; 0 of none. Their sum must fit 128 bits.
fn mean(values: impl ExactSizeIterator<Item = i64>) -> i64 {
	let count = values.len() as i128;
	values.map(i128::from).sum::<i128>().checked_div(count).unwrap_or(0) as i64
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	/// Returns a number below 1,000 that looks random.
	fn noise(seed: i64) -> i64 {
		let seed = (seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
		let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		((mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as i64 % 1_000
	}

	/// Returns the scores of a hundred records with each other: `answer` and `question` say how much either
	/// side has of its classes.
	fn rows(answer: i64, question: i64, classes: [i64; 2]) -> Vec<Vec<Sides>> {
		let score = |side: i64, much: i64, one: i64, other: i64| {
			let class = |record: i64| record % classes[side as usize];
			let random = (0..6).map(|at| noise(((side * 100 + one) * 100 + other) * 6 + at)).sum::<i64>();
			random + if class(one) == class(other) { much } else { 0 }
		};
		let row = |one: i64| -> Vec<Sides> {
			let others = (0..100).filter(|other| *other != one);
			let sides = others.map(|other| Sides {
				answer: score(0, answer, one, other),
				question: score(1, question, one, other),
			});
			sides.collect()
		};
		(0..100).map(row).collect()
	}

	fn part(answer: i64, question: i64, classes: [i64; 2]) -> u32 {
		question_part(rows(answer, question, classes).into_iter())
	}

	#[test]
	fn the_side_that_names_a_class_decides() {
		let by_question = part(1_500, 9_000, [10, 10]);
		assert!(by_question > 60_000, "{by_question}");
		let by_answer = part(9_000, 1_500, [10, 10]);
		assert!(by_answer < 5_000, "{by_answer}");
		let both = part(20_000, 20_000, [10, 10]);
		assert!(both.abs_diff(1 << 15) < 300, "{both}");
		// Halves, such as those of yes and no, are no classes, even if questions say which it is.
		let halves = part(20_000, 9_000, [2, 10]);
		assert!(halves > 60_000, "{halves}");
	}

	#[test]
	fn questions_that_say_nothing_of_the_answer_count_for_nothing() {
		assert_eq!(part(9_000, 9_000, [10, 7]), 0);
		assert_eq!(part(0, 9_000, [10, 10]), 0);
		// With nothing to tell, it is the answer.
		assert_eq!(question_part([vec![], vec![Sides::default(); 9]].into_iter()), 0);
		assert_eq!(question_part(std::iter::empty()), 0);
	}

	#[test]
	fn known_deviations() {
		let of = |values: &[i64]| standardised(values.iter().copied());
		assert_eq!(of(&[1, -1, 1, -1]), [65_536, -65_536, 65_536, -65_536]);
		assert_eq!(of(&[7, 7, 7]), [0; 3]);
		assert!(of(&[]).is_empty());
		// One of 256 is √255 deviations above the mean, and the skewness 254/√255.
		let mut most = vec![-1 << 27; 256];
		most[9] = 1 << 27;
		assert_eq!(of(&most)[9], 1_046_525);
		assert_eq!(mean(of(&most).into_iter().map(|score| score.pow(3))) >> 32, 1_042_418);
	}

	#[test]
	fn samples_are_spread_evenly() {
		let all: Vec<u32> = (0..1_000).collect();
		assert_eq!(sample(&all[..256]), all[..256]);
		assert_eq!(sample(&all)[..3], [0, 4, 8]);
		assert_eq!(sample(&all).len(), 250);
		assert!(sample(&[]).is_empty());
	}

	proptest! {
		#[test]
		fn any_scores_have_a_part(
			values in prop::collection::vec(
				prop::collection::vec((-1i64 << 27..1 << 27, -1i64 << 27..1 << 27), 0..20), 0..20),
		) {
			let sides = |(answer, question): &(i64, i64)| Sides { answer: *answer, question: *question };
			let rows: Vec<Vec<Sides>> = values.iter().map(|row| row.iter().map(sides).collect()).collect();
			let part = question_part(rows.clone().into_iter());
			prop_assert!(part <= 1 << PART_BITS);
			for sides in rows.into_iter().flatten() {
				let (least, most) = (sides.answer.min(sides.question), sides.answer.max(sides.question));
				prop_assert!((least..=most).contains(&sides.mixed(part)));
			}
		}
	}
}
