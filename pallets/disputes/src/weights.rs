//! Weights of calls. The measured figures are the runtime's: `runtime/src/weights`, by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weight of each call.
pub trait WeightInfo {
	/// Returns the weight of `challenge`.
	fn challenge() -> Weight;
	/// Returns the weight of `reveal` with `n` receipts, each as long as it may be.
	fn reveal_receipts(n: u32) -> Weight;
	/// Returns the weight of `reveal` with an answer of `n` token ids.
	fn reveal_answer(n: u32) -> Weight;
	/// Returns the weight of `commit_vote`.
	fn commit_vote() -> Weight;
	/// Returns the weight of `reveal_vote`.
	fn reveal_vote() -> Weight;
	/// Returns the weight of `resolve` with `n` contributions to make up for.
	fn resolve(n: u32) -> Weight;
	/// Returns the weight of drawing verifiers for `n` challenges.
	fn draw(n: u32) -> Weight;
	/// Returns the weight of `present_receipt`.
	fn present_receipt() -> Weight;
	/// Returns the weight of `challenge_with_receipt`.
	fn challenge_with_receipt() -> Weight;
	/// Returns the weight of chance deciding about `n` settlements, and of `a` audits that it begins.
	fn audit(n: u32, a: u32) -> Weight;
	/// Returns the weight of looking at an open audit, whether it is due.
	fn look_at_audit() -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn challenge() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_receipts(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_answer(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn commit_vote() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_vote() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn resolve(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn draw(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn present_receipt() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn challenge_with_receipt() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn audit(_: u32, _: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn look_at_audit() -> Weight {
		Weight::from_parts(1, 1)
	}
}
