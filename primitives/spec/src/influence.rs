//! Influence vectors: exact shares of one answer's, or one settlement's, worth.

use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Reverse;
use openledger_content::{BoundedVec, ConstU32};

/// Number of a contribution, unique over all Datanets.
pub type ContributionId = u64;

/// Most contributions that an influence vector names.
pub const MAX_INFLUENCE: u32 = 256;
/// Parts that a complete vector sums to.
pub const PARTS: u32 = 1_000_000_000;

/// Shares by contribution, strictly ascending by id, summing to [`PARTS`] unless empty.
pub type InfluenceVector = BoundedVec<(ContributionId, u32), ConstU32<MAX_INFLUENCE>>;

/// The reason why an influence vector is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InfluenceError {
	/// Ids are not strictly ascending: unsorted or repeated.
	Unordered,
	/// A share is zero, which should have been left out.
	ZeroShare,
	/// Shares do not sum to [`PARTS`].
	BadSum,
}

/// Checks order, positivity and sum. An empty vector is valid: nothing was attributed.
pub fn check(vector: &[(ContributionId, u32)]) -> Result<(), InfluenceError> {
	if !vector.is_sorted_by(|a, b| a.0 < b.0) {
		return Err(InfluenceError::Unordered);
	}
	if vector.iter().any(|(_, share)| *share == 0) {
		return Err(InfluenceError::ZeroShare);
	}
	let sum: u64 = vector.iter().map(|(_, share)| u64::from(*share)).sum();
	if !vector.is_empty() && sum != u64::from(PARTS) {
		return Err(InfluenceError::BadSum);
	}
	Ok(())
}

/// Rounds non-negative integer weights to shares that sum to [`PARTS`] exactly, by largest remainder.
///
/// Ties go to the lower id. Zero weights and shares that round to zero are left out. `weights` must be
/// strictly ascending by id.
///
/// When there are more than [`MAX_INFLUENCE`] positive weights, only the largest are kept.
pub fn apportion(weights: &[(ContributionId, u128)]) -> InfluenceVector {
	let mut kept: Vec<(ContributionId, u128)> = weights.iter().copied().filter(|(_, w)| *w > 0).collect();
	// Scale down so that weight × PARTS fits a u128 and the sum cannot overflow.
	let largest = kept.iter().map(|(_, w)| *w).max().unwrap_or(0);
	let shift = 48_u32.saturating_sub(largest.leading_zeros());
	kept.iter_mut().for_each(|(_, w)| *w >>= shift);
	kept.retain(|(_, w)| *w > 0);
	if kept.len() > MAX_INFLUENCE as usize {
		kept.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
		kept.truncate(MAX_INFLUENCE as usize);
		kept.sort_by_key(|(id, _)| *id);
	}
	let total: u128 = kept.iter().map(|(_, w)| *w).sum();
	if total == 0 {
		return BoundedVec::new();
	}
	let mut shares: Vec<(ContributionId, u32, u128)> = kept
		.iter()
		.map(|(id, w)| {
			let scaled = w.saturating_mul(u128::from(PARTS));
			let share = scaled.checked_div(total).unwrap_or(0);
			(*id, share as u32, scaled.saturating_sub(share.saturating_mul(total)))
		})
		.collect();
	let given: u64 = shares.iter().map(|(_, share, _)| u64::from(*share)).sum();
	let missing = u64::from(PARTS).saturating_sub(given) as usize;
	// Largest remainder first; the sort is stable, so equal ones stay ascending by id.
	shares.sort_by_key(|(_, _, remainder)| Reverse(*remainder));
	for (_, share, _) in shares.iter_mut().take(missing) {
		*share = share.saturating_add(1);
	}
	shares.sort_by_key(|(id, _, _)| *id);
	let shares = shares.into_iter().filter(|(_, share, _)| *share > 0).map(|(id, share, _)| (id, share));
	BoundedVec::truncate_from(shares.collect())
}

