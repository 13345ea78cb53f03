//! Listings: offering models to the public at a price.

use crate::{Config, Error, Event, HoldReason, Models, Pallet, types::Listing};
use frame_support::pallet_prelude::*;
use openledger_primitives::{
	ModelId, TOTAL_SUPPLY,
	licence::CONFLICT,
	model::{ModelKind, Price},
};

impl<T: Config> Pallet<T> {
	/// Lists a model, or changes the price of a listed one.
	pub(crate) fn do_list(who: T::AccountId, id: ModelId, price: Price) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		ensure!(price != Price::default(), Error::<T>::ZeroPrice);
		let dearest = price.prompt_per_1k.max(price.completion_per_1k);
		ensure!(dearest <= TOTAL_SUPPLY, Error::<T>::PriceTooHigh);
		ensure!(Self::is_worth_listing(&model.kind), Error::<T>::NoImprovement);
		ensure!(model.licence.as_slice() != CONFLICT, Error::<T>::NoLicence);
		if matches!(model.kind, ModelKind::Base { .. }) {
			Self::note_use(id);
		}
		let deposit = match &model.listing {
			Some(listing) => listing.deposit,
			None => {
				let deposit = T::ListingDeposit::get();
				Self::hold(HoldReason::Listing, &who, deposit)?;
				deposit
			},
		};
		model.listing = Some(Listing { price, deposit });
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Listed { model: id, price, deposit });
		Ok(())
	}

	/// Takes a model off the market and returns its listing deposit.
	pub(crate) fn do_unlist(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		let returned = model.listing.take().ok_or(Error::<T>::NotListed)?.deposit;
		Self::release(HoldReason::Listing, &who, returned)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Unlisted { model: id, returned });
		Ok(())
	}

	/// Returns whether a model may be listed: an evaluation that shows no gain speaks against it.
	pub(crate) fn is_worth_listing(kind: &ModelKind) -> bool {
		match kind {
			ModelKind::Base { .. } => true,
			ModelKind::Tuned(lineage) => {
				lineage.evaluation.as_ref().is_none_or(|evaluation| evaluation.after < evaluation.before)
			},
		}
	}
}
