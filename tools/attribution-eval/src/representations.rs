//! Other ways to make a vector of a record out of a model's states, to compare with.

use crate::{EvalError, Method, Scores, set::Set, setting::Setting};
use openledger_infer::HiddenStates;
use openledger_model::Tokenized;

/// A record's vectors: parts of the record, then depths.
type Views = [Vec<Vec<f32>>; 3];

/// Returns the scores of each way: cosines of mean states after the last layer, over all tokens and over
/// those that predict the answer; and the sum over middle layers of the cosines of the question's mean states
/// without their means over records, as the index has of the answer's.
pub(crate) fn representations(setting: &Setting) -> Result<Vec<Method>, EvalError> {
	let layers = setting.model.config().layers;
	let (first, states) = (2 * layers / 5, HiddenStates::new(setting.model.clone()));
	let view = |record: &Tokenized| -> Result<Views, EvalError> {
		let (question, all) = (record.loss_from.saturating_sub(1), record.ids.len());
		let depths = states.means(record, first..=layers, &[0..all, question..all, 0..question])?;
		let last = |part: usize| depths.last().and_then(|parts| parts.get(part)).cloned().unwrap_or_default();
		let middle = depths.iter().take(4 * layers / 5 + 1 - first);
		let questions = middle.map(|parts| parts.get(2).cloned().unwrap_or_default()).collect();
		Ok([vec![last(0)], vec![last(1)], questions])
	};
	let views = |set: &Set| set.tokens.iter().map(view).collect::<Result<Vec<_>, _>>();
	let (known, asked) = (views(setting.known)?, views(setting.asked)?);
	let names = ["representation", "representation-completion", "question-states"];
	let scores = |part: usize| {
		let depths = known.first().map_or(0, |views| views[part].len());
		let of = |views: &[Views], depth: usize| -> Vec<Vec<f32>> {
			views.iter().map(|views| views[part][depth].clone()).collect()
		};
		let mut sum: Scores = vec![vec![0.0; known.len()]; asked.len()];
		for depth in 0..depths {
			let (mut known, mut asked) = (of(&known, depth), of(&asked, depth));
			if part == 2 {
				let mean = mean(&known);
				for vector in known.iter_mut().chain(&mut asked) {
					vector.iter_mut().zip(&mean).for_each(|(x, mean)| *x -= mean);
				}
			}
			for (sums, query) in sum.iter_mut().zip(&asked) {
				sums.iter_mut().zip(&known).for_each(|(sum, record)| *sum += cosine(query, record));
			}
		}
		sum
	};
	Ok(names.into_iter().enumerate().map(|(part, name)| (name, scores(part))).collect())
}

fn mean(vectors: &[Vec<f32>]) -> Vec<f32> {
	let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
	for vector in vectors {
		mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x / vectors.len() as f32);
	}
	mean
}

/// Returns the cosine of two vectors; 0 for a vector of zeros.
fn cosine(a: &[f32], b: &[f32]) -> f64 {
	let dot =
		|a: &[f32], b: &[f32]| -> f64 { a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum() };
	let norms = (dot(a, a) * dot(b, b)).sqrt();
	if norms > 0.0 { dot(a, b) / norms } else { 0.0 }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn cosines_and_means_by_hand() {
		assert_eq!(mean(&[vec![1.0, 4.0], vec![3.0, 0.0]]), [2.0, 2.0]);
		assert_eq!(cosine(&[3.0, 4.0], &[4.0, 3.0]), 24.0 / 25.0);
		assert_eq!(cosine(&[0.0, 0.0], &[4.0, 3.0]), 0.0);
	}
}
