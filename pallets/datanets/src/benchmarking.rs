//! Benchmarks of the calls, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use crate::{
	types::Flag, Accepted, Call, Config, Contributions, Curators, Datanets, Flags, NextDatanetId, Pallet,
	Snapshots,
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use frame_system::RawOrigin;
use openledger_primitives::{
	datanet::{Admission, ContributionStatus, ReviewDecision, SnapshotRef, Terms},
	root, ContributionId, DatanetId, Hash, Licence, Name, MAX_SNAPSHOT_CONTRIBUTIONS, OPEN,
};

fn fund<T: Config>(who: &T::AccountId) {
	Pallet::<T>::fund(who).expect("benchmarks run on a chain that can hold this");
}

fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	fund::<T>(&who);
	who
}

fn long_name() -> Name {
	BoundedVec::truncate_from(alloc::vec![b'n'; openledger_primitives::MAX_NAME as usize])
}

fn terms(fee_per_1k_tokens: u128) -> Terms {
	let licence: Licence = BoundedVec::truncate_from(b"CC-BY-4.0".to_vec());
	Terms { licence, fee_per_1k_tokens, revocable: true }
}

fn create<T: Config>(owner: &T::AccountId, admission: Admission) -> DatanetId {
	let id = NextDatanetId::<T>::get();
	Pallet::<T>::create(
		RawOrigin::Signed(owner.clone()).into(),
		long_name(),
		long_name(),
		Hash::zero(),
		terms(OPEN),
		admission,
	)
	.expect("the owner is funded");
	id
}

fn contribute<T: Config>(who: &T::AccountId, datanet: DatanetId, seed: u32) -> ContributionId {
	let blob = root::of(&seed.to_le_bytes());
	Pallet::<T>::do_contribute(who.clone(), datanet, blob, 1, 1).expect("the contributor is funded")
}

/// Appoints as many curators as there may be.
fn crowd<T: Config>(owner: &T::AccountId, datanet: DatanetId) {
	let curators: Vec<T::AccountId> =
		(0..T::MaxCurators::get()).map(|index| account("curator", index, 0)).collect();
	let curators = BoundedVec::truncate_from(curators);
	Pallet::<T>::set_curators(RawOrigin::Signed(owner.clone()).into(), datanet, curators)
		.expect("accounts differ");
}

/// Publishes a snapshot of so many contributions by calls alone, for other pallets' benchmarks.
pub fn make_snapshot<T: Config>(
	owner: &T::AccountId,
	contributor: &T::AccountId,
	contributions: u32,
) -> SnapshotRef {
	let contributions = contributions.clamp(1, MAX_SNAPSHOT_CONTRIBUTIONS);
	make_shared_snapshot::<T>(owner, &alloc::vec![contributor.clone(); contributions as usize])
}

/// Publishes a snapshot of one contribution by each of these, for other pallets' benchmarks.
pub fn make_shared_snapshot<T: Config>(owner: &T::AccountId, contributors: &[T::AccountId]) -> SnapshotRef {
	fund::<T>(owner);
	let datanet = create::<T>(owner, Admission::Open);
	for (seed, contributor) in (0..).zip(contributors) {
		fund::<T>(contributor);
		contribute::<T>(contributor, datanet, seed);
	}
	Pallet::<T>::do_publish_snapshot(owner.clone(), datanet).expect("something is accepted");
	SnapshotRef { datanet, number: 1 }
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn create() {
		let owner = funded::<T>("owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), long_name(), long_name(), Hash::zero(), terms(OPEN), Admission::Open);

		assert!(Datanets::<T>::contains_key(0));
	}

	#[benchmark]
	fn set_terms() {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Open);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, terms(1));

		assert!(Datanets::<T>::get(datanet).is_some_and(|datanet| datanet.terms == terms(1)));
	}

	#[benchmark]
	fn set_curators(n: Linear<0, { T::MaxCurators::get() }>) {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Curated);
		let curators: Vec<T::AccountId> = (0..n).map(|index| account("curator", index, 0)).collect();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, BoundedVec::truncate_from(curators));

		assert_eq!(Curators::<T>::get(datanet).len() as u32, n);
	}

	#[benchmark]
	fn contribute() {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Open);
		crowd::<T>(&owner, datanet);
		for seed in 1..MAX_SNAPSHOT_CONTRIBUTIONS {
			super::contribute::<T>(&owner, datanet, seed);
		}
		let bytes = T::MaxContributionBytes::get().min(1 << 20);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, Hash::zero(), 1, bytes);

		assert_eq!(Accepted::<T>::get(datanet).len() as u32, MAX_SNAPSHOT_CONTRIBUTIONS);
	}

	#[benchmark]
	fn review() {
		let owner = funded::<T>("owner");
		let contributor = funded::<T>("contributor");
		let datanet = super::create::<T>(&owner, Admission::Curated);
		crowd::<T>(&owner, datanet);
		let contribution = super::contribute::<T>(&contributor, datanet, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, contribution, ReviewDecision::Reject);

		let status = Contributions::<T>::get(contribution).map(|record| record.status);
		assert_eq!(status, Some(ContributionStatus::Rejected));
	}

	#[benchmark]
	fn flag() {
		let owner = funded::<T>("owner");
		let flagger = funded::<T>("flagger");
		let datanet = super::create::<T>(&owner, Admission::Open);
		let contribution = super::contribute::<T>(&owner, datanet, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(flagger.clone()), datanet, contribution, Hash::zero());

		assert!(matches!(Flags::<T>::get(contribution), Some(Flag { flagger: by, .. }) if by == flagger));
	}

	#[benchmark]
	fn resolve_flag() {
		let owner = funded::<T>("owner");
		let contributor = funded::<T>("contributor");
		let flagger = funded::<T>("flagger");
		fund::<T>(&T::Treasury::get());
		let datanet = super::create::<T>(&owner, Admission::Open);
		crowd::<T>(&owner, datanet);
		for seed in 1..MAX_SNAPSHOT_CONTRIBUTIONS {
			super::contribute::<T>(&owner, datanet, seed);
		}
		let contribution = super::contribute::<T>(&contributor, datanet, 0);
		Pallet::<T>::do_flag(flagger, datanet, contribution, Hash::zero()).expect("the flagger is funded");

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, contribution, true);

		assert!(!Flags::<T>::contains_key(contribution));
	}

	#[benchmark]
	fn revoke() {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Open);
		let contribution = super::contribute::<T>(&owner, datanet, 0);
		for seed in 1..MAX_SNAPSHOT_CONTRIBUTIONS {
			super::contribute::<T>(&owner, datanet, seed);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, contribution);

		assert_eq!(Accepted::<T>::get(datanet).len() as u32, MAX_SNAPSHOT_CONTRIBUTIONS - 1);
	}

	#[benchmark]
	fn publish_snapshot(n: Linear<1, { MAX_SNAPSHOT_CONTRIBUTIONS }>) {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Open);
		crowd::<T>(&owner, datanet);
		for seed in 0..n {
			super::contribute::<T>(&owner, datanet, seed);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet);

		assert!(Snapshots::<T>::contains_key(datanet, 1));
	}

	#[benchmark]
	fn close() {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Open);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet);

		assert!(Datanets::<T>::get(datanet).is_some_and(|datanet| datanet.closed));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
