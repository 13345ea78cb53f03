//! Pauses: what goes on in safe mode, what may not be paused, and when the marketplace's clock stands still.
//!
//! One rule holds for all of them: **no deadline runs against somebody who may not act.** The clock of the
//! marketplace ([`pallet_clock`]) stands still while safe mode lasts, and while a call of the marketplace is
//! paused that somebody might have to make in time. So `settle` and the end of a closing session, `reveal`
//! and the conviction of who is silent stop together, whichever of them was paused.

use crate::{Runtime, RuntimeCall, SafeMode, TxPause};
use frame_support::traits::{Contains, GetCallMetadata, InsideBoth};
use pallet_clock::{PauseState, Pauses};
use pallet_tx_pause::RuntimeCallNameOf;

/// Pallets whose calls go on in safe mode, and cannot be paused one by one either.
const ESSENTIAL_PALLETS: [&str; 16] = [
	"System",
	"Timestamp",
	"Babe",
	"Grandpa",
	"Session",
	"Utility",
	"Multisig",
	"Proxy",
	"Preimage",
	"Scheduler",
	"Sudo",
	"ConvictionVoting",
	"Referenda",
	"Parameters",
	"SafeMode",
	"TxPause",
];

/// Calls by which a provider keeps its word, and is slashed if it does not make them in time. They go on in
/// safe mode and cannot be paused, and a worker key keeps OPEN for them.
const WORD_KEEPERS: [(&str, &str); 8] = [
	("ModelFactory", "commit_result"),
	("ModelFactory", "submit_result"),
	("ModelFactory", "fail_job"),
	("ModelFactory", "commit_repetition"),
	("ModelFactory", "reveal_repetition"),
	("Disputes", "reveal"),
	("Disputes", "commit_vote"),
	("Disputes", "reveal_vote"),
];

/// Calls that go on in safe mode besides, and cannot be paused either.
const ESSENTIAL_CALLS: [(&str, &str); 7] = [
	("ModelFactory", "doubt_result"),
	("Disputes", "challenge"),
	("Disputes", "resolve"),
	("Disputes", "present_receipt"),
	("Disputes", "challenge_with_receipt"),
	("Validators", "cancel_slash"),
	("Origins", "stop_referendum"),
];

/// Pallets whose deadlines run on the marketplace's clock.
const TIMED_PALLETS: [&str; 4] = ["Datanets", "ModelFactory", "Attribution", "Disputes"];

/// Calls of these pallets that only begin something new: nobody misses a deadline while they are paused, so
/// new business can be stopped alone.
const BEGINNINGS: [(&str, &str); 10] = [
	("Datanets", "create"),
	("Datanets", "contribute"),
	("Datanets", "publish_snapshot"),
	("ModelFactory", "register_provider"),
	("ModelFactory", "update_provider"),
	("ModelFactory", "submit_job"),
	("ModelFactory", "submit_job_with"),
	("ModelFactory", "claim_job"),
	("Attribution", "open_session"),
	("Attribution", "open_session_with"),
];

/// Largest number of paused calls that are looked at in a block. With more, the clock stands still.
const MAX_LOOKS: usize = 32;

/// Calls that go on in safe mode and cannot be paused: blocks, consensus, governance, and what providers must
/// do in time.
pub struct Essential;

fn is_essential(pallet: &str, call: &str) -> bool {
	let named = (pallet, call);
	ESSENTIAL_PALLETS.contains(&pallet) || WORD_KEEPERS.contains(&named) || ESSENTIAL_CALLS.contains(&named)
}

impl Contains<RuntimeCall> for Essential {
	fn contains(call: &RuntimeCall) -> bool {
		let name = call.get_call_metadata();
		is_essential(name.pallet_name, name.function_name)
	}
}

impl Contains<RuntimeCallNameOf<Runtime>> for Essential {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		match (core::str::from_utf8(pallet), core::str::from_utf8(call)) {
			(Ok(pallet), Ok(call)) => is_essential(pallet, call),
			_ => false,
		}
	}
}

/// Returns every call that a list above names.
#[cfg(test)]
pub(crate) fn named() -> impl Iterator<Item = (&'static str, &'static str)> {
	WORD_KEEPERS.into_iter().chain(ESSENTIAL_CALLS).chain(BEGINNINGS)
}

/// Returns whether a provider is slashed if it does not make a call in time.
pub fn keeps_word(call: &RuntimeCall) -> bool {
	let name = call.get_call_metadata();
	WORD_KEEPERS.contains(&(name.pallet_name, name.function_name))
}

/// Returns whether somebody may have to make a call in time.
fn has_deadline((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
	let is = |name: &str, bytes: &[u8]| name.as_bytes() == bytes;
	let is_timed = TIMED_PALLETS.iter().any(|name| is(name, pallet));
	is_timed && !BEGINNINGS.iter().any(|(of, name)| is(of, pallet) && is(name, call))
}

/// Filter of the calls that governance lets through at the moment.
pub type NotPaused = InsideBoth<SafeMode, TxPause>;

/// The pauses for which the marketplace's clock stands still.
pub struct MarketPauses;

impl Pauses for MarketPauses {
	fn state() -> PauseState {
		if pallet_safe_mode::EnteredUntil::<Runtime>::exists() {
			return PauseState { is_paused: true, reads: 1 };
		}
		let mut reads = 2u64;
		for (looks, name) in pallet_tx_pause::PausedCalls::<Runtime>::iter_keys().enumerate() {
			reads = reads.saturating_add(1);
			if looks >= MAX_LOOKS || has_deadline(&name) {
				return PauseState { is_paused: true, reads };
			}
		}
		PauseState { is_paused: false, reads }
	}
}

impl pallet_clock::Config for Runtime {
	type Pauses = MarketPauses;
}
