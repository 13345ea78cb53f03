//! Roots of contributions have authors.

use super::DbWeight;
use crate::Runtime;
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{traits::UncheckedOnRuntimeUpgrade, weights::Weight};

/// Notes who is the author of each root, how many contributions of each account wait in each Datanet, and
/// that owners are there.
///
/// The author is whoever contributed the root first, and nobody has committed to it before. Where others
/// contributed it to other Datanets they keep what they have, and free it when they revoke it. Each live
/// contribution has a bond of at least `ContributionBondBase` behind it, which bounds their number.
pub struct AuthorsNoted<T>(PhantomData<T>);

impl UncheckedOnRuntimeUpgrade for AuthorsNoted<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		use openledger_primitives::datanet::ContributionStatus;
		use pallet_datanets::{Contributions, LastAct, PendingOf, Roots, types::RootClaim};
		let now = frame_system::Pallet::<Runtime>::block_number();
		let datanets = pallet_datanets::Datanets::<Runtime>::iter_keys()
			.map(|id| LastAct::<Runtime>::insert(id, now))
			.count() as u64;
		let mut all: u64 = 0;
		let mut live: Vec<_> =
			Contributions::<Runtime>::iter().inspect(|_| all = all.saturating_add(1)).collect();
		live.retain(|(_, record)| record.is_live());
		live.sort_by_key(|(contribution, _)| *contribution);
		for (contribution, record) in &live {
			if record.status == ContributionStatus::Pending {
				PendingOf::<Runtime>::mutate(record.datanet, &record.contributor, |count| {
					*count = count.saturating_add(1);
				});
			}
			Roots::<Runtime>::mutate(record.root, |claim| {
				let claim = claim.get_or_insert_with(|| RootClaim {
					author: record.contributor.clone(),
					since: 0,
					first_at: 0,
					committed: false,
					places: Default::default(),
				});
				if claim.author == record.contributor {
					// More than fit stay where they are, and count against nobody.
					let _full = claim.places.try_push(*contribution);
				}
			});
		}
		let live = live.len() as u64;
		DbWeight::get().reads_writes(
			datanets.saturating_add(all).saturating_add(live.saturating_mul(2)),
			datanets.saturating_add(live.saturating_mul(2)),
		)
	}
}
