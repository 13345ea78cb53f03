//! A result is confirmed before it is paid: training repeats to the bit, so a drawn provider that repeats the
//! job must come to the same result.
//!
//! A result is repeated if its builder asks, if chance falls on it, if a provider doubts it, or if its
//! provider was convicted over another one. Verifiers are drawn one after the other, by the randomness of
//! blocks after the result, and each commits before it reveals. One that finds the same is enough while
//! nobody speaks against the result; two are needed once anybody does. Two that find the same other result
//! convict the provider. Whoever states what two contradict loses its bond.

mod draw;
mod outcome;
mod repeat;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub(crate) use draw::{MAX_DRAWS, SEATS_LOOKED_AT};

use crate::{
	Asked, Config, Confirmations, Error, Event, HoldReason, Pallet, Providers, Repetitions, Workers,
	types::{Confirmation, Job},
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, Hash, JobId,
	job::{ConfirmationCause, ConfirmationStage, JobResult, JobStatus},
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Returns the result of a job that waits for its payment: who published it, and until when it can be
	/// doubted.
	fn waiting_result(job: &Job<T>) -> Result<(AccountId, JobResult, BlockNumber), Error<T>> {
		match &job.status {
			JobStatus::Submitted { provider, result, window_ends } => {
				Ok((provider.clone(), result.clone(), *window_ends))
			},
			_ => Err(Error::<T>::NothingToConfirm),
		}
	}

	/// Returns the planck that a verifier is paid for repeating a job: what its provider is.
	pub(crate) fn repetition_fee(job: &Job<T>, result: &JobResult) -> Balance {
		Self::affordable_cost(job, result).map_or(0, |cost| cost.provider)
	}

	/// Returns the planck that asking for a confirmation puts on hold. Before there is a result, that is as
	/// much as the job may cost; what the repetition does not cost is returned.
	pub(crate) fn price_of_confirmation(job: &Job<T>) -> Balance {
		match &job.status {
			JobStatus::Submitted { result, .. } => Self::repetition_fee(job, result),
			_ => job.escrow,
		}
	}

	/// Returns the planck that a verifier of a job's result is paid, which is nothing while there is none.
	pub(crate) fn fee_of_confirmation(job: &Job<T>) -> Balance {
		Self::waiting_result(job).map_or(0, |(_, result, _)| Self::repetition_fee(job, &result))
	}

	/// Returns the planck that doubting a job's result puts on hold: what two verifiers are paid if it is
	/// right, and [`Config::DoubtBond`].
	pub(crate) fn price_of_doubt(job: &Job<T>) -> Result<Balance, Error<T>> {
		let (_, result, _) = Self::waiting_result(job)?;
		let fees = Self::repetition_fee(job, &result).saturating_mul(2);
		Ok(fees.saturating_add(T::DoubtBond::get()))
	}

	/// Has a builder pay for the confirmation of its job's result, which may be there already or not.
	pub(crate) fn do_ask_confirmation(builder: AccountId, id: JobId) -> DispatchResult {
		let job = Self::known_job(id)?;
		ensure!(job.builder == builder, Error::<T>::NotBuilder);
		ensure!(!Asked::<T>::contains_key(id), Error::<T>::AlreadyAsked);
		let has_result = match &job.status {
			JobStatus::Open { .. } | JobStatus::Claimed { .. } => false,
			JobStatus::Submitted { window_ends, .. } => {
				ensure!(Self::now() <= *window_ends, Error::<T>::NothingToConfirm);
				ensure!(!Confirmations::<T>::contains_key(id), Error::<T>::AlreadyAsked);
				true
			},
			_ => return Err(Error::<T>::JobOver.into()),
		};
		let price = Self::price_of_confirmation(&job);
		Self::hold(HoldReason::Confirmation, &builder, price)?;
		Asked::<T>::insert(id, price);
		Self::deposit_event(Event::ConfirmationAsked { job: id, price });
		if has_result {
			Self::call_confirmation(id, &job, ConfirmationCause::Asked)?;
		}
		Ok(())
	}

	/// Doubts a result. The bond covers what its verifiers are paid if it turns out to be right.
	pub(crate) fn do_doubt_result(stash: AccountId, id: JobId) -> DispatchResult {
		let doubter = Providers::<T>::get(&stash).ok_or(Error::<T>::NotProvider)?;
		ensure!(doubter.serves(), Error::<T>::BondTooLow);
		let job = Self::known_job(id)?;
		let (provider, _, window_ends) = Self::waiting_result(&job)?;
		ensure!(Self::now() <= window_ends, Error::<T>::NothingToConfirm);
		ensure!(provider != stash, Error::<T>::OwnResult);
		if !Confirmations::<T>::contains_key(id) {
			Self::call_confirmation(id, &job, ConfirmationCause::Doubt)?;
		}
		let mut confirmation = Confirmations::<T>::get(id).ok_or(Error::<T>::Inconsistent)?;
		ensure!(confirmation.doubt.is_none(), Error::<T>::AlreadyDoubted);
		let bond = Self::price_of_doubt(&job)?;
		Self::hold(HoldReason::Confirmation, &stash, bond)?;
		confirmation.doubt = Some((stash.clone(), bond));
		if !confirmation.is_open() {
			// Another verifier at least has its say.
			confirmation.round = confirmation.drawn.len().min(2) as u32;
			Self::await_verifier(id, &mut confirmation);
		}
		Confirmations::<T>::insert(id, confirmation);
		Self::deposit_event(Event::ResultDoubted { job: id, doubter: stash, bond });
		Ok(())
	}

	/// Begins the confirmation of a result that has none yet.
	pub(crate) fn call_confirmation(id: JobId, job: &Job<T>, cause: ConfirmationCause) -> DispatchResult {
		let (_, _, window_ends) = Self::waiting_result(job)?;
		let mut confirmation = Confirmation {
			attempt: job.attempts,
			cause,
			before: window_ends.saturating_sub(T::ChallengePeriod::get()),
			stage: ConfirmationStage::Settled,
			round: 0,
			seed: Hash::zero(),
			verifier: None,
			commitment: None,
			drawn: Default::default(),
			statements: Default::default(),
			answered: 0,
			spent: 0,
			doubt: None,
		};
		Self::await_verifier(id, &mut confirmation);
		Confirmations::<T>::insert(id, confirmation);
		Self::deposit_event(Event::ConfirmationCalled { job: id, cause });
		Ok(())
	}

	/// Returns whether `finalise_job` does something for a published result now: pays it, or passes over a
	/// verifier that says nothing.
	pub(crate) fn is_due(id: JobId, job: &Job<T>) -> bool {
		let JobStatus::Submitted { window_ends, .. } = &job.status else { return false };
		let stage = Confirmations::<T>::get(id).map_or(ConfirmationStage::Settled, |c| c.stage);
		match stage {
			ConfirmationStage::Drawing { .. } => false,
			ConfirmationStage::Repeating { until } | ConfirmationStage::Revealing { until } => {
				Self::now() > until
			},
			ConfirmationStage::Settled => Self::now() > *window_ends,
		}
	}

	/// Returns who may not repeat a job: its provider, its builder, who doubts it, each with the provider
	/// that it works for, and who was drawn before.
	fn parties(job: &Job<T>, confirmation: &Confirmation) -> Vec<AccountId> {
		let mut parties = alloc::vec![job.builder.clone()];
		parties.extend(Workers::<T>::get(&job.builder));
		parties.extend(job.provider().cloned());
		parties.extend(confirmation.doubt.iter().map(|(doubter, _)| doubter.clone()));
		parties.extend(confirmation.drawn.iter().cloned());
		parties
	}

	/// Binds a verifier to a job, or releases it.
	pub(crate) fn bind_verifier(stash: &AccountId, id: JobId) {
		Repetitions::<T>::insert(stash, id, ());
		Self::note_provider(stash, |provider| provider.duties = provider.duties.saturating_add(1));
	}

	/// Releases the verifier that is at work, if one is.
	fn release_verifier(id: JobId, confirmation: &mut Confirmation) {
		confirmation.commitment = None;
		let Some(stash) = confirmation.verifier.take() else { return };
		Repetitions::<T>::remove(&stash, id);
		Self::note_provider(&stash, |provider| provider.duties = provider.duties.saturating_sub(1));
	}

	/// Ends a confirmation, and returns the bond of whoever doubts.
	pub(crate) fn close_confirmation(id: JobId) -> DispatchResult {
		let Some(mut confirmation) = Confirmations::<T>::take(id) else { return Ok(()) };
		Self::release_verifier(id, &mut confirmation);
		match confirmation.doubt {
			Some((doubter, bond)) => Self::return_to(HoldReason::Confirmation, &doubter, bond),
			None => Ok(()),
		}
	}

	/// Returns to a builder what is left of what it paid for a confirmation.
	pub(crate) fn return_asked(id: JobId, builder: &AccountId) -> DispatchResult {
		match Asked::<T>::take(id) {
			Some(left) => Self::return_to(HoldReason::Confirmation, builder, left),
			None => Ok(()),
		}
	}
}
