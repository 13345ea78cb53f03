//! Jobs that wait for a provider: by age, by price, and by builder.
//!
//! [`OpenJobs`], [`Offers`] and [`OpenOf`] are written in this file and nowhere else.

use crate::{
	Adapters, ClaimedJobs, Config, Error, Jobs, Notes, Offers, OpenJobs, OpenOf, Pallet, WeightInfo, fees,
	types::{Job, Offer, Origin, after},
};
use alloc::vec::Vec;
use core::cmp::Reverse;
use frame_support::{BoundedVec, ensure, traits::Get, weights::Weight};
use openledger_primitives::{AccountId, Balance, BlockNumber, JobId, job::JobStatus, shares};
use sp_runtime::{DispatchError, DispatchResult, Permill};

/// Largest number of jobs that are given up in one block because nobody took them.
pub const MAX_LAPSED: usize = 4;

/// Share of the payment that the last free place in the queue costs.
const DEAREST_PLACE: Permill = Permill::from_percent(10);

impl<T: Config> Pallet<T> {
	/// Lets a job wait for a provider from now on. There must be room: claimed jobs count too, so that each
	/// finds room to come back. Returns the last block in which it waits.
	pub(super) fn open(id: JobId, job: &mut Job<T>) -> Result<BlockNumber, DispatchError> {
		let until = after(Self::now(), T::OpenPeriod::get());
		job.status = JobStatus::Open { until };
		let claimed = ClaimedJobs::<T>::get();
		OpenJobs::<T>::try_mutate(|open| -> DispatchResult {
			let waiting = (open.len() as u32).saturating_add(claimed);
			ensure!(waiting < T::MaxOpenJobs::get(), Error::<T>::TooManyJobs);
			let at = match open.binary_search(&id) {
				Ok(_) => return Err(Error::<T>::Inconsistent.into()),
				Err(at) => at,
			};
			open.try_insert(at, id).map_err(|_| Error::<T>::TooManyJobs.into())
		})?;
		let offer = Self::offer(id, job, until);
		Offers::<T>::try_mutate(|offers| {
			let price = offer.price_per_1k_tokens;
			let at = offers.partition_point(|other| other.price_per_1k_tokens >= price);
			offers.try_insert(at, offer).map_err(|_| Error::<T>::TooManyJobs)
		})?;
		OpenOf::<T>::mutate(&job.builder, |open| *open = open.saturating_add(1));
		Ok(until)
	}

	/// Returns whether one job more can wait or be claimed.
	pub(super) fn has_room() -> bool {
		let open = OpenJobs::<T>::decode_len().unwrap_or(0) as u32;
		open.saturating_add(ClaimedJobs::<T>::get()) < T::MaxOpenJobs::get()
	}

	/// Takes a job off the indexes of those that wait.
	pub(super) fn unindex_open(id: JobId, builder: &AccountId) -> DispatchResult {
		OpenJobs::<T>::try_mutate(|open| -> DispatchResult {
			let at = open.binary_search(&id).map_err(|_| Error::<T>::Inconsistent)?;
			open.remove(at);
			Ok(())
		})?;
		Offers::<T>::try_mutate(|offers| -> DispatchResult {
			let at = offers.iter().position(|offer| offer.id == id).ok_or(Error::<T>::Inconsistent)?;
			offers.remove(at);
			Ok(())
		})?;
		OpenOf::<T>::mutate_exists(builder, |open| {
			*open = open.unwrap_or(0).checked_sub(1).filter(|open| *open > 0);
		});
		Ok(())
	}

	/// Returns what ranks a job: the price is what its escrow pays at most for each 1,000 of as many tokens
	/// as it can have.
	pub fn offer(id: JobId, job: &Job<T>, until: BlockNumber) -> Offer {
		let tokens = fees::token_limit(&job.charges, job.spec.hyper.epochs).max(1);
		let note = Notes::<T>::get(id);
		Offer {
			price_per_1k_tokens: job.escrow.saturating_mul(1_000).checked_div(tokens.into()).unwrap_or(0),
			escrow: job.escrow,
			id,
			base: job.spec.base,
			until,
			is_restricted: !note.wishes.is_empty() || !note.reserved.is_empty(),
		}
	}

