//! A chain of four validators: what a block pays, and what a real equivocation costs.

use super::{chain_of, check_integrity};
use crate::{
	AccountId, Authorship, Babe, Balance, Balances, BlockNumber, Executive, Grandpa, Hash, Header, OPEN,
	Runtime, RuntimeEvent, RuntimeOrigin, Session, SessionKeys, System, TOTAL_SUPPLY, Validators,
	configs::money::TreasuryAccount, genesis,
};
use codec::{Decode, Encode};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, KeyOwnerProofSystem},
};
use pallet_grandpa::AuthorityId as GrandpaId;
use pallet_session::SessionManager;
use pallet_transaction_payment::OnChargeTransaction;
use serde_json::{Value, json};
use sp_consensus_babe::{
	EquivocationProof,
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
};
use sp_core::Pair;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{Digest, DigestItem, Perbill, traits::Header as _};

const SLOT: u64 = 1_000;

fn stash(of: Sr25519Keyring) -> AccountId {
	of.to_account_id()
}

fn free(who: &AccountId) -> Balance {
	Balances::free_balance(who)
}

/// The preset `local` with Dave as the fourth validator; none of the four can be spared.
fn four() -> sp_io::TestExternalities {
	let patch = genesis::preset(&genesis::LOCAL.into()).expect("the preset exists");
	let mut patch: Value = serde_json::from_slice(&patch).expect("a preset is JSON");
	let dave = json!(Sr25519Keyring::DaveStash.to_account_id());
	let own = Sr25519Keyring::Dave.to_account_id();
	let keys =
		json!({ "babe": own, "grandpa": Ed25519Keyring::Dave.to_account_id(), "authority_discovery": own });
	let push = |list: &mut Value, value: Value| list.as_array_mut().expect("it is a list").push(value);
	push(&mut patch["validators"]["validators"], dave.clone());
	patch["validators"]["minimum"] = json!(4);
	push(&mut patch["session"]["keys"], json!([dave, dave, keys]));
	chain_of(patch)
}

/// A header by an authority of the set, in `SLOT`.
fn header(author: u32, number: u32) -> Header {
	header_in(SLOT, author, number)
}

fn header_in(slot: u64, author: u32, number: u32) -> Header {
	let plain = SecondaryPlainPreDigest { authority_index: author, slot: slot.into() };
	let digest = Digest { logs: vec![DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(plain))] };
	Header::new(number, Default::default(), Default::default(), System::parent_hash(), digest)
}

/// Returns the place that a validator's key has in Babe's list.
fn index_of(who: Sr25519Keyring) -> u32 {
	let at = Babe::authorities().iter().position(|(key, _)| key.encode() == who.public().encode());
	at.expect("it is an authority") as u32
}

/// Two blocks of one slot, both signed by Dave.
fn equivocation() -> EquivocationProof<Header> {
	let sealed = |number| {
		let mut header = header(index_of(Sr25519Keyring::Dave), number);
		let signature = Sr25519Keyring::Dave.pair().sign(header.hash().as_ref());
		header.digest_mut().push(DigestItem::babe_seal(signature.into()));
		header
	};
	EquivocationProof {
		slot: SLOT.into(),
		offender: Sr25519Keyring::Dave.public().into(),
		first_header: sealed(1),
		second_header: sealed(2),
	}
}

