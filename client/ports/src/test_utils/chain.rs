//! A chain that holds what a test puts there.

use crate::{Chain, ChainError};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, ContributionId, Hash, JobId, ModelId, SessionId, Signature,
	challenge::Periods,
	datanet::{ContributionInfo, Snapshot, SnapshotRef},
	decimal::Decimal,
	job::{HyperParameters, JobInfo, JobSpec, JobStatus, Method, Target},
	model::{ModelInfo, Price},
	usage::{SessionInfo, Settlement},
};
use parking_lot::Mutex;
use sp_core::{Pair, sr25519};
use std::{
	collections::BTreeMap,
	sync::atomic::{AtomicU32, AtomicU64, Ordering},
};

/// Hash of the mock chain's genesis block.
pub const GENESIS: Hash = Hash::repeat_byte(7);
/// Hot key of the mock chain's node, the public one of [`worker_pair`].
pub const WORKER: AccountId = AccountId::new([
	0x18, 0x9d, 0xac, 0x29, 0x29, 0x6d, 0x31, 0x81, 0x4d, 0xc8, 0xc5, 0x6c, 0xf3, 0xd3, 0x6a, 0x05, 0x43,
	0x37, 0x2b, 0xba, 0x75, 0x38, 0xfa, 0x32, 0x2a, 0x4a, 0xeb, 0xfe, 0xbc, 0x39, 0xe0, 0x56,
]);

/// Returns the pair of the mock chain's hot key.
pub fn worker_pair() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[1; 32])
}

/// A chain in memory. Everything that a test did not put there is absent.
pub struct MockChain {
	/// Height of the best block.
	pub best: AtomicU32,
	/// The node's own hot key.
	pub worker: Mutex<Option<AccountId>>,
	/// Sessions that exist, by number.
	pub sessions: Mutex<BTreeMap<SessionId, SessionInfo<AccountId>>>,
	/// Sessions as the last final block shows them; `None` if every block is final at once.
	pub finalised: Mutex<Option<BTreeMap<SessionId, SessionInfo<AccountId>>>>,
	/// Number of times that a session was read.
	pub reads: AtomicU64,
	/// Models that exist, by number.
	pub models: Mutex<BTreeMap<ModelId, ModelInfo<AccountId>>>,
	/// Jobs that exist, by number.
	pub jobs: Mutex<BTreeMap<JobId, JobInfo<AccountId>>>,
	/// Snapshots by Datanet and number.
	pub snapshots: Mutex<Vec<(SnapshotRef, Snapshot)>>,
	/// Contributions that exist, by number.
	pub contributions: Mutex<BTreeMap<ContributionId, ContributionInfo<AccountId>>>,
	/// Stashes by the hot keys of their workers.
	pub stashes: Mutex<BTreeMap<AccountId, AccountId>>,
	/// Planck that a settlement costs.
	pub fee: Mutex<Balance>,
	/// Planck that every provider may settle.
	pub headroom: Mutex<Balance>,
	/// Base models that every provider offers.
	pub offered: Mutex<Vec<ModelId>>,
}

impl Default for MockChain {
	fn default() -> Self {
		Self {
			best: AtomicU32::new(0),
			worker: Mutex::new(Some(WORKER)),
			sessions: Mutex::default(),
			finalised: Mutex::default(),
			reads: AtomicU64::new(0),
			models: Mutex::default(),
			jobs: Mutex::default(),
			snapshots: Mutex::default(),
			contributions: Mutex::default(),
			stashes: Mutex::default(),
			fee: Mutex::default(),
			headroom: Mutex::new(Balance::MAX),
			offered: Mutex::default(),
		}
	}
}

/// Returns a session that was just opened, without a key.
pub fn opened(
	id: SessionId,
	user: AccountId,
	provider: AccountId,
	model: ModelId,
	price: Price,
	deposited: Balance,
) -> SessionInfo<AccountId> {
	let (settled, answers, receipts) = (0, 0, Hash::zero());
	let (key, closing_at) = (None, None);
	SessionInfo { id, user, provider, model, price, deposited, settled, answers, receipts, key, closing_at }
}

impl MockChain {
	/// Adds or replaces a session.
	pub fn put_session(&self, session: SessionInfo<AccountId>) {
		self.sessions.lock().insert(session.id, session);
	}

	/// Adds or replaces a model.
	pub fn put_model(&self, model: ModelInfo<AccountId>) {
		self.models.lock().insert(model.id, model);
	}

