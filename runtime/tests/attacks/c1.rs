//! C1, in part: a result that evades contributors, and a model that is somebody else's.
//!
//! A result over one token paid contributors nothing. A job whose result named a popular model's adapter made
//! a model of the thief's own Datanet that answers like the victim's. That a result is paid on its author's
//! word stands until results are confirmed: see `docs/design/security.md`.

use crate::{jobs::*, world::*};
use frame_support::assert_noop;
use openledger_primitives::job::JobStatus;
use openledger_runtime::{ModelFactory, OPEN, Runtime};

type Error = pallet_model_factory::Error<Runtime>;

#[test]
fn a_result_counts_a_token_for_each_record_at_least() {
	chain().execute_with(|| {
		let market = market();
		let thief = provider(66, &market);
		let job = submit(&thief, &market, OPEN);
		claim(&thief, job).unwrap();
		assert_noop!(deliver(&thief, job, result(5, 1)), Error::TooFewTokens);
		deliver(&thief, job, result(5, RECORDS.into())).unwrap();
		check_integrity();
	});
}

#[test]
fn a_cloned_adapter_makes_no_model() {
	chain().execute_with(|| {
		let market = market();
		let (honest, thief) = (provider(20, &market), provider(66, &market));
		let own = datanet(&account(104, 100), &thief, 8);
		let job = submit(&account(30, 20), &market, OPEN);
		claim(&honest, job).unwrap();
		let made = result(5, 10_000);
		let commitment = ModelFactory::commitment(job, &honest, &made);
		call(&honest, pallet_model_factory::Call::<Runtime>::commit_result { job, commitment }).unwrap();
		advance(1);
		// The thief sees the result in the pool, and is quicker with it.
		let clone = submit_over(&thief, &market, vec![own], OPEN);
		claim(&thief, clone).unwrap();
		deliver(&thief, clone, made.clone()).unwrap();
		deliver(&honest, job, made.clone()).unwrap();
		wait_window();
		finalise(job).unwrap();
		finalise(clone).unwrap();
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		assert_eq!(status(clone), JobStatus::Failed { reason: None });
		// And later it is refused at once.
		let again = submit_over(&thief, &market, vec![own], OPEN);
		claim(&thief, again).unwrap();
		assert_noop!(deliver(&thief, again, made), Error::AdapterKnown);
		check_integrity();
	});
}
