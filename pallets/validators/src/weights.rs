//! Weights of the handlers: estimates; replaced by the benchmark command's output.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each handler costs.
pub trait WeightInfo {
	/// Counting a block's author.
	fn note_author() -> Weight;
	/// Recording `n` offenders of one offence.
	fn on_offence(n: u32) -> Weight;
}

/// Estimates on the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Reads: ledger, count. Writes: count.
	fn note_author() -> Weight {
		Weight::from_parts(8_000_000, 3_600).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}

	/// Reads: session index, offences, active set, disabled. Writes: offences, disabled.
	fn on_offence(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 12_000)
			.saturating_add(Weight::from_parts(9_000_000, 0).saturating_mul(u64::from(n)))
			.saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
}

impl WeightInfo for () {
	fn note_author() -> Weight {
		Weight::from_parts(8_000_000, 3_600).saturating_add(RocksDbWeight::get().reads_writes(2, 1))
	}

	fn on_offence(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 12_000)
			.saturating_add(Weight::from_parts(9_000_000, 0).saturating_mul(u64::from(n)))
			.saturating_add(RocksDbWeight::get().reads_writes(4, 2))
	}
}
