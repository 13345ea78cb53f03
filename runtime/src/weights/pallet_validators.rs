//! Measured weights of `pallet_validators`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-28, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_validators` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_validators::WeightInfo for WeightInfo<T> {
	// Storage: `Validators::Ledger` (r:1 w:0)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::AuthoredBlocks` (r:1 w:1)
	// Proof: `Validators::AuthoredBlocks` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Validators::Income` (r:0 w:1)
	// Proof: `Validators::Income` (`max_values`: Some(1), `max_size`: Some(64), added: 559, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Fastest run: 13_991 ns.
		Weight::from_parts(15_043_000, 3618)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Validators::Income` (r:1 w:1)
	// Proof: `Validators::Income` (`max_values`: Some(1), `max_size`: Some(64), added: 559, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::BlockReward` (r:1 w:0)
	// Proof: `Validators::BlockReward` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn pay_out() -> Weight {
		// Fastest run: 159_386 ns.
		Weight::from_parts(163_463_000, 6196)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// A bound by hand: what the account answers for, and the note of it. Besides the list of the account's
	// pools. Its benchmark measures 211 µs, 12 reads and 9 writes.
	fn join() -> Weight {
		Weight::from_parts(191_974_000, 22833)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: what the account answers for, and the note of it. Besides the list of the account's
	// pools. Its benchmark measures 193 µs, 13 reads and 10 writes.
	fn leave() -> Weight {
		Weight::from_parts(172_366_000, 19100)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: what the account answers for, and the note of it. Besides the list of the account's
	// pools. Its benchmark measures 198 µs, 10 reads and 8 writes.
	fn delegate() -> Weight {
		Weight::from_parts(161_339_000, 15887)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: what the account answers for, and the note of it. Besides the list of the account's
	// pools. Its benchmark measures 205 µs, 11 reads and 8 writes.
	fn undelegate() -> Weight {
		Weight::from_parts(157_183_000, 19052)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: what each chunk answers for, and slashes that wait for its validator. Besides the lock
	// of votes, which follows all of the account's stake. Its benchmark measures 1,064 µs, 199 reads and 68
	// writes at the most.
	// `n` from 1 to 32.
	fn withdraw(n: u32, ) -> Weight {
		Weight::from_parts(78_849_692, 6196)
			.saturating_add(Weight::from_parts(10_584_106, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2628).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(20_000_000, 2_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(5, 2).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(168, 3))
	}

	// A bound by hand: what the account answers for, and the note of it. Besides the list of the account's
	// pools. Its benchmark measures 180 µs, 9 reads and 6 writes.
	fn claim() -> Weight {
		Weight::from_parts(132_547_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// Storage: `Validators::Ledger` (r:2 w:2)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Session::NextKeys` (r:1 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Validators::CoolDowns` (r:1 w:1)
	// Proof: `Validators::CoolDowns` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::Positions` (r:1 w:0)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn rejoin() -> Weight {
		// Fastest run: 121_831 ns.
		Weight::from_parts(130_124_000, 21961)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:0)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Validators::PendingCommissions` (r:0 w:1)
	// Proof: `Validators::PendingCommissions` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Fastest run: 26_479 ns.
		Weight::from_parts(28_532_000, 3625)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Validators::Ledger` (r:1 w:0)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Validators` (r:1 w:0)
	// Proof: `Validators::Validators` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	// Storage: `Session::Validators` (r:1 w:0)
	// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Session::NextKeys` (r:1 w:1)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Session::KeyOwner` (r:0 w:3)
	// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn purge_keys() -> Weight {
		// Fastest run: 128_421 ns.
		Weight::from_parts(139_357_000, 6449)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::UnbondingTime` (r:1 w:0)
	// Proof: `Validators::UnbondingTime` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::Offences` (r:1 w:1)
	// Proof: `Validators::Offences` (`max_values`: None, `max_size`: Some(3614), added: 6089, mode: `MaxEncodedLen`)
	// Storage: `Validators::Cases` (r:100 w:100)
	// Proof: `Validators::Cases` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Validators::PendingSlashes` (r:100 w:100)
	// Proof: `Validators::PendingSlashes` (`max_values`: None, `max_size`: Some(409), added: 2884, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:100 w:99)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	// Storage: `Validators::Minimum` (r:1 w:0)
	// Proof: `Validators::Minimum` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Session::DisabledValidators` (r:1 w:1)
	// Proof: `Session::DisabledValidators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Session::Validators` (r:1 w:0)
	// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::SittingOut` (r:1 w:1)
	// Proof: `Validators::SittingOut` (`max_values`: Some(1), `max_size`: Some(4002), added: 4497, mode: `MaxEncodedLen`)
	// Storage: `Validators::CoolDowns` (r:0 w:100)
	// Proof: `Validators::CoolDowns` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// `n` from 1 to 100.
	fn on_offence(n: u32, ) -> Weight {
		// Fastest run: 70_234 ns.
		Weight::from_parts(72_778_000, 15887)
			// Standard error: 1_654_783 ps.
			.saturating_add(Weight::from_parts(110_834_317, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2884).saturating_mul(n.into()))
	}

	// A bound by hand: `set_commission` and the cool-down and case of a validator. Its benchmark measures 21
	// µs, 2 reads and 3 writes.
	fn cancel_slash() -> Weight {
		Weight::from_parts(40_000_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// A bound by hand: a `claim`, a place in the list of candidates, and 32 slashes of one position. Its
	// benchmark measures 204 µs, 9 reads and 8 writes.
	fn apply_slash() -> Weight {
		Weight::from_parts(200_000_000, 21928)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}

}
