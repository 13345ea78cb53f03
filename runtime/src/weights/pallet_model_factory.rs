//! Measured weights of `pallet_model_factory`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-24, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_model_factory` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_model_factory::WeightInfo for WeightInfo<T> {
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn register_provider(b: u32, ) -> Weight {
		// Fastest run: 71_476 ns.
		Weight::from_parts(71_783_948, 3902)
			// Standard error: 20_167 ps.
			.saturating_add(Weight::from_parts(4_434_903, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:0)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn update_provider(b: u32, ) -> Weight {
		// Fastest run: 59_268 ns.
		Weight::from_parts(58_109_046, 3902)
			// Standard error: 16_673 ps.
			.saturating_add(Weight::from_parts(4_474_635, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:0 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn leave() -> Weight {
		// Fastest run: 57_536 ns.
		// By hand until it is measured again: the read of what the provider is liable for, 5 µs and 2,531 bytes.
		Weight::from_parts(64_719_000, 6433)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Models::Models` (r:1 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:8 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::NextJob` (r:1 w:1)
	// Proof: `ModelFactory::NextJob` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:0)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::OpenJobs` (r:1 w:1)
	// Proof: `ModelFactory::OpenJobs` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:0 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// `s` from 1 to 8.
	fn submit_job(s: u32, ) -> Weight {
		// Fastest run: 134_960 ns.
		Weight::from_parts(136_877_284, 9679)
			// Standard error: 264_605 ps.
			.saturating_add(Weight::from_parts(17_224_041, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(Weight::from_parts(0, 15932).saturating_mul(s.into()))
	}

	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn cancel_job() -> Weight {
		// Fastest run: 130_073 ns.
		Weight::from_parts(133_888_000, 6196)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(10))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::OpenJobs` (r:1 w:1)
	// Proof: `ModelFactory::OpenJobs` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn claim_job() -> Weight {
		// Fastest run: 46_149 ns.
		Weight::from_parts(48_813_000, 9679)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn submit_result() -> Weight {
		// Fastest run: 31_217 ns.
		Weight::from_parts(33_329_000, 4279)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn fail_job() -> Weight {
		// Fastest run: 89_563 ns.
		Weight::from_parts(93_379_000, 4279)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(9))
	}

	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:8 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:2048 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Models::NextModelId` (r:1 w:1)
	// Proof: `Models::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	// `c` from 1 to 2048.
	fn finalise_job(c: u32, ) -> Weight {
		// Fastest run: 215_730 ns.
		Weight::from_parts(19_237_851, 10749)
			// Standard error: 81_817 ps.
			.saturating_add(Weight::from_parts(5_904_554, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(15))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(c.into()))
	}

}
