//! Topics: which ids, keys and messages belong together.

use crate::messages::{
	JobRequest, JobResponse, RepetitionRequest, RepetitionResponse, RevealRequest, RevealResponse,
	SettlementRequest, VerificationRequest, VerificationResponse,
};
use alloc::{format, vec::Vec};
use codec::Codec;
use core::fmt::Display;
use openledger_primitives::{ChallengeId, JobId, SessionId};

/// One kind of conversation in the mailbox.
pub trait Topic {
	/// Number of a request.
	type Id: Codec + Copy + Ord + Display;
	/// Message of the side that asks.
	type Request: Codec;

	/// Key of the ids whose requests stand.
	const INDEX: &'static [u8];
	/// Start of the keys of requests and responses.
	const PREFIX: &'static str;

	/// Returns the key of a request.
	fn request_key(id: Self::Id) -> Vec<u8> {
		format!("{}::{id}::request", Self::PREFIX).into_bytes()
	}
}

/// Topic whose requests are answered in the mailbox too.
pub trait AnsweredTopic: Topic {
	/// Message of the side that answers.
	type Response: Codec;

	/// Returns the key of a response.
	fn response_key(id: Self::Id) -> Vec<u8> {
		format!("{}::{id}::response", Self::PREFIX).into_bytes()
	}
}

/// Jobs that a provider of this node has claimed.
pub enum Jobs {}

impl Topic for Jobs {
	type Id = JobId;
	type Request = JobRequest;
	const INDEX: &'static [u8] = b"openledger::jobs";
	const PREFIX: &'static str = "openledger::job";
}

impl AnsweredTopic for Jobs {
	type Response = JobResponse;
}

/// Jobs of other providers that a provider of this node was drawn to repeat.
pub enum Repetitions {}

impl Topic for Repetitions {
	type Id = JobId;
	type Request = RepetitionRequest;
	const INDEX: &'static [u8] = b"openledger::repetitions";
	const PREFIX: &'static str = "openledger::repetition";
}

impl AnsweredTopic for Repetitions {
	type Response = RepetitionResponse;
}

/// Settlements that the serving side wants submitted, one a session.
pub enum Settlements {}

impl Topic for Settlements {
	type Id = SessionId;
	type Request = SettlementRequest;
	const INDEX: &'static [u8] = b"openledger::settlements";
	const PREFIX: &'static str = "openledger::settlement";

	/// Returns the key of a settlement: it has no response, so the key names no side.
	fn request_key(id: SessionId) -> Vec<u8> {
		format!("{}::{id}", Self::PREFIX).into_bytes()
	}
}

/// Challenges in which a provider of this node has to reveal.
pub enum Reveals {}

impl Topic for Reveals {
	type Id = ChallengeId;
	type Request = RevealRequest;
	const INDEX: &'static [u8] = b"openledger::reveals";
	const PREFIX: &'static str = "openledger::reveal";
}

impl AnsweredTopic for Reveals {
	type Response = RevealResponse;
}

/// Challenges in which a provider of this node may vote.
pub enum Verifications {}

impl Topic for Verifications {
	type Id = ChallengeId;
	type Request = VerificationRequest;
	const INDEX: &'static [u8] = b"openledger::verifications";
	const PREFIX: &'static str = "openledger::verification";
}

impl AnsweredTopic for Verifications {
	type Response = VerificationResponse;
}
