//! Invariants that hold after every block. Anyone may have a node check them through `IntegrityApi`.

use crate::{BaseByRoot, Claims, Config, Contests, HoldReason, Models, NextModelId, Pallet};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use openledger_primitives::{
	Balance,
	licence::CONFLICT,
	model::{ModelKind, Price},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. The error names the first one broken.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_ids()?;
		Self::check_holds()?;
		Self::check_bases()?;
		Self::check_lineages()?;
		Self::check_listings()?;
		Self::check_claims()
	}

	/// Claims and contests are about base models, and only others contest.
	fn check_claims() -> Result<(), TryRuntimeError> {
		let is_base =
			|id| Models::<T>::get(id).is_some_and(|model| matches!(model.kind, ModelKind::Base { .. }));
		ensure!(Claims::<T>::iter_keys().all(is_base), "a claim is about no base model");
		ensure!(Contests::<T>::iter_keys().all(is_base), "a contest is about no base model");
		for claim in Claims::<T>::iter_values() {
			ensure!(claim.since <= claim.registered_at, "a claim is younger than its registration");
		}
		Ok(())
	}

	/// The next id lies above all ids, and none is missing below it: models are never deleted.
	fn check_ids() -> Result<(), TryRuntimeError> {
		let next = NextModelId::<T>::get();
		ensure!(Models::<T>::iter_keys().all(|id| id < next), "a model's id is not below the next id");
		ensure!(Models::<T>::iter_keys().count() as u64 == u64::from(next), "a model is missing");
		Ok(())
	}

	/// For every owner, the balance on hold for each reason is the sum of what the models say.
	fn check_holds() -> Result<(), TryRuntimeError> {
		let mut sums = BTreeMap::<T::AccountId, (Balance, Balance)>::new();
		for model in Models::<T>::iter_values() {
			let (registration, listing) = sums.entry(model.owner).or_default();
			*registration = registration.saturating_add(model.registration_deposit);
			*listing = listing.saturating_add(model.listing.map_or(0, |listing| listing.deposit));
		}
		for contest in Contests::<T>::iter_values() {
			let (registration, _) = sums.entry(contest.contester).or_default();
			*registration = registration.saturating_add(contest.bond);
		}
		for (who, (registration, listing)) in sums {
			ensure!(
				Self::held(HoldReason::Registration, &who) == registration,
				"registration deposits on hold differ from the models"
			);
			ensure!(
				Self::held(HoldReason::Listing, &who) == listing,
				"listing deposits on hold differ from the models"
			);
		}
		Ok(())
	}

	/// Every base model is found by its root, and nothing else is.
	fn check_bases() -> Result<(), TryRuntimeError> {
		let mut bases = 0usize;
		for (id, model) in Models::<T>::iter() {
			if let ModelKind::Base { manifest, .. } = model.kind {
				bases = bases.saturating_add(1);
				ensure!(
					BaseByRoot::<T>::get(manifest.root) == Some(id),
					"a base model is not found by its root"
				);
			}
		}
		ensure!(BaseByRoot::<T>::iter_values().count() == bases, "a root names no base model");
		Ok(())
	}

	/// A tuned model comes from a base model registered before it.
	fn check_lineages() -> Result<(), TryRuntimeError> {
		for (id, model) in Models::<T>::iter() {
			let ModelKind::Tuned(lineage) = model.kind else { continue };
			ensure!(lineage.base < id, "a tuned model is older than its base");
			let base = Models::<T>::get(lineage.base).ok_or("a tuned model's base does not exist")?;
			ensure!(matches!(base.kind, ModelKind::Base { .. }), "a tuned model's base is tuned itself");
		}
		Ok(())
	}

	/// A listed model costs something and is worth listing.
	fn check_listings() -> Result<(), TryRuntimeError> {
		for model in Models::<T>::iter_values() {
			let Some(listing) = model.listing else { continue };
			ensure!(listing.price != Price::default(), "a listed model is free");
			ensure!(Self::is_worth_listing(&model.kind), "a listed model is no better than its base");
			ensure!(model.licence.as_slice() != CONFLICT, "a listed model has no licence");
		}
		Ok(())
	}
}
