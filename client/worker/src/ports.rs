//! What the native engines need of the node, so that they know nothing of Substrate's client.

use openledger_primitives::{
	challenge::Periods,
	datanet::{ContributionInfo, Snapshot, SnapshotRef},
	job::JobInfo,
	model::ModelInfo,
	usage::SessionInfo,
	AccountId, BlockNumber, ContributionId, Hash, JobId, ModelId, SessionId,
};

/// The node's persistent offchain storage, which offchain workers share ([`openledger_mailbox`]).
pub trait Mailbox: Send + Sync {
	/// The value under a key.
	fn get(&self, key: &[u8]) -> Option<Vec<u8>>;
	/// Writes `new` if the value is still `old`; whether it did. `None` is "no value".
	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool;
	/// Removes a value.
	fn remove(&self, key: &[u8]);
}

/// Why the chain could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chain's state cannot be read ({0}): wait until the node has synchronised, then try again")]
pub struct ChainError(pub String);

/// What the chain says at its best block.
pub trait Chain: Send + Sync {
	/// Hash of the genesis block.
	fn genesis(&self) -> Hash;
	/// Height of the best block.
	fn best_number(&self) -> BlockNumber;
	/// A session.
	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError>;
	/// How long settlements can be challenged, and what follows.
	fn periods(&self) -> Result<Periods, ChainError>;
	/// A model.
	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError>;
	/// A job.
	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError>;
	/// A published snapshot.
	fn snapshot(&self, at: SnapshotRef) -> Result<Option<Snapshot>, ChainError>;
	/// A contribution.
	fn contribution(&self, id: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError>;
	/// The stash behind a worker's hot key.
	fn stash_of(&self, worker: &AccountId) -> Result<Option<AccountId>, ChainError>;
	/// This node's own hot key, if it has one.
	fn worker(&self) -> Option<AccountId>;
}

/// How the search for a blob stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
	/// The blob is here.
	Here,
	/// It is on its way, or looked for; how that stands.
	UnderWay(String),
	/// It is not here and nobody looks for it; what to do.
	Absent(String),
	/// It was looked for long enough, and nobody has it; why.
	InVain(String),
}

/// Where blobs come from that are not here.
pub trait Blobs: Send + Sync {
	/// Shows interest in a blob, and says how its search stands. While interest is shown every few minutes, the blob is looked
	/// for if it is not here, and kept if it is. `length` is what the chain says, if it does.
	fn want(&self, root: Hash, length: Option<u64>) -> Search;
}

/// Blobs of a node that exchanges none: they are here, or have to be uploaded.
impl Blobs for openledger_blobs::Store {
	fn want(&self, root: Hash, _: Option<u64>) -> Search {
		match self.status(root).is_some_and(|status| status.complete) {
			true => Search::Here,
			false => Search::Absent("upload it with openledger_putBlob".into()),
		}
	}
}
