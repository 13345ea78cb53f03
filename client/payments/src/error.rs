//! Refusals of vouchers, as `PaymentError`.

use crate::JournalError;
use openledger_ports::ChainError;
use openledger_primitives::{Balance, BlockNumber, SessionId, boundary::Boundary};

/// Reasons for a voucher to be refused. The texts say what to do, and reach the user.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
	/// The signature is no signature at all.
	#[error("{0}")]
	Malformed(String),
	/// The signature is neither the user's nor the session key's, or over another voucher.
	#[error(
		"the signature is neither the user's nor the session key's over this voucher on this chain: sign \
		openledger/voucher/2, genesis, session {0}, answers, cumulative and receipts as documented"
	)]
	BadSignature(SessionId),
	/// Somebody else asks for an answer of the session.
	#[error(
		"the signature is neither the user's nor the session key's over this request: sign \
		openledger/answer/1, genesis, session {0} and the answer's number as documented"
	)]
	NotYours(SessionId),
	/// The answer is not kept here.
	#[error(
		"answer {index} of session {session} is not here: answers are kept until they can no longer be \
		challenged, and those that cost nothing not at all"
	)]
	NoSuchAnswer {
		/// Session that was asked about.
		session: SessionId,
		/// Number of the answer.
		index: u32,
	},
	/// The session's key may not promise so much.
	#[error(
		"the session's key may promise {cap} planck, and this takes {needed}: raise its cap with \
		Attribution.authorise, or sign with the user's key"
	)]
	AboveKeyCap {
		/// Most that the key may promise.
		cap: Balance,
		/// Amount that it would have to promise.
		needed: Balance,
	},
	/// The session's key ends too soon for its voucher to be settled.
	#[error(
		"the session's key ends in block {until}, too soon to settle by it: extend it with \
		Attribution.authorise, or sign with the user's key"
	)]
	KeyIsOver {
		/// Last block in which a voucher of the key settles.
		until: BlockNumber,
	},
	/// The voucher names another chain.
	#[error("the voucher is for another chain: this one's genesis is {0}")]
	WrongChain(String),
	/// The voucher promises more than is owed.
	#[error("the voucher promises {given} planck, owed are {}: sign exactly what is owed", owed.cumulative)]
	AboveOwed {
		/// Amount that the voucher promises.
		given: Balance,
		/// Point after the last answer.
		owed: Boundary,
	},
	/// The voucher does not end where an answer does.
	#[error(
		"the voucher is for {} answers, {} planck and receipts {:?}, where no answer of this session ends: \
		sign the point after one of its answers, up to {} answers and {} planck",
		given.answers, given.cumulative, given.receipts, owed.answers, owed.cumulative
	)]
	NoBoundary {
		/// Point up to which the voucher would pay.
		given: Box<Boundary>,
		/// Point after the last answer.
		owed: Boundary,
		/// Every point up to which a voucher may pay, the one that is promised first.
		boundaries: Vec<Boundary>,
	},
	/// A later voucher was accepted already.
	#[error(
		"the voucher is for {given} answers, and {promised} are promised or settled: sign a point at or \
		after those"
	)]
	BelowPromise {
		/// Number of answers that the voucher would pay for.
		given: u32,
		/// Number of answers that a voucher before it pays for, or that the chain has settled.
		promised: u32,
		/// Point after the last answer.
		owed: Boundary,
	},
	/// The chain has no such session.
	#[error("session {0} does not exist, or is closed: open one with Attribution.openSession")]
	UnknownSession(SessionId),
	/// The session is with another provider.
	#[error("session {0} is with another provider: ask at the endpoint of that provider")]
	OtherProvider(SessionId),
	/// The session had other terms on a chain that is gone, and answers were given under those.
	#[error("session {0} was another one on a fork that is gone, and had answers: open another session")]
	OtherTerms(SessionId),
	/// This node's hot key is not registered.
	#[error("this node has no registered worker key: register it with ModelFactory.registerProvider")]
	NoWorker,
	/// The chain cannot be read.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// The session's journal cannot be read or written.
	#[error(transparent)]
	Journal(#[from] JournalError),
}
