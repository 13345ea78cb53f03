//! What calls cost. The measured figures are the runtime's: `runtime/src/weights`, by `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// What each call costs.
pub trait WeightInfo {
	/// Opening a session.
	fn open_session() -> Weight;
	/// Topping up.
	fn top_up() -> Weight;
	/// Settling with `n` contributions named.
	fn settle(n: u32) -> Weight;
	/// Closing.
	fn close_session() -> Weight;
	/// Claiming.
	fn claim() -> Weight;
}

/// For tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn open_session() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn top_up() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn settle(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn close_session() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn claim() -> Weight {
		Weight::from_parts(1, 1)
	}
}
