//! The origins that a referendum may speak with, besides root: one for each track.

pub use pallet::*;

#[frame_support::pallet]
pub mod pallet {
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use scale_info::TypeInfo;

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Whose decision a call is.
	#[derive(
		Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
	)]
	#[pallet::origin]
	pub enum Origin {
		/// May set the marketplace's parameters.
		#[codec(index = 0)]
		Parameters,
		/// May spend from the treasury, a limited amount at a time.
		#[codec(index = 1)]
		Treasurer,
		/// May pause calls, or all but the calls that keep the chain and its governance alive.
		#[codec(index = 2)]
		Guardian,
	}
}

use core::marker::PhantomData;
use frame_support::traits::{EnsureOrigin, Get};

/// Lets a track's origin pass, which `Wanted` names, and no other.
pub struct EnsureTrack<Wanted>(PhantomData<Wanted>);

impl<O, Wanted> EnsureOrigin<O> for EnsureTrack<Wanted>
where
	O: Into<Result<Origin, O>> + From<Origin>,
	Wanted: Get<Origin>,
{
	type Success = ();

	fn try_origin(origin: O) -> Result<(), O> {
		match origin.into()? {
			found if found == Wanted::get() => Ok(()),
			other => Err(O::from(other)),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<O, ()> {
		Ok(O::from(Wanted::get()))
	}
}
