//! What an upgrade does to the state of a running chain, once, before the first block of the new runtime.
//!
//! Each step is tied to the storage version of a pallet, so it runs once and on no chain that was born later.
//! [`Migrations`] lists the steps since the oldest runtime that an upgrade may start from.

use crate::{Babe, Grandpa, Runtime, Session, SessionKeys, Validators};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{migrations::VersionedMigration, traits::UncheckedOnRuntimeUpgrade, weights::Weight};
use sp_runtime::impl_opaque_keys;

/// All of them, the oldest first.
pub type Migrations = (AddDiscoveryKeys,);

/// From version 1 to 2 of the runtime: session keys gain a third one.
pub type AddDiscoveryKeys =
	VersionedMigration<0, 1, DiscoveryKeys<Runtime>, Validators, <Runtime as frame_system::Config>::DbWeight>;

impl_opaque_keys! {
	/// Session keys as version 1 of the runtime had them.
	pub struct FirstSessionKeys {
		/// Block production.
		pub babe: Babe,
		/// Finality.
		pub grandpa: Grandpa,
	}
}

/// Gives every validator a key for authority discovery: its key for block production, which is no one else's and which
/// its node does not hold for discovery. So it is asked for and not found, as before, until it rotates its keys.
pub struct DiscoveryKeys<T>(PhantomData<T>);

fn extend(old: FirstSessionKeys) -> SessionKeys {
	let placeholder = sp_core::sr25519::Public::from(old.babe.clone()).into();
	SessionKeys { babe: old.babe, grandpa: old.grandpa, authority_discovery: placeholder }
}

impl UncheckedOnRuntimeUpgrade for DiscoveryKeys<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		Session::upgrade_keys::<FirstSessionKeys, _>(|_validator, old| extend(old));
		// Each account's keys are rewritten, with an owner removed for each old key and noted for each new one.
		let accounts = pallet_session::NextKeys::<Runtime>::iter_keys().count() as u64;
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(
			accounts.saturating_mul(2).saturating_add(1),
			accounts.saturating_mul(6).saturating_add(1),
		)
	}
}
