//! What calls cost. The measured figures are the runtime's: `runtime/src/weights`, by `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// What each call and handler costs.
pub trait WeightInfo {
	/// Noting a block's author.
	fn note_author() -> Weight;
	/// Paying a block's author.
	fn pay_out() -> Weight;
	/// Joining, when that displaces another candidate.
	fn join() -> Weight;
	/// Leaving.
	fn leave() -> Weight;
	/// Adding to a pool.
	fn delegate() -> Weight;
	/// Taking all of a position out of a pool.
	fn undelegate() -> Weight;
	/// Withdrawing `n` chunks of `n` validators.
	fn withdraw(n: u32) -> Weight;
	/// Claiming the last earnings of a position.
	fn claim() -> Weight;
	/// Returning, when that displaces another candidate.
	fn rejoin() -> Weight;
	/// Changing the commission.
	fn set_commission() -> Weight;
	/// Purging session keys.
	fn purge_keys() -> Weight;
	/// Punishing `n` offenders of one offence, each with stake in every session of the longest unbonding time.
	fn on_offence(n: u32) -> Weight;
}

/// For tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn note_author() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn pay_out() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn join() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn leave() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn delegate() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn undelegate() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn withdraw(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn claim() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn rejoin() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn set_commission() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn purge_keys() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn on_offence(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}
}
