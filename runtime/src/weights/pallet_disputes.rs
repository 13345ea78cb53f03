//! Measured weights of `pallet_disputes`: written by `scripts/bench-weights.sh`, and moved here by hand.
//!
//! 2026-11-25, AMD EPYC, 20 steps of 10 repeats each, but for what is said to be estimated. They were
//! measured when these calls were `pallet_attribution`'s, and do the same as then; only the names of the
//! storage are those of today.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::all)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Returns the weight of taking a fee off a provider's bond, for the treasury.
///
/// Estimated, not measured: the provider, its hold and account, the pot's, the books and the treasury's
/// earnings.
fn late_fee<T: frame_system::Config>() -> Weight {
	Weight::from_parts(150_000_000, 8_000)
		.saturating_add(T::DbWeight::get().reads(9))
		.saturating_add(T::DbWeight::get().writes(8))
}

/// Weights of `pallet_disputes` with this runtime's database.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_disputes::WeightInfo for WeightInfo<T> {
	// Storage: `Attribution::Settlements` (r:1 w:0) Proof: `Attribution::Settlements` (`max_values`: None,
	// `max_size`: Some(4321), added: 6796, mode: `MaxEncodedLen`) Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode:
	// `MaxEncodedLen`) Storage: `Disputes::NextChallenge` (r:1 w:1) Proof: `Disputes::NextChallenge`
	// (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`) Storage:
	// `Disputes::OpenChallenges` (r:1 w:1) Proof: `Disputes::OpenChallenges` (`max_values`: Some(1),
	// `max_size`: Some(1602), added: 2097, mode: `MaxEncodedLen`) Storage: `Parameters::Parameters` (r:1 w:0)
	// Proof: `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode:
	// `MaxEncodedLen`) Storage: `System::Account` (r:1 w:1) Proof: `System::Account` (`max_values`: None,
	// `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`) Storage: `Balances::Holds` (r:1 w:1) Proof:
	// `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0) Proof: `Validators::EpochSlots` (`max_values`: Some(1),
	// `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`) Storage: `Attribution::Liable` (r:1 w:1) Proof:
	// `Attribution::Liable` (`max_values`: None, `max_size`: Some(56), added: 2531, mode: `MaxEncodedLen`)
	// Storage: `Disputes::Challenges` (r:0 w:1) Proof: `Disputes::Challenges` (`max_values`: None,
	// `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`)
	fn challenge() -> Weight {
		// Estimated, not measured: as it was, with the question, what is closed about the settlement (11 kB
		// at most) and the counts of challenger and accused read, and three entries more written.
		Weight::from_parts(330_000_000, 22_000)
			.saturating_add(T::DbWeight::get().reads(13))
			.saturating_add(T::DbWeight::get().writes(11))
	}

	// Storage: `Disputes::Challenges` (r:1 w:1) Proof: `Disputes::Challenges` (`max_values`: None,
	// `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`) Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode:
	// `MaxEncodedLen`) Storage: `Attribution::Settlements` (r:1 w:0) Proof: `Attribution::Settlements`
	// (`max_values`: None, `max_size`: Some(4321), added: 6796, mode: `MaxEncodedLen`) Storage:
	// `Models::Models` (r:1 w:0) Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added:
	// 2915, mode: `MaxEncodedLen`) Storage: `System::BlockHash` (r:1 w:0) Proof: `System::BlockHash`
	// (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`) `n` from 1 to 256.
	fn reveal_receipts(n: u32, ) -> Weight {
		// Fastest run: 198_193 ns. Estimated beyond what was measured: each receipt may name 256
		// contributions that no other names, which takes four times as long to add up.
		Weight::from_parts(210_000_000, 7786)
			.saturating_add(Weight::from_parts(135_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(1))
			.saturating_add(late_fee::<T>())
	}

	// Storage: `Disputes::Challenges` (r:1 w:1) Proof: `Disputes::Challenges` (`max_values`: None,
	// `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`) Storage: `ModelFactory::Workers` (r:1 w:0)
	// Proof: `ModelFactory::Workers` (`max_values`: None, `max_size`: Some(80), added: 2555, mode:
	// `MaxEncodedLen`) Storage: `Attribution::Settlements` (r:1 w:0) Proof: `Attribution::Settlements`
	// (`max_values`: None, `max_size`: Some(4321), added: 6796, mode: `MaxEncodedLen`) Storage:
	// `Models::Models` (r:1 w:0) Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added:
	// 2915, mode: `MaxEncodedLen`) Storage: `Datanets::Snapshots` (r:1 w:0) Proof: `Datanets::Snapshots`
	// (`max_values`: None, `max_size`: Some(13457), added: 15932, mode: `MaxEncodedLen`) Storage:
	// `Datanets::Contributions` (r:256 w:0) Proof: `Datanets::Contributions` (`max_values`: None, `max_size`:
	// Some(114), added: 2589, mode: `MaxEncodedLen`) Storage: `System::BlockHash` (r:1 w:0) Proof:
	// `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	// Storage: `Validators::EpochSlots` (r:1 w:0) Proof: `Validators::EpochSlots` (`max_values`: Some(1),
	// `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`) Storage: `Disputes::OpenedAnswers` (r:0 w:1)
	// Proof: `Disputes::OpenedAnswers` (`max_values`: None, `max_size`: Some(85200), added: 87675, mode:
	// `MaxEncodedLen`) `n` from 1 to 20480.
	fn reveal_answer(n: u32, ) -> Weight {
		// Fastest run: 1_404_300 ns. Estimated beyond what was measured: 256 hashes are joined to a head, in
		// the place of a proof, and one entry more is read.
		Weight::from_parts(1_900_000_000, 663774)
			// Standard error: 1_365 ps.
			.saturating_add(Weight::from_parts(28_679, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(264))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(late_fee::<T>())
			// Estimated, not measured: the queue of draws.
			.saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}

	fn commit_vote() -> Weight {
		// Estimated, not measured: a challenge, its draw (1.5 kB), workers and the commitment.
		Weight::from_parts(180_000_000, 8_000)
			.saturating_add(T::DbWeight::get().reads(5))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Disputes::Challenges` (r:1 w:1) Proof: `Disputes::Challenges` (`max_values`: None,
	// `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`) Storage: `ModelFactory::Providers` (r:2 w:0)
	// Proof: `ModelFactory::Providers` (`max_values`: None, `max_size`: Some(437), added: 2912, mode:
	// `MaxEncodedLen`) Storage: `ModelFactory::Workers` (r:2 w:0) Proof: `ModelFactory::Workers`
	// (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`) Storage:
	// `Parameters::Parameters` (r:1 w:0) Proof: `Parameters::Parameters` (`max_values`: None, `max_size`:
	// Some(36), added: 2511, mode: `MaxEncodedLen`) Storage: `Disputes::Votes` (r:1 w:1) Proof:
	// `Disputes::Votes` (`max_values`: None, `max_size`: Some(3139), added: 5614, mode: `MaxEncodedLen`)
	// Storage: `Disputes::OpenedAnswers` (r:1 w:0) Proof: `Disputes::OpenedAnswers` (`max_values`: None,
	// `max_size`: Some(85200), added: 87675, mode: `MaxEncodedLen`) Storage: `Models::Models` (r:1 w:0)
	// Proof: `Models::Models` (`max_values`: None, `max_size`: Some(440), added: 2915, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Snapshots` (r:1 w:0) Proof: `Datanets::Snapshots` (`max_values`: None, `max_size`:
	// Some(13457), added: 15932, mode: `MaxEncodedLen`) Storage: `Attribution::Settlements` (r:1 w:0) Proof:
	// `Attribution::Settlements` (`max_values`: None, `max_size`: Some(4321), added: 6796, mode:
	// `MaxEncodedLen`) Storage: `Datanets::Contributions` (r:256 w:0) Proof: `Datanets::Contributions`
	// (`max_values`: None, `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`)
	fn reveal_vote() -> Weight {
		// Estimated, not measured: as `vote` was, which repeated all but the look at draw and commitment, and
		// the hash of a finding of 3 kB. Its fastest run took 1_338_403 ns.
		Weight::from_parts(1_500_000_000, 672_000)
			.saturating_add(T::DbWeight::get().reads(269))
			.saturating_add(T::DbWeight::get().writes(2))
	}

	// Storage: `Disputes::Challenges` (r:1 w:1) Proof: `Disputes::Challenges` (`max_values`: None,
	// `max_size`: Some(122), added: 2597, mode: `MaxEncodedLen`) Storage: `Attribution::Settlements` (r:1
	// w:1) Proof: `Attribution::Settlements` (`max_values`: None, `max_size`: Some(4321), added: 6796, mode:
	// `MaxEncodedLen`) Storage: `Disputes::Votes` (r:16 w:15) Proof: `Disputes::Votes` (`max_values`: None,
	// `max_size`: Some(3139), added: 5614, mode: `MaxEncodedLen`) Storage: `Disputes::OpenedAnswers` (r:1
	// w:1) Proof: `Disputes::OpenedAnswers` (`max_values`: None, `max_size`: Some(85200), added: 87675, mode:
	// `MaxEncodedLen`) Storage: `Disputes::OpenChallenges` (r:1 w:1) Proof: `Disputes::OpenChallenges`
	// (`max_values`: Some(1), `max_size`: Some(1602), added: 2097, mode: `MaxEncodedLen`) Storage:
	// `Attribution::Liable` (r:1 w:1) Proof: `Attribution::Liable` (`max_values`: None, `max_size`: Some(56),
	// added: 2531, mode: `MaxEncodedLen`) Storage: `Parameters::Parameters` (r:2 w:0) Proof:
	// `Parameters::Parameters` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	// Storage: `ModelFactory::Providers` (r:1 w:1) Proof: `ModelFactory::Providers` (`max_values`: None,
	// `max_size`: Some(437), added: 2912, mode: `MaxEncodedLen`) Storage: `Balances::Holds` (r:3 w:3) Proof:
	// `Balances::Holds` (`max_values`: None, `max_size`: Some(355), added: 2830, mode: `MaxEncodedLen`)
	// Storage: `System::Account` (r:4 w:4) Proof: `System::Account` (`max_values`: None, `max_size`:
	// Some(128), added: 2603, mode: `MaxEncodedLen`) Storage: `Attribution::Books` (r:1 w:1) Proof:
	// `Attribution::Books` (`max_values`: Some(1), `max_size`: Some(96), added: 591, mode: `MaxEncodedLen`)
	// Storage: `Datanets::Contributions` (r:256 w:0) Proof: `Datanets::Contributions` (`max_values`: None,
	// `max_size`: Some(114), added: 2589, mode: `MaxEncodedLen`) Storage: `Attribution::Influence` (r:256
	// w:256) Proof: `Attribution::Influence` (`max_values`: None, `max_size`: Some(48), added: 2523, mode:
	// `MaxEncodedLen`) Storage: `Attribution::DatanetInfluence` (r:256 w:256) Proof:
	// `Attribution::DatanetInfluence` (`max_values`: None, `max_size`: Some(48), added: 2523, mode:
	// `MaxEncodedLen`) Storage: `Attribution::ModelBoards` (r:1 w:1) Proof: `Attribution::ModelBoards`
	// (`max_values`: None, `max_size`: Some(4814), added: 7289, mode: `MaxEncodedLen`) Storage:
	// `Attribution::ContributorModels` (r:256 w:256) Proof: `Attribution::ContributorModels` (`max_values`:
	// None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`) Storage:
	// `Attribution::ContributorDatanets` (r:256 w:256) Proof: `Attribution::ContributorDatanets`
	// (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`) Storage:
	// `Attribution::DatanetBoards` (r:1 w:1) Proof: `Attribution::DatanetBoards` (`max_values`: None,
	// `max_size`: Some(4814), added: 7289, mode: `MaxEncodedLen`) Storage: `Attribution::Earnings` (r:273
	// w:273) Proof: `Attribution::Earnings` (`max_values`: None, `max_size`: Some(64), added: 2539, mode:
	// `MaxEncodedLen`) `n` from 0 to 256.
	fn resolve(n: u32, ) -> Weight {
		// Fastest run: 589_033 ns, with 15 votes. Estimated beyond what was measured: the settlement is
		// written once more, its lineage and split are read, a condemned one's user is credited, a place in
		// the queue is given back, and eight Datanets have a board each. Each of 15 verifiers is released,
		// with its commitment, or pays a penalty as a provider pays a late fee. An audit's answer is read
		// once more, and the purse and what is set aside of it are read and written.
		let boards = u64::from(n.min(7));
		Weight::from_parts(700_000_000, 90814)
			.saturating_add(Weight::from_parts(20_000_000, 7289).saturating_mul(boards))
			.saturating_add(T::DbWeight::get().reads_writes(boards, boards))
			// Standard error: 83_347 ps.
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

	fn draw(n: u32, ) -> Weight {
		// Estimated, not measured: the queue, and what is mixed in; for each draw a challenge, its
		// settlement, two workers, and of 68 seats each with its provider, of whom 15 are given a duty.
		Weight::from_parts(30_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().writes(2))
			.saturating_add(Weight::from_parts(1_500_000_000, 120_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(145, 34).saturating_mul(n.into()))
	}

	// Estimated, not measured: a receipt of 256 shares is hashed and its signature checked, the answer that
	// lies open is read as `reveal_vote` does, and 15 verifiers are released, with commitments and votes, as
	// `resolve` does.
	fn present_receipt() -> Weight {
		Weight::from_parts(600_000_000, 90814)
			.saturating_add(Weight::from_parts(0, 87675))
			.saturating_add(T::DbWeight::get().reads(23))
			.saturating_add(T::DbWeight::get().writes(18))
			.saturating_add(T::DbWeight::get().reads_writes(48, 70))
	}

	// Estimated, not measured: the queue, and for each settlement its entry, itself (15 kB) and the penalty;
	// for each audit the purse, what is set aside and the fee, and twice what `challenge` reads and writes
	// but for the bond.
	fn audit(n: u32, a: u32) -> Weight {
		Weight::from_parts(10_000_000, 2_000)
			.saturating_add(T::DbWeight::get().reads_writes(1, 1))
			.saturating_add(Weight::from_parts(40_000_000, 17_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(3, 1).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(400_000_000, 34_000).saturating_mul(a.into()))
			.saturating_add(T::DbWeight::get().reads_writes(23, 27).saturating_mul(a.into()))
	}

	// Estimated, not measured: a turn is read and given again; what tells whether an audit is due is its
	// challenge, settlement and draw, the answer that lies open (85 kB) and 15 findings of 3 kB.
	fn look_at_audit() -> Weight {
		Weight::from_parts(300_000_000, 160_000)
			.saturating_add(T::DbWeight::get().reads_writes(23, 4))
	}
}
