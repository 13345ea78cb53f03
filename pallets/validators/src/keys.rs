//! The keys of past sessions, which reports of offences are checked against.
//!
//! `pallet_session::historical` makes its proofs from the keys that validators have *set*. Who sets new ones
//! after an offence takes the proof away, its own and that of every other offender of the session, for the
//! root is one. So the keys that are at work are noted here when a session begins, and kept for as long as it
//! can be reported. A proof names the session; nothing that happens afterwards invalidates it.

use crate::{Config, KeyHistory, LOG_TARGET, Pallet};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	BoundedVec,
	traits::{ConstU32, KeyOwnerProofSystem},
};
use pallet_session::Pallet as Session;
use scale_info::TypeInfo;
use sp_runtime::{KeyTypeId, traits::OpaqueKeys};
use sp_session::{GetSessionNumber, GetValidatorCount, ValidatorCount};
use sp_staking::SessionIndex;

/// Largest number of bytes of all session keys of a validator together: eight keys of 32 bytes.
pub const MAX_KEYS_LEN: u32 = 256;

/// A validator and the session keys with which it works.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct KeyOwner<AccountId> {
	/// Account of the validator.
	pub validator: AccountId,
	/// All its keys, encoded as the runtime's session keys.
	pub keys: BoundedVec<u8, ConstU32<MAX_KEYS_LEN>>,
}

/// Proof that names the session in which a key was at work. The chain looks up its owner.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct KeyOwnership {
	/// Session of the key.
	pub session: SessionIndex,
	/// Number of validators of that session.
	pub validator_count: ValidatorCount,
}

impl GetSessionNumber for KeyOwnership {
	fn session(&self) -> SessionIndex {
		self.session
	}
}

impl GetValidatorCount for KeyOwnership {
	fn validator_count(&self) -> ValidatorCount {
		self.validator_count
	}
}

impl<T: Config> Pallet<T> {
	/// Notes which validators work with which keys in a session.
	pub fn note_keys(session: SessionIndex, working: impl IntoIterator<Item = (T::AccountId, T::Keys)>) {
		let owner = |(validator, keys): (T::AccountId, T::Keys)| {
			let keys = keys.encode().try_into();
			if keys.is_err() {
				log::error!(target: LOG_TARGET, "session keys above {MAX_KEYS_LEN} bytes are not noted");
			}
			Some(KeyOwner { validator, keys: keys.ok()? })
		};
		// No set has more than the most validators.
		let owners = working.into_iter().filter_map(owner).collect();
		KeyHistory::<T>::insert(session, BoundedVec::truncate_from(owners));
	}

	/// Returns the validator that worked with a key in a session, and how many validators that session had.
	fn key_owner(session: SessionIndex, id: KeyTypeId, key: &[u8]) -> Option<(T::AccountId, ValidatorCount)> {
		let owners = KeyHistory::<T>::get(session);
		let count = owners.len() as ValidatorCount;
		let is_owner = |owner: &KeyOwner<T::AccountId>| {
			T::Keys::decode(&mut owner.keys.as_slice()).is_ok_and(|keys| keys.get_raw(id) == key)
		};
		owners.into_iter().find(is_owner).map(|owner| (owner.validator, count))
	}
}

impl<T: Config, D: AsRef<[u8]>> KeyOwnerProofSystem<(KeyTypeId, D)> for Pallet<T> {
	type Proof = KeyOwnership;
	type IdentificationTuple = T::AccountId;

	/// Proves a key of the running session. A key of an earlier one is proved in a state of that session.
	fn prove((id, key): (KeyTypeId, D)) -> Option<KeyOwnership> {
		let session = Session::<T>::current_index();
		let (_, validator_count) = Self::key_owner(session, id, key.as_ref())?;
		Some(KeyOwnership { session, validator_count })
	}

	fn check_proof((id, key): (KeyTypeId, D), proof: KeyOwnership) -> Option<T::AccountId> {
		let (owner, count) = Self::key_owner(proof.session, id, key.as_ref())?;
		(count == proof.validator_count).then_some(owner)
	}
}
