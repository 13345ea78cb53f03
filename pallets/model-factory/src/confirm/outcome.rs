//! What a confirmation comes to, and who pays for it.

use crate::{
	Asked, Config, Confirmations, Error, Event, HoldReason, Jobs, Pallet, Providers,
	types::{Confirmation, Job},
};
use alloc::vec::Vec;
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Balance, JobId,
	job::{ConfirmationCause, ConfirmationStage, JobStatus, Statement},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Ends the time of a verifier that said nothing, at the cost of [`Config::SilencePenalty`], and has
	/// another one drawn.
	pub(crate) fn pass_over_silent(id: JobId, job: Job<T>, mut confirmation: Confirmation) -> DispatchResult {
		let until = match confirmation.stage {
			ConfirmationStage::Repeating { until } | ConfirmationStage::Revealing { until } => until,
			_ => return Err(Error::<T>::NothingToFinalise.into()),
		};
		ensure!(Self::now() > until, Error::<T>::NothingToFinalise);
		let silent = confirmation.verifier.clone();
		Self::release_verifier(id, &mut confirmation);
		if let Some(verifier) = silent {
			Self::penalise_verifier(id, &verifier)?;
		}
		Self::go_on(id, job, confirmation)
	}

	/// Has another verifier drawn, or, when there were as many as there may be, ends a confirmation as what
	/// is known says.
	///
	/// A result that at least as many verifiers found as another one is paid. Otherwise one that somebody
	/// contradicts is not: one word against another convicts nobody, and pays nobody. Nor is one that two or
	/// more could not repeat: data that nobody can fetch is not paid for. If nobody said anything, it is paid
	/// as if it had not been asked about, doubted or not: else whoever can keep verifiers away would have its
	/// jobs done for nothing.
	pub(super) fn go_on(id: JobId, job: Job<T>, mut confirmation: Confirmation) -> DispatchResult {
		if Self::has_rounds_left(&confirmation) {
			Self::await_verifier(id, &mut confirmation);
			Confirmations::<T>::insert(id, confirmation);
			return Ok(());
		}
		let (same, differing) = (confirmation.same(), confirmation.differing());
		let paid = match (same, differing) {
			(0, 0) => confirmation.unrepeatable() < 2,
			(same, differing) => same >= differing,
		};
		Self::deposit_event(Event::ConfirmationUndecided { job: id, paid });
		if paid {
			let found = finders(&confirmation, |found| found == Statement::Same);
			return Self::settle(id, job, confirmation, found);
		}
		let provider = job.provider().cloned().ok_or(Error::<T>::Inconsistent)?;
		Self::release_slot(&provider, id)?;
		Self::close_confirmation(id)?;
		let reason = confirmation.statements.iter().find_map(|(_, found)| match found {
			Statement::Unrepeatable { reason } if differing == 0 => Some(*reason),
			_ => None,
		});
		Self::fail(id, job, reason)
	}

	/// Ends a confirmation in which enough verifiers found the same result. Whoever stated another one, and
	/// whoever could not repeat the job, is penalised.
	pub(super) fn confirm(id: JobId, mut job: Job<T>, mut confirmation: Confirmation) -> DispatchResult {
		let found = finders(&confirmation, |found| found == Statement::Same);
		let (_, result, _) = Self::waiting_result(&job)?;
		let fee = Self::repetition_fee(&job, &result);
		let mut dues: Vec<_> = found.iter().map(|who| (who.clone(), fee)).collect();
		for (who, statement) in confirmation.unanswered() {
			match statement {
				Statement::Same => (),
				Statement::Differs { .. } => Self::take_bond(id, who, &mut dues)?,
				Statement::Unrepeatable { .. } => Self::penalise_verifier(id, who)?,
			}
		}
		Self::deposit_event(Event::ResultConfirmed { job: id });
		let lost = confirmation.doubt.clone();
		let unpaid: Vec<_> = dues.into_iter().filter(|(_, due)| *due > 0).collect();
		let spent = Self::pay_verifiers(id, &mut job, &unpaid, lost)?;
		confirmation.spent = confirmation.spent.saturating_add(spent);
		Self::keep_settled(id, job, confirmation)
	}

	/// Ends a confirmation that decided nothing: whoever doubts has its bond back, and who found the same
	/// result is paid for it.
	fn settle(
		id: JobId,
		mut job: Job<T>,
		mut confirmation: Confirmation,
		found: Vec<AccountId>,
	) -> DispatchResult {
		let (_, result, _) = Self::waiting_result(&job)?;
		let fee = Self::repetition_fee(&job, &result);
		let dues: Vec<_> = found.into_iter().map(|who| (who, fee)).collect();
		let spent = Self::pay_verifiers(id, &mut job, &dues, None)?;
		confirmation.spent = confirmation.spent.saturating_add(spent);
		if let Some((doubter, bond)) = &confirmation.doubt {
			Self::return_to(HoldReason::Confirmation, doubter, *bond)?;
		}
		Self::keep_settled(id, job, confirmation)
	}

	/// Keeps a confirmation that is over until its job is paid. Its doubt is paid off.
	fn keep_settled(id: JobId, job: Job<T>, mut confirmation: Confirmation) -> DispatchResult {
		confirmation.stage = ConfirmationStage::Settled;
		confirmation.answered = confirmation.statements.len() as u32;
		if let Some((_, bond)) = &mut confirmation.doubt {
			*bond = 0;
		}
		Confirmations::<T>::insert(id, confirmation);
		Self::return_asked(id, &job.builder)?;
		Jobs::<T>::insert(id, job);
		Ok(())
	}

	/// Ends a confirmation in which two verifiers found the same other result: the provider loses its bond,
	/// and so does every verifier that agreed with it. The job waits for another provider, or is refunded.
	pub(super) fn convict(
		id: JobId,
		mut job: Job<T>,
		confirmation: Confirmation,
		found: [AccountId; 2],
	) -> DispatchResult {
		let (provider, result, _) = Self::waiting_result(&job)?;
		let fee = Self::repetition_fee(&job, &result);
		let mut dues: Vec<_> = found.into_iter().map(|who| (who, fee)).collect();
		if let Some((doubter, _)) = &confirmation.doubt {
			// It has trained as well, and put up a bond.
			dues.push((doubter.clone(), fee.saturating_add(T::DoubtBond::get())));
		}
		// It paid a verifier that agreed with the provider before anybody doubted that.
		dues.push((job.builder.clone(), confirmation.spent));
		Self::deposit_event(Event::ResultRefuted { job: id, provider: provider.clone() });
		Self::take_bond(id, &provider, &mut dues)?;
		for (who, statement) in &confirmation.statements {
			match statement {
				Statement::Same => Self::take_bond(id, who, &mut dues)?,
				Statement::Differs { .. } | Statement::Unrepeatable { .. } => (),
			}
		}
		for (who, statement) in confirmation.unanswered() {
			if let Statement::Unrepeatable { .. } = statement {
				Self::penalise_verifier(id, who)?;
			}
		}
		Self::release_slot(&provider, id)?;
		Self::note_provider(&provider, |record| {
			record.reputation.failed = record.reputation.failed.saturating_add(1);
		});
		Self::repeat_others(&provider)?;
		Self::close_confirmation(id)?;
		job.failed.try_push(provider).map_err(|_| Error::<T>::Inconsistent)?;
		Self::reopen_or_fail(id, job, None)
	}

	/// Has every result of a convicted provider repeated that is not paid yet.
	fn repeat_others(provider: &AccountId) -> DispatchResult {
		let active = Providers::<T>::get(provider).map(|provider| provider.active).unwrap_or_default();
		for id in active {
			let Some(job) = Jobs::<T>::get(id) else { continue };
			let waits = matches!(job.status, JobStatus::Submitted { .. });
			if waits && !Confirmations::<T>::contains_key(id) {
				Self::call_confirmation(id, &job, ConfirmationCause::Conviction)?;
			}
		}
		Ok(())
	}

	/// Takes what is left of the bond of an account that stood alone. It pays what others are due for finding
	/// that out, and the rest is the treasury's.
	fn take_bond(id: JobId, stash: &AccountId, dues: &mut [(AccountId, Balance)]) -> DispatchResult {
		let amount = Self::reduce_bond(stash, Balance::MAX).unwrap_or(0);
		let mut left = amount;
		for (who, due) in dues.iter_mut().filter(|(who, _)| who != stash) {
			let paid = left.min(*due);
			Self::give(HoldReason::ProviderBond, stash, who, paid)?;
			*due = due.saturating_sub(paid);
			left = left.saturating_sub(paid);
		}
		Self::give(HoldReason::ProviderBond, stash, &T::Treasury::get(), left)?;
		Self::deposit_event(Event::BondLost { stash: stash.clone(), job: id, amount });
		Ok(())
	}

	/// Takes [`Config::SilencePenalty`], or what is left, off a verifier's bond for the treasury.
	fn penalise_verifier(id: JobId, verifier: &AccountId) -> DispatchResult {
		let amount = Self::reduce_bond(verifier, T::SilencePenalty::get()).unwrap_or(0);
		Self::give(HoldReason::ProviderBond, verifier, &T::Treasury::get(), amount)?;
		Self::deposit_event(Event::VerifierPenalised { job: id, verifier: verifier.clone(), amount });
		Ok(())
	}

	/// Pays verifiers: out of the bond of who doubted wrongly, then what the builder paid for a confirmation,
	/// then, for one of them, what the job's escrow holds beyond its cost. What is left of a lost bond is the
	/// treasury's. Returns how much was the builder's.
	fn pay_verifiers(
		id: JobId,
		job: &mut Job<T>,
		dues: &[(AccountId, Balance)],
		lost: Option<(AccountId, Balance)>,
	) -> Result<Balance, DispatchError> {
		let mut spent: Balance = 0;
		let (doubter, mut bond) = lost.unwrap_or((job.builder.clone(), 0));
		let mut asked = Asked::<T>::get(id).unwrap_or(0);
		let mut spare = Self::audit_share(job);
		for (who, due) in dues {
			let from_bond = bond.min(*due);
			Self::give(HoldReason::Confirmation, &doubter, who, from_bond)?;
			bond = bond.saturating_sub(from_bond);
			let due = due.saturating_sub(from_bond);
			let from_asked = asked.min(due);
			Self::give(HoldReason::Confirmation, &job.builder, who, from_asked)?;
			asked = asked.saturating_sub(from_asked);
			let from_escrow = spare.min(due.saturating_sub(from_asked));
			Self::pay_from_escrow(job, who, from_escrow)?;
			spare = spare.saturating_sub(from_escrow);
			spent = spent.saturating_add(from_asked).saturating_add(from_escrow);
		}
		Self::give(HoldReason::Confirmation, &doubter, &T::Treasury::get(), bond)?;
		Asked::<T>::mutate_extant(id, |left| *left = asked);
		Ok(spent)
	}

	/// Returns what a job's escrow can pay for one repetition: what it holds beyond the job's cost, up to
	/// what the provider is paid.
	fn audit_share(job: &Job<T>) -> Balance {
		let JobStatus::Submitted { result, .. } = &job.status else { return 0 };
		let Some(cost) = Self::affordable_cost(job, result) else { return 0 };
		let beyond = job.escrow.saturating_sub(cost.total().unwrap_or(job.escrow));
		beyond.min(cost.provider)
	}
}

/// Returns the verifiers that made a statement and were not paid for it yet.
fn finders(confirmation: &Confirmation, is: impl Fn(Statement) -> bool) -> Vec<AccountId> {
	confirmation.unanswered().filter(|(_, found)| is(*found)).map(|(who, _)| who.clone()).collect()
}
