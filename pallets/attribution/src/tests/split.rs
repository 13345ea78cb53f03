use crate::split::{Shares, Split};
use openledger_primitives::shares::by_influence;
use proptest::prelude::*;
use sp_runtime::Permill;

fn total(shares: &Shares) -> u128 {
	shares.platform + shares.royalty + shares.provider + shares.contributors + shares.owner
}

fn split(platform: u32, provider: u32, contributors: u32, owner: u32) -> Split {
	let parts = Permill::from_parts;
	Split {
		platform: parts(platform),
		provider: parts(provider),
		contributors: parts(contributors),
		owner: parts(owner),
	}
}

#[test]
fn split_should_know_when_it_is_whole() {
	assert!(split(50_000, 400_000, 350_000, 200_000).is_whole());
	assert!(!split(50_000, 400_000, 350_000, 200_001).is_whole());
	assert!(!split(0, 0, 0, 0).is_whole());
}

#[test]
fn split_should_give_everything_when_one_party_takes_it() {
	let royalty = Permill::from_percent(10);
	assert_eq!(split(1_000_000, 0, 0, 0).divide(999, royalty), Shares { platform: 999, ..Shares::default() });
	assert_eq!(
		split(0, 1_000_000, 0, 0).divide(999, Permill::zero()),
		Shares { provider: 999, ..Shares::default() }
	);
	assert_eq!(
		split(0, 0, 1_000_000, 0).divide(999, Permill::one()),
		Shares { contributors: 999, ..Shares::default() }
	);
	assert_eq!(
		split(0, 0, 0, 1_000_000).divide(999, Permill::one()),
		Shares { royalty: 999, ..Shares::default() }
	);
}

#[test]
fn royalty_should_be_the_owners_to_pay() {
	let split = split(50_000, 400_000, 350_000, 200_000);
	let shares = |royalty| split.divide(10_000, Permill::from_percent(royalty));
	let (none, some, all) = (shares(0), shares(10), shares(100));
	assert_eq!((none.provider, none.contributors, none.owner), (4_000, 3_500, 2_000));
	assert_eq!((some.provider, some.contributors, some.owner, some.royalty), (4_000, 3_500, 1_050, 950));
	assert_eq!((all.provider, all.contributors, all.owner, all.royalty), (4_000, 3_500, 0, 2_000));
}

#[test]
fn influence_should_leave_what_rounding_leaves() {
	let thirds = [(1, 333_333_334), (2, 333_333_333), (3, 333_333_333)];
	assert_eq!(by_influence(10, &thirds), (vec![(1, 3), (2, 3), (3, 3)], 1));
	assert_eq!(by_influence(0, &thirds), (vec![(1, 0), (2, 0), (3, 0)], 0));
	assert_eq!(by_influence(10, &[]), (vec![], 10));
	assert_eq!(by_influence(u128::MAX, &[(7, 1_000_000_000)]), (vec![(7, u128::MAX)], 0));
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

	#[test]
	fn split_should_conserve_every_planck(
		amount: u128,
		royalty in 0u32..=1_000_000,
		cuts in proptest::array::uniform3(0u32..=1_000_000),
	) {
		let mut cuts = cuts;
		cuts.sort();
		let split = split(cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 1_000_000 - cuts[2]);
		prop_assert!(split.is_whole());
		let shares = split.divide(amount, Permill::from_parts(royalty));
		prop_assert_eq!(total(&shares), amount);
		prop_assert!(shares.platform <= amount);
		let free = split.divide(amount, Permill::zero());
		prop_assert_eq!((shares.provider, shares.contributors), (free.provider, free.contributors));
	}

	#[test]
	fn influence_should_conserve_every_planck(
		amount: u128,
		weights in proptest::collection::vec(1u128..1_000_000, 0..256),
	) {
		let weights: Vec<_> = weights.into_iter().zip(0u64..).map(|(weight, id)| (id, weight)).collect();
		let influence = openledger_primitives::influence::apportion(&weights);
		let (parts, left) = by_influence(amount, &influence);
		prop_assert_eq!(parts.iter().map(|(_, part)| part).sum::<u128>() + left, amount);
		prop_assert_eq!(parts.len(), influence.len());
		// Less than a planck each was rounded away.
		prop_assert!(influence.is_empty() || left < influence.len() as u128 || left == 0);
	}
}
