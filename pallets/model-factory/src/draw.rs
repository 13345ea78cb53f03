//! Drawing providers by chance: seats in a row, one a provider, of which a seed picks some.

use crate::{Config, Error, Pallet, Providers, Seats, SeatsTaken, types::Provider};
use alloc::{collections::BTreeMap, vec::Vec};
use openledger_primitives::{AccountId, Hash, traits::Candidates};
use sp_runtime::{
	DispatchError, DispatchResult,
	traits::{BlakeTwo256, Hash as _},
};

/// Largest number of providers in one draw.
pub const MAX_DRAWN: u32 = 16;

/// Seats looked at in one draw of `count` providers: some are of providers that do not serve, or do not offer
/// what is asked for, and are passed over.
pub const fn max_looks(count: u32) -> u32 {
	count.saturating_mul(4).saturating_add(8)
}

impl<T: Config> Pallet<T> {
	/// Gives a provider the next free seat.
	pub(crate) fn take_seat(stash: &AccountId) -> Result<u32, DispatchError> {
		let seat = SeatsTaken::<T>::get();
		SeatsTaken::<T>::put(seat.checked_add(1).ok_or(Error::<T>::Overflow)?);
		Seats::<T>::insert(seat, stash);
		Ok(seat)
	}

	/// Frees a seat: the provider in the last one moves there, so that none in between is empty.
	pub(crate) fn vacate_seat(seat: u32) -> DispatchResult {
		let last = SeatsTaken::<T>::get().checked_sub(1).ok_or(Error::<T>::Inconsistent)?;
		SeatsTaken::<T>::put(last);
		let moved = Seats::<T>::take(last).ok_or(Error::<T>::Inconsistent)?;
		if seat != last {
			Providers::<T>::try_mutate(&moved, |provider| -> DispatchResult {
				provider.as_mut().ok_or(Error::<T>::Inconsistent)?.seat = Some(seat);
				Ok(())
			})?;
			Seats::<T>::insert(seat, moved);
		}
		Ok(())
	}

	/// Draws at most `count` providers that serve and may be drawn, without repeat.
	pub(crate) fn do_draw(seed: Hash, count: u32, from: Candidates<AccountId>) -> Vec<AccountId> {
		let Candidates { before, base, without } = from;
		let count = count.min(MAX_DRAWN);
		Self::draw_where(seed, count, max_looks(count), |stash, provider| {
			!without.contains(stash)
				&& provider.serves()
				&& provider.since < before
				&& base.is_none_or(|base| provider.offers(base))
		})
	}

	/// Draws at most `count` providers that may be drawn, without repeat.
	///
	/// The seats are shuffled by Fisher and Yates as far as they are looked at, at most `looks`. The number
	/// behind place `i` is `blake2_256(seed ‖ i)`.
	pub(crate) fn draw_where(
		seed: Hash,
		count: u32,
		looks: u32,
		may_be_drawn: impl Fn(&AccountId, &Provider<T>) -> bool,
	) -> Vec<AccountId> {
		let taken = SeatsTaken::<T>::get();
		let mut shuffled = BTreeMap::<u32, u32>::new();
		let mut drawn = Vec::new();
		for place in 0..taken.min(looks) {
			if drawn.len() >= count as usize {
				break;
			}
			let other = place.saturating_add(chance(seed, place, taken.saturating_sub(place)));
			let seat = shuffled.get(&other).copied().unwrap_or(other);
			let here = shuffled.get(&place).copied().unwrap_or(place);
			shuffled.insert(other, here);
			let Some(stash) = Seats::<T>::get(seat) else { continue };
			if Providers::<T>::get(&stash).is_some_and(|provider| may_be_drawn(&stash, &provider)) {
				drawn.push(stash);
			}
		}
		drawn
	}
}

/// Returns the number below `bound` that a seed gives at a place.
pub(crate) fn chance(seed: Hash, place: u32, bound: u32) -> u32 {
	let hash = BlakeTwo256::hash_of(&(seed, place));
	let number = hash.as_bytes().iter().take(8).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
	number.checked_rem(u64::from(bound)).unwrap_or(0) as u32
}
