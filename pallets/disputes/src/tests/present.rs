use super::*;
use crate::{Error, Event, OpenedAnswers, PresentedReceipts, Votes};
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
		assert_eq!(earned("user"), 10_000);
		assert!(!PresentedReceipts::<Test>::contains_key(id));
	});
}

#[test]
fn present_receipt_should_convict_after_the_reveal() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, id) = revealed(&ALL_20);
		vote("rival", id, Finding::Matches);
		assert_ok!(present("dave", id, &received(session), "worker"));
		assert_eq!(stage(id), OTHER);
		assert!(!OpenedAnswers::<Test>::contains_key(id) && Votes::<Test>::iter().next().is_none());
		assert_ok!(Disputes::resolve(by("dave"), id));
		assert_eq!((earned("user"), earned("provider")), (10_000, 0));
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
		assert!(matches!(stage(id), ChallengeStage::Voting { .. }));
		refuse(own, "worker", Error::SameReceipt);
		let sum = doubt(session, None);
		assert_noop!(present("user", sum, own, "worker"), Error::<Test>::NothingToPresent);
		assert_noop!(present("user", sum + 1, own, "worker"), Error::<Test>::UnknownChallenge);
	});
}
