//! Jobs of this node's worker, as other services ask about them.

use openledger_primitives::JobId;

/// The jobs that this node's worker has in hand.
pub trait Jobs: Send + Sync {
	/// Returns whether the worker trains a job, or still has to index what it trained.
	fn is_at_work(&self, job: JobId) -> bool;
}
