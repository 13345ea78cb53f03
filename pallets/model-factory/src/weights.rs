//! Weights of the calls. The measured ones are in `runtime/src/weights`, written by
//! `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// Weight of registering a provider that names `b` base models.
	fn register_provider(b: u32) -> Weight;
	/// Weight of updating a provider that names `b` base models.
	fn update_provider(b: u32) -> Weight;
	/// Weight of giving notice or leaving: one provider, the one that takes its seat, its worker key and its
	/// hold.
	fn leave() -> Weight;
	/// Weight of submitting a job over `s` snapshots, each of which may list 256 entries.
	fn submit_job(s: u32) -> Weight;
	/// Weight of submitting such a job with wishes.
	fn submit_job_with(s: u32) -> Weight;
	/// Weight of cancelling a claimed job: provider, compensation, refund, an old job dropped.
	fn cancel_job() -> Weight;
	/// Weight of claiming a job: one provider, and the index of open jobs.
	fn claim_job() -> Weight;
	/// Weight of submitting a result: one job and its provider's key.
	fn submit_result() -> Weight;
	/// Weight of giving a job back such that it ends: refund, an old job dropped.
	fn fail_job() -> Weight;
	/// Weight of committing to a result: one job, its note and its provider's key.
	fn commit_result() -> Weight;
	/// Weight of naming another worker key: one provider and two keys.
	fn set_worker() -> Weight;
	/// Weight of refusing a provider: one key.
	fn refuse_stash() -> Weight;
	/// Weight of giving up one job that nobody took: the indexes, a refund, an old job dropped.
	fn lapse() -> Weight;
	/// Weight of asking for a confirmation: one job, its confirmation, a hold.
	fn ask_confirmation() -> Weight;
	/// Weight of doubting a result: one job, its confirmation, a hold.
	fn doubt_result() -> Weight;
	/// Weight of committing to a repetition: one confirmation and its verifier's key.
	fn commit_repetition() -> Weight;
	/// Weight of revealing a repetition that convicts a provider with as many jobs as it can have: a proof of
	/// the largest size, bonds lost, verifiers paid, the job waiting again.
	fn reveal_repetition() -> Weight;
	/// Weight of what happens at the beginning of a block in which `d` draws are made.
	fn draw(d: u32) -> Weight;
	/// Weight of finalising a job that pays for `c` contributions, in at most eight snapshots.
	fn finalise_job(c: u32) -> Weight;
}

/// Weights for tests: every call weighs something, and none of them much.
impl WeightInfo for () {
	fn register_provider(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn update_provider(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn leave() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn submit_job(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn submit_job_with(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn cancel_job() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn claim_job() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn submit_result() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn fail_job() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn finalise_job(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}

	fn commit_result() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn set_worker() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn refuse_stash() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn lapse() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn ask_confirmation() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn doubt_result() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn commit_repetition() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn reveal_repetition() -> Weight {
		Weight::from_parts(1, 1)
	}

	fn draw(_: u32) -> Weight {
		Weight::from_parts(1, 1)
	}
}
