use super::*;
use crate::{Error, Event, MAX_VOTES};
use frame_support::{assert_noop, assert_ok};

#[test]
fn vote_should_be_each_other_providers_once() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		vote("rival-worker", id, otherwise(&HALVES));
		System::assert_last_event(
			Event::Voted { challenge: id, verifier: account("rival"), is_right: false }.into(),
		);
		for name in ["rival", "rival-worker"] {
			assert_noop!(Disputes::vote(by(name), id, Finding::Matches), Error::<Test>::AlreadyVoted);
		}
		vote("second", id, Finding::Matches);
		let votes = Disputes::challenge_info(id).expect("it is open").votes;
		assert_eq!(votes.len(), 2);
		assert!(votes.contains(&(account("second"), Finding::Matches)));
		assert!(votes.contains(&(account("rival"), otherwise(&HALVES))));
	});
}

#[test]
fn vote_should_be_for_bonded_providers_that_are_no_party() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		assert_ok!(Balances::transfer_keep_alive(by("user"), account("rival-worker"), 10_000));
		assert_ok!(Disputes::challenge(by("rival-worker"), session, 0, Some(0)));
		assert_ok!(Disputes::reveal(by("worker"), 0, answer_evidence(&opened_answers, 0)));
		let refuse = |name, error: Error<Test>| {
			assert_noop!(Disputes::vote(by(name), 0, Finding::Matches), error);
		};
		refuse("provider", Error::PartyToChallenge);
		refuse("worker", Error::PartyToChallenge);
		refuse("rival", Error::PartyToChallenge);
		refuse("rival-worker", Error::PartyToChallenge);
		refuse("other", Error::NotAVerifier);
		Bonds::mutate(|all| all.insert(account("second"), PROVIDER_BOND - 1));
		refuse("second", Error::NotAVerifier);
		refuse("second-worker", Error::NotAVerifier);
		vote("third-worker", 0, Finding::Matches);
	});
}

#[test]
fn vote_should_need_something_to_vote_on() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, opened_answers) = settled(&ALL_20);
		let asked = doubt(session, Some(0));
		let attempt = |id| Disputes::vote(by("rival"), id, Finding::Matches);
		assert_noop!(attempt(asked), Error::<Test>::NothingToVoteOn);
		assert_noop!(attempt(asked + 1), Error::<Test>::UnknownChallenge);
		let sum = doubt(session, None);
		assert_ok!(Disputes::reveal(by("worker"), sum, sum_evidence(&opened_answers)));
		assert_noop!(attempt(sum), Error::<Test>::NothingToVoteOn);
		assert_ok!(Disputes::reveal(by("worker"), asked, answer_evidence(&opened_answers, 0)));
		pass(VOTE_PERIOD);
		assert_ok!(attempt(asked));
		pass(1);
		assert_noop!(Disputes::vote(by("second"), asked, Finding::Matches), Error::<Test>::VoteTooLate);
	});
}

#[test]
fn vote_should_make_sense() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		let refuse = |verdict, error: Error<Test>| {
			assert_noop!(Disputes::vote(by("rival"), id, verdict), error);
		};
		refuse(otherwise(&ALL_20), Error::NotAnother);
		refuse(otherwise(&[(10, 1)]), Error::InfluenceBadSum);
		refuse(otherwise(&[(99, 1_000_000_000)]), Error::UnknownContribution);
		refuse(
			Finding::AnswerDiffers { influence: vector(&[(99, 1_000_000_000)]) },
			Error::UnknownContribution,
		);
		Contributors::mutate(|all| all.insert(11, account("user")));
		refuse(otherwise(&[(11, 1_000_000_000)]), Error::OwnContribution);
		// Another answer may well have the same influence.
		vote("rival", id, Finding::AnswerDiffers { influence: vector(&ALL_20) });
		vote("second", id, otherwise(&[]));
	});
}

#[test]
fn vote_should_stop_at_the_most() {
	ExtBuilder::default().build_and_execute(|| {
		let (_, id) = revealed(&ALL_20);
		let names: Vec<String> = (0..=MAX_VOTES).map(|number| format!("verifier {number}")).collect();
		for name in &names {
			Providers::mutate(|all| all.insert(account(name), account(&format!("{name}'s worker"))));
		}
		for name in &names[1..] {
			assert_noop!(Disputes::resolve(by("other"), id), Error::<Test>::NotYetDue);
			vote(name, id, Finding::Matches);
		}
		assert_noop!(Disputes::vote(by(&names[0]), id, Finding::Matches), Error::<Test>::TooManyVotes);
		// Nobody is left to wait for.
		assert_ok!(Disputes::resolve(by("other"), id));
	});
}
