//! Measured weights of `pallet_validators`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-24, AMD EPYC, 20 steps of 10 repeats each.

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
	// Proof: `Validators::Income` (`max_values`: Some(1), `max_size`: Some(48), added: 543, mode: `MaxEncodedLen`)
	fn note_author() -> Weight {
		// Fastest run: 13_140 ns.
		Weight::from_parts(14_181_000, 3618)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Validators::Income` (r:1 w:1)
	// Proof: `Validators::Income` (`max_values`: Some(1), `max_size`: Some(48), added: 543, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::BlockReward` (r:1 w:0)
	// Proof: `Validators::BlockReward` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn pay_author() -> Weight {
		// Fastest run: 110_915 ns.
		Weight::from_parts(114_991_000, 3784)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn join() -> Weight {
		// Fastest run: 153_738 ns.
		Weight::from_parts(187_258_000, 22730)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(8))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
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
		// Fastest run: 142_652 ns.
		Weight::from_parts(161_630_000, 18973)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(8))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn delegate() -> Weight {
		// Fastest run: 128_891 ns.
		Weight::from_parts(138_636_000, 15887)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Session::CurrentIndex` (r:1 w:0)
	// Proof: `Session::CurrentIndex` (`max_values`: Some(1), `max_size`: None, mode: `Measured`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Validators::Unbonding` (r:1 w:1)
	// Proof: `Validators::Unbonding` (`max_values`: None, `max_size`: Some(92), added: 2567, mode: `MaxEncodedLen`)
	// Storage: `Validators::Chunks` (r:1 w:1)
	// Proof: `Validators::Chunks` (`max_values`: None, `max_size`: Some(1713), added: 4188, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn undelegate() -> Weight {
		// Fastest run: 124_234 ns.
		Weight::from_parts(141_020_000, 18981)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(7))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Validators::Ledger` (r:32 w:0)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// `n` from 1 to 32.
	fn withdraw(n: u32, ) -> Weight {
		// Fastest run: 84_866 ns.
		Weight::from_parts(73_615_809, 6196)
			// Standard error: 73_219 ps.
			.saturating_add(Weight::from_parts(10_747_036, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2628).saturating_mul(n.into()))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `Validators::Positions` (r:1 w:1)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Fastest run: 112_808 ns.
		Weight::from_parts(132_506_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
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
	// Storage: `Validators::Positions` (r:1 w:0)
	// Proof: `Validators::Positions` (`max_values`: None, `max_size`: Some(160), added: 2635, mode: `MaxEncodedLen`)
	// Storage: `Validators::Candidates` (r:1 w:1)
	// Proof: `Validators::Candidates` (`max_values`: Some(1), `max_size`: Some(14402), added: 14897, mode: `MaxEncodedLen`)
	fn rejoin() -> Weight {
		// Fastest run: 100_770 ns.
		Weight::from_parts(120_339_000, 21825)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Validators::Ledger` (r:1 w:1)
	// Proof: `Validators::Ledger` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Fastest run: 16_575 ns.
		Weight::from_parts(18_017_000, 3618)
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Session::ExternallySetKeys` (r:1 w:0)
	// Proof: `Session::ExternallySetKeys` (`max_values`: None, `max_size`: None, mode: `Measured`)
	// Storage: `Session::KeyOwner` (r:0 w:2)
	// Proof: `Session::KeyOwner` (`max_values`: None, `max_size`: None, mode: `Measured`)
	fn purge_keys() -> Weight {
		// Fastest run: 103_784 ns.
		Weight::from_parts(109_132_000, 6290)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(5))
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
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
		// Fastest run: 875_550 ns.
		Weight::from_parts(1_321_508_574, 15887)
			// Standard error: 34_420_567 ps.
			.saturating_add(Weight::from_parts(895_982_908, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().reads(129_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8))
			.saturating_add(T::DbWeight::get().writes(130_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 328576).saturating_mul(n.into()))
	}

}
