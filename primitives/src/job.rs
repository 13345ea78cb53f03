//! Nouns of ModelFactory: specifications, results, states.

use crate::{
	datanet::SnapshotRef, decimal::Decimal, model::Evaluation, Balance, BlockNumber, BoundedVec, ConstU32,
	Endpoint, Hash, JobId, ModelId, Name, MAX_JOB_SNAPSHOTS,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Largest LoRA rank.
pub const MAX_RANK: u16 = 256;
/// Longest training sequence in tokens.
pub const MAX_LENGTH: u32 = 8192;
/// Most records a step.
pub const MAX_BATCH: u16 = 1024;
/// Most passes over the records.
pub const MAX_EPOCHS: u16 = 100;

/// How the base is kept during training. Both give the same bits.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Method {
	/// Base weights dequantised once.
	Lora,
	/// Base weights stay in 4 to 8 bits.
	Qlora,
}

/// A linear layer that carries an adapter.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Target {
	/// Query projection.
	Q,
	/// Key projection.
	K,
	/// Value projection.
	V,
	/// Output projection of attention.
	O,
	/// Gate of the feed-forward block.
	Gate,
	/// Up projection.
	Up,
	/// Down projection.
	Down,
}

/// Hyper-parameters of a fine-tuning job. The JSON form of this type is the spec file of `openledger-node finetune`.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct HyperParameters {
	/// LoRA or QLoRA.
	pub method: Method,
	/// Rank r of the update B·A.
	pub rank: u16,
	/// Scale numerator: the update is multiplied by alpha / rank.
	pub alpha: u16,
	/// Which linears are adapted, ascending, without repeats.
	pub targets: BoundedVec<Target, ConstU32<7>>,
	/// Peak learning rate.
	pub learning_rate: Decimal,
	/// Steps of linear warm-up.
	pub warmup_steps: u32,
	/// Passes over the records.
	pub epochs: u16,
	/// Records a step.
	pub batch: u16,
	/// Longest sequence in tokens; longer records are refused.
	pub max_length: u32,
	/// Decoupled weight decay.
	pub weight_decay: Decimal,
	/// Global gradient norm is clipped to this; 0 turns clipping off.
	pub clip_norm: Decimal,
	/// Seed of every random stream.
	pub seed: u64,
}

/// What is wrong with hyper-parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HyperParameterError {
	/// Rank is 0 or above [`MAX_RANK`].
	Rank,
	/// Alpha is 0.
	Alpha,
	/// Targets are empty, unsorted or repeated.
	Targets,
	/// Learning rate is 0 or above 1.
	LearningRate,
	/// Epochs are 0 or above [`MAX_EPOCHS`].
	Epochs,
	/// Batch is 0 or above [`MAX_BATCH`].
	Batch,
	/// Length is below 8 or above [`MAX_LENGTH`].
	Length,
	/// Weight decay is above 1.
	WeightDecay,
}

impl core::fmt::Display for HyperParameterError {
	fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
		f.write_str(match self {
			Self::Rank => "rank must be between 1 and 256",
			Self::Alpha => "alpha must be at least 1",
			Self::Targets => {
				"targets must name at least one of q, k, v, o, gate, up, down, in that order, each once"
			},
			Self::LearningRate => "learning_rate must be above 0 and at most 1",
			Self::Epochs => "epochs must be between 1 and 100",
			Self::Batch => "batch must be between 1 and 1024",
			Self::Length => "max_length must be between 8 and 8192",
			Self::WeightDecay => "weight_decay must be at most 1",
		})
	}
}

#[cfg(feature = "std")]
impl std::error::Error for HyperParameterError {}

impl HyperParameters {
	/// Checks every bound.
	pub fn validate(&self) -> Result<(), HyperParameterError> {
		use crate::decimal::ONE;
		use HyperParameterError as E;
		let checks = [
			(self.rank >= 1 && self.rank <= MAX_RANK, E::Rank),
			(self.alpha >= 1, E::Alpha),
			(!self.targets.is_empty() && self.targets.windows(2).all(|pair| pair[0] < pair[1]), E::Targets),
			(self.learning_rate.0 > 0 && self.learning_rate.0 <= ONE, E::LearningRate),
			(self.epochs >= 1 && self.epochs <= MAX_EPOCHS, E::Epochs),
			(self.batch >= 1 && self.batch <= MAX_BATCH, E::Batch),
			(self.max_length >= 8 && self.max_length <= MAX_LENGTH, E::Length),
			(self.weight_decay.0 <= ONE, E::WeightDecay),
		];
		checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, error)| Err(error))
	}
}

/// What a builder asks for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct JobSpec {
	/// Name of the model to be.
	pub name: Name,
	/// The base model.
	pub base: ModelId,
	/// What to learn from, ascending, without repeats.
	pub snapshots: BoundedVec<SnapshotRef, ConstU32<MAX_JOB_SNAPSHOTS>>,
	/// Root of a JSONL blob of records to evaluate on, never trained on.
	pub held_out: Option<Hash>,
	/// How to train.
	pub hyper: HyperParameters,
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

