//! Providers: the accounts that work, their bonds and their worker keys.

use crate::{
	Config, Error, Event, FormerWorkers, HoldReason, Pallet, Providers, Workers,
	types::{FormerWorker, Provider, after},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, JobId,
	job::Capabilities,
	traits::{Liabilities, ModelRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Bonds a provider and notes its worker key.
	pub(crate) fn do_register_provider(
		stash: AccountId,
		worker: AccountId,
		capabilities: Capabilities,
	) -> DispatchResult {
		ensure!(!Providers::<T>::contains_key(&stash), Error::<T>::AlreadyProvider);
		ensure!(!Workers::<T>::contains_key(&worker), Error::<T>::WorkerInUse);
		Self::check_capabilities(&capabilities)?;
		let bond = T::ProviderBond::get();
		Self::hold(HoldReason::ProviderBond, &stash, bond)?;
		Workers::<T>::insert(&worker, &stash);
		let provider = Provider {
			worker: worker.clone(),
			capabilities,
			bond,
			active: Default::default(),
			required: bond,
			since: Self::now(),
			seat: Some(Self::take_seat(&stash)?),
			duties: 0,
			leaving: None,
			reputation: Default::default(),
			rests_until: 0,
		};
		Providers::<T>::insert(&stash, provider);
		Self::deposit_event(Event::ProviderRegistered { stash, worker });
		Ok(())
	}

	/// Replaces the capabilities of a provider and makes its bond whole. One that was leaving stays. One that
	/// did not serve, or offers another base, may be drawn for what comes from now on.
	pub(crate) fn do_update_provider(stash: AccountId, capabilities: Capabilities) -> DispatchResult {
		let mut provider = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		Self::check_capabilities(&capabilities)?;
		let required = T::ProviderBond::get();
		let shortfall = required.saturating_sub(provider.bond);
		Self::hold(HoldReason::ProviderBond, &stash, shortfall)?;
		// Whoever offers another base from now on is drawn for nothing that is older: it might do so only to
		// judge what is in dispute.
		if !provider.serves() || capabilities.bases.iter().any(|base| !provider.offers(*base)) {
			provider.since = Self::now();
		}
		if provider.leaving.take().is_some() {
			provider.seat = Some(Self::take_seat(&stash)?);
		}
		provider.bond = provider.bond.checked_add(shortfall).ok_or(Error::<T>::Overflow)?;
		provider.required = required;
		provider.capabilities = capabilities;
		let bond = provider.bond;
		Providers::<T>::insert(&stash, provider);
		Self::deposit_event(Event::ProviderUpdated { stash, bond });
		Ok(())
	}

	/// Gives notice, or, when the notice is over, removes a provider and returns its bond.
	pub(crate) fn do_leave(stash: AccountId) -> DispatchResult {
		let mut provider = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		let Some(until) = provider.leaving else {
			let until = after(Self::now(), T::LeaveNotice::get());
			provider.leaving = Some(until);
			let seat = provider.seat.take().ok_or(Error::<T>::Inconsistent)?;
			Providers::<T>::insert(&stash, provider);
			Self::vacate_seat(seat)?;
			Self::deposit_event(Event::ProviderLeaving { stash, until });
			return Ok(());
		};
		ensure!(Self::now() > until, Error::<T>::NoticeNotOver);
		ensure!(provider.active.is_empty(), Error::<T>::ProviderBusy);
		ensure!(provider.duties == 0, Error::<T>::ProviderOnDuty);
		ensure!(!T::Liabilities::is_liable(&stash), Error::<T>::ProviderLiable);
		Self::release(HoldReason::ProviderBond, &stash, provider.bond)?;
		if Workers::<T>::get(&provider.worker).as_ref() == Some(&stash) {
			Workers::<T>::remove(&provider.worker);
		}
		FormerWorkers::<T>::remove(&stash);
		Providers::<T>::remove(&stash);
		Self::deposit_event(Event::ProviderLeft { stash, bond: provider.bond });
		Ok(())
	}

	/// Checks that an offer names known base models, a sensible number of jobs, and a readable endpoint.
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

	/// Returns the stash behind the worker key that signed.
	pub(crate) fn worker_stash(worker: &AccountId) -> Result<AccountId, DispatchError> {
		Ok(Workers::<T>::get(worker).ok_or(Error::<T>::NotWorker)?)
	}

	/// Gives a provider another hot key, which counts at once: for its claims in force too.
	pub(crate) fn do_set_worker(stash: AccountId, worker: AccountId) -> DispatchResult {
		let mut provider = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		ensure!(!Workers::<T>::contains_key(&worker), Error::<T>::WorkerInUse);
		if Workers::<T>::get(&provider.worker).as_ref() == Some(&stash) {
			Workers::<T>::remove(&provider.worker);
		}
		Self::retire(&stash, provider.worker)?;
		Workers::<T>::insert(&worker, &stash);
		provider.worker = worker.clone();
		Providers::<T>::insert(&stash, provider);
		Self::deposit_event(Event::WorkerSet { stash, worker });
		Ok(())
	}

	/// Keeps a worker that is replaced, so that no receipt is void because its signer is gone.
	fn retire(stash: &AccountId, worker: AccountId) -> DispatchResult {
		let now = Self::now();
		let until = after(now, T::FormerWorkerPeriod::get());
		FormerWorkers::<T>::try_mutate(stash, |former| -> DispatchResult {
			former.retain(|former| former.until >= now);
			let entry = FormerWorker { worker, sessions: T::Liabilities::next_session(), until };
			former.try_push(entry).map_err(|_| Error::<T>::TooManyWorkers)?;
			Ok(())
		})
	}

	/// Frees a key that a provider named as its worker. The provider is without one until it names another.
	pub(crate) fn do_refuse_stash(worker: AccountId) -> DispatchResult {
		let stash = Self::worker_stash(&worker)?;
		Workers::<T>::remove(&worker);
		Self::deposit_event(Event::StashRefused { stash, worker });
		Ok(())
	}

	/// Changes what is kept of a provider's doings.
	pub(crate) fn note_provider(stash: &AccountId, change: impl FnOnce(&mut Provider<T>)) {
		Providers::<T>::mutate_extant(stash, change);
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
}
