#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

#[cfg(test)]
mod tests;

use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{BlockNumberProvider, Saturating};

pub use pallet::*;

/// State of the market in a block, and what it cost to find out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PauseState {
	/// Whether somebody may be held back from what it must do in time.
	pub is_paused: bool,
	/// Number of storage items that were read.
	pub reads: u64,
}

/// Answer of the runtime to the question whether the market is paused.
pub trait Pauses {
	/// Returns the state at this point of the block.
	fn state() -> PauseState;
}

/// Storage and hooks of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use super::*;
	use frame_support::{pallet_prelude::*, sp_runtime::traits::One, traits::Get};

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Says whether the market is paused.
		type Pauses: Pauses;
	}

	/// Pallet of the marketplace's clock.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Number of blocks so far in which the market was paused.
	#[pallet::storage]
	pub type Paused<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let PauseState { is_paused, reads } = T::Pauses::state();
			if !is_paused {
				return T::DbWeight::get().reads(reads);
			}
			Paused::<T>::mutate(|paused| paused.saturating_accrue(One::one()));
			T::DbWeight::get().reads_writes(reads.saturating_add(1), 1)
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Returns the number of blocks so far in which the market was paused.
	pub fn paused() -> BlockNumberFor<T> {
		Paused::<T>::get()
	}
}

impl<T: Config> BlockNumberProvider for Pallet<T> {
	type BlockNumber = BlockNumberFor<T>;

	/// Returns the market's time: the block number, less the paused blocks.
	fn current_block_number() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number().saturating_sub(Paused::<T>::get())
	}
}
