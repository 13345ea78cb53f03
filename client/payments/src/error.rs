//! Refusals of vouchers, as `PaymentError`.

use crate::JournalError;
use openledger_ports::ChainError;
use openledger_primitives::{Balance, SessionId};

/// Reasons for a voucher to be refused. The texts say what to do, and reach the user.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
	/// The signature is no signature at all.
	#[error("{0}")]
	Malformed(String),
	/// The signature is not the user's, or over another voucher.
	#[error(
		"the signature is not the user's over this voucher on this chain: sign openledger/voucher/1, \
		genesis, session {0} and cumulative as documented"
	)]
	BadSignature(SessionId),
	/// The voucher names another chain.
	#[error("the voucher is for another chain: this one's genesis is {0}")]
	WrongChain(String),
	/// The voucher promises more than is owed.
	#[error("the voucher promises {given} planck, owed are {owed}: sign exactly what is owed")]
	AboveOwed {
		/// Amount that the voucher promises.
		given: Balance,
		/// Amount that is owed in the session.
		owed: Balance,
	},
	/// The chain has no such session.
	#[error("session {0} does not exist, or is closed: open one with Attribution.openSession")]
	UnknownSession(SessionId),
	/// The session is with another provider.
	#[error("session {0} is with another provider: ask at the endpoint of that provider")]
	OtherProvider(SessionId),
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
