//! Measured weights of `pallet_model_factory`: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights of `pallet_model_factory` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_model_factory::WeightInfo for WeightInfo<T> {
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:1 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn register_provider(b: u32, ) -> Weight {
		// Fastest run: 75_051 ns.
		// Estimated, not measured: the seat is one read and two writes more.
		Weight::from_parts(86_075_628, 3902)
			// Standard error: 40_310 ps.
			.saturating_add(Weight::from_parts(4_638_741, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(6))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:16 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:0)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// `b` from 1 to 16.
	fn update_provider(b: u32, ) -> Weight {
		// Fastest run: 64_736 ns.
		Weight::from_parts(63_851_166, 3902)
			// Standard error: 21_502 ps.
			.saturating_add(Weight::from_parts(4_489_525, 0).saturating_mul(b.into()))
			// Estimated, not measured: the seat of a provider that takes its notice back.
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(b.into())))
			.saturating_add(T::DbWeight::get().writes(4))
			.saturating_add(Weight::from_parts(0, 2915).saturating_mul(b.into()))
	}

	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Liable` (r:1 w:0)
	// Proof: `Attribution::Liable` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Workers` (r:0 w:1)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn leave() -> Weight {
		// Fastest run: 60_820 ns.
		// Estimated, not measured: the larger of giving notice, which moves a seat, and leaving.
		Weight::from_parts(75_484_000, 3902)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(5))
	}

	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:1 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:8 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::NextJob` (r:1 w:1)
	// Proof: `ModelFactory::NextJob` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:0)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::OpenJobs` (r:1 w:1)
	// Proof: `ModelFactory::OpenJobs` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:0 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// `s` from 1 to 8.
	fn submit_job(s: u32, ) -> Weight {
		// Fastest run: 143_753 ns.
		// Estimated, not measured: the ranking of open jobs, a note, and a job that has to make room.
		Weight::from_parts(448_626_776, 60_679)
			// Standard error: 273_920 ps.
			.saturating_add(Weight::from_parts(17_836_673, 0).saturating_mul(s.into()))
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(s.into())))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(Weight::from_parts(0, 15932).saturating_mul(s.into()))
	}

	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:2 w:2)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn cancel_job() -> Weight {
		// Fastest run: 133_668 ns.
		// Estimated, not measured: a note is read and removed, and the tokens that escrow pays for are searched.
		Weight::from_parts(208_145_000, 60_196)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(14))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::OpenJobs` (r:1 w:1)
	// Proof: `ModelFactory::OpenJobs` (`max_values`: Some(1), `max_size`: Some(8194), added: 8689, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn claim_job() -> Weight {
		// Fastest run: 52_378 ns.
		// Estimated, not measured: the ranking of open jobs, a builder's count and a note.
		Weight::from_parts(155_752_000, 60_679)
			.saturating_add(T::DbWeight::get().reads(10))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:1)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0)
	// Proof: `Validators::EpochSlots` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn submit_result() -> Weight {
		// Fastest run: 31_868 ns.
		// Estimated, not measured: a note and the origin of an adapter.
		Weight::from_parts(53_970_000, 6_279)
			.saturating_add(T::DbWeight::get().reads(6))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::ClaimedJobs` (r:1 w:1)
	// Proof: `ModelFactory::ClaimedJobs` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:1 w:1)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:1 w:1)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	fn fail_job() -> Weight {
		// Fastest run: 89_863 ns.
		// Estimated, not measured: two draws, of at most 20 seats and their providers each, the ranking of open
		// jobs, a note, and two providers that are paid.
		Weight::from_parts(492_738_000, 80_279)
			.saturating_add(T::DbWeight::get().reads(100))
			.saturating_add(T::DbWeight::get().writes(18))
	}

	// Storage: `ModelFactory::Jobs` (r:1 w:2)
	// Proof: `ModelFactory::Jobs` (`max_values`: None, `max_size`: Some(814), added: 3289, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:3 w:3)
	// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	// Storage: `Balances::Holds` (r:2 w:2)
	// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:8 w:0)
	// Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:2048 w:0)
	// Proof: `Datanets::Contributions` (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Earnings` (r:1 w:1)
	// Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode: `MaxEncodedLen`)
	// Storage: `Attribution::Books` (r:1 w:1)
	// Proof: `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	// Storage: `Models::Models` (r:1 w:1)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Models::NextModelId` (r:1 w:1)
	// Proof: `Models::NextModelId` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::FinishedPositions` (r:1 w:1)
	// Proof: `ModelFactory::FinishedPositions` (`max_values`: Some(1), `max_size`: Some(16), added: 511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Finished` (r:1 w:2)
	// Proof: `ModelFactory::Finished` (`max_values`: None, `max_size`: Some(24), added: 2499, mode: `MaxEncodedLen`)
	// `c` from 1 to 2048.
	fn finalise_job(c: u32, ) -> Weight {
		// Fastest run: 216_040 ns.
		// Estimated, not measured: a note, the origin of an adapter, and an expired claim that opens the job again.
		Weight::from_parts(317_483_000, 60_749)
			// Standard error: 31_511 ps.
			.saturating_add(Weight::from_parts(5_378_715, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(20))
			.saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(20))
			.saturating_add(Weight::from_parts(0, 2589).saturating_mul(c.into()))
	}

	// Estimated, not measured: as `submit_result`, with the note written.
	fn commit_result() -> Weight {
		Weight::from_parts(53_970_000, 6_279)
			.saturating_add(T::DbWeight::get().reads(4))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Estimated, not measured: a provider, and its old and new key.
	fn set_worker() -> Weight {
		Weight::from_parts(55_000_000, 4_279)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(3))
	}

	// Estimated, not measured: one key.
	fn refuse_stash() -> Weight {
		Weight::from_parts(30_000_000, 3_000)
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Estimated, not measured: as cancelling an open job, from a ranking of 1,024.
	fn lapse() -> Weight {
		Weight::from_parts(258_145_000, 60_196)
			.saturating_add(T::DbWeight::get().reads(12))
			.saturating_add(T::DbWeight::get().writes(12))
	}

	// Estimated, not measured: a job, its confirmation, the queue of draws, and a hold.
	fn ask_confirmation() -> Weight {
		Weight::from_parts(90_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(9))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Estimated, not measured: as `ask_confirmation`, with a provider.
	fn doubt_result() -> Weight {
		Weight::from_parts(110_000_000, 10_000)
			.saturating_add(T::DbWeight::get().reads(11))
			.saturating_add(T::DbWeight::get().writes(7))
	}

	// Estimated, not measured: a worker's key and a confirmation.
	fn commit_repetition() -> Weight {
		Weight::from_parts(45_000_000, 5_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(1))
	}

	// Estimated, not measured: a proof of 64 KiB is hashed, bonds of a provider and four verifiers are lost,
	// three accounts and the treasury are paid of each, 16 other results are to be repeated, and the job waits
	// again among 1,024.
	fn reveal_repetition() -> Weight {
		Weight::from_parts(2_000_000_000, 200_000)
			.saturating_add(T::DbWeight::get().reads(120))
			.saturating_add(T::DbWeight::get().writes(110))
	}

	// Estimated, not measured: the queue, and what is mixed in; for each draw a job, its confirmation, and 32
	// seats each with its provider; or the end of a job that nobody could confirm.
	fn draw(d: u32) -> Weight {
		Weight::from_parts(30_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(600_000_000, 120_000).saturating_mul(d.into()))
			.saturating_add(T::DbWeight::get().reads_writes(100, 30).saturating_mul(d.into()))
	}
}
