//! Weights of the calls.
//!
//! These are estimates: database accesses as counted by reading the code, and a generous time for the rest. They
//! are replaced by the benchmark command's output.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// How heavy each call is.
pub trait WeightInfo {
	/// Registering a base model.
	fn register_base() -> Weight;
	/// Naming a model card.
	fn set_card() -> Weight;
	/// Listing a model that was not listed.
	fn list() -> Weight;
	/// Withdrawing a model from sale.
	fn unlist() -> Weight;
	/// Handing over a model with its deposit.
	fn transfer() -> Weight;
}

/// Weights with the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_base() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 5))
	}

	fn set_card() -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn list() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}

	fn unlist() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}

	fn transfer() -> Weight {
		Weight::from_parts(60_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 5))
	}
}

/// For tests.
impl WeightInfo for () {
	fn register_base() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(4, 5))
	}

	fn set_card() -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn list() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
	}

	fn unlist() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
	}

	fn transfer() -> Weight {
		Weight::from_parts(60_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 5))
	}
}
