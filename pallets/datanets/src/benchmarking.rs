//! Benchmarks of the calls, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use crate::{
	Accepted, Appeals, Call, Commitments, Config, Contributions, CuratorStakes, Curators, Datanets, Flags,
	NextDatanetId, OfferedTo, Pallet, Snapshots, Verdicts,
	types::{Appeal, Flag, JURY_SIZE, MAX_PLACES},
};
use alloc::vec::Vec;
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::RawOrigin;
use openledger_primitives::{
	ContributionId, DatanetId, Hash, Licence, MAX_SNAPSHOT_CONTRIBUTIONS, Name, OPEN, commitment,
	datanet::{Admission, ContributionStatus, ReviewDecision, SnapshotRef, Terms},
	root,
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
	Pallet::<T>::do_contribute(who.clone(), datanet, blob(datanet, seed), 1, 1)
		.expect("the contributor is funded")
		.0
}

/// Returns a root that no other Datanet's contributions have.
fn blob(datanet: DatanetId, seed: u32) -> Hash {
	root::of(&(datanet, seed).encode())
}

fn wait<T: Config>(blocks: u32) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now + blocks.into());
}

/// Opens an appeal against an upheld flag, in a full Datanet, on a contribution that a curator accepted.
fn appeal<T: Config>(owner: &T::AccountId) -> (DatanetId, ContributionId) {
	let (contributor, flagger) = (funded::<T>("contributor"), funded::<T>("flagger"));
	fund::<T>(&T::Treasury::get());
	let datanet = create::<T>(owner, Admission::Curated);
	crowd::<T>(owner, datanet);
	for seed in 1..MAX_SNAPSHOT_CONTRIBUTIONS {
		let filler = contribute::<T>(&contributor, datanet, seed);
		Pallet::<T>::do_review(owner.clone(), datanet, filler, ReviewDecision::Accept)
			.expect("it is pending");
	}
	let curator: T::AccountId = account("curator", 0, 0);
	fund::<T>(&curator);
	let contribution = contribute::<T>(&contributor, datanet, 0);
	Pallet::<T>::do_review(curator, datanet, contribution, ReviewDecision::Accept).expect("it is pending");
	Pallet::<T>::do_flag(flagger.clone(), datanet, contribution, Hash::zero())
		.expect("the flagger is funded");
	Pallet::<T>::do_resolve_flag(owner.clone(), datanet, contribution, false).expect("the owner is no party");
	Pallet::<T>::do_appeal(flagger, datanet, contribution).expect("the flagger lost");
	wait::<T>(2);
	(datanet, contribution)
}

