#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

mod in_flight;
mod mailbox;
mod messages;
mod secrets;
mod slot;
mod storage;
#[cfg(feature = "std")]
pub mod test_utils;
#[cfg(test)]
mod tests;
mod topics;

pub use in_flight::InFlight;
pub use mailbox::Mailbox;
pub use messages::{
	JobRequest, JobResponse, RepetitionRequest, RepetitionResponse, RevealRequest, RevealResponse,
	SettlementRequest, VerificationRequest, VerificationResponse,
};
pub use openledger_primitives::challenge::Finding;
pub use secrets::{Secret, Secrets};
pub use slot::{Contended, MAX_CAS_ATTEMPTS, Slot, Stored};
pub use storage::{MailboxStorage, OffchainStorage};
pub use topics::{AnsweredTopic, Jobs, Repetitions, Reveals, Settlements, Topic, Verifications};

/// Target of this crate's log lines.
const LOG_TARGET: &str = "mailbox";
