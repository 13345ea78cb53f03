//! Measured weights of `pallet_attribution`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each, but for what is said to be estimated. `prune` was measured when challenges were kept by this pallet; the names
//! of their storage are those of today.

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
	// Storage: `Parameters::Parameters` (r:2 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Attribution::NextSession` (r:1 w:1)
	// Proof: `Attribution::NextSession` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Sessions` (r:0 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	fn open_session() -> Weight {
		// Fastest run: 85_066 ns.
		Weight::from_parts(89_242_000, 6012)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Fastest run: 68_572 ns.
		// Estimated beyond what was measured: the model's price is read.
		Weight::from_parts(80_000_000, 6735)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Estimated, not measured: what `settle(0)` took when it divided as well, three more signatures to try at
	// 60 us each, and two reads and a write more, and the queue for audits. With contributions named, eight snapshots are decoded at 60 us
	// each, and each contribution is looked up in them and in `Datanets::Contributions`.
	// `n` from 0 to 256.
	fn settle(n: u32, ) -> Weight {
		let snapshots = u64::from(n.min(1)).saturating_mul(8);
		Weight::from_parts(500_000_000, 16922)
			.saturating_add(Weight::from_parts(60_000_000, 15932).saturating_mul(snapshots))
			.saturating_add(Weight::from_parts(7_000_000, 2589).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(22_u64.saturating_add(snapshots)))
			.saturating_add(T::DbWeight::get().reads(n.into()))
			.saturating_add(T::DbWeight::get().writes(13))
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(157), added: 2632, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	fn close_session() -> Weight {
		// Fastest run: 65_117 ns.
		// Estimated beyond what was measured: the model's owner and the length of an epoch are read.
		Weight::from_parts(80_000_000, 6735)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Fastest run: 67_500 ns.
		Weight::from_parts(70_224_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Attribution::ExpiryQueue` (r:1 w:1)
	// Proof: `Attribution::ExpiryQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Expiring` (r:100 w:100)
	// Proof: `Attribution::Expiring` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Settlements` (r:100 w:100)
	// Proof: `Attribution::Settlements` (`max_values`: None, `max_size`: Some(4321), added: 6796, mode: `MaxEncodedLen`)
	// Storage: `Disputes::OpenChallenges` (r:1 w:0)
	// Proof: `Disputes::OpenChallenges` (`max_values`: Some(1), `max_size`: Some(1602), added: 2097, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Liable` (r:100 w:100)
	// Proof: `Attribution::Liable` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// `n` from 0 to 100.
	fn prune(n: u32, ) -> Weight {
		// Fastest run: 4_356 ns.
		Weight::from_parts(4_687_000, 3087)
			// Standard error: 69_885 ps.
			.saturating_add(Weight::from_parts(22_509_327, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(3_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 6796).saturating_mul(n.into()))
	}

	// Estimated, not measured: what `settle(n)` took when it divided, which checked a voucher besides. It knew one
	// Datanet; a lineage has eight, with a board each. Questions that were closed about it are forgotten, and that
	// it was audited. A part of the platform's share goes from one hold to another.
	// `n` from 0 to 256.
	fn distribute(n: u32, ) -> Weight {
		let boards = u64::from(n.min(7));
		Weight::from_parts(320_000_000, 16922)
			.saturating_add(Weight::from_parts(20_000_000, 7289).saturating_mul(boards))
			.saturating_add(Weight::from_parts(30_000_000, 2589).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(24_u64.saturating_add(boards)))
			.saturating_add(T::DbWeight::get().reads(7_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(17_u64.saturating_add(boards)))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(60_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}

	// Estimated, not measured: a session is read and written, and the length of an epoch read, as `close_session`
	// does and more.
	fn authorise() -> Weight {
		Weight::from_parts(70_000_000, 3820)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Estimated, not measured: as `open_session`, with a key to store.
	fn open_session_with() -> Weight {
		Weight::from_parts(95_000_000, 6012)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}
}
