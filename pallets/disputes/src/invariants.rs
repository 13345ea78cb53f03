//! Invariants: what always holds of challenges.

use crate::{
	types::MAX_VOTES, Challenges, Config, NextChallenge, OpenChallenges, OpenedAnswers, Pallet,
	PresentedReceipts, Votes,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use openledger_primitives::{challenge::ChallengeStage, AccountId, Balance};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Invariants
	///
	/// See the functions it calls, one for each.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::bonds_are_held()?;
		Self::challenges_are_listed()?;
		Self::presented_receipts_belong()?;
		Self::opened_answers_and_votes_belong()
	}

	/// Checks bonds.
	///
	/// # Invariants
	///
	/// For each challenger, the bonds of its open challenges are exactly what it has on hold for them.
	fn bonds_are_held() -> Result<(), TryRuntimeError> {
		let mut bonds = BTreeMap::<AccountId, Balance>::new();
		for challenge in Challenges::<T>::iter_values() {
			let sum = bonds.entry(challenge.challenger).or_default();
			*sum = sum.saturating_add(challenge.bond);
		}
		for (who, bond) in bonds {
			ensure!(Self::bonded(&who) == bond, "disputes: challengers' bonds differ from what is on hold");
		}
		Ok(())
	}

	/// Checks the list of open challenges.
	///
	/// # Invariants
	///
	/// The list of open challenges has exactly the challenges there are, ascending, each about a settlement
	/// that is kept and none about the same. Every number was given out.
	fn challenges_are_listed() -> Result<(), TryRuntimeError> {
		let open = OpenChallenges::<T>::get();
		let ascending = open.iter().zip(open.iter().skip(1)).all(|(a, b)| a.id < b.id);
		ensure!(ascending, "disputes: open challenges are not in order");
		ensure!(
			Challenges::<T>::iter().count() == open.len(),
			"disputes: a challenge is not in the list of open ones"
		);
		let mut questions = BTreeSet::new();
		for entry in &open {
			let question = entry.question;
			let known =
				Challenges::<T>::get(entry.id).is_some_and(|challenge| challenge.question == question);
			ensure!(known, "disputes: an open challenge is not there, or doubts something else");
			ensure!(
				questions.insert((question.session, question.settlement, question.answer)),
				"disputes: two challenges doubt the same"
			);
			ensure!(Self::settled(&question).is_ok(), "disputes: a challenged settlement is gone");
			ensure!(entry.id < NextChallenge::<T>::get(), "disputes: a challenge's number is not used");
		}
		Ok(())
	}

	/// Checks presented receipts.
	///
	/// # Invariants
	///
	/// A receipt is presented in a challenge that is open and doubts one answer.
	fn presented_receipts_belong() -> Result<(), TryRuntimeError> {
		let is_of_answer = |id| Challenges::<T>::get(id).is_some_and(|open| open.question.answer.is_some());
		ensure!(
			PresentedReceipts::<T>::iter_keys().all(is_of_answer),
			"disputes: a presented receipt has no challenge"
		);
		Ok(())
	}

	/// Checks opened answers and votes.
	///
	/// # Invariants
	///
	/// An answer lies open exactly while its challenge is voted on. Votes are on such challenges, as many as
	/// these count, and never more than the most.
	fn opened_answers_and_votes_belong() -> Result<(), TryRuntimeError> {
		let mut votes = BTreeMap::new();
		for (id, _, _) in Votes::<T>::iter() {
			let count: &mut u32 = votes.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		let mut revealed: u64 = 0;
		for (id, challenge) in Challenges::<T>::iter() {
			let is_revealed = matches!(challenge.stage, ChallengeStage::Voting { .. });
			ensure!(
				is_revealed == OpenedAnswers::<T>::contains_key(id),
				"disputes: an answer is missing, or lies open for nothing"
			);
			let counted = votes.remove(&id).unwrap_or(0);
			ensure!(counted == challenge.votes, "disputes: a challenge miscounts its votes");
			ensure!(counted <= MAX_VOTES, "disputes: a challenge has too many votes");
			ensure!(is_revealed || counted == 0, "disputes: a vote came before the evidence");
			revealed = revealed.saturating_add(is_revealed.into());
		}
		ensure!(votes.is_empty(), "disputes: a vote has no challenge");
		ensure!(
			OpenedAnswers::<T>::iter_keys().count() as u64 == revealed,
			"disputes: an answer lies open without a challenge"
		);
		Ok(())
	}
}
