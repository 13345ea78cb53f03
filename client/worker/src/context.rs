//! State and ports that all jobs of a worker share.

use crate::{
	Config,
	job_dir::JobDir,
	metrics::Metrics,
	trainer::{Failure, Trainer},
};
use openledger_blobs::Store;
use openledger_indexer::Indexer;
use openledger_mailbox::{JobRequest, MailboxStorage};
use openledger_ports::{Blobs, Chain, ProgressBoard};
use openledger_primitives::{
	Hash,
	job::{FailReason, JobResult},
};
use std::sync::{Arc, atomic::AtomicBool};

/// The parts of the node that a worker is built from.
#[derive(Clone)]
pub struct Ports {
	/// Storage of the mailbox.
	pub mailbox: Arc<dyn MailboxStorage>,
	/// Reads of the chain's state.
	pub chain: Arc<dyn Chain>,
	/// The store of blobs that are here.
	pub store: Arc<Store>,
	/// The source of blobs that are not in the store yet.
	pub blobs: Arc<dyn Blobs>,
	/// The trainer of adapters.
	pub trainer: Arc<dyn Trainer>,
	/// The builder of influence indexes.
	pub indexer: Arc<Indexer>,
}

/// State shared by the supervisor and all jobs.
pub(crate) struct Context {
	pub config: Config,
	pub ports: Ports,
	pub board: Arc<ProgressBoard>,
	pub metrics: Metrics,
	/// Set when the node stops.
	pub stop: AtomicBool,
}

impl Context {
	/// Returns the folder of a request's job.
	pub fn job_dir(&self, request: &JobRequest) -> JobDir {
		JobDir::of(&self.config.base, request.genesis, request.job)
	}

	/// Returns the result of earlier work on the same inputs, or the failure if the escrow does not pay for
	/// it.
	pub fn known_result(&self, request: &JobRequest) -> Option<Result<JobResult, Failure>> {
		let result = self.job_dir(request).result(request)?;
		Some(match result.tokens <= request.max_tokens {
			true => Ok(result),
			false => Err(payment_too_low(result.tokens, request.max_tokens)),
		})
	}

	/// Returns whether the index of an adapter is built.
	pub fn is_indexed(&self, request: &JobRequest, adapter: Hash) -> bool {
		self.ports.indexer.is_complete(request.job, adapter, &request.entries)
	}
}

/// Returns the failure of a job whose escrow pays for fewer tokens than it trains on.
pub(crate) fn payment_too_low(tokens: u64, paid: u64) -> Failure {
	let message =
		format!("{tokens} tokens are to be trained on, the escrow pays for {paid}: raise max_payment");
	Failure::new(FailReason::PaymentTooLow, message)
}