	/// Makes room for a job that offers `payment`, if need be: the job that offers least, and less than it,
	/// is given up and refunded.
	pub(super) fn make_room(builder: &AccountId, payment: Balance) -> DispatchResult {
		ensure!(OpenOf::<T>::get(builder) < T::MaxOpenOf::get(), Error::<T>::TooManyOwnJobs);
		let offers = Offers::<T>::get();
		let waiting = (offers.len() as u32).saturating_add(ClaimedJobs::<T>::get());
		if waiting < T::MaxOpenJobs::get() {
			return Ok(());
		}
		let least = offers.iter().min_by_key(|offer| (offer.escrow, Reverse(offer.id)));
		let least = least.filter(|offer| offer.escrow < payment).ok_or(Error::<T>::TooManyJobs)?;
		Self::give_up(least.id)
	}

	/// Ranks all open jobs and notes the origins of all adapters, for a migration from when neither was done.
	/// Returns how many jobs it looked at.
	pub fn index_jobs() -> u64 {
		let mut offers = Vec::new();
		let mut looked: u64 = 0;
		for (id, job) in Jobs::<T>::iter() {
			looked = looked.saturating_add(1);
			match &job.status {
				JobStatus::Open { until } => {
					offers.push(Self::offer(id, &job, *until));
					OpenOf::<T>::mutate(&job.builder, |open| *open = open.saturating_add(1));
				},
				JobStatus::Submitted { result, .. } | JobStatus::Finalised { result, .. } => {
					let origin = Origin { lineage: Self::lineage_hash(&job), at: 0 };
					Adapters::<T>::insert(result.adapter, origin);
				},
				_ => (),
			}
		}
		offers.sort_by_key(|offer| (Reverse(offer.price_per_1k_tokens), offer.id));
		Offers::<T>::put(BoundedVec::truncate_from(offers));
		looked
	}

	/// Returns the price of a place in the queue. Half of the places cost nothing; each of the others costs a
	/// larger share of the payment, so that filling the queue has a price that is not returned.
	pub(super) fn listing_fee(payment: Balance) -> Balance {
		let (taken, most) = (OpenJobs::<T>::decode_len().unwrap_or(0) as u32, T::MaxOpenJobs::get());
		let free = most / 2;
		let dear = taken.saturating_sub(free);
		shares::ratio(DEAREST_PLACE.mul_floor(payment), dear.into(), most.saturating_sub(free).into())
	}

	/// Gives up a job that waits, and refunds it. No reason: nobody said why they left it.
	pub(super) fn give_up(id: JobId) -> DispatchResult {
		let job = Self::known_job(id)?;
		Self::unindex_open(id, &job.builder)?;
		Self::fail(id, job, None)
	}

	/// Gives up jobs that nobody took in time, as far as the block has room.
	pub(crate) fn drop_lapsed(room: Weight) -> Weight {
		let reads = T::DbWeight::get().reads(1);
		if room.any_lt(reads) {
			return Weight::zero();
		}
		let now = Self::now();
		let lapsed = Offers::<T>::get().into_iter().filter(|offer| now > offer.until);
		let step = T::WeightInfo::lapse();
		let mut used = reads;
		for offer in lapsed.take(MAX_LAPSED) {
			if room.any_lt(used.saturating_add(step)) {
				break;
			}
			used.saturating_accrue(step);
			let done = frame_support::storage::with_storage_layer(|| Self::give_up(offer.id));
			if let Err(error) = done {
				log::error!(target: crate::LOG_TARGET, "job {} cannot be given up: {error:?}", offer.id);
			}
		}
		used
	}
}
