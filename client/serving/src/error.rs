//! Refusals, in OpenAI's form: `{"error": {"type", "message", "code"}}`.

use crate::{engine::EngineError, journal::JournalError};
use axum::{
	http::{header, StatusCode},
	response::{IntoResponse, Response},
	Json,
};
use openledger_primitives::{Balance, ModelId, SessionId, MAX_SETTLEMENT_ANSWERS};
use openledger_worker::ports::ChainError;
use serde_json::{json, Value};

/// Why a request is refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApiError {
	#[error("{0}")]
	Malformed(String),
	#[error("the request is larger than {0} bytes: shorten the conversation")]
	BodyTooLarge(usize),
	#[error("no voucher: open a session with Attribution.openSession and send openledger {{session, cumulative, signature}}")]
	NoVoucher,
	#[error("the signature is not the user's over this voucher on this chain: sign openledger/voucher/1, genesis, session {0} and cumulative as documented")]
	BadSignature(SessionId),
	#[error("the voucher is for another chain: this one's genesis is {0}")]
	WrongChain(String),
	#[error("the voucher promises {given} planck, owed are {owed}: sign exactly what is owed")]
	AboveOwed { given: Balance, owed: Balance },
	#[error("{owed} planck are owed in session {session}: sign a voucher for that and ask again")]
	PaymentRequired { session: SessionId, owed: Balance },
	#[error("this answer may bring what is owed to {needed} planck, {deposited} are deposited in session {session}: top up with Attribution.topUp or ask for fewer tokens")]
	DepositExhausted { session: SessionId, owed: Balance, needed: Balance, deposited: Balance },
	#[error("session {0} does not exist, or is closed: open one with Attribution.openSession")]
	UnknownSession(SessionId),
	#[error("session {0} is with another provider: ask at the endpoint of that provider")]
	OtherProvider(SessionId),
	#[error("session {session} is for model {is}, not {asked}: open another session for that model")]
	OtherModel { session: SessionId, is: ModelId, asked: ModelId },
	#[error("session {0} is closing: open another one")]
	Closing(SessionId),
	#[error("an answer in session {0} is being written: wait for it")]
	AnswerUnderWay(SessionId),
	#[error("session {0} has {MAX_SETTLEMENT_ANSWERS} answers that are not settled, the most of one settlement: ask again when they are, in some blocks")]
	Unsettled(SessionId),
	#[error("model {0} does not exist")]
	UnknownModel(ModelId),
	#[error("model {model} cannot answer here now: {why}")]
	Unavailable { model: ModelId, why: String },
	#[error("too many requests at once: try again in a few seconds")]
	Busy,
	#[error("{0}")]
	TooLong(String),
	#[error(transparent)]
	Chain(#[from] ChainError),
	#[error("this node has no registered worker key: register it with ModelFactory.registerProvider")]
	NoWorker,
	#[error(
		"no such path: use /v1/chat/completions, /v1/vouchers, /v1/sessions/{{id}}, /v1/models or /health"
	)]
	NoSuchPath,
	#[error("something broke on this side; nothing is owed for this request")]
	Internal(String),
}

impl ApiError {
	/// That a model cannot answer here now.
	pub fn unavailable(model: ModelId, why: impl Into<String>) -> Self {
		Self::Unavailable { model, why: why.into() }
	}

	/// Status, type and code.
	fn class(&self) -> (StatusCode, &'static str, &'static str) {
		use StatusCode as S;
		let invalid = "invalid_request_error";
		match self {
			Self::Malformed(_) => (S::BAD_REQUEST, invalid, "malformed"),
			Self::BodyTooLarge(_) => (S::PAYLOAD_TOO_LARGE, invalid, "body_too_large"),
			Self::NoVoucher => (S::PAYMENT_REQUIRED, "payment_required", "no_voucher"),
			Self::BadSignature(_) => (S::BAD_REQUEST, invalid, "bad_signature"),
			Self::WrongChain(_) => (S::BAD_REQUEST, invalid, "wrong_chain"),
			Self::AboveOwed { .. } => (S::BAD_REQUEST, invalid, "above_owed"),
			Self::PaymentRequired { .. } => (S::PAYMENT_REQUIRED, "payment_required", "voucher_too_low"),
			Self::DepositExhausted { .. } => (S::PAYMENT_REQUIRED, "payment_required", "deposit_exhausted"),
			Self::UnknownSession(_) => (S::NOT_FOUND, invalid, "unknown_session"),
			Self::OtherProvider(_) => (S::CONFLICT, invalid, "other_provider"),
			Self::OtherModel { .. } => (S::BAD_REQUEST, invalid, "other_model"),
			Self::Closing(_) => (S::CONFLICT, invalid, "session_closing"),
			Self::AnswerUnderWay(_) => (S::CONFLICT, invalid, "answer_under_way"),
			Self::Unsettled(_) => (S::TOO_MANY_REQUESTS, "rate_limit_error", "unsettled"),
			Self::UnknownModel(_) => (S::NOT_FOUND, invalid, "unknown_model"),
			Self::Unavailable { .. } => (S::SERVICE_UNAVAILABLE, "server_error", "model_unavailable"),
			Self::Busy => (S::TOO_MANY_REQUESTS, "rate_limit_error", "busy"),
			Self::TooLong(_) => (S::BAD_REQUEST, invalid, "context_length_exceeded"),
			Self::Chain(_) => (S::SERVICE_UNAVAILABLE, "server_error", "chain_unavailable"),
			Self::NoWorker => (S::SERVICE_UNAVAILABLE, "server_error", "no_worker"),
			Self::NoSuchPath => (S::NOT_FOUND, invalid, "no_such_path"),
			Self::Internal(_) => (S::INTERNAL_SERVER_ERROR, "server_error", "internal"),
		}
	}

	/// The body: what is owed is in it wherever it helps.
	pub fn json(&self) -> Value {
		let (_, kind, code) = self.class();
		let mut error = json!({ "type": kind, "message": self.to_string(), "code": code });
		match self {
			Self::PaymentRequired { owed, .. } | Self::AboveOwed { owed, .. } => {
				error["owed"] = json!(owed.to_string());
			},
			Self::DepositExhausted { owed, needed, deposited, .. } => {
				error["owed"] = json!(owed.to_string());
				error["top_up"] = json!(needed.saturating_sub(*deposited).to_string());
			},
			_ => (),
		}
		json!({ "error": error })
	}
}

impl IntoResponse for ApiError {
	fn into_response(self) -> Response {
		if let Self::Internal(text) = &self {
			log::error!(target: "serving", "{text}");
		}
		let (status, ..) = self.class();
		let mut response = (status, Json(self.json())).into_response();
		if matches!(self, Self::Busy | Self::Unsettled(_) | Self::Unavailable { .. } | Self::Chain(_)) {
			response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
		}
		response
	}
}

impl From<JournalError> for ApiError {
	fn from(error: JournalError) -> Self {
		Self::Internal(error.to_string())
	}
}

impl ApiError {
	/// An engine's refusal to serve a model.
	pub fn engine(model: ModelId, error: EngineError) -> Self {
		match error {
			EngineError::TooLong(text) => Self::TooLong(text),
			EngineError::Unavailable(why) => Self::Unavailable { model, why },
			EngineError::Failed(text) | EngineError::NoPrompt(text) => {
				Self::Internal(format!("model {model}: {text}"))
			},
		}
	}
}
