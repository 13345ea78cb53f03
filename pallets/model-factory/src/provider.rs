//! Providers: who works, under which bond, with which key.

use crate::{types::Provider, Config, Error, Event, HoldReason, Pallet, Providers, Workers};
use frame_support::{
	ensure,
	storage::with_storage_layer,
	traits::{
		fungible::hold::{Mutate as _, Unbalanced as _},
		tokens::{Fortitude, Precision, Restriction},
		Get,
	},
};
use openledger_primitives::{
	job::Capabilities,
	traits::{Liabilities, ModelRegistry, ProviderRegistry},
	AccountId, Balance, JobId,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_provider(
		stash: AccountId,
		worker: AccountId,
		capabilities: Capabilities,
	) -> DispatchResult {
		ensure!(!Providers::<T>::contains_key(&stash), Error::<T>::AlreadyProvider);
		ensure!(!Workers::<T>::contains_key(&worker), Error::<T>::WorkerInUse);
		Self::check_capabilities(&capabilities)?;
		let bond = T::ProviderBond::get();
		T::Currency::hold(&HoldReason::ProviderBond.into(), &stash, bond)?;
		Workers::<T>::insert(&worker, &stash);
		let provider = Provider { worker: worker.clone(), capabilities, bond, active: Default::default() };
		Providers::<T>::insert(&stash, provider);
		Self::deposit_event(Event::ProviderRegistered { stash, worker });
		Ok(())
	}

	pub(crate) fn do_update_provider(stash: AccountId, capabilities: Capabilities) -> DispatchResult {
		let mut provider = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		Self::check_capabilities(&capabilities)?;
		let shortfall = T::ProviderBond::get().saturating_sub(provider.bond);
		T::Currency::hold(&HoldReason::ProviderBond.into(), &stash, shortfall)?;
		provider.bond = provider.bond.checked_add(shortfall).ok_or(Error::<T>::Overflow)?;
		provider.capabilities = capabilities;
		let bond = provider.bond;
		Providers::<T>::insert(&stash, provider);
		Self::deposit_event(Event::ProviderUpdated { stash, bond });
		Ok(())
	}

	pub(crate) fn do_leave(stash: AccountId) -> DispatchResult {
		let provider = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		ensure!(provider.active.is_empty(), Error::<T>::ProviderBusy);
		ensure!(!T::Liabilities::is_liable(&stash), Error::<T>::ProviderLiable);
		T::Currency::release(&HoldReason::ProviderBond.into(), &stash, provider.bond, Precision::Exact)?;
		Workers::<T>::remove(&provider.worker);
		Providers::<T>::remove(&stash);
		Self::deposit_event(Event::ProviderLeft { stash, bond: provider.bond });
		Ok(())
	}

	fn check_capabilities(capabilities: &Capabilities) -> DispatchResult {
		let bases = &capabilities.bases;
		let ascending = bases.iter().zip(bases.iter().skip(1)).all(|(a, b)| a < b);
		ensure!(!bases.is_empty() && ascending, Error::<T>::BadBases);
		ensure!(bases.iter().all(|base| T::Models::base(*base).is_some()), Error::<T>::UnknownBase);
		let parallel = u32::from(capabilities.max_parallel);
		ensure!((1..=T::MaxParallel::get()).contains(&parallel), Error::<T>::BadParallelism);
		ensure!(core::str::from_utf8(&capabilities.endpoint).is_ok(), Error::<T>::BadEndpoint);
		Ok(())
	}

	/// The stash behind the worker key that signed.
	pub(crate) fn worker_stash(worker: &AccountId) -> Result<AccountId, DispatchError> {
		Ok(Workers::<T>::get(worker).ok_or(Error::<T>::NotWorker)?)
	}

	/// Takes a job off a provider's active list.
	pub(crate) fn release_slot(stash: &AccountId, job: JobId) -> DispatchResult {
		Providers::<T>::try_mutate(stash, |provider| -> DispatchResult {
			let provider = provider.as_mut().ok_or(Error::<T>::Inconsistent)?;
			let at = provider.active.binary_search(&job).map_err(|_| Error::<T>::Inconsistent)?;
			provider.active.remove(at);
			Ok(())
		})
	}

	/// Takes [`Config::ExpirySlash`], or what is left of the bond: half to the builder, the rest to the treasury.
	pub(crate) fn slash_for_expiry(stash: &AccountId, job: JobId, builder: &AccountId) -> DispatchResult {
		let amount = Self::reduce_bond(stash, T::ExpirySlash::get()).ok_or(Error::<T>::Inconsistent)?;
		let half = amount / 2;
		Self::move_bond(stash, builder, half)?;
		Self::move_bond(stash, &T::Treasury::get(), amount.saturating_sub(half))?;
		Self::deposit_event(Event::ProviderSlashed { stash: stash.clone(), job, amount });
		Ok(())
	}

	/// Takes `most`, or what is left, out of a provider's record; how much it was.
	fn reduce_bond(stash: &AccountId, most: Balance) -> Option<Balance> {
		Providers::<T>::mutate(stash, |provider| {
			let provider = provider.as_mut()?;
			let amount = most.min(provider.bond);
			provider.bond = provider.bond.saturating_sub(amount);
			Some(amount)
		})
	}

	fn move_bond(stash: &AccountId, to: &AccountId, amount: Balance) -> DispatchResult {
		T::Currency::transfer_on_hold(
			&HoldReason::ProviderBond.into(),
			stash,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)?;
		Ok(())
	}
}

impl<T: Config> ProviderRegistry<AccountId> for Pallet<T> {
	/// A provider whose bond was slashed counts again once it is topped up.
	fn is_provider(stash: &AccountId) -> bool {
		Providers::<T>::get(stash).is_some_and(|provider| provider.bond >= T::ProviderBond::get())
	}

	fn stash_of(worker: &AccountId) -> Option<AccountId> {
		Workers::<T>::get(worker)
	}

	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> DispatchResult,
	) -> Result<Balance, DispatchError> {
		with_storage_layer(|| {
			let amount = Self::reduce_bond(stash, most).unwrap_or(0);
			if amount == 0 {
				return Ok(0);
			}
			let reason = HoldReason::ProviderBond.into();
			T::Currency::decrease_balance_on_hold(&reason, stash, amount, Precision::Exact)?;
			take_in(amount)?;
			Self::deposit_event(Event::BondSlashed { stash: stash.clone(), amount });
			Ok(amount)
		})
	}
}
