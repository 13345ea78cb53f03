//! What must hold of challenges, whatever was called.

use crate::{
	Against, AuditFees, AuditPositions, AuditQueue, AuditTurn, AuditTurns, Audited, Audits, Challenges,
	Closed, Commitments, Config, DrawPositions, DrawQueue, Draws, Duties, NextChallenge, Open, OpenAgainst,
	OpenBy, OpenedAnswers, Pallet, PresentedReceipts, Questions, Votes,
	types::{Challenge, MAX_DRAWN},
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use openledger_primitives::{
	AccountId, Balance, ChallengeId,
	challenge::{Asked, ChallengeStage},
	traits::SettlementRegistry,
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
		Self::draws_are_awaited()?;
		Self::audits_are_paid()
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
				Questions::<T>::get(at, question.asked) == Some(id),
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
		let is_of_answer =
			|id| Challenges::<T>::get(id).is_some_and(|open| open.question.asked != Asked::Sum);
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

	/// Checks audits.
	///
	/// # Invariants
	///
	/// The fees of open audits sum to what is set aside, which the purse holds. Open audits are the
	/// challenges without a bond, each is looked at in its turn, and its settlement is noted as audited. Only
	/// settlements that are kept are. Positions of both queues are those in use.
	fn audits_are_paid() -> Result<(), TryRuntimeError> {
		let set_aside = Audits::<T>::iter_values().fold(0, |sum: Balance, fees| sum.saturating_add(fees));
		ensure!(set_aside == AuditFees::<T>::get(), "disputes: fees of audits do not add up");
		ensure!(set_aside <= T::Settlements::audit_purse(), "disputes: the purse does not reach its audits");
		let is_audit = |(_, challenge): &(ChallengeId, Challenge)| challenge.is_audit();
		let open: BTreeMap<ChallengeId, Challenge> = Challenges::<T>::iter().filter(is_audit).collect();
		ensure!(
			Audits::<T>::iter_keys().collect::<BTreeSet<_>>() == open.keys().copied().collect(),
			"disputes: an audit is lost, or asks nothing"
		);
		let positions = AuditPositions::<T>::get();
		let within = AuditQueue::<T>::iter_keys().all(|at| (positions.first..positions.next).contains(&at));
		ensure!(within, "disputes: a settlement waits for chance outside the queue");
		let turns = AuditTurns::<T>::get();
		let looked_at: BTreeMap<u64, ChallengeId> = AuditTurn::<T>::iter().collect();
		let within = looked_at.keys().all(|at| (turns.first..turns.next).contains(at));
		ensure!(within, "disputes: an audit has its turn outside the row");
		let once = |id: &ChallengeId| looked_at.values().filter(|other| *other == id).count() == 1;
		ensure!(open.keys().all(once), "disputes: an audit is never looked at, or twice");
		let is_noted = |audit: &Challenge| {
			Audited::<T>::contains_key((audit.question.session, audit.question.settlement))
		};
		ensure!(open.values().all(is_noted), "disputes: an audited settlement is not noted as one");
		let kept = |(session, number)| T::Settlements::kept_settlement(session, number).is_some();
		ensure!(Audited::<T>::iter_keys().all(kept), "disputes: a settlement was audited that is gone");
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
