//! Measured weights of `pallet_referenda`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_referenda` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_referenda::WeightInfo for WeightInfo<T> {
	// Storage: `Referenda::ReferendumCount` (r:1 w:1)
	// Proof: `Referenda::ReferendumCount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:0 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	fn submit() -> Weight {
		// Fastest run: 40_200 ns.
		Weight::from_parts(42_563_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn place_decision_deposit_preparing() -> Weight {
		// Fastest run: 59_719 ns.
		Weight::from_parts(65_988_000, 32720)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:0)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn place_decision_deposit_queued() -> Weight {
		// Fastest run: 79_427 ns.
		Weight::from_parts(89_863_000, 16855)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:0)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn place_decision_deposit_not_queued() -> Weight {
		// Fastest run: 76_353 ns.
		Weight::from_parts(82_181_000, 16855)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:1)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn place_decision_deposit_passing() -> Weight {
		// Fastest run: 69_563 ns.
		Weight::from_parts(72_567_000, 32720)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:1)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn place_decision_deposit_failing() -> Weight {
		// Fastest run: 67_851 ns.
		Weight::from_parts(71_035_000, 32720)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	fn refund_decision_deposit() -> Weight {
		// Fastest run: 28_502 ns.
		Weight::from_parts(30_024_000, 3831)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	fn refund_submission_deposit() -> Weight {
		// Fastest run: 28_251 ns.
		Weight::from_parts(29_644_000, 3831)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Fastest run: 29_754 ns.
		Weight::from_parts(31_367_000, 16855)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Referenda::MetadataOf` (r:1 w:0)
	// Proof: `Referenda::MetadataOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn kill() -> Weight {
		// Fastest run: 91_205 ns.
		Weight::from_parts(93_779_000, 16855)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:0)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:1)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	fn one_fewer_deciding_queue_empty() -> Weight {
		// Fastest run: 19_739 ns.
		Weight::from_parts(21_161_000, 5477)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn one_fewer_deciding_failing() -> Weight {
		// Fastest run: 55_422 ns.
		Weight::from_parts(59_599_000, 16855)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn one_fewer_deciding_passing() -> Weight {
		// Fastest run: 56_994 ns.
		Weight::from_parts(60_280_000, 16855)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	fn nudge_referendum_requeued_insertion() -> Weight {
		// Fastest run: 33_840 ns.
		Weight::from_parts(36_434_000, 5477)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	fn nudge_referendum_requeued_slide() -> Weight {
		// Fastest run: 33_340 ns.
		Weight::from_parts(36_374_000, 5477)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:0)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	fn nudge_referendum_queued() -> Weight {
		// Fastest run: 39_138 ns.
		Weight::from_parts(42_172_000, 5477)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:0)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Referenda::TrackQueue` (r:1 w:1)
	// Proof: `Referenda::TrackQueue` (`max_values`: None, `max_size`: Some(2012), added: 4487, mode: `MaxEncodedLen`)
	fn nudge_referendum_not_queued() -> Weight {
		// Fastest run: 38_237 ns.
		Weight::from_parts(41_111_000, 5477)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_no_deposit() -> Weight {
		// Fastest run: 30_976 ns.
		Weight::from_parts(32_748_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_preparing() -> Weight {
		// Fastest run: 31_416 ns.
		Weight::from_parts(33_249_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn nudge_referendum_timed_out() -> Weight {
		// Fastest run: 21_031 ns.
		Weight::from_parts(22_334_000, 3831)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:1)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_begin_deciding_failing() -> Weight {
		// Fastest run: 39_138 ns.
		Weight::from_parts(41_612_000, 16855)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Referenda::DecidingCount` (r:1 w:1)
	// Proof: `Referenda::DecidingCount` (`max_values`: None, `max_size`: Some(14), added: 2489, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_begin_deciding_passing() -> Weight {
		// Fastest run: 40_730 ns.
		Weight::from_parts(43_094_000, 16855)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_begin_confirming() -> Weight {
		// Fastest run: 35_493 ns.
		Weight::from_parts(37_656_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_end_confirming() -> Weight {
		// Fastest run: 35_343 ns.
		Weight::from_parts(38_017_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_continue_not_confirming() -> Weight {
		// Fastest run: 34_651 ns.
		Weight::from_parts(36_685_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_continue_confirming() -> Weight {
		// Fastest run: 33_880 ns.
		Weight::from_parts(35_632_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Lookup` (r:1 w:1)
	// Proof: `Scheduler::Lookup` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn nudge_referendum_approved() -> Weight {
		// Fastest run: 47_330 ns.
		Weight::from_parts(49_724_000, 32720)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn nudge_referendum_rejected() -> Weight {
		// Fastest run: 35_522 ns.
		Weight::from_parts(37_365_000, 16855)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Preimage::StatusFor` (r:1 w:0)
	// Proof: `Preimage::StatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Preimage::RequestStatusFor` (r:1 w:0)
	// Proof: `Preimage::RequestStatusFor` (`max_values`: None, `max_size`: Some(91), added: 2566, mode: `MaxEncodedLen`)
	// Storage: `Referenda::MetadataOf` (r:0 w:1)
	// Proof: `Referenda::MetadataOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn set_some_metadata() -> Weight {
		// Fastest run: 21_232 ns.
		Weight::from_parts(22_503_000, 3831)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Referenda::MetadataOf` (r:1 w:1)
	// Proof: `Referenda::MetadataOf` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn clear_metadata() -> Weight {
		// Fastest run: 16_935 ns.
		Weight::from_parts(18_367_000, 3831)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

}
