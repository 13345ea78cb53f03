//! Measured weights of `pallet_model_factory`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-28, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_model_factory` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_model_factory::WeightInfo for WeightInfo<T> {
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(487), added: 2962, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Models::Claims` (r:16 w:0)
	// Proof: `Models::Claims` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::SeatsTaken` (r:1 w:1)
	// Proof: `ModelFactory::SeatsTaken` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Seats` (r:0 w:1)
	// Proof: `ModelFactory::Seats` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn register_provider(b: u32, ) -> Weight {
		// Fastest run: 86_108 ns.
		Weight::from_parts(84_706_381, 3952)
			// Standard error: 30_189 ps.
			.saturating_add(Weight::from_parts(8_190_196, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(487), added: 2962, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Models::Claims` (r:16 w:0)
	// Proof: `Models::Claims` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:0)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn update_provider(b: u32, ) -> Weight {
		// Fastest run: 74_360 ns.
		Weight::from_parts(69_853_404, 3952)
			// Standard error: 26_429 ps.
			.saturating_add(Weight::from_parts(7_781_057, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// A bound by hand: the larger of giving notice, which moves a seat, and leaving. Its benchmark measures
	// 42 µs, 6 reads and 5 writes.
	fn leave() -> Weight {
		Weight::from_parts(75_484_000, 3902)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// A bound by hand: the ranking of open jobs, a note, a job that has to make room, and the deposit behind
	// the model. Its benchmark measures 385 µs, 21 reads and 9 writes at the most.
	// `s` from 1 to 8.
	fn submit_job(s: u32, ) -> Weight {
		Weight::from_parts(458_626_776, 63_679)
			.saturating_add(Weight::from_parts(17_836_673, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(20))
			.saturating_add(Weight::from_parts(0, 15932).saturating_mul(s.into()))
	}

	// A bound by hand: `submit_job`, with a note of the wishes. Its benchmark measures 392 µs, 21 reads and 9
	// writes at the most.
	// `s` from 1 to 8.
	fn submit_job_with(s: u32, ) -> Weight {
		Self::submit_job(s)
			.saturating_add(Weight::from_parts(20_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: a note is read and removed, and the tokens that escrow pays for are searched. Its
	// benchmark measures 179 µs, 15 reads and 12 writes.
	fn cancel_job() -> Weight {
		Weight::from_parts(213_145_000, 63_196)
			.saturating_add(T::DbWeight::get().reads(14))
			.saturating_add(T::DbWeight::get().writes(15))
	}

	// A bound by hand: the ranking of open jobs, a builder's count and a note. Its benchmark measures 120 µs,
	// 11 reads and 7 writes.
	fn claim_job() -> Weight {
		Weight::from_parts(155_752_000, 60_679)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Notes` (r:1 w:0)
	// Proof: `ModelFactory::Notes` (`max_values`: None, `max_size`: Some(470), added: 2945, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Adapters` (r:1 w:1)
	// Proof: `ModelFactory::Adapters` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Asked` (r:1 w:0)
	// Proof: `ModelFactory::Asked` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::DrawPositions` (r:1 w:1)
	// Proof: `ModelFactory::DrawPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::DrawQueue` (r:0 w:1)
	// Proof: `ModelFactory::DrawQueue` (`max_values`: None, `max_size`: Some(29), added: 2504, mode: `MaxEncodedLen`)
	fn submit_result() -> Weight {
		// Fastest run: 62_573 ns.
		Weight::from_parts(65_908_000, 4279)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// A bound by hand: as `submit_result`, with the note written. Its benchmark measures 33 µs, 4 reads and 1
	// write.
	fn commit_result() -> Weight {
		Weight::from_parts(53_970_000, 6_279)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(487), added: 2962, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:2 w:2)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FormerWorkers` (r:1 w:1)
	// Proof: `ModelFactory::FormerWorkers` (`max_values`: None, `max_size`: Some(225), added: 2700, mode: `MaxEncodedLen`)
	// Storage: `Attribution::NextSession` (r:1 w:0)
	// Proof: `Attribution::NextSession` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn set_worker() -> Weight {
		// Fastest run: 40_420 ns.
		Weight::from_parts(42_793_000, 6100)
			.saturating_add(T::DbWeight::get().reads(7))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn refuse_stash() -> Weight {
		// Fastest run: 15_062 ns.
		Weight::from_parts(16_304_000, 3545)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: as cancelling an open job, from a ranking of 1,024. Its benchmark measures 152 µs, 12
	// reads and 12 writes.
	fn lapse() -> Weight {
		Weight::from_parts(263_145_000, 63_196)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(13))
	}

	// A bound by hand: two draws, of at most 20 seats and their providers each, the ranking of open jobs, a
	// note, and two providers that are paid. Its benchmark measures 271 µs, 18 reads and 14 writes.
	fn fail_job() -> Weight {
		Weight::from_parts(497_738_000, 83_279)
			.saturating_add(T::DbWeight::get().reads(101))
			.saturating_add(T::DbWeight::get().writes(19))
	}

	// A bound by hand: a job, its confirmation, the queue of draws, and a hold. Its benchmark measures 105
	// µs, 8 reads and 6 writes.
	fn ask_confirmation() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// A bound by hand: as `ask_confirmation`, with a provider. Its benchmark measures 119 µs, 9 reads and 5
	// writes.
	fn doubt_result() -> Weight {
		Weight::from_parts(110_000_000, 10_000)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Confirmations` (r:1 w:1)
	// Proof: `ModelFactory::Confirmations` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn commit_repetition() -> Weight {
		// Fastest run: 33_921 ns.
		Weight::from_parts(35_993_000, 4150)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: a proof of 64 KiB is hashed, bonds of a provider and four verifiers are lost, three
	// accounts and the treasury are paid of each, 16 other results are to be repeated, and the job waits
	// again among 1,024. Its benchmark measures 525 µs, 30 reads and 25 writes.
	fn reveal_repetition() -> Weight {
		Weight::from_parts(2_000_000_000, 200_000)
			.saturating_add(T::DbWeight::get().reads(120))
			.saturating_add(T::DbWeight::get().writes(110))
	}

	// A bound by hand: the queue, and what is mixed in; for each draw a job, its confirmation, and 32 seats
	// each with its provider; or the end of a job that nobody could confirm. Its benchmark measures 3,326 µs,
	// 134 reads and 51 writes at the most.
	// `d` from 0 to 16.
	fn draw(d: u32) -> Weight {
		Weight::from_parts(30_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(600_000_000, 120_000).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads_writes(100, 30).saturating_mul(d.into()))
	}

	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `Clock::Paused` (r:1 w:0)
	// Proof: `Clock::Paused` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Confirmations` (r:1 w:0)
	// Proof: `ModelFactory::Confirmations` (`max_values`: None, `max_size`: Some(685), added: 3160, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(487), added: 2962, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Adapters` (r:1 w:0)
	// Proof: `ModelFactory::Adapters` (`max_values`: None, `max_size`: Some(68), added: 2543, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(463), added: 2938, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:8 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:2048 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(112), added: 607, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ModelDeposits` (r:1 w:1)
	// Proof: `ModelFactory::ModelDeposits` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Models::Claims` (r:1 w:1)
	// Proof: `Models::Claims` (`max_values`: None, `max_size`: Some(26), added: 2501, mode: `MaxEncodedLen`)
	// Storage: `Models::NextModelId` (r:1 w:1)
	// Proof: `Models::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Asked` (r:1 w:0)
	// Proof: `ModelFactory::Asked` (`max_values`: None, `max_size`: Some(32), added: 2507, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Notes` (r:0 w:1)
	// Proof: `ModelFactory::Notes` (`max_values`: None, `max_size`: Some(470), added: 2945, mode: `MaxEncodedLen`)
	// `c` from 1 to 2048.
	fn finalise_job(c: u32, ) -> Weight {
		// Fastest run: 310_080 ns.
		Weight::from_parts(311_182_000, 10749)
			// Standard error: 40_366 ps.
			.saturating_add(Weight::from_parts(5_579_031, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(c.into()))
	}

}
