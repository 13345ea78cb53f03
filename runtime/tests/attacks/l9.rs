//! L9: a provider named somebody else's account as its worker, and so kept it from challenging.

use crate::{
	paid_use::*,
	world::{call, chain},
};
use frame_support::{assert_noop, assert_ok};
use openledger_runtime::Runtime;

#[test]
fn nobody_should_be_kept_from_challenging_by_being_named_a_worker() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let answers = market.answers(session, &[1_000], market.contributions[0]);
		assert_ok!(market.settle_honestly(session, &answers));
		let challenge =
			|| pallet_disputes::Call::<Runtime>::challenge { session, settlement: 0, answer: None };
		let own = pallet_disputes::Error::<Runtime>::OwnSettlement;
		assert_noop!(call(&market.provider, challenge()), own);
		assert_ok!(call(&market.worker.account, challenge()));
	});
}
