//! Models themselves: registration, cards and owners.

use crate::{BaseByRoot, Config, Error, Event, HoldReason, Models, NextModelId, Pallet, types::Model};
use alloc::vec::Vec;
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	Balance, BlockNumber, Hash, Licence, ModelId, Name,
	datanet::SnapshotRef,
	licence::{self, LicenceConflict},
	model::{Lineage, Manifest, ModelKind},
	text,
	traits::{Commitments, DatanetRegistry},
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
		Self::ensure_manifest(&manifest)?;
		ensure!(royalty <= T::MaxRoyalty::get(), Error::<T>::RoyaltyTooHigh);
		let committed = T::Commitments::committed_at(&owner, &root);
		if let Some(id) = BaseByRoot::<T>::get(root) {
			return Self::take_over(owner, id, committed, name, manifest, licence, royalty);
		}

		let id = Self::next_id()?;
		let kind = ModelKind::Base { manifest, royalty };
		let deposit = Self::enter_base(&owner, id, committed, name, licence, kind)?;
		BaseByRoot::<T>::insert(root, id);
		Self::deposit_event(Event::BaseRegistered { model: id, owner, root, deposit });
		Ok(id)
	}

	/// Enters a base model as an account's, with its deposit on hold and its claim noted. Returns the
	/// deposit.
	pub(crate) fn enter_base(
		owner: &T::AccountId,
		id: ModelId,
		committed: Option<BlockNumber>,
		name: Name,
		licence: Licence,
		kind: ModelKind,
	) -> Result<Balance, DispatchError> {
		let deposit = T::RegistrationDeposit::get();
		Self::hold(HoldReason::Registration, owner, deposit)?;
		let model = Model {
			owner: owner.clone(),
			name,
			licence,
			card: Hash::zero(),
			kind,
			registration_deposit: deposit,
			listing: None,
		};
		Models::<T>::insert(id, model);
		Self::note_claim(id, committed);
		Ok(deposit)
	}

	/// Checks that a manifest can be one of a file.
	pub(crate) fn ensure_manifest(manifest: &Manifest) -> DispatchResult {
		let sensible =
			!manifest.root.is_zero() && manifest.bytes > 0 && manifest.parameters > 0 && manifest.context > 0;
		ensure!(sensible, Error::<T>::BadManifest);
		Ok(())
	}

	/// Returns the licence of a model tuned from a base on these snapshots.
	pub(crate) fn tuned_licence(base: &Licence, snapshots: &[SnapshotRef]) -> Result<Licence, DispatchError> {
		let terms: Vec<_> = snapshots
			.iter()
			.map(|at| T::Datanets::snapshot(*at).map(|snapshot| snapshot.terms.licence))
			.collect::<Option<_>>()
			.ok_or(Error::<T>::UnknownSnapshot)?;
		licence::combine(base, &terms).map_err(|conflict| Error::<T>::from(conflict).into())
	}

	/// Registers the model that a job made and returns its id.
	///
	/// The deposit comes from the job's escrow, hold to hold: the job is paid and its model must come to be,
	/// whatever the builder's free balance is by then. Name and licences were checked when the job was
	/// submitted. Where the licences cannot be combined all the same, because the base's was corrected since,
	/// the model says so and cannot be listed.
	pub(crate) fn do_create_tuned(
		owner: &T::AccountId,
		name: Name,
		lineage: Lineage,
		deposit: Balance,
	) -> Result<ModelId, DispatchError> {
		let base = Models::<T>::get(lineage.base)
			.filter(|base| matches!(base.kind, ModelKind::Base { .. }))
			.ok_or(Error::<T>::NotABase)?;
		let licence = Self::tuned_licence(&base.licence, &lineage.snapshots)
			.unwrap_or_else(|_| Licence::truncate_from(licence::CONFLICT.to_vec()));
		Self::note_use(lineage.base);
		let id = Self::next_id()?;
		let event =
			Event::TunedRegistered { model: id, owner: owner.clone(), base: lineage.base, job: lineage.job };
		let model = Model {
			owner: owner.clone(),
			name,
			licence,
			card: Hash::zero(),
			kind: ModelKind::Tuned(lineage),
			registration_deposit: deposit,
			listing: None,
		};
		Models::<T>::insert(id, model);
		Self::put_on_hold(HoldReason::Registration, owner, deposit)?;
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

impl<T> From<LicenceConflict> for Error<T> {
	fn from(conflict: LicenceConflict) -> Self {
		match conflict {
			LicenceConflict::NoDerivatives => Self::NoDerivatives,
			LicenceConflict::NonCommercial => Self::NonCommercialConflict,
			LicenceConflict::ShareAlike => Self::ShareAlikeConflict,
			LicenceConflict::Unknown => Self::UnknownLicenceConflict,
		}
	}
}
