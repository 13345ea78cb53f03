//! A validator that robs its own delegators by reporting itself.
//!
//! Before: whoever had the keys of a validator signed two headers for a slot of each past session, and
//! reported them from a second account. Each session was slashed apart, all of the pool alike, and a tenth of
//! everything went to the reporter: with 10,000 OPEN of its own and 1,000,000 delegated, the validator lost
//! about 8,500 and was paid 86,000. Delegators who had come yesterday paid for last week. Nothing could be
//! lifted (M9).
//!
//! Now: the offender's own bond pays first and alone pays the reporter, all past sessions are one offence, a
//! slash waits and governance can lift it, and nobody answers for sessions in which it was not there.

use crate::world::{account, call, chain, dispatch, wealth};
use frame_support::assert_ok;
use openledger_runtime::{
	AccountId, Babe, Balance, Header, OPEN, Runtime, RuntimeOrigin, Session, SessionKeys, System, Validators,
	configs::origins::Origin,
};
use sp_consensus_babe::{
	EquivocationProof,
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
};
use sp_core::Pair;
use sp_runtime::{Digest, DigestItem, Perbill, traits::Header as _};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// Bond of the offender, the smallest there is.
const BOND: Balance = 10_000 * OPEN;
/// Stake that others delegated to it.
const DELEGATED: Balance = 1_000_000 * OPEN;
/// Part of everything that one offence of one of twenty validators costs.
const FRACTION: Perbill = Perbill::from_parts(22_500_000);

struct Scene {
	offender: AccountId,
	accomplice: AccountId,
	delegator: AccountId,
	key: sp_core::sr25519::Pair,
}

/// A validator with little of its own and much of a delegator's, in the session `session`.
fn scene(session: u32) -> Scene {
	let (offender, accomplice) = (account(41, 10_002), account(42, 1));
	let delegator = account(43, 1_000_001);
	let key = sp_core::sr25519::Pair::from_seed(&[7; 32]);
	let keys = SessionKeys {
		babe: key.public().into(),
		grandpa: sp_core::ed25519::Pair::from_seed(&[7; 32]).public().into(),
		authority_discovery: key.public().into(),
	};
	// What `Session.set_keys` does once it has checked the proof.
	pallet_session::NextKeys::<Runtime>::insert(&offender, keys.clone());
	assert_ok!(call(&offender, pallet_validators::Call::join { bond: BOND }));
	let delegate = pallet_validators::Call::delegate { validator: offender.clone(), amount: DELEGATED };
	assert_ok!(call(&delegator, delegate));
	for past in 0..=session {
		pallet_session::CurrentIndex::<Runtime>::put(past);
		Validators::note_keys(
			past,
			Session::queued_keys().into_iter().chain([(offender.clone(), keys.clone())]),
		);
	}
	Scene { offender, accomplice, delegator, key }
}

/// Two headers of one slot, both signed by the offender.
fn proof(key: &sp_core::sr25519::Pair, slot: u64) -> EquivocationProof<Header> {
	let sealed = |number: u32| {
		let plain = SecondaryPlainPreDigest { authority_index: 1, slot: slot.into() };
		let digest = Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(plain))] };
		let mut header =
			Header::new(number, Default::default(), Default::default(), System::parent_hash(), digest);
		let signature = key.sign(header.hash().as_ref());
		header.digest_mut().push(DigestItem::babe_seal(signature.into()));
		header
	};
	EquivocationProof {
		slot: slot.into(),
		offender: key.public().into(),
		first_header: sealed(1),
		second_header: sealed(2),
	}
}

/// Reports an offence as the consensus pallets do once they have checked the proof.
fn report(scene: &Scene, session: u32) {
	let details =
		OffenceDetails { offender: scene.offender.clone(), reporters: vec![scene.accomplice.clone()] };
	Validators::on_offence(&[details], &[FRACTION], session);
}

