use super::*;
use crate::{Error, Event, OpenedAnswers};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::challenge::{ChallengeStage, Refutation};

fn stage(id: ChallengeId) -> ChallengeStage {
	Disputes::challenge_info(id).expect("it is open").stage
}

#[test]
fn reveal_should_uphold_a_true_sum() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, None);
		assert_ok!(Disputes::reveal(by("provider"), id, sum_evidence(&opened_answers)));
		System::assert_last_event(
			Event::Revealed { challenge: id, stage: ChallengeStage::ProvenRight }.into(),
		);
		assert_eq!(stage(id), ChallengeStage::ProvenRight);
		assert_noop!(
			Disputes::reveal(by("provider"), id, sum_evidence(&opened_answers)),
			Error::<Test>::AlreadyRevealed
		);
	});
}

#[test]
fn reveal_should_lay_an_answer_open() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		for index in [1, 0] {
			let id = doubt(session, Some(index));
			let evidence = answer_evidence(&opened_answers, index as usize);
			assert_ok!(Disputes::reveal(by("worker"), id, evidence));
			assert_eq!(stage(id), ChallengeStage::Drawing { at: 1 + DRAW_DELAY });
			assert_eq!(Disputes::opened_answer(id), Some(opened_answers[index as usize].clone()));
		}
	});
}

#[test]
fn reveal_should_be_the_accused_providers_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, None);
		let evidence = sum_evidence(&opened_answers);
		for name in ["other", "rival", "rival-worker"] {
			assert_noop!(Disputes::reveal(by(name), id, evidence.clone()), Error::<Test>::NotTheAccused);
		}
		assert_noop!(
			Disputes::reveal(by("worker"), id + 1, evidence.clone()),
			Error::<Test>::UnknownChallenge
		);
		pass_silently();
		assert_noop!(Disputes::reveal(by("worker"), id, evidence.clone()), Error::<Test>::RevealTooLate);
		System::set_block_number(1 + REVEAL_PERIOD);
		assert_ok!(Disputes::reveal(by("worker"), id, evidence));
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND);
	});
}

#[test]
fn reveal_should_cost_a_fee_for_a_while_after_its_time() {
	for late in [1, LATE_PERIOD] {
		ExtBuilder::default().build_and_execute(|| {
			let (session, opened_answers) = settled(&ALL_20);
			let id = doubt(session, None);
			pass(REVEAL_PERIOD + late);
			assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
			let before = Balances::free_balance(account("treasury")) + earned("treasury");
			assert_ok!(Disputes::reveal(by("worker"), id, sum_evidence(&opened_answers)));
			assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - LATE_FEE);
			assert_ok!(Disputes::resolve(by("dave"), id));
			let after = Balances::free_balance(account("treasury")) + earned("treasury");
			assert_eq!(after, before + LATE_FEE + CHALLENGE_BOND / 2);
			// It is as right as if it had come in time.
			assert_eq!(bond_of(&account("provider")), PROVIDER_BOND - LATE_FEE);
		});
	}
}

#[test]
fn reveal_should_let_a_provider_correct_its_mistakes() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let sum = doubt(session, None);
		let one = doubt(session, Some(0));
		let refuse = |id, evidence, error: Error<Test>| {
			assert_noop!(Disputes::reveal(by("worker"), id, evidence), error);
		};
		refuse(sum, answer_evidence(&opened_answers, 0), Error::WrongEvidence);
		refuse(one, sum_evidence(&opened_answers), Error::WrongEvidence);
		refuse(sum, sum_evidence(&opened_answers[..1]), Error::NotTheReceipts);
		let mut swapped = opened_answers.clone();
		swapped.swap(0, 1);
		refuse(sum, sum_evidence(&swapped), Error::NotTheReceipts);
		refuse(one, answer_evidence(&opened_answers, 1), Error::NotTheReceipts);
		refuse(one, answer_evidence(&swapped, 0), Error::NotTheReceipts);
		let Opening::Answer { mut opened_answer, receipts } = answer_evidence(&opened_answers, 0) else {
			unreachable!()
		};
		opened_answer.answer.pop();
		refuse(one, Opening::Answer { opened_answer, receipts }, Error::NotTheTokens);
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&opened_answers)));
		assert_ok!(Disputes::reveal(by("worker"), one, answer_evidence(&opened_answers, 0)));
	});
}

/// Settles an answer that was changed before it was hashed, doubts it or the sum, and reveals.
fn refuted(answer: Option<u32>, change: impl FnOnce(&mut OpenedAnswer)) -> ChallengeStage {
	let session = open(TUNED, 50_000);
	let mut bad = opened_answer(session, 1, &HALVES);
	change(&mut bad);
	let opened_answers = vec![opened_answer(session, 0, &ALL_20), bad];
	// Receipts that name a third, unknown contribution cannot be settled with their own sum.
	let good = vec![opened_answer(session, 0, &ALL_20), opened_answer(session, 1, &HALVES)];
	settle_for(session, &opened_answers, 10_000, honest(&good));
	let id = doubt(session, answer);
	let evidence = match answer {
		Some(index) => answer_evidence(&opened_answers, index as usize),
		None => sum_evidence(&opened_answers),
	};
	assert_ok!(Disputes::reveal(by("worker"), id, evidence));
	assert!(!OpenedAnswers::<Test>::contains_key(id) || matches!(stage(id), ChallengeStage::Drawing { .. }));
	stage(id)
}

