//! Measured weights of `pallet_models`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_models` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_models::WeightInfo for WeightInfo<T> {
	// Storage: `Parameters::Parameters` (r:2 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Models::BaseByRoot` (r:1 w:1)
	// Proof: `Models::BaseByRoot` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Models::NextModelId` (r:1 w:1)
	// Proof: `Models::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:0 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	fn register_base() -> Weight {
		// Fastest run: 70_034 ns.
		// Estimated, not measured: three releases, a slash and a hold, as `unlist` and `transfer` were measured.
		Weight::from_parts(360_000_000, 16_000)
			.saturating_add(T::DbWeight::get().reads(18))
			.saturating_add(T::DbWeight::get().writes(14))
	}

	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	fn set_card() -> Weight {
		// Fastest run: 15_302 ns.
		Weight::from_parts(16_985_000, 3905)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn list() -> Weight {
		// Fastest run: 68_963 ns.
		// Estimated, not measured: the claim is read and written besides.
		Weight::from_parts(80_608_000, 3905)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn unlist() -> Weight {
		// Fastest run: 58_036 ns.
		Weight::from_parts(61_591_000, 3905)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn transfer() -> Weight {
		// Fastest run: 75_842 ns.
		Weight::from_parts(78_757_000, 6650)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Estimated, not measured: a hold, and the model, the claim and the contest.
	fn contest_base() -> Weight {
		Weight::from_parts(90_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Estimated, not measured: a release and two slashes, as they were measured, and the model.
	fn resolve_contest() -> Weight {
		Weight::from_parts(260_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	// Estimated, not measured: a release and a contest.
	fn clear_contest() -> Weight {
		Weight::from_parts(70_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Estimated, not measured: a model and its claim.
	fn correct_manifest() -> Weight {
		Weight::from_parts(30_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
