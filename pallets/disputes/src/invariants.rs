//! What must hold of challenges, whatever was called.

use crate::{
	Against, Challenges, Closed, Commitments, Config, DrawPositions, DrawQueue, Draws, Duties, NextChallenge,
	Open, OpenAgainst, OpenBy, OpenedAnswers, Pallet, PresentedReceipts, Questions, Votes, types::MAX_DRAWN,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use openledger_primitives::{
	AccountId, Balance, ChallengeId, challenge::ChallengeStage, traits::SettlementRegistry,
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant.
	///
	/// # Invariants
	///
	/// See the functions it calls, one for each.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::bonds_are_held()?;
		Self::challenges_are_known()?;
		Self::presented_receipts_belong()?;
		Self::opened_answers_belong()?;
		Self::verifiers_are_bound()?;
		Self::findings_belong()?;
		Self::draws_are_awaited()
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

	/// Checks all that challenges are found by.
	///
	/// # Invariants
	///
	/// Every open challenge is found by its number, by its question, which no other asks and which is about a
	/// settlement that is kept, and by the accused. Challengers and accused have as many as are counted.
	/// Nothing else is found so, every number was given out, and questions are closed about settlements only
	/// that are kept.
	fn challenges_are_known() -> Result<(), TryRuntimeError> {
		let (mut by, mut against) = (BTreeMap::<_, u32>::new(), BTreeMap::<_, u32>::new());
		let mut count = 0usize;
		for (id, challenge) in Challenges::<T>::iter() {
			count = count.saturating_add(1);
			let question = challenge.question;
			let at = (question.session, question.settlement);
			ensure!(id < NextChallenge::<T>::get(), "disputes: a challenge's number is not used");
			ensure!(Open::<T>::contains_key(id.to_be_bytes()), "disputes: an open challenge is not listed");
			ensure!(
				Questions::<T>::get(at, question.answer) == Some(id),
				"disputes: a challenge is not found by what it asks"
			);
			ensure!(Self::settled(&question).is_ok(), "disputes: a challenged settlement is gone");
			ensure!(
				Against::<T>::contains_key(&challenge.provider, id),
				"disputes: a challenge is not found by the accused"
			);
			for (counted, who) in [(&mut by, challenge.challenger), (&mut against, challenge.provider)] {
				let number = counted.entry(who).or_default();
				*number = number.saturating_add(1);
			}
		}
		let listed =
			[Open::<T>::iter().count(), Questions::<T>::iter().count(), Against::<T>::iter().count()];
		ensure!(listed == [count; 3], "disputes: something lists a challenge that is not open");
		ensure!(
			OpenBy::<T>::iter().collect::<BTreeMap<_, _>>() == by,
			"disputes: challengers' are miscounted"
		);
		ensure!(
			OpenAgainst::<T>::iter().collect::<BTreeMap<_, _>>() == against,
			"disputes: challenges against providers are miscounted"
		);
		let kept = |(session, number)| T::Settlements::kept_settlement(session, number).is_some();
		ensure!(Closed::<T>::iter_keys().all(kept), "disputes: a question is closed about nothing");
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

	/// Checks opened answers.
	///
	/// # Invariants
	///
	/// An answer lies open exactly from its opening to the ruling.
	fn opened_answers_belong() -> Result<(), TryRuntimeError> {
		let mut revealed = BTreeSet::new();
		for (id, challenge) in Challenges::<T>::iter() {
			let is_revealed = matches!(
				challenge.stage,
				ChallengeStage::Drawing { .. } | ChallengeStage::Voting { .. } | ChallengeStage::Undecided
			);
			if is_revealed {
				revealed.insert(id);
			}
		}
		ensure!(
			OpenedAnswers::<T>::iter_keys().collect::<BTreeSet<_>>() == revealed,
			"disputes: an answer is missing, or lies open for nothing"
		);
		Ok(())
	}

	/// Checks draws.
	///
	/// # Invariants
	///
	/// Those who were drawn have a duty exactly while their round lasts. Draws are of open challenges.
	fn verifiers_are_bound() -> Result<(), TryRuntimeError> {
		let mut duties = BTreeSet::new();
		for (id, draw) in Draws::<T>::iter() {
			let challenge = Challenges::<T>::get(id).ok_or("disputes: a draw has no challenge")?;
			let is_voting = matches!(challenge.stage, ChallengeStage::Voting { .. });
			ensure!(is_voting != draw.verifiers.is_empty(), "disputes: verifiers are drawn for nothing");
			duties.extend(draw.verifiers.into_iter().map(|stash| (stash, id)));
		}
		ensure!(
			Duties::<T>::iter_keys().collect::<BTreeSet<_>>() == duties,
			"disputes: a drawn verifier has no duty, or another has"
		);
		Ok(())
	}

	/// Checks commitments and findings.
	///
	/// # Invariants
	///
	/// Only those commit who were drawn, only those reveal who have committed, and they are as many as are
	/// counted, never more than the most.
	fn findings_belong() -> Result<(), TryRuntimeError> {
		let mut committed = BTreeMap::<ChallengeId, u32>::new();
		for (id, stash, _) in Commitments::<T>::iter() {
			let is_drawn = Draws::<T>::get(id).is_some_and(|draw| draw.verifiers.contains(&stash));
			ensure!(is_drawn, "disputes: somebody committed who was not drawn");
			let count = committed.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		let mut votes = BTreeMap::<ChallengeId, u32>::new();
		for (id, stash, _) in Votes::<T>::iter() {
			ensure!(Commitments::<T>::contains_key(id, stash), "disputes: a finding was not committed to");
			let count = votes.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for (id, draw) in Draws::<T>::iter() {
			let count = committed.remove(&id).unwrap_or(0);
			ensure!(count == draw.committed && count <= MAX_DRAWN, "disputes: commitments are miscounted");
		}
		for (id, challenge) in Challenges::<T>::iter() {
			let count = votes.remove(&id).unwrap_or(0);
			ensure!(count == challenge.votes, "disputes: a challenge miscounts its findings");
		}
		ensure!(committed.is_empty() && votes.is_empty(), "disputes: a finding has no challenge");
		Ok(())
	}

	/// Checks the queue of draws.
	///
	/// # Invariants
	///
	/// Every challenge that waits for a draw is in the queue, once, in the order of blocks, within the
	/// positions in use.
	fn draws_are_awaited() -> Result<(), TryRuntimeError> {
		let positions = DrawPositions::<T>::get();
		let queue: BTreeMap<u64, _> = DrawQueue::<T>::iter().collect();
		ensure!(
			queue.keys().all(|at| (positions.first..positions.next).contains(at)),
			"disputes: a draw waits outside the queue"
		);
		let ascending = queue.values().zip(queue.values().skip(1)).all(|(a, b)| a.1 <= b.1);
		ensure!(ascending, "disputes: draws are not in the order of blocks");
		for (id, challenge) in Challenges::<T>::iter() {
			let ChallengeStage::Drawing { at } = challenge.stage else { continue };
			let waiting = queue.values().filter(|waiting| **waiting == (id, at)).count();
			ensure!(waiting == 1, "disputes: a challenge waits for no draw, or for two");
		}
		Ok(())
	}
}
