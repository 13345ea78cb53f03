//! Measured weights of `pallet_utility`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_utility` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `c` from 0 to 1000.
	fn batch(c: u32, ) -> Weight {
		// Fastest run: 5_508 ns.
		Weight::from_parts(5_878_000, 1489)
			// Standard error: 16_107 ps.
			.saturating_add(Weight::from_parts(4_135_768, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn as_derivative() -> Weight {
		// Fastest run: 8_062 ns.
		Weight::from_parts(8_773_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `c` from 0 to 1000.
	fn batch_all(c: u32, ) -> Weight {
		// Fastest run: 5_899 ns.
		Weight::from_parts(10_374_095, 1489)
			// Standard error: 3_869 ps.
			.saturating_add(Weight::from_parts(4_371_492, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	fn dispatch_as() -> Weight {
		// Fastest run: 7_711 ns.
		Weight::from_parts(8_673_000, 0)
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `c` from 0 to 1000.
	fn force_batch(c: u32, ) -> Weight {
		// Fastest run: 5_949 ns.
		Weight::from_parts(10_087_954, 1489)
			// Standard error: 37_361 ps.
			.saturating_add(Weight::from_parts(4_143_470, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	fn dispatch_as_fallible() -> Weight {
		// Fastest run: 8_012 ns.
		Weight::from_parts(8_843_000, 0)
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn if_else() -> Weight {
		// Fastest run: 12_689 ns.
		Weight::from_parts(13_911_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
