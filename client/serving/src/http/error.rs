//! Refusals in OpenAI's form: `{"error": {"type", "message", "param", "code"}}`.

use super::response::boundary;
use crate::error::ChatError;
use axum::{
	Json,
	http::{StatusCode, header},
	response::{IntoResponse, Response},
};
use openledger_payments::PaymentError;
use openledger_primitives::boundary::Boundary;
use serde_json::{Value, json};

impl ChatError {
	/// Returns status, type and code.
	fn class(&self) -> (StatusCode, &'static str, &'static str) {
		use PaymentError as P;
		use StatusCode as S;
		let invalid = "invalid_request_error";
		match self {
			Self::Malformed(_) | Self::Field { .. } | Self::Payment(P::Malformed(_)) => {
				(S::BAD_REQUEST, invalid, "malformed")
			},
			Self::Unsupported { .. } => (S::BAD_REQUEST, invalid, "unsupported"),
			Self::BrokeOff => (S::BAD_REQUEST, invalid, "broke_off"),
			Self::Late => (S::REQUEST_TIMEOUT, invalid, "too_slow"),
			Self::Debts(_) => (S::PAYMENT_REQUIRED, "payment_required", "unpaid_sessions"),
			Self::NotOffered(_) => (S::NOT_FOUND, invalid, "model_not_offered"),
			Self::PriceTooLow { .. } => (S::CONFLICT, invalid, "price_too_low"),
			Self::AccountBusy(_) => (S::TOO_MANY_REQUESTS, "rate_limit_error", "account_busy"),
			Self::Left => (S::INTERNAL_SERVER_ERROR, "server_error", "left"),
			Self::NoSuchMethod(_) => (S::METHOD_NOT_ALLOWED, invalid, "no_such_method"),
			Self::Payment(P::NotYours(_)) => (S::FORBIDDEN, invalid, "not_yours"),
			Self::Payment(P::NoSuchAnswer { .. }) => (S::NOT_FOUND, invalid, "no_such_answer"),
			Self::BodyTooLarge(_) => (S::PAYLOAD_TOO_LARGE, invalid, "body_too_large"),
			Self::NoVoucher => (S::PAYMENT_REQUIRED, "payment_required", "no_voucher"),
			Self::Payment(P::BadSignature(_)) => (S::BAD_REQUEST, invalid, "bad_signature"),
			Self::Payment(P::WrongChain(_)) => (S::BAD_REQUEST, invalid, "wrong_chain"),
			Self::Payment(P::AboveOwed { .. }) => (S::BAD_REQUEST, invalid, "above_owed"),
			Self::Payment(P::NoBoundary { .. }) => (S::BAD_REQUEST, invalid, "no_boundary"),
			Self::PaymentRequired { .. } | Self::Payment(P::BelowPromise { .. }) => {
				(S::PAYMENT_REQUIRED, "payment_required", "voucher_too_low")
			},
			Self::Payment(P::AboveKeyCap { .. }) => {
				(S::PAYMENT_REQUIRED, "payment_required", "key_exhausted")
			},
			Self::Payment(P::KeyIsOver { .. }) => (S::PAYMENT_REQUIRED, "payment_required", "key_over"),
			Self::BondExceeded { .. } => (S::SERVICE_UNAVAILABLE, "server_error", "bond_exceeded"),
			Self::DepositExhausted { .. } => (S::PAYMENT_REQUIRED, "payment_required", "deposit_exhausted"),
			Self::Payment(P::UnknownSession(_)) => (S::NOT_FOUND, invalid, "unknown_session"),
			Self::Payment(P::OtherProvider(_)) => (S::CONFLICT, invalid, "other_provider"),
			Self::Payment(P::OtherTerms(_)) => (S::CONFLICT, invalid, "session_reused"),
			Self::OtherModel { .. } => (S::BAD_REQUEST, invalid, "other_model"),
			Self::Closing(_) => (S::CONFLICT, invalid, "session_closing"),
			Self::AnswerUnderWay(_) => (S::CONFLICT, invalid, "answer_under_way"),
			Self::Unsettled(_) => (S::TOO_MANY_REQUESTS, "rate_limit_error", "unsettled"),
			Self::UnknownModel(_) => (S::NOT_FOUND, invalid, "model_not_found"),
			Self::Unavailable { .. } => (S::SERVICE_UNAVAILABLE, "server_error", "model_unavailable"),
			Self::Busy => (S::TOO_MANY_REQUESTS, "rate_limit_error", "busy"),
			Self::TooLong(_) => (S::BAD_REQUEST, invalid, "context_length_exceeded"),
			Self::Chain(_) | Self::Payment(P::Chain(_)) => {
				(S::SERVICE_UNAVAILABLE, "server_error", "chain_unavailable")
			},
			Self::Payment(P::NoWorker) => (S::SERVICE_UNAVAILABLE, "server_error", "no_worker"),
			Self::NoSuchPath => (S::NOT_FOUND, invalid, "no_such_path"),
			Self::Internal(_) | Self::Payment(P::Journal(_)) => {
				(S::INTERNAL_SERVER_ERROR, "server_error", "internal")
			},
		}
	}

	/// Returns the point up to which a voucher has to pay, wherever that helps.
	fn owed(&self) -> Option<&Boundary> {
		match self {
			Self::PaymentRequired { owed, .. } | Self::DepositExhausted { owed, .. } => Some(owed),
			Self::Payment(
				PaymentError::AboveOwed { owed, .. }
				| PaymentError::NoBoundary { owed, .. }
				| PaymentError::BelowPromise { owed, .. },
			) => Some(owed),
			_ => None,
		}
	}

	/// Returns the code.
	pub fn code(&self) -> &'static str {
		self.class().2
	}

	/// Returns the field that the request is refused for, if it is one.
	fn param(&self) -> Option<&str> {
		match self {
			Self::Field { param, .. } | Self::Unsupported { param, .. } => Some(param),
			Self::UnknownModel(_) | Self::NotOffered(_) | Self::OtherModel { .. } => Some("model"),
			Self::TooLong(_) => Some("messages"),
			Self::NoVoucher | Self::Payment(_) | Self::PaymentRequired { .. } => Some("openledger"),
			_ => None,
		}
	}

	/// Returns the body, with what is owed wherever it helps.
	pub fn json(&self) -> Value {
		let (_, kind, code) = self.class();
		let message = self.to_string();
		let mut error = json!({ "type": kind, "message": message, "param": self.param(), "code": code });
		if let Some(owed) = self.owed() {
			error["owed"] = json!(owed.cumulative.to_string());
			error["boundary"] = boundary(owed);
		}
		match self {
			Self::DepositExhausted { needed, deposited, .. } => {
				error["top_up"] = json!(needed.saturating_sub(*deposited).to_string());
			},
			Self::Payment(PaymentError::NoBoundary { boundaries, .. }) => {
				error["boundaries"] = boundaries.iter().map(boundary).collect();
			},
			_ => (),
		}
		json!({ "error": error })
	}
}

impl IntoResponse for ChatError {
	fn into_response(self) -> Response {
		let (status, ..) = self.class();
		let mut response = (status, Json(self.json())).into_response();
		let is_passing = matches!(
			self,
			Self::Busy
				| Self::AccountBusy(_)
				| Self::AnswerUnderWay(_)
				| Self::Unsettled(_)
				| Self::Unavailable { .. }
				| Self::Chain(_)
				| Self::BondExceeded { .. }
		);
		if is_passing {
			response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
		}
		response
	}
}
