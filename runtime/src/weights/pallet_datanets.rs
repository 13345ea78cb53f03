//! Measured weights of `pallet_datanets`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Datanets` (r:0 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	fn create() -> Weight {
		// Fastest run: 63_714 ns.
		// Estimated, not measured: one write more than when it was measured, the block of the last act.
		Weight::from_parts(70_238_000, 3820)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	fn set_terms() -> Weight {
		// Fastest run: 15_693 ns.
		// Estimated, not measured: one write more than when it was measured, the block of the last act.
		Weight::from_parts(20_865_000, 3786)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Datanets::Datanets` (r:1 w:0)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Curators` (r:0 w:1)
	// Proof: `Datanets::Curators` (`max_values`: None, `max_size`: Some(525), added: 3000, mode: `MaxEncodedLen`)
	// `n` from 0 to 16.
	fn set_curators(n: u32, ) -> Weight {
		// Fastest run: 14_963 ns.
		Weight::from_parts(16_281_995, 3786)
			// Standard error: 1_764 ps.
			.saturating_add(Weight::from_parts(54_204, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			// Estimated, not measured: one write more, the block of the last act.
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::ByRoot` (r:1 w:1)
	// Proof: `Datanets::ByRoot` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `Datanets::NextContributionId` (r:1 w:1)
	// Proof: `Datanets::NextContributionId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:2 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Accepted` (r:1 w:1)
	// Proof: `Datanets::Accepted` (`max_values`: None, `max_size`: Some(2062), added: 4537, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:0 w:1)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::ContributionAt` (r:0 w:1)
	// Proof: `Datanets::ContributionAt` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Estimated, not measured: `contribute` as it was measured, with commitment, root and count of pending
	// contributions beside; each contribution taken back is an upheld flag with an appeal.
	fn contribute(n: u32, ) -> Weight {
		Weight::from_parts(200_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(11))
			.saturating_add(Weight::from_parts(350_000_000, 25_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(16).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().writes(16).saturating_mul(n.into()))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:1 w:1)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:0)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Datanets::ByRoot` (r:0 w:1)
	// Proof: `Datanets::ByRoot` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn review() -> Weight {
		// Fastest run: 70_795 ns.
		// Estimated, not measured: the measured rejection, a payment to the curator, and the curator's bond,
		// the root, the acceptor and the list of accepted contributions.
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
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn flag() -> Weight {
		// Fastest run: 78_085 ns.
		Weight::from_parts(81_010_000, 3820)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:1 w:1)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:1)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Accepted` (r:1 w:1)
	// Proof: `Datanets::Accepted` (`max_values`: None, `max_size`: Some(2062), added: 4537, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn resolve_flag() -> Weight {
		// Fastest run: 204_103 ns.
		// Estimated, not measured: it only notes a verdict now and holds the curator's bond, or returns a bond.
		Weight::from_parts(120_000_000, 8799)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:1 w:1)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Flags` (r:1 w:0)
	// Proof: `Datanets::Flags` (`max_values`: None, `max_size`: Some(100), added: 2575, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Accepted` (r:1 w:1)
	// Proof: `Datanets::Accepted` (`max_values`: None, `max_size`: Some(2062), added: 4537, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Datanets::ByRoot` (r:0 w:1)
	// Proof: `Datanets::ByRoot` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Fastest run: 116_352 ns.
		// Estimated, not measured: as measured, and clearing a flag that ran out, the root and the acceptor.
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
	// `n` from 1 to 256.
	fn publish_snapshot(n: u32, ) -> Weight {
		// Fastest run: 35_923 ns.
		Weight::from_parts(20_332_211, 16922)
			// Standard error: 21_033 ps.
			.saturating_add(Weight::from_parts(5_084_646, 0).saturating_mul(n.into()))
			// Estimated, not measured: holding the deposit and noting it come to the measured part.
			.saturating_add(Weight::from_parts(60_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(n.into()))
	}

	// Storage: `Datanets::Datanets` (r:1 w:1)
	// Proof: `Datanets::Datanets` (`max_values`: None, `max_size`: Some(321), added: 2796, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn close() -> Weight {
		// Fastest run: 55_803 ns.
		Weight::from_parts(57_986_000, 3820)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Estimated, not measured: a hold, a count and a commitment.
	fn commit() -> Weight {
		Weight::from_parts(80_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Estimated, not measured: a release, a count and a commitment.
	fn withdraw_commitment() -> Weight {
		Weight::from_parts(70_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Estimated, not measured: a hold, and the flag, verdict and contribution read.
	fn appeal() -> Weight {
		Weight::from_parts(90_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(8))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Estimated, not measured: one draw of `JURY_SIZE` providers, counted as eight reads for each.
	fn draw_jury() -> Weight {
		Weight::from_parts(1500_000_000, 200000)
			.saturating_add(T::DbWeight::get().reads(70))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Estimated, not measured: the appeal decoded, searched and written.
	fn vote_on_flag() -> Weight {
		Weight::from_parts(120_000_000, 12000)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Estimated, not measured: twenty-eight transfers of holds, each as an upheld flag's was measured, and the removal.
	fn conclude_flag() -> Weight {
		Weight::from_parts(3500_000_000, 120000)
			.saturating_add(T::DbWeight::get().reads(60))
			.saturating_add(T::DbWeight::get().writes(60))
	}

	// Estimated, not measured: a release and a bond.
	fn release_curator_bond() -> Weight {
		Weight::from_parts(70_000_000, 6000)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Estimated, not measured: an offer and the block of the last act.
	fn transfer() -> Weight {
		Weight::from_parts(30_000_000, 4000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Estimated, not measured: a hold and a release.
	fn accept_transfer() -> Weight {
		Weight::from_parts(130_000_000, 9000)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(7))
	}

}
