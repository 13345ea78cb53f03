use super::*;
use crate::{AuditFees, AuditPositions, Audited, Audits, Challenges, Error, Event, MAX_AUDITS};
use frame_support::{assert_noop, assert_ok, dispatch::Pays, traits::Hooks, weights::Weight};
use openledger_primitives::{
	challenge::ChallengeStage,
	traits::{ProviderRegistry, SettlementRegistry},
};
use sp_runtime::Permill;

/// Fees that an audit sets aside: five verifiers'.
pub const FEES: Balance = 5 * AUDIT_FEE;

/// Puts so much into the purse, off somebody's bond.
pub fn fill_purse(amount: Balance) {
	let slashed = Registry::slash(&account("nobody"), amount, Attribution::take_fine);
	assert_eq!(slashed, Ok(amount));
	assert_ok!(Attribution::put_in_purse(amount));
}

/// A settlement of 10,000 planck, as much as the penalty, so that chance is sure to fall on it. Returns the
/// audit, with its answers and the planck that was drawn.
fn audited(first: &[(u64, u32)]) -> (SessionId, ChallengeId, Vec<OpenedAnswer>, Balance) {
	fill_purse(FEES);
	let (session, opened_answers) = settled(first);
	let id = NextChallenge::<Test>::get();
	pass(DRAW_DELAY);
	let challenge = Challenges::<Test>::get(id).expect("chance falls on it");
	let planck = challenge.question.asked.planck().expect("it is an audit");
	assert!(planck < 10_000);
	let until = System::block_number() + REVEAL_PERIOD;
	assert_eq!(challenge.stage, ChallengeStage::AwaitingResponse { until });
	assert_eq!((challenge.bond, AuditFees::<Test>::get()), (0, FEES));
	let (provider, planck_of) = (account("provider"), |planck| (session, 0, planck));
	for (number, planck) in [(id, Some(planck)), (id + 1, None)] {
		let (session, settlement, planck) = planck_of(planck);
		// Whoever is asked two things has a quarter longer for the second.
		let until = until + (number - id) as u32 * REVEAL_PERIOD / 4;
		let (challenge, provider) = (number, provider.clone());
		System::assert_has_event(
			Event::Audited { challenge, session, settlement, planck, provider, until }.into(),
		);
	}
	(session, id, opened_answers, planck)
}

/// The evidence that an audit asks for.
fn evidence_for(opened_answers: &[OpenedAnswer], planck: Balance) -> Opening {
	answer_evidence(opened_answers, (planck / 5_000) as usize)
}

/// Reveals what an audit asks for, and has verifiers drawn.
fn reveal_audit(id: ChallengeId, opened_answers: &[OpenedAnswer], planck: Balance) {
	let post = Disputes::reveal(by("worker"), id, evidence_for(opened_answers, planck));
	// Whoever is audited pays no fee for it.
	assert_eq!(post.map(|post| post.pays_fee), Ok(Pays::No));
	// The chain adds the receipts up by itself.
	assert_ok!(Disputes::reveal(by("worker"), id + 1, sum_evidence(opened_answers)));
	assert_ok!(Disputes::resolve(by("dave"), id + 1));
	System::assert_last_event(Event::Acquitted { challenge: id + 1, verifiers: 0, provider: 0 }.into());
	pass(DRAW_DELAY);
}

fn idle() {
	Disputes::on_idle(System::block_number(), Weight::MAX);
}

