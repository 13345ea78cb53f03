//! Weights of the calls: estimates; replaced by the benchmark command's output.

use core::marker::PhantomData;
use frame_support::{
	traits::Get,
	weights::{constants::RocksDbWeight, RuntimeDbWeight, Weight},
};

/// What each call costs.
pub trait WeightInfo {
	/// Opening a session.
	fn open_session() -> Weight;
	/// Topping up.
	fn top_up() -> Weight;
	/// Settling with `n` contributions named.
	fn settle(n: u32) -> Weight;
	/// Closing.
	fn close_session() -> Weight;
	/// Claiming.
	fn claim() -> Weight;
}

/// Reads: price, provider, counter, account, holds. Writes: counter, session, account, holds.
fn open_session(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(45_000_000, 4_000).saturating_add(db.reads_writes(5, 4))
}

/// Reads: session, account, holds. Writes: session, account, holds.
fn top_up(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(38_000_000, 4_000).saturating_add(db.reads_writes(3, 3))
}

/// Two signature checks. Reads: session, stash, genesis hash, model, base, two owners, two accounts with holds, treasury
/// and its account, four earnings, books, eight snapshots; for each contribution its contributor, influence and
/// earnings. Writes: session, two accounts with holds, the treasury's account, four earnings, books; for each
/// contribution influence and earnings.
fn settle(db: RuntimeDbWeight, n: u32) -> Weight {
	let each = Weight::from_parts(9_000_000, 8_000).saturating_add(db.reads_writes(3, 2));
	Weight::from_parts(260_000_000, 160_000)
		.saturating_add(db.reads_writes(27, 11))
		.saturating_add(each.saturating_mul(u64::from(n)))
}

/// Reads: session, stash, account, holds. Writes: session, account, holds.
fn close_session(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(40_000_000, 4_000).saturating_add(db.reads_writes(4, 3))
}

/// Reads: earnings, books, two accounts, holds. Writes: the same.
fn claim(db: RuntimeDbWeight) -> Weight {
	Weight::from_parts(45_000_000, 4_000).saturating_add(db.reads_writes(5, 5))
}

/// Estimates on the runtime's database.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn open_session() -> Weight {
		open_session(T::DbWeight::get())
	}
	fn top_up() -> Weight {
		top_up(T::DbWeight::get())
	}
	fn settle(n: u32) -> Weight {
		settle(T::DbWeight::get(), n)
	}
	fn close_session() -> Weight {
		close_session(T::DbWeight::get())
	}
	fn claim() -> Weight {
		claim(T::DbWeight::get())
	}
}

impl WeightInfo for () {
	fn open_session() -> Weight {
		open_session(RocksDbWeight::get())
	}
	fn top_up() -> Weight {
		top_up(RocksDbWeight::get())
	}
	fn settle(n: u32) -> Weight {
		settle(RocksDbWeight::get(), n)
	}
	fn close_session() -> Weight {
		close_session(RocksDbWeight::get())
	}
	fn claim() -> Weight {
		claim(RocksDbWeight::get())
	}
}
