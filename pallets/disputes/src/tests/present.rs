use super::*;
use crate::{
	Closed, Commitments, DrawPositions, DrawQueue, Duties, Error, Event, OpenedAnswers, PresentedReceipts,
	ROUNDS, Votes,
};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::challenge::{ChallengeStage, Refutation};

fn present(who: &str, id: ChallengeId, receipt: &Receipt, signer: &str) -> sp_runtime::DispatchResult {
	let signature = sign_receipt(signer, receipt);
	Disputes::present_receipt(by(who), id, Box::new(receipt.clone()), signature)
}

fn stage(id: ChallengeId) -> ChallengeStage {
	Disputes::challenge_info(id).expect("it is open").stage
}

/// The receipt that the user holds for answer 0 of a session.
fn received(session: SessionId) -> Receipt {
	opened_answer(session, 0, &HALVES).receipt
}

const OTHER: ChallengeStage = ChallengeStage::ProvenWrong(Refutation::OtherReceipt);

#[test]
fn present_receipt_should_convict_before_the_reveal() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		let receipt = received(session);
		assert_ok!(present("user", id, &receipt, "worker"));
		System::assert_last_event(Event::ReceiptPresented { challenge: id, receipt: receipt.hash() }.into());
		assert!(matches!(stage(id), ChallengeStage::AwaitingResponse { .. }));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert_eq!(stage(id), OTHER);
		assert_ok!(Disputes::resolve(by("dave"), id));
		// What it paid, and the reward: whoever shows a receipt may have copied it.
		assert_eq!((earned("user"), earned("dave")), (15_000, 0));
		assert!(!PresentedReceipts::<Test>::contains_key(id));
	});
}

/// Whether nothing is kept of the work of verifiers, and nobody is bound.
fn is_released(id: ChallengeId) -> bool {
	let duties = OTHERS.iter().map(|name| books::duties_of(&account(name))).sum::<u32>();
	duties == 0
		&& Duties::<Test>::iter().count() == 0
		&& Votes::<Test>::iter().count() == 0
		&& Commitments::<Test>::iter().count() == 0
		&& !Draws::<Test>::contains_key(id)
		&& !OpenedAnswers::<Test>::contains_key(id)
}

/// The refuted challenge is resolved: the user has its money back, verifiers pay and get nothing.
fn resolve_refuted(id: ChallengeId) {
	assert_ok!(Disputes::resolve(by("dave"), id));
	assert_eq!((earned("user"), earned("provider"), earned("dave")), (15_000, 0, 0));
	for name in OTHERS {
		assert_eq!((bond_of(&account(name)), earned(name)), (PROVIDER_BOND, 0));
	}
	assert!(is_released(id) && PresentedReceipts::<Test>::iter().next().is_none());
	assert!(Disputes::challenges().is_empty() && Closed::<Test>::iter().next().is_none());
}

#[test]
fn present_receipt_should_convict_while_verifiers_vote() {
	// None of them has said anything, some have, or all have found the answer right.
	for said in 0..=OTHERS.len() {
		ExtBuilder::default().build_and_execute(|| {
			let (session, id) = revealed(&ALL_20);
			assert!(OTHERS.iter().all(|name| books::duties_of(&account(name)) == 1));
			vote(id, &agree(&OTHERS[..said], &MATCHES));
			assert_ok!(present("dave", id, &received(session), "worker"));
			assert_eq!(stage(id), OTHER);
			assert!(is_released(id));
			// They have nothing to say any more.
			let late = Disputes::reveal_vote(by("rival"), id, MATCHES, salt("rival"));
			assert_noop!(late, Error::<Test>::NothingToVoteOn);
			assert_noop!(
				Disputes::commit_vote(by("third"), id, Hash::zero()),
				Error::<Test>::NothingToVoteOn
			);
			// However long nobody resolves it.
			pass(COMMIT_PERIOD + DISCLOSE_PERIOD + 1);
			resolve_refuted(id);
		});
	}
}

#[test]
fn present_receipt_should_convict_while_a_draw_is_awaited() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert_ok!(present("dave", id, &received(session), "worker"));
		// Nobody is drawn for what is proven.
		pass(DRAW_DELAY);
		assert_eq!(stage(id), OTHER);
		assert!(is_released(id));
		assert_eq!((DrawQueue::<Test>::iter().count(), DrawPositions::<Test>::get().first), (0, 1));
		resolve_refuted(id);
	});
}

#[test]
fn present_receipt_should_convict_where_verifiers_cannot_decide() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id) = revealed(&ALL_20);
		vote(id, &agree(&OTHERS, &Finding::Unrepeatable));
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
		pass(ROUNDS * DRAW_DELAY);
		assert_eq!(stage(id), ChallengeStage::Undecided);
		assert_ok!(present("dave", id, &received(session), "worker"));
		assert_eq!(stage(id), OTHER);
		resolve_refuted(id);
	});
}

#[test]
fn two_receipts_for_one_answer_should_convict_by_themselves() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		// A friend takes the place with the receipt that was settled.
		assert_ok!(present("rival", id, &opened_answers[0].receipt, "worker"));
		assert_noop!(present("rival", id, &opened_answers[0].receipt, "worker"), Error::<Test>::SameReceipt);
		assert_ok!(present("user", id, &received(session), "worker"));
		assert_eq!(stage(id), OTHER);
		assert_noop!(present("user", id, &received(session), "worker"), Error::<Test>::NothingToPresent);
	});
}

