//! Claims to base models: whose entry and royalty a file is, and how a better claim is made.
//!
//! Registering first proves nothing. For `ClaimPeriod` after it a base pays no royalty, and two better claims
//! can be made: by a commitment to the root that is older than the registrant's, at once, and by evidence
//! with a bond behind it, which the origin for rights decides. Evidence can be brought at any time, so a
//! squatted root is never lost for ever; only within the period does it put the royalty off, and once.

use crate::{
	Claims, Config, Contests, Error, Event, HoldReason, Models, Pallet,
	types::{BaseClaim, Contest, Model},
};
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_primitives::{
	Balance, BlockNumber, Hash, Licence, ModelId, Name,
	model::{Manifest, ModelKind},
};
use sp_runtime::{Permill, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Returns the current block number.
	pub(crate) fn now() -> BlockNumber {
		let now: BlockNumberFor<T> = frame_system::Pallet::<T>::block_number();
		now.saturated_into()
	}

	/// Notes who brought a base model, and since when its root was theirs.
	pub(crate) fn note_claim(id: ModelId, committed: Option<BlockNumber>) {
		let now = Self::now();
		let claim = BaseClaim {
			since: committed.unwrap_or(now),
			committed: committed.is_some(),
			registered_at: now,
			until: now.saturating_add(T::ClaimPeriod::get()),
			used: false,
		};
		Claims::<T>::insert(id, claim);
	}

	/// Returns whether it is early enough for an older commitment, a royalty put off, or a correction.
	fn is_claimable(claim: &BaseClaim) -> bool {
		Self::now() <= claim.registered_at.saturating_add(T::ClaimPeriod::get())
	}

	/// Gives a base model to an account whose commitment to its root is older than the registrant's claim.
	#[allow(clippy::too_many_arguments)]
	pub(crate) fn take_over(
		who: T::AccountId,
		id: ModelId,
		committed: Option<BlockNumber>,
		name: Name,
		manifest: Manifest,
		licence: Licence,
		royalty: Permill,
	) -> Result<ModelId, DispatchError> {
		let mut model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
		let claim = Claims::<T>::get(id).ok_or(Error::<T>::AlreadyRegistered)?;
		let older = committed.is_some_and(|at| at < claim.since);
		ensure!(model.owner != who && older && Self::is_claimable(&claim), Error::<T>::AlreadyRegistered);
		if let Some(contest) = Contests::<T>::take(id) {
			Self::release(HoldReason::Registration, &contest.contester, contest.bond)?;
		}
		let forfeited = if claim.committed { 0 } else { model.registration_deposit };
		let from = model.owner.clone();
		Self::give_up(&mut model, forfeited)?;
		let kind = ModelKind::Base { manifest, royalty };
		Self::enter_base(&who, id, committed, name, licence, kind)?;
		Self::deposit_event(Event::BaseReclaimed { model: id, owner: who, from, forfeited });
		Ok(id)
	}

	/// Opens a contest for a base model, with a bond that becomes its deposit if the contester wins.
	pub(crate) fn do_contest_base(who: T::AccountId, id: ModelId, evidence: Hash) -> DispatchResult {
		let model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
		ensure!(matches!(model.kind, ModelKind::Base { .. }), Error::<T>::NotABase);
		ensure!(model.owner != who, Error::<T>::AlreadyOwner);
		ensure!(!Contests::<T>::contains_key(id), Error::<T>::ContestOpen);
		let bond = T::RegistrationDeposit::get();
		Self::hold(HoldReason::Registration, &who, bond)?;
		let until = Self::now().saturating_add(T::ContestPeriod::get());
		Claims::<T>::mutate_extant(id, |claim| {
			if Self::is_claimable(claim) {
				claim.until = claim.until.max(until);
			}
		});
		Contests::<T>::insert(id, Contest { contester: who.clone(), evidence, bond, until });
		Self::deposit_event(Event::BaseContested { model: id, contester: who, evidence, bond, until });
		Ok(())
	}

	/// Decides a contest: the contester gets the model, or loses its bond to the treasury.
	pub(crate) fn do_resolve_contest(id: ModelId, uphold: bool) -> DispatchResult {
		let contest = Contests::<T>::take(id).ok_or(Error::<T>::NotContested)?;
		let Contest { contester, bond, .. } = contest;
		let mut forfeited: Balance = 0;
		if uphold {
			let mut model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
			forfeited = model.registration_deposit;
			Self::give_up(&mut model, forfeited)?;
			model.owner = contester.clone();
			model.registration_deposit = bond;
			Models::<T>::insert(id, model);
		} else {
			Self::pay_treasury(HoldReason::Registration, &contester, bond)?;
		}
		Self::deposit_event(Event::ContestResolved { model: id, contester, upheld: uphold, forfeited });
		Ok(())
	}

	/// Drops a contest that was not decided in time, and returns its bond.
	pub(crate) fn do_clear_contest(id: ModelId) -> DispatchResult {
		let contest = Contests::<T>::get(id).ok_or(Error::<T>::NotContested)?;
		ensure!(Self::now() > contest.until, Error::<T>::ContestOpen);
		Contests::<T>::remove(id);
		Self::release(HoldReason::Registration, &contest.contester, contest.bond)?;
		Self::deposit_event(Event::ContestLapsed {
			model: id,
			contester: contest.contester,
			returned: contest.bond,
		});
		Ok(())
	}

	/// Corrects what a registrant stated about the bytes of a base model that nobody has used yet.
	pub(crate) fn do_correct_manifest(who: T::AccountId, id: ModelId, manifest: Manifest) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		let ModelKind::Base { manifest: stated, royalty } = &model.kind else {
			return Err(Error::<T>::NotABase.into());
		};
		ensure!(manifest.root == stated.root, Error::<T>::OtherRoot);
		Self::ensure_manifest(&manifest)?;
		let claim = Claims::<T>::get(id).ok_or(Error::<T>::TooLateToCorrect)?;
		ensure!(Self::is_claimable(&claim), Error::<T>::TooLateToCorrect);
		ensure!(!claim.used, Error::<T>::InUse);
		model.kind = ModelKind::Base { manifest, royalty: *royalty };
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::ManifestCorrected { model: id });
		Ok(())
	}

	/// Notes that a base model was listed or tuned, so that its manifest stays as it is.
	pub(crate) fn note_use(id: ModelId) {
		let unused = Claims::<T>::get(id).filter(|claim| !claim.used);
		if let Some(claim) = unused {
			Claims::<T>::insert(id, BaseClaim { used: true, ..claim });
		}
	}

	/// Returns the royalty that a base model pays now.
	pub(crate) fn royalty_now(id: ModelId, royalty: Permill) -> Permill {
		match Claims::<T>::get(id) {
			Some(claim) if Self::now() <= claim.until => Permill::zero(),
			_ => royalty,
		}
	}

	/// Takes a base model from its owner: `forfeited` of its deposit for the treasury, the rest and the
	/// deposit of a listing back to the owner.
	fn give_up(model: &mut Model<T::AccountId>, forfeited: Balance) -> DispatchResult {
		if let Some(listing) = model.listing.take() {
			Self::release(HoldReason::Listing, &model.owner, listing.deposit)?;
		}
		Self::pay_treasury(HoldReason::Registration, &model.owner, forfeited)?;
		let returned = model.registration_deposit.saturating_sub(forfeited);
		Self::release(HoldReason::Registration, &model.owner, returned)
	}
}
