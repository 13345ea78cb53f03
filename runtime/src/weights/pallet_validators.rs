//! Measured weights of `pallet_validators`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

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
		// Fastest run: 14_000 ns.
		Weight::from_parts(15_072_000, 3618)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn pay_out() -> Weight {
		// Fastest run: 157_293 ns.
		Weight::from_parts(161_829_000, 6196)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Validators::Ledger` (r:2 w:2)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Session::NextKeys` (r:1 w:0)
	// Proof: `Session::NextKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Validators::CoolDowns` (r:1 w:1)
	// Proof: `Validators::CoolDowns` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn join() -> Weight {
		// Fastest run: 173_237 ns.
		Weight::from_parts(191_974_000, 22833)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
			// Estimated, not measured: what the account answers for, and the note of it.
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			// Estimated, not measured: the list of the account's pools.
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	// Storage: `Validators::Minimum` (r:1 w:0)
	// Proof: `Validators::Minimum` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Validators::Unbonding` (r:1 w:1)
	// Proof: `Validators::Unbonding` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `Validators::Chunks` (r:1 w:1)
	// Proof: `Validators::Chunks` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
	// Storage: `Validators::Validators` (r:1 w:0)
	// Proof: `Validators::Validators` (`max_values`: Some(1), `max_size`: Some(3202), added: 3697, mode: `MaxEncodedLen`)
	// Storage: `Session::Validators` (r:1 w:0)
	// Proof: `Session::Validators` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::AuthoredBlocks` (r:0 w:1)
	// Proof: `Validators::AuthoredBlocks` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	fn leave() -> Weight {
		// Fastest run: 161_340 ns.
		Weight::from_parts(172_366_000, 19100)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
			// Estimated, not measured: what the account answers for, and the note of it.
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			// Estimated, not measured: the list of the account's pools.
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn delegate() -> Weight {
		// Fastest run: 139_787 ns.
		Weight::from_parts(161_339_000, 15887)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
			// Estimated, not measured: what the account answers for, and the note of it.
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			// Estimated, not measured: the list of the account's pools.
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Validators::Unbonding` (r:1 w:1)
	// Proof: `Validators::Unbonding` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `Validators::Chunks` (r:1 w:1)
	// Proof: `Validators::Chunks` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn undelegate() -> Weight {
		// Fastest run: 143_893 ns.
		Weight::from_parts(157_183_000, 19052)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
			// Estimated, not measured: what the account answers for, and the note of it.
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			// Estimated, not measured: the list of the account's pools.
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::UnbondingTime` (r:1 w:0)
	// Proof: `Validators::UnbondingTime` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::Chunks` (r:1 w:1)
	// Proof: `Validators::Chunks` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
	// Storage: `Validators::Unbonding` (r:32 w:32)
	// Proof: `Validators::Unbonding` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:32 w:0)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// `n` from 1 to 32.
	fn withdraw(n: u32, ) -> Weight {
		// Fastest run: 86_027 ns.
		Weight::from_parts(78_849_692, 6196)
			// Standard error: 118_944 ps.
			.saturating_add(Weight::from_parts(10_584_106, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2628).saturating_mul(n.into()))
			// Estimated, not measured: what each chunk answers for, and slashes that wait for its validator.
			.saturating_add(Weight::from_parts(20_000_000, 2_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(5, 2).saturating_mul(n.into()))
			// Estimated, not measured: the lock of votes, which follows all of the account's stake.
			.saturating_add(T::DbWeight::get().reads_writes(168, 3))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Fastest run: 119_587 ns.
		Weight::from_parts(132_547_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
			// Estimated, not measured: what the account answers for, and the note of it.
			.saturating_add(Weight::from_parts(60_000_000, 0))
			.saturating_add(T::DbWeight::get().reads_writes(6, 4))
			// Estimated, not measured: the list of the account's pools.
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
		// Fastest run: 106_347 ns.
		Weight::from_parts(116_152_000, 21928)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Fastest run: 17_325 ns.
		Weight::from_parts(18_688_000, 3618)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Session::KeyOwner` (r:0 w:3)
	// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn purge_keys() -> Weight {
		// Fastest run: 118_967 ns.
		Weight::from_parts(126_888_000, 6416)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Validators::UnbondingTime` (r:1 w:0)
	// Proof: `Validators::UnbondingTime` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::Offences` (r:1 w:1)
	// Proof: `Validators::Offences` (`max_values`: None, `max_size`: Some(3614), added: 6089, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:100 w:100)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	// Storage: `Validators::Unbonding` (r:12800 w:12800)
	// Proof: `Validators::Unbonding` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
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
		// Fastest run: 915_236 ns.
		Weight::from_parts(918_461_000, 15887)
			// Standard error: 4_540_934 ps.
			.saturating_add(Weight::from_parts(875_587_381, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().reads(129_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(130_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 328576).saturating_mul(n.into()))
	}

	// Estimated, not measured: `set_commission` and the cool-down and case of a validator.
	fn cancel_slash() -> Weight {
		Weight::from_parts(40_000_000, 6196)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Estimated, not measured: a `claim`, a place in the list of candidates, and 32 slashes of one position.
	fn apply_slash() -> Weight {
		Weight::from_parts(200_000_000, 21928)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(10))
	}
}
