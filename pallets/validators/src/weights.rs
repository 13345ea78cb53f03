//! Weights of calls and handlers.
//!
//! These are estimates: database accesses as counted by reading the code, and a generous time for the rest. They
//! are replaced by the benchmark command's output.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, Weight},
};

/// What each call and handler costs.
pub trait WeightInfo {
	/// Noting a block's author.
	fn note_author() -> Weight;
	/// Paying a block's author.
	fn pay_author() -> Weight;
	/// Joining, when that displaces another candidate.
	fn join() -> Weight;
	/// Leaving.
	fn leave() -> Weight;
	/// Adding to a pool.
	fn delegate() -> Weight;
	/// Taking all of a position out of a pool.
	fn undelegate() -> Weight;
	/// Withdrawing `n` chunks of `n` validators.
	fn withdraw(n: u32) -> Weight;
	/// Claiming the last earnings of a position.
	fn claim() -> Weight;
	/// Returning, when that displaces another candidate.
	fn rejoin() -> Weight;
	/// Changing the commission.
	fn set_commission() -> Weight;
	/// Purging session keys.
	fn purge_keys() -> Weight;
	/// Punishing `n` offenders of one offence, each with stake in every session of the longest unbonding time.
	fn on_offence(n: u32) -> Weight;
}

/// Estimates on the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Reads: ledger, count. Writes: count, income.
	fn note_author() -> Weight {
		Weight::from_parts(8_000_000, 3_600).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}

	/// Reads: income, ledger, reward, reserve, account. Writes: income, ledger, holds, account.
	fn pay_author() -> Weight {
		Weight::from_parts(60_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}

	/// Reads: ledger twice, keys, cool-down, session, position, caller, account, holds, candidates, minimum, the displaced. Writes: position, caller, account, holds, candidates, ledger, cool-down, the displaced, consumers.
	fn join() -> Weight {
		Weight::from_parts(90_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(12, 9))
	}

	/// Reads: ledger, candidates, minimum, position, session, holds, unbonding, chunks, set, session's set, account. Writes: candidates, position, holds, unbonding, chunks, ledger, account, count.
	fn leave() -> Weight {
		Weight::from_parts(90_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(11, 8))
	}

	/// Reads: ledger, position, caller, account, holds, candidates, minimum. Writes: position, caller, account, holds, candidates, ledger.
	fn delegate() -> Weight {
		Weight::from_parts(75_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(7, 6))
	}

	/// Reads: ledger, position, session, holds, unbonding, chunks, candidates, set, session's set, account. Writes: position, holds, unbonding, chunks, candidates, ledger, account.
	fn undelegate() -> Weight {
		Weight::from_parts(80_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(10, 7))
	}

	/// Reads: session, time, chunks, caller, account, holds, set, session's set. Writes: chunks, caller, account, holds, treasury. A chunk: its pool and ledger.
	fn withdraw(n: u32) -> Weight {
		Weight::from_parts(50_000_000, 8_000)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 5))
			.saturating_add(T::DbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
	}

	/// Reads: ledger, position, caller, account, holds, set, session's set, treasury. Writes: position, ledger, caller, account, holds.
	fn claim() -> Weight {
		Weight::from_parts(65_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(8, 5))
	}

	/// Reads: ledger, keys, cool-down, session, position, candidates, minimum, the displaced. Writes: candidates, ledger, cool-down, the displaced.
	fn rejoin() -> Weight {
		Weight::from_parts(50_000_000, 20_000).saturating_add(T::DbWeight::get().reads_writes(8, 4))
	}

	/// Reads: ledger. Writes: ledger.
	fn set_commission() -> Weight {
		Weight::from_parts(15_000_000, 3_600).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	/// Reads: ledger twice, set, session's set, keys, deposit, externally set, caller. Writes: keys, two owners, deposit, caller, ledger, count.
	fn purge_keys() -> Weight {
		Weight::from_parts(50_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(8, 7))
	}

	/// Reads: session, time, offences, holds, account, treasury, disabled, sitting out. Writes: offences, holds, account, treasury, disabled, sitting out. An offender: ledger, candidates, minimum, cool-down, reporter, and its unbonding pools.
	fn on_offence(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 20_000)
			.saturating_add(Weight::from_parts(600_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(8, 6))
			.saturating_add(T::DbWeight::get().reads_writes(121, 120).saturating_mul(n.into()))
	}
}

/// For tests.
impl WeightInfo for () {
	fn note_author() -> Weight {
		Weight::from_parts(8_000_000, 3_600).saturating_add(RocksDbWeight::get().reads_writes(2, 2))
	}

	fn pay_author() -> Weight {
		Weight::from_parts(60_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(5, 4))
	}

	fn join() -> Weight {
		Weight::from_parts(90_000_000, 20_000).saturating_add(RocksDbWeight::get().reads_writes(12, 9))
	}

	fn leave() -> Weight {
		Weight::from_parts(90_000_000, 20_000).saturating_add(RocksDbWeight::get().reads_writes(11, 8))
	}

	fn delegate() -> Weight {
		Weight::from_parts(75_000_000, 20_000).saturating_add(RocksDbWeight::get().reads_writes(7, 6))
	}

	fn undelegate() -> Weight {
		Weight::from_parts(80_000_000, 20_000).saturating_add(RocksDbWeight::get().reads_writes(10, 7))
	}

	fn withdraw(n: u32) -> Weight {
		Weight::from_parts(50_000_000, 8_000)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(8, 5))
			.saturating_add(RocksDbWeight::get().reads_writes(2, 2).saturating_mul(n.into()))
	}

	fn claim() -> Weight {
		Weight::from_parts(65_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(8, 5))
	}

	fn rejoin() -> Weight {
		Weight::from_parts(50_000_000, 20_000).saturating_add(RocksDbWeight::get().reads_writes(8, 4))
	}

	fn set_commission() -> Weight {
		Weight::from_parts(15_000_000, 3_600).saturating_add(RocksDbWeight::get().reads_writes(1, 1))
	}

	fn purge_keys() -> Weight {
		Weight::from_parts(50_000_000, 8_000).saturating_add(RocksDbWeight::get().reads_writes(8, 7))
	}

	fn on_offence(n: u32) -> Weight {
		Weight::from_parts(40_000_000, 20_000)
			.saturating_add(Weight::from_parts(600_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads_writes(8, 6))
			.saturating_add(RocksDbWeight::get().reads_writes(121, 120).saturating_mul(n.into()))
	}
}
