//! What becomes of the money after a verdict.
//!
//! ```text
//! conviction:  slashed = penalty + what contributors are owed, as far as the bond reaches
//!              contributors, up to what they are owed; of the rest half to the challenger;
//!              of what is left the reward to each verifier who was right; what is left then to the treasury
//! acquittal:   the challenger's bond: the reward to each verifier who was right, the rest to the provider
//! ```

use super::ruling::Ruling;
use crate::{
	graph::Note,
	settle::Credits,
	split::{by_influence, ratio},
	types::{Challenge, Settled},
	Challenges, Config, Error, Event, HoldReason, Liable, OpenChallenges, OpenedAnswers, Pallet, Settlements,
	Votes, MAX_RESTORED,
};
use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Reverse;
use frame_support::{
	pallet_prelude::DispatchResult,
	traits::{
		fungible::{MutateHold, UnbalancedHold},
		tokens::Precision,
		Get,
	},
};
use openledger_primitives::{
	challenge::OpenedAnswer,
	influence::InfluenceVector,
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	AccountId, Balance, ChallengeId, ContributionId,
};
use sp_runtime::DispatchError;

/// Amounts by contribution, ascending.
type Parts = Vec<(ContributionId, Balance)>;

impl<T: Config> Pallet<T> {
	/// Carries out what a challenge has come to; how many contributions it looked at.
	pub(crate) fn do_resolve(id: ChallengeId) -> Result<u32, DispatchError> {
		let verdict = Self::verdict(id)?;
		let challenge = Self::open_challenge(id)?;
		let settled = Self::settled(&challenge.question)?;
		Self::close(id, &challenge);
		let looked = match verdict {
			Ruling::Defaulted => {
				let owed = Self::by_records(&settled, settled.unrestored());
				Self::punish(id, &challenge, settled, owed, &[])?
			},
			Ruling::Rejected { verifiers, correction, opened_answer } => {
				let owed = Self::shortfall(&settled, &opened_answer, correction.as_ref());
				Self::punish(id, &challenge, settled, owed, &verifiers)?
			},
			Ruling::Confirmed { verifiers } => {
				Self::compensate(id, &challenge, &verifiers)?;
				0
			},
			Ruling::Inconclusive => {
				Self::release_bond(&challenge)?;
				Self::deposit_event(Event::Dismissed { challenge: id });
				0
			},
		};
		Self::drop_if_over(challenge.question.session, challenge.question.settlement);
		Self::pay_treasury();
		Ok(looked)
	}

	/// Takes a challenge out of everything that knows of it.
	fn close(id: ChallengeId, challenge: &Challenge) {
		Challenges::<T>::remove(id);
		OpenedAnswers::<T>::remove(id);
		let _ = Votes::<T>::clear_prefix(id, super::MAX_VOTES, None);
		OpenChallenges::<T>::mutate(|open| open.retain(|other| other.id != id));
		Liable::<T>::mutate(&challenge.provider, |liability| {
			if let Some(liability) = liability {
				liability.open = liability.open.saturating_sub(1);
			}
		});
		Self::tidy_liability(&challenge.provider);
	}

	fn release_bond(challenge: &Challenge) -> DispatchResult {
		let reason = HoldReason::ChallengeBond.into();
		T::Currency::release(&reason, &challenge.challenger, challenge.bond, Precision::Exact)?;
		Ok(())
	}

	/// Takes the fine off the provider's bond and shares it out. The penalty comes on top of what contributors are owed,
	/// so that a lie does not pay, however much it was about.
	fn punish(
		id: ChallengeId,
		challenge: &Challenge,
		mut settled: Settled,
		owed: Parts,
		verifiers: &[AccountId],
	) -> Result<u32, DispatchError> {
		let looked = owed.len() as u32;
		let sum = owed.iter().fold(0, |sum: Balance, (_, part)| sum.saturating_add(*part));
		let most = T::Penalty::get().saturating_add(sum);
		let slashed = T::Providers::slash(&challenge.provider, most, Self::take_fine)?;
		Self::release_bond(challenge)?;

		let mut credits = Credits::default();
		let restored = Self::restore(&settled, owed, sum, slashed, &mut credits)?;
		let rest = slashed.saturating_sub(restored);
		let reward = rest / 2;
		credits.add(&challenge.challenger, reward);
		let rest = rest.saturating_sub(reward);
		let rewards = Self::reward(verifiers, rest, &mut credits);
		let treasury = rest.saturating_sub(rewards);
		credits.add(&T::Treasury::get(), treasury);
		Self::credit_all(credits)?;

		settled.restored = settled.restored.saturating_add(restored);
		match challenge.question.answer.filter(|_| !verifiers.is_empty()) {
			Some(answer) => {
				if let Err(at) = settled.convicted.binary_search(&answer) {
					settled.convicted.try_insert(at, answer).map_err(|_| Error::<T>::Overflow)?;
				}
			},
			None => settled.condemned = true,
		}
		Settlements::<T>::insert(challenge.question.session, challenge.question.settlement, settled);
		Self::deposit_event(Event::Convicted {
			challenge: id,
			provider: challenge.provider.clone(),
			slashed,
			contributors: restored,
			challenger: reward,
			verifiers: rewards,
			treasury,
		});
		Ok(looked)
	}