/// Seats a jury of accounts by hand, and returns it: providers are another pallet's.
fn seat<T: Config>(contribution: ContributionId, vote: Option<bool>) {
	let until = Pallet::<T>::now() + T::JuryPeriod::get();
	Appeals::<T>::mutate(contribution, |appeal| {
		let appeal = appeal.as_mut().expect("it is open");
		let jurors = (0..JURY_SIZE).map(|index| (account("juror", index, 0), vote)).collect();
		appeal.jury = BoundedVec::truncate_from(jurors);
		appeal.until = Some(until);
	});
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
	fn contribute(n: Linear<0, MAX_PLACES>) {
		let (owner, copier) = (funded::<T>("owner"), funded::<T>("copier"));
		fund::<T>(&T::Treasury::get());
		let datanet = super::create::<T>(&owner, Admission::Open);
		crowd::<T>(&owner, datanet);
		for seed in 1..MAX_SNAPSHOT_CONTRIBUTIONS {
			super::contribute::<T>(&owner, datanet, seed);
		}
		let bytes = T::MaxContributionBytes::get().min(1 << 20);
		let root = Hash::repeat_byte(7);
		Pallet::<T>::do_commit(owner.clone(), commitment::of(&owner, &root)).expect("the owner is funded");
		wait::<T>(1);
		for _ in 0..n {
			let other = super::create::<T>(&owner, Admission::Open);
			Pallet::<T>::do_contribute(copier.clone(), other, root, 1, 1).expect("the copier is funded");
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, root, 1, bytes);

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

		assert!(Verdicts::<T>::contains_key(contribution));
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

	#[benchmark]
	fn commit() {
		let who = funded::<T>("who");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), Hash::zero());

		assert!(Commitments::<T>::contains_key(who, Hash::zero()));
	}

	#[benchmark]
	fn withdraw_commitment() {
		let who = funded::<T>("who");
		Pallet::<T>::do_commit(who.clone(), Hash::zero()).expect("the account is funded");

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), Hash::zero());

		assert!(!Commitments::<T>::contains_key(who, Hash::zero()));
	}

	#[benchmark]
	fn appeal() {
		let (owner, flagger) = (funded::<T>("owner"), funded::<T>("flagger"));
		let contributor = funded::<T>("contributor");
		let datanet = super::create::<T>(&owner, Admission::Open);
		let contribution = super::contribute::<T>(&contributor, datanet, 0);
		Pallet::<T>::do_flag(flagger, datanet, contribution, Hash::zero()).expect("the flagger is funded");
		Pallet::<T>::do_resolve_flag(owner, datanet, contribution, true).expect("the owner is no party");

		#[extrinsic_call]
		_(RawOrigin::Signed(contributor), datanet, contribution);

		assert!(Appeals::<T>::contains_key(contribution));
	}

	#[benchmark]
	fn draw_jury() {
		let owner = funded::<T>("owner");
		let (datanet, contribution) = super::appeal::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, contribution);

		assert!(Appeals::<T>::get(contribution).is_some_and(|open| open.until.is_some()));
	}

	#[benchmark]
	fn vote_on_flag() {
		let owner = funded::<T>("owner");
		let (datanet, contribution) = super::appeal::<T>(&owner);
		seat::<T>(contribution, None);
		let juror: T::AccountId = account("juror", JURY_SIZE - 1, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(juror), datanet, contribution, true);

		let voted = |open: Appeal<T::AccountId>| open.jury.iter().any(|(_, vote)| vote.is_some());
		assert!(Appeals::<T>::get(contribution).is_some_and(voted));
	}

	#[benchmark]
	fn conclude_flag() {
		let owner = funded::<T>("owner");
		let (datanet, contribution) = super::appeal::<T>(&owner);
		seat::<T>(contribution, Some(true));
		for index in 0..JURY_SIZE {
			fund::<T>(&account("juror", index, 0));
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, contribution);

		let status = Contributions::<T>::get(contribution).map(|record| record.status);
		assert_eq!(status, Some(ContributionStatus::Removed));
	}

	#[benchmark]
	fn release_curator_bond() {
		let owner = funded::<T>("owner");
		let datanet = super::create::<T>(&owner, Admission::Curated);
		Pallet::<T>::ensure_stake(datanet, &owner).expect("the owner is funded");
		wait::<T>(T::CuratorPeriod::get() + 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), datanet);

		assert!(!CuratorStakes::<T>::contains_key(datanet, owner));
	}

	#[benchmark]
	fn transfer() {
		let (owner, heir) = (funded::<T>("owner"), funded::<T>("heir"));
		let datanet = super::create::<T>(&owner, Admission::Open);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), datanet, heir.clone());

		assert_eq!(OfferedTo::<T>::get(datanet), Some(heir));
	}

	#[benchmark]
	fn accept_transfer() {
		let (owner, heir) = (funded::<T>("owner"), funded::<T>("heir"));
		let datanet = super::create::<T>(&owner, Admission::Open);
		Pallet::<T>::do_transfer(owner, datanet, heir.clone()).expect("it is the owner's");

		#[extrinsic_call]
		_(RawOrigin::Signed(heir.clone()), datanet);

		assert!(Datanets::<T>::get(datanet).is_some_and(|datanet| datanet.owner == heir));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
