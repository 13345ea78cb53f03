//! Measured weights of `frame_system`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `frame_system` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> frame_system::WeightInfo for WeightInfo<T> {
	// `b` from 0 to 3932160.
	fn remark(b: u32, ) -> Weight {
		// Fastest run: 2_764 ns.
		Weight::from_parts(17_505_032, 0)
			// Standard error: 3 ps.
			.saturating_add(Weight::from_parts(325, 0).saturating_mul(b.into()))
	}

	// `b` from 0 to 3932160.
	fn remark_with_event(b: u32, ) -> Weight {
		// Fastest run: 6_369 ns.
		Weight::from_parts(6_410_000, 0)
			// Standard error: 2 ps.
			.saturating_add(Weight::from_parts(1_251, 0).saturating_mul(b.into()))
	}

	// Storage: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a686561707061676573` (r:0 w:1)
	fn set_heap_pages() -> Weight {
		// Fastest run: 4_847 ns.
		Weight::from_parts(5_509_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	fn set_code() -> Weight {
		// Fastest run: 116_472_616 ns.
		Weight::from_parts(117_386_680_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// `i` from 0 to 1000.
	fn set_storage(i: u32, ) -> Weight {
		// Fastest run: 2_864 ns.
		Weight::from_parts(2_924_000, 0)
			// Standard error: 1_669 ps.
			.saturating_add(Weight::from_parts(912_979, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(i.into())))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// `i` from 0 to 1000.
	fn kill_storage(i: u32, ) -> Weight {
		// Fastest run: 2_694 ns.
		Weight::from_parts(2_874_000, 0)
			// Standard error: 5_012 ps.
			.saturating_add(Weight::from_parts(710_817, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(i.into())))
	}

	// Storage: `Skipped::Metadata` (r:0 w:0)
	// Proof: `Skipped::Metadata` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// `p` from 0 to 1000.
	fn kill_prefix(p: u32, ) -> Weight {
		// Fastest run: 5_198 ns.
		Weight::from_parts(5_338_000, 58)
			// Standard error: 13_803 ps.
			.saturating_add(Weight::from_parts(1_441_963, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 70).saturating_mul(p.into()))
	}

	// Storage: `System::AuthorizedUpgrade` (r:0 w:1)
	// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	fn authorize_upgrade() -> Weight {
		// Fastest run: 14_202 ns.
		Weight::from_parts(26_158_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `System::AuthorizedUpgrade` (r:1 w:1)
	// Proof: `System::AuthorizedUpgrade` (`max_values`: Some(1), `max_size`: Some(33), added: 528, mode: `MaxEncodedLen`)
	// Storage: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	// Proof: UNKNOWN KEY `0x3a636f6465` (r:0 w:1)
	fn apply_authorized_upgrade() -> Weight {
		// Fastest run: 121_517_240 ns.
		Weight::from_parts(122_429_873_000, 1518)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

}
