//! Benchmarks of the calls, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use crate::{Call, Config, Contests, Models, NextModelId, Pallet};
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::RawOrigin;
use openledger_primitives::{
	Hash, Licence, ModelId, Name, OPEN,
	model::{Manifest, ModelKind, Price},
	root,
};

const PRICE: Price = Price { prompt_per_1k: OPEN, completion_per_1k: OPEN };

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

fn licence() -> Licence {
	BoundedVec::truncate_from(b"Apache-2.0".to_vec())
}

/// Returns a manifest unlike that of any model so far.
fn fresh_manifest<T: Config>() -> Manifest {
	let seed = u64::from(NextModelId::<T>::get()).saturating_add(1);
	Manifest { root: root::of(&seed.to_le_bytes()), bytes: 1, parameters: 1, context: 1 }
}

/// Registers a base model by the call alone, for other pallets' benchmarks too.
pub fn make_base<T: Config>(owner: &T::AccountId) -> ModelId {
	fund::<T>(owner);
	let manifest = fresh_manifest::<T>();
	Pallet::<T>::do_register_base(owner.clone(), long_name(), manifest, licence(), T::MaxRoyalty::get())
		.expect("the owner is funded and the manifest fresh")
}

/// Lists a model by the call alone, for other pallets' benchmarks too.
pub fn make_listed<T: Config>(model: ModelId, price: Price) {
	let owner = Models::<T>::get(model).expect("the benchmark made it").owner;
	fund::<T>(&owner);
	Pallet::<T>::do_list(owner, model, price).expect("the owner is funded");
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn register_base() {
		let owner = funded::<T>("owner");
		let (manifest, royalty) = (fresh_manifest::<T>(), T::MaxRoyalty::get());

		// The costlier way, taking a model over, needs a commitment, which is another pallet's: its weight is
		// this one's and that of `resolve_contest` together.
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), long_name(), manifest, licence(), royalty);

		assert!(Models::<T>::contains_key(0));
	}

	#[benchmark]
	fn set_card() {
		let owner = funded::<T>("owner");
		let model = make_base::<T>(&owner);
		let card = Hash::repeat_byte(7);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model, card);

		assert!(Models::<T>::get(model).is_some_and(|model| model.card == card));
	}

	#[benchmark]
	fn list() {
		let owner = funded::<T>("owner");
		let model = make_base::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model, PRICE);

		assert!(Models::<T>::get(model).is_some_and(|model| model.listing.is_some()));
	}

	#[benchmark]
	fn unlist() {
		let owner = funded::<T>("owner");
		let model = make_base::<T>(&owner);
		make_listed::<T>(model, PRICE);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model);

		assert!(Models::<T>::get(model).is_some_and(|model| model.listing.is_none()));
	}

	#[benchmark]
	fn transfer() {
		let owner = funded::<T>("owner");
		let heir = funded::<T>("heir");
		let model = make_base::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model, heir.clone());

		assert!(Models::<T>::get(model).is_some_and(|model| model.owner == heir));
	}

	#[benchmark]
	fn contest_base() {
		let (owner, rival) = (funded::<T>("owner"), funded::<T>("rival"));
		let model = make_base::<T>(&owner);

		#[extrinsic_call]
		_(RawOrigin::Signed(rival), model, Hash::zero());

		assert!(Contests::<T>::contains_key(model));
	}

	#[benchmark]
	fn resolve_contest() {
		let (owner, rival) = (funded::<T>("owner"), funded::<T>("rival"));
		fund::<T>(&T::Treasury::get());
		let model = make_base::<T>(&owner);
		make_listed::<T>(model, PRICE);
		Pallet::<T>::do_contest_base(rival.clone(), model, Hash::zero()).expect("the rival is funded");

		// The origin is the runtime's to name; what it may do costs the same for all.
		#[block]
		{
			Pallet::<T>::do_resolve_contest(model, true).expect("the contest is open");
		}

		assert!(Models::<T>::get(model).is_some_and(|model| model.owner == rival));
	}

	#[benchmark]
	fn clear_contest() {
		let (owner, rival) = (funded::<T>("owner"), funded::<T>("rival"));
		let model = make_base::<T>(&owner);
		Pallet::<T>::do_contest_base(rival, model, Hash::zero()).expect("the rival is funded");
		Contests::<T>::mutate(model, |contest| contest.as_mut().expect("it is open").until = 0);
		frame_system::Pallet::<T>::set_block_number(1u32.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model);

		assert!(!Contests::<T>::contains_key(model));
	}

	#[benchmark]
	fn correct_manifest() {
		let owner = funded::<T>("owner");
		let stated = fresh_manifest::<T>();
		let model = make_base::<T>(&owner);
		let corrected = Manifest { context: 9, ..stated };

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), model, corrected.clone());

		let kind = Models::<T>::get(model).map(|model| model.kind);
		assert!(matches!(kind, Some(ModelKind::Base { manifest, .. }) if manifest == corrected));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
