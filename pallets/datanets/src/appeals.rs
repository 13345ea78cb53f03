//! Appeals: a jury of bonded providers, drawn outside the Datanet, has the last word about a flag.
//!
//! The lot is the hash of one block, which is fixed when the appeal is made and known to nobody then. Jurors
//! vote in the open. Each that votes is paid the same, whatever its vote, by who is proven wrong, so there is
//! nothing to be gained by following the others. A jury decides if half of it votes and one side has more
//! votes; else the contribution stays and every bond returns.

use crate::{
	Appeals, Config, Error, Event, Flags, HoldReason, Pallet, Verdicts,
	types::{Appeal, Flag, JURY_SIZE},
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	Balance, BlockNumber, ContributionId, DatanetId, Hash, Hashing,
	traits::{Candidates, ProviderRegistry},
};
use sp_runtime::traits::Hash as _;

/// Number of blocks after which the lot of an appeal is known.
const LOT_AFTER: BlockNumber = 2;
/// Number of blocks for which the chain is sure to know the hash of a block.
const LOT_KNOWN: BlockNumber = 200;

impl<T: Config> Pallet<T> {
	/// Asks for a jury: by the contributor against an upheld flag, by the flagger against a dismissed one, or
	/// instead of curators that have not decided yet.
	pub(crate) fn do_appeal(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
	) -> DispatchResult {
		let record = Self::known_contribution(id, contribution)?;
		let flag = Flags::<T>::get(contribution).ok_or(Error::<T>::NotFlagged)?;
		ensure!(!Appeals::<T>::contains_key(contribution), Error::<T>::Appealed);
		let (loser, until) = match Verdicts::<T>::get(contribution) {
			Some(verdict) if verdict.uphold => (record.contributor, verdict.until),
			Some(verdict) => (flag.flagger, verdict.until),
			None => (flag.flagger, flag.until),
		};
		ensure!(loser == who, Error::<T>::NotLoser);
		let now = Self::now();
		ensure!(now <= until, Error::<T>::TooLateToAppeal);
		let bond = T::AppealBond::get();
		Self::hold(HoldReason::AppealBond, &who, bond)?;
		let at = Self::height();
		let appeal = Appeal { appellant: who.clone(), bond, at, jury: Default::default(), until: None };
		Appeals::<T>::insert(contribution, appeal);
		Self::deposit_event(Event::AppealMade { datanet: id, contribution, appellant: who, bond });
		Ok(())
	}

	/// Draws the jury of an appeal. Where nobody did so in time, the lot is cast anew.
	pub(crate) fn do_draw_jury(id: DatanetId, contribution: ContributionId) -> DispatchResult {
		let datanet = Self::known_datanet(id)?;
		let record = Self::known_contribution(id, contribution)?;
		let flag = Flags::<T>::get(contribution).ok_or(Error::<T>::NotFlagged)?;
		let mut appeal = Appeals::<T>::get(contribution).ok_or(Error::<T>::NotAppealed)?;
		ensure!(appeal.until.is_none(), Error::<T>::JuryDrawn);
		// The lot must not be known when the appeal is made, so it counts in blocks, which no pause stops.
		let height = Self::height();
		ensure!(height >= appeal.at.saturating_add(LOT_AFTER), Error::<T>::LotUnknown);
		if height > appeal.at.saturating_add(LOT_KNOWN) {
			appeal.at = height;
			Appeals::<T>::insert(contribution, appeal);
			return Ok(());
		}
		let before = flag_made::<T>(&flag);
		let mut without = alloc::vec![datanet.owner, record.contributor, flag.flagger];
		without.extend(Verdicts::<T>::get(contribution).map(|verdict| verdict.resolver));
		without.extend(Self::acceptor(contribution));
		let lot = Self::block_hash(appeal.at.saturating_add(1));
		let seed: Hash = Hashing::hash_of(&(b"jury", lot.encode(), contribution));
		// What a record is worth needs no model to judge.
		let jurors =
			T::Providers::draw(seed, JURY_SIZE, Candidates { before, base: None, without: &without });
		let until = Self::now().saturating_add(T::JuryPeriod::get());
		appeal.jury = BoundedVec::truncate_from(jurors.iter().cloned().map(|juror| (juror, None)).collect());
		appeal.until = Some(until);
		Appeals::<T>::insert(contribution, appeal);
		Self::deposit_event(Event::JurySworn { datanet: id, contribution, jurors, until });
		Ok(())
	}

