//! Tests of publishing snapshots.

use crate::{Error, Event, HoldReason, Snapshots, mock::*};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, dispatch::PostDispatchInfo};
use openledger_primitives::{
	datanet::{Admission, SnapshotEntry, Terms},
	root as merkle,
};

fn publish(who: AccountId, datanet: u32) -> Result<PostDispatchInfo, sp_runtime::DispatchError> {
	Datanets::publish_snapshot(signed(who), datanet).map_err(|refusal| refusal.error)
}

#[test]
fn publish_freezes_what_is_accepted() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Curated);
		let accepted = [contribute_accepted(ALICE, datanet, 1), contribute_accepted(BOB, datanet, 2)];
		contribute(CAROL, datanet, 3);
		System::set_block_number(5);
		let weight = publish(CURATOR, datanet).unwrap().actual_weight;
		assert_eq!(weight, Some(<() as crate::WeightInfo>::publish_snapshot(2)));

		let snapshot = Snapshots::<Test>::get(datanet, 1).unwrap();
		let entries: Vec<_> = [1, 2]
			.iter()
			.zip(accepted)
			.map(|(seed, contribution)| SnapshotEntry {
				contribution,
				root: root(*seed),
				records: 7,
				bytes: 100,
			})
			.collect();
		assert_eq!(snapshot.entries.to_vec(), entries);
		assert_eq!(snapshot.root, merkle::of(&entries.encode()));
		assert_eq!((snapshot.terms, snapshot.published_at), (terms(false), 5));
		System::assert_last_event(
			Event::SnapshotPublished { datanet, number: 1, root: snapshot.root, contributions: 2 }.into(),
		);
	});
}

#[test]
fn published_snapshots_never_change() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create_with(Admission::Open, true);
		let (first, second) = (contribute(ALICE, datanet, 1), contribute(BOB, datanet, 2));
		assert_ok!(publish(OWNER, datanet));
		let before = Snapshots::<Test>::get(datanet, 1);
		assert_ok!(Datanets::revoke(signed(ALICE), datanet, first));
		assert_ok!(publish(OWNER, datanet));
		assert_ok!(Datanets::flag(signed(CAROL), datanet, second, root(8)));
		decide(OWNER, datanet, second, true);
		contribute(ALICE, datanet, 1);
		assert_ok!(publish(OWNER, datanet));
		assert_ok!(Datanets::close(signed(OWNER), datanet));

		assert_eq!(Snapshots::<Test>::get(datanet, 1), before);
		let ids = |number| {
			let snapshot = Snapshots::<Test>::get(datanet, number).unwrap();
			snapshot.entries.iter().map(|entry| entry.contribution).collect::<Vec<_>>()
		};
		assert_eq!((ids(1), ids(2), ids(3)), (vec![0, 1], vec![1], vec![2]));
	});
}

#[test]
fn publish_refuses_strangers_emptiness_and_repetition() {
	ExtBuilder.build_and_execute(|| {
		let datanet = create(Admission::Open);
		assert_noop!(publish(OWNER, datanet), Error::<Test>::NothingAccepted);
		assert_noop!(publish(OWNER, 9), Error::<Test>::UnknownDatanet);
		contribute(ALICE, datanet, 1);
		assert_noop!(publish(ALICE, datanet), Error::<Test>::NotCurator);
		assert_ok!(publish(OWNER, datanet));
		assert_noop!(publish(OWNER, datanet), Error::<Test>::NothingChanged);

		// New terms alone are a change: they decide what trainers pay.
		let one = Snapshots::<Test>::get(datanet, 1).unwrap().encoded_size() as u128;
		assert_eq!(held(HoldReason::SnapshotDeposit, OWNER), one);
		let dearer = Terms { fee_per_1k_tokens: 6, ..terms(false) };
		assert_ok!(Datanets::set_terms(signed(OWNER), datanet, dearer.clone()));
		assert_ok!(publish(OWNER, datanet));
		assert_eq!(Snapshots::<Test>::get(datanet, 1).unwrap().terms, terms(false));
		assert_eq!(Snapshots::<Test>::get(datanet, 2).unwrap().terms, dearer);
		assert_eq!(held(HoldReason::SnapshotDeposit, OWNER), 2 * one);
	});
}
