//! Tests of an upgrade of the chain that the runtime before it left behind.

use super::{chain, check_integrity};
use crate::{
	AccountId, Attribution, AuthorityDiscovery, Balances, Datanets, Disputes, OPEN, Runtime,
	RuntimeHoldReason, RuntimeOrigin, Session, SessionKeys, System, Validators,
	migrations::{
		CLOSED, DIVIDED, EncodedHold, FirstSessionKeys, MOVED, Migrations, MoveDisputes, OLD_BOND,
		OldChallenge, OldSession, OldTotals,
	},
};
use codec::Encode;
use frame_support::{
	storage::{migration::move_prefix, storage_prefix, unhashed},
	traits::{
		BeforeAllRuntimeMigrations, GetStorageVersion, OnRuntimeUpgrade, StorageVersion,
		UnfilteredDispatchable,
		fungible::{InspectHold, MutateHold},
	},
};
use openledger_primitives::{
	Hash,
	challenge::{ChallengeStage, Finding, KeptSettlement, OpenedAnswer},
	datanet::{Admission, Terms},
	model::Price,
	traits::Liabilities,
	usage::Receipt,
};
use pallet_disputes::{Challenge, Question};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::traits::OpaqueKeys;

fn first(keys: &SessionKeys) -> FirstSessionKeys {
	FirstSessionKeys { babe: keys.babe.clone(), grandpa: keys.grandpa.clone() }
}

/// Puts the session keys back into the shape that version 1 of the runtime gave them.
fn go_back() {
	for (validator, keys) in pallet_session::NextKeys::<Runtime>::iter().collect::<Vec<_>>() {
		let discovery = sp_core::crypto::key_types::AUTHORITY_DISCOVERY;
		pallet_session::KeyOwner::<Runtime>::remove((discovery, keys.get_raw(discovery)));
		unhashed::put(&pallet_session::NextKeys::<Runtime>::hashed_key_for(validator), &first(&keys));
	}
	let queued: Vec<(AccountId, FirstSessionKeys)> =
		Session::queued_keys().iter().map(|(validator, keys)| (validator.clone(), first(keys))).collect();
	unhashed::put(&pallet_session::QueuedKeys::<Runtime>::hashed_key(), &queued);
	unhashed::put(&pallet_session::QueuedChanged::<Runtime>::hashed_key(), &false);
	assert!(
		unhashed::clear_prefix(&sp_io::hashing::twox_128(b"AuthorityDiscovery"), None, None)
			.maybe_cursor
			.is_none()
	);
	// And what it kept to prove whose keys were whose.
	pallet_validators::KeyHistory::<Runtime>::remove(Session::current_index());
	unhashed::put(&storage_prefix(b"Historical", b"StoredRange"), &(0u32, 2u32));
	unhashed::put(&storage_prefix(b"Validators", b"Planned"), &[7u8; 32]);
	StorageVersion::new(0).put::<Validators>();
}

#[test]
fn session_keys_should_gain_a_third_one_and_be_noted() {
	chain("local").execute_with(|| {
		let all = || pallet_session::NextKeys::<Runtime>::iter().collect::<Vec<_>>();
		let (next, queued) = (all(), Session::queued_keys());
		let working = pallet_validators::KeyHistory::<Runtime>::get(0);
		assert_eq!(working.len(), 3);
		assert_eq!(next.len(), 3);
		go_back();
		assert_ne!(
			unhashed::get_raw(&pallet_session::NextKeys::<Runtime>::hashed_key_for(&next[0].0)),
			Some(next[0].1.encode())
		);

		Migrations::on_runtime_upgrade();

		// The presets use the key that the migration fills in, so the state is that of a chain born with
		// three keys.
		assert_eq!(all(), next);
		assert_eq!(Session::queued_keys(), queued);
		assert_eq!(pallet_validators::KeyHistory::<Runtime>::get(0), working);
		assert!(!unhashed::contains_prefixed_key(&sp_io::hashing::twox_128(b"Historical")));
		assert!(!unhashed::exists(&storage_prefix(b"Validators", b"Planned")));
		// The set stays, and yet the next session tells who is to be discovered.
		assert!(AuthorityDiscovery::current_authorities().is_empty());
		Session::rotate_session();
		assert_eq!(AuthorityDiscovery::current_authorities().len(), 3);
		for (validator, keys) in &next {
			for kind in SessionKeys::key_ids() {
				assert_eq!(Session::key_owner(*kind, keys.get_raw(*kind)).as_ref(), Some(validator));
			}
		}
		assert_eq!(Validators::on_chain_storage_version(), 2);
		check_integrity();
	});
}

