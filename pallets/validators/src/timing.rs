//! The chain's clock, fixed at genesis, as the types that other pallets ask for.
//!
//! A chain spec chooses slot duration and epoch length without recompiling the runtime. Both are read from
//! storage on each use: outside of externalities, as in a native test that asks for metadata, reading them
//! panics.

use crate::{Config, EpochSlots, SlotMillis, UnbondingTime};
use core::marker::PhantomData;
use frame_support::traits::Get;

/// Number of milliseconds in a slot: `pallet_babe::Config::ExpectedBlockTime` and the BABE runtime API.
pub struct SlotDuration<T>(PhantomData<T>);

impl<T: Config> Get<u64> for SlotDuration<T> {
	fn get() -> u64 {
		SlotMillis::<T>::get()
	}
}

/// Half a slot: `pallet_timestamp::Config::MinimumPeriod`.
pub struct MinimumPeriod<T>(PhantomData<T>);

impl<T: Config> Get<u64> for MinimumPeriod<T> {
	fn get() -> u64 {
		SlotMillis::<T>::get() / 2
	}
}

/// Number of slots in an epoch, which is a session: `pallet_babe::Config::EpochDuration`.
pub struct EpochLength<T>(PhantomData<T>);

impl<T: Config> Get<u64> for EpochLength<T> {
	fn get() -> u64 {
		u64::from(EpochSlots::<T>::get())
	}
}

/// Number of blocks for which an equivocation can be reported: as long as the keys of its session are kept.
pub struct ReportLongevity<T>(PhantomData<T>);

impl<T: Config> Get<u64> for ReportLongevity<T> {
	fn get() -> u64 {
		u64::from(UnbondingTime::<T>::get()).saturating_mul(EpochLength::<T>::get())
	}
}