	/// Adds or replaces a job.
	pub fn put_job(&self, job: JobInfo<AccountId>) {
		self.jobs.lock().insert(job.id, job);
	}

	/// Adds or replaces a contribution.
	pub fn put_contribution(&self, contribution: ContributionInfo<AccountId>) {
		self.contributions.lock().insert(contribution.id, contribution);
	}

	/// Returns a session that a test put there.
	pub fn session_of(&self, id: SessionId) -> SessionInfo<AccountId> {
		self.sessions.lock()[&id].clone()
	}

	/// Makes the best block final, and those that come after it not.
	pub fn finalise(&self) {
		*self.finalised.lock() = Some(self.sessions.lock().clone());
	}

	/// Changes a session that a test put there.
	pub fn change_session(&self, id: SessionId, change: impl FnOnce(&mut SessionInfo<AccountId>)) {
		change(self.sessions.lock().get_mut(&id).expect("the test put the session there"));
	}
}

impl Chain for MockChain {
	fn genesis(&self) -> Hash {
		GENESIS
	}

	fn market_time(&self) -> Result<BlockNumber, ChainError> {
		Ok(self.best_number())
	}

	fn best_number(&self) -> BlockNumber {
		self.best.load(Ordering::SeqCst)
	}

	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		self.reads.fetch_add(1, Ordering::SeqCst);
		Ok(self.sessions.lock().get(&id).cloned())
	}

	fn final_session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		match &*self.finalised.lock() {
			Some(finalised) => {
				self.reads.fetch_add(1, Ordering::SeqCst);
				Ok(finalised.get(&id).cloned())
			},
			None => self.session(id),
		}
	}

	fn periods(&self) -> Result<Periods, ChainError> {
		Ok(Periods { challenge: 20, reveal: 5, vote: 5 })
	}

	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError> {
		Ok(self.models.lock().get(&id).cloned())
	}

	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError> {
		Ok(self.jobs.lock().get(&id).cloned())
	}

	fn snapshot(&self, at: SnapshotRef) -> Result<Option<Snapshot>, ChainError> {
		let snapshots = self.snapshots.lock();
		Ok(snapshots.iter().find(|(known, _)| *known == at).map(|(_, snapshot)| snapshot.clone()))
	}

	fn contribution(&self, id: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError> {
		Ok(self.contributions.lock().get(&id).cloned())
	}

	fn stash_of(&self, worker: &AccountId) -> Result<Option<AccountId>, ChainError> {
		Ok(self.stashes.lock().get(worker).cloned())
	}

	fn worker(&self) -> Option<AccountId> {
		self.worker.lock().clone()
	}

	fn sign(&self, bytes: &[u8]) -> Option<Signature> {
		Some(worker_pair().sign(bytes).into())
	}

	fn offered_bases(&self, _: &AccountId) -> Result<Vec<ModelId>, ChainError> {
		Ok(self.offered.lock().clone())
	}

	fn balance(&self, _: &AccountId) -> Result<Balance, ChainError> {
		Ok(Balance::MAX)
	}

	fn settle_fee(&self, _: &Settlement) -> Result<Balance, ChainError> {
		Ok(*self.fee.lock())
	}

	fn headroom(&self, _: &AccountId) -> Result<Balance, ChainError> {
		Ok(*self.headroom.lock())
	}
}

/// Returns a cancelled job of `builder` on a base model.
pub fn job(id: JobId, builder: AccountId, base: ModelId, hyper: HyperParameters) -> JobInfo<AccountId> {
	let (name, snapshots) = (Default::default(), Default::default());
	let spec = JobSpec { name, base, snapshots, held_out: None, hyper };
	JobInfo { id, builder, spec, escrow: 0, attempts: 1, status: JobStatus::Cancelled }
}

/// Returns the smallest hyper-parameters that there are.
pub fn hyper() -> HyperParameters {
	HyperParameters {
		method: Method::Lora,
		rank: 1,
		alpha: 1,
		targets: vec![Target::Q].try_into().expect("one target is within the bound"),
		learning_rate: Decimal(1),
		warmup_steps: 0,
		epochs: 1,
		batch: 1,
		max_length: 8,
		weight_decay: Decimal(0),
		clip_norm: Decimal(0),
		seed: 0,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_hot_key_is_its_pairs() {
		assert_eq!(WORKER, AccountId::from(worker_pair().public()));
	}
}
