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
	/// Creating a Datanet.
	fn create() -> Weight;
	/// Changing terms.
	fn set_terms() -> Weight;
	/// Replacing the curators by `n` others.
	fn set_curators(n: u32) -> Weight;
	/// Contributing to the admission and list that cost most.
	fn contribute() -> Weight;
	/// Reviewing with the verdict that costs more.
	fn review() -> Weight;
	/// Flagging a contribution.
	fn flag() -> Weight;
	/// Resolving a flag with the outcome that costs most.
	fn resolve_flag() -> Weight;
	/// Revoking an accepted contribution.
	fn revoke() -> Weight;
	/// Freezing `n` contributions.
	fn publish_snapshot(n: u32) -> Weight;
	/// Closing a Datanet.
	fn close() -> Weight;
}

/// Weights with the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn create() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}

	fn set_terms() -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn set_curators(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(Weight::from_parts(150_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn contribute() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 8))
	}

	fn review() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 7))
	}

	fn flag() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}

	fn resolve_flag() -> Weight {
		Weight::from_parts(150_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(11, 10))
	}

	fn revoke() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(6, 6))
	}

	fn publish_snapshot(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(4, 2))
			.saturating_add(T::DbWeight::get().reads(1).saturating_mul(n.into()))
	}

	fn close() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
}

/// For tests.
impl WeightInfo for () {
	fn create() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(3, 4))
	}

	fn set_terms() -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn set_curators(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 0)
			.saturating_add(Weight::from_parts(150_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn contribute() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(8, 8))
	}

	fn review() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(8, 7))
	}

	fn flag() -> Weight {
		Weight::from_parts(50_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(4, 3))
	}

	fn resolve_flag() -> Weight {
		Weight::from_parts(150_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(11, 10))
	}

	fn revoke() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(6, 6))
	}

	fn publish_snapshot(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(4, 2))
			.saturating_add(RocksDbWeight::get().reads(1).saturating_mul(n.into()))
	}

	fn close() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(3, 3))
	}
}
