//! Weights of the calls. The measured ones are in `runtime/src/weights`, written by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// Weight of creating a Datanet.
	fn create() -> Weight;
	/// Weight of changing the terms.
	fn set_terms() -> Weight;
	/// Weight of replacing the curators by `n` others.
	fn set_curators(n: u32) -> Weight;
	/// Weight of contributing, under the admission and to the list that cost most.
	fn contribute() -> Weight;
	/// Weight of reviewing, with the decision that costs more.
	fn review() -> Weight;
	/// Weight of flagging a contribution.
	fn flag() -> Weight;
	/// Weight of resolving a flag, with the outcome that costs most.
	fn resolve_flag() -> Weight;
	/// Weight of revoking an accepted contribution.
	fn revoke() -> Weight;
	/// Weight of freezing `n` contributions.
	fn publish_snapshot(n: u32) -> Weight;
	/// Weight of closing a Datanet.
	fn close() -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
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
