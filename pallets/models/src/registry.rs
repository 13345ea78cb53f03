//! Models themselves: registration, cards and owners.

use crate::{types::Model, BaseByRoot, Config, Error, Event, HoldReason, Models, NextModelId, Pallet};
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	model::{Lineage, Manifest, ModelKind},
	text, Hash, Licence, ModelId, Name,
};
use sp_runtime::{ArithmeticError, Permill};

impl<T: Config> Pallet<T> {
	/// Registers a base model and returns its id.
	pub(crate) fn do_register_base(
		owner: T::AccountId,
		name: Name,
		manifest: Manifest,
		licence: Licence,
		royalty: Permill,
	) -> Result<ModelId, DispatchError> {
		ensure!(text::is_name(&name), Error::<T>::BadName);
		ensure!(text::is_licence(&licence), Error::<T>::BadLicence);
		let root = manifest.root;
		let sensible =
			!root.is_zero() && manifest.bytes > 0 && manifest.parameters > 0 && manifest.context > 0;
		ensure!(sensible, Error::<T>::BadManifest);
		ensure!(royalty <= T::MaxRoyalty::get(), Error::<T>::RoyaltyTooHigh);
		ensure!(!BaseByRoot::<T>::contains_key(root), Error::<T>::AlreadyRegistered);

		let id = Self::next_id()?;
		let deposit = T::RegistrationDeposit::get();
		Self::hold(HoldReason::Registration, &owner, deposit)?;
		BaseByRoot::<T>::insert(root, id);
		let model = Model {
			owner: owner.clone(),
			name,
			licence,
			card: Hash::zero(),
			kind: ModelKind::Base { manifest, royalty },
			registration_deposit: deposit,
			listing: None,
		};
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::BaseRegistered { model: id, owner, root, deposit });
		Ok(id)
	}

	/// Registers the model that a job made and returns its id.
	///
	/// There is no deposit: the job is paid and its model must come to be, whatever the builder's balance is
	/// by then. The name was checked when the job was submitted.
	pub(crate) fn do_create_tuned(
		owner: &T::AccountId,
		name: Name,
		lineage: Lineage,
	) -> Result<ModelId, DispatchError> {
		let base = Models::<T>::get(lineage.base)
			.filter(|base| matches!(base.kind, ModelKind::Base { .. }))
			.ok_or(Error::<T>::NotABase)?;
		let id = Self::next_id()?;
		let event =
			Event::TunedRegistered { model: id, owner: owner.clone(), base: lineage.base, job: lineage.job };
		let model = Model {
			owner: owner.clone(),
			name,
			licence: base.licence,
			card: Hash::zero(),
			kind: ModelKind::Tuned(lineage),
			registration_deposit: 0,
			listing: None,
		};
		Models::<T>::insert(id, model);
		Self::deposit_event(event);
		Ok(id)
	}

	/// Names the blob of a model's card.
	pub(crate) fn do_set_card(who: T::AccountId, id: ModelId, card: Hash) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		model.card = card;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::CardSet { model: id, card });
		Ok(())
	}

	/// Gives an unlisted model, and the deposit behind it, to another account.
	pub(crate) fn do_transfer(who: T::AccountId, id: ModelId, new_owner: T::AccountId) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		ensure!(new_owner != who, Error::<T>::AlreadyOwner);
		ensure!(model.listing.is_none(), Error::<T>::StillListed);
		let deposit = model.registration_deposit;
		if deposit > 0 {
			ensure!(Self::can_hold(HoldReason::Registration, &new_owner), Error::<T>::RecipientCannotHold);
			Self::move_on_hold(HoldReason::Registration, &who, &new_owner, deposit)?;
		}
		model.owner = new_owner.clone();
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Transferred { model: id, from: who, to: new_owner, deposit });
		Ok(())
	}

	/// Returns a model that the caller owns.
	pub(crate) fn own_model(who: &T::AccountId, id: ModelId) -> Result<Model<T::AccountId>, DispatchError> {
		let model = Models::<T>::get(id).ok_or(Error::<T>::UnknownModel)?;
		ensure!(model.owner == *who, Error::<T>::NotOwner);
		Ok(model)
	}

	/// Gives out the next id.
	fn next_id() -> Result<ModelId, DispatchError> {
		let id = NextModelId::<T>::get();
		NextModelId::<T>::put(id.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		Ok(id)
	}
}
