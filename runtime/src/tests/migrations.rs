//! Tests of an upgrade of the chain that the runtime before it left behind.

use super::{chain, check_integrity};
use crate::{
	migrations::{FirstSessionKeys, Migrations},
	AccountId, AuthorityDiscovery, Runtime, Session, SessionKeys, Validators,
};
use codec::Encode;
use frame_support::{
	storage::{storage_prefix, unhashed},
	traits::{GetStorageVersion, OnRuntimeUpgrade, StorageVersion},
};
use sp_runtime::traits::OpaqueKeys;

fn first(keys: &SessionKeys) -> FirstSessionKeys {
	FirstSessionKeys { babe: keys.babe.clone(), grandpa: keys.grandpa.clone() }
}

/// Puts the session keys back into the shape that version 1 of the runtime gave them.
fn go_back() {
	for (validator, keys) in pallet_session::NextKeys::<Runtime>::iter().collect::<Vec<_>>() {
		let discovery = sp_core::crypto::key_types::AUTHORITY_DISCOVERY;
		pallet_session::KeyOwner::<Runtime>::remove((discovery, keys.get_raw(discovery)));
		unhashed::put(&pallet_session::NextKeys::<Runtime>::hashed_key_for(validator), &first(&keys));
	}
	let queued: Vec<(AccountId, FirstSessionKeys)> =
		Session::queued_keys().iter().map(|(validator, keys)| (validator.clone(), first(keys))).collect();
	unhashed::put(&pallet_session::QueuedKeys::<Runtime>::hashed_key(), &queued);
	unhashed::put(&pallet_session::QueuedChanged::<Runtime>::hashed_key(), &false);
	assert!(unhashed::clear_prefix(&sp_io::hashing::twox_128(b"AuthorityDiscovery"), None, None)
		.maybe_cursor
		.is_none());
	// And what it kept to prove whose keys were whose.
	pallet_validators::KeyHistory::<Runtime>::remove(Session::current_index());
	unhashed::put(&storage_prefix(b"Historical", b"StoredRange"), &(0u32, 2u32));
	unhashed::put(&storage_prefix(b"Validators", b"Planned"), &[7u8; 32]);
	StorageVersion::new(0).put::<Validators>();
}

#[test]
fn session_keys_should_gain_a_third_one_and_be_noted() {
	chain("local").execute_with(|| {
		let all = || pallet_session::NextKeys::<Runtime>::iter().collect::<Vec<_>>();
		let (next, queued) = (all(), Session::queued_keys());
		let working = pallet_validators::KeyHistory::<Runtime>::get(0);
		assert_eq!(working.len(), 3);
		assert_eq!(next.len(), 3);
		go_back();
		assert_ne!(
			unhashed::get_raw(&pallet_session::NextKeys::<Runtime>::hashed_key_for(&next[0].0)),
			Some(next[0].1.encode())
		);

		Migrations::on_runtime_upgrade();

		// The presets use the key that the migration fills in, so the state is that of a chain born with
		// three keys.
		assert_eq!(all(), next);
		assert_eq!(Session::queued_keys(), queued);
		assert_eq!(pallet_validators::KeyHistory::<Runtime>::get(0), working);
		assert!(!unhashed::contains_prefixed_key(&sp_io::hashing::twox_128(b"Historical")));
		assert!(!unhashed::exists(&storage_prefix(b"Validators", b"Planned")));
		// The set stays, and yet the next session tells who is to be discovered.
		assert!(AuthorityDiscovery::current_authorities().is_empty());
		Session::rotate_session();
		assert_eq!(AuthorityDiscovery::current_authorities().len(), 3);
		for (validator, keys) in &next {
			for kind in SessionKeys::key_ids() {
				assert_eq!(Session::key_owner(*kind, keys.get_raw(*kind)).as_ref(), Some(validator));
			}
		}
		assert_eq!(Validators::on_chain_storage_version(), 1);
		check_integrity();
	});
}

#[test]
fn a_migration_should_run_once() {
	chain("local").execute_with(|| {
		let root = sp_io::storage::root(Default::default());
		Migrations::on_runtime_upgrade();
		assert_eq!(sp_io::storage::root(Default::default()), root);
	});
}
