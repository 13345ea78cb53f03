//! A claim comes to nothing: the provider gives the job back, or lets its deadline pass.
//!
//! A reason that would hold for every provider ends the job only when another provider gives it too: one that
//! was drawn from those that were bonded before the job was submitted. One word costs its author a rest.

use crate::{
	Config, Error, Event, Jobs, Notes, Pallet,
	types::{Job, MAX_RESERVED, Note, after},
};
use frame_support::traits::Get;
use openledger_primitives::{
	AccountId, BlockNumber, JobId,
	job::{FailReason, JobStatus},
	traits::Candidates,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Gives a claimed job back before its deadline.
	pub(crate) fn do_fail_job(worker: AccountId, id: JobId, reason: FailReason) -> DispatchResult {
		let (stash, mut job) = Self::live_claim(&worker, id)?;
		Self::release_slot(&stash, id)?;
		job.failed.try_push(stash.clone()).map_err(|_| Error::<T>::Inconsistent)?;
		let rests_until = after(Self::now(), T::FailRest::get());
		Self::note_provider(&stash, |provider| {
			provider.reputation.failed = provider.reputation.failed.saturating_add(1);
			provider.rests_until = rests_until;
		});
		if !reason.is_final() {
			return Self::retry_or_fail(id, job, Some(reason));
		}
		let note = Notes::<T>::get(id);
		match Self::is_confirmed(id, &note, &job, &stash, reason) {
			true => Self::end_by_verdict(id, job, note, stash, reason),
			false => {
				Self::doubt_verdict(id, &job, note, stash, reason);
				Self::retry_or_fail(id, job, Some(reason))
			},
		}
	}

	/// Returns the providers that could still do a job, whenever they came.
	fn who_may_try(job: &Job<T>) -> Candidates<'_, AccountId> {
		Candidates { before: BlockNumber::MAX, base: Some(job.spec.base), without: &job.failed }
	}

	/// Returns whether a provider's reason ends the job: another one gave it before, and this one was drawn;
	/// or nobody is left to ask.
	fn is_confirmed(id: JobId, note: &Note, job: &Job<T>, stash: &AccountId, reason: FailReason) -> bool {
		let repeats = note.verdict.as_ref().is_some_and(|(given, _)| *given == reason);
		let was_drawn = note.reserved.is_empty() || note.reserved.contains(stash);
		(repeats && was_drawn)
			|| Self::do_draw(Self::seed(id, b"anyone"), 1, Self::who_may_try(job)).is_empty()
	}

	/// Ends a job for a reason that lies in its specification. Who found it out is paid a little for it, and
	/// keeps its good name.
	fn end_by_verdict(
		id: JobId,
		mut job: Job<T>,
		note: Note,
		stash: AccountId,
		reason: FailReason,
	) -> DispatchResult {
		Self::uncount_claim()?;
		let first = note.verdict.filter(|(given, who)| *given == reason && *who != stash).map(|(_, who)| who);
		let floor = T::MinJobPayment::get().min(job.escrow) / 2;
		for who in [Some(stash), first].into_iter().flatten() {
			Self::pay_from_escrow(&mut job, &who, floor)?;
			Self::note_provider(&who, |provider| {
				provider.reputation.failed = provider.reputation.failed.saturating_sub(1);
				provider.rests_until = 0;
			});
		}
		Self::fail(id, job, Some(reason))
	}

	/// Notes a reason, and draws who is to confirm it.
	fn doubt_verdict(id: JobId, job: &Job<T>, mut note: Note, stash: AccountId, reason: FailReason) {
		let candidates = Candidates { before: note.submitted, ..Self::who_may_try(job) };
		let drawn = Self::do_draw(Self::seed(id, b"confirm"), MAX_RESERVED, candidates);
		note.verdict = Some((reason, stash));
		note.reserved_until = after(Self::now(), T::OpenPeriod::get() / 4);
		note.reserved = drawn.try_into().unwrap_or_default();
		Notes::<T>::insert(id, note);
	}

	/// Ends a claim whose deadline has passed: the provider is slashed, and the job waits again or is given
	/// up.
	pub(crate) fn expire_claim(id: JobId, job: Job<T>, provider: AccountId) -> DispatchResult {
		Self::release_slot(&provider, id)?;
		Self::slash_for_expiry(&provider, id)?;
		Self::note_provider(&provider, |provider| {
			provider.reputation.expired = provider.reputation.expired.saturating_add(1);
		});
		Self::retry_or_fail(id, job, None)
	}

	/// Reopens a job whose claim came to nothing, or gives it up when no other attempt is left. The claim's
	/// slot must be free already.
	fn retry_or_fail(id: JobId, job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
		Self::uncount_claim()?;
		Self::reopen_or_fail(id, job, reason)
	}

	/// Reopens a job, or gives it up when no other attempt is left, or no place in the queue. Its slot must
	/// be free already, and it must not count as claimed.
	pub(crate) fn reopen_or_fail(id: JobId, mut job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
		if u32::from(job.attempts) >= T::MaxAttempts::get() || !Self::has_room() {
			return Self::fail(id, job, reason);
		}
		let until = Self::open(id, &mut job)?;
		Jobs::<T>::insert(id, job);
		Self::deposit_event(Event::JobReopened { job: id, reason, until });
		Ok(())
	}

	/// Gives a job up and returns the whole escrow and the deposit. It must be off every index.
	pub(crate) fn fail(id: JobId, mut job: Job<T>, reason: Option<FailReason>) -> DispatchResult {
		let refund = Self::refund(id, &mut job)?;
		Self::end(id, job, JobStatus::Failed { reason })?;
		Self::deposit_event(Event::JobFailed { job: id, reason, refund });
		Ok(())
	}
}
