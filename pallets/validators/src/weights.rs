//! Weights of the calls. The measured ones are in `runtime/src/weights`, written by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls and handlers.
pub trait WeightInfo {
	/// Weight of noting a block's author.
	fn note_author() -> Weight;
	/// Weight of paying a block's author.
	fn pay_out() -> Weight;
	/// Weight of joining, when that displaces another candidate.
	fn join() -> Weight;
	/// Weight of leaving the candidates.
	fn leave() -> Weight;
	/// Weight of adding to a pool.
	fn delegate() -> Weight;
	/// Weight of taking all of a position out of a pool.
	fn undelegate() -> Weight;
	/// Weight of withdrawing `n` chunks of `n` validators.
	fn withdraw(n: u32) -> Weight;
	/// Weight of claiming the last earnings of a position.
	fn claim() -> Weight;
	/// Weight of returning, when that displaces another candidate.
	fn rejoin() -> Weight;
	/// Weight of changing the commission.
	fn set_commission() -> Weight;
	/// Weight of purging session keys.
	fn purge_keys() -> Weight;
	/// Weight of punishing `n` offenders of one offence.
	fn on_offence(n: u32) -> Weight;
	/// Weight of lifting as many slashes as wait for a validator.
	fn cancel_slash() -> Weight;
	/// Weight of taking as many slashes as there can be from a delegator's stake.
	fn apply_slash() -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
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

	fn cancel_slash() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn apply_slash() -> Weight {
		Weight::from_parts(1, 1)
	}
}
