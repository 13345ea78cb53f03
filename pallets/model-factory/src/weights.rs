//! What calls cost. The measured figures are the runtime's: `runtime/src/weights`, by `scripts/bench-weights.sh`.

use frame_support::weights::Weight;

/// Weights of this pallet's calls.
pub trait WeightInfo {
	/// `b` is the number of base models named.
	fn register_provider(b: u32) -> Weight;
	/// `b` is the number of base models named.
	fn update_provider(b: u32) -> Weight;
	/// One provider, its worker key and its hold.
	fn leave() -> Weight;
	/// `s` is the number of snapshots named; each may list 256 entries.
	fn submit_job(s: u32) -> Weight;
	/// The worst case is a claimed job: provider, compensation, refund, an old record dropped.
	fn cancel_job() -> Weight;
	/// One job, one provider, the index of open jobs.
	fn claim_job() -> Weight;
	/// One job and its provider's key.
	fn submit_result() -> Weight;
	/// The worst case ends the job: refund, an old record dropped.
	fn fail_job() -> Weight;
	/// `c` is the number of contributions paid for, in at most eight snapshots.
	fn finalise_job(c: u32) -> Weight;
}

/// For tests: every call weighs something, and none of them much.
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
}
