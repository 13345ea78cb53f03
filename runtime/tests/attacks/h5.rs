//! H5: impossible jobs farmed the expiry slash and disabled providers.
//!
//! Half of what an expired claim cost went to the builder, who can make a job that nobody finishes in time;
//! and a provider that had lost one planck of its bond could neither claim nor vote nor serve.

use crate::{jobs::*, world::*};
use openledger_primitives::traits::ProviderRegistry;
use openledger_runtime::{ModelFactory, OPEN, Runtime};

#[test]
fn a_builder_gains_nothing_by_a_claim_that_expires() {
	chain().execute_with(|| {
		let market = market();
		let provider = provider(20, &market);
		let builder = account(66, 20);
		let before = wealth(&builder);
		let job = submit(&builder, &market, OPEN / 10);
		claim(&provider, job).unwrap();
		advance(period::<<Runtime as pallet_model_factory::Config>::ClaimPeriod>() + 1);
		finalise(job).unwrap();
		assert_eq!(wealth(&builder), before);
		// The provider serves on, and takes the next job.
		assert!(ModelFactory::is_provider(&provider));
		let next = submit(&builder, &market, OPEN);
		claim(&provider, next).unwrap();
		check_integrity();
	});
}
