//! Keys by name, for clients that do not use [`Mailbox`](crate::Mailbox) yet.

use crate::topics::{AnsweredTopic, Jobs, Reveals, Settlements, Topic, Verifications};
use alloc::vec::Vec;
use openledger_primitives::{ChallengeId, JobId, SessionId};

/// Key of the index of [`Jobs`].
pub const JOBS: &[u8] = Jobs::INDEX;
/// Key of the index of [`Settlements`].
pub const SETTLEMENTS: &[u8] = Settlements::INDEX;
/// Key of the index of [`Reveals`].
pub const REVEALS: &[u8] = Reveals::INDEX;
/// Key of the index of [`Verifications`].
pub const VERIFICATIONS: &[u8] = Verifications::INDEX;

/// Returns the key of a job's request.
pub fn request_key(job: JobId) -> Vec<u8> {
	Jobs::request_key(job)
}

/// Returns the key of a job's response.
pub fn response_key(job: JobId) -> Vec<u8> {
	Jobs::response_key(job)
}

/// Returns the key of a session's settlement.
pub fn settlement_key(session: SessionId) -> Vec<u8> {
	Settlements::request_key(session)
}

/// Returns the key of a request to reveal.
pub fn reveal_request_key(challenge: ChallengeId) -> Vec<u8> {
	Reveals::request_key(challenge)
}

/// Returns the key of a response to a request to reveal.
pub fn reveal_response_key(challenge: ChallengeId) -> Vec<u8> {
	Reveals::response_key(challenge)
}

/// Returns the key of a request to verify.
pub fn verification_request_key(challenge: ChallengeId) -> Vec<u8> {
	Verifications::request_key(challenge)
}

/// Returns the key of a response to a request to verify.
pub fn verification_response_key(challenge: ChallengeId) -> Vec<u8> {
	Verifications::response_key(challenge)
}