#[test]
fn reveal_should_count_against_whoever_committed_nonsense() {
	type Change = fn(&mut OpenedAnswer);
	let cases: [(Refutation, Change); 8] = [
		(Refutation::ForeignReceipt, |e| e.receipt.genesis = Hash::repeat_byte(1)),
		(Refutation::ForeignReceipt, |e| e.receipt.session += 1),
		(Refutation::ForeignReceipt, |e| e.receipt.model = BASE),
		(Refutation::ForeignReceipt, |e| e.receipt.adapter = Hash::repeat_byte(1)),
		(Refutation::WrongPrice, |e| e.receipt.price += 1),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(10, 1)])),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(11, 1), (10, 999_999_999)])),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(10, 0), (11, 1_000_000_000)])),
	];
	for (refutation, change) in cases {
		for answer in [Some(1), None] {
			ExtBuilder::default().build_and_execute(|| {
				assert_eq!(refuted(answer, change), ChallengeStage::ProvenWrong(refutation));
			});
		}
	}
}

#[test]
fn reveal_should_count_against_whoever_miscounts_or_names_strangers() {
	ExtBuilder::default().build_and_execute(|| {
		let miscount = refuted(Some(1), |e| {
			e.receipt.completion_tokens += 3;
			e.receipt.prompt_tokens -= 5;
		});
		assert_eq!(miscount, ChallengeStage::ProvenWrong(Refutation::WrongCount));
		let stranger = refuted(Some(1), |e| e.receipt.influence = vector(&[(99, 1_000_000_000)]));
		assert_eq!(stranger, ChallengeStage::ProvenWrong(Refutation::BadInfluence));
	});
}

#[test]
fn reveal_should_count_against_whoever_names_the_asker() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		Contributors::mutate(|all| all.insert(20, account("user")));
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert_eq!(stage(id), ChallengeStage::ProvenWrong(Refutation::BadInfluence));
	});
}

#[test]
fn reveal_should_count_against_a_false_sum() {
	ExtBuilder::default().build_and_execute(|| {
		let honest_receipts = refuted(None, |e| e.receipt.influence = vector(&ALL_20));
		assert_eq!(honest_receipts, ChallengeStage::ProvenWrong(Refutation::OtherSum));
		let left_out = refuted(None, |e| e.receipt.influence = vector(&[]));
		assert_eq!(left_out, ChallengeStage::ProvenWrong(Refutation::OtherSum));
		// The answer itself is one to be repeated: the sum is another question.
		let one = refuted(Some(1), |e| e.receipt.influence = vector(&ALL_20));
		assert_eq!(one, ChallengeStage::Drawing { at: 1 + DRAW_DELAY });
	});
}

#[test]
fn reveal_should_count_against_a_broken_chain() {
	type Change = fn(&mut OpenedAnswer);
	// What a receipt says beside its own answer: a number or a total that does not go on.
	let cases: [Change; 5] = [
		|e| e.receipt.index = 0,
		|e| e.receipt.index = 2,
		|e| e.receipt.cumulative = 4_999,
		|e| e.receipt.cumulative = 10_001,
		|e| e.receipt.cumulative = 0,
	];
	for change in cases {
		for answer in [Some(1), None] {
			ExtBuilder::default().build_and_execute(|| {
				let stage = refuted(answer, change);
				assert_eq!(stage, ChallengeStage::ProvenWrong(Refutation::BrokenChain));
			});
		}
	}
}

#[test]
fn reveal_should_count_against_an_amount_that_is_not_the_sum_of_prices() {
	for amount in [9_999, 10_001, 15_000] {
		ExtBuilder::default().build_and_execute(|| {
			let session = open(TUNED, 50_000);
			let answers = vec![opened_answer(session, 0, &ALL_20), opened_answer(session, 1, &HALVES)];
			settle_for(session, &answers, amount, honest(&answers));
			let id = doubt(session, None);
			assert_ok!(Disputes::reveal(by("worker"), id, sum_evidence(&answers)));
			assert_eq!(stage(id), ChallengeStage::ProvenWrong(Refutation::BrokenChain));
		});
	}
}

#[test]
fn reveal_should_know_a_receipt_that_was_settled_before() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let first = vec![opened_answer(session, 0, &ALL_20)];
		settle_with(session, &first, honest(&first));
		settle_with(session, &first, Settlement { first: 1, ..honest(&first) });
		for answer in [None, Some(0)] {
			let id = crate::NextChallenge::<Test>::get();
			assert_ok!(Disputes::challenge(by("other"), session, 1, answer));
			let evidence = match answer {
				Some(_) => answer_evidence(&first, 0),
				None => sum_evidence(&first),
			};
			assert_ok!(Disputes::reveal(by("worker"), id, evidence));
			assert_eq!(stage(id), ChallengeStage::ProvenWrong(Refutation::BrokenChain));
		}
	});
}
