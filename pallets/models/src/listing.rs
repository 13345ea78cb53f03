//! Offering models to the public.

use crate::{types::Listing, Config, Error, Event, HoldReason, Models, Pallet};
use frame_support::{
	pallet_prelude::*,
	traits::{fungible::MutateHold, tokens::Precision},
};
use openledger_primitives::{
	model::{ModelKind, Price},
	ModelId, TOTAL_SUPPLY,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_list(who: T::AccountId, id: ModelId, price: Price) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		ensure!(price != Price::default(), Error::<T>::ZeroPrice);
		let dearest = price.prompt_per_1k.max(price.completion_per_1k);
		ensure!(dearest <= TOTAL_SUPPLY, Error::<T>::PriceTooHigh);
		ensure!(Self::is_worth_listing(&model.kind), Error::<T>::NoImprovement);
		let deposit = match &model.listing {
			Some(listing) => listing.deposit,
			None => {
				let deposit = T::ListingDeposit::get();
				T::Currency::hold(&HoldReason::Listing.into(), &who, deposit)?;
				deposit
			},
		};
		model.listing = Some(Listing { price, deposit });
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Listed { model: id, price, deposit });
		Ok(())
	}

	pub(crate) fn do_unlist(who: T::AccountId, id: ModelId) -> DispatchResult {
		let mut model = Self::own_model(&who, id)?;
		let returned = model.listing.take().ok_or(Error::<T>::NotListed)?.deposit;
		T::Currency::release(&HoldReason::Listing.into(), &who, returned, Precision::Exact)?;
		Models::<T>::insert(id, model);
		Self::deposit_event(Event::Unlisted { model: id, returned });
		Ok(())
	}

	/// Whether nothing speaks against a model: an evaluation that shows no gain does.
	pub(crate) fn is_worth_listing(kind: &ModelKind) -> bool {
		match kind {
			ModelKind::Base { .. } => true,
			ModelKind::Tuned(lineage) => {
				lineage.evaluation.as_ref().is_none_or(|evaluation| evaluation.after < evaluation.before)
			},
		}
	}
}
