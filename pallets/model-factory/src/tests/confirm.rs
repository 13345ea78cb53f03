//! Tests of confirmations: who repeats a result, what they say, and who pays.

use crate::{Asked, Confirmations, Error, Event, HoldReason, Providers, Repetitions, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	AccountId, Balance, Hash, JobId,
	job::{ConfirmationCause, ConfirmationStage, FailReason, JobResult, JobStatus, Repetition, Statement},
	root::HashProof,
};
use sp_runtime::{DispatchError, DispatchResult, Permill};

const SALT: Hash = Hash::repeat_byte(9);
/// What the provider is paid for 1,000 tokens, and so each verifier.
const FEE: Balance = 100;

/// What a verifier in a test claims to have found.
#[derive(Clone)]
enum Found {
	Same,
	Other(JobResult),
	Nothing(FailReason),
}

/// Returns another result than the provider's.
fn truth() -> JobResult {
	JobResult { adapter: Hash::repeat_byte(77), ..result(1_000) }
}

fn bound_of(stash: &AccountId, job: JobId, found: &Found) -> Hash {
	let digest = match found {
		Found::Same => match status(job) {
			JobStatus::Submitted { result, .. } => Repetition::digest(&result),
			other => panic!("{other:?}"),
		},
		Found::Other(result) => Repetition::digest(result),
		Found::Nothing(reason) => Repetition::digest_of_failure(*reason),
	};
	Repetition::bound(stash, &digest)
}

fn commit(stash: &AccountId, job: JobId, found: &Found) -> DispatchResult {
	let bound = bound_of(stash, job, found);
	let attempt = Confirmations::<Test>::get(job).unwrap().attempt;
	let commitment = Repetition::commitment(job, attempt, &bound, &SALT);
	ModelFactory::commit_repetition(signed(stash.clone()), job, commitment)
}

/// Shows every state: it is right whatever step is asked for.
fn proof() -> HashProof {
	HashProof::of(&states(), 0).unwrap()
}

fn reveal(stash: &AccountId, job: JobId, found: &Found) -> DispatchResult {
	let is_first = Confirmations::<Test>::get(job).unwrap().differing() == 0;
	let repetition = match found {
		Found::Same => Repetition::Same { proof: proof() },
		Found::Other(_) if is_first => Repetition::Differs { bound: bound_of(stash, job, found) },
		Found::Other(result) => Repetition::DiffersAs { digest: Repetition::digest(result) },
		Found::Nothing(reason) => Repetition::Unrepeatable { reason: *reason },
	};
	ModelFactory::reveal_repetition(signed(stash.clone()), job, repetition, SALT)
}

/// Returns the verifier at work.
fn verifier(job: JobId) -> AccountId {
	Confirmations::<Test>::get(job).and_then(|c| c.verifier).expect("a verifier is drawn")
}

/// Lets a verifier be drawn, and say this. Returns who it was.
fn next_says(job: JobId, found: Found) -> AccountId {
	roll(DRAW_DELAY);
	let who = verifier(job);
	assert_ok!(commit(&who, job, &found));
	roll(1);
	assert_ok!(reveal(&who, job, &found));
	who
}

fn finalise(job: JobId) -> Result<(), DispatchError> {
	ModelFactory::finalise_job(signed(ANYONE), job).map(drop).map_err(|refused| refused.error)
}

fn is_paid(job: JobId) -> bool {
	matches!(status(job), JobStatus::Finalised { .. })
}

fn bond_of(stash: &AccountId) -> Balance {
	Providers::<Test>::get(stash).unwrap().bond
}

/// Returns a job whose result chance has repeated.
fn met_by_chance(tokens: u64) -> JobId {
	AuditShare::set(Permill::one());
	let job = submitted(tokens);
	roll(DRAW_DELAY);
	assert_eq!(Confirmations::<Test>::get(job).unwrap().cause, ConfirmationCause::Chance);
	job
}

/// Returns a doubted job of the first provider. The third doubts it.
fn doubted() -> JobId {
	let job = submitted(1_000);
	assert_ok!(ModelFactory::doubt_result(signed(STASH_3), job));
	job
}

/// Bonds the first provider, the third, and some judges, before the next block.
fn providers(count: usize) {
	provide();
	assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, capabilities()));
	judges(count);
	advance(1);
}