#[test]
fn an_equivocation_costs_its_author_and_pays_the_reporter() {
	four().execute_with(|| {
		Executive::initialize_block(&header(index_of(Sr25519Keyring::Alice), 2));
		let (delegator, dave) = (stash(Sr25519Keyring::Ferdie), stash(Sr25519Keyring::DaveStash));
		let alice = stash(Sr25519Keyring::AliceStash);
		assert_eq!(Authorship::author(), Some(alice.clone()));
		assert_ok!(Validators::delegate(
			RuntimeOrigin::signed(delegator.clone()),
			dave.clone(),
			60_000 * OPEN
		));
		let (reporter, treasury) = (free(&alice), free(&TreasuryAccount::get()));

		let key = (
			sp_consensus_babe::KEY_TYPE,
			sp_consensus_babe::AuthorityId::from(Sr25519Keyring::Dave.public()),
		);
		let proof = Validators::prove(key).expect("Dave is in the session");
		// More stake behind the offender does not invalidate the proof.
		assert_ok!(Validators::delegate(
			RuntimeOrigin::signed(delegator.clone()),
			dave.clone(),
			40_000 * OPEN
		));
		let report = || {
			Babe::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(equivocation()), proof.clone())
		};
		assert_ok!(report());

		// One of four: (3/4)² of 200,000 OPEN, of which the bond pays what it has, once the slash has waited.
		let due = 3;
		System::assert_has_event(RuntimeEvent::Validators(pallet_validators::Event::SlashDeferred {
			validator: dave.clone(),
			session: 0,
			fraction: Perbill::from_rational(9u32, 16u32),
			due,
		}));
		assert_eq!(free(&alice), reporter);
		let disabled = Session::disabled_validators();
		let names: Vec<_> = disabled.iter().map(|at| Session::validators()[*at as usize].clone()).collect();
		assert_eq!(names, vec![dave.clone()]);
		assert!(
			Validators::validator(dave.clone()).is_some_and(|info| info.is_candidate),
			"it cannot be spared"
		);
		assert_noop!(report(), pallet_babe::Error::<Runtime>::DuplicateOffenceReport);
		<Validators as SessionManager<AccountId>>::end_session(due);
		let bond = 100_000 * OPEN;
		System::assert_has_event(RuntimeEvent::Validators(pallet_validators::Event::Slashed {
			validator: dave.clone(),
			session: 0,
			stake: bond,
			unbonding: 0,
			reporters: bond / 10,
			treasury: bond / 10 * 9,
		}));
		assert_eq!(free(&alice), reporter + bond / 10);
		assert_eq!(free(&TreasuryAccount::get()), treasury + bond / 10 * 9);
		// 12,500 of 100,000 are left for the delegator to pay.
		assert_eq!(Validators::position(dave.clone(), delegator.clone()).stake, 87_500 * OPEN);
		assert_ok!(Validators::apply_slash(RuntimeOrigin::signed(alice), dave, delegator));
		assert_eq!(free(&TreasuryAccount::get()), treasury + bond / 10 * 9 + 12_500 * OPEN);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		check_integrity();
	});
}

/// Two precommits by Dave in one round, for different blocks.
fn double_vote() -> sp_consensus_grandpa::EquivocationProof<Hash, BlockNumber> {
	let (set, round, is_precommit) = (0u64, 1u64, 1u8);
	let dave = Ed25519Keyring::Dave;
	let vote = |block: u8| {
		let vote = sp_consensus_grandpa::Precommit::<Header> {
			target_hash: Hash::repeat_byte(block),
			target_number: 5,
		};
		let message = sp_consensus_grandpa::Message::<Header>::Precommit(vote.clone());
		let payload = sp_consensus_grandpa::localized_payload(round, set, &message);
		(vote, dave.sign(&payload))
	};
	let proof = (set, is_precommit, round, dave.public(), vote(1), vote(2)).encode();
	Decode::decode(&mut &proof[..]).expect("the shape of a proof")
}

#[test]
fn a_double_vote_costs_its_voter_even_when_it_has_new_keys() {
	four().execute_with(|| {
		Executive::initialize_block(&header(index_of(Sr25519Keyring::Alice), 2));
		let dave = stash(Sr25519Keyring::DaveStash);
		let old = (sp_consensus_grandpa::KEY_TYPE, GrandpaId::from(Ed25519Keyring::Dave.public()));
		// What `Session.set_keys` does once it has checked the proof.
		let keys = SessionKeys {
			babe: Sr25519Keyring::Ferdie.public().into(),
			grandpa: Ed25519Keyring::Ferdie.public().into(),
			authority_discovery: Sr25519Keyring::Ferdie.public().into(),
		};
		pallet_session::NextKeys::<Runtime>::insert(&dave, keys);

		let proof = Validators::prove(old).expect("Dave votes with it");
		let report = || {
			Grandpa::report_equivocation_unsigned(
				RuntimeOrigin::none(),
				Box::new(double_vote()),
				proof.clone(),
			)
		};
		assert_ok!(report());
		// One of four: (3/4)² of 100,000 OPEN.
		<Validators as SessionManager<AccountId>>::end_session(3);
		let left = Validators::validator(dave).expect("it is known").stake;
		assert_eq!(left, 43_750 * OPEN);
		assert_noop!(report(), pallet_grandpa::Error::<Runtime>::DuplicateOffenceReport);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
	});
}

