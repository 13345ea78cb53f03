//! Refusals of requests, as `ChatError`.

use crate::{loader::ModelError, offer::MinPrice};
use openledger_payments::{JournalError, PaymentError};
use openledger_ports::ChainError;
use openledger_primitives::{
	Balance, BlockNumber, MAX_SETTLEMENT_ANSWERS, ModelId, SessionId, boundary::Boundary,
};

/// Reasons for a request to be refused. The texts say what to do, and reach the user.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChatError {
	#[error("{0}")]
	Malformed(String),
	/// A field is not what it must be.
	#[error("{text}")]
	Field { param: String, text: String },
	/// A field asks for something that is not done here.
	#[error("{text}")]
	Unsupported { param: String, text: String },
	#[error("the request did not arrive in time: send it again")]
	Late,
	#[error("the request broke off before its end: send it again")]
	BrokeOff,
	#[error("the request is larger than {0} bytes: shorten the conversation")]
	BodyTooLarge(usize),
	#[error(
		"no voucher: open a session with Attribution.openSession and send openledger {{session, answers, \
		cumulative, receipts, signature}}"
	)]
	NoVoucher,
	/// Never `Malformed`, `Chain` or `Journal`: those become the variants here.
	#[error(transparent)]
	Payment(PaymentError),
	#[error(
		"{} planck are owed for {} answers in session {session}: sign a voucher for that and ask again",
		owed.cumulative, owed.answers
	)]
	PaymentRequired { session: SessionId, owed: Boundary },
	#[error(
		"this answer may bring what is owed to {needed} planck, {deposited} are deposited in session \
		{session}: top up with Attribution.topUp or ask for fewer tokens"
	)]
	DepositExhausted { session: SessionId, owed: Boundary, needed: Balance, deposited: Balance },
	#[error("session {session} is for model {is}, not {asked}: open another session for that model")]
	OtherModel { session: SessionId, is: ModelId, asked: ModelId },
	#[error(
		"the last answers of sessions {} are not paid: send their vouchers to /v1/vouchers and ask again",
		.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
	)]
	Debts(Vec<SessionId>),
	#[error("session {0} is closing: open another one")]
	Closing(SessionId),
	#[error("an answer in session {0} is being written: wait for it")]
	AnswerUnderWay(SessionId),
	#[error(
		"session {0} has {MAX_SETTLEMENT_ANSWERS} answers that are not settled, the most of one \
		settlement: ask again when they are, in some blocks; if they are worth less than settling costs, \
		open another session"
	)]
	Unsettled(SessionId),
	#[error(
		"this provider's bond covers {headroom} planck more of answers that can be challenged, and this one \
		would take {needed}: ask again after block {until}, when earlier ones no longer can, or ask another \
		provider"
	)]
	BondExceeded { needed: Balance, headroom: Balance, until: BlockNumber },
	#[error("model {0} does not exist: /v1/models has those that answer here")]
	UnknownModel(String),
	#[error("model {0} is not served by this provider: /v1/models has those that are")]
	NotOffered(ModelId),
	#[error(
		"session {session} was opened at a price below what this provider takes, {} planck for 1,000 tokens \
		read and {} for 1,000 written: ask another provider",
		least.prompt_per_1k, least.completion_per_1k
	)]
	PriceTooLow { session: SessionId, least: MinPrice },
	#[error("model {model} cannot answer here now: {why}")]
	Unavailable { model: ModelId, why: String },
	#[error("too many requests at once: try again in a few seconds")]
	Busy,
	#[error("{0} requests of this account wait or are being answered, the most there may be: wait for one")]
	AccountBusy(usize),
	#[error("this request's listener left before anything was sent: nothing is owed for it")]
	Left,
	#[error("{0}")]
	TooLong(String),
	#[error(transparent)]
	Chain(#[from] ChainError),
	#[error(
		"no such path: use /v1/chat/completions, /v1/vouchers, /v1/sessions/{{id}}, \
		/v1/sessions/{{id}}/answers/{{number}}, /v1/models, /v1/models/{{model}} or /health"
	)]
	NoSuchPath,
	#[error("this path does not take {0}: see the Allow header")]
	NoSuchMethod(String),
	/// The text goes to the log, not to the user.
	#[error("something broke on this side; nothing is owed for this request")]
	Internal(String),
}

impl ChatError {
	/// Makes the refusal of a field that is not what it must be.
	pub fn field(param: impl Into<String>, text: impl Into<String>) -> Self {
		Self::Field { param: param.into(), text: text.into() }
	}

	/// Makes the refusal of a field that asks for something that is not done here.
	pub fn unsupported(param: impl Into<String>, text: impl Into<String>) -> Self {
		Self::Unsupported { param: param.into(), text: text.into() }
	}

	/// Makes the refusal of a model that cannot answer here now.
	pub fn unavailable(model: ModelId, why: impl ToString) -> Self {
		Self::Unavailable { model, why: why.to_string() }
	}

	/// Makes the refusal that a model's error leads to.
	pub fn model(model: ModelId, error: ModelError) -> Self {
		match error {
			ModelError::TooLong(text) => Self::TooLong(text),
			ModelError::Unavailable(why) => Self::Unavailable { model, why },
			ModelError::Failed(text) | ModelError::NoPrompt(text) => {
				Self::Internal(format!("model {model}: {text}"))
			},
		}
	}
}

impl From<PaymentError> for ChatError {
	fn from(error: PaymentError) -> Self {
		match error {
			PaymentError::Malformed(text) => Self::Malformed(text),
			PaymentError::Chain(error) => Self::Chain(error),
			PaymentError::Journal(error) => error.into(),
			error => Self::Payment(error),
		}
	}
}

impl From<JournalError> for ChatError {
	fn from(error: JournalError) -> Self {
		Self::Internal(error.to_string())
	}
}
