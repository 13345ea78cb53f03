//! M12: the first claim won at the claimant's price, up to the whole escrow.
//!
//! A provider raised its price just before it claimed; builders could name neither a price for a thousand
//! tokens nor whom they trust.

use crate::{jobs::*, world::*};
use frame_support::assert_noop;
use openledger_primitives::{
	BoundedVec,
	job::{Capabilities, Wishes},
};
use openledger_runtime::{OPEN, Runtime};

type Error = pallet_model_factory::Error<Runtime>;
type Factory = pallet_model_factory::Call<Runtime>;

#[test]
fn a_builder_pays_no_more_than_it_named_and_whom_it_named() {
	chain().execute_with(|| {
		let market = market();
		let (attacker, trusted) = (provider(66, &market), provider(20, &market));
		let stranger = provider(67, &market);
		let job = pallet_model_factory::NextJob::<Runtime>::get();
		let wishes = Wishes {
			max_price_per_1k_tokens: Some(PRICE),
			least_done: 0,
			providers: BoundedVec::truncate_from(vec![attacker.clone(), trusted.clone()]),
		};
		let spec = spec(&market, vec![market.snapshot]);
		call(&account(30, 20), Factory::submit_job_with { spec, max_payment: OPEN, wishes }).unwrap();
		let capabilities = Capabilities {
			bases: BoundedVec::truncate_from(vec![market.base]),
			max_parallel: 1,
			price_per_1k_tokens: 100 * PRICE,
			endpoint: Default::default(),
		};
		call(&attacker, Factory::update_provider { capabilities }).unwrap();
		assert_noop!(claim(&attacker, job), Error::TooDear);
		assert_noop!(claim(&stranger, job), Error::NotWished);
		claim(&trusted, job).unwrap();
		check_integrity();
	});
}
