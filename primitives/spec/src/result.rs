//! Results of a fine-tuning job, as a provider publishes them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_content::{Hash, decimal::Decimal};
use scale_info::TypeInfo;

/// Mean loss per completion token, in nats, on records kept out of training.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	scale_info::TypeInfo,
)]
pub struct Evaluation {
	/// The loss before tuning.
	pub before: Decimal,
	/// The loss after tuning.
	pub after: Decimal,
}

/// The result of a finished job, as a provider publishes it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct JobResult {
	/// Root over the adapter's name-sorted f32 little-endian tensor bytes.
	pub adapter: Hash,
	/// Number of those bytes.
	pub adapter_bytes: u64,
	/// Root over the per-step state roots.
	pub trace: Hash,
	/// Number of optimizer steps.
	pub steps: u32,
	/// Number of tokens trained on, over all epochs: fees are counted by it.
	pub tokens: u64,
	/// Loss of the first step.
	pub loss_first: Decimal,
	/// Loss of the last step.
	pub loss_last: Decimal,
	/// Held-out loss, when the spec names held-out records.
	pub evaluation: Option<Evaluation>,
}
