//! Measured weights of `pallet_datanets`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-28, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_datanets` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_datanets::WeightInfo for WeightInfo<T> {
	// Storage: `Datanets::NextDatanetId` (r:1 w:1)
	// Proof: `Datanets::NextDatanetId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Datanets` (r:0 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	fn create() -> Weight {
		// Fastest run: 68_461 ns.
		Weight::from_parts(71_226_000, 3928)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn set_terms() -> Weight {
		// Fastest run: 19_630 ns.
		Weight::from_parts(20_971_000, 3786)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Datanets::Datanets` (r:1 w:0)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Curators` (r:0 w:1)
	// Proof: `Datanets::Curators` (`max_values`: None, `max_size`: Some(525), added: 3000, mode: `MaxEncodedLen`)
	// `n` from 0 to 16.
	fn set_curators(n: u32, ) -> Weight {
		// Fastest run: 18_808 ns.
		Weight::from_parts(20_366_305, 3786)
			// Standard error: 2_118 ps.
			.saturating_add(Weight::from_parts(46_284, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// A bound by hand: `contribute` as it was measured, with commitment, root and count of pending
	// contributions beside; each contribution taken back is an upheld flag with an appeal. Its benchmark
	// measures 519 µs, 33 reads and 34 writes at the most.
	// `n` from 0 to 4.
	fn contribute(n: u32, ) -> Weight {
		Weight::from_parts(190_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(10))
			.saturating_add(Weight::from_parts(350_000_000, 25_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(16).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(16).saturating_mul(n.into()))
	}

	// A bound by hand: the measured rejection, a payment to the curator, and the curator's bond, the root,
	// the acceptor and the list of accepted contributions. Its benchmark measures 156 µs, 12 reads and 10
	// writes.
	fn review() -> Weight {
		Weight::from_parts(220_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	// Storage: `Datanets::Contributions` (r:1 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:1)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn flag() -> Weight {
		// Fastest run: 80_950 ns.
		Weight::from_parts(84_526_000, 3928)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Datanets::Datanets` (r:1 w:0)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:1 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:0)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Verdicts` (r:1 w:1)
	// Proof: `Datanets::Verdicts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Appeals` (r:1 w:0)
	// Proof: `Datanets::Appeals` (`max_values`: None, `max_size`: Some(312), added: 2787, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::CuratorStakes` (r:1 w:1)
	// Proof: `Datanets::CuratorStakes` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn resolve_flag() -> Weight {
		// Fastest run: 156_683 ns.
		Weight::from_parts(164_655_000, 3928)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// A bound by hand: as measured, and clearing a flag that ran out, the root and the acceptor. Its
	// benchmark measures 170 µs, 10 reads and 8 writes.
	fn revoke() -> Weight {
		Weight::from_parts(210_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Accepted` (r:1 w:0)
	// Proof: `Datanets::Accepted` (`max_values`: None, `max_size`: Some(2062), added: 4537, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:256 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:1 w:1)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	// Storage: `Datanets::SnapshotDeposits` (r:0 w:1)
	// Proof: `Datanets::SnapshotDeposits` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	// `n` from 1 to 256.
	fn publish_snapshot(n: u32, ) -> Weight {
		// Fastest run: 100_590 ns.
		Weight::from_parts(101_164_559, 16922)
			// Standard error: 38_892 ps.
			.saturating_add(Weight::from_parts(5_568_540, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(n.into()))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Fastest run: 60_941 ns.
		Weight::from_parts(63_404_000, 3928)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// A bound by hand: a hold, a count and a commitment. Its benchmark measures 75 µs, 6 reads and 4 writes.
	fn commit() -> Weight {
		Weight::from_parts(80_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// A bound by hand: a release, a count and a commitment. Its benchmark measures 62 µs, 4 reads and 4
	// writes.
	fn withdraw_commitment() -> Weight {
		Weight::from_parts(70_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Datanets::Contributions` (r:1 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:0)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Appeals` (r:1 w:1)
	// Proof: `Datanets::Appeals` (`max_values`: None, `max_size`: Some(312), added: 2787, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Verdicts` (r:1 w:0)
	// Proof: `Datanets::Verdicts` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	fn appeal() -> Weight {
		// Fastest run: 86_028 ns.
		Weight::from_parts(89_423_000, 3928)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// A bound by hand: one draw of `JURY_SIZE` providers, counted as eight reads for each. Its benchmark
	// measures 108 µs, 10 reads and 1 write.
	fn draw_jury() -> Weight {
		Weight::from_parts(1500_000_000, 200000)
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// A bound by hand: the appeal decoded, searched and written. Its benchmark measures 78 µs, 4 reads and 1
	// write.
	fn vote_on_flag() -> Weight {
		Weight::from_parts(120_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: twenty-eight transfers of holds, each as an upheld flag's was measured, and the
	// removal. Its benchmark measures 1,026 µs, 28 reads and 26 writes.
	fn conclude_flag() -> Weight {
		Weight::from_parts(3500_000_000, 120000)
			.saturating_add(T::DbWeight::get().reads(60))
			.saturating_add(T::DbWeight::get().writes(60))
	}

	// A bound by hand: a release and a bond. Its benchmark measures 63 µs, 4 reads and 3 writes.
	fn release_curator_bond() -> Weight {
		Weight::from_parts(70_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Datanets::Datanets` (r:1 w:0)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::OfferedTo` (r:0 w:1)
	// Proof: `Datanets::OfferedTo` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn transfer() -> Weight {
		// Fastest run: 18_648 ns.
		Weight::from_parts(19_939_000, 3786)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::OfferedTo` (r:1 w:1)
	// Proof: `Datanets::OfferedTo` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Datanets::LastAct` (r:0 w:1)
	// Proof: `Datanets::LastAct` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn accept_transfer() -> Weight {
		// Fastest run: 115_201 ns.
		Weight::from_parts(118_867_000, 6866)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(7))
	}

}
