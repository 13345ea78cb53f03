//! C1: a result was paid on its author's word, and no call disputed one.
//!
//! A stranger claimed each open job, published the hash of nothing, and took the escrow when the window was
//! over. A result over one token paid contributors nothing. A job whose result named a popular model's
//! adapter made a model of the thief's own Datanet that answers like the victim's.

use crate::{jobs::*, world::*};
use frame_support::{assert_noop, traits::Get};
use openledger_primitives::{
	Hash, JobId,
	job::{ConfirmationCause, JobResult, JobStatus, Repetition},
	root::HashProof,
};
use openledger_runtime::{AccountId, ModelFactory, OPEN, Runtime};
use pallet_model_factory::Confirmations;
use sp_runtime::{DispatchError, Permill};

type Error = pallet_model_factory::Error<Runtime>;
type Factory = pallet_model_factory::Call<Runtime>;

const SALT: Hash = Hash::repeat_byte(9);
/// Blocks that a draw waits for.
const DRAW: u32 = 4;

fn verifier(job: JobId) -> AccountId {
	advance(DRAW);
	Confirmations::<Runtime>::get(job).and_then(|c| c.verifier).expect("a verifier is drawn")
}

fn commit(who: &AccountId, job: JobId, found: &JobResult) -> Result<(), DispatchError> {
	let attempt = Confirmations::<Runtime>::get(job).expect("it is confirmed").attempt;
	let bound = Repetition::bound(who, &Repetition::digest(found));
	let commitment = Repetition::commitment(job, attempt, &bound, &SALT);
	call(who, Factory::commit_repetition { job, commitment })
}

/// Reveals what training gives.
fn reveal(who: &AccountId, job: JobId, found: &JobResult) -> Result<(), DispatchError> {
	let JobStatus::Submitted { result, .. } = status(job) else { panic!("there is no result") };
	let is_first = Confirmations::<Runtime>::get(job).is_some_and(|c| c.differing() == 0);
	let digest = Repetition::digest(found);
	let repetition = match result == *found {
		true => Repetition::Same { proof: HashProof::of(&[STATE], 0).expect("there is one step") },
		false if is_first => Repetition::Differs { bound: Repetition::bound(who, &digest) },
		false => Repetition::DiffersAs { digest },
	};
	call(who, Factory::reveal_repetition { job, repetition, salt: SALT })
}

/// Lets a verifier be drawn and say that training gives this. Returns who it was.
fn next_says(job: JobId, found: &JobResult) -> AccountId {
	let who = verifier(job);
	commit(&who, job, found).unwrap();
	advance(1);
	reveal(&who, job, found).unwrap();
	who
}

fn bond(who: &AccountId) -> u128 {
	ModelFactory::provider(who.clone()).expect("a provider").bond
}

/// Returns a market with a provider that nobody trusts, three honest ones, and what the former published.
fn delivered(made: &JobResult) -> (AccountId, [AccountId; 3], JobId) {
	let market = market();
	let thief = provider(66, &market);
	let honest = [20, 21, 22].map(|name| provider(name, &market));
	advance(1);
	let job = submit(&account(30, 20), &market, 10 * OPEN);
	claim(&thief, job).unwrap();
	deliver(&thief, job, made.clone()).unwrap();
	(thief, honest, job)
}

#[test]
fn a_fabricated_result_is_convicted_without_any_volunteer() {
	chain().execute_with(|| {
		audit(Permill::one());
		let (thief, ..) = {
			let (thief, honest, job) = delivered(&result(99, 10_000));
			let before = wealth(&thief);
			advance(DRAW);
			let cause = Confirmations::<Runtime>::get(job).map(|c| c.cause);
			assert_eq!(cause, Some(ConfirmationCause::Chance));
			let truth = result(5, 10_000);
			next_says(job, &truth);
			next_says(job, &truth);
			assert_eq!((bond(&thief), wealth(&thief)), (0, before - 1_000 * OPEN));
			assert!(matches!(status(job), JobStatus::Open { .. }));
			// Another provider makes the model, and is paid.
			let next = &honest[0];
			claim(next, job).unwrap();
			deliver(next, job, truth.clone()).unwrap();
			advance(DRAW);
			next_says(job, &truth);
			wait_window();
			finalise(job).unwrap();
			assert!(matches!(status(job), JobStatus::Finalised { .. }));
			(thief, job)
		};
		assert_eq!(active(&thief), 0);
		check_integrity();
	});
}

#[test]
fn a_fabricated_result_is_convicted_when_anybody_doubts_it() {
	chain().execute_with(|| {
		let (thief, honest, job) = delivered(&result(99, 10_000));
		let (doubter, before) = (&honest[0], wealth(&honest[0]));
		call(doubter, Factory::doubt_result { job }).unwrap();
		let truth = result(5, 10_000);
		next_says(job, &truth);
		next_says(job, &truth);
		assert_eq!(bond(&thief), 0);
		assert!(wealth(doubter) > before);
		check_integrity();
	});
}