#[test]
fn a_builder_that_asks_should_have_its_result_confirmed() {
	ExtBuilder.build_and_execute(|| {
		providers(1);
		let job = open();
		assert_noop!(ModelFactory::ask_confirmation(signed(OTHER_BUILDER), job), Error::<Test>::NotBuilder);
		assert_eq!(ModelFactory::confirmation_price(job), Some(PAYMENT));
		assert_ok!(ModelFactory::ask_confirmation(signed(BUILDER), job));
		assert_noop!(ModelFactory::ask_confirmation(signed(BUILDER), job), Error::<Test>::AlreadyAsked);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Confirmation.into(), &BUILDER), PAYMENT);
		assert_ok!(ModelFactory::claim_job(signed(WORKER), job));
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		// However long ago the window ended, it is not paid before.
		roll(WINDOW + 1);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		let found = verifier(job);
		let worker = if found == STASH_3 { WORKER_3 } else { found.clone() };
		let bound = bound_of(&found, job, &Found::Same);
		let commitment = Repetition::commitment(job, 1, &bound, &SALT);
		assert_ok!(ModelFactory::commit_repetition(signed(worker.clone()), job, commitment));
		let shown = Repetition::Same { proof: proof() };
		assert_ok!(ModelFactory::reveal_repetition(signed(worker), job, shown, SALT));
		System::assert_has_event(Event::ResultConfirmed { job }.into());
		assert_eq!(Asked::<Test>::get(job), None);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
		assert_eq!(free(&BUILDER), FUNDS - 120 - FEE);
		assert_eq!(free(&found), FUNDS - BOND + FEE);
	});
}

#[test]
fn a_builder_may_ask_within_the_window_at_a_known_price() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(1);
		advance(1);
		let job = submitted(1_000);
		assert_eq!(ModelFactory::confirmation_price(job), Some(FEE));
		assert_ok!(ModelFactory::ask_confirmation(signed(BUILDER), job));
		assert_eq!(next_says(job, Found::Same), JUDGES[0]);
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert_noop!(ModelFactory::ask_confirmation(signed(BUILDER), job), Error::<Test>::JobOver);
		let late = submitted(1_000);
		roll(WINDOW + 1);
		assert_noop!(ModelFactory::ask_confirmation(signed(BUILDER), late), Error::<Test>::NothingToConfirm);
	});
}

#[test]
fn chance_should_convict_a_fabricated_result_without_any_volunteer() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = met_by_chance(1_000);
		let other = submitted(1_000);
		next_says(job, Found::Other(truth()));
		let treasury = free(&TREASURY);
		next_says(job, Found::Other(truth()));
		assert_eq!(bond_of(&STASH), 0);
		// Each verifier is paid for repeating the job, the rest is nobody's who can bring this about.
		assert_eq!(free(&TREASURY), treasury + BOND - 2 * FEE);
		assert_eq!(free(&JUDGES[0]), FUNDS - BOND + FEE);
		assert!(matches!(status(job), JobStatus::Open { .. }));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::BondTooLow);
		assert_ok!(ModelFactory::update_provider(signed(STASH), capabilities()));
		assert_noop!(ModelFactory::claim_job(signed(WORKER), job), Error::<Test>::FailedBefore);
		// What else it published is repeated, whatever chance says.
		assert!(Confirmations::<Test>::contains_key(other));
	});
}

#[test]
fn a_convicted_providers_other_results_should_be_repeated() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(3);
		advance(1);
		let (job, other) = (submitted(1_000), submitted(1_000));
		assert_ok!(ModelFactory::doubt_result(signed(JUDGES[0].clone()), job));
		next_says(job, Found::Other(truth()));
		assert!(!Confirmations::<Test>::contains_key(other));
		next_says(job, Found::Other(truth()));
		assert_eq!(Confirmations::<Test>::get(other).unwrap().cause, ConfirmationCause::Conviction);
	});
}

#[test]
fn one_word_should_neither_convict_nor_be_paid() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = submitted(1_000);
		assert_ok!(ModelFactory::doubt_result(signed(JUDGES[0].clone()), job));
		// Too late to judge this result.
		bond(&JUDGES[2]);
		next_says(job, Found::Other(truth()));
		roll(3 * DRAW_DELAY);
		System::assert_has_event(Event::ConfirmationUndecided { job, paid: false }.into());
		assert_eq!(status(job), JobStatus::Failed { reason: None });
		assert_eq!([bond_of(&STASH), bond_of(&JUDGES[1])], [BOND; 2]);
		assert_eq!(free(&BUILDER), FUNDS);
		assert_eq!(free(&JUDGES[0]), FUNDS - BOND);
	});
}

