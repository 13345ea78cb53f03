//! The AUC and the recall of a method, by class.

use serde::Serialize;

/// The quality of a method: means over queries.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quality {
	/// Chance that a record of the query's class scores higher than one of another class; a tie counts half.
	pub auc: f64,
	/// Share of the query's class among the best records, as many as the class has.
	pub recall: f64,
}

/// Returns the quality of scores of all records by query. Queries of a class that has no records, or all of
/// them, are left out; none if that leaves nothing.
pub(crate) fn score(scores: &[Vec<f64>], records: &[String], queries: &[String]) -> Option<Quality> {
	let each: Vec<Quality> =
		scores.iter().zip(queries).filter_map(|(scores, class)| one(scores, records, class)).collect();
	let mean = |of: fn(&Quality) -> f64| each.iter().map(of).sum::<f64>() / each.len() as f64;
	(!each.is_empty()).then(|| Quality { auc: mean(|q| q.auc), recall: mean(|q| q.recall) })
}

fn one(scores: &[f64], records: &[String], class: &str) -> Option<Quality> {
	let mut order: Vec<(f64, bool)> =
		scores.iter().zip(records).map(|(score, record)| (*score, record == class)).collect();
	// Best first; of equal scores, records come in their order.
	order.sort_by(|a, b| b.0.total_cmp(&a.0));
	let own = order.iter().filter(|(_, own)| *own).count();
	let others = order.len() - own;
	if own == 0 || others == 0 {
		return None;
	}
	let recall = order.iter().take(own).filter(|(_, own)| *own).count() as f64 / own as f64;
	// For each record of another class, how many of its own stand before it; runs of equal scores count half.
	let (mut before, mut won) = (0usize, 0.0);
	for run in order.chunk_by(|a, b| a.0 == b.0) {
		let own = run.iter().filter(|(_, own)| *own).count();
		won += (run.len() - own) as f64 * (before as f64 + own as f64 / 2.0);
		before += own;
	}
	Some(Quality { auc: won / (own as f64 * others as f64), recall })
}

#[cfg(test)]
mod tests {
	use super::*;

	fn of(scores: &[f64], own: &[bool]) -> Option<Quality> {
		let records: Vec<String> = own.iter().map(|own| if *own { "a" } else { "b" }.to_string()).collect();
		score(&[scores.to_vec()], &records, &["a".to_string()])
	}

	#[test]
	fn known_orders() {
		let own = [true, true, false, false];
		assert_eq!(of(&[4.0, 3.0, 2.0, 1.0], &own), Some(Quality { auc: 1.0, recall: 1.0 }));
		assert_eq!(of(&[1.0, 2.0, 3.0, 4.0], &own), Some(Quality { auc: 0.0, recall: 0.0 }));
		assert_eq!(of(&[4.0, 2.0, 3.0, 1.0], &own), Some(Quality { auc: 0.75, recall: 0.5 }));
		assert_eq!(of(&[1.0; 4], &own).map(|q| q.auc), Some(0.5));
		assert_eq!(of(&[1.0, 2.0], &[true, true]), None);
		assert_eq!(of(&[1.0, 2.0], &[false, false]), None);
	}

	proptest::proptest! {
		/// AUC is the share of pairs in the right order.
		#[test]
		fn auc_counts_pairs(
			all in proptest::collection::vec((0i32..6, proptest::prelude::any::<bool>()), 1..40),
		) {
			let pair = |(score, own): &(i32, bool)| (f64::from(*score), *own);
			let (scores, own): (Vec<f64>, Vec<bool>) = all.iter().map(pair).unzip();
			let (mut won, mut pairs) = (0.0, 0.0);
			for (a, mine) in scores.iter().zip(&own) {
				for (b, yours) in scores.iter().zip(&own) {
					if *mine && !*yours {
						pairs += 1.0;
						won += if a > b { 1.0 } else if a == b { 0.5 } else { 0.0 };
					}
				}
			}
			match of(&scores, &own) {
				Some(quality) => proptest::prop_assert!((quality.auc - won / pairs).abs() < 1e-12),
				None => proptest::prop_assert_eq!(pairs, 0.0),
			}
		}
	}
}
