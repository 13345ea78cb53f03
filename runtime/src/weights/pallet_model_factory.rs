//! Measured weights of `pallet_model_factory`: written by `scripts/bench-weights.sh`, not by hand, but for the bounds that say so.
//!
//! 2026-11-27, AMD EPYC, 20 steps of 10 repeats each.

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
		// Fastest run: 84_596 ns.
		Weight::from_parts(84_375_980, 3952)
			// Standard error: 39_230 ps.
			.saturating_add(Weight::from_parts(8_194_772, 0).saturating_mul(b.into()))
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
		// Fastest run: 73_149 ns.
		Weight::from_parts(71_000_841, 3952)
			// Standard error: 31_899 ps.
			.saturating_add(Weight::from_parts(7_685_477, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(2_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// A bound by hand: the larger of giving notice, which moves a seat, and leaving. Its benchmark measures
	// 43 µs, 6 reads and 5 writes.
	fn leave() -> Weight {
		Weight::from_parts(75_484_000, 3902)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(6))
	}

	// A bound by hand: the ranking of open jobs, a note, and a job that has to make room. Its benchmark
	// measures 386 µs, 20 reads and 8 writes at the most.
	// `s` from 1 to 8.
	fn submit_job(s: u32, ) -> Weight {
		Weight::from_parts(448_626_776, 60_679)
			.saturating_add(Weight::from_parts(17_836_673, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(Weight::from_parts(0, 15932).saturating_mul(s.into()))
			// By hand, since it was measured before there was one: the deposit behind the model.
			.saturating_add(Weight::from_parts(10_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}

	// A bound by hand: `submit_job`, with a note of the wishes. Its benchmark measured 203 µs, 13 reads and 8
	// writes with one snapshot.
	// `s` from 1 to 8.
	fn submit_job_with(s: u32, ) -> Weight {
		Self::submit_job(s)
			.saturating_add(Weight::from_parts(20_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: a note is read and removed, and the tokens that escrow pays for are searched. Its
	// benchmark measures 176 µs, 14 reads and 11 writes.
	fn cancel_job() -> Weight {
		Weight::from_parts(208_145_000, 60_196)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(14))
			// By hand, since it was measured before there was one: the deposit behind the model.
			.saturating_add(Weight::from_parts(5_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: the ranking of open jobs, a builder's count and a note. Its benchmark measures 117 µs,
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
		// Fastest run: 59_198 ns.
		Weight::from_parts(63_134_000, 4279)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// A bound by hand: as `submit_result`, with the note written. Its benchmark measures 34 µs, 4 reads and 1
	// write.
	fn commit_result() -> Weight {
		Weight::from_parts(53_970_000, 6_279)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: a provider, its old and new key, its former keys and the number of the next session. Its
	// benchmark measured 31 µs, 3 reads and 3 writes before there were the last two.
	fn set_worker() -> Weight {
		Weight::from_parts(70_000_000, 8_279)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(4))
	}

	// A bound by hand: one key. Its benchmark measures 16 µs, 1 read and 1 write.
	fn refuse_stash() -> Weight {
		Weight::from_parts(30_000_000, 3_000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: as cancelling an open job, from a ranking of 1,024. Its benchmark measures 151 µs, 11
	// reads and 11 writes.
	fn lapse() -> Weight {
		Weight::from_parts(258_145_000, 60_196)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
			// By hand, since it was measured before there was one: the deposit behind the model.
			.saturating_add(Weight::from_parts(5_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: two draws, of at most 20 seats and their providers each, the ranking of open jobs, a
	// note, and two providers that are paid. Its benchmark measures 289 µs, 17 reads and 13 writes.
	fn fail_job() -> Weight {
		Weight::from_parts(492_738_000, 80_279)
			.saturating_add(T::DbWeight::get().reads(100))
			.saturating_add(T::DbWeight::get().writes(18))
			// By hand, since it was measured before there was one: the deposit behind the model.
			.saturating_add(Weight::from_parts(5_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	// A bound by hand: a job, its confirmation, the queue of draws, and a hold. Its benchmark measures 103
	// µs, 8 reads and 6 writes.
	fn ask_confirmation() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// A bound by hand: as `ask_confirmation`, with a provider. Its benchmark measures 118 µs, 9 reads and 5
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
		// Fastest run: 33_881 ns.
		Weight::from_parts(36_424_000, 4150)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// A bound by hand: a proof of 64 KiB is hashed, bonds of a provider and four verifiers are lost, three
	// accounts and the treasury are paid of each, 16 other results are to be repeated, and the job waits
	// again among 1,024. Its benchmark measures 518 µs, 30 reads and 25 writes.
	fn reveal_repetition() -> Weight {
		Weight::from_parts(2_000_000_000, 200_000)
			.saturating_add(T::DbWeight::get().reads(120))
			.saturating_add(T::DbWeight::get().writes(110))
	}

	// A bound by hand: the queue, and what is mixed in; for each draw a job, its confirmation, and 32 seats
	// each with its provider; or the end of a job that nobody could confirm. Its benchmark measures 3,411 µs,
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
		// Fastest run: 260_577 ns.
		Weight::from_parts(26_047_876, 10749)
			// Standard error: 158_140 ps.
			.saturating_add(Weight::from_parts(6_646_095, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(19))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(17))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(c.into()))
			// By hand, since it was measured before there was one: the deposit behind the model.
			.saturating_add(Weight::from_parts(20_000_000, 3_000))
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

}
