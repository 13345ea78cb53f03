//! H4: any provider killed any job, for good and for free, by a bare word.
//!
//! A competitor claimed each job in the block after it opened and failed it with a final reason: no slash, no
//! second opinion, and the factory was off for as long as it liked.

use crate::{jobs::*, world::*};
use frame_support::assert_noop;
use openledger_primitives::job::{FailReason, JobStatus};
use openledger_runtime::{AccountId, OPEN, Runtime};

type Error = pallet_model_factory::Error<Runtime>;

fn fail(provider: &AccountId, job: u64) {
	let call = pallet_model_factory::Call::<Runtime>::fail_job { job, reason: FailReason::Diverged };
	crate::world::call(provider, call).unwrap();
}

#[test]
fn one_word_ends_no_job_and_costs_its_author_a_rest() {
	chain().execute_with(|| {
		let market = market();
		let honest = provider(20, &market);
		let (attacker, builder) = (provider(66, &market), account(30, 20));
		advance(1);
		let (job, next) = (submit(&builder, &market, OPEN), submit(&builder, &market, OPEN));
		claim(&attacker, job).unwrap();
		// It bonds a friend to confirm what it says, too late for this job.
		let friend = provider(67, &market);
		fail(&attacker, job);
		assert!(matches!(status(job), JobStatus::Open { .. }));
		assert_noop!(claim(&attacker, next), Error::Resting);
		assert_noop!(claim(&friend, job), Error::Reserved);
		claim(&honest, job).unwrap();
		deliver(&honest, job, result(5, 10_000)).unwrap();
		wait_window();
		finalise(job).unwrap();
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		check_integrity();
	});
}
