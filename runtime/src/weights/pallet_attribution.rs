//! Measured weights of `pallet_attribution`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-24, AMD EPYC, 20 steps of 10 repeats each.
//!
//! Counted by hand until the script is run again, from what the code reads and writes and from the time of like work in the
//! measured calls: `challenge`, `reveal_receipts`, `reveal_answer`, `vote`, `resolve`, `prune`, and in `settle` what the
//! boards, the totals by Datanet and contributor, and the settlement that is kept add to the measured figures.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_attribution` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_attribution::WeightInfo for WeightInfo<T> {
	// Storage: `Models::Models` (r:1 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:0)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `Attribution::NextSession` (r:1 w:1)
	// Proof: `Attribution::NextSession` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Sessions` (r:0 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	fn open_session() -> Weight {
		// Fastest run: 78_266 ns.
		Weight::from_parts(81_391_000, 3905)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Fastest run: 67_671 ns.
		Weight::from_parts(70_455_000, 3784)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `System::BlockHash` (r:1 w:0)
	// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:2 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:1 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:256 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Influence` (r:256 w:256)
	// Proof: `Attribution::Influence` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Earnings` (r:4 w:4)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// `n` from 0 to 256.
	fn settle(n: u32, ) -> Weight {
		// Measured: 54.8 µs + 12.6 µs a contribution, with 2 reads and 1 write each. By hand: for each contribution its total in
		// the Datanet and its contributor's by model and by Datanet, 3 reads and 3 writes and 12 µs; the boards of the model and
		// of 8 Datanets, 9 reads and 9 writes, 90 µs to decode, place and encode; the settlement kept, its place in
		// the queue and the provider's liability, 2 reads and 4 writes, 20 µs.
		Weight::from_parts(164_788_575, 79_000)
			.saturating_add(Weight::from_parts(24_551_158, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(27))
			.saturating_add(T::DbWeight::get().reads(5_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(24))
			.saturating_add(T::DbWeight::get().writes(4_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 10_200).saturating_mul(n.into()))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(153), added: 2628, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	fn close_session() -> Weight {
		// Fastest run: 63_825 ns.
		Weight::from_parts(67_120_000, 3784)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(319), added: 2794, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(80), added: 575, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Fastest run: 65_988 ns.
		Weight::from_parts(69_413_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// By hand. Reads: settlement, worker, open challenges, next number, account, hold, liability. Writes: all but the first two,
	// and the challenge.
	fn challenge() -> Weight {
		Weight::from_parts(110_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// By hand. Reads: challenge, worker, settlement, genesis hash, model. Writes: challenge. For each receipt: decoding and
	// hashing 3.3 kB, checking and adding up 256 shares, 60 µs.
	fn reveal_receipts(n: u32, ) -> Weight {
		Weight::from_parts(100_000_000, 20_000)
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// By hand. Reads: as for receipts, and 8 snapshots with 256 lookups in each, 400 µs. Writes: challenge, exhibit. For each
	// token: decoding, hashing and encoding 4 bytes, 50 ns.
	fn reveal_answer(n: u32, ) -> Weight {
		Weight::from_parts(600_000_000, 147_000)
			.saturating_add(Weight::from_parts(50_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// By hand. Reads: challenge, provider, worker, provider, worker of the challenger, vote, exhibit (90 kB, 600 µs to decode),
	// model, 8 snapshots (400 µs). Writes: challenge, vote.
	fn vote() -> Weight {
		Weight::from_parts(1_100_000_000, 240_000)
			.saturating_add(T::DbWeight::get().reads(16))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// By hand. Reads: challenge, settlement, 15 votes, exhibit, model, 8 snapshots, open challenges, liability, account and holds of
	// provider, challenger, pallet and treasury, books, 18 earnings, 9 boards, 2.5 ms to decode and divide. Writes: what of that
	// changes. For each contribution: its record, its two totals, its contributor's two totals and earnings, 6 reads and 5
	// writes, 40 µs.
	fn resolve(n: u32, ) -> Weight {
		Weight::from_parts(2_500_000_000, 420_000)
			.saturating_add(Weight::from_parts(40_000_000, 12_800).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().writes(62))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
	}

	// By hand. Reads and writes: the queue's positions; for each settlement its place in the queue, itself, the open
	// challenges (cached after the first) and the provider's liability, 15 µs.
	fn prune(n: u32, ) -> Weight {
		Weight::from_parts(5_000_000, 6_000)
			.saturating_add(Weight::from_parts(15_000_000, 8_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
	}

}
