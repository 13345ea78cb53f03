//! Results of a fine-tuning job, as a provider publishes them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_content::{decimal::Decimal, Hash};
use scale_info::TypeInfo;

/// Mean loss per completion token, in nats, on records kept out of training.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Evaluation {
	/// Before tuning.
	pub before: Decimal,
	/// After tuning.
	pub after: Decimal,
}

/// What a provider publishes about a finished job.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct JobResult {
	/// Root over the adapter's name-sorted f32 little-endian tensor bytes.
	pub adapter: Hash,
	/// Length of those bytes.
	pub adapter_bytes: u64,
	/// Root over the per-step state roots.
	pub trace: Hash,
	/// Optimiser steps.
	pub steps: u32,
	/// Tokens trained on, over all epochs: what the fees are counted by.
	pub tokens: u64,
	/// Loss of the first step.
	pub loss_first: Decimal,
	/// Loss of the last step.
	pub loss_last: Decimal,
	/// Held-out loss, when the spec names held-out records.
	pub evaluation: Option<Evaluation>,
}
