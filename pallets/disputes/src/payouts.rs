//! Fines and rewards of a ruling.
//!
//! ```text
//! conviction:  slashed = penalty + what contributors are owed, as far as the bond reaches
//!              contributors, up to what they are owed; of the rest half to the challenger;
//!              of what is left the reward to each verifier who was right; what is left then to the treasury
//! acquittal:   the challenger's bond: the reward to each verifier who was right, the rest to the provider
//! ```

use crate::{types::Challenge, Config, Error, Event, Pallet, MAX_RESTORED};
use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Reverse;
use frame_support::{pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	challenge::{KeptSettlement, OpenedAnswer},
	influence::InfluenceVector,
	shares::{by_influence, ratio},
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry, SettlementRegistry},
	AccountId, Balance, ChallengeId, ContributionId,
};
use sp_runtime::DispatchError;

type Settled = KeptSettlement<AccountId>;

/// Amounts by contribution, ascending.
type Parts = Vec<(ContributionId, Balance)>;

impl<T: Config> Pallet<T> {
	/// Takes the fine off the provider's bond and divides it. Returns how many contributions it looked at.
	///
	/// The penalty comes on top of what contributors are owed, so that a lie does not pay, however much it
	/// was about.
	pub(crate) fn punish(
		id: ChallengeId,
		challenge: &Challenge,
		mut settled: Settled,
		owed: Parts,
		verifiers: &[AccountId],
	) -> Result<u32, DispatchError> {
		let looked = owed.len() as u32;
		let sum = owed.iter().fold(0, |sum: Balance, (_, part)| sum.saturating_add(*part));
		let most = T::Penalty::get().saturating_add(sum);
		let slashed = T::Providers::slash(&challenge.provider, most, T::Settlements::take_fine)?;
		Self::release_bond(&challenge.challenger, challenge.bond)?;

		let there_is = sum.min(slashed);
		let parts: Parts =
			owed.into_iter().map(|(contribution, part)| (contribution, ratio(part, there_is, sum))).collect();
		let restored = parts.iter().fold(0, |sum: Balance, (_, part)| sum.saturating_add(*part));
		T::Settlements::restore(settled.model, &parts)?;
		let rest = slashed.saturating_sub(restored);
		let reward = rest / 2;
		let mut shares = alloc::vec![(challenge.challenger.clone(), reward)];
		let rest = rest.saturating_sub(reward);
		let rewards = Self::reward(verifiers, rest, &mut shares);
		let treasury = rest.saturating_sub(rewards);
		shares.push((T::Treasury::get(), treasury));
		T::Settlements::reward(&shares)?;

		settled.restored = settled.restored.saturating_add(restored);
		match challenge.question.answer.filter(|_| !verifiers.is_empty()) {
			Some(answer) => {
				if let Err(at) = settled.convicted.binary_search(&answer) {
					settled.convicted.try_insert(at, answer).map_err(|_| Error::<T>::Overflow)?;
				}
			},
			None => settled.condemned = true,
		}
		T::Settlements::replace(challenge.question.session, challenge.question.settlement, settled);
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

	/// Gives each verifier the reward, or an equal part of what there is. Returns how much that was.
	fn reward(verifiers: &[AccountId], there_is: Balance, shares: &mut Vec<(AccountId, Balance)>) -> Balance {
		let number = verifiers.len() as Balance;
		let each = there_is.checked_div(number).unwrap_or(0).min(T::VerifierReward::get());
		shares.extend(verifiers.iter().map(|who| (who.clone(), each)));
		each.saturating_mul(number)
	}

	/// Divides the challenger's bond among those whom it troubled.
	pub(crate) fn compensate(
		id: ChallengeId,
		challenge: &Challenge,
		verifiers: &[AccountId],
	) -> DispatchResult {
		let Challenge { challenger, provider, bond, .. } = challenge;
		Self::forfeit_bond(challenger, *bond)?;
		T::Settlements::take_fine(*bond)?;
		let mut shares = Vec::new();
		let rewards = Self::reward(verifiers, *bond, &mut shares);
		let rest = bond.saturating_sub(rewards);
		shares.push((provider.clone(), rest));
		T::Settlements::reward(&shares)?;
		Self::deposit_event(Event::Acquitted { challenge: id, verifiers: rewards, provider: rest });
		Ok(())
	}

	/// Divides an amount among what the model learnt from, by records: what is left when nobody knows better.
	/// Like a settlement's influence it names [`MAX_RESTORED`] contributions at most, those with most
	/// records.
	pub(crate) fn by_records(settled: &Settled, amount: Balance) -> Parts {
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

	/// Returns what each contribution would have brought with the right vector, beyond what it did bring.
	pub(crate) fn shortfall(
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