#[test]
fn an_honest_provider_should_lose_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id, opened_answers, planck) = audited(&HALVES);
		let bond = bond_of(&account("provider"));
		// Only the answer that pays for the planck will do.
		let other = answer_evidence(&opened_answers, 1 - (planck / 5_000) as usize);
		assert_noop!(Disputes::reveal(by("worker"), id, other), Error::<Test>::OtherPlanck);
		assert_noop!(
			Disputes::reveal(by("worker"), id, sum_evidence(&opened_answers)),
			Error::<Test>::WrongEvidence
		);
		reveal_audit(id, &opened_answers, planck);
		vote(id, &agree(&OTHERS, &MATCHES));
		idle();
		System::assert_has_event(
			Event::Acquitted { challenge: id, verifiers: 3 * AUDIT_FEE, provider: 0 }.into(),
		);
		assert_eq!(bond_of(&account("provider")), bond);
		assert_eq!(OTHERS.map(earned), [AUDIT_FEE; 3]);
		assert_eq!((Attribution::audit_purse(), AuditFees::<Test>::get()), (FEES - 3 * AUDIT_FEE, 0));
		// What was found right is not asked again.
		let answer = Some((planck / 5_000) as u32);
		assert_noop!(Disputes::challenge(by("other"), session, 0, answer), Error::<Test>::AlreadyJudged);
		assert_eq!(Challenges::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_lie_should_cost_twice_what_the_settlement_is_worth() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id, opened_answers, planck) = audited(&ALL_20);
		reveal_audit(id, &opened_answers, planck);
		let purse = Attribution::audit_purse();
		let right = if planck < 5_000 { otherwise(&HALVES) } else { otherwise(&ALL_20) };
		vote(id, &agree(&OTHERS, &right));
		let bond = bond_of(&account("provider"));
		assert_ok!(Disputes::resolve(by("dave"), id));
		// Twice 10,000, which is more than the penalty, and the answer's price.
		assert_eq!(bond - bond_of(&account("provider")), 2 * 10_000 + 5_000);
		// Where a challenger would be paid, the purse is; verifiers are paid by the liar.
		assert_eq!(Attribution::audit_purse(), purse + PENALTY / 2);
		assert_eq!(OTHERS.map(earned), [VERIFIER_REWARD; 3]);
		assert_eq!((AuditFees::<Test>::get(), Audits::<Test>::iter().count()), (0, 0));
	});
}

#[test]
fn silence_should_condemn_without_anybodys_call() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id, ..) = audited(&HALVES);
		let bond = bond_of(&account("provider"));
		pass(REVEAL_PERIOD + LATE_PERIOD);
		idle();
		assert!(Challenges::<Test>::contains_key(id));
		pass(1);
		idle();
		assert!(!Challenges::<Test>::contains_key(id));
		// What else is asked about it has its answer.
		idle();
		assert_eq!(Challenges::<Test>::iter().count(), 0);
		assert!(Attribution::settlement(session, 0).expect("it is kept").condemned);
		assert_eq!(bond - bond_of(&account("provider")), 2 * 10_000 + 10_000);
		assert_eq!(earned("user"), 10_000);
	});
}

#[test]
fn verifiers_that_say_nothing_should_end_it_without_anybodys_call() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id, opened_answers, planck) = audited(&HALVES);
		reveal_audit(id, &opened_answers, planck);
		let bond = bond_of(&account("provider"));
		for _ in 0..crate::ROUNDS * (DRAW_DELAY + COMMIT_PERIOD + DISCLOSE_PERIOD + 2) {
			idle();
			pass(1);
		}
		assert!(!Challenges::<Test>::contains_key(id));
		assert_eq!(bond_of(&account("provider")), bond);
		assert_eq!(AuditFees::<Test>::get(), 0);
	});
}

#[test]
fn no_purse_should_mean_no_audit() {
	ExtBuilder::default().build_and_execute(|| {
		fill_purse(FEES - 1);
		settled(&HALVES);
		pass(DRAW_DELAY);
		assert_eq!(Challenges::<Test>::iter().count(), 0);
		// What is set aside for one is not there for another.
		fill_purse(1);
		settled(&HALVES);
		settled(&HALVES);
		pass(DRAW_DELAY);
		assert_eq!((Audits::<Test>::iter().count(), AuditFees::<Test>::get()), (2, FEES));
	});
}

#[test]
fn chance_should_fall_on_settlements_by_what_they_are_worth() {
	ExtBuilder::default().build_and_execute(|| {
		fill_purse(100 * FEES);
		let session = open(TUNED, 500_000);
		// A twentieth of half the penalty each, as one answer of 250 planck.
		let count = 80;
		for index in 0..count {
			let mut answers = [opened_answer(session, index, &HALVES)];
			answers[0].receipt.price = 250;
			settle_with(session, &answers, honest(&answers));
		}
		pass(DRAW_DELAY + 5);
		let positions = AuditPositions::<Test>::get();
		assert_eq!((positions.first, positions.next), (count.into(), count.into()));
		let begun = Audits::<Test>::iter().count() / 2;
		assert!((1..=12).contains(&begun), "{begun} of {count}, where 4 are expected");
		assert_eq!(AuditFees::<Test>::get(), begun as Balance * FEES);
		assert_eq!(Audited::<Test>::iter().count(), begun);
	});
}