	/// Notes the vote of a juror, which it does not take back.
	pub(crate) fn do_vote_on_flag(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		uphold: bool,
	) -> DispatchResult {
		Self::known_contribution(id, contribution)?;
		let mut appeal = Appeals::<T>::get(contribution).ok_or(Error::<T>::NotAppealed)?;
		let until = appeal.until.ok_or(Error::<T>::NoJury)?;
		ensure!(Self::now() <= until, Error::<T>::VoteOver);
		let seat = appeal.jury.iter_mut().find(|(juror, _)| T::Providers::acts_for(&who, juror));
		let (juror, vote) = seat.ok_or(Error::<T>::NotJuror)?;
		ensure!(vote.is_none(), Error::<T>::AlreadyVoted);
		*vote = Some(uphold);
		let juror = juror.clone();
		Appeals::<T>::insert(contribution, appeal);
		Self::deposit_event(Event::JurorVoted { datanet: id, contribution, juror, uphold });
		Ok(())
	}

	/// Carries out what a jury decided, once all of it voted or its time is up.
	pub(crate) fn conclude_appeal(
		who: T::AccountId,
		id: DatanetId,
		contribution: ContributionId,
		flag: Flag<T::AccountId>,
		appeal: Appeal<T::AccountId>,
	) -> DispatchResult {
		let until = appeal.until.ok_or(Error::<T>::NoJury)?;
		let complete = appeal.jury.iter().all(|(_, vote)| vote.is_some());
		ensure!(complete || Self::now() > until, Error::<T>::VoteOpen);
		let decision = decide(&appeal);
		let jurors: Vec<T::AccountId> =
			appeal.jury.iter().filter(|(_, vote)| vote.is_some()).map(|(juror, _)| juror.clone()).collect();
		let verdict = Verdicts::<T>::take(contribution);
		Appeals::<T>::remove(contribution);
		Flags::<T>::remove(contribution);
		Self::deposit_event(Event::JuryDecided { datanet: id, contribution, uphold: decision });
		let Some(uphold) = decision else {
			Self::release(HoldReason::AppealBond, &appeal.appellant, appeal.bond)?;
			return Self::clear_flag(id, contribution, flag);
		};
		// Only the flagger appeals for a flag, and only the contributor against one.
		let won = uphold == (appeal.appellant == flag.flagger);
		if won {
			Self::release(HoldReason::AppealBond, &appeal.appellant, appeal.bond)?;
		} else {
			Self::share_out(HoldReason::AppealBond, &appeal.appellant, &jurors, appeal.bond)?;
		}
		if let Some(wrong) = verdict.as_ref().filter(|verdict| verdict.uphold != uphold) {
			Self::punish_curator(id, &wrong.resolver, &jurors)?;
		}
		let resolver = verdict.map_or(who, |verdict| verdict.resolver);
		if !uphold {
			return Self::dismiss_flag(resolver, id, contribution, flag);
		}
		if let Some(acceptor) = Self::acceptor(contribution) {
			Self::punish_curator(id, &acceptor, &jurors)?;
		}
		let bond = Self::known_contribution(id, contribution)?.bond;
		let reward = Self::rejection_fee(bond).min(flag.bond);
		Self::uphold_flag(resolver, contribution, flag, reward)
	}

	/// Pays `amount` on hold in equal parts to those who judged. What cannot be divided is the treasury's.
	pub(crate) fn share_out(
		reason: HoldReason,
		from: &T::AccountId,
		jurors: &[T::AccountId],
		amount: Balance,
	) -> DispatchResult {
		let part = amount.checked_div(jurors.len() as Balance).unwrap_or(0);
		let mut left = amount;
		for juror in jurors {
			Self::pay_out(reason, from, juror, part)?;
			left = left.saturating_sub(part);
		}
		Self::pay_out(reason, from, &T::Treasury::get(), left)
	}
}

/// Returns the first block in which a flag can have been made: who became a provider after it is no juror.
fn flag_made<T: Config>(flag: &Flag<T::AccountId>) -> BlockNumber {
	flag.until.saturating_sub(T::FlagPeriod::get())
}

/// Returns the decision of a jury, or `None` if too few voted or the sides are equal.
fn decide<AccountId>(appeal: &Appeal<AccountId>) -> Option<bool> {
	let votes = |side| appeal.jury.iter().filter(|(_, vote)| *vote == Some(side)).count();
	let (for_flag, against) = (votes(true), votes(false));
	let enough = for_flag.saturating_add(against) >= appeal.jury.len().div_ceil(2);
	(enough && for_flag != against).then_some(for_flag > against)
}
