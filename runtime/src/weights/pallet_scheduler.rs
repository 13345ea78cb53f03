//! Measured weights of `pallet_scheduler`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_scheduler` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_scheduler::WeightInfo for WeightInfo<T> {
	// Storage: `Scheduler::IncompleteSince` (r:1 w:1)
	// Proof: `Scheduler::IncompleteSince` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn service_agendas_base() -> Weight {
		// Fastest run: 6_079 ns.
		Weight::from_parts(6_720_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// `s` from 0 to 64.
	fn service_agenda_base(s: u32, ) -> Weight {
		// Fastest run: 4_506 ns.
		Weight::from_parts(7_852_222, 16855)
			// Standard error: 1_851 ps.
			.saturating_add(Weight::from_parts(435_018, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_base() -> Weight {
		// Fastest run: 3_445 ns.
		Weight::from_parts(4_016_000, 0)
	}

	// Storage: `Preimage::PreimageFor` (r:1 w:1)
	// Proof: `Preimage::PreimageFor` (`max_values`: None, `max_size`: Some(4194344), added: 4196819, mode: `Measured`)
	// Storage: `Preimage::StatusFor` (r:1 w:0)
	// Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Preimage::RequestStatusFor` (r:1 w:1)
	// Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// `s` from 128 to 4194304.
	fn service_task_fetched(s: u32, ) -> Weight {
		// Fastest run: 19_819 ns.
		Weight::from_parts(20_530_000, 3605)
			// Standard error: 4 ps.
			.saturating_add(Weight::from_parts(1_021, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 1).saturating_mul(s.into()))
	}

	// Storage: `Scheduler::Lookup` (r:0 w:1)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn service_task_named() -> Weight {
		// Fastest run: 5_088 ns.
		Weight::from_parts(5_578_000, 0)
			.saturating_add(T::DbWeight::get().writes(1))
	}

	fn service_task_periodic() -> Weight {
		// Fastest run: 3_375 ns.
		Weight::from_parts(4_016_000, 0)
	}

	// Storage: `SafeMode::EnteredUntil` (r:1 w:0)
	// Proof: `SafeMode::EnteredUntil` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn execute_dispatch_signed() -> Weight {
		// Fastest run: 5_188 ns.
		Weight::from_parts(5_779_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1))
	}

	fn execute_dispatch_unsigned() -> Weight {
		// Fastest run: 2_724 ns.
		Weight::from_parts(3_134_000, 0)
	}

	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// `s` from 0 to 63.
	fn schedule(s: u32, ) -> Weight {
		// Fastest run: 11_677 ns.
		Weight::from_parts(15_139_198, 16855)
			// Standard error: 2_764 ps.
			.saturating_add(Weight::from_parts(491_033, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Lookup` (r:0 w:1)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// `s` from 1 to 64.
	fn cancel(s: u32, ) -> Weight {
		// Fastest run: 18_407 ns.
		Weight::from_parts(19_577_221, 16855)
			// Standard error: 4_535 ps.
			.saturating_add(Weight::from_parts(734_729, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Scheduler::Lookup` (r:1 w:1)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// `s` from 0 to 63.
	fn schedule_named(s: u32, ) -> Weight {
		// Fastest run: 15_723 ns.
		Weight::from_parts(20_924_367, 16855)
			// Standard error: 3_483 ps.
			.saturating_add(Weight::from_parts(501_392, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Scheduler::Lookup` (r:1 w:1)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	// `s` from 1 to 64.
	fn cancel_named(s: u32, ) -> Weight {
		// Fastest run: 20_650 ns.
		Weight::from_parts(21_979_155, 16855)
			// Standard error: 2_474 ps.
			.saturating_add(Weight::from_parts(751_482, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	// `s` from 1 to 64.
	fn schedule_retry(s: u32, ) -> Weight {
		// Fastest run: 10_966 ns.
		Weight::from_parts(11_889_395, 16855)
			// Standard error: 1_133 ps.
			.saturating_add(Weight::from_parts(41_166, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Scheduler::Agenda` (r:1 w:0)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn set_retry() -> Weight {
		// Fastest run: 35_062 ns.
		Weight::from_parts(39_218_000, 16855)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Scheduler::Lookup` (r:1 w:0)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:0)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn set_retry_named() -> Weight {
		// Fastest run: 39_778 ns.
		Weight::from_parts(44_827_000, 16855)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Scheduler::Agenda` (r:1 w:0)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_retry() -> Weight {
		// Fastest run: 32_468 ns.
		Weight::from_parts(35_493_000, 16855)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Scheduler::Lookup` (r:1 w:0)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:0)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel_retry_named() -> Weight {
		// Fastest run: 38_167 ns.
		Weight::from_parts(41_562_000, 16855)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
