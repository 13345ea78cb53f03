//! Runtime APIs and the service for other pallets.

use crate::mock::*;
use frame_support::assert_ok;
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, SnapshotRef},
	traits::DatanetRegistry,
};

#[test]
fn datanets_are_shown_in_pages() {
	ExtBuilder.build_and_execute(|| {
		(0..103).for_each(|_| {
			create(Admission::Open);
		});
		let page = |from, limit| -> Vec<u32> {
			Datanets::datanets(from, limit).into_iter().map(|datanet| datanet.id).collect()
		};
		assert_eq!(page(0, u32::MAX), (0..100).collect::<Vec<_>>());
		assert_eq!(page(100, u32::MAX), vec![100, 101, 102]);
		assert_eq!(page(1, 2), vec![1, 2]);
		assert!(page(0, 0).is_empty());
		assert!(page(u32::MAX, 9).is_empty());
	});
}

#[test]
fn contributions_are_shown_in_pages_of_their_datanet() {
	ExtBuilder.build_and_execute(|| {
		let (even, odd) = (create(Admission::Open), create(Admission::Open));
		(0..220).for_each(|seed| {
			contribute(ALICE, if seed % 2 == 0 { even } else { odd }, seed);
		});
		let page = |datanet, from, limit| -> Vec<u64> {
			let page = Datanets::contributions(datanet, from, limit);
			page.into_iter().map(|contribution| contribution.id).collect()
		};
		assert_eq!(page(even, 0, u32::MAX), (0..200).step_by(2).collect::<Vec<_>>());
		assert_eq!(page(even, 200, 100), (200..220).step_by(2).collect::<Vec<_>>());
		assert_eq!(page(odd, 4, 3), vec![5, 7, 9]);
		assert_eq!(page(odd, 5, 1), vec![5]);
		assert!(page(odd, 220, 9).is_empty());
		assert!(page(odd, u64::MAX, 9).is_empty());
		assert!(page(7, 0, 9).is_empty());
	});
}

#[test]
fn information_is_what_is_stored() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let accepted = contribute_accepted(ALICE, datanet, 1);
		let pending = contribute(BOB, datanet, 2);
		assert_ok!(Datanets::publish_snapshot(signed(OWNER), datanet));

		let info = Datanets::datanet(datanet).unwrap();
		assert_eq!((info.pending, info.accepted, info.latest_snapshot, info.closed), (1, 1, 1, false));
		assert_eq!((info.owner, info.name, info.domain), (OWNER, name("Cooking"), name("food")));
		let info = Datanets::contribution(pending).unwrap();
		assert_eq!((info.contributor, info.bond, info.records, info.bytes), (BOB, BOND, 7, 100));
		assert_eq!(info.status, ContributionStatus::Pending);

		let at = SnapshotRef { datanet, number: 1 };
		assert_eq!(Datanets::snapshot(at).unwrap().entries.len(), 1);
		assert_eq!(<Datanets as DatanetRegistry<AccountId>>::snapshot(at), Datanets::snapshot(at));
		assert_eq!(Datanets::contributor(accepted), Some(ALICE));
		assert_eq!(Datanets::datanet_of(accepted), Some(datanet));
	});
}

#[test]
fn the_unknown_is_none() {
	ExtBuilder.build_and_execute(|| {
		assert!(Datanets::datanet(0).is_none());
		assert!(Datanets::contribution(0).is_none());
		assert!(Datanets::snapshot(SnapshotRef { datanet: 0, number: 0 }).is_none());
		assert_eq!(Datanets::contributor(0), None);
		assert_eq!(Datanets::datanet_of(0), None);
	});
}
