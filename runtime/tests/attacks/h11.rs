//! H11. Low-quality data was free. 256 refundable junk entries closed a curated Datanet to everybody; data
//! that was removed for cause earned on; the owner of a Datanet and a second account of his took half of any
//! contributor's bond with a flag, in one block; curators had nothing to lose and nothing to gain.
//!
//! Now a rejection costs the author and pays the curator, an account has few entries pending, removed data
//! earns nothing, no party gains by a flag, and the loser may appeal to a jury that the owner has no say in.

use crate::world::*;
use frame_support::{BoundedVec, traits::Get};
use openledger_primitives::{
	Hash,
	datanet::{Admission, ContributionStatus, ReviewDecision, Terms},
	traits::DatanetRegistry,
};
use openledger_runtime::{AccountId, Balance, Datanets, OPEN, Runtime};
use pallet_datanets::{Call, Config, Error};

fn text<const N: u32>(text: &str) -> BoundedVec<u8, frame_support::traits::ConstU32<N>> {
	text.as_bytes().to_vec().try_into().unwrap()
}

fn create(owner: &AccountId, admission: Admission) -> u32 {
	let id = pallet_datanets::NextDatanetId::<Runtime>::get();
	let terms = Terms { licence: text("MIT"), fee_per_1k_tokens: OPEN, revocable: true };
	let (name, domain) = (text("records"), text("law"));
	call(owner, Call::create { name, domain, card: Hash::zero(), terms, admission }).unwrap();
	id
}

fn contribute(
	who: &AccountId,
	datanet: u32,
	seed: u64,
	bytes: u64,
) -> Result<u64, sp_runtime::DispatchError> {
	let id = pallet_datanets::NextContributionId::<Runtime>::get();
	let root = Hash::from_low_u64_be(seed + 1);
	call(who, Call::contribute { datanet, root, records: 1, bytes }).map(|()| id)
}

fn period<Period: Get<u32>>() -> u32 {
	Period::get()
}

fn treasury() -> Balance {
	wealth(&<Runtime as Config>::Treasury::get())
}

#[test]
fn junk_costs_its_author_and_pays_who_turns_it_away() {
	chain().execute_with(|| {
		let (owner, curator, spammer) = (account(1, 100), account(2, 100), account(3, 1_000));
		let datanet = create(&owner, Admission::Curated);
		let curators = BoundedVec::truncate_from(vec![curator.clone()]);
		call(&owner, Call::set_curators { datanet, curators }).unwrap();
		let junk: Vec<u64> = (0..).map_while(|seed| contribute(&spammer, datanet, seed, 1).ok()).collect();
		assert_eq!(junk.len(), 16);
		for id in &junk {
			let (contribution, verdict) = (*id, ReviewDecision::Reject);
			call(&curator, Call::review { datanet, contribution, verdict }).unwrap();
		}
		let lost = 1_000 * OPEN - wealth(&spammer);
		assert_eq!(lost, 16 * ((OPEN + OPEN / 1_000_000) / 10));
		assert_eq!(wealth(&curator), 100 * OPEN + lost);
		check_integrity();
	});
}

#[test]
fn withdrawing_junk_before_it_is_turned_away_saves_nothing() {
	chain().execute_with(|| {
		let (owner, spammer) = (account(1, 100), account(3, 1_000));
		let datanet = create(&owner, Admission::Curated);
		let contribution = contribute(&spammer, datanet, 1, 1).unwrap();
		call(&spammer, Call::revoke { datanet, contribution }).unwrap();
		assert_eq!(wealth(&spammer), 1_000 * OPEN - (OPEN + OPEN / 1_000_000) / 10);
		check_integrity();
	});
}

#[test]
fn an_owner_and_its_second_account_gain_nothing_by_a_flag() {
	chain().execute_with(|| {
		let (owner, second, honest) = (account(1, 100), account(2, 100), account(3, 1_000));
		let datanet = create(&owner, Admission::Open);
		let big = contribute(&honest, datanet, 1, 100_000_000).unwrap();
		let before = wealth(&owner) + wealth(&second);
		call(&second, Call::flag { datanet, contribution: big, evidence: Hash::zero() }).unwrap();
		call(&owner, Call::resolve_flag { datanet, contribution: big, uphold: true }).unwrap();
		// Nothing has moved: the contributor has time to appeal.
		assert!(call(&owner, Call::conclude_flag { datanet, contribution: big }).is_err());
		assert_eq!(wealth(&honest), 1_000 * OPEN);
		advance(period::<<Runtime as Config>::AppealPeriod>() + 1);
		call(&owner, Call::conclude_flag { datanet, contribution: big }).unwrap();
		// Where it does not, the attackers gain nothing all the same.
		assert_eq!(wealth(&owner) + wealth(&second), before);
		check_integrity();
	});
}

