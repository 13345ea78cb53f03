//! Challenging: a settlement is doubted, and its provider must reveal.

use crate::{
	Challenges, Config, Error, Event, NextChallenge, OpenAgainst, Pallet,
	types::{Challenge, Question},
};
use frame_support::{ensure, pallet_prelude::DispatchResult, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ChallengeId, Hash,
	challenge::{ChallengeStage, KeptSettlement},
	traits::SettlementRegistry,
};
use sp_runtime::{
	DispatchError, SaturatedConversion,
	traits::{BlockNumberProvider, Zero},
};

/// Open challenges against a provider that lengthen its time to reveal: each by a quarter.
pub(crate) const MOST_QUARTERS: u32 = 12;

impl<T: Config> Pallet<T> {
	/// Returns the market's time, in blocks: it stands still while the market is paused.
	pub(crate) fn now() -> BlockNumber {
		T::Clock::current_block_number().saturated_into()
	}

	/// Returns the hash of the genesis block.
	pub(crate) fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	/// Returns the block on which a moment of the market's time falls if the market is not paused any more.
	pub(crate) fn block_of(moment: BlockNumber) -> BlockNumber {
		let block: BlockNumber = frame_system::Pallet::<T>::block_number().saturated_into();
		moment.saturating_add(block.saturating_sub(Self::now()))
	}

	/// Opens a challenge, with the challenger's bond on hold.
	pub(crate) fn do_challenge(challenger: AccountId, question: Question) -> DispatchResult {
		let settled = Self::check_challenge(&challenger, &question)?;
		Self::check_unanswered(&question)?;
		Self::doubt(challenger, question, settled.provider)?;
		Ok(())
	}

	/// Checks that a question can be asked by this challenger now, whether it was answered or not. Returns
	/// the settlement.
	pub(crate) fn check_challenge(
		challenger: &AccountId,
		question: &Question,
	) -> Result<KeptSettlement<AccountId>, Error<T>> {
		let settled = Self::settled(question)?;
		let now = Self::now();
		ensure!(now <= settled.until, Error::<T>::WindowOver);
		// A provider may name anybody's account as its worker, so a worker is not barred.
		ensure!(*challenger != settled.provider, Error::<T>::OwnSettlement);
		let answer = question.asked.answer();
		ensure!(answer.is_none_or(|answer| answer < settled.answers), Error::<T>::UnknownAnswer);
		ensure!(!settled.is_judged(answer), Error::<T>::AlreadyJudged);
		Self::check_room(challenger, question)?;
		Ok(settled)
	}

	/// Opens a challenge, with the challenger's bond on hold. Returns its number.
	pub(crate) fn doubt(
		challenger: AccountId,
		question: Question,
		provider: AccountId,
	) -> Result<ChallengeId, DispatchError> {
		let bond = T::ChallengeBond::get();
		Self::hold_bond(&challenger, bond)?;
		let (id, until) = Self::open(question, challenger.clone(), provider.clone(), bond)?;
		let Question { session, settlement, asked } = question;
		let answer = asked.answer();
		Self::deposit_event(Event::Challenged {
			challenge: id,
			session,
			settlement,
			answer,
			challenger,
			provider,
			until,
		});
		Ok(id)
	}

	/// Opens a challenge whose bond is on hold already. Returns its number, and the last block to reveal in
	/// without a fee.
	pub(crate) fn open(
		question: Question,
		challenger: AccountId,
		provider: AccountId,
		bond: Balance,
	) -> Result<(ChallengeId, BlockNumber), Error<T>> {
		let id = NextChallenge::<T>::get();
		NextChallenge::<T>::put(id.checked_add(1).ok_or(Error::<T>::Overflow)?);
		let open = OpenAgainst::<T>::get(&provider);
		let until = Self::now().saturating_add(Self::time_to_reveal(open));
		let stage = ChallengeStage::AwaitingResponse { until };
		let challenge = Challenge { question, challenger, provider, bond, stage, votes: 0 };
		Self::enter(id, &challenge);
		Challenges::<T>::insert(id, challenge);
		Ok((id, until))
	}

	/// Returns for how many blocks a provider may reveal without a fee that has so many open challenges
	/// against it: whoever is asked much has more time.
	pub(crate) fn time_to_reveal(open: u32) -> BlockNumber {
		let period = T::RevealPeriod::get();
		let more = period.saturating_mul(open.min(MOST_QUARTERS)).div_ceil(4);
		period.saturating_add(more)
	}

	/// Returns the settlement that a question is about.
	pub(crate) fn settled(question: &Question) -> Result<KeptSettlement<AccountId>, Error<T>> {
		T::Settlements::kept_settlement(question.session, question.settlement)
			.ok_or(Error::<T>::UnknownSettlement)
	}

	/// Returns a challenge that is not resolved.
	pub(crate) fn open_challenge(id: ChallengeId) -> Result<Challenge, Error<T>> {
		Challenges::<T>::get(id).ok_or(Error::<T>::UnknownChallenge)
	}
}
