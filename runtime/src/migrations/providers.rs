//! Providers get seats to be drawn from, and open jobs are ranked.

use super::DbWeight;
use crate::{AccountId, Balance, BlockNumber, ModelFactory, Runtime, System};
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	BoundedVec,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use openledger_primitives::JobId;

/// Gives every provider a seat and a bond that counts from now on, ranks the jobs that wait, and notes where
/// the adapters of jobs come from.
///
/// There are at most `MaxOpenJobs` jobs that wait or are claimed, `KeepFinished` that are over and a few for
/// each provider, and a provider has a bond of its own: so all of it fits a block.
pub struct ProvidersSeated<T>(PhantomData<T>);

/// A provider as version 3 of the runtime stored it.
#[derive(Encode, Decode)]
pub struct UnseatedProvider {
	/// Hot key that claims jobs and submits results.
	pub worker: AccountId,
	/// Offer to builders and users.
	pub capabilities: openledger_primitives::job::Capabilities,
	/// Planck on hold behind its word.
	pub bond: Balance,
	/// Jobs that it has claimed, or that are in a challenge window, ascending.
	pub active: BoundedVec<JobId, <Runtime as pallet_model_factory::Config>::MaxParallel>,
}

impl UncheckedOnRuntimeUpgrade for ProvidersSeated<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		let (required, now): (Balance, BlockNumber) =
			(<Runtime as pallet_model_factory::Config>::ProviderBond::get(), System::block_number());
		let mut seats: u32 = 0;
		pallet_model_factory::Providers::<Runtime>::translate::<UnseatedProvider, _>(|stash, old| {
			let seat = seats;
			pallet_model_factory::Seats::<Runtime>::insert(seat, stash);
			seats = seats.saturating_add(1);
			Some(pallet_model_factory::types::Provider {
				worker: old.worker,
				capabilities: old.capabilities,
				bond: old.bond,
				active: old.active,
				required,
				since: now,
				seat: Some(seat),
				duties: 0,
				leaving: None,
				reputation: Default::default(),
				rests_until: 0,
			})
		});
		pallet_model_factory::SeatsTaken::<Runtime>::put(seats);
		let jobs = ModelFactory::index_jobs();
		DbWeight::get().reads_writes(
			u64::from(seats).saturating_add(jobs.saturating_mul(2)),
			u64::from(seats).saturating_mul(2).saturating_add(jobs.saturating_mul(2)),
		)
	}
}