#[test]
fn a_migration_should_run_once() {
	chain("local").execute_with(|| {
		let root = sp_io::storage::root(Default::default());
		Migrations::on_runtime_upgrade();
		assert_eq!(sp_io::storage::root(Default::default()), root);
	});
}

/// Writes a settlement and an open challenge to it, with all that belongs to them, as calls would.
fn challenge_a_settlement() {
	let (challenger, provider) = (Dave.to_account_id(), Bob.to_account_id());
	let settlement = KeptSettlement {
		user: Charlie.to_account_id(),
		provider: provider.clone(),
		model: 1,
		price: Price { prompt_per_1k: 1, completion_per_1k: 1 },
		at: 0,
		until: 9,
		first: 0,
		answers: 1,
		before: 0,
		head: Hash::zero(),
		receipts: Hash::zero(),
		amount: 0,
		influence: Default::default(),
		taken: 0,
		convicted: Default::default(),
		forfeited: Default::default(),
		condemned: false,
	};
	pallet_attribution::NextSession::<Runtime>::put(6);
	pallet_attribution::Settlements::<Runtime>::insert(5, 0, settlement);
	pallet_attribution::Expiring::<Runtime>::insert(0, (5, 0));
	pallet_attribution::ExpiryQueue::<Runtime>::put(pallet_attribution::Queue { first: 0, next: 1 });
	let liability = pallet_attribution::Liability { until: 9, open: 1, amount: 0 };
	pallet_attribution::Liable::<Runtime>::insert(&provider, liability);

	let question = Question { session: 5, settlement: 0, asked: Some(0).into() };
	let stage = ChallengeStage::Voting { until: 7 };
	let challenge =
		Challenge { question, challenger: challenger.clone(), provider, bond: 10 * OPEN, stage, votes: 1 };
	let receipt = Receipt {
		genesis: Hash::zero(),
		session: 5,
		index: 0,
		model: 1,
		adapter: Hash::zero(),
		prompt: Hash::zero(),
		answer: Hash::zero(),
		prompt_tokens: 0,
		completion_tokens: 0,
		price: 0,
		cumulative: 0,
		influence: Default::default(),
	};
	let opened_answer = OpenedAnswer { receipt, prompt: Default::default(), answer: Default::default() };
	pallet_disputes::NextChallenge::<Runtime>::put(4);
	pallet_disputes::Challenges::<Runtime>::insert(3, challenge);
	unhashed::put(&storage_prefix(b"Disputes", b"OpenChallenges"), &vec![(3u64, question)]);
	pallet_disputes::OpenedAnswers::<Runtime>::insert(3, opened_answer);
	pallet_disputes::Votes::<Runtime>::insert(
		3,
		Charlie.to_account_id(),
		Finding::Matches { work: Hash::zero() },
	);
	// The challenger has other things on hold too.
	let other = RuntimeHoldReason::Attribution(pallet_attribution::HoldReason::Earnings);
	Balances::hold(&other, &challenger, OPEN).unwrap();
	Balances::hold(&new_bond(), &challenger, 10 * OPEN).unwrap();
}

fn new_bond() -> RuntimeHoldReason {
	RuntimeHoldReason::Disputes(pallet_disputes::HoldReason::ChallengeBond)
}

/// Moves challenges and their bonds back to where `Attribution` had them, with answers under one of their two
/// names.
fn go_back_to_attribution(opened_answers: &[u8]) {
	for (from, to) in MOVED.iter().filter(|(from, to)| to != b"OpenedAnswers" || *from == opened_answers) {
		let (from, to) = (storage_prefix(b"Attribution", from), storage_prefix(b"Disputes", to));
		if let Some(value) = unhashed::get_raw(&to) {
			unhashed::put_raw(&from, &value);
			unhashed::kill(&to);
		}
		move_prefix(&to, &from);
	}
	let key = pallet_balances::Holds::<Runtime>::hashed_key_for(Dave.to_account_id());
	let mut holds: Vec<EncodedHold> = unhashed::get(&key).unwrap();
	for (reason, _) in holds.iter_mut().filter(|(reason, _)| reason.encode() == new_bond().encode()) {
		*reason = OLD_BOND;
	}
	unhashed::put(&key, &holds);
	StorageVersion::new(0).put::<Attribution>();
}

