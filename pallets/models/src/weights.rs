//! Weights of the calls. The measured ones are in `runtime/src/weights`, written by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// Weight of taking over a listed base model with a contest, which costs more than registering one.
	fn register_base() -> Weight;
	/// Weight of naming a model card.
	fn set_card() -> Weight;
	/// Weight of listing a model that was not listed.
	fn list() -> Weight;
	/// Weight of taking a model off the market.
	fn unlist() -> Weight;
	/// Weight of handing over a model with its deposit.
	fn transfer() -> Weight;
	/// Weight of claiming somebody else's base model.
	fn contest_base() -> Weight;
	/// Weight of deciding a contest for a listed model in the contester's favour.
	fn resolve_contest() -> Weight;
	/// Weight of clearing a contest.
	fn clear_contest() -> Weight;
	/// Weight of correcting a manifest.
	fn correct_manifest() -> Weight;
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

	fn contest_base() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn resolve_contest() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn clear_contest() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn correct_manifest() -> Weight {
		Weight::from_parts(1, 1)
	}
}
