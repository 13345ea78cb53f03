//! Origins that a referendum may speak with besides root: one for each track.

pub use pallet::*;

#[frame_support::pallet]
pub mod pallet {
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use scale_info::TypeInfo;

	#[pallet::config]
	pub trait Config: frame_system::Config {}

	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Track that decided on a call.
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
use frame_support::{
	parameter_types,
	traits::{EnsureOrigin, Get},
};

parameter_types! {
	/// Origin of the track `parameters`.
	pub const Parameters: Origin = Origin::Parameters;
	/// Origin of the track `treasury`.
	pub const Treasurer: Origin = Origin::Treasurer;
	/// Origin of the track `safety`.
	pub const Guardian: Origin = Origin::Guardian;
}

/// Check that lets the origin of one track pass, which `Wanted` names, and no other.
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
