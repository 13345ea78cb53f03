//! What calls cost. The measured figures are the runtime's: `runtime/src/weights`, by `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// How heavy each call is.
pub trait WeightInfo {
	/// Creating a Datanet.
	fn create() -> Weight;
	/// Changing terms.
	fn set_terms() -> Weight;
	/// Replacing the curators by `n` others.
	fn set_curators(n: u32) -> Weight;
	/// Contributing to the admission and list that cost most.
	fn contribute() -> Weight;
	/// Reviewing with the verdict that costs more.
	fn review() -> Weight;
	/// Flagging a contribution.
	fn flag() -> Weight;
	/// Resolving a flag with the outcome that costs most.
	fn resolve_flag() -> Weight;
	/// Revoking an accepted contribution.
	fn revoke() -> Weight;
	/// Freezing `n` contributions.
	fn publish_snapshot(n: u32) -> Weight;
	/// Closing a Datanet.
	fn close() -> Weight;
}

/// For tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn create() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn set_terms() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn set_curators(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn contribute() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn review() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn flag() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn resolve_flag() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn revoke() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn publish_snapshot(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn close() -> Weight {
		Weight::from_parts(1, 1)
	}
}
