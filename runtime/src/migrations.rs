//! Migrations: changes to the state of a running chain, made once, before the first block of the new runtime.
//!
//! Each step is tied to the storage version of a pallet, so it runs once and on no chain that was born later.
//! [`Migrations`] lists the steps since the oldest runtime that an upgrade may start from.

use crate::{
	Attribution, Babe, Balance, Datanets, Grandpa, Runtime, RuntimeHoldReason, Session, SessionKeys,
	Validators,
};
use alloc::vec::Vec;
use codec::Encode;
use core::marker::PhantomData;
use frame_support::{
	migrations::{RemovePallet, RemoveStorage, VersionedMigration},
	parameter_types,
	storage::{migration::move_prefix, storage_prefix, unhashed},
	traits::{OnRuntimeUpgrade, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use sp_runtime::impl_opaque_keys;

/// All migrations, the oldest first.
pub type Migrations = (ExtendKeys, MoveDisputes, NoteAuthors);

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// Migration from version 1 to 2 of the runtime: session keys gain a third one, and those at work are noted.
pub type ExtendKeys = VersionedMigration<0, 1, WorkingKeys<Runtime>, Validators, DbWeight>;

/// From version 2 to 3 of the runtime: challenges move from `Attribution` to a pallet of their own.
pub type MoveDisputes = VersionedMigration<0, 1, DisputesMoved<Runtime>, Attribution, DbWeight>;

/// From version 3 to 4 of the runtime: roots have authors, pending contributions are counted by account, and
/// the time from which a Datanet counts as abandoned begins.
pub type NoteAuthors = VersionedMigration<0, 1, AuthorsNoted<Runtime>, Datanets, DbWeight>;

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

/// Moves open challenges, with what belongs to them, and their bonds. Settlements and liabilities stay where
/// they are.
///
/// At most [`pallet_disputes::Config::MaxChallenges`] challenges are open, each with one answer laid open and
/// [`pallet_disputes::MAX_VOTES`] votes, so the move fits a block.
pub struct DisputesMoved<T>(PhantomData<T>);

/// Storage of challenges as `Attribution` named it, and as `Disputes` does. Answers laid open were called
/// exhibits up to version 1 of the runtime.
pub const MOVED: [(&[u8], &[u8]); 6] = [
	(b"NextChallenge", b"NextChallenge"),
	(b"Challenges", b"Challenges"),
	(b"OpenChallenges", b"OpenChallenges"),
	(b"Exhibits", b"OpenedAnswers"),
	(b"OpenedAnswers", b"OpenedAnswers"),
	(b"Votes", b"Votes"),
];

/// A hold as it is encoded: the index of its pallet, the index of its reason in that, and the planck.
pub type EncodedHold = ([u8; 2], Balance);

/// The reason for which `Attribution` held a challenger's bond.
pub const OLD_BOND: [u8; 2] = [43, 2];

/// Moves one value and everything below its key. Returns how many values that were.
fn move_item(from: &[u8], to: &[u8]) -> u64 {
	let (from, to) = (storage_prefix(b"Attribution", from), storage_prefix(b"Disputes", to));
	let single = unhashed::get_raw(&from).map(|value| {
		unhashed::put_raw(&to, &value);
		unhashed::kill(&from);
	});
	let entries =
		frame_support::storage::KeyPrefixIterator::new(from.to_vec(), from.to_vec(), |_| Ok(())).count();
	move_prefix(&from, &to);
	(entries as u64).saturating_add(single.is_some().into())
}

impl UncheckedOnRuntimeUpgrade for DisputesMoved<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		let moved = MOVED.iter().fold(0u64, |moved, (from, to)| moved.saturating_add(move_item(from, to)));
		let bond = RuntimeHoldReason::Disputes(pallet_disputes::HoldReason::ChallengeBond).encode();
		let mut challengers: Vec<_> =
			pallet_disputes::Challenges::<Runtime>::iter_values().map(|open| open.challenger).collect();
		challengers.sort_unstable();
		challengers.dedup();
		// Only challengers have such a hold, so no other account has to be looked at.
		for who in &challengers {
			let key = pallet_balances::Holds::<Runtime>::hashed_key_for(who);
			let Some(mut holds) = unhashed::get::<Vec<EncodedHold>>(&key) else { continue };
			for (reason, _) in holds.iter_mut().filter(|(reason, _)| *reason == OLD_BOND) {
				reason.copy_from_slice(&bond);
			}
			unhashed::put(&key, &holds);
		}
		let holds = challengers.len() as u64;
		let items = MOVED.len() as u64;
		// Each value is found, read, written and removed; each challenge is read once more.
		DbWeight::get().reads_writes(
			moved.saturating_mul(3).saturating_add(items.saturating_mul(2)).saturating_add(holds),
			moved.saturating_mul(2).saturating_add(holds),
		)
	}
}

/// Notes who is the author of each root, how many contributions of each account wait in each Datanet, and
/// that owners are there.
///
/// The author is whoever contributed the root first, and nobody has committed to it before. Where others
/// contributed it to other Datanets they keep what they have, and free it when they revoke it. Each live
/// contribution has a bond of at least `ContributionBondBase` behind it, which bounds their number.
pub struct AuthorsNoted<T>(PhantomData<T>);

impl UncheckedOnRuntimeUpgrade for AuthorsNoted<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		use openledger_primitives::datanet::ContributionStatus;
		use pallet_datanets::{types::RootClaim, Contributions, LastAct, PendingOf, Roots};
		let now = frame_system::Pallet::<Runtime>::block_number();
		let datanets = pallet_datanets::Datanets::<Runtime>::iter_keys()
			.map(|id| LastAct::<Runtime>::insert(id, now))
			.count() as u64;
		let mut all: u64 = 0;
		let mut live: Vec<_> =
			Contributions::<Runtime>::iter().inspect(|_| all = all.saturating_add(1)).collect();
		live.retain(|(_, record)| record.is_live());
		live.sort_by_key(|(contribution, _)| *contribution);
		for (contribution, record) in &live {
			if record.status == ContributionStatus::Pending {
				PendingOf::<Runtime>::mutate(record.datanet, &record.contributor, |count| {
					*count = count.saturating_add(1);
				});
			}
			Roots::<Runtime>::mutate(record.root, |claim| {
				let claim = claim.get_or_insert_with(|| RootClaim {
					author: record.contributor.clone(),
					since: 0,
					first_at: 0,
					committed: false,
					places: Default::default(),
				});
				if claim.author == record.contributor {
					// More than fit stay where they are, and count against nobody.
					let _full = claim.places.try_push(*contribution);
				}
			});
		}
		let live = live.len() as u64;
		DbWeight::get().reads_writes(
			datanets.saturating_add(all).saturating_add(live.saturating_mul(2)),
			datanets.saturating_add(live.saturating_mul(2)),
		)
	}
}
