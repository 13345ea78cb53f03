//! H12, parts (a) and (c). A copier saw a contribution in the pool and sent it first, with a tip: it was the
//! contributor for ever, and the author was refused. In another Datanet it needed no race at all. The same
//! worked for base models.
//!
//! Now an author commits itself to the root before it shows it, and takes it back with its place, in
//! snapshots too. The copier loses its bond.

use crate::world::*;
use frame_support::BoundedVec;
use openledger_primitives::{
	Hash, commitment,
	datanet::{Admission, ContributionStatus, SnapshotRef, Terms},
	traits::DatanetRegistry,
};
use openledger_runtime::{AccountId, Datanets, OPEN, Runtime};
use pallet_datanets::{Call, Error};
use sp_runtime::DispatchError;

const ROOT: Hash = Hash::repeat_byte(7);

fn create(owner: &AccountId) -> u32 {
	let id = pallet_datanets::NextDatanetId::<Runtime>::get();
	let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
	let terms = Terms {
		licence: BoundedVec::truncate_from(b"MIT".to_vec()),
		fee_per_1k_tokens: OPEN,
		revocable: true,
	};
	let (name, domain, admission) = (text("records"), text("law"), Admission::Open);
	call(owner, Call::create { name, domain, card: Hash::zero(), terms, admission }).unwrap();
	id
}

fn contribute(who: &AccountId, datanet: u32) -> Result<(), DispatchError> {
	call(who, Call::contribute { datanet, root: ROOT, records: 1, bytes: 1_000_000 })
}

fn commit(who: &AccountId) {
	call(who, Call::commit { hash: commitment::of(who, &ROOT) }).unwrap();
}

#[test]
fn a_contribution_seen_in_the_pool_stays_its_authors() {
	chain().execute_with(|| {
		let (author, copier) = (account(1, 100), account(2, 100));
		// The Datanet is the copier's own, who publishes at once.
		let datanet = create(&copier);
		commit(&author);
		advance(1);
		contribute(&copier, datanet).unwrap();
		call(&copier, Call::publish_snapshot { datanet }).unwrap();
		contribute(&author, datanet).unwrap();

		let snapshot = Datanets::snapshot(SnapshotRef { datanet, number: 1 }).unwrap();
		assert_eq!(Datanets::contributor(snapshot.entries[0].contribution), Some(author.clone()));
		assert_eq!(wealth(&copier), 98 * OPEN);
		assert_eq!(wealth(&author), 100 * OPEN);
		call(&author, Call::revoke { datanet, contribution: 0 }).unwrap();
		call(&author, Call::withdraw_commitment { hash: commitment::of(&author, &ROOT) }).unwrap();
		let free = frame_system::Account::<Runtime>::get(&author).data.free;
		assert_eq!(free, 100 * OPEN - Datanets::contribution_record_deposit());
		check_integrity();
	});
}

#[test]
fn copying_the_commitment_is_of_no_use() {
	chain().execute_with(|| {
		let (author, copier) = (account(1, 100), account(2, 100));
		let datanet = create(&author);
		call(&copier, Call::commit { hash: commitment::of(&author, &ROOT) }).unwrap();
		commit(&author);
		advance(1);
		// A commitment made once the root is known is later.
		commit(&copier);
		advance(1);
		contribute(&copier, datanet).unwrap();
		contribute(&author, datanet).unwrap();
		assert_eq!(Datanets::contributor(0), Some(author));
		assert_eq!(contribute(&copier, datanet), Err(Error::<Runtime>::RootTaken.into()));
		check_integrity();
	});
}

#[test]
fn a_public_contribution_is_paid_once_over_all_datanets() {
	chain().execute_with(|| {
		let (author, copier) = (account(1, 100), account(2, 100));
		let (datanet, other) = (create(&author), create(&copier));
		contribute(&author, datanet).unwrap();
		assert_eq!(contribute(&copier, other), Err(Error::<Runtime>::RootTaken.into()));
		contribute(&author, other).unwrap();
		check_integrity();
	});
}

#[test]
fn a_copy_placed_elsewhere_first_earns_nothing() {
	chain().execute_with(|| {
		let (author, copier) = (account(1, 100), account(2, 100));
		let (datanet, other) = (create(&author), create(&copier));
		commit(&author);
		advance(1);
		contribute(&copier, other).unwrap();
		contribute(&author, datanet).unwrap();
		assert_eq!(Datanets::contribution(0).unwrap().status, ContributionStatus::Reclaimed);
		assert_eq!((Datanets::contributor(0), Datanets::contributor(1)), (None, Some(author)));
		assert_eq!(wealth(&copier), 98 * OPEN);
		check_integrity();
	});
}

#[test]
fn a_flag_of_the_copiers_friend_does_not_keep_the_copy() {
	chain().execute_with(|| {
		let (author, copier, friend) = (account(1, 100), account(2, 100), account(3, 100));
		let datanet = create(&copier);
		commit(&author);
		advance(1);
		contribute(&copier, datanet).unwrap();
		call(&friend, Call::flag { datanet, contribution: 0, evidence: Hash::zero() }).unwrap();
		contribute(&author, datanet).unwrap();
		assert_eq!(Datanets::contributor(0), Some(author));
		check_integrity();
	});
}
