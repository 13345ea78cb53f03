//! Fines and rewards of a ruling.
//!
//! ```text
//! default:     the settlement's amount goes back to its user
//!              slashed = penalty + that amount, as far as the bond reaches
//! rejection:   slashed = penalty + price of the answer, as far as the bond reaches
//!              answer differs: the price goes back to the user, and of the slash contributors get what the
//!              right answer would have brought them
//!              influence differs: the price is divided by the right one, without the provider
//! both:        of what is left of the slash half to the challenger, half the penalty at most, or to the user
//!              where a receipt of the user's decided; of the rest
//!              the reward to each verifier who was right; what is left then to the treasury
//! acquittal:   the challenger's bond: the reward to each verifier who was right, the rest to the provider
//! audit:       the challenger's part of a slash goes to the purse that pays audits; an acquittal pays each
//!              verifier who was right out of that purse, and nobody else anything
//! ```
//!
//! A lie in a settlement that chance has audited costs more than the penalty where the settlement is worth
//! more than half of that: see [`crate::audit`].

use crate::{Config, Event, Pallet, types::Challenge};
use alloc::vec::Vec;
use frame_support::{pallet_prelude::DispatchResult, traits::Get};
use openledger_primitives::{
	AccountId, Balance, ChallengeId, ContributionId,
	challenge::{ChallengeStage, KeptSettlement, Refutation},
	shares::ratio,
	traits::{Conviction, ProviderRegistry, Restitution, SettlementRegistry},
};
use sp_runtime::DispatchError;

type Settled = KeptSettlement<AccountId>;

/// Amounts by contribution, ascending.
type Parts = Vec<(ContributionId, Balance)>;

impl<T: Config> Pallet<T> {
	/// Gives the whole settlement back to its user, and fines the provider for all of it. Returns how many
	/// contributions it looked at.
	pub(crate) fn punish_default(
		id: ChallengeId,
		challenge: &Challenge,
		settled: &Settled,
	) -> Result<u32, DispatchError> {
		let question = &challenge.question;
		let refunded = T::Settlements::condemn(question.session, question.settlement)?;
		let restitution = Restitution { refunded, owed: Vec::new() };
		Self::fine(id, challenge, settled, refunded, restitution, &[])?;
		Ok(0)
	}

	/// Takes a wrong answer's price out of the settlement, and fines the provider for it. Returns how many
	/// contributions it looked at.
	pub(crate) fn punish_answer(
		id: ChallengeId,
		challenge: &Challenge,
		settled: &Settled,
		conviction: Conviction,
		verifiers: &[AccountId],
	) -> Result<u32, DispatchError> {
		let question = &challenge.question;
		let paid = conviction.right.map_or(0, |vector| vector.len() as u32);
		let restitution = T::Settlements::convict(question.session, question.settlement, conviction)?;
		Self::fine(id, challenge, settled, conviction.price, restitution, verifiers)?;
		Ok(paid)
	}

	/// Takes the penalty, and what the lie was about, off the provider's bond and divides it.
	///
	/// What the lie was about counts once more here than it brought, so that no lie pays, however much it was
	/// about.
	fn fine(
		id: ChallengeId,
		challenge: &Challenge,
		settled: &Settled,
		about: Balance,
		restitution: Restitution,
		verifiers: &[AccountId],
	) -> DispatchResult {
		let Restitution { refunded, owed } = restitution;
		let most = Self::penalty_for(&challenge.question, settled).saturating_add(about);
		let slashed = T::Providers::slash(&challenge.provider, most, T::Settlements::take_fine)?;
		Self::release_bond(&challenge.challenger, challenge.bond)?;

		let sum = owed.iter().fold(0, |sum: Balance, (_, part)| sum.saturating_add(*part));
		let there_is = sum.min(slashed);
		let parts: Parts =
			owed.into_iter().map(|(contribution, part)| (contribution, ratio(part, there_is, sum))).collect();
		let restored = parts.iter().fold(0, |sum: Balance, (_, part)| sum.saturating_add(*part));
		T::Settlements::restore(settled, &parts)?;
		let rest = slashed.saturating_sub(restored);
		let reward = (rest / 2).min(T::Penalty::get() / 2);
		let mut shares = Vec::new();
		if challenge.is_audit() {
			T::Settlements::put_in_purse(reward)?;
		} else {
			let is_receipt = challenge.stage == ChallengeStage::ProvenWrong(Refutation::OtherReceipt);
			// A receipt is seen in the pool, and whoever copied it first would be paid for it.
			let who = if is_receipt { &settled.user } else { &challenge.challenger };
			shares.push((who.clone(), reward));
		}
		let rest = rest.saturating_sub(reward);
		let rewards = Self::reward(verifiers, rest, &mut shares);
		let treasury = rest.saturating_sub(rewards);
		shares.push((T::Treasury::get(), treasury));
		T::Settlements::reward(&shares)?;
		Self::deposit_event(Event::Convicted {
			challenge: id,
			provider: challenge.provider.clone(),
			slashed,
			contributors: restored,
			challenger: reward,
			verifiers: rewards,
			treasury,
			refunded,
		});
		Ok(())
	}

	/// Gives each verifier the reward, or an equal part of what there is. Returns how much that was.
	fn reward(verifiers: &[AccountId], there_is: Balance, shares: &mut Vec<(AccountId, Balance)>) -> Balance {
		let number = verifiers.len() as Balance;
		let each = there_is.checked_div(number).unwrap_or(0).min(T::VerifierReward::get());
		shares.extend(verifiers.iter().map(|who| (who.clone(), each)));
		each.saturating_mul(number)
	}

	/// Pays each verifier who found an audited answer right out of the purse: an equal part of what was set
	/// aside for all who may be drawn.
	pub(crate) fn pay_verifiers(id: ChallengeId, fees: Balance, verifiers: &[AccountId]) -> DispatchResult {
		let each = fees.checked_div(T::Drawn::get().into()).unwrap_or(0);
		let shares: Vec<_> = verifiers.iter().map(|who| (who.clone(), each)).collect();
		T::Settlements::pay_auditors(&shares)?;
		let verifiers = each.saturating_mul(verifiers.len() as Balance);
		Self::deposit_event(Event::Acquitted { challenge: id, verifiers, provider: 0 });
		Ok(())
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
}
