//! The mailbox: what offchain workers and the native worker say to each other through the node's persistent
//! offchain storage. The runtime needs no host function of its own, so any Substrate executor runs it.
//!
//! | key | value | written by |
//! |---|---|---|
//! | `openledger::jobs` | `Vec<JobId>`, ascending: the jobs whose requests stand | offchain worker |
//! | `openledger::job::<id>::request` | [`JobRequest`] | offchain worker |
//! | `openledger::job::<id>::response` | [`JobResponse`] | native worker |
//! | `openledger::settlements` | `Vec<SessionId>`, ascending | native serving |
//! | `openledger::settlement::<id>` | [`SettlementRequest`] | native serving |
//! | `openledger::reveals` | `Vec<ChallengeId>`, ascending: against this node's provider | offchain worker |
//! | `openledger::reveal::<id>::request` | [`RevealRequest`] | offchain worker |
//! | `openledger::reveal::<id>::response` | [`RevealResponse`] | native serving |
//! | `openledger::verifications` | `Vec<ChallengeId>`, ascending: to be voted on by this node | offchain worker |
//! | `openledger::verification::<id>::request` | [`VerificationRequest`] | offchain worker |
//! | `openledger::verification::<id>::response` | [`VerificationResponse`] | native serving |
//!
//! `<id>` is the decimal number. Every value is SCALE, every write a compare-and-set. A request that disappears
//! cancels its work. An empty value is one that was withdrawn.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::{format, vec::Vec};
use codec::{Decode, Encode};
use openledger_primitives::{
	challenge::{Finding, OpenedAnswer, Opening},
	datanet::SnapshotEntry,
	job::{FailReason, HyperParameters, JobResult},
	model::Manifest,
	usage::{Settlement, Voucher},
	AccountId, BlockNumber, ChallengeId, Hash, JobId, SessionId, Signature,
};

/// Key of the list of posted jobs.
pub const JOBS: &[u8] = b"openledger::jobs";
/// Key of the list of posted settlements.
pub const SETTLEMENTS: &[u8] = b"openledger::settlements";
/// Key of the list of posted requests to reveal.
pub const REVEALS: &[u8] = b"openledger::reveals";
/// Key of the list of posted requests to verify.
pub const VERIFICATIONS: &[u8] = b"openledger::verifications";

/// Key of a job's request.
pub fn request_key(job: JobId) -> Vec<u8> {
	format!("openledger::job::{job}::request").into_bytes()
}

/// Key of a job's response.
pub fn response_key(job: JobId) -> Vec<u8> {
	format!("openledger::job::{job}::response").into_bytes()
}

/// Key of a session's settlement.
pub fn settlement_key(session: SessionId) -> Vec<u8> {
	format!("openledger::settlement::{session}").into_bytes()
}

/// Key of a request to reveal.
pub fn reveal_request_key(challenge: ChallengeId) -> Vec<u8> {
	format!("openledger::reveal::{challenge}::request").into_bytes()
}

/// Key of what is to be revealed.
pub fn reveal_response_key(challenge: ChallengeId) -> Vec<u8> {
	format!("openledger::reveal::{challenge}::response").into_bytes()
}

/// Key of a request to verify.
pub fn verification_request_key(challenge: ChallengeId) -> Vec<u8> {
	format!("openledger::verification::{challenge}::request").into_bytes()
}

/// Key of what a verification found.
pub fn verification_response_key(challenge: ChallengeId) -> Vec<u8> {
	format!("openledger::verification::{challenge}::response").into_bytes()
}

/// Everything the native worker needs to run a job.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct JobRequest {
	/// Hash of the genesis block: work is keyed by (genesis, job).
	pub genesis: Hash,
	/// The job.
	pub job: JobId,
	/// The claim this work belongs to: a job claimed again is new work.
	pub attempt: u8,
	/// The worker account whose claim this is.
	pub worker: AccountId,
	/// The base model.
	pub base: Manifest,
	/// What to learn from, in order of training data.
	pub entries: Vec<SnapshotEntry>,
	/// Records to evaluate on.
	pub held_out: Option<Hash>,
	/// How to train.
	pub hyper: HyperParameters,
	/// Most tokens, over all epochs, that the escrow pays for; beyond it the job fails with `PaymentTooLow`.
	pub max_tokens: u64,
	/// The claim is forfeit after this block.
	pub deadline: BlockNumber,
}

/// The native worker's answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum JobResponse {
	/// Finished.
	Done {
		/// The claim answered.
		attempt: u8,
		/// What to publish.
		result: JobResult,
	},
	/// Given up.
	Failed {
		/// The claim answered.
		attempt: u8,
		/// Why.
		reason: FailReason,
	},
}

/// A settlement that the serving side asks the offchain worker to submit.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SettlementRequest {
	/// The worker account that signs the extrinsic.
	pub worker: AccountId,
	/// The user's latest voucher.
	pub voucher: Voucher,
	/// The user's signature over it.
	pub signature: Signature,
	/// What it pays for.
	pub settlement: Settlement,
}

/// A challenge against this node's provider: what it asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RevealRequest {
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// The session.
	pub session: SessionId,
	/// The settlement, by the root of its receipts.
	pub receipts: Hash,
	/// The answer in it; `None` asks for all receipts.
	pub answer: Option<u32>,
	/// It is too late after this block.
	pub until: BlockNumber,
}

/// What the serving side has to show. It names what it is about, since a number may stand for another challenge on
/// another fork.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RevealResponse {
	/// The settlement, by the root of its receipts.
	pub receipts: Hash,
	/// The answer in it.
	pub answer: Option<u32>,
	/// The evidence.
	pub evidence: Opening,
}

/// An answer of another provider that this node is to repeat.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct VerificationRequest {
	/// Hash of the genesis block.
	pub genesis: Hash,
	/// Who asked.
	pub user: AccountId,
	/// The answer.
	pub opened_answer: OpenedAnswer,
	/// It is too late after this block.
	pub until: BlockNumber,
}

/// What became of it. It names the answer, since a number may stand for another challenge on another fork.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct VerificationResponse {
	/// Hash of the receipt.
	pub receipt: Hash,
	/// What was found.
	pub outcome: Finding,
}
