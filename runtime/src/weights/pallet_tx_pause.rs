//! Measured weights of `pallet_tx_pause`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_tx_pause` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_tx_pause::WeightInfo for WeightInfo<T> {
	// Storage: `TxPause::PausedCalls` (r:1 w:1)
	// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	fn pause() -> Weight {
		// Fastest run: 11_236 ns.
		Weight::from_parts(12_098_000, 3613)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `TxPause::PausedCalls` (r:1 w:1)
	// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(148), added: 2623, mode: `MaxEncodedLen`)
	fn unpause() -> Weight {
		// Fastest run: 14_231 ns.
		Weight::from_parts(15_202_000, 3613)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
