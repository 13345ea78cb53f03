//! Hyper-parameters of a fine-tuning job, and their bounds.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use openledger_content::{BoundedVec, ConstU32, decimal::Decimal};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Largest LoRA rank that is allowed.
pub const MAX_RANK: u16 = 256;
/// Longest training sequence in tokens.
pub const MAX_LENGTH: u32 = 8192;
/// Most records that a step has.
pub const MAX_BATCH: u16 = 1024;
/// Most passes over the records.
pub const MAX_EPOCHS: u16 = 100;

/// The form in which the base is kept during training, and the arithmetic of its linears.
///
/// LoRA and QLoRA give the same bits; exact8 gives its own.
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
	/// Base weights are dequantized once.
	Lora,
	/// Base weights stay in 4 to 8 bits.
	Qlora,
	/// Base weights and what they multiply are 8-bit integers, whose sums are exact.
	Exact8,
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
	/// Query projection of attention.
	Q,
	/// Key projection of attention.
	K,
	/// Value projection of attention.
	V,
	/// Output projection of attention.
	O,
	/// Gate of the feed-forward block.
	Gate,
	/// Up projection of the feed-forward block.
	Up,
	/// Down projection of the feed-forward block.
	Down,
}

/// Hyper-parameters of a fine-tuning job.
///
/// The JSON form of this type is the spec file of `openledger-node finetune`.
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
	/// The method: LoRA, QLoRA or exact8.
	pub method: Method,
	/// Rank r of the update B·A.
	pub rank: u16,
	/// Scale numerator: the update is multiplied by alpha / rank.
	pub alpha: u16,
	/// Linears that are adapted, ascending, without repeats.
	pub targets: BoundedVec<Target, ConstU32<7>>,
	/// Learning rate at its peak.
	pub learning_rate: Decimal,
	/// Number of steps of linear warm-up.
	pub warmup_steps: u32,
	/// Number of passes over the records.
	pub epochs: u16,
	/// Number of records a step.
	pub batch: u16,
	/// Longest sequence in tokens; longer records are refused.
	pub max_length: u32,
	/// Decoupled weight decay, as AdamW has it.
	pub weight_decay: Decimal,
	/// Bound to which the global gradient norm is clipped; 0 turns clipping off.
	pub clip_norm: Decimal,
	/// Seed of every random stream.
	pub seed: u64,
}

/// The reason why hyper-parameters are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HyperParameterError {
	/// Rank is 0 or above [`MAX_RANK`].
	Rank,
	/// The scale's numerator is 0.
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
	/// Checks every bound, in the order of the fields.
	pub fn validate(&self) -> Result<(), HyperParameterError> {
		use HyperParameterError as E;
		use openledger_content::decimal::ONE;
		let checks = [
			(self.rank >= 1 && self.rank <= MAX_RANK, E::Rank),
			(self.alpha >= 1, E::Alpha),
			(!self.targets.is_empty() && self.targets.is_sorted_by(|a, b| a < b), E::Targets),
			(self.learning_rate.0 > 0 && self.learning_rate.0 <= ONE, E::LearningRate),
			(self.epochs >= 1 && self.epochs <= MAX_EPOCHS, E::Epochs),
			(self.batch >= 1 && self.batch <= MAX_BATCH, E::Batch),
			(self.max_length >= 8 && self.max_length <= MAX_LENGTH, E::Length),
			(self.weight_decay.0 <= ONE, E::WeightDecay),
		];
		checks.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, error)| Err(error))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16, "targets":
		["q","k","v","o","gate","up","down"],
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
	fn methods_have_names_and_places() {
		let methods = [(Method::Lora, "lora"), (Method::Qlora, "qlora"), (Method::Exact8, "exact8")];
		for (place, (method, name)) in methods.into_iter().enumerate() {
			assert_eq!(serde_json::to_string(&method).unwrap(), format!("\"{name}\""));
			assert_eq!(method.encode(), [place as u8]);
		}
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
