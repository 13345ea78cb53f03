//! What calls cost. The measured figures are the runtime's: `runtime/src/weights`, by `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// How heavy each call is.
pub trait WeightInfo {
	/// Registering a base model.
	fn register_base() -> Weight;
	/// Naming a model card.
	fn set_card() -> Weight;
	/// Listing a model that was not listed.
	fn list() -> Weight;
	/// Withdrawing a model from sale.
	fn unlist() -> Weight;
	/// Handing over a model with its deposit.
	fn transfer() -> Weight;
}

/// For tests: every call weighs something, and none of them much.
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
