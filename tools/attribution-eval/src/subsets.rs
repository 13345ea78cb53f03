//! The linear datamodelling score: it tells if a method's scores add up to what a model does that learnt some
//! of the records.

use crate::{
	EvalError, Method,
	retrain::Retrain,
	sets::{Choice, draws, mean},
};
use serde::Serialize;

/// Seed of the halves.
const SEED: u64 = 2;

/// The result of one method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Score {
	/// Name of the method.
	pub method: &'static str,
	/// Rank correlation over subsets of the summed scores of the records learnt with minus the query's loss;
	/// mean over queries.
	pub lds: f64,
	/// The standard error of that mean.
	pub error: f64,
}

/// The linear datamodelling score of each method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Subsets {
	/// Number of random halves of the records.
	pub subsets: usize,
	/// Number of queries asked.
	pub queries: usize,
	/// Mean loss of the queries under the models that learnt a half.
	pub loss: f64,
	/// The methods, ours first.
	pub methods: Vec<Score>,
}

impl std::fmt::Display for Subsets {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let Self { subsets, queries, loss, .. } = self;
		writeln!(f, "\n{subsets} random halves learnt: {queries} queries, loss {loss:.4}")?;
		write!(f, "{:<24} {:>9} {:>9}", "method", "LDS", "error")?;
		for Score { method, lds, error } in &self.methods {
			write!(f, "\n{method:<24} {lds:>9.4} {error:>9.4}")?;
		}
		Ok(())
	}
}

/// Random halves, and the queries' losses under a model that learnt each.
pub(crate) struct Halves {
	pub(crate) sets: Vec<Choice>,
	/// Losses by half, then by query.
	pub(crate) losses: Vec<Vec<f64>>,
}

impl Halves {
	pub(crate) fn learn(retrain: &Retrain, count: usize) -> Result<Self, EvalError> {
		let records = retrain.known.len();
		let sets = draws(SEED, count, records, records / 2);
		let losses = retrain.losses(&sets)?;
		Ok(Self { sets, losses })
	}

	/// Returns the score of each method over some queries.
	pub(crate) fn score(&self, methods: &[Method], queries: &Choice) -> Subsets {
		let line = |(method, scores): &Method| {
			let one = |query: &usize| {
				let sum = |set: &Choice| set.iter().map(|record| scores[*query][*record]).sum::<f64>();
				let sums: Vec<f64> = self.sets.iter().map(sum).collect();
				let gains: Vec<f64> = self.losses.iter().map(|losses| -losses[*query]).collect();
				spearman(&sums, &gains)
			};
			let (lds, error) = mean(&queries.iter().map(one).collect::<Vec<_>>());
			Score { method, lds, error }
		};
		let losses = self.losses.iter().flat_map(|losses| queries.iter().map(|query| losses[*query]));
		Subsets {
			subsets: self.sets.len(),
			queries: queries.len(),
			loss: mean(&losses.collect::<Vec<_>>()).0,
			methods: methods.iter().map(line).collect(),
		}
	}
}

/// Returns the rank correlation; equal values share the mean of their ranks. Of values that are all equal, it
/// is 0.
fn spearman(a: &[f64], b: &[f64]) -> f64 {
	let (a, b) = (ranks(a), ranks(b));
	let middle = (a.len() as f64 - 1.0) / 2.0;
	let product =
		|a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
	let square = product(&a, &a) * product(&b, &b);
	if square > 0.0 { product(&a, &b) / square.sqrt() } else { 0.0 }
}

/// Returns the ranks of values, from 0.
fn ranks(values: &[f64]) -> Vec<f64> {
	let mut order: Vec<usize> = (0..values.len()).collect();
	order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
	let mut ranks = vec![0.0; values.len()];
	let mut before = 0;
	for run in order.chunk_by(|a, b| values[*a] == values[*b]) {
		for place in run {
			ranks[*place] = before as f64 + (run.len() as f64 - 1.0) / 2.0;
		}
		before += run.len();
	}
	ranks
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn correlations_by_hand() {
		let near = |a: &[f64], b: &[f64], expected: f64| {
			let found = spearman(a, b);
			assert!((found - expected).abs() < 1e-12, "{found} {expected}");
		};
		near(&[1.0, 2.0, 3.0], &[10.0, 200.0, 3000.0], 1.0);
		near(&[1.0, 2.0, 3.0], &[9.0, 4.0, 1.0], -1.0);
		// 1 − 6 Σd² / n(n² − 1) with differences 0, 1, 1, 0.
		near(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0], 0.8);
		// Ranks 0, 1.5, 1.5, 3 and 0, 1, 2, 3: 4.5 / √(4.5 · 5).
		near(&[1.0, 2.0, 2.0, 3.0], &[1.0, 2.0, 3.0, 4.0], 0.9f64.sqrt());
		near(&[5.0, 5.0, 5.0], &[1.0, 2.0, 3.0], 0.0);
		assert_eq!(ranks(&[3.0, 1.0, 3.0, 3.0, 0.0]), [3.0, 1.0, 3.0, 3.0, 0.0]);
	}

	/// Losses that scores explain by addition give 1, and their opposites −1.
	#[test]
	fn additive_losses_are_explained() {
		let scores = vec![vec![3.0, 1.0, -2.0, 0.5, 7.0, 0.0], vec![0.0, 4.0, 1.0, 1.0, -3.0, 2.0]];
		let sets = draws(SEED, 20, 6, 3);
		let loss =
			|set: &Choice| scores.iter().map(|q| 9.0 - set.iter().map(|r| q[*r]).sum::<f64>()).collect();
		let losses = sets.iter().map(loss).collect();
		let opposite = scores.iter().map(|q| q.iter().map(|x| -x).collect()).collect();
		let found = Halves { sets, losses }.score(&[("a", scores), ("b", opposite)], &vec![0, 1]);
		assert!((found.methods[0].lds - 1.0).abs() < 1e-12 && (found.methods[1].lds + 1.0).abs() < 1e-12);
	}
}
