//! Measured weights of `frame_system_extensions`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system_extensions` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Fastest run: 2_043 ns.
		Weight::from_parts(2_313_000, 0)
	}

	fn check_mortality_mortal_transaction() -> Weight {
		// Fastest run: 4_166 ns.
		Weight::from_parts(4_717_000, 0)
	}

	fn check_mortality_immortal_transaction() -> Weight {
		// Fastest run: 4_277 ns.
		Weight::from_parts(4_907_000, 0)
	}

	fn check_non_zero_sender() -> Weight {
		// Fastest run: 621 ns.
		Weight::from_parts(711_000, 0)
	}

	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Fastest run: 8_883 ns.
		Weight::from_parts(9_595_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn check_spec_version() -> Weight {
		// Fastest run: 470 ns.
		Weight::from_parts(551_000, 0)
	}

	fn check_tx_version() -> Weight {
		// Fastest run: 470 ns.
		Weight::from_parts(551_000, 0)
	}

	fn check_weight() -> Weight {
		// Fastest run: 4_516 ns.
		Weight::from_parts(5_428_000, 0)
	}

	fn weight_reclaim() -> Weight {
		// Fastest run: 2_594 ns.
		Weight::from_parts(3_385_000, 0)
	}

}