#[test]
fn open_challenges_should_move_with_their_bonds() {
	for opened_answers in [&b"Exhibits"[..], b"OpenedAnswers"] {
		chain("local").execute_with(|| {
			challenge_a_settlement();
			let root = sp_io::storage::root(Default::default());
			let challenge = Disputes::challenge_info(3);
			assert_eq!(challenge.as_ref().map(|open| open.votes.len()), Some(1));
			go_back_to_attribution(opened_answers);
			assert!(!unhashed::contains_prefixed_key(&storage_prefix(b"Disputes", b"Challenges")));
			assert!(Disputes::challenge_info(3).is_none());

			MoveDisputes::on_runtime_upgrade();
			StorageVersion::new(2).put::<Attribution>();

			// Everything is where calls of today would have put it, and nothing is left behind.
			assert_eq!(sp_io::storage::root(Default::default()), root);
			assert_eq!(Disputes::challenge_info(3), challenge);
			assert_eq!(Balances::balance_on_hold(&new_bond(), &Dave.to_account_id()), 10 * OPEN);
		});
	}
}

#[test]
fn challenges_that_anybody_could_vote_on_should_be_closed() {
	// From version 3 of the runtime, and from those before it, to which `Disputes` is new.
	for is_new in [false, true] {
		chain("local").execute_with(|| {
			challenge_a_settlement();
			let free = Balances::free_balance(Dave.to_account_id());
			match is_new {
				true => {
					go_back_to_attribution(b"OpenedAnswers");
					let prefix = sp_io::hashing::twox_128(b"Disputes");
					assert!(unhashed::clear_prefix(&prefix, None, None).maybe_cursor.is_none());
				},
				false => {
					StorageVersion::new(0).put::<Disputes>();
					StorageVersion::new(1).put::<Attribution>();
				},
			}
			<Disputes as BeforeAllRuntimeMigrations>::before_all_runtime_migrations();

			Migrations::on_runtime_upgrade();

			assert_eq!(Balances::balance_on_hold(&new_bond(), &Dave.to_account_id()), 0);
			assert_eq!(Balances::free_balance(Dave.to_account_id()), free + 10 * OPEN);
			assert!(Disputes::challenge_info(3).is_none());
			for item in CLOSED {
				assert!(!unhashed::contains_prefixed_key(&storage_prefix(b"Disputes", item)), "{item:?}");
			}
			assert!(!<Attribution as Liabilities<AccountId>>::is_liable(&Bob.to_account_id()));
			// Numbers are not used again.
			assert_eq!(pallet_disputes::NextChallenge::<Runtime>::get(), 4);
			assert_eq!(Disputes::on_chain_storage_version(), 1);
			Disputes::do_try_state().unwrap();
			// Once is enough.
			let root = sp_io::storage::root(Default::default());
			Migrations::on_runtime_upgrade();
			assert_eq!(sp_io::storage::root(Default::default()), root);
		});
	}
}

#[test]
fn a_chain_without_challenges_should_lose_none() {
	chain("local").execute_with(|| {
		let root = sp_io::storage::root(Default::default());
		StorageVersion::new(0).put::<Attribution>();
		Migrations::on_runtime_upgrade();
		assert_eq!(sp_io::storage::root(Default::default()), root);
		assert_eq!(Attribution::on_chain_storage_version(), 2);
		check_integrity();
	});
}

/// Bytes of a settlement as version 3 of the runtime kept it: nothing but the names of its parties is like
/// today's.
fn old_settlement(user: &AccountId, provider: &AccountId) -> Vec<u8> {
	let price = Price { prompt_per_1k: 1, completion_per_1k: 1 };
	let (at, until, answers, amount, contributors, restored) = (0u32, 9u32, 1u32, OPEN, OPEN / 3, 0u128);
	let head = (user, provider, 1u32, price, at, until, answers, Hash::zero());
	(head, (amount, contributors, restored), Vec::<(u64, u32)>::new(), Vec::<u32>::new(), false).encode()
}

