//! What always holds of settlements that are kept, and of challenges.

use crate::{
	types::Liability, Challenges, Config, Expiring, ExpiryQueue, HoldReason, Liable, NextChallenge,
	OpenChallenges, OpenedAnswers, Pallet, Sessions, Settlements, Votes, MAX_VOTES,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::fungible::InspectHold};
use openledger_primitives::{challenge::ChallengeStage, AccountId, Balance};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// # Invariants
	///
	/// See the functions it calls.
	pub(super) fn try_state_challenges() -> Result<(), TryRuntimeError> {
		Self::bonds_are_held()?;
		Self::challenges_are_listed()?;
		Self::exhibits_and_votes_belong()?;
		Self::settlements_are_queued()?;
		Self::liabilities_are_known()
	}

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
			let held = T::Currency::balance_on_hold(&HoldReason::ChallengeBond.into(), &who);
			ensure!(held == bond, "attribution: challengers' bonds differ from what is on hold");
		}
		Ok(())
	}

	/// # Invariants
	///
	/// The list of open challenges has exactly the challenges there are, ascending, each about a settlement that is kept
	/// and none about the same. Every number was given out.
	fn challenges_are_listed() -> Result<(), TryRuntimeError> {
		let open = OpenChallenges::<T>::get();
		let ascending = open.iter().zip(open.iter().skip(1)).all(|(a, b)| a.id < b.id);
		ensure!(ascending, "attribution: open challenges are not in order");
		ensure!(
			Challenges::<T>::iter().count() == open.len(),
			"attribution: a challenge is not in the list of open ones"
		);
		let mut questions = BTreeSet::new();
		for entry in &open {
			let question = entry.question;
			let known =
				Challenges::<T>::get(entry.id).is_some_and(|challenge| challenge.question == question);
			ensure!(known, "attribution: an open challenge is not there, or doubts something else");
			ensure!(
				questions.insert((question.session, question.settlement, question.answer)),
				"attribution: two challenges doubt the same"
			);
			ensure!(Self::settled(&question).is_ok(), "attribution: a challenged settlement is gone");
			ensure!(entry.id < NextChallenge::<T>::get(), "attribution: a challenge's number is not used");
		}
		Ok(())
	}

	/// # Invariants
	///
	/// An answer lies open exactly while its challenge is voted on. Votes are on such challenges, as many as these count, and
	/// never more than the most.
	fn exhibits_and_votes_belong() -> Result<(), TryRuntimeError> {
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
				"attribution: an answer is missing, or lies open for nothing"
			);
			let counted = votes.remove(&id).unwrap_or(0);
			ensure!(counted == challenge.votes, "attribution: a challenge miscounts its votes");
			ensure!(counted <= MAX_VOTES, "attribution: a challenge has too many votes");
			ensure!(is_revealed || counted == 0, "attribution: a vote came before the evidence");
			revealed = revealed.saturating_add(is_revealed.into());
		}
		ensure!(votes.is_empty(), "attribution: a vote has no challenge");
		ensure!(
			OpenedAnswers::<T>::iter_keys().count() as u64 == revealed,
			"attribution: an answer lies open without a challenge"
		);
		Ok(())
	}

	/// # Invariants
	///
	/// Positions in the queue are those in use. Every settlement that is kept waits in the queue, or has an open challenge.
	/// Its number was given out by its session, if that is still there. Verdicts made up for no more than there was.
	fn settlements_are_queued() -> Result<(), TryRuntimeError> {
		let queue = ExpiryQueue::<T>::get();
		let waiting: Vec<_> = Expiring::<T>::iter().collect();
		ensure!(
			waiting.iter().all(|(at, _)| (queue.first..queue.next).contains(at)),
			"attribution: a settlement waits outside the queue"
		);
		let waiting: BTreeSet<_> = waiting.into_iter().map(|(_, key)| key).collect();
		let challenged: BTreeSet<_> = OpenChallenges::<T>::get()
			.iter()
			.map(|open| (open.question.session, open.question.settlement))
			.collect();
		for (session, number, settled) in Settlements::<T>::iter() {
			let key = (session, number);
			ensure!(
				waiting.contains(&key) || challenged.contains(&key),
				"attribution: a settlement is kept for ever"
			);
			let given = Sessions::<T>::get(session).is_none_or(|open| number < open.settlements);
			ensure!(given, "attribution: a settlement's number is not used");
			ensure!(settled.restored <= settled.contributors, "attribution: a verdict made up for too much");
		}
		Ok(())
	}

	/// # Invariants
	///
	/// Every provider is liable for its open challenges, exactly, and until the last window of its settlements ends.
	fn liabilities_are_known() -> Result<(), TryRuntimeError> {
		let mut least = BTreeMap::<AccountId, Liability>::new();
		for settled in Settlements::<T>::iter_values() {
			let known = least.entry(settled.provider).or_default();
			known.until = known.until.max(settled.until);
		}
		for challenge in Challenges::<T>::iter_values() {
			let known = least.entry(challenge.provider).or_default();
			known.open = known.open.saturating_add(1);
		}
		for (provider, liability) in Liable::<T>::iter() {
			let expected = least.remove(&provider).unwrap_or_default();
			ensure!(liability.open == expected.open, "attribution: open challenges are miscounted");
			ensure!(
				liability.until >= expected.until,
				"attribution: a provider is liable for too short a time"
			);
		}
		// What is over may be forgotten before the settlement itself is dropped.
		let over = |liability: &Liability| liability.open == 0 && liability.until < Self::now();
		ensure!(least.values().all(over), "attribution: a provider's liability is forgotten");
		Ok(())
	}
}
