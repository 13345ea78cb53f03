//! Weights of calls. The measured figures are the runtime's: `runtime/src/weights`, by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weight of each call.
pub trait WeightInfo {
	/// Returns the weight of `open_session`.
	fn open_session() -> Weight;
	/// Returns the weight of `top_up`.
	fn top_up() -> Weight;
	/// Returns the weight of `settle` with `n` contributions named.
	fn settle(n: u32) -> Weight;
	/// Returns the weight of `close_session`.
	fn close_session() -> Weight;
	/// Returns the weight of `claim`.
	fn claim() -> Weight;
	/// Returns the weight of `fund_audits`.
	fn fund_audits() -> Weight;
	/// Returns the weight of looking at `n` settlements that wait for the end of their windows.
	fn prune(n: u32) -> Weight;
	/// Returns the weight of dividing a settlement with `n` contributions named.
	fn distribute(n: u32) -> Weight;
	/// Returns the weight of `authorise`.
	fn authorise() -> Weight;
	/// Returns the weight of `open_session_with`.
	fn open_session_with() -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
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

	fn fund_audits() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn prune(n: u32) -> Weight {
		Weight::from_parts(1, 1).saturating_mul(u64::from(n).saturating_add(1))
	}

	fn distribute(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn authorise() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn open_session_with() -> Weight {
		Weight::from_parts(1, 1)
	}
}
