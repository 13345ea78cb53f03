//! Invariants that hold after every block. Anyone may have a node check them through `IntegrityApi`.

use crate::{
	Asked, ClaimedJobs, Config, Confirmations, DrawPositions, DrawQueue, Finished, FinishedPositions,
	FormerWorkers, HoldReason, Jobs, ModelDeposits, NextJob, Notes, Offers, OpenJobs, OpenOf, Pallet,
	Providers, Repetitions, Seats, SeatsTaken, Workers,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Balance, JobId,
	job::{ConfirmationStage, JobStatus},
};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks every invariant. The error names the first one broken.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_escrow()?;
		Self::check_confirmations()?;
		Self::check_repetitions()?;
		Self::check_bonds()?;
		Self::check_seats()?;
		Self::check_active()?;
		Self::check_open()?;
		Self::check_finished()
	}

	/// A builder's hold for escrow is the sum of its jobs' escrow and deposits, and a job that is over has
	/// neither.
	fn check_escrow() -> Result<(), TryRuntimeError> {
		let mut escrow = BTreeMap::<AccountId, Balance>::new();
		for (id, job) in Jobs::<T>::iter() {
			let deposit = ModelDeposits::<T>::get(id);
			let amount = job.escrow.checked_add(deposit).ok_or("escrow overflows")?;
			ensure!(!Self::is_over(&job.status) || amount == 0, "a job that is over has escrow");
			let sum = escrow.entry(job.builder).or_default();
			*sum = sum.checked_add(amount).ok_or("escrow overflows")?;
		}
		ensure!(ModelDeposits::<T>::iter_keys().all(Jobs::<T>::contains_key), "a deposit is for no job");
		let exact = escrow.iter().all(|(who, sum)| Self::held(HoldReason::JobEscrow, who) == *sum);
		ensure!(exact, "a builder's hold differs from the escrow of its jobs");
		Ok(())
	}

	/// Results alone are confirmed, for the claim that made them, and what builders and those who doubt have
	/// on hold for that is what the confirmations say.
	fn check_confirmations() -> Result<(), TryRuntimeError> {
		let mut held = BTreeMap::<AccountId, Balance>::new();
		let mut add = |who: AccountId, amount: Balance| -> Result<(), TryRuntimeError> {
			let sum = held.entry(who).or_default();
			*sum = sum.checked_add(amount).ok_or("holds for confirmations overflow")?;
			Ok(())
		};
		for (id, confirmation) in Confirmations::<T>::iter() {
			let job = Jobs::<T>::get(id).ok_or("a confirmation without a job")?;
			ensure!(matches!(job.status, JobStatus::Submitted { .. }), "a confirmation without a result");
			ensure!(job.attempts == confirmation.attempt, "a confirmation of another claim");
			let waits = matches!(confirmation.stage, ConfirmationStage::Drawing { .. });
			let queued = || DrawQueue::<T>::iter_values().any(|awaited| awaited.job == id);
			ensure!(!waits || queued(), "a confirmation waits for no draw");
			if let Some((doubter, bond)) = confirmation.doubt {
				add(doubter, bond)?;
			}
		}
		for (id, price) in Asked::<T>::iter() {
			let job = Jobs::<T>::get(id).ok_or("a price was paid for no job")?;
			ensure!(!Self::is_over(&job.status), "a job that is over holds the price of a confirmation");
			add(job.builder, price)?;
		}
		for who in Providers::<T>::iter_keys().chain(Jobs::<T>::iter_values().map(|job| job.builder)) {
			let expected = held.get(&who).copied().unwrap_or(0);
			ensure!(
				Self::held(HoldReason::Confirmation, &who) == expected,
				"a hold for confirmations differs"
			);
		}
		let exact = held.iter().all(|(who, sum)| Self::held(HoldReason::Confirmation, who) == *sum);
		ensure!(exact, "a hold differs from what confirmations say");
		let range = DrawPositions::<T>::get();
		let inside = DrawQueue::<T>::iter_keys().all(|at| (range.first..range.next).contains(&at));
		ensure!(inside, "a draw is outside the queue");
		Ok(())
	}

	/// A verifier at work is bound to its job, and nobody else is.
	fn check_repetitions() -> Result<(), TryRuntimeError> {
		let mut bound: BTreeSet<_> = Repetitions::<T>::iter().map(|(stash, id, ())| (stash, id)).collect();
		let mut duties = BTreeMap::<AccountId, u32>::new();
		for (stash, _) in &bound {
			let count = duties.entry(stash.clone()).or_default();
			*count = count.saturating_add(1);
		}
		let counted = |(stash, count): (&AccountId, &u32)| {
			Providers::<T>::get(stash).is_some_and(|provider| provider.duties >= *count)
		};
		ensure!(duties.iter().all(counted), "a verifier is not on duty");
		for (id, confirmation) in Confirmations::<T>::iter() {
			let is_drawn = matches!(
				confirmation.stage,
				ConfirmationStage::Repeating { .. } | ConfirmationStage::Revealing { .. }
			);
			ensure!(
				confirmation.verifier.is_some() == is_drawn,
				"a verifier without a stage, or none in one"
			);
			if let Some(verifier) = confirmation.verifier {
				ensure!(bound.remove(&(verifier, id)), "a verifier is not bound to its job");
			}
		}
		ensure!(bound.is_empty(), "a provider is bound to a job that it is not drawn for");
		Ok(())
	}

	/// A provider's hold is the bond in its record, and a worker key leads to a provider that names it.
	fn check_bonds() -> Result<(), TryRuntimeError> {
		let mut providers: u64 = 0;
		for (stash, provider) in Providers::<T>::iter() {
			let held = Self::held(HoldReason::ProviderBond, &stash);
			ensure!(held == provider.bond, "a provider's hold differs from its bond");
			// A key that refused its provider leads nowhere, or to a provider that named it later.
			let works = Workers::<T>::get(&provider.worker).as_ref() == Some(&stash);
			providers = providers.saturating_add(works.into());
		}
		ensure!(Workers::<T>::iter().count() as u64 == providers, "a worker key has no provider");
		let former = FormerWorkers::<T>::iter().all(|(stash, former)| {
			Providers::<T>::contains_key(&stash) && former.is_sorted_by_key(|former| former.until)
		});
		ensure!(former, "former workers have no provider, or are out of order");
		Ok(())
	}

	/// Providers that are not leaving sit on the seats from 0, one each.
	fn check_seats() -> Result<(), TryRuntimeError> {
		let mut seated: u32 = 0;
		for (stash, provider) in Providers::<T>::iter() {
			ensure!(provider.seat.is_some() != provider.leaving.is_some(), "a seat and a notice at once");
			let Some(seat) = provider.seat else { continue };
			ensure!(Seats::<T>::get(seat) == Some(stash), "a seat does not lead back to its provider");
			ensure!(seat < SeatsTaken::<T>::get(), "a seat is beyond the last one");
			seated = seated.saturating_add(1);
		}
		let exact =
			SeatsTaken::<T>::get() == seated && Seats::<T>::iter().count() as u64 == u64::from(seated);
		ensure!(exact, "a seat has no provider");
		Ok(())
	}

	/// A provider's active jobs are exactly those claimed or submitted by it, ascending, and `ClaimedJobs`
	/// counts the claimed ones.
	fn check_active() -> Result<(), TryRuntimeError> {
		let mut expected = BTreeMap::<AccountId, Vec<JobId>>::new();
		let mut claimed: u32 = 0;
		for (id, job) in Jobs::<T>::iter() {
			if let Some(provider) = job.provider() {
				expected.entry(provider.clone()).or_default().push(id);
			}
			claimed = claimed.saturating_add(matches!(job.status, JobStatus::Claimed { .. }) as u32);
			ensure!(u32::from(job.attempts) <= T::MaxAttempts::get(), "a job was claimed too often");
			ensure!(job.failed.len() <= usize::from(job.attempts), "more failures than claims");
		}
		for (stash, provider) in Providers::<T>::iter() {
			let mut jobs = expected.remove(&stash).unwrap_or_default();
			jobs.sort_unstable();
			ensure!(
				provider.active.as_slice() == jobs.as_slice(),
				"a provider's active jobs differ from its claims"
			);
		}
		ensure!(expected.is_empty(), "a job is claimed by no provider");
		ensure!(ClaimedJobs::<T>::get() == claimed, "the number of claimed jobs is wrong");
		Ok(())
	}

	/// `OpenJobs` lists exactly the open jobs, ascending, and open and claimed jobs are at most
	/// `MaxOpenJobs`.
	fn check_open() -> Result<(), TryRuntimeError> {
		let mut open: Vec<JobId> = Jobs::<T>::iter()
			.filter(|(_, job)| matches!(job.status, JobStatus::Open { .. }))
			.map(|(id, _)| id)
			.collect();
		open.sort_unstable();
		ensure!(OpenJobs::<T>::get().as_slice() == open.as_slice(), "the index of open jobs is wrong");
		let mut offers: Vec<_> = Offers::<T>::get().iter().map(|offer| offer.id).collect();
		let ranked: Vec<_> = Offers::<T>::get().iter().map(|offer| offer.price_per_1k_tokens).collect();
		ensure!(ranked.is_sorted_by(|a, b| a >= b), "offers are not ranked by price");
		offers.sort_unstable();
		ensure!(offers == open, "the ranking of open jobs is wrong");
		let mut of = BTreeMap::<AccountId, u32>::new();
		for job in open.iter().filter_map(Jobs::<T>::get) {
			let count = of.entry(job.builder).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(OpenOf::<T>::iter().collect::<BTreeMap<_, _>>() == of, "builders' open jobs are miscounted");
		let waiting = (open.len() as u64).saturating_add(u64::from(ClaimedJobs::<T>::get()));
		ensure!(waiting <= u64::from(T::MaxOpenJobs::get()), "too many jobs are open or claimed");
		Ok(())
	}

	/// Every id is below `NextJob`, and the queue of finished jobs lists exactly the jobs that are over, each
	/// once.
	fn check_finished() -> Result<(), TryRuntimeError> {
		let next = NextJob::<T>::get();
		let mut over = BTreeSet::new();
		for (id, job) in Jobs::<T>::iter() {
			ensure!(id < next, "a job has an id not given out yet");
			if Self::is_over(&job.status) {
				over.insert(id);
			}
		}
		ensure!(!Notes::<T>::iter_keys().any(|id| over.contains(&id) || id >= next), "a note without a job");
		let range = FinishedPositions::<T>::get();
		let listed: Vec<_> = Finished::<T>::iter().collect();
		ensure!(
			listed.iter().all(|(at, _)| (range.first..range.next).contains(at)),
			"a finished job is outside the queue"
		);
		ensure!(
			listed.len() as u64 == range.next.saturating_sub(range.first),
			"the queue of finished jobs has a gap"
		);
		let ids: BTreeSet<_> = listed.iter().map(|(_, id)| *id).collect();
		ensure!(ids.len() == listed.len() && ids == over, "the queue of finished jobs is wrong");
		Ok(())
	}

	/// Returns whether a job is over.
	fn is_over(status: &JobStatus<AccountId>) -> bool {
		matches!(status, JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. })
	}
}