/// Writes sessions, settlements, a challenge, liabilities and books as version 3 of the runtime did.
fn go_back_to_undeferred() {
	let (user, provider, challenger) = (Charlie.to_account_id(), Bob.to_account_id(), Dave.to_account_id());
	let session = OldSession {
		user: user.clone(),
		provider: provider.clone(),
		model: 1,
		price: Price { prompt_per_1k: 1, completion_per_1k: 1 },
		deposited: 5 * OPEN,
		settled: 2 * OPEN,
		closing_at: Some(99),
		settlements: 1,
	};
	pallet_attribution::NextSession::<Runtime>::put(6);
	unhashed::put(&pallet_attribution::Sessions::<Runtime>::hashed_key_for(5), &session);
	let deposit = RuntimeHoldReason::Attribution(pallet_attribution::HoldReason::SessionDeposit);
	Balances::hold(&deposit, &user, 3 * OPEN).unwrap();
	// Of two OPEN that were settled, the provider claimed one and the other waits for the owner.
	let totals: OldTotals = [2 * OPEN, 0, 0, 0, 0, OPEN];
	unhashed::put(&pallet_attribution::Books::<Runtime>::hashed_key(), &totals);
	let earnings = RuntimeHoldReason::Attribution(pallet_attribution::HoldReason::Earnings);
	let pot = Attribution::account();
	let transfer =
		pallet_balances::Call::<Runtime>::transfer_allow_death { dest: pot.clone().into(), value: OPEN };
	transfer.dispatch_bypass_filter(crate::RuntimeOrigin::signed(user.clone())).unwrap();
	Balances::hold(&earnings, &pot, OPEN).unwrap();
	pallet_attribution::Earnings::<Runtime>::insert(&challenger, OPEN);

	let settlement = pallet_attribution::Settlements::<Runtime>::hashed_key_for(5, 0);
	unhashed::put_raw(&settlement, &old_settlement(&user, &provider));
	pallet_attribution::Expiring::<Runtime>::insert(7, (5, 0));
	pallet_attribution::ExpiryQueue::<Runtime>::put(pallet_attribution::Queue { first: 7, next: 8 });
	unhashed::put(&pallet_attribution::Liable::<Runtime>::hashed_key_for(&provider), &(9u32, 1u32));
	let question = (5u64, 0u32, Some(0u32));
	let challenge = OldChallenge { question, challenger: challenger.clone(), provider, bond: 10 * OPEN };
	let stage = ChallengeStage::Voting { until: 7 };
	unhashed::put(&pallet_disputes::Challenges::<Runtime>::hashed_key_for(3), &(challenge, stage, 1u32));
	pallet_disputes::NextChallenge::<Runtime>::put(4);
	unhashed::put(&storage_prefix(b"Disputes", b"OpenChallenges"), &vec![(3u64, question)]);
	unhashed::put_raw(&pallet_disputes::OpenedAnswers::<Runtime>::hashed_key_for(3), b"an answer");
	pallet_disputes::Votes::<Runtime>::insert(3, user, Finding::Matches { work: Hash::zero() });
	Balances::hold(&new_bond(), &challenger, 10 * OPEN).unwrap();
	StorageVersion::new(1).put::<Attribution>();
	StorageVersion::new(0).put::<Disputes>();
}

#[test]
fn settlements_that_were_divided_should_go_with_all_that_is_about_them() {
	chain("local").execute_with(|| {
		let before = Balances::free_balance(Dave.to_account_id());
		go_back_to_undeferred();

		Migrations::on_runtime_upgrade();

		check_integrity();
		let session = Attribution::session(5).unwrap();
		assert_eq!((session.deposited, session.settled, session.closing_at), (5 * OPEN, 2 * OPEN, Some(99)));
		assert_eq!((session.answers, session.receipts, session.key), (0, Hash::zero(), None));
		let totals = pallet_attribution::Books::<Runtime>::get();
		assert_eq!((totals.settled, totals.claimed, totals.pending), (2 * OPEN, OPEN, 0));
		// The challenger has its bond again, and the provider may leave.
		assert_eq!(Balances::balance_on_hold(&new_bond(), &Dave.to_account_id()), 0);
		assert_eq!(Balances::free_balance(Dave.to_account_id()), before);
		assert!(!<Attribution as Liabilities<AccountId>>::is_liable(&Bob.to_account_id()));
		for (pallet, items) in [(&b"Attribution"[..], DIVIDED), (b"Disputes", CLOSED)] {
			for item in items {
				assert!(!unhashed::contains_prefixed_key(&storage_prefix(pallet, item)), "{item:?} is left");
			}
		}
		assert_eq!(pallet_disputes::NextChallenge::<Runtime>::get(), 4);
		assert_eq!(Attribution::on_chain_storage_version(), 2);
		assert_eq!(Disputes::on_chain_storage_version(), 1);
		// Nothing keeps the user from closing.
		frame_system::Pallet::<Runtime>::set_block_number(99);
		let close = pallet_attribution::Call::<Runtime>::close_session { session: 5 };
		close.dispatch_bypass_filter(crate::RuntimeOrigin::signed(Charlie.to_account_id())).unwrap();
		check_integrity();
	});
}

