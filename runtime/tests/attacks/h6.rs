//! H6: the job market was blacked out for a hundred OPEN of escrow, all of which came back.
//!
//! Workers looked at the hundred oldest jobs only, the queue was one for the whole chain, and what had lapsed
//! stayed in it until somebody paid to finalise it.

use crate::{jobs::*, world::*};
use frame_support::assert_noop;
use openledger_primitives::job::JobStatus;
use openledger_runtime::{ModelFactory, OPEN, Runtime};

type Error = pallet_model_factory::Error<Runtime>;

#[test]
fn unattractive_jobs_hide_nobody_and_go_by_themselves() {
	chain().execute_with(|| {
		let market = market();
		let attacker = account(66, 100);
		let most =
			<<Runtime as pallet_model_factory::Config>::MaxOpenOf as frame_support::traits::Get<u32>>::get();
		let spam: Vec<_> = (0..most).map(|_| submit(&attacker, &market, OPEN / 10)).collect();
		let spec = spec(&market, vec![market.snapshot]);
		let more = pallet_model_factory::Call::<Runtime>::submit_job { spec, max_payment: OPEN };
		assert_noop!(call(&attacker, more), Error::TooManyOwnJobs);
		// Whoever pays more is first.
		let honest = submit(&account(30, 20), &market, OPEN);
		assert_eq!(ModelFactory::best_jobs(0, 1)[0].id, honest);
		advance(period::<<Runtime as pallet_model_factory::Config>::OpenPeriod>() + most);
		assert!(spam.iter().all(|job| matches!(status(*job), JobStatus::Failed { .. })));
		assert!(ModelFactory::open_jobs().is_empty());
		check_integrity();
	});
}

#[test]
fn a_full_queue_lets_in_who_pays_more_and_is_not_filled_for_free() {
	chain().execute_with(|| {
		let market = market();
		let before = openledger_runtime::Balances::total_issuance();
		let (mut spent, mut jobs) = (0, 0);
		for name in 150..166 {
			let attacker = account(name, 100);
			let had = wealth(&attacker);
			for _ in 0..64 {
				submit(&attacker, &market, OPEN / 10);
				jobs += 1;
			}
			spent += had - wealth(&attacker);
		}
		assert_eq!(jobs, 1024);
		// The upper half of the places cost up to a tenth of the payments, which never comes back.
		assert!(spent > 2 * OPEN, "{spent}");
		let honest = submit(&account(30, 20), &market, OPEN);
		assert!(matches!(status(honest), JobStatus::Open { .. }));
		assert_eq!(openledger_runtime::Balances::total_issuance(), before);
		check_integrity();
	});
}
