use super::*;
use crate::{Commitments, Error, Event};
use frame_support::{assert_noop, assert_ok};

#[test]
fn verifiers_should_commit_once_then_reveal_once() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		let finding = otherwise(&HALVES);
		let commitment = finding.commitment(&account("rival"), id, &salt("rival"));
		assert_ok!(Disputes::commit_vote(by("rival-worker"), id, commitment));
		System::assert_last_event(Event::Committed { challenge: id, verifier: account("rival") }.into());
		for name in ["rival", "rival-worker"] {
			assert_noop!(Disputes::commit_vote(by(name), id, commitment), Error::<Test>::AlreadyVoted);
		}
		// Nobody sees what others found before it has committed itself.
		let reveal =
			|name, finding: &Finding, salt| Disputes::reveal_vote(by(name), id, finding.clone(), salt);
		assert_noop!(reveal("rival", &finding, salt("rival")), Error::<Test>::VoteTooEarly);
		pass(COMMIT_PERIOD + 1);
		assert_noop!(Disputes::commit_vote(by("second"), id, commitment), Error::<Test>::CommitTooLate);
		assert_noop!(reveal("second", &finding, salt("second")), Error::<Test>::NotCommitted);
		assert_noop!(reveal("rival", &MATCHES, salt("rival")), Error::<Test>::OtherCommitment);
		assert_noop!(reveal("rival", &finding, salt("second")), Error::<Test>::OtherCommitment);
		assert_ok!(reveal("rival", &finding, salt("rival")));
		System::assert_last_event(
			Event::Voted { challenge: id, verifier: account("rival"), is_right: false }.into(),
		);
		assert_noop!(reveal("rival-worker", &finding, salt("rival")), Error::<Test>::AlreadyVoted);
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes, vec![(account("rival"), finding)]);
		pass(DISCLOSE_PERIOD);
		assert_ok!(Disputes::resolve(by("dave"), id));
	});
}

#[test]
fn a_commitment_should_be_of_no_use_to_another() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		let finding = otherwise(&HALVES);
		commit("rival", id, &finding);
		let seen = Commitments::<Test>::get(id, account("rival")).expect("it has committed");
		assert_ok!(Disputes::commit_vote(by("second"), id, seen));
		pass(COMMIT_PERIOD + 1);
		disclose("rival", id, finding.clone());
		let copied = Disputes::reveal_vote(by("second"), id, finding, salt("rival"));
		assert_noop!(copied, Error::<Test>::OtherCommitment);
	});
}

#[test]
fn findings_should_be_revealed_at_once_when_all_have_committed() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		for name in OTHERS {
			commit(name, id, &MATCHES);
		}
		for name in OTHERS {
			assert_noop!(Disputes::resolve(by("dave"), id), Error::<Test>::NotYetDue);
			disclose(name, id, MATCHES);
		}
		assert_ok!(Disputes::resolve(by("dave"), id));
	});
}

#[test]
fn only_those_who_were_drawn_should_judge() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		enlist(&["fourth"]);
		for name in ["provider", "worker", "other", "user", "fourth", "fourth-worker"] {
			let attempt = Disputes::commit_vote(by(name), id, Hash::zero());
			assert_noop!(attempt, Error::<Test>::NotAVerifier);
			let attempt = Disputes::reveal_vote(by(name), id, MATCHES, Hash::zero());
			assert_noop!(attempt, Error::<Test>::NotAVerifier);
		}
		// Whoever was drawn judges, whatever becomes of its bond meanwhile.
		Bonds::mutate(|all| all.insert(account("second"), 1));
		commit("second", id, &MATCHES);
	});
}

#[test]
fn verifiers_should_need_something_to_judge() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let asked = doubt(session, Some(0));
		let attempt = |id| Disputes::commit_vote(by("rival"), id, Hash::zero());
		assert_noop!(attempt(asked), Error::<Test>::NothingToVoteOn);
		assert_noop!(attempt(asked + 1), Error::<Test>::UnknownChallenge);
		let sum = doubt(session, None);
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&opened_answers)));
		assert_noop!(attempt(sum), Error::<Test>::NothingToVoteOn);
		assert_ok!(Disputes::reveal(by("worker"), asked, answer_evidence(&opened_answers, 0)));
		assert_noop!(attempt(asked), Error::<Test>::NothingToVoteOn);
		pass(DRAW_DELAY);
		commit("rival", asked, &MATCHES);
		pass(COMMIT_PERIOD + DISCLOSE_PERIOD + 1);
		let late = Disputes::reveal_vote(by("rival"), asked, MATCHES, salt("rival"));
		assert_noop!(late, Error::<Test>::VoteTooLate);
	});
}

#[test]
fn findings_should_make_sense() {
	ExtBuilder::default().build_and_execute(|| {
		let nobody = &[(99, 1_000_000_000)];
		let cases = [
			(otherwise(&ALL_20), Error::<Test>::NotAnother),
			(otherwise(&[(10, 1)]), Error::InfluenceBadSum),
			(otherwise(nobody), Error::UnknownContribution),
			(Finding::AnswerDiffers { influence: vector(nobody) }, Error::UnknownContribution),
			(otherwise(&[(11, 1_000_000_000)]), Error::OwnContribution),
		];
		for (finding, error) in cases {
			let (_, id) = revealed(&ALL_20);
			commit("rival", id, &finding);
			pass(COMMIT_PERIOD + 1);
			Contributors::mutate(|all| all.insert(11, account("user")));
			assert_noop!(Disputes::reveal_vote(by("rival"), id, finding, salt("rival")), error);
			Contributors::mutate(|all| all.insert(11, account("dave")));
		}
		// Another answer may well have the same influence.
		let (_, id) = revealed(&ALL_20);
		vote(
			id,
			&[
				("rival", Finding::AnswerDiffers { influence: vector(&ALL_20) }),
				("second", otherwise(&[])),
				("third", Finding::Unrepeatable),
			],
		);
	});
}