#[test]
fn a_forged_equivocation_costs_nobody_anything() {
	four().execute_with(|| {
		Executive::initialize_block(&header(index_of(Sr25519Keyring::Alice), 2));
		let key = (
			sp_consensus_babe::KEY_TYPE,
			sp_consensus_babe::AuthorityId::from(Sr25519Keyring::Dave.public()),
		);
		let proof = Validators::prove(key).expect("Dave is in the session");
		let mut forged = equivocation();
		forged.second_header = forged.first_header.clone();
		assert_noop!(
			Babe::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(forged), proof),
			pallet_babe::Error::<Runtime>::InvalidEquivocationProof
		);
		let dave = Validators::validator(stash(Sr25519Keyring::DaveStash)).expect("Dave is known");
		assert_eq!(dave.stake, 100_000 * OPEN);
	});
}

#[test]
fn the_first_block_of_a_new_set_is_its_own_authors() {
	four().execute_with(|| {
		Executive::initialize_block(&header(0, 2));
		let old = Session::validators();
		pallet_session::QueuedKeys::<Runtime>::mutate(|queued| queued.reverse());
		pallet_session::QueuedChanged::<Runtime>::put(true);
		<Babe as Hooks<BlockNumber>>::on_finalize(2);
		<Authorship as Hooks<BlockNumber>>::on_finalize(2);
		let next = SLOT + u64::from(pallet_validators::EpochSlots::<Runtime>::get());
		Executive::initialize_block(&header_in(next, 0, 3));
		let new = Session::validators();
		assert_eq!(new, old.into_iter().rev().collect::<Vec<_>>());
		assert_eq!(Authorship::author(), new.into_iter().next());
	});
}

#[test]
fn a_fee_and_its_tip_reach_the_authors_pool() {
	four().execute_with(|| {
		Executive::initialize_block(&header(index_of(Sr25519Keyring::Bob), 2));
		type Charge = <Runtime as pallet_transaction_payment::Config>::OnChargeTransaction;
		let (payer, bob) = (stash(Sr25519Keyring::Alice), stash(Sr25519Keyring::BobStash));
		assert_ok!(Validators::set_commission(RuntimeOrigin::signed(bob.clone()), Perbill::from_percent(5)));
		let call = crate::RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
		let info = frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&call);
		let treasury = free(&TreasuryAccount::get());
		let paid =
			<Charge as OnChargeTransaction<Runtime>>::withdraw_fee(&payer, &call, &info, 3 * OPEN, OPEN)
				.expect("alice can pay");
		assert_ok!(<Charge as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
			&payer,
			&info,
			&Default::default(),
			3 * OPEN,
			OPEN,
			paid
		));
		check_integrity();
		<Validators as Hooks<BlockNumber>>::on_finalize(2);
		assert_eq!(free(&TreasuryAccount::get()), treasury + OPEN);
		// Half of the fee, the tip, and a block's part of the reserve: Bob is alone in his pool.
		assert_eq!(Validators::position(bob.clone(), bob.clone()).claimable, 3 * OPEN);
		let before = free(&bob);
		assert_ok!(Validators::claim(RuntimeOrigin::signed(bob.clone()), bob.clone()));
		assert_eq!(free(&bob), before + 3 * OPEN);
		assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		check_integrity();
	});
}
