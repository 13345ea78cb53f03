//! Measured weights of `pallet_disputes`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-28, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Returns the weight of taking a fee off a provider's bond, for the treasury.
///
/// A bound by hand: the provider, its hold and account, the pot's, the books and the treasury's
/// earnings.
fn late_fee<T: frame_system::Config>() -> Weight {
	Weight::from_parts(150_000_000, 8_000)
		.saturating_add(T::DbWeight::get().reads(9))
		.saturating_add(T::DbWeight::get().writes(8))
}

/// Weights of `pallet_disputes` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_disputes::WeightInfo for WeightInfo<T> {
	// A bound by hand: as it was, with the question, what is closed about the settlement (11 kB at most) and
	// the counts of challenger and accused read, and three entries more written. Its benchmark measures 179
	// µs, 12 reads and 10 writes.
	fn challenge() -> Weight {
		Weight::from_parts(330_000_000, 22_000)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	// A bound by hand: each receipt may name 256 contributions that no other names, which takes four times as
	// long to add up. Its benchmark measures 18,191 µs, 8 reads and 1 write at the most.
	// `n` from 1 to 256.
	fn reveal_receipts(n: u32, ) -> Weight {
		Weight::from_parts(210_000_000, 7786)
			.saturating_add(Weight::from_parts(135_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(late_fee::<T>())
	}

	// A bound by hand: 256 hashes are joined to a head, in the place of a proof, and one entry more is read.
	// Besides the queue of draws. Its benchmark measures 2,099 µs, 267 reads and 4 writes at the most.
	// `n` from 1 to 20480.
	fn reveal_answer(n: u32, ) -> Weight {
		Weight::from_parts(1_900_000_000, 663774)
			.saturating_add(Weight::from_parts(28_679, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(264))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(late_fee::<T>())
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

	// A bound by hand: a challenge, its draw (1.5 kB), workers and the commitment. Its benchmark measures 56
	// µs, 5 reads and 2 writes.
	fn commit_vote() -> Weight {
		Weight::from_parts(180_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// A bound by hand: as `vote` was, which repeated all but the look at draw and commitment, and the hash of
	// a finding of 3 kB. Its fastest run took 1_338_403 ns. Its benchmark measures 1,260 µs, 266 reads and 2
	// writes.
	fn reveal_vote() -> Weight {
		Weight::from_parts(1_500_000_000, 672_000)
			.saturating_add(T::DbWeight::get().reads(269))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// A bound by hand: a receipt of 256 shares is hashed and its signature checked by five workers, the
	// answer that lies open is read as `reveal_vote` does, and 15 verifiers are released, with commitments
	// and votes, as `resolve` does. Its benchmark measures 459 µs, 53 reads and 64 writes.
	fn present_receipt() -> Weight {
		Weight::from_parts(900_000_000, 93814)
			.saturating_add(Weight::from_parts(0, 87675))
			.saturating_add(T::DbWeight::get().reads(24))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(T::DbWeight::get().reads_writes(48, 70))
	}

	// A bound by hand: what `challenge` and `present_receipt` do, one after the other. Its benchmark measures
	// 335 µs, 16 reads and 12 writes.
	fn challenge_with_receipt() -> Weight {
		Self::challenge().saturating_add(Self::present_receipt())
	}

	// A bound by hand: the queue, and what is mixed in; for each draw a challenge, its settlement, two
	// workers, and of 68 seats each with its provider, of whom 15 are given a duty. Its benchmark measures
	// 1,881 µs, 130 reads and 84 writes at the most.
	// `n` from 0 to 8.
	fn draw(n: u32, ) -> Weight {
		Weight::from_parts(30_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(1_500_000_000, 120_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(145, 34).saturating_mul(n.into()))
	}

	// A bound by hand: the queue, and for each settlement its entry, itself (15 kB) and the penalty; for each
	// audit the purse, what is set aside and the fee, and twice what `challenge` reads and writes but for the
	// bond. Its benchmark measures 3,372 µs, 297 reads and 340 writes at the most.
	// `n` from 0 to 128.
	// `a` from 0 to 16.
	fn audit(n: u32, a: u32) -> Weight {
		Weight::from_parts(10_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
			.saturating_add(Weight::from_parts(40_000_000, 17_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 1).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(400_000_000, 34_000).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads_writes(23, 27).saturating_mul(a.into()))
	}

	// A bound by hand: a turn is read and given again; what tells whether an audit is due is its challenge,
	// settlement and draw, the answer that lies open (85 kB) and 15 findings of 3 kB. Its benchmark measures
	// 129 µs, 8 reads and 3 writes.
	fn look_at_audit() -> Weight {
		Weight::from_parts(300_000_000, 160_000)
			.saturating_add(T::DbWeight::get().reads_writes(23, 4))
	}

	// Fastest run: 589_033 ns, with 15 votes. A bound by hand: the settlement is written once more, its
	// lineage and split are read, a condemned one's user is credited, a place in the queue is given back, and
	// eight Datanets have a board each. Each of 15 verifiers is released, with its commitment, or pays a
	// penalty as a provider pays a late fee. An audit's answer is read once more, and the purse and what is
	// set aside of it are read and written. Its benchmark measures 8,223 µs, 1635 reads and 1385 writes at
	// the most.
	// `n` from 0 to 256.
	fn resolve(n: u32, ) -> Weight {
		let boards = u64::from(n.min(7));
		Weight::from_parts(700_000_000, 90814)
			.saturating_add(Weight::from_parts(20_000_000, 7289).saturating_mul(boards))
			.saturating_add(T::DbWeight::get().reads_writes(boards, boards))
			.saturating_add(Weight::from_parts(30_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(62))
			.saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(54))
			.saturating_add(T::DbWeight::get().writes(5_u64.saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(n.into()))
			.saturating_add(late_fee::<T>().saturating_mul(15))
			.saturating_add(T::DbWeight::get().reads_writes(48, 70))
			.saturating_add(Weight::from_parts(0, 87675))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
	}

}
