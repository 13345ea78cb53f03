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
	/// Challenging.
	fn challenge() -> Weight;
	/// Revealing `n` receipts, each as long as it may be.
	fn reveal_receipts(n: u32) -> Weight;
	/// Revealing an answer with `n` token ids.
	fn reveal_answer(n: u32) -> Weight;
	/// Voting.
	fn vote() -> Weight;
	/// Resolving, with `n` contributions to make up for.
	fn resolve(n: u32) -> Weight;
	/// Dropping `n` settlements whose windows are over.
	fn prune(n: u32) -> Weight;
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

	fn challenge() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_receipts(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_answer(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn vote() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn resolve(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn prune(n: u32) -> Weight {
		Weight::from_parts(1, 1).saturating_mul(u64::from(n).saturating_add(1))
	}
}
