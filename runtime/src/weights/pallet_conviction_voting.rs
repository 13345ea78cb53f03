//! Measured weights of `pallet_conviction_voting`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_conviction_voting` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_conviction_voting::WeightInfo for WeightInfo<T> {
	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
	// Proof: `ConvictionVoting::ClassLocksFor` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Balances::Locks` (r:1 w:1)
	// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	// Storage: `Balances::Freezes` (r:1 w:0)
	// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:1 w:1)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	fn vote_new() -> Weight {
		// Fastest run: 187_668 ns.
		Weight::from_parts(190_853_000, 30706)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
	// Proof: `ConvictionVoting::ClassLocksFor` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Balances::Locks` (r:1 w:1)
	// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	// Storage: `Balances::Freezes` (r:1 w:0)
	// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn vote_existing() -> Weight {
		// Fastest run: 233_586 ns.
		Weight::from_parts(237_873_000, 32720)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:1)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:1)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	fn remove_vote() -> Weight {
		// Fastest run: 170_152 ns.
		Weight::from_parts(190_983_000, 32720)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:1 w:0)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	fn remove_other_vote() -> Weight {
		// Fastest run: 91_576 ns.
		Weight::from_parts(95_000_000, 30706)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:20 w:20)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
	// Proof: `ConvictionVoting::ClassLocksFor` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	// Storage: `Balances::Locks` (r:1 w:1)
	// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	// Storage: `Balances::Freezes` (r:1 w:0)
	// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:20)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	// `r` from 0 to 20.
	fn delegate(r: u32, ) -> Weight {
		// Fastest run: 116_533 ns.
		Weight::from_parts(137_854_283, 60422)
			// Standard error: 330_707 ps.
			.saturating_add(Weight::from_parts(35_119_174, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 2841).saturating_mul(r.into()))
	}

	// Storage: `ConvictionVoting::VotingFor` (r:2 w:2)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `Referenda::ReferendumInfoFor` (r:20 w:20)
	// Proof: `Referenda::ReferendumInfoFor` (`max_values`: None, `max_size`: Some(366), added: 2841, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Agenda` (r:2 w:2)
	// Proof: `Scheduler::Agenda` (`max_values`: None, `max_size`: Some(13390), added: 15865, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Scheduler::Retries` (r:0 w:20)
	// Proof: `Scheduler::Retries` (`max_values`: None, `max_size`: Some(30), added: 2505, mode: `MaxEncodedLen`)
	// `r` from 0 to 20.
	fn undelegate(r: u32, ) -> Weight {
		// Fastest run: 63_023 ns.
		Weight::from_parts(64_558_649, 60422)
			// Standard error: 546_398 ps.
			.saturating_add(Weight::from_parts(36_676_042, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(2_u64.saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 2841).saturating_mul(r.into()))
	}

	// Storage: `ConvictionVoting::VotingFor` (r:1 w:1)
	// Proof: `ConvictionVoting::VotingFor` (`max_values`: None, `max_size`: Some(27241), added: 29716, mode: `MaxEncodedLen`)
	// Storage: `ConvictionVoting::ClassLocksFor` (r:1 w:1)
	// Proof: `ConvictionVoting::ClassLocksFor` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Balances::Locks` (r:1 w:1)
	// Proof: `Balances::Locks` (`max_values`: None, `max_size`: Some(1299), added: 3774, mode: `MaxEncodedLen`)
	// Storage: `Balances::Freezes` (r:1 w:0)
	// Proof: `Balances::Freezes` (`max_values`: None, `max_size`: Some(49), added: 2524, mode: `MaxEncodedLen`)
	fn unlock() -> Weight {
		// Fastest run: 145_656 ns.
		Weight::from_parts(152_607_000, 30706)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(3))
	}

}
