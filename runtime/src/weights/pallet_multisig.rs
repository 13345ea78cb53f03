//! Measured weights of `pallet_multisig`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_multisig` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_multisig::WeightInfo for WeightInfo<T> {
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `z` from 0 to 10000.
	fn as_multi_threshold_1(z: u32, ) -> Weight {
		// Fastest run: 43_174 ns.
		Weight::from_parts(45_814_587, 1489)
			// Standard error: 30 ps.
			.saturating_add(Weight::from_parts(6_836, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	// `z` from 0 to 10000.
	fn as_multi_create(s: u32, z: u32, ) -> Weight {
		// Fastest run: 66_128 ns.
		Weight::from_parts(41_245_518, 6811)
			// Standard error: 2_814 ps.
			.saturating_add(Weight::from_parts(271_596, 0).saturating_mul(s.into()))
			// Standard error: 27 ps.
			.saturating_add(Weight::from_parts(6_857, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 3 to 100.
	// `z` from 0 to 10000.
	fn as_multi_approve(s: u32, z: u32, ) -> Weight {
		// Fastest run: 47_240 ns.
		Weight::from_parts(24_764_055, 6811)
			// Standard error: 6_957 ps.
			.saturating_add(Weight::from_parts(248_723, 0).saturating_mul(s.into()))
			// Standard error: 67 ps.
			.saturating_add(Weight::from_parts(7_012, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	// `z` from 0 to 10000.
	fn as_multi_complete(s: u32, z: u32, ) -> Weight {
		// Fastest run: 82_482 ns.
		Weight::from_parts(22_301_847, 6811)
			// Standard error: 14_577 ps.
			.saturating_add(Weight::from_parts(603_716, 0).saturating_mul(s.into()))
			// Standard error: 143 ps.
			.saturating_add(Weight::from_parts(9_401, 0).saturating_mul(z.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	fn approve_as_multi_create(s: u32, ) -> Weight {
		// Fastest run: 32_968 ns.
		Weight::from_parts(35_617_176, 6811)
			// Standard error: 4_122 ps.
			.saturating_add(Weight::from_parts(313_905, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	fn approve_as_multi_approve(s: u32, ) -> Weight {
		// Fastest run: 18_748 ns.
		Weight::from_parts(20_743_546, 6811)
			// Standard error: 3_083 ps.
			.saturating_add(Weight::from_parts(283_711, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	fn cancel_as_multi(s: u32, ) -> Weight {
		// Fastest run: 33_279 ns.
		Weight::from_parts(35_028_261, 6811)
			// Standard error: 2_513 ps.
			.saturating_add(Weight::from_parts(279_919, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Multisig::Multisigs` (r:1 w:1)
	// Proof: `Multisig::Multisigs` (`max_values`: None, `max_size`: Some(3346), added: 5821, mode: `MaxEncodedLen`)
	// `s` from 2 to 100.
	fn poke_deposit(s: u32, ) -> Weight {
		// Fastest run: 30_895 ns.
		Weight::from_parts(32_504_860, 6811)
			// Standard error: 2_130 ps.
			.saturating_add(Weight::from_parts(281_318, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
