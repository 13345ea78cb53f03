//! What really shaped an answer, as anybody finds who repeats it.
//!
//! Inference and attribution repeat to the bit, so there is one truth, and whoever takes the trouble knows
//! it. Here it is a function of prompt and model that costs nothing.

use openledger_primitives::{
	ContributionId, Hash, ModelId,
	influence::{InfluenceVector, apportion},
};
use sp_io::hashing::blake2_256;

/// Returns the tokens that a model answers with.
pub fn answer(model: ModelId, prompt: u32) -> Vec<u32> {
	let hash = blake2_256(&[model.to_le_bytes(), prompt.to_le_bytes()].concat());
	hash[..8].iter().map(|byte| u32::from(*byte)).collect()
}

/// Returns the hash of the work of answering, which only who does it has.
pub fn work(model: ModelId, prompt: u32) -> Hash {
	Hash(blake2_256(&[&b"work"[..], &model.to_le_bytes(), &prompt.to_le_bytes()].concat()))
}

/// Returns what shaped that answer, of the contributions that the model learnt from.
pub fn influence(model: ModelId, prompt: u32, learnt: &[ContributionId]) -> InfluenceVector {
	let weight = |id: &ContributionId| {
		let hash = blake2_256(&[&model.to_le_bytes()[..], &prompt.to_le_bytes(), &id.to_le_bytes()].concat());
		(*id, u128::from(hash[0] % 4))
	};
	apportion(&learnt.iter().map(weight).filter(|(_, weight)| *weight > 0).collect::<Vec<_>>())
}
