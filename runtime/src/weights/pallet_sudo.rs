//! Measured weights of `pallet_sudo`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_sudo` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_sudo::WeightInfo for WeightInfo<T> {
	// Storage: `Sudo::Key` (r:1 w:1)
	// Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn set_key() -> Weight {
		// Fastest run: 10_035 ns.
		Weight::from_parts(11_557_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Sudo::Key` (r:1 w:0)
	// Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn sudo() -> Weight {
		// Fastest run: 11_267 ns.
		Weight::from_parts(12_348_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `Sudo::Key` (r:1 w:0)
	// Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn sudo_as() -> Weight {
		// Fastest run: 11_187 ns.
		Weight::from_parts(12_098_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `Sudo::Key` (r:1 w:1)
	// Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn remove_key() -> Weight {
		// Fastest run: 9_314 ns.
		Weight::from_parts(10_145_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Sudo::Key` (r:1 w:0)
	// Proof: `Sudo::Key` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn check_only_sudo_account() -> Weight {
		// Fastest run: 4_977 ns.
		Weight::from_parts(5_438_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1))
	}

}
