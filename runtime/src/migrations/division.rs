//! Vouchers cover receipts, amounts are divided after their windows, and verifiers are drawn.

use super::DbWeight;
use crate::{AccountId, Balance, Balances, BlockNumber, Disputes, Runtime, RuntimeHoldReason};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use core::marker::PhantomData;
use frame_support::{
	storage::{storage_prefix, unhashed},
	traits::{StorageVersion, UncheckedOnRuntimeUpgrade, fungible::MutateHold, tokens::Precision},
	weights::Weight,
};
use openledger_primitives::{ModelId, SessionId, SettlementNumber, model::Price};

/// Migration that gives sessions a count of answers, a head of receipts and no key, and the books a total of
/// what waits to be divided: nothing.
///
/// Settlements up to version 3 of the runtime were divided when they were made, and commit to receipts by
/// another hash. So they are dropped with the liabilities that they caused, and challenges about them are
/// closed without a ruling, with the votes that anybody could cast: the bonds go back. A session goes on with
/// vouchers of the new kind; a voucher of the old kind that was not settled before is lost to its provider.
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
pub(super) fn old_challenges() -> Vec<OldChallenge> {
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