#[test]
fn present_receipt_should_leave_an_honest_provider_alone() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&HALVES);
		let id = doubt(session, Some(0));
		let own = &opened_answers[0].receipt;
		let refuse = |receipt: &Receipt, signer, error: Error<Test>| {
			assert_noop!(present("user", id, receipt, signer), error);
		};
		let other = opened_answer(session, 0, &ALL_20).receipt;
		for signer in ["user", "provider", "rival-worker"] {
			refuse(&other, signer, Error::NotSigned);
		}
		// What the worker did sign is of another answer, session or chain, or costs nothing.
		refuse(&Receipt { index: 1, ..other.clone() }, "worker", Error::OtherAnswer);
		refuse(&Receipt { session: session + 1, ..other.clone() }, "worker", Error::OtherAnswer);
		refuse(&Receipt { genesis: Hash::zero(), ..other.clone() }, "worker", Error::OtherAnswer);
		refuse(&Receipt { price: 0, ..other.clone() }, "worker", Error::OtherAnswer);
		assert_ok!(present("user", id, own, "worker"));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
		refuse(own, "worker", Error::SameReceipt);
		pass(DRAW_DELAY);
		assert!(matches!(stage(id), ChallengeStage::Voting { .. }));
		refuse(own, "worker", Error::SameReceipt);
		let sum = doubt(session, None);
		assert_noop!(present("user", sum, own, "worker"), Error::<Test>::NothingToPresent);
		assert_noop!(present("user", sum + 1, own, "worker"), Error::<Test>::UnknownChallenge);
	});
}

fn accuse(who: &str, receipt: &Receipt, signer: &str) -> sp_runtime::DispatchResult {
	let signature = sign_receipt(signer, receipt);
	Disputes::challenge_with_receipt(by(who), 0, Box::new(receipt.clone()), signature)
}

#[test]
fn challenge_with_receipt_should_convict_where_a_question_is_closed() {
	// Verifiers have found the settled answer right, as a friend of the provider asked, or could not decide.
	for said in [MATCHES, Finding::Unrepeatable] {
		ExtBuilder::default().build_and_execute(|| {
			let (session, id) = revealed(&ALL_20);
			let settled = opened_answer(session, 0, &ALL_20).receipt;
			vote(id, &agree(&OTHERS, &said));
			assert_ok!(Disputes::resolve(by("dave"), id));
			if said == Finding::Unrepeatable {
				pass(ROUNDS * DRAW_DELAY);
				assert_ok!(Disputes::resolve(by("dave"), id));
			}
			assert_eq!(Closed::<Test>::get((session, 0)).answers.len(), 1);
			let again = Disputes::challenge(by("user"), session, 0, Some(0));
			let error = match said {
				Finding::Unrepeatable => Error::<Test>::LeftToReferee,
				_ => Error::<Test>::AlreadyJudged,
			};
			assert_noop!(again, error);
			assert_noop!(accuse("user", &settled, "worker"), Error::<Test>::SameReceipt);

			assert_ok!(accuse("user", &received(session), "worker"));
			let id = id + 1;
			assert_eq!(stage(id), OTHER);
			assert_noop!(accuse("user", &received(session), "worker"), Error::<Test>::AlreadyChallenged);
			assert_ok!(Disputes::resolve(by("dave"), id));
			// All of the settlement is the user's again, and half of the penalty.
			assert_eq!((earned("user"), earned("dave")), (15_000, 0));
			assert!(bond_of(&account("provider")) < PROVIDER_BOND);
			assert_noop!(accuse("user", &received(session), "worker"), Error::<Test>::AlreadyJudged);
			assert!(PresentedReceipts::<Test>::iter().next().is_none());
		});
	}
}

#[test]
fn challenge_with_receipt_should_ask_where_nobody_has_asked() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		assert_ok!(accuse("user", &received(session), "worker"));
		let id = NextChallenge::<Test>::get() - 1;
		assert!(matches!(stage(id), ChallengeStage::AwaitingResponse { .. }));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		assert_eq!(stage(id), OTHER);
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert_eq!(earned("user"), 15_000);
	});
}

#[test]
fn challenge_with_receipt_should_refuse_what_proves_nothing() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, _) = settled(&HALVES);
		let other = opened_answer(session, 0, &ALL_20).receipt;
		let refuse = |who, receipt: &Receipt, signer, error: Error<Test>| {
			assert_noop!(accuse(who, receipt, signer), error);
		};
		for signer in ["user", "provider", "rival-worker"] {
			refuse("user", &other, signer, Error::NotSigned);
		}
		refuse("provider", &other, "worker", Error::OwnSettlement);
		refuse("user", &Receipt { index: 7, ..other.clone() }, "worker", Error::UnknownAnswer);
		refuse(
			"user",
			&Receipt { session: session + 1, ..other.clone() },
			"worker",
			Error::UnknownSettlement,
		);
		refuse("user", &Receipt { genesis: Hash::zero(), ..other.clone() }, "worker", Error::OtherAnswer);
		refuse("user", &Receipt { price: 0, ..other.clone() }, "worker", Error::OtherAnswer);
		pass(CHALLENGE_PERIOD + 1);
		refuse("user", &other, "worker", Error::WindowOver);
	});
}