/// The migration reads holds as pairs of two bytes and planck, since it cannot decode a reason that is gone.
#[test]
fn every_hold_reason_should_be_two_bytes_long() {
	use codec::MaxEncodedLen;
	assert_eq!(RuntimeHoldReason::max_encoded_len(), 2);
	assert_eq!(new_bond().encode(), [44, 0]);
	let earnings = RuntimeHoldReason::Attribution(pallet_attribution::HoldReason::Earnings);
	assert_eq!(earnings.encode(), [43, 1]);
}

/// Creates a curated Datanet of Alice's.
fn create_datanet() {
	let text = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
	let terms = Terms { licence: text("MIT"), fee_per_1k_tokens: 0, revocable: true };
	let owner = RuntimeOrigin::signed(Alice.to_account_id());
	let admission = Admission::Curated;
	Datanets::create(owner, text("records"), text("law"), Hash::zero(), terms, admission).unwrap();
}

#[test]
fn roots_should_gain_authors_and_pending_contributions_a_count() {
	chain("local").execute_with(|| {
		System::set_block_number(9);
		let root = Hash::repeat_byte(7);
		let contribute = |who: sp_keyring::Sr25519Keyring, datanet, root| {
			Datanets::contribute(RuntimeOrigin::signed(who.to_account_id()), datanet, root, 1, 10).unwrap();
		};
		(0..3).for_each(|_| create_datanet());
		contribute(Bob, 0, root);
		contribute(Bob, 1, root);
		contribute(Charlie, 0, Hash::repeat_byte(8));
		let state = sp_io::storage::root(Default::default());
		let roots: Vec<_> = pallet_datanets::Roots::<Runtime>::iter_keys().collect();
		// The state as it was before there were authors.
		for item in [&b"Roots"[..], b"PendingOf", b"LastAct"] {
			let prefix = storage_prefix(b"Datanets", item);
			assert!(unhashed::clear_prefix(&prefix, None, None).maybe_cursor.is_none());
		}
		StorageVersion::new(0).put::<Datanets>();

		Migrations::on_runtime_upgrade();

		assert_eq!(Datanets::on_chain_storage_version(), 1);
		for root in &roots {
			pallet_datanets::Roots::<Runtime>::mutate(root, |claim| {
				let claim = claim.as_mut().unwrap();
				assert_eq!((claim.since, claim.first_at), (0, 0));
				(claim.since, claim.first_at) = (9, 9);
			});
		}
		assert_eq!(sp_io::storage::root(Default::default()), state);
		check_integrity();
		// Another one's contribution of the root from before stays beside it, and goes without a trace.
		contribute(Charlie, 2, Hash::repeat_byte(9));
		pallet_datanets::Contributions::<Runtime>::mutate(3, |record| record.as_mut().unwrap().root = root);
		pallet_datanets::ByRoot::<Runtime>::remove(2, Hash::repeat_byte(9));
		pallet_datanets::ByRoot::<Runtime>::insert(2, root, 3);
		for item in [&b"Roots"[..], b"PendingOf"] {
			assert!(
				unhashed::clear_prefix(&storage_prefix(b"Datanets", item), None, None).maybe_cursor.is_none()
			);
		}
		StorageVersion::new(0).put::<Datanets>();
		Migrations::on_runtime_upgrade();
		check_integrity();
		Datanets::revoke(RuntimeOrigin::signed(Charlie.to_account_id()), 2, 3).unwrap();
		check_integrity();
		assert_eq!(pallet_datanets::Roots::<Runtime>::get(root).unwrap().author, Bob.to_account_id());
	});
}

