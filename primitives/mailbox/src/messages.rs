//! Requests and responses, as SCALE encodes them.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use openledger_primitives::{
	AccountId, BlockNumber, Hash, JobId, SessionId, Signature,
	challenge::{Asked, Finding, OpenedAnswer, Opening},
	datanet::SnapshotEntry,
	job::{FailReason, HyperParameters, JobResult},
	model::Manifest,
	root::HashProof,
	usage::{Settlement, Voucher},
};

/// Request to run a job: everything that the native worker needs for it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct JobRequest {
	/// Hash of the genesis block: work is keyed by (genesis, job).
	pub genesis: Hash,
	/// Number of the job.
	pub job: JobId,
	/// Number of the claim that this work belongs to: a job claimed again is new work.
	pub attempt: u8,
	/// Account of the worker that holds the claim.
	pub worker: AccountId,
	/// Manifest of the base model.
	pub base: Manifest,
	/// Contributions to learn from, in the order of the training data.
	pub entries: Vec<SnapshotEntry>,
	/// Root of the records to evaluate on.
	pub held_out: Option<Hash>,
	/// Hyper-parameters of the training.
	pub hyper: HyperParameters,
	/// Most tokens, over all epochs, that the escrow pays for; beyond it the job fails with `PaymentTooLow`.
	pub max_tokens: u64,
	/// Last block before the claim is forfeit.
	pub deadline: BlockNumber,
}

/// Response of the native worker to a [`JobRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum JobResponse {
	/// The job is finished.
	Done {
		/// Number of the claim that is answered.
		attempt: u8,
		/// Result to submit.
		result: JobResult,
	},
	/// The job was given up.
	Failed {
		/// Number of the claim that is answered.
		attempt: u8,
		/// Reason to submit.
		reason: FailReason,
	},
}

impl JobResponse {
	/// Returns the number of the claim that is answered.
	pub fn attempt(&self) -> u8 {
		match self {
			Self::Done { attempt, .. } | Self::Failed { attempt, .. } => *attempt,
		}
	}
}

/// Request to repeat another provider's job.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RepetitionRequest {
	/// Work to do, as its provider was asked to do it, before a deadline of the verifier's own.
	pub work: JobRequest,
	/// Stash of the verifier.
	pub stash: AccountId,
	/// Seed of the draw, which says after which step the state must be shown.
	pub seed: Hash,
}

/// Response of the native worker to a [`RepetitionRequest`].
///
/// It names the draw, since a job may be repeated again for another one, or on another fork.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RepetitionResponse {
	/// Seed of the draw.
	pub seed: Hash,
	/// Result that training gave, and the proof of the state that must be shown, or why there is none.
	pub outcome: Result<(JobResult, HashProof), FailReason>,
}

/// Request of the serving side to submit a settlement.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SettlementRequest {
	/// Account of the worker that signs the extrinsic.
	pub worker: AccountId,
	/// Latest voucher of the user.
	pub voucher: Voucher,
	/// Signature of the user over the voucher.
	pub signature: Signature,
	/// Statement about the answers that the voucher adds.
	pub settlement: Settlement,
}

/// Request to show what a challenge against this node's provider asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RevealRequest {
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// Number of the session.
	pub session: SessionId,
	/// Head of the chain of receipts after the settlement, which names it.
	pub receipts: Hash,
	/// What is asked for: one answer, or all receipts. A node that knows no audits reads none about them.
	pub asked: Asked,
	/// Last block in which it can be revealed.
	pub until: BlockNumber,
}

/// Response of the serving side to a [`RevealRequest`].
///
/// It names what it is about, since a challenge's number may stand for another challenge on another fork.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RevealResponse {
	/// Head of the chain of receipts after the settlement, which names it.
	pub receipts: Hash,
	/// What was asked for.
	pub asked: Asked,
	/// Opening to reveal.
	pub evidence: Opening,
}

/// Request to repeat another provider's answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct VerificationRequest {
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// Account of the user who asked the model.
	pub user: AccountId,
	/// Answer to repeat.
	pub opened_answer: OpenedAnswer,
	/// Last block in which it can be voted on.
	pub until: BlockNumber,
}

/// Response of the serving side to a [`VerificationRequest`].
///
/// It names the answer, since a challenge's number may stand for another challenge on another fork.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct VerificationResponse {
	/// Hash of the answer's receipt.
	pub receipt: Hash,
	/// Finding to vote for.
	pub outcome: Finding,
}