/// Why a provider gives a job back.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum FailReason {
	/// A blob could not be had.
	BlobUnavailable,
	/// The base model is not one this engine runs.
	UnsupportedModel,
	/// A record is broken, too long or empty.
	BadRecords,
	/// A NaN or infinity appeared: the learning rate diverges.
	Diverged,
	/// Fees at the terms given exceed the builder's maximum payment.
	PaymentTooLow,
	/// Memory, disk or another resource ran out.
	OutOfResources,
	/// Anything else; the provider's log says what.
	Internal,
}

impl FailReason {
	/// Whether another provider would fail in the same way, so that trying again is pointless.
	pub fn is_final(self) -> bool {
		matches!(self, Self::UnsupportedModel | Self::BadRecords | Self::Diverged | Self::PaymentTooLow)
	}
}

/// Where a job stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub enum JobStatus<AccountId> {
	/// Waiting for a provider until the block given.
	Open {
		/// After this block it expires.
		until: BlockNumber,
	},
	/// A provider works on it.
	Claimed {
		/// The provider's stash.
		provider: AccountId,
		/// After this block the claim is forfeit.
		deadline: BlockNumber,
	},
	/// A result waits out its challenge window.
	Submitted {
		/// The provider's stash.
		provider: AccountId,
		/// What was published.
		result: JobResult,
		/// It may be finalised after this block.
		window_ends: BlockNumber,
	},
	/// Paid; the model exists.
	Finalised {
		/// The provider's stash.
		provider: AccountId,
		/// What was published.
		result: JobResult,
		/// The model made.
		model: ModelId,
	},
	/// Withdrawn by its builder.
	Cancelled,
	/// Given up: `None` when no one took it or every provider vanished.
	Failed {
		/// The last reason given.
		reason: Option<FailReason>,
	},
}

/// A job as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct JobInfo<AccountId> {
	/// Its number.
	pub id: JobId,
	/// Who pays.
	pub builder: AccountId,
	/// What was asked for.
	pub spec: JobSpec,
	/// Still in escrow, in planck.
	pub escrow: Balance,
	/// How often it was claimed.
	pub attempts: u8,
	/// Where it stands.
	pub status: JobStatus<AccountId>,
}

/// What a provider offers.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Capabilities {
	/// Base models it holds and runs, ascending, without repeats.
	pub bases: BoundedVec<ModelId, ConstU32<16>>,
	/// Jobs at a time.
	pub max_parallel: u8,
	/// Planck for each 1,000 tokens trained.
	pub price_per_1k_tokens: Balance,
	/// Base URL of its chat service; empty if it only trains.
	pub endpoint: Endpoint,
}

/// A provider as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct ProviderInfo<AccountId> {
	/// Who is paid and bonded.
	pub stash: AccountId,
	/// The hot key that claims and submits.
	pub worker: AccountId,
	/// What it offers.
	pub capabilities: Capabilities,
	/// OPEN held behind its word.
	pub bond: Balance,
	/// Jobs claimed or in a challenge window.
	pub active: Vec<JobId>,
}

#[cfg(test)]
mod tests {
	use super::*;

	const SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16, "targets": ["q","k","v","o","gate","up","down"],
		"learning_rate": "0.0005", "warmup_steps": 4, "epochs": 1, "batch": 8, "max_length": 256,
		"weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;

	#[test]
	fn spec_file_reads_and_validates() {
		let hyper: HyperParameters = serde_json::from_str(SPEC).unwrap();
		assert_eq!(hyper.validate(), Ok(()));
		assert_eq!(hyper.learning_rate, Decimal(500_000));
		let again: HyperParameters = serde_json::from_str(&serde_json::to_string(&hyper).unwrap()).unwrap();
		assert_eq!(hyper, again);
	}

	#[test]
	fn bounds_are_checked() {
		use HyperParameterError as E;
		let good: HyperParameters = serde_json::from_str(SPEC).unwrap();
		type Spoil = fn(&mut HyperParameters);
		let cases: [(Spoil, E); 8] = [
			(|h| h.rank = 0, E::Rank),
			(|h| h.alpha = 0, E::Alpha),
			(|h| h.targets = vec![Target::V, Target::Q].try_into().unwrap(), E::Targets),
			(|h| h.learning_rate = Decimal(0), E::LearningRate),
			(|h| h.epochs = 0, E::Epochs),
			(|h| h.batch = 0, E::Batch),
			(|h| h.max_length = 7, E::Length),
			(|h| h.weight_decay = Decimal(2_000_000_000), E::WeightDecay),
		];
		for (spoil, error) in cases {
			let mut hyper = good.clone();
			spoil(&mut hyper);
			assert_eq!(hyper.validate(), Err(error));
		}
	}
}