#[test]
fn a_doubted_result_that_is_true_should_cost_the_doubter() {
	ExtBuilder.build_and_execute(|| {
		providers(2);
		let job = doubted();
		assert_noop!(
			ModelFactory::doubt_result(signed(JUDGES[0].clone()), job),
			Error::<Test>::AlreadyDoubted
		);
		let bond = 2 * FEE + DOUBT_BOND;
		assert_eq!(Balances::balance_on_hold(&HoldReason::Confirmation.into(), &STASH_3), bond);
		let treasury = free(&TREASURY);
		let first = next_says(job, Found::Same);
		assert!(Confirmations::<Test>::get(job).unwrap().is_open());
		let second = next_says(job, Found::Same);
		assert_eq!([free(&first), free(&second)], [FUNDS - BOND + FEE; 2]);
		assert_eq!(free(&TREASURY), treasury + DOUBT_BOND);
		assert_eq!(free(&STASH_3), FUNDS - BOND - bond);
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
		assert_eq!(free(&STASH), FUNDS - BOND + FEE);
	});
}

#[test]
fn a_doubted_result_that_is_false_should_reward_the_doubter() {
	ExtBuilder.build_and_execute(|| {
		providers(2);
		let job = doubted();
		let treasury = free(&TREASURY);
		next_says(job, Found::Other(truth()));
		next_says(job, Found::Other(truth()));
		assert_eq!(free(&STASH_3), FUNDS - BOND + FEE + DOUBT_BOND);
		assert_eq!(free(&TREASURY), treasury + BOND - 3 * FEE - DOUBT_BOND);
		assert!(matches!(status(job), JobStatus::Open { .. }));
	});
}

#[test]
fn a_doubt_should_reopen_what_one_verifier_has_confirmed() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(4);
		advance(1);
		let job = met_by_chance(1_000);
		let friend = next_says(job, Found::Same);
		assert!(!Confirmations::<Test>::get(job).unwrap().is_open());
		let doubter = JUDGES.iter().find(|judge| **judge != friend).unwrap();
		assert_ok!(ModelFactory::doubt_result(signed(doubter.clone()), job));
		roll(WINDOW + 1);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		let who = verifier(job);
		assert_ok!(commit(&who, job, &Found::Other(truth())));
		assert_ok!(reveal(&who, job, &Found::Other(truth())));
		next_says(job, Found::Other(truth()));
		// Whoever agreed with the liar stood on the same ground.
		assert_eq!([bond_of(&STASH), bond_of(&friend)], [0, 0]);
		// The builder has back what it paid the friend.
		assert_eq!(free(&BUILDER), FUNDS - PAYMENT + FEE);
	});
}

#[test]
fn nobody_should_be_paid_twice() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(4);
		advance(1);
		let job = met_by_chance(1_000);
		let first = next_says(job, Found::Same);
		let doubter = JUDGES.iter().find(|judge| **judge != first).unwrap();
		assert_ok!(ModelFactory::doubt_result(signed(doubter.clone()), job));
		let treasury = free(&TREASURY);
		let second = next_says(job, Found::Same);
		assert_eq!([free(&first), free(&second)], [FUNDS - BOND + FEE; 2]);
		assert_eq!(free(&TREASURY), treasury + FEE + DOUBT_BOND);
	});
}

#[test]
fn a_lone_lying_verifier_should_lose_its_bond() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(3);
		advance(1);
		let job = met_by_chance(1_000);
		let treasury = free(&TREASURY);
		let liar = next_says(job, Found::Other(truth()));
		next_says(job, Found::Same);
		assert!(Confirmations::<Test>::get(job).unwrap().is_open());
		let last = next_says(job, Found::Same);
		assert_eq!(bond_of(&liar), 0);
		assert_eq!(free(&last), FUNDS - BOND + FEE);
		assert_eq!(free(&TREASURY), treasury + BOND - 2 * FEE);
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
		assert_eq!(free(&STASH), FUNDS - BOND + FEE);
	});
}