#[test]
fn a_block_should_begin_a_bounded_number_of_audits() {
	ExtBuilder::default().build_and_execute(|| {
		fill_purse(100 * FEES);
		let session = open(TUNED, 500_000);
		let count = MAX_AUDITS + 2;
		Bonds::mutate(|all| all.insert(account("provider"), 10 * PROVIDER_BOND));
		for index in 0..count {
			let answers = [opened_answer(session, index, &HALVES)];
			settle_with(session, &answers, honest(&answers));
		}
		pass(DRAW_DELAY);
		assert_eq!(Audited::<Test>::iter().count() as u32, MAX_AUDITS);
		pass(1);
		assert_eq!(Audited::<Test>::iter().count() as u32, count);
	});
}

#[test]
fn a_friends_challenge_should_not_make_an_audited_lie_cheap() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, audit, opened_answers, planck) = audited(&ALL_20);
		// A friend asks the first answer, which is the lie, and has it judged first.
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert_ok!(Disputes::reveal(by("worker"), audit, evidence_for(&opened_answers, planck)));
		pass(DRAW_DELAY);
		vote(id, &agree(&OTHERS, &otherwise(&HALVES)));
		let bond = bond_of(&account("provider"));
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert_eq!(bond - bond_of(&account("provider")), 2 * 10_000 + 5_000);
		// The audit goes on, or has its answer.
		let judged = Disputes::challenge_info(audit).expect("it is open").answer == Some(0);
		assert_eq!(Disputes::resolve(by("dave"), audit).is_ok(), judged);
	});
}

#[test]
fn a_false_sum_should_be_found_by_the_chain_alone() {
	ExtBuilder::default().build_and_execute(|| {
		fill_purse(FEES);
		// Each answer is right, and the settlement credits another contribution with all of them.
		let session = open(TUNED, 50_000);
		let opened_answers = vec![opened_answer(session, 0, &HALVES), opened_answer(session, 1, &HALVES)];
		settle_with(session, &opened_answers, Settlement { first: 0, influence: vector(&ALL_20) });
		pass(DRAW_DELAY);
		let bond = bond_of(&account("provider"));
		assert_ok!(Disputes::reveal(by("worker"), 1, sum_evidence(&opened_answers)));
		idle();
		assert!(Attribution::settlement(session, 0).expect("it is kept").condemned);
		assert_eq!(bond - bond_of(&account("provider")), 2 * 10_000 + 10_000);
		assert_eq!(earned("user"), 10_000);
		idle();
		assert_eq!(Challenges::<Test>::iter().count(), 0);
	});
}

#[test]
fn a_receipt_should_convict_once_the_audited_answer_is_known() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id, opened_answers, planck) = audited(&HALVES);
		let index = (planck / 5_000) as usize;
		let mut other = opened_answers[index].receipt.clone();
		other.influence = vector(&ALL_20);
		let signature = sign_receipt("worker", &other);
		let present =
			|| Disputes::present_receipt(by("user"), id, Box::new(other.clone()), signature.clone());
		assert_noop!(present(), Error::<Test>::NothingToPresent);
		reveal_audit(id, &opened_answers, planck);
		let info = Disputes::challenge_info(id).expect("it is open");
		assert_eq!((info.answer, info.planck), (Some(index as u32), Some(planck)));
		assert_ok!(present());
		assert!(matches!(
			Challenges::<Test>::get(id).expect("it is open").stage,
			ChallengeStage::ProvenWrong(_)
		));
		idle();
		assert!(Attribution::settlement(session, 0).expect("it is kept").condemned);
	});
}

#[test]
fn a_share_of_the_platforms_part_should_fill_the_purse() {
	ExtBuilder::default().build_and_execute(|| {
		AuditShare::set(Permill::from_percent(50));
		let before = Balances::free_balance(account("treasury"));
		settled(&HALVES);
		pass(CHALLENGE_PERIOD + 1);
		Attribution::on_idle(System::block_number(), Weight::from_parts(100, 100));
		// 5 % of 10,000, halved.
		assert_eq!(Attribution::audit_purse(), 250);
		assert_eq!(Balances::free_balance(account("treasury")), before + 250);
	});
}
