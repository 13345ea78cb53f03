//! Measured weights of `pallet_proxy`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_proxy` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_proxy::WeightInfo for WeightInfo<T> {
	// Storage: `Proxy::Proxies` (r:1 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `p` from 1 to 31.
	fn proxy(p: u32, ) -> Weight {
		// Fastest run: 17_896 ns.
		Weight::from_parts(19_292_034, 4706)
			// Standard error: 5_791 ps.
			.saturating_add(Weight::from_parts(98_610, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
	}

	// Storage: `Proxy::Proxies` (r:1 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Announcements` (r:1 w:1)
	// Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `a` from 0 to 31.
	// `p` from 1 to 31.
	fn proxy_announced(a: u32, p: u32, ) -> Weight {
		// Fastest run: 46_860 ns.
		Weight::from_parts(48_699_871, 5698)
			// Standard error: 8_980 ps.
			.saturating_add(Weight::from_parts(258_617, 0).saturating_mul(a.into()))
			// Standard error: 9_285 ps.
			.saturating_add(Weight::from_parts(42_046, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Proxy::Announcements` (r:1 w:1)
	// Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// `a` from 0 to 31.
	// `p` from 1 to 31.
	fn remove_announcement(a: u32, _p: u32, ) -> Weight {
		// Fastest run: 29_244 ns.
		Weight::from_parts(33_880_917, 5698)
			// Standard error: 10_681 ps.
			.saturating_add(Weight::from_parts(258_634, 0).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Proxy::Announcements` (r:1 w:1)
	// Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// `a` from 0 to 31.
	// `p` from 1 to 31.
	fn reject_announcement(a: u32, p: u32, ) -> Weight {
		// Fastest run: 29_413 ns.
		Weight::from_parts(30_151_435, 5698)
			// Standard error: 4_002 ps.
			.saturating_add(Weight::from_parts(245_514, 0).saturating_mul(a.into()))
			// Standard error: 4_138 ps.
			.saturating_add(Weight::from_parts(17_704, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Proxy::Proxies` (r:1 w:0)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Announcements` (r:1 w:1)
	// Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// `a` from 0 to 31.
	// `p` from 1 to 31.
	fn announce(a: u32, p: u32, ) -> Weight {
		// Fastest run: 38_577 ns.
		Weight::from_parts(40_182_921, 5698)
			// Standard error: 5_659 ps.
			.saturating_add(Weight::from_parts(245_846, 0).saturating_mul(a.into()))
			// Standard error: 5_851 ps.
			.saturating_add(Weight::from_parts(47_211, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// `p` from 1 to 31.
	fn add_proxy(p: u32, ) -> Weight {
		// Fastest run: 27_010 ns.
		Weight::from_parts(28_177_500, 4706)
			// Standard error: 2_054 ps.
			.saturating_add(Weight::from_parts(80_046, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// `p` from 1 to 31.
	fn remove_proxy(p: u32, ) -> Weight {
		// Fastest run: 27_080 ns.
		Weight::from_parts(28_043_884, 4706)
			// Standard error: 1_724 ps.
			.saturating_add(Weight::from_parts(81_409, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// `p` from 1 to 31.
	fn remove_proxies(p: u32, ) -> Weight {
		// Fastest run: 27_040 ns.
		Weight::from_parts(26_504_440, 4706)
			// Standard error: 3_087 ps.
			.saturating_add(Weight::from_parts(2_013_025, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// `p` from 1 to 31.
	fn create_pure(p: u32, ) -> Weight {
		// Fastest run: 31_437 ns.
		Weight::from_parts(32_724_621, 4706)
			// Standard error: 2_066 ps.
			.saturating_add(Weight::from_parts(42_746, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// `p` from 0 to 30.
	fn kill_pure(p: u32, ) -> Weight {
		// Fastest run: 28_702 ns.
		Weight::from_parts(29_858_308, 4706)
			// Standard error: 1_808 ps.
			.saturating_add(Weight::from_parts(61_458, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Proxy::Proxies` (r:1 w:1)
	// Proof: `Proxy::Proxies` (`max_values`: None, `max_size`: Some(1241), added: 3716, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Proxy::Announcements` (r:1 w:1)
	// Proof: `Proxy::Announcements` (`max_values`: None, `max_size`: Some(2233), added: 4708, mode: `MaxEncodedLen`)
	fn poke_deposit() -> Weight {
		// Fastest run: 49_263 ns.
		Weight::from_parts(51_196_000, 5698)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
