//! Runtime APIs and the service for other pallets.

use crate::mock::*;
use frame_support::assert_ok;
use openledger_primitives::traits::ModelRegistry;

#[test]
fn models_are_shown_in_pages() {
	ExtBuilder.build_and_execute(|| {
		let small = base(ALICE, 1);
		(1..103).for_each(|_| {
			tuned(BOB, small, None);
		});
		let page = |from, limit| -> Vec<u32> {
			Models::models(from, limit).into_iter().map(|model| model.id).collect()
		};
		assert_eq!(page(0, u32::MAX), (0..100).collect::<Vec<_>>());
		assert_eq!(page(100, u32::MAX), vec![100, 101, 102]);
		assert_eq!(page(1, 2), vec![1, 2]);
		assert!(page(0, 0).is_empty());
		assert!(page(u32::MAX, 9).is_empty());
	});
}

#[test]
fn information_is_what_is_stored() {
	ExtBuilder.build_and_execute(|| {
		let small = base(ALICE, 1);
		let model = tuned(BOB, small, None);
		assert_ok!(Models::list(signed(BOB), model, PRICE));
		let info = Models::model(model).unwrap();
		assert_eq!((info.id, info.owner, info.price), (model, BOB, Some(PRICE)));
		assert_eq!((info.name, info.licence), (name("Smaller"), name("Apache-2.0")));

		wait(CLAIM_PERIOD + 1);
		assert_eq!(Models::base(small), Some((manifest(1), ROYALTY)));
		assert_eq!(Models::base(model), None);
		assert_eq!(Models::lineage(model), Some(lineage(small, None)));
		assert_eq!(Models::lineage(small), None);
		assert_eq!((Models::owner(small), Models::owner(model)), (Some(ALICE), Some(BOB)));
		assert_eq!((Models::price(small), Models::price(model)), (None, Some(PRICE)));
	});
}

#[test]
fn the_unknown_is_none() {
	ExtBuilder.build_and_execute(|| {
		assert!(Models::model(0).is_none());
		assert!(Models::base(0).is_none());
		assert!(Models::lineage(0).is_none());
		assert!(Models::owner(0).is_none());
		assert!(Models::price(0).is_none());
	});
}
