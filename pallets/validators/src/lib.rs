#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod invariants;
#[cfg(test)]
mod mock;
mod offences;
mod session;
#[cfg(test)]
mod tests;
pub mod timing;
mod types;
pub mod weights;

pub use pallet::*;
pub use session::{StakeOf, ValidatorOf};
pub use timing::{EpochLength, MinimumPeriod, ReportLongevity, SlotDuration};
pub use types::{Stake, Status, ValidatorLedger};
pub use weights::WeightInfo;

const LOG_TARGET: &str = "runtime::validators";

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::{collections::BTreeSet, vec::Vec};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use sp_runtime::Perbill;
	use sp_staking::SessionIndex;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	/// What the runtime decides.
	#[pallet::config]
	pub trait Config:
		frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ pallet_session::historical::Config<FullIdentification = Stake>
	{
		/// Most validators in the set.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// Sessions for which an offence can still be reported: as long are historical roots and offences kept.
		#[pallet::constant]
		type OffenceHistory: Get<SessionIndex>;

		/// Weights of the handlers.
		type WeightInfo: WeightInfo;
	}

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The set that the latest planned session has, in order. Never empty after genesis. Written at genesis, and when
	/// a session is planned while a queue waits.
	#[pallet::storage]
	pub type Validators<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, ValueQuery>;

	/// The set for the next session to be planned. Taken when that happens.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageValue<_, BoundedVec<T::AccountId, T::MaxValidators>, OptionQuery>;

	/// The books of every known validator. Only these may set session keys.
	#[pallet::storage]
	pub type Ledger<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, ValidatorLedger, OptionQuery>;

	/// Blocks that each validator has authored. A key dies with its ledger.
	#[pallet::storage]
	pub type AuthoredBlocks<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u64, ValueQuery>;

	/// By session, the largest slash fraction reported of each offender. Removed [`Config::OffenceHistory`] sessions
	/// later.
	#[pallet::storage]
	pub type Offences<T: Config> = StorageMap<
		_,
		Twox64Concat,
		SessionIndex,
		BoundedBTreeMap<T::AccountId, Perbill, T::MaxValidators>,
		ValueQuery,
	>;

	/// Hash over set, stakes and session keys as they were last handed to the session pallet: a session is planned
	/// anew only when it differs, so GRANDPA does not change its authorities for nothing.
	#[pallet::storage]
	pub type Planned<T: Config> = StorageValue<_, T::Hash, OptionQuery>;

	/// Milliseconds in a slot. Set at genesis, never changed.
	#[pallet::storage]
	pub type SlotMillis<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// Slots in an epoch. Set at genesis, never changed.
	#[pallet::storage]
	pub type EpochSlots<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The chain's clock and first validators. There are no defaults: a value left out is refused. Only a genesis that
	/// leaves out all three builds, to nothing: every runtime's own tests do that, and no block follows it.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first validators; each needs session keys in the session pallet's genesis.
		pub validators: Vec<T::AccountId>,
		/// Milliseconds in a slot.
		pub slot_duration: u64,
		/// Slots in an epoch.
		pub epoch_length: u32,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if self.validators.is_empty() && self.slot_duration == 0 && self.epoch_length == 0 {
				return;
			}
			assert!(self.slot_duration >= 2, "validators: slot_duration must be at least 2 milliseconds");
			assert!(self.epoch_length > 0, "validators: epoch_length must be at least 1 slot");
			assert!(!self.validators.is_empty(), "validators: name at least one genesis validator");
			let distinct: BTreeSet<_> = self.validators.iter().collect();
			assert!(
				distinct.len() == self.validators.len(),
				"validators: a genesis validator is named more than once"
			);
			let Ok(set) = BoundedVec::try_from(self.validators.clone()) else {
				panic!("validators: more than {} genesis validators", T::MaxValidators::get());
			};

			for validator in &set {
				Ledger::<T>::insert(validator, ValidatorLedger::genesis());
			}
			Validators::<T>::put(set);
			SlotMillis::<T>::put(self.slot_duration);
			EpochSlots::<T>::put(self.epoch_length);
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A set waits for the next session to be planned.
		SetQueued {
			/// How many validators it has.
			validators: u32,
		},
		/// A queued set was planned for a session.
		SetPlanned {
			/// The session in which it takes over.
			session: SessionIndex,
			/// How many validators it has.
			validators: u32,
		},
		/// A queued set was dropped, because none of its validators has session keys.
		QueueDropped {
			/// The session that keeps the set before.
			session: SessionIndex,
		},
		/// A validator was reported for an offence.
		OffenceRecorded {
			/// The session of the offence.
			session: SessionIndex,
			/// The offender.
			validator: T::AccountId,
			/// The part of its stake that the offence is worth.
			fraction: Perbill,
		},
	}

	/// Why something is refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A set needs at least one validator.
		EmptySet,
		/// A set names a validator more than once; name each once.
		DuplicateValidator,
		/// A set names an account without a ledger; only known validators can be in it.
		UnknownValidator,
		/// A set has more than `MaxValidators` validators.
		TooManyValidators,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::MaxValidators::get() > 0, "MaxValidators must be at least 1");
			assert!(T::OffenceHistory::get() > 0, "OffenceHistory must be at least 1 session");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	impl<T: Config> Pallet<T> {
		/// Queues a set for the next session to be planned; it takes over one session after that. For whatever chooses
		/// sets: accounts without session keys by then are left out of the session.
		pub fn queue_set(set: Vec<T::AccountId>) -> DispatchResult {
			ensure!(!set.is_empty(), Error::<T>::EmptySet);
			let set = BoundedVec::<_, T::MaxValidators>::try_from(set)
				.map_err(|_| Error::<T>::TooManyValidators)?;
			ensure!(set.iter().collect::<BTreeSet<_>>().len() == set.len(), Error::<T>::DuplicateValidator);
			ensure!(set.iter().all(Ledger::<T>::contains_key), Error::<T>::UnknownValidator);
			let validators = set.len() as u32;
			Queue::<T>::put(set);
			Self::deposit_event(Event::SetQueued { validators });
			Ok(())
		}
	}
}
