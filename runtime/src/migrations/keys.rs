//! Session keys gain a third one.

use super::DbWeight;
use crate::{Babe, Grandpa, Runtime, Session, SessionKeys, Validators};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::{
	migrations::{RemovePallet, RemoveStorage},
	parameter_types,
	traits::{OnRuntimeUpgrade, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use sp_runtime::impl_opaque_keys;

parameter_types! {
	/// Pallet that proved whose keys were whose before `Validators` did.
	pub const HistoricalName: &'static str = "Historical";
	/// Pallet that proves it now.
	pub const ValidatorsName: &'static str = "Validators";
	/// Item that the old one kept, a hash over set and keys, to plan no session for nothing.
	pub const PlannedName: &'static str = "Planned";
}

impl_opaque_keys! {
	/// Session keys as version 1 of the runtime had them.
	pub struct FirstSessionKeys {
		/// Key for block production.
		pub babe: Babe,
		/// Key for finalising blocks.
		pub grandpa: Grandpa,
	}
}

/// Migration that gives every validator a key for authority discovery, and notes the keys of the running
/// session.
///
/// The key is its key for block production, which is no one else's and which its node does not hold for
/// discovery. So the validator is looked for and not found, as before, until it rotates its keys.
///
/// Keys of the running session are noted so that its offences can be reported. A validator that replaced its
/// keys in this or the session before is noted with the new ones: nobody can tell any more which ones it
/// works with.
pub struct WorkingKeys<T>(PhantomData<T>);

fn extend(old: FirstSessionKeys) -> SessionKeys {
	let placeholder = sp_core::sr25519::Public::from(old.babe.clone()).into();
	SessionKeys { babe: old.babe, grandpa: old.grandpa, authority_discovery: placeholder }
}

impl UncheckedOnRuntimeUpgrade for WorkingKeys<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		Session::upgrade_keys::<FirstSessionKeys, _>(|_validator, old| extend(old));
		// The pallets are told of the third keys when the next session begins.
		pallet_session::QueuedChanged::<Runtime>::put(true);
		let working = Session::validators().into_iter();
		let working =
			working.filter_map(|validator| Some((validator.clone(), Session::load_keys(&validator)?)));
		Validators::note_keys(Session::current_index(), working);
		let removed = RemovePallet::<HistoricalName, DbWeight>::on_runtime_upgrade()
			.saturating_add(RemoveStorage::<ValidatorsName, PlannedName, DbWeight>::on_runtime_upgrade());
		// Each account's keys are rewritten, with an owner removed for each old key and noted for each new
		// one. Those of the set are read once more.
		let accounts = pallet_session::NextKeys::<Runtime>::iter_keys().count() as u64;
		let rewritten = DbWeight::get().reads_writes(
			accounts.saturating_mul(3).saturating_add(3),
			accounts.saturating_mul(6).saturating_add(3),
		);
		rewritten.saturating_add(removed)
	}
}
