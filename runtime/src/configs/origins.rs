//! Origins that a referendum may speak with besides root: one for each track.

pub use pallet::*;

/// Track of the origin root. No other track reaches it.
pub const UPGRADE_TRACK: u16 = 0;
/// Track of the origin [`Origin::Guardian`].
pub const SAFETY_TRACK: u16 = 3;

#[frame_support::pallet]
pub mod pallet {
	use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
	use frame_support::{
		pallet_prelude::*,
		traits::{Contains, EnsureOrigin},
	};
	use frame_system::pallet_prelude::*;
	use openledger_primitives::{Balance, BlockNumber};
	use pallet_referenda::{ReferendumIndex, WeightInfo};
	use scale_info::TypeInfo;

	/// Configuration: who may stop referenda.
	#[pallet::config]
	pub trait Config: frame_system::Config + pallet_referenda::Config {
		/// Referenda that the track `safety` may stop.
		type Stoppable: Contains<ReferendumIndex>;

		/// Origin of the track `safety`.
		type StopOrigin: EnsureOrigin<<Self as frame_system::Config>::RuntimeOrigin>;
	}

	/// Pallet of the tracks' origins.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// Number of the period in which the treasury last paid, and the planck that it paid in it.
	#[pallet::storage]
	pub type Spent<T: Config> = StorageValue<_, (BlockNumber, Balance), ValueQuery>;

	/// Errors of this pallet.
	#[pallet::error]
	pub enum Error<T> {
		/// The treasury has paid as much in this period as it may; call `payout` again in the next.
		SpendCapReached,
		/// The referendum is not under way, or its track oversees this one; only root stops it.
		NotStoppable,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Cancels a referendum, for the track `safety`. Referenda on the tracks `upgrade` and `safety` go
		/// on: no track stops what oversees it.
		#[pallet::call_index(0)]
		#[pallet::weight(
			<T as pallet_referenda::Config>::WeightInfo::cancel().saturating_add(T::DbWeight::get().reads(1))
		)]
		pub fn stop_referendum(origin: OriginFor<T>, index: ReferendumIndex) -> DispatchResult {
			T::StopOrigin::ensure_origin(origin)?;
			ensure!(T::Stoppable::contains(&index), Error::<T>::NotStoppable);
			pallet_referenda::Pallet::<T>::cancel(frame_system::RawOrigin::Root.into(), index)
		}
	}

	/// Track that decided on a call.
	#[derive(
		Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
	)]
	#[pallet::origin]
	pub enum Origin {
		/// May set the marketplace's parameters.
		#[codec(index = 0)]
		Parameters,
		/// May spend a little from the treasury.
		#[codec(index = 1)]
		Treasurer,
		/// May pause calls, or all but the calls that keep the chain and its governance alive.
		#[codec(index = 2)]
		Guardian,
		/// May spend more from the treasury.
		#[codec(index = 3)]
		MediumSpender,
		/// May spend most from the treasury.
		#[codec(index = 4)]
		BigSpender,
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
	/// Origin of the track `medium_spend`.
	pub const MediumSpender: Origin = Origin::MediumSpender;
	/// Origin of the track `big_spend`.
	pub const BigSpender: Origin = Origin::BigSpender;
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