#[test]
fn silent_verifiers_should_be_penalised_and_passed_over() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(3);
		advance(1);
		let job = met_by_chance(1_000);
		roll(DRAW_DELAY);
		let silent = verifier(job);
		roll(CLAIM_PERIOD);
		assert_noop!(finalise(job), Error::<Test>::NothingToFinalise);
		assert_ok!(ModelFactory::leave(signed(silent.clone())));
		advance(NOTICE + 1);
		assert_noop!(ModelFactory::leave(signed(silent.clone())), Error::<Test>::ProviderOnDuty);
		assert_noop!(commit(&silent, job, &Found::Same), Error::<Test>::CommitTooLate);
		assert_ok!(finalise(job));
		assert_eq!(bond_of(&silent), BOND - SILENCE);
		assert_eq!(Providers::<Test>::get(&silent).unwrap().duties, 0);
		// The next one commits and reveals nothing.
		roll(DRAW_DELAY);
		let second = verifier(job);
		assert_ne!(second, silent);
		assert_ok!(commit(&second, job, &Found::Same));
		assert_noop!(commit(&second, job, &Found::Same), Error::<Test>::AlreadyCommitted);
		roll(WINDOW + 1);
		assert_noop!(reveal(&second, job, &Found::Same), Error::<Test>::RevealTooLate);
		assert_ok!(finalise(job));
		assert_eq!(bond_of(&second), BOND - SILENCE);
		next_says(job, Found::Same);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
	});
}

#[test]
fn a_job_that_nobody_can_confirm_should_end() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let job = met_by_chance(1_000);
		roll(3 * DRAW_DELAY);
		System::assert_has_event(Event::ConfirmationUndecided { job, paid: true }.into());
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
		// Doubted or not: who can keep verifiers away has no job done for nothing.
		let mut offer = capabilities();
		offer.bases = vec![5].try_into().unwrap();
		assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, offer));
		advance(1);
		let job = doubted();
		roll(3 * DRAW_DELAY);
		System::assert_has_event(Event::ConfirmationUndecided { job, paid: true }.into());
		assert_eq!(free(&STASH_3), FUNDS - BOND);
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert!(is_paid(job));
	});
}

#[test]
fn data_that_nobody_can_fetch_should_not_be_paid_for() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = met_by_chance(1_000);
		next_says(job, Found::Nothing(FailReason::BlobUnavailable));
		next_says(job, Found::Nothing(FailReason::BlobUnavailable));
		roll(2 * DRAW_DELAY);
		assert_eq!(status(job), JobStatus::Failed { reason: Some(FailReason::BlobUnavailable) });
		assert_eq!(free(&BUILDER), FUNDS);
		assert_eq!(bond_of(&STASH), BOND);
		assert_eq!([bond_of(&JUDGES[0]), bond_of(&JUDGES[1])], [BOND; 2]);
	});
}

#[test]
fn one_that_cannot_repeat_what_others_can_should_be_penalised() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = met_by_chance(1_000);
		let unable = next_says(job, Found::Nothing(FailReason::OutOfResources));
		let able = next_says(job, Found::Same);
		assert_eq!(bond_of(&unable), BOND - SILENCE);
		// Out of the escrow beyond the job's cost.
		assert_eq!(free(&able), FUNDS - BOND + FEE);
		roll(WINDOW);
		assert_ok!(finalise(job));
		assert_eq!(free(&BUILDER), FUNDS - 120 - FEE);
	});
}

#[test]
fn verifiers_should_be_strangers_bonded_before_who_offer_the_base() {
	ExtBuilder.build_and_execute(|| {
		// The builder is a provider too, under another worker.
		assert_ok!(ModelFactory::register_provider(signed(BUILDER), account(60), capabilities()));
		let mut offer = capabilities();
		offer.bases = vec![5].try_into().unwrap();
		assert_ok!(ModelFactory::register_provider(signed(STASH_3), WORKER_3, offer));
		provide();
		judges(1);
		advance(1);
		let job = submitted(1_000);
		bond(&JUDGES[1]);
		assert_ok!(ModelFactory::ask_confirmation(signed(BUILDER), job));
		roll(DRAW_DELAY);
		assert_eq!(verifier(job), JUDGES[0]);
		assert_noop!(commit(&JUDGES[1], job, &Found::Same), Error::<Test>::NotDrawn);
		assert_eq!(ModelFactory::repetitions_of(JUDGES[0].clone()), [job]);
		assert_eq!(Repetitions::<Test>::iter().count(), 1);
		let info = ModelFactory::confirmation(job).unwrap();
		assert_eq!((info.verifier, info.fee), (Some(JUDGES[0].clone()), FEE));
		assert!(matches!(info.stage, ConfirmationStage::Repeating { .. }));
	});
}