#[test]
fn the_accused_appeals_to_others_than_the_owner() {
	chain().execute_with(|| {
		let (owner, second, honest) = (account(1, 100), account(2, 100), account(3, 1_000));
		let datanet = create(&owner, Admission::Open);
		let contribution = contribute(&honest, datanet, 1, 100_000_000).unwrap();
		call(&second, Call::flag { datanet, contribution, evidence: Hash::zero() }).unwrap();
		call(&owner, Call::resolve_flag { datanet, contribution, uphold: true }).unwrap();
		call(&honest, Call::appeal { datanet, contribution }).unwrap();
		advance(2);
		call(&second, Call::draw_jury { datanet, contribution }).unwrap();
		for attacker in [&owner, &second] {
			assert!(call(attacker, Call::vote_on_flag { datanet, contribution, uphold: true }).is_err());
		}
		advance(period::<<Runtime as Config>::JuryPeriod>() + 1);
		call(&second, Call::conclude_flag { datanet, contribution }).unwrap();
		// No juror was for removing it, so it stays, and it can be revoked.
		assert_eq!(Datanets::contribution(contribution).unwrap().status, ContributionStatus::Accepted);
		call(&honest, Call::revoke { datanet, contribution }).unwrap();
		assert_eq!(wealth(&honest), 1_000 * OPEN);
		check_integrity();
	});
}

#[test]
fn a_flag_on_a_friend_that_is_dismissed_pays_nobody() {
	chain().execute_with(|| {
		let (owner, friend, flagger) = (account(1, 100), account(2, 100), account(3, 100));
		let datanet = create(&owner, Admission::Open);
		let contribution = contribute(&friend, datanet, 1, 1).unwrap();
		let (had, before) = (treasury(), wealth(&owner) + wealth(&friend));
		call(&flagger, Call::flag { datanet, contribution, evidence: Hash::zero() }).unwrap();
		call(&owner, Call::resolve_flag { datanet, contribution, uphold: false }).unwrap();
		advance(period::<<Runtime as Config>::AppealPeriod>() + 1);
		call(&flagger, Call::conclude_flag { datanet, contribution }).unwrap();
		assert_eq!(wealth(&owner) + wealth(&friend), before);
		assert_eq!(treasury(), had + 2 * OPEN);
		check_integrity();
	});
}

#[test]
fn removed_data_earns_nothing_from_snapshots_that_hold_it() {
	chain().execute_with(|| {
		let (owner, plagiarist, flagger) = (account(1, 100), account(2, 100), account(3, 100));
		let datanet = create(&owner, Admission::Open);
		let contribution = contribute(&plagiarist, datanet, 1, 1).unwrap();
		call(&owner, Call::publish_snapshot { datanet }).unwrap();
		call(&flagger, Call::flag { datanet, contribution, evidence: Hash::zero() }).unwrap();
		call(&owner, Call::resolve_flag { datanet, contribution, uphold: true }).unwrap();
		advance(period::<<Runtime as Config>::AppealPeriod>() + 1);
		call(&flagger, Call::conclude_flag { datanet, contribution }).unwrap();
		assert_eq!(Datanets::contributor(contribution), None);
		check_integrity();
	});
}

#[test]
fn no_entry_states_more_records_than_it_can_have() {
	chain().execute_with(|| {
		let (owner, poisoner) = (account(1, 100), account(2, 100));
		let datanet = create(&owner, Admission::Open);
		let poison =
			Call::<Runtime>::contribute { datanet, root: Hash::repeat_byte(1), records: 7, bytes: 1 };
		assert_eq!(call(&poisoner, poison), Err(Error::<Runtime>::TooManyRecords.into()));
	});
}
