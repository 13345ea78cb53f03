//! Reads of the runtime API.

use crate::mock::*;
use frame_support::assert_ok;
use openledger_primitives::job::{JobInfo, JobStatus, ProviderInfo};

#[test]
fn reads_should_show_jobs_and_providers() {
	ExtBuilder.build_and_execute(|| {
		provide();
		let (first, second, third) = (claimed(), open(), open());
		assert_ok!(ModelFactory::submit_result(signed(WORKER), first, result(1_000)));
		let ids = |jobs: Vec<JobInfo<_>>| jobs.into_iter().map(|job| job.id).collect::<Vec<_>>();
		assert_eq!(ids(ModelFactory::open_jobs()), [second, third]);
		assert_eq!(ids(ModelFactory::jobs_of(STASH)), [first]);
		assert!(ModelFactory::jobs_of(WORKER).is_empty());
		assert_eq!(
			ModelFactory::job(second),
			Some(JobInfo {
				id: second,
				builder: BUILDER,
				spec: spec(),
				escrow: PAYMENT,
				attempts: 0,
				status: JobStatus::Open { until: now() + OPEN_PERIOD },
			})
		);
		assert_eq!(
			ModelFactory::provider(STASH),
			Some(ProviderInfo {
				stash: STASH,
				worker: WORKER,
				capabilities: capabilities(),
				bond: BOND,
				active: vec![first],
				since: 1,
				leaving: None,
				reputation: Default::default(),
			})
		);
		assert_eq!((ModelFactory::job(9), ModelFactory::provider(WORKER)), (None, None));
		assert_eq!((ModelFactory::stash_of(WORKER), ModelFactory::stash_of(STASH)), (Some(STASH), None));
	});
}