#[test]
fn providers_should_gain_seats_and_open_jobs_a_rank() {
	use crate::{ModelFactory, migrations::UnseatedProvider};
	use openledger_primitives::job::Capabilities;
	use pallet_model_factory::{HoldReason, Providers, Seats, SeatsTaken, Workers};
	chain("local").execute_with(|| {
		let root = |stash: &AccountId| Providers::<Runtime>::hashed_key_for(stash);
		for (stash, worker) in [(Bob, Dave), (Charlie, Charlie)] {
			let (stash, worker) = (stash.to_account_id(), worker.to_account_id());
			let capabilities = Capabilities {
				bases: Default::default(),
				max_parallel: 1,
				price_per_1k_tokens: 1,
				endpoint: Default::default(),
			};
			let bond = 1_000 * OPEN;
			Balances::hold(&HoldReason::ProviderBond.into(), &stash, bond).unwrap();
			Workers::<Runtime>::insert(&worker, &stash);
			let old = UnseatedProvider { worker, capabilities, bond, active: Default::default() };
			unhashed::put(&root(&stash), &old);
		}
		StorageVersion::new(0).put::<ModelFactory>();

		Migrations::on_runtime_upgrade();

		assert_eq!(ModelFactory::on_chain_storage_version(), 1);
		assert_eq!((SeatsTaken::<Runtime>::get(), Seats::<Runtime>::iter().count()), (2, 2));
		let bob = ModelFactory::provider(Bob.to_account_id()).unwrap();
		assert_eq!((bob.bond, bob.leaving), (1_000 * OPEN, None));
		ModelFactory::do_try_state().unwrap();
	});
}

#[test]
fn jobs_from_before_the_ranking_should_be_ranked() {
	use crate::ModelFactory;
	use openledger_primitives::{ModelId, decimal::Decimal, job::*};
	use pallet_model_factory::{HoldReason, Jobs, NextJob, Offers, OpenJobs, OpenOf, types::Job};
	chain("local").execute_with(|| {
		let spec = |base: ModelId| JobSpec {
			name: Default::default(),
			base,
			snapshots: Default::default(),
			held_out: None,
			hyper: HyperParameters {
				method: Method::Lora,
				rank: 1,
				alpha: 1,
				targets: Default::default(),
				learning_rate: Decimal(1),
				warmup_steps: 0,
				epochs: 1,
				batch: 1,
				max_length: 8,
				weight_decay: Decimal(0),
				clip_norm: Decimal(0),
				seed: 0,
			},
		};
		let builder = Charlie.to_account_id();
		for id in 0..2u64 {
			let job = Job::<Runtime> {
				builder: builder.clone(),
				spec: spec(0),
				charges: Default::default(),
				escrow: OPEN * (1 + u128::from(id)),
				attempts: 0,
				price_per_1k_tokens: 0,
				failed: Default::default(),
				status: JobStatus::Open { until: 9 },
			};
			Jobs::<Runtime>::insert(id, job);
		}
		Balances::hold(&HoldReason::JobEscrow.into(), &builder, 3 * OPEN).unwrap();
		NextJob::<Runtime>::put(2);
		OpenJobs::<Runtime>::put(frame_support::BoundedVec::truncate_from(vec![0, 1]));
		StorageVersion::new(0).put::<ModelFactory>();

		Migrations::on_runtime_upgrade();

		let ranked: Vec<_> = Offers::<Runtime>::get().iter().map(|offer| offer.id).collect();
		assert_eq!((ranked, OpenOf::<Runtime>::get(&builder)), (vec![1, 0], 2));
		ModelFactory::do_try_state().unwrap();
	});
}

#[test]
fn accounts_should_gain_a_list_of_their_pools() {
	chain("local").execute_with(|| {
		let who = RuntimeOrigin::signed(Charlie.to_account_id());
		for validator in pallet_validators::Validators::<Runtime>::get() {
			Validators::delegate(who.clone(), validator, 100 * OPEN).unwrap();
		}
		let state = sp_io::storage::root(Default::default());
		let stake = Validators::stake_of(&Charlie.to_account_id());
		assert!(stake >= 200 * OPEN);
		let pools = storage_prefix(b"Validators", b"Pools");
		assert!(unhashed::clear_prefix(&pools, None, None).maybe_cursor.is_none());
		StorageVersion::new(1).put::<Validators>();
		assert_eq!(Validators::stake_of(&Charlie.to_account_id()), 0);

		Migrations::on_runtime_upgrade();

		assert_eq!(Validators::on_chain_storage_version(), 2);
		assert_eq!(Validators::stake_of(&Charlie.to_account_id()), stake);
		assert_eq!(sp_io::storage::root(Default::default()), state);
		check_integrity();
	});
}
