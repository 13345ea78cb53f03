//! The chain as the native services read it.

use openledger_primitives::{
	AccountId, Balance, BlockNumber, ContributionId, Hash, JobId, ModelId, SessionId, Signature,
	challenge::Periods,
	datanet::{ContributionInfo, Snapshot, SnapshotRef},
	job::JobInfo,
	model::ModelInfo,
	usage::{SessionInfo, Settlement},
};

/// The chain's state could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the chain's state cannot be read ({0}): wait until the node has synchronised, then try again")]
pub struct ChainError(pub String);

/// Reads of the chain's state at its best block, and signatures of this node's hot key.
pub trait Chain: Send + Sync {
	/// Returns the hash of the genesis block.
	fn genesis(&self) -> Hash;
	/// Returns the height of the best block.
	fn best_number(&self) -> BlockNumber;
	/// Returns the market's time, on which the deadlines of settlements and challenges run: the height of the
	/// best block, less the blocks in which the market was paused.
	fn market_time(&self) -> Result<BlockNumber, ChainError>;
	/// Returns a session, if it exists.
	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError>;
	/// Returns a session as the last final block shows it: what is there is never taken back.
	fn final_session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError>;
	/// Returns how many blocks each stage of a challenge lasts.
	fn periods(&self) -> Result<Periods, ChainError>;
	/// Returns a model, if it exists.
	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError>;
	/// Returns a job, if it exists.
	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError>;
	/// Returns a published snapshot, if it exists.
	fn snapshot(&self, at: SnapshotRef) -> Result<Option<Snapshot>, ChainError>;
	/// Returns a contribution, if it exists.
	fn contribution(&self, id: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError>;
	/// Returns the stash behind a worker's hot key, if the key is registered.
	fn stash_of(&self, worker: &AccountId) -> Result<Option<AccountId>, ChainError>;
	/// Returns this node's own hot key, if it has one.
	fn worker(&self) -> Option<AccountId>;
	/// Returns the signature of this node's own hot key over some bytes, if it has one.
	fn sign(&self, bytes: &[u8]) -> Option<Signature>;
	/// Returns the base models that a provider has registered for, ascending; none, if it is no provider.
	fn offered_bases(&self, provider: &AccountId) -> Result<Vec<ModelId>, ChainError>;
	/// Returns the planck that an account can spend.
	fn balance(&self, account: &AccountId) -> Result<Balance, ChainError>;
	/// Returns about what the transaction of a settlement costs, in planck.
	fn settle_fee(&self, settlement: &Settlement) -> Result<Balance, ChainError>;
	/// Returns the planck that a provider may settle now: what its bond covers beyond what can still be
	/// challenged.
	fn headroom(&self, provider: &AccountId) -> Result<Balance, ChainError>;
}
