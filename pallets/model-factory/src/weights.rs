//! Weights of the calls. These are estimates; replaced by the benchmark command's output.
//!
//! Reads and writes are counted from the code, computation is rounded up from similar pallets.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `b` is the number of base models named.
	fn register_provider(b: u32) -> Weight;
	/// `b` is the number of base models named.
	fn update_provider(b: u32) -> Weight;
	/// One provider, its worker key and its hold.
	fn leave() -> Weight;
	/// `s` is the number of snapshots named; each may list 256 entries.
	fn submit_job(s: u32) -> Weight;
	/// The worst case is a claimed job: provider, compensation, refund, an old record dropped.
	fn cancel_job() -> Weight;
	/// One job, one provider, the index of open jobs.
	fn claim_job() -> Weight;
	/// One job and its provider's key.
	fn submit_result() -> Weight;
	/// The worst case ends the job: refund, an old record dropped.
	fn fail_job() -> Weight;
	/// `c` is the number of contributions paid for, in at most eight snapshots.
	fn finalise_job(c: u32) -> Weight;
}

/// Weights by the runtime's own database costs.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_provider(b: u32) -> Weight {
		Weight::from_parts(45_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads_writes(5, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 0).saturating_mul(b.into()))
	}

	fn update_provider(b: u32) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
			.saturating_add(T::DbWeight::get().reads_writes(1, 0).saturating_mul(b.into()))
	}

	fn leave() -> Weight {
		Weight::from_parts(40_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}

	fn submit_job(s: u32) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(40_000_000, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads_writes(6, 5))
			.saturating_add(T::DbWeight::get().reads_writes(1, 0).saturating_mul(s.into()))
	}

	fn cancel_job() -> Weight {
		Weight::from_parts(80_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(9, 10))
	}

	fn claim_job() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}

	fn submit_result() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	fn fail_job() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(8, 8))
	}

	fn finalise_job(c: u32) -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads_writes(26, 18))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1).saturating_mul(c.into()))
	}
}

impl WeightInfo for () {
	fn register_provider(b: u32) -> Weight {
		Weight::from_parts(45_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(5, 4))
			.saturating_add(RocksDbWeight::get().reads_writes(1, 0).saturating_mul(b.into()))
	}

	fn update_provider(b: u32) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(3, 2))
			.saturating_add(RocksDbWeight::get().reads_writes(1, 0).saturating_mul(b.into()))
	}

	fn leave() -> Weight {
		Weight::from_parts(40_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(4, 4))
	}

	fn submit_job(s: u32) -> Weight {
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(40_000_000, 0).saturating_mul(s.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(6, 5))
			.saturating_add(RocksDbWeight::get().reads_writes(1, 0).saturating_mul(s.into()))
	}

	fn cancel_job() -> Weight {
		Weight::from_parts(80_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(9, 10))
	}

	fn claim_job() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(5, 4))
	}

	fn submit_result() -> Weight {
		Weight::from_parts(45_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(3, 2))
	}

	fn fail_job() -> Weight {
		Weight::from_parts(70_000_000, 0).saturating_add(RocksDbWeight::get().reads_writes(8, 8))
	}

	fn finalise_job(c: u32) -> Weight {
		Weight::from_parts(150_000_000, 0)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(26, 18))
			.saturating_add(RocksDbWeight::get().reads_writes(2, 1).saturating_mul(c.into()))
	}
}