	/// Credits contributors with what they are owed, or their parts of what there is; how much that was.
	fn restore(
		settled: &Settled,
		owed: Parts,
		sum: Balance,
		slashed: Balance,
		credits: &mut Credits,
	) -> Result<Balance, Error<T>> {
		let there_is = sum.min(slashed);
		let mut restored: Balance = 0;
		let mut notes = Vec::new();
		for (contribution, part) in owed {
			let part = ratio(part, there_is, sum);
			let note = Note::of::<T>(contribution, part);
			credits.add(&note.contributor.clone().unwrap_or_else(T::Treasury::get), part);
			restored = restored.saturating_add(part);
			notes.push(note);
		}
		Self::note_contributors(notes.iter().fold(0, |sum: Balance, note| sum.saturating_add(note.earned)))?;
		Self::note(settled.model, &notes, false);
		Ok(restored)
	}

	/// Credits each verifier with the reward, or an equal part of what there is; how much that was.
	fn reward(verifiers: &[AccountId], there_is: Balance, credits: &mut Credits) -> Balance {
		let number = verifiers.len() as Balance;
		let each = there_is.checked_div(number).unwrap_or(0).min(T::VerifierReward::get());
		verifiers.iter().for_each(|who| credits.add(who, each));
		each.saturating_mul(number)
	}

	/// Shares the challenger's bond out among those whom it troubled.
	fn compensate(id: ChallengeId, challenge: &Challenge, verifiers: &[AccountId]) -> DispatchResult {
		let Challenge { challenger, provider, bond, .. } = challenge;
		let reason = HoldReason::ChallengeBond.into();
		T::Currency::decrease_balance_on_hold(&reason, challenger, *bond, Precision::Exact)?;
		Self::take_fine(*bond)?;
		let mut credits = Credits::default();
		let rewards = Self::reward(verifiers, *bond, &mut credits);
		let rest = bond.saturating_sub(rewards);
		credits.add(provider, rest);
		Self::credit_all(credits)?;
		Self::deposit_event(Event::Acquitted { challenge: id, verifiers: rewards, provider: rest });
		Ok(())
	}

	/// Divides an amount among what the model learnt from, by records: what is left when nobody knows better. Like a
	/// settlement's influence it names [`MAX_RESTORED`] contributions at most, those with most records.
	fn by_records(settled: &Settled, amount: Balance) -> Parts {
		let mut records = BTreeMap::<ContributionId, Balance>::new();
		let lineage = T::Models::lineage(settled.model);
		for at in lineage.iter().flat_map(|lineage| lineage.snapshots.iter()) {
			let Some(snapshot) = T::Datanets::snapshot(*at) else { continue };
			for entry in snapshot.entries {
				let sum = records.entry(entry.contribution).or_default();
				*sum = sum.saturating_add(entry.records.into());
			}
		}
		let mut records: Parts = records.into_iter().collect();
		records.sort_by_key(|(contribution, count)| (Reverse(*count), *contribution));
		records.truncate(MAX_RESTORED as usize);
		records.sort_by_key(|(contribution, _)| *contribution);
		let total = records.iter().fold(0, |sum: Balance, (_, count)| sum.saturating_add(*count));
		records.into_iter().map(|(contribution, count)| (contribution, ratio(amount, count, total))).collect()
	}

	/// What each contribution would have brought with the right vector, beyond what it did bring.
	fn shortfall(
		settled: &Settled,
		opened_answer: &OpenedAnswer,
		correction: Option<&InfluenceVector>,
	) -> Parts {
		let receipt = &opened_answer.receipt;
		let share = ratio(settled.contributors, receipt.price.min(settled.amount), settled.amount);
		let share = share.min(settled.unrestored());
		let right = match correction {
			Some(vector) => by_influence(share, vector).0,
			None => Self::by_records(settled, share),
		};
		// A settlement without influence paid no contributor, whatever its receipts say.
		let brought: BTreeMap<_, _> = match settled.influence.is_empty() {
			true => BTreeMap::new(),
			false => by_influence(share, &receipt.influence).0.into_iter().collect(),
		};
		let missing = |(contribution, part): (ContributionId, Balance)| {
			let missing = part.saturating_sub(brought.get(&contribution).copied().unwrap_or(0));
			(missing > 0).then_some((contribution, missing))
		};
		right.into_iter().filter_map(missing).collect()
	}
}
