use crate::{
	Board, DatanetBoards, ModelBoards,
	graph::{page, place},
	mock::*,
};
use frame_support::assert_ok;
use openledger_primitives::{AccountId, MAX_BOARD, usage::ContributionInfluence};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn total(settlements: u32, earned: u128) -> ContributionInfluence {
	ContributionInfluence { settlements, earned }
}

#[test]
fn the_graph_should_be_readable_from_every_side() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10_000, &[(10, 500_000_000), (11, 500_000_000)]));
		assert_ok!(settle_and_divide(session, 20_000, &[(10, 500_000_000), (20, 500_000_000)]));
		let datanet = |id, from, limit| Attribution::influence_of_datanet(id, from, limit);
		assert_eq!(datanet(1, 0, 9), vec![(10, total(2, 3_500)), (11, total(1, 1_750))]);
		assert_eq!(datanet(1, 11, 9), vec![(11, total(1, 1_750))]);
		assert_eq!(datanet(1, 0, 1), vec![(10, total(2, 3_500))]);
		assert_eq!(datanet(2, 0, 9), vec![(20, total(1, 1_750))]);
		assert_eq!(datanet(3, 0, 9), vec![]);
		// Carol's are 10 and 20, named in two settlements.
		let (carol, dave) = (account("carol"), account("dave"));
		assert_eq!(Attribution::models_shaped_by(carol.clone(), 0, 9), vec![(TUNED, total(2, 5_250))]);
		assert_eq!(
			Attribution::datanets_shared_by(carol.clone(), 0, 9),
			vec![(1, total(2, 3_500)), (2, total(1, 1_750))]
		);
		assert_eq!(Attribution::datanets_shared_by(carol.clone(), 2, 9), vec![(2, total(1, 1_750))]);
		let board = vec![(carol.clone(), total(2, 5_250)), (dave.clone(), total(1, 1_750))];
		assert_eq!(Attribution::model_board(TUNED), board);
		let board = vec![(carol.clone(), total(2, 3_500)), (dave, total(1, 1_750))];
		assert_eq!(Attribution::datanet_board(1), board);
		assert_eq!(Attribution::datanet_board(2), vec![(carol, total(1, 1_750))]);
		assert_eq!(Attribution::model_board(BASE), vec![]);
	});
}

#[test]
fn whoever_earned_nothing_should_be_on_no_board() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle_and_divide(session, 10, &[(10, 1), (11, 999_999_999)]));
		assert_eq!(Attribution::models_shaped_by(account("carol"), 0, 9), vec![(TUNED, total(1, 0))]);
		assert_eq!(Attribution::model_board(TUNED), vec![(account("dave"), total(1, 2))]);
		Contributors::mutate(|all| all.clear());
		assert_ok!(settle_and_divide(session, 10_000, &[(10, 1_000_000_000)]));
		assert_eq!(ModelBoards::<Test>::get(TUNED).len(), 1);
		assert_eq!(DatanetBoards::<Test>::get(1).len(), 1);
	});
}

proptest! {
	/// A board that is kept up step by step is the head of the list that is sorted at the end.
	#[test]
	fn a_board_should_be_exact(gains in proptest::collection::vec((0u8..150, 0u128..4), 0..1_500)) {
		let (mut board, mut totals) = (Board::default(), BTreeMap::<AccountId, u128>::new());
		for (who, gain) in gains {
			let who = AccountId::new([who; 32]);
			let total = totals.entry(who.clone()).or_default();
			*total += gain;
			place(&mut board, &who, *total);
		}
		let mut sorted: Vec<_> = totals.into_iter().filter(|(_, total)| *total > 0).collect();
		sorted.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
		sorted.truncate(MAX_BOARD as usize);
		prop_assert_eq!(board.into_inner(), sorted);
	}

	#[test]
	fn pages_should_join_to_the_whole(
		keys in proptest::collection::btree_set(0u32..500, 0..60),
		limit in 1u32..20,
	) {
		let (mut joined, mut from) = (Vec::new(), 0);
		loop {
			let part = page(keys.iter().rev().map(|key| (*key, ())), from, limit);
			let Some((last, ())) = part.last() else { break };
			from = last + 1;
			joined.extend(part.into_iter().map(|(key, ())| key));
		}
		prop_assert_eq!(joined, keys.into_iter().collect::<Vec<_>>());
	}
}
