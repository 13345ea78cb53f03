//! The rise of a query's loss when the records that a method names are not learnt.

use crate::{
	EvalError, Method,
	retrain::Retrain,
	sets::{Choice, draws, mean, top, without},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Seed of the random removals.
const SEED: u64 = 1;

/// The result of one method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removed {
	/// Name of the method.
	pub method: &'static str,
	/// The rise of a query's loss without the records that it names, over the model that learnt all; mean
	/// over queries.
	pub increase: f64,
	/// The standard error of that mean.
	pub error: f64,
	/// That rise in parts of the one without random records; none if that is not above 0.
	pub over_random: Option<f64>,
	/// Number of queries where no other method's records are missed more.
	pub highest: usize,
}

/// The result of the counterfactual test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Removals {
	/// Number of queries asked.
	pub queries: usize,
	/// Number of records left out at a time.
	pub removed: usize,
	/// Number of models trained, or found from before.
	pub models: usize,
	/// Mean loss of the queries under the model that learnt all.
	pub loss: f64,
	/// Number of random removals.
	pub random_removals: usize,
	/// The rise without those records; mean over queries and removals.
	pub random_increase: f64,
	/// Standard error of that mean, over removals.
	pub random_error: f64,
	/// The methods, ours first.
	pub methods: Vec<Removed>,
}

impl std::fmt::Display for Removals {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		let Self { queries, removed, models, loss, .. } = self;
		writeln!(
			f,
			"\n{removed} records left out: {queries} queries, {models} models, loss with all {loss:.4}"
		)?;
		write!(
			f,
			"{:<24} {:>9} {:>9} {:>9} {:>8}",
			"without those of", "loss", "error", "/ random", "highest"
		)?;
		for Removed { method, increase, error, over_random, highest } in &self.methods {
			let over = over_random.map_or("-".into(), |over| format!("{over:.2}"));
			write!(f, "\n{method:<24} {increase:>+9.4} {error:>9.4} {over:>9} {highest:>8}")?;
		}
		let random = format!("random, {} times", self.random_removals);
		write!(f, "\n{random:<24} {:>+9.4} {:>9.4}", self.random_increase, self.random_error)
	}
}

/// Leaves, for each method and each of `queries`, the tenth of the records out that the method ranks highest.
/// `before` has all queries' losses under the model that learnt all.
pub(crate) fn removals(
	retrain: &Retrain,
	methods: &[Method],
	queries: &Choice,
	before: &[f64],
	random: usize,
) -> Result<Removals, EvalError> {
	let records = retrain.known.len();
	let removed = (records / 10).max(1);
	let best = |(_, scores): &Method| queries.iter().map(|query| top(&scores[*query], removed)).collect();
	let named: Vec<Choice> = methods.iter().flat_map::<Vec<Choice>, _>(best).collect();
	let drawn = draws(SEED, random, records, removed);
	let sets: Vec<Choice> = named.iter().chain(&drawn).map(|set| without(records, set)).collect();
	let losses = retrain.losses(&sets)?;
	let (own, drawn) = losses.split_at(named.len());
	let rise = |losses: &Vec<f64>, query: &usize| losses[*query] - before[*query];
	let one = |of: &[Vec<f64>]| of.iter().zip(queries).map(|(losses, query)| rise(losses, query)).collect();
	let all = |losses| queries.iter().map(|query| rise(losses, query)).collect();
	let rises = Rises {
		methods: methods.iter().map(|(method, _)| *method).zip(own.chunks(queries.len()).map(one)).collect(),
		random: drawn.iter().map(all).collect(),
	};
	let (random_increase, random_error, methods) = rises.lines();
	Ok(Removals {
		queries: queries.len(),
		removed,
		models: sets.iter().collect::<BTreeSet<_>>().len(),
		loss: mean(&queries.iter().map(|query| before[*query]).collect::<Vec<_>>()).0,
		random_removals: random,
		random_increase,
		random_error,
		methods,
	})
}

/// The rises of the queries' losses.
struct Rises {
	/// Rises by method, then by query: without what the method names for that query.
	methods: Vec<(&'static str, Vec<f64>)>,
	/// Rises by random removal, then by query.
	random: Vec<Vec<f64>>,
}

impl Rises {
	/// Returns the mean rise of random removals, its error, and each method's line.
	fn lines(&self) -> (f64, f64, Vec<Removed>) {
		let (random, random_error) = mean(&self.random.iter().map(|rises| mean(rises).0).collect::<Vec<_>>());
		let line = |(method, rises): &(&'static str, Vec<f64>)| {
			let most = |query: usize| self.methods.iter().all(|(_, others)| others[query] <= rises[query]);
			let (increase, error) = mean(rises);
			Removed {
				method,
				increase,
				error,
				over_random: (random > 0.0).then(|| increase / random),
				highest: (0..rises.len()).filter(|query| most(*query)).count(),
			}
		};
		(random, random_error, self.methods.iter().map(line).collect())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_by_hand() {
		let methods = vec![("a", vec![3.0, 1.0, 2.0]), ("b", vec![0.0, 1.0, 0.5])];
		let random = vec![vec![1.0, 0.0, 0.5], vec![2.0, 1.0, 1.5]];
		let (random, error, lines) = Rises { methods: methods.clone(), random }.lines();
		assert_eq!((random, error), (1.0, 0.5));
		let found: Vec<_> =
			lines.iter().map(|line| (line.increase, line.over_random, line.highest)).collect();
		// The second query is a tie, and counts for both.
		assert_eq!(found, [(2.0, Some(2.0), 3), (0.5, Some(0.5), 1)]);
		for random in [vec![], vec![vec![0.0; 3]], vec![vec![-1.0; 3]]] {
			let (_, _, lines) = Rises { methods: methods.clone(), random }.lines();
			assert!(lines.iter().all(|line| line.over_random.is_none()));
		}
	}
}
