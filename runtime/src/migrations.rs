//! Migrations: changes to the state of a running chain, made once, before the first block of the new runtime.
//!
//! Each step is tied to the storage version of a pallet, so it runs once and on no chain that was born later.
//! [`Migrations`] lists the steps since the oldest runtime that an upgrade may start from.

use crate::{
	AccountId, Attribution, Babe, Balance, Balances, BlockNumber, Disputes, Grandpa, Runtime,
	RuntimeHoldReason, Session, SessionKeys, Validators,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	migrations::{RemovePallet, RemoveStorage, VersionedMigration},
	parameter_types,
	storage::{migration::move_prefix, storage_prefix, unhashed},
	traits::{
		fungible::MutateHold, tokens::Precision, OnRuntimeUpgrade, StorageVersion, UncheckedOnRuntimeUpgrade,
	},
	weights::Weight,
};
use openledger_primitives::{model::Price, ModelId, SessionId, SettlementNumber};
use sp_runtime::impl_opaque_keys;

/// All migrations, the oldest first.
pub type Migrations = (ExtendKeys, MoveDisputes, DeferDivision);

type DbWeight = <Runtime as frame_system::Config>::DbWeight;

/// Migration from version 1 to 2 of the runtime: session keys gain a third one, and those at work are noted.
pub type ExtendKeys = VersionedMigration<0, 1, WorkingKeys<Runtime>, Validators, DbWeight>;

/// From version 2 to 3 of the runtime: challenges move from `Attribution` to a pallet of their own.
pub type MoveDisputes = VersionedMigration<0, 1, DisputesMoved<Runtime>, Attribution, DbWeight>;

/// From version 3 to 4 of the runtime: vouchers cover receipts, amounts are divided after their windows, and
/// verifiers are drawn.
pub type DeferDivision = VersionedMigration<1, 2, DivisionDeferred<Runtime>, Attribution, DbWeight>;

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
/// At most 64 challenges are open, each with one answer laid open and 15 votes, so the move fits a block.
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
		let mut challengers: Vec<_> = old_challenges().into_iter().map(|open| open.challenger).collect();
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

/// Migration that gives sessions a count of answers, a head of receipts and no key, and the books a total of
/// what waits to be divided: nothing.
///
/// Settlements up to version 3 of the runtime were divided when they were made, and commit to receipts by
/// another hash. So they are dropped with the liabilities that they caused, and challenges about them are
/// closed without a ruling, with the votes that anybody could cast: the bonds go back. A session goes on with vouchers of the new kind; a voucher of
/// the old kind that was not settled before is lost to its provider.
///
/// It sets the storage version of `Disputes` itself. A step tied to that version would be left out where
/// challenges come from `Attribution`: a pallet that is new to the chain has today's version before any step
/// is made.
///
/// Settlements and liabilities of one challenge period, and every open session, are rewritten in one block:
/// each was paid for by a fee, and by a deposit as long as it is open.
pub struct DivisionDeferred<T>(PhantomData<T>);

/// Session as version 3 of the runtime kept it.
#[derive(Encode, Decode)]
pub struct OldSession {
	/// Account of the user.
	pub user: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Number of the model.
	pub model: ModelId,
	/// Price agreed when it opened.
	pub price: Price,
	/// Planck deposited altogether.
	pub deposited: Balance,
	/// Planck settled altogether.
	pub settled: Balance,
	/// First block in which anyone may close it.
	pub closing_at: Option<BlockNumber>,
	/// Number of the next settlement.
	pub settlements: SettlementNumber,
}

/// What version 3 of the runtime kept first of a challenge; what follows does not matter here.
#[derive(Encode, Decode)]
pub struct OldChallenge {
	/// Session, settlement and answer that it doubts.
	pub question: (SessionId, SettlementNumber, Option<u32>),
	/// Account of the challenger.
	pub challenger: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Planck on hold in the challenger's account.
	pub bond: Balance,
}

/// Totals of `Attribution` as version 3 of the runtime kept them, in the order of today's first fields.
pub type OldTotals = [Balance; 6];

/// Storage of `Attribution` that is about settlements of the old kind.
pub const DIVIDED: [&[u8]; 4] = [b"Settlements", b"Expiring", b"ExpiryQueue", b"Liable"];
/// Storage of `Disputes` that is about challenges of the old kind. Numbers go on.
pub const CLOSED: [&[u8]; 4] = [b"Challenges", b"OpenChallenges", b"OpenedAnswers", b"Votes"];

/// Removes a value, or everything below its key. Returns how many values that were.
fn remove_item(pallet: &[u8], item: &[u8]) -> u64 {
	let prefix = storage_prefix(pallet, item);
	unhashed::clear_prefix(&prefix, None, None).unique.into()
}

/// Returns the open challenges, whatever was added to them since.
fn old_challenges() -> Vec<OldChallenge> {
	let prefix = storage_prefix(b"Disputes", b"Challenges").to_vec();
	let decode = |_: &[u8], mut value: &[u8]| OldChallenge::decode(&mut value);
	frame_support::storage::PrefixIterator::<OldChallenge>::new(prefix.clone(), prefix, decode).collect()
}

/// Gives the bonds of all open challenges back. Returns how many there were.
fn release_bonds() -> u64 {
	let open = old_challenges();
	for challenge in &open {
		let reason = RuntimeHoldReason::Disputes(pallet_disputes::HoldReason::ChallengeBond);
		let released =
			Balances::release(&reason, &challenge.challenger, challenge.bond, Precision::BestEffort);
		if let Err(error) = released {
			log::error!("a challenger's bond stays on hold: {error:?}");
		}
	}
	open.len() as u64
}

impl UncheckedOnRuntimeUpgrade for DivisionDeferred<Runtime> {
	fn on_runtime_upgrade() -> Weight {
		let mut sessions: u64 = 0;
		pallet_attribution::Sessions::<Runtime>::translate_values(|old: OldSession| {
			sessions = sessions.saturating_add(1);
			Some(pallet_attribution::Session {
				user: old.user,
				provider: old.provider,
				model: old.model,
				price: old.price,
				deposited: old.deposited,
				settled: old.settled,
				closing_at: old.closing_at,
				settlements: old.settlements,
				answers: 0,
				receipts: Default::default(),
				key: None,
			})
		});
		let books = pallet_attribution::Books::<Runtime>::hashed_key();
		if let Some([settled, paid, fines, contributors, treasury, claimed]) =
			unhashed::get::<OldTotals>(&books)
		{
			let totals = pallet_attribution::Totals {
				settled,
				paid,
				fines,
				contributors,
				treasury,
				claimed,
				pending: 0,
			};
			pallet_attribution::Books::<Runtime>::put(totals);
		}
		let bonds = release_bonds();
		let divided = DIVIDED.iter().map(|item| remove_item(b"Attribution", item));
		let closed = CLOSED.iter().map(|item| remove_item(b"Disputes", item));
		let removed = divided.chain(closed).fold(0, u64::saturating_add);
		StorageVersion::new(1).put::<Disputes>();
		// Each session and bond is found, read and written, a bond with its owner's account and holds; each
		// value that goes is found and removed.
		DbWeight::get().reads_writes(
			sessions
				.saturating_mul(2)
				.saturating_add(bonds.saturating_mul(4))
				.saturating_add(removed)
				.saturating_add(9),
			sessions.saturating_add(bonds.saturating_mul(2)).saturating_add(removed).saturating_add(2),
		)
	}
}