/// Ends sessions until everything that waits has been applied.
fn wait() {
	for _ in 0..8 {
		let ended = Session::current_index();
		<Validators as pallet_session::SessionManager<AccountId>>::end_session(ended);
		pallet_session::CurrentIndex::<Runtime>::put(ended + 1);
	}
}

fn stake(scene: &Scene, who: &AccountId) -> Balance {
	Validators::position(scene.offender.clone(), who.clone()).stake
}

#[test]
fn proofs_of_every_past_session_pay_less_than_they_cost() {
	chain().execute_with(|| {
		let scene = scene(5);
		let before = wealth(&scene.accomplice);
		for session in 0..=5 {
			report(&scene, session);
		}
		wait();
		let gained = wealth(&scene.accomplice) - before;
		let lost = BOND - stake(&scene, &scene.offender);
		// One slash of 2.25 % of 1,010,000 OPEN, of which the bond pays all it has.
		assert_eq!(lost, BOND);
		assert_eq!(gained, BOND / 10);
		// Delegators pay what the bond does not cover, once, and not to the reporter.
		let taken = DELEGATED - stake(&scene, &scene.delegator);
		let rest = FRACTION.mul_floor(BOND + DELEGATED) - BOND;
		assert!(taken <= rest && rest - taken < OPEN, "{taken} instead of {rest}");
	});
}

#[test]
fn a_real_proof_is_believed_and_its_slash_waits() {
	chain().execute_with(|| {
		let scene = scene(0);
		let key = pallet_validators::KeyOwnership { session: 0, validator_count: 2 };
		pallet_validators::KeyHistory::<Runtime>::mutate(0, |owners| {
			let alice = owners.first().cloned();
			let offender = owners.iter().find(|one| one.validator == scene.offender).cloned();
			*owners = alice.into_iter().chain(offender).collect::<Vec<_>>().try_into().expect("two fit");
		});
		let report =
			Babe::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(proof(&scene.key, 0)), key);
		assert_ok!(report);
		assert_eq!(stake(&scene, &scene.offender), BOND);
		assert_eq!(pallet_validators::PendingSlashes::<Runtime>::get(&scene.offender).len(), 1);
	});
}

#[test]
fn a_delegator_that_came_yesterday_answers_for_nothing() {
	chain().execute_with(|| {
		let scene = scene(5);
		let newcomer = account(44, 2_000);
		let amount = 1_000 * OPEN;
		let delegate = pallet_validators::Call::delegate { validator: scene.offender.clone(), amount };
		assert_ok!(call(&newcomer, delegate));
		report(&scene, 2);
		wait();
		assert_eq!(stake(&scene, &newcomer), amount);
		let apply = pallet_validators::Call::apply_slash {
			validator: scene.offender.clone(),
			delegator: newcomer.clone(),
		};
		assert_ok!(call(&scene.accomplice, apply));
		assert_eq!(stake(&scene, &newcomer), amount);
	});
}

#[test]
fn a_mistaken_slash_is_lifted_by_governance_and_by_nobody_else() {
	chain().execute_with(|| {
		let scene = scene(5);
		report(&scene, 5);
		let lift = pallet_validators::Call::cancel_slash { validator: scene.offender.clone() };
		assert!(call(&scene.offender, lift.clone()).is_err());
		assert!(dispatch(Origin::Treasurer.into(), lift.clone()).is_err());
		assert_ok!(dispatch(Origin::Guardian.into(), lift));
		wait();
		assert_eq!(stake(&scene, &scene.offender), BOND);
		assert_eq!(stake(&scene, &scene.delegator), DELEGATED);
	});
}

#[test]
fn a_bond_that_leaves_answers_all_the_same() {
	chain().execute_with(|| {
		let scene = scene(5);
		assert_ok!(call(&scene.offender, pallet_validators::Call::leave {}));
		report(&scene, 5);
		let before = wealth(&scene.offender);
		wait();
		let _ = call(&scene.offender, pallet_validators::Call::withdraw {});
		assert_eq!(wealth(&scene.offender), before);
	});
}
