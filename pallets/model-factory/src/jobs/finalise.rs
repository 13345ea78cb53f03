//! A deadline passes: a result is paid for, a claim expires, or a wait ends.

use crate::{
	Config, Confirmations, Error, Event, LOG_TARGET, Pallet, fees,
	types::{Confirmation, Job},
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use openledger_primitives::{
	AccountId, Balance, JobId,
	job::{JobResult, JobStatus},
	model::Lineage,
	traits::{DatanetRegistry, ModelRegistry},
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Does what is due for a job. Returns how many contributions were paid for, which the weight depends on.
	pub(crate) fn do_finalise_job(id: JobId) -> Result<u32, DispatchError> {
		let job = Self::known_job(id)?;
		let now = Self::now();
		match job.status.clone() {
			JobStatus::Submitted { provider, result, window_ends } => {
				if let Some(confirmation) = Confirmations::<T>::get(id).filter(Confirmation::is_open) {
					return Self::pass_over_silent(id, job, confirmation).map(|()| 0);
				}
				ensure!(now > window_ends, Error::<T>::NothingToFinalise);
				Self::pay(id, job, provider, result)
			},
			JobStatus::Claimed { provider, deadline } => {
				ensure!(now > deadline, Error::<T>::NothingToFinalise);
				Self::expire_claim(id, job, provider).map(|()| 0)
			},
			JobStatus::Open { until } => {
				ensure!(now > until, Error::<T>::NothingToFinalise);
				Self::give_up(id).map(|()| 0)
			},
			JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. } => {
				Err(Error::<T>::NothingToFinalise.into())
			},
		}
	}

	/// Pays everyone for a result and registers its model. Returns how many contributions were paid for.
	///
	/// The job ends whatever happens: if the registry does not take the model, work is paid all the same, and
	/// the job counts as failed. A result whose adapter turned out to be somebody else's is not paid.
	fn pay(id: JobId, mut job: Job<T>, provider: AccountId, result: JobResult) -> Result<u32, DispatchError> {
		Self::release_slot(&provider, id)?;
		let cost = Self::affordable_cost(&job, &result).filter(|_| Self::is_own_adapter(&job, &result));
		let Some(cost) = cost else { return Self::fail(id, job, None).map(|()| 0) };
		Self::note_provider(&provider, |provider| {
			provider.reputation.done = provider.reputation.done.saturating_add(1);
		});
		let provider_fee = Self::pay_from_escrow(&mut job, &provider, cost.provider)?;
		let (shares, contributions) = Self::contributor_shares(&job, &cost.datanets)?;

		let datanet_fees = Self::pay_contributors(&mut job, &shares)?;
		let lineage = Lineage {
			base: job.spec.base,
			job: id,
			snapshots: job.spec.snapshots.clone(),
			adapter: result.adapter,
			adapter_bytes: result.adapter_bytes,
			trace: result.trace,
			evaluation: result.evaluation,
		};
		let create = || {
			let deposit = Self::take_deposit(id, &job.builder)?;
			T::Models::create_tuned(&job.builder, job.spec.name.clone(), lineage, deposit)
		};
		let created = with_storage_layer(create);
		let refund = Self::refund(id, &mut job)?;
		let model = match created {
			Ok(model) => model,
			Err(error) => {
				log::error!(target: LOG_TARGET, "job {id}: its model cannot be registered: {error:?}");
				Self::end(id, job, JobStatus::Failed { reason: None })?;
				Self::deposit_event(Event::JobFailed { job: id, reason: None, refund });
				return Ok(contributions);
			},
		};
		Self::end(id, job, JobStatus::Finalised { provider, result, model })?;
		Self::deposit_event(Event::JobFinalised { job: id, model, provider_fee, datanet_fees, refund });
		Ok(contributions)
	}

	/// Returns what each contributor gets of the snapshots' fees, one entry an account, and over how many
	/// contributions.
	fn contributor_shares(
		job: &Job<T>,
		fees: &[Balance],
	) -> Result<(Vec<(AccountId, Balance)>, u32), DispatchError> {
		let mut shares = BTreeMap::<AccountId, Balance>::new();
		let mut contributions: u32 = 0;
		for (at, fee) in job.spec.snapshots.iter().zip(fees) {
			if *fee == 0 {
				continue;
			}
			// A snapshot is kept while a job names it. If one were missing, nobody is known whom its fee is
			// due.
			let Some(snapshot) = T::Datanets::snapshot(*at) else { continue };
			contributions = contributions.saturating_add(snapshot.entries.len() as u32);
			for (contribution, amount) in fees::by_contribution(*fee, &snapshot.entries) {
				// What was removed for cause earns its contributor nothing, nor the builder.
				let payee = T::Datanets::contributor(contribution).unwrap_or_else(T::Treasury::get);
				let sum = shares.entry(payee).or_default();
				*sum = sum.checked_add(amount).ok_or(Error::<T>::Overflow)?;
			}
		}
		Ok((shares.into_iter().collect(), contributions))
	}
}