/// Returns the vector of a settlement: the sum of its answers' vectors, each weighted by the answer's price,
/// rounded by [`apportion`].
///
/// The provider settles with it and the chain checks it against revealed receipts, so there is one function
/// for both. Exact for everything that can be paid: sums beyond a `u128` saturate, above the total supply.
pub fn aggregate<'a>(
	answers: impl IntoIterator<Item = (u128, &'a [(ContributionId, u32)])>,
) -> InfluenceVector {
	let mut weights: BTreeMap<ContributionId, u128> = BTreeMap::new();
	for (price, vector) in answers {
		for (contribution, share) in vector {
			let weight = weights.entry(*contribution).or_default();
			*weight = weight.saturating_add(u128::from(*share).saturating_mul(price));
		}
	}
	apportion(&weights.into_iter().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// One billion OPEN in planck: the most that an answer can cost.
	const TOTAL_SUPPLY: u128 = 1_000_000_000 * 1_000_000_000_000_000_000;

	#[test]
	fn refuses_bad_vectors() {
		assert_eq!(check(&[]), Ok(()));
		assert_eq!(check(&[(1, PARTS)]), Ok(()));
		assert_eq!(check(&[(2, 1), (1, PARTS - 1)]), Err(InfluenceError::Unordered));
		assert_eq!(check(&[(1, 1), (1, PARTS - 1)]), Err(InfluenceError::Unordered));
		assert_eq!(check(&[(1, 0), (2, PARTS)]), Err(InfluenceError::ZeroShare));
		assert_eq!(check(&[(1, PARTS - 1)]), Err(InfluenceError::BadSum));
	}

	#[test]
	fn ties_go_to_the_lower_id() {
		assert_eq!(
			apportion(&[(1, 1), (2, 1), (3, 1)]).into_inner(),
			vec![(1, 333_333_334), (2, 333_333_333), (3, 333_333_333)]
		);
	}

	#[test]
	fn answers_weigh_as_much_as_they_cost() {
		let (one, two) = ([(1, PARTS)], [(1, PARTS / 2), (7, PARTS / 2)]);
		let sum = aggregate([(1, &one[..]), (3, &two[..])]);
		assert_eq!(sum.into_inner(), vec![(1, 625_000_000), (7, 375_000_000)]);
		assert!(aggregate([(5, &[][..])]).is_empty());
		assert!(aggregate([(0, &one[..])]).is_empty());
		assert!(aggregate([]).is_empty());
		// What was not attributed weighs nothing: the rest is shared out among what was.
		assert_eq!(aggregate([(9, &[][..]), (1, &one[..])]).into_inner(), vec![(1, PARTS)]);
	}

	proptest::proptest! {
		#[test]
		fn one_answers_vector_is_its_settlements(
			weights in proptest::collection::vec(1u128..1 << 40, 1..40),
			price in 1u128..TOTAL_SUPPLY,
		) {
			let weights: Vec<_> = weights.into_iter().enumerate().map(|(i, w)| (i as u64, w)).collect();
			let vector = apportion(&weights);
			proptest::prop_assert_eq!(aggregate([(price, &vector[..])]), vector.clone());
			proptest::prop_assert_eq!(aggregate([(price, &vector[..]), (price, &vector[..])]), vector);
		}

		#[test]
		fn the_order_of_answers_does_not_matter(
			answers in proptest::collection::vec((0u128..TOTAL_SUPPLY, 0u32..=PARTS), 0..20),
		) {
			let vectors: Vec<_> = answers
				.iter()
				.map(|(price, share)| {
					(*price, apportion(&[(1, (*share).into()), (2, (PARTS - share).into())]))
				})
				.collect();
			let forth = aggregate(vectors.iter().map(|(price, vector)| (*price, &vector[..])));
			let back = aggregate(vectors.iter().rev().map(|(price, vector)| (*price, &vector[..])));
			proptest::prop_assert_eq!(check(&forth), Ok(()));
			proptest::prop_assert_eq!(forth, back);
		}

		#[test]
		fn shares_are_exact(weights in proptest::collection::vec(proptest::prelude::any::<u128>(), 0..400)) {
			let weights: Vec<_> = weights.into_iter().enumerate().map(|(i, w)| (i as u64, w)).collect();
			let shares = apportion(&weights);
			proptest::prop_assert_eq!(check(&shares), Ok(()));
			proptest::prop_assert_eq!(shares.is_empty(), weights.iter().all(|(_, w)| *w == 0));
		}
	}
}
