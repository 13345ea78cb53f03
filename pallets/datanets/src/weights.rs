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
	/// Weight of contributing, under the admission and to the list that cost most, and of taking `n`
	/// contributions back from a copier.
	fn contribute(n: u32) -> Weight;
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
	/// Weight of committing to a root.
	fn commit() -> Weight;
	/// Weight of withdrawing a commitment.
	fn withdraw_commitment() -> Weight;
	/// Weight of demanding a jury.
	fn appeal() -> Weight;
	/// Weight of drawing a jury.
	fn draw_jury() -> Weight;
	/// Weight of a juror's vote.
	fn vote_on_flag() -> Weight;
	/// Weight of carrying out what a whole jury decided, with everybody to punish and to pay.
	fn conclude_flag() -> Weight;
	/// Weight of returning a curator's bond.
	fn release_curator_bond() -> Weight;
	/// Weight of offering a Datanet.
	fn transfer() -> Weight;
	/// Weight of taking over a Datanet.
	fn accept_transfer() -> Weight;
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

	fn contribute(_: u32) -> Weight {
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

	fn commit() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn withdraw_commitment() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn appeal() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn draw_jury() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn vote_on_flag() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn conclude_flag() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn release_curator_bond() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn transfer() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn accept_transfer() -> Weight {
		Weight::from_parts(1, 1)
	}
}
