//! Measured weights of `pallet_safe_mode`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_safe_mode` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_safe_mode::WeightInfo for WeightInfo<T> {
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_initialize_noop() -> Weight {
		// Fastest run: 2_163 ns.
		Weight::from_parts(2_514_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_initialize_exit() -> Weight {
		// Fastest run: 6_970 ns.
		Weight::from_parts(7_521_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn enter() -> Weight {
		// Fastest run: 0 ns.
		Weight::from_parts(0, 0)
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_enter() -> Weight {
		// Fastest run: 11_998 ns.
		Weight::from_parts(13_119_000, 1489)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn extend() -> Weight {
		// Fastest run: 0 ns.
		Weight::from_parts(0, 0)
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_extend() -> Weight {
		// Fastest run: 13_049 ns.
		Weight::from_parts(14_211_000, 1489)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:1)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn force_exit() -> Weight {
		// Fastest run: 8_873 ns.
		Weight::from_parts(9_664_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn release_deposit() -> Weight {
		// Fastest run: 0 ns.
		Weight::from_parts(0, 0)
	}

	// Storage: `SafeMode::Deposits` (r:1 w:1)
	// Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn force_release_deposit() -> Weight {
		// Fastest run: 51_627 ns.
		Weight::from_parts(53_860_000, 3820)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `SafeMode::Deposits` (r:1 w:1)
	// Proof: `SafeMode::Deposits` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn force_slash_deposit() -> Weight {
		// Fastest run: 39_138 ns.
		Weight::from_parts(41_832_000, 3820)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
