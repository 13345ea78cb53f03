//! Weights of the calls. The measured ones are in `runtime/src/weights`, written by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// Weight of registering a base model.
	fn register_base() -> Weight;
	/// Weight of naming a model card.
	fn set_card() -> Weight;
	/// Weight of listing a model that was not listed.
	fn list() -> Weight;
	/// Weight of taking a model off the market.
	fn unlist() -> Weight;
	/// Weight of handing over a model with its deposit.
	fn transfer() -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn register_base() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn set_card() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn list() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn unlist() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn transfer() -> Weight {
		Weight::from_parts(1, 1)
	}
}