#[test]
fn a_lazy_verifier_should_find_nothing_to_copy() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = met_by_chance(1_000);
		roll(DRAW_DELAY);
		let lazy = verifier(job);
		// The result is public, so it can be committed to. The states behind its trace are not.
		assert_ok!(commit(&lazy, job, &Found::Same));
		for proof in [HashProof::default(), HashProof::of(&[Hash::zero(); 3], 0).unwrap()] {
			assert_noop!(
				ModelFactory::reveal_repetition(signed(lazy.clone()), job, Repetition::Same { proof }, SALT),
				Error::<Test>::BadProof
			);
		}
		assert_noop!(reveal(&lazy, job, &Found::Other(truth())), Error::<Test>::OtherCommitment);
		let same = Repetition::Differs { bound: bound_of(&lazy, job, &Found::Same) };
		assert_noop!(
			ModelFactory::reveal_repetition(signed(lazy.clone()), job, same, SALT),
			Error::<Test>::NotAnother
		);
		roll(WINDOW + 1);
		assert_ok!(finalise(job));
		// The next one commits to what the first committed to: it is bound to another name.
		roll(DRAW_DELAY);
		let copier = verifier(job);
		let bound = bound_of(&lazy, job, &Found::Same);
		let copied = Repetition::commitment(job, 1, &bound, &SALT);
		assert_ok!(ModelFactory::commit_repetition(signed(copier.clone()), job, copied));
		assert_noop!(reveal(&copier, job, &Found::Same), Error::<Test>::OtherCommitment);
	});
}

#[test]
fn a_contradiction_should_show_nothing_to_copy() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(2);
		advance(1);
		let job = met_by_chance(1_000);
		let first = next_says(job, Found::Other(truth()));
		let (_, statement) = Confirmations::<Test>::get(job).unwrap().statements[0].clone();
		let bound = bound_of(&first, job, &Found::Other(truth()));
		assert_eq!(statement, Statement::Differs { bound });
		roll(DRAW_DELAY);
		let second = verifier(job);
		// It cannot hide behind a bound of its own, and the first one's is of another name.
		assert_ok!(commit(&second, job, &Found::Other(truth())));
		let own = Repetition::Differs { bound: bound_of(&second, job, &Found::Other(truth())) };
		assert_noop!(
			ModelFactory::reveal_repetition(signed(second.clone()), job, own, SALT),
			Error::<Test>::WrongForm
		);
		assert_noop!(
			ModelFactory::reveal_repetition(
				signed(second.clone()),
				job,
				Repetition::DiffersAs { digest: bound },
				SALT
			),
			Error::<Test>::OtherCommitment
		);
	});
}

#[test]
fn a_doubt_should_be_refused_out_of_time_and_of_strangers() {
	ExtBuilder.build_and_execute(|| {
		providers(1);
		let job = claimed();
		assert_noop!(ModelFactory::doubt_result(signed(STASH_3), job), Error::<Test>::NothingToConfirm);
		assert_ok!(ModelFactory::submit_result(signed(WORKER), job, result(1_000)));
		assert_noop!(ModelFactory::doubt_result(signed(ANYONE), job), Error::<Test>::NotProvider);
		assert_noop!(ModelFactory::doubt_result(signed(STASH), job), Error::<Test>::OwnResult);
		assert_eq!(ModelFactory::doubt_price(job), Some(2 * FEE + DOUBT_BOND));
		roll(WINDOW + 1);
		assert_noop!(ModelFactory::doubt_result(signed(STASH_3), job), Error::<Test>::NothingToConfirm);
	});
}

#[test]
fn a_dear_result_should_always_be_repeated() {
	ExtBuilder.build_and_execute(|| {
		provide();
		judges(1);
		advance(1);
		AuditShare::set(Permill::from_parts(1));
		// It costs 500, half of the bond: who cheats loses as much as it gains, on average, twice.
		let dear = submitted(5_000);
		roll(DRAW_DELAY);
		assert!(Confirmations::<Test>::contains_key(dear));
	});
}