#[test]
fn a_doubt_delays_an_honest_provider_and_costs_the_doubter() {
	chain().execute_with(|| {
		let made = result(5, 10_000);
		let (honest, others, job) = delivered(&made);
		let before = [wealth(&honest), wealth(&others[0])];
		call(&others[0], Factory::doubt_result { job }).unwrap();
		next_says(job, &made);
		next_says(job, &made);
		wait_window();
		finalise(job).unwrap();
		assert!(wealth(&honest) > before[0]);
		let penalty: u128 = <Runtime as pallet_model_factory::Config>::DoubtBond::get();
		assert!(wealth(&others[0]) <= before[1] - penalty);
		check_integrity();
	});
}

#[test]
fn a_lazy_verifier_has_nothing_to_copy() {
	chain().execute_with(|| {
		audit(Permill::one());
		// The result of somebody who does not show the states behind it, which is what every provider does.
		let hidden = JobResult { trace: Hash::repeat_byte(44), ..result(99, 10_000) };
		let (_, _, job) = delivered(&hidden);
		advance(DRAW);
		let lazy = verifier(job);
		// It commits to the result that it saw, and cannot show that it trained.
		commit(&lazy, job, &hidden).unwrap();
		assert_noop!(reveal(&lazy, job, &hidden), Error::BadProof);
		let silence = bond(&lazy);
		wait_window();
		finalise(job).unwrap();
		assert!(bond(&lazy) < silence);
		// The next one sees the commitment of an honest one and sends the same bytes.
		let truth = result(5, 10_000);
		let honest = next_says(job, &truth);
		let copier = verifier(job);
		let bound = Repetition::bound(&honest, &Repetition::digest(&truth));
		let copied = Repetition::commitment(job, 1, &bound, &SALT);
		call(&copier, Factory::commit_repetition { job, commitment: copied }).unwrap();
		assert_noop!(reveal(&copier, job, &truth), Error::OtherCommitment);
		let digest = bound;
		let repetition = Repetition::DiffersAs { digest };
		let reveal = Factory::reveal_repetition { job, repetition, salt: SALT };
		assert_noop!(call(&copier, reveal), Error::OtherCommitment);
		check_integrity();
	});
}

#[test]
fn a_lone_lying_verifier_loses_its_bond_and_the_provider_is_paid() {
	chain().execute_with(|| {
		audit(Permill::one());
		let made = result(5, 10_000);
		let (honest, _, job) = delivered(&made);
		let before = wealth(&honest);
		advance(DRAW);
		let liar = next_says(job, &result(99, 10_000));
		next_says(job, &made);
		next_says(job, &made);
		assert_eq!(bond(&liar), 0);
		wait_window();
		finalise(job).unwrap();
		assert!(wealth(&honest) > before);
		check_integrity();
	});
}

#[test]
fn a_job_that_nobody_else_can_repeat_ends() {
	chain().execute_with(|| {
		audit(Permill::one());
		let market = market();
		let only = provider(20, &market);
		let job = submit(&account(30, 20), &market, OPEN);
		claim(&only, job).unwrap();
		deliver(&only, job, result(5, 10_000)).unwrap();
		// Chance falls on it, and three draws find nobody.
		advance(4 * DRAW);
		wait_window();
		finalise(job).unwrap();
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		check_integrity();
	});
}

#[test]
fn a_result_counts_a_token_for_each_record_at_least() {
	chain().execute_with(|| {
		let market = market();
		let thief = provider(66, &market);
		let job = submit(&thief, &market, OPEN);
		claim(&thief, job).unwrap();
		assert_noop!(deliver(&thief, job, result(5, 1)), Error::TooFewTokens);
		deliver(&thief, job, result(5, RECORDS.into())).unwrap();
		check_integrity();
	});
}

#[test]
fn a_cloned_adapter_makes_no_model() {
	chain().execute_with(|| {
		let market = market();
		let (honest, thief) = (provider(20, &market), provider(66, &market));
		let own = datanet(&account(104, 100), &thief, 8);
		let job = submit(&account(30, 20), &market, OPEN);
		claim(&honest, job).unwrap();
		let made = result(5, 10_000);
		let commitment = ModelFactory::commitment(job, &honest, &made);
		call(&honest, pallet_model_factory::Call::<Runtime>::commit_result { job, commitment }).unwrap();
		advance(1);
		// The thief sees the result in the pool, and is quicker with it.
		let clone = submit_over(&thief, &market, vec![own], OPEN);
		claim(&thief, clone).unwrap();
		deliver(&thief, clone, made.clone()).unwrap();
		deliver(&honest, job, made.clone()).unwrap();
		wait_window();
		finalise(job).unwrap();
		finalise(clone).unwrap();
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		assert_eq!(status(clone), JobStatus::Failed { reason: None });
		// And later it is refused at once.
		let again = submit_over(&thief, &market, vec![own], OPEN);
		claim(&thief, again).unwrap();
		assert_noop!(deliver(&thief, again, made), Error::AdapterKnown);
		check_integrity();
	});
}
