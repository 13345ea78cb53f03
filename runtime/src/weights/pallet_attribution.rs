//! Measured weights of `pallet_attribution`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-28, AMD EPYC, 20 steps of 10 repeats each.

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
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(487), added: 2962, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Attribution::NextSession` (r:1 w:1)
	// Proof: `Attribution::NextSession` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Sessions` (r:0 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	fn open_session() -> Weight {
		// Fastest run: 86_519 ns.
		Weight::from_parts(89_393_000, 3952)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `Attribution::Sessions` (r:1 w:1)
	// Proof: `Attribution::Sessions` (`max_values`: None, `max_size`: Some(246), added: 2721, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:1 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Fastest run: 79_999 ns.
		Weight::from_parts(83_675_000, 3928)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// A bound by hand: what `settle(0)` took when it divided as well, three more signatures to try at 60 us
	// each, and two reads and a write more, and the queue for audits. With contributions named, eight
	// snapshots are decoded at 60 us each, and each contribution is looked up in them and in
	// `Datanets::Contributions`. Its benchmark measures 1,429 µs, 273 reads and 12 writes at the most.
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

	// A bound by hand: what `settle(n)` took when it divided, which checked a voucher besides. It knew one
	// Datanet; a lineage has eight, with a board each. Questions that were closed about it are forgotten, and
	// that it was audited. A part of the platform's share goes from one hold to another. Its benchmark
	// measures 6,600 µs, 1555 reads and 1294 writes at the most.
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

	// A bound by hand: a session is read and written, and the length of an epoch read, as `close_session`
	// does and more. Its benchmark measures 25 µs, 3 reads and 1 write.
	fn authorise() -> Weight {
		Weight::from_parts(70_000_000, 3820)
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: as `open_session`, with a key to store. Its benchmark measures 92 µs, 6 reads and 4
	// writes.
	fn open_session_with() -> Weight {
		Weight::from_parts(95_000_000, 6012)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// A bound by hand: the model's owner and the length of an epoch are read. Its benchmark measures 73 µs, 5
	// reads and 3 writes.
	fn close_session() -> Weight {
		Weight::from_parts(80_000_000, 6735)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	fn claim() -> Weight {
		// Fastest run: 66_960 ns.
		Weight::from_parts(69_493_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	// Storage: `Attribution::AuditPurse` (r:1 w:1)
	// Proof: `Attribution::AuditPurse` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	fn fund_audits() -> Weight {
		// Fastest run: 62_443 ns.
		Weight::from_parts(64_946_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Attribution::ExpiryQueue` (r:1 w:1)
	// Proof: `Attribution::ExpiryQueue` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Expiring` (r:100 w:100)
	// Proof: `Attribution::Expiring` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Settlements` (r:100 w:0)
	// Proof: `Attribution::Settlements` (`max_values`: None, `max_size`: Some(6407), added: 8882, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Disputes::Questions` (r:100 w:0)
	// Proof: `Disputes::Questions` (`max_values`: None, `max_size`: Some(53), added: 2528, mode: `MaxEncodedLen`)
	// `n` from 0 to 100.
	fn prune(n: u32, ) -> Weight {
		// Fastest run: 4_036 ns.
		Weight::from_parts(139_086, 1501)
			// Standard error: 28_178 ps.
			.saturating_add(Weight::from_parts(15_280_722, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2))
			.saturating_add(T::DbWeight::get().reads(3_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 8882).saturating_mul(n.into()))
	}

}
