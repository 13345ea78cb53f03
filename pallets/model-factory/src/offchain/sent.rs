//! Which submissions are in flight: a lock with a deadline for each (job, action).
//!
//! All locks share one persistent key, so that expired ones are swept with every write and nothing piles up over
//! the life of a node. A lock is taken by compare-and-set before sending, so that of two runs at the same time only one
//! sends, and its deadline is never moved by looking at it. Once a call succeeds, the chain's state no longer asks for
//! the action and the lock is left to expire.

use alloc::collections::BTreeMap;
use codec::{Decode, Encode};
use openledger_primitives::JobId;
use sp_runtime::offchain::{
	storage::{MutateStorageError, StorageRetrievalError, StorageValueRef},
	Duration, Timestamp,
};

/// Key of the locks.
pub(crate) const SENT: &[u8] = b"openledger::model-factory::sent";

/// What was submitted for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(crate) enum Action {
	/// `claim_job`.
	#[codec(index = 0)]
	Claim,
	/// `submit_result` or `fail_job`: a claim is answered once.
	#[codec(index = 1)]
	Answer,
	/// `finalise_job`.
	#[codec(index = 2)]
	Finalise,
}

type Locks = BTreeMap<(JobId, Action), Timestamp>;

/// Takes the lock for `milliseconds`; false if it is held, or if another run wrote at the same time.
pub(crate) fn begin(job: JobId, action: Action, milliseconds: u64) -> bool {
	let now = sp_io::offchain::timestamp();
	let deadline = now.add(Duration::from_millis(milliseconds));
	write(|locks| {
		locks.retain(|_, until| *until > now);
		if locks.contains_key(&(job, action)) {
			return false;
		}
		locks.insert((job, action), deadline);
		true
	})
}

/// Gives the lock back: nothing was sent. Should another run write at the same time, it expires by itself.
pub(crate) fn forget(job: JobId, action: Action) {
	write(|locks| locks.remove(&(job, action)).is_some());
}

/// Changes the locks if `change` says so; whether they were changed.
fn write(change: impl FnOnce(&mut Locks) -> bool) -> bool {
	let result: Result<Locks, MutateStorageError<Locks, ()>> =
		StorageValueRef::persistent(SENT).mutate(|old: Result<Option<Locks>, StorageRetrievalError>| {
			// What cannot be read protects nothing: start afresh.
			let mut locks = old.ok().flatten().unwrap_or_default();
			if change(&mut locks) {
				Ok(locks)
			} else {
				Err(())
			}
		});
	result.is_ok()
}
