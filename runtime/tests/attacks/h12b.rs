//! H12b: a builder saw the result in the pool and took the job back for a tenth of its price.
//!
//! `submit_result` names the adapter, whose bytes are in the provider's store by then. `cancel_job` with a
//! tip was included first: the builder had the adapter for 10 %, contributors had nothing.

use crate::{jobs::*, world::*};
use frame_support::assert_noop;
use openledger_primitives::job::JobStatus;
use openledger_runtime::{ModelFactory, OPEN, Runtime};

type Error = pallet_model_factory::Error<Runtime>;
type Factory = pallet_model_factory::Call<Runtime>;

#[test]
fn a_result_is_not_to_be_had_for_a_cancelled_job() {
	chain().execute_with(|| {
		let market = market();
		let provider = provider(20, &market);
		let builder = account(66, 20);
		let job = submit(&builder, &market, OPEN);
		claim(&provider, job).unwrap();
		let result = result(5, 10_000);
		let commitment = ModelFactory::commitment(job, &provider, &result);
		call(&provider, Factory::commit_result { job, commitment }).unwrap();
		advance(1);
		// The result is in the pool, the builder's call is first in the block.
		assert_noop!(call(&builder, Factory::cancel_job { job }), Error::ResultCommitted);
		deliver(&provider, job, result).unwrap();
		wait_window();
		finalise(job).unwrap();
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		check_integrity();
	});
}

#[test]
fn work_that_was_long_under_way_is_paid_when_it_is_cancelled() {
	chain().execute_with(|| {
		let market = market();
		let provider = provider(20, &market);
		let (builder, before) = (account(66, 20), wealth(&provider));
		let job = submit(&builder, &market, OPEN);
		claim(&provider, job).unwrap();
		advance(period::<<Runtime as pallet_model_factory::Config>::CancelFullAfter>());
		call(&builder, Factory::cancel_job { job }).unwrap();
		// The records hold at most 10,640 tokens, at 0.01 OPEN a thousand.
		assert_eq!(wealth(&provider), before + PRICE * 10_640 / 1_000);
		check_integrity();
	});
}
