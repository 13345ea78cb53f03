//! H2: a builder who freezes its account made `finalise_job` fail for ever.
//!
//! The builder put a conviction-voting lock over all it had, holds included. Contributors were paid out of
//! its free balance, which the lock forbade, so the whole call was undone: the provider unpaid, its slot and
//! bond locked for ever, and each try at the expense of its worker key.

use crate::{jobs::*, world::*};
use frame_support::traits::fungible::Inspect;
use openledger_primitives::job::JobStatus;
use openledger_runtime::{AccountId, Balance, Balances, OPEN, Runtime};
use pallet_conviction_voting::Conviction;
use sp_runtime::MultiAddress;

/// Puts the largest lock there is on an account: all that it has, holds included.
fn freeze(who: &AccountId) {
	let balance: Balance = <Balances as Inspect<AccountId>>::total_balance(who);
	let delegate = pallet_conviction_voting::Call::<Runtime>::delegate {
		class: 0,
		to: MultiAddress::Id(AccountId::from([9; 32])),
		conviction: Conviction::Locked6x,
		balance,
	};
	call(who, delegate).expect("anybody may delegate all that it has");
}

#[test]
fn a_frozen_builder_keeps_nobody_from_being_paid() {
	chain().execute_with(|| {
		let market = market();
		let provider = provider(20, &market);
		let builder = account(30, 20);
		let job = submit(&builder, &market, OPEN);
		claim(&provider, job).unwrap();
		deliver(&provider, job, result(5, 10_000)).unwrap();
		freeze(&builder);
		let before = (wealth(&provider), wealth(&market.contributor));
		wait_window();
		finalise(job).unwrap();
		// 10,000 tokens at 0.01 OPEN a thousand, for both.
		assert_eq!(wealth(&provider), before.0 + OPEN / 10);
		assert_eq!(wealth(&market.contributor), before.1 + OPEN / 10);
		assert_eq!(active(&provider), 0);
		assert!(matches!(status(job), JobStatus::Finalised { .. }));
		check_integrity();
	});
}

#[test]
fn a_frozen_account_stops_no_other_end_of_a_job() {
	chain().execute_with(|| {
		let market = market();
		let (first, second) = (provider(20, &market), provider(21, &market));
		let builder = account(30, 20);
		let cancelled = submit(&builder, &market, OPEN);
		let expired = submit(&builder, &market, OPEN);
		let failed = submit(&builder, &market, OPEN);
		claim(&first, cancelled).unwrap();
		claim(&first, expired).unwrap();
		claim(&second, failed).unwrap();
		for who in [&builder, &first, &second] {
			freeze(who);
		}
		let cancel = pallet_model_factory::Call::<Runtime>::cancel_job { job: cancelled };
		call(&builder, cancel).unwrap();
		let reason = openledger_primitives::job::FailReason::Internal;
		call(&second, pallet_model_factory::Call::<Runtime>::fail_job { job: failed, reason }).unwrap();
		advance(period::<<Runtime as pallet_model_factory::Config>::ClaimPeriod>() + 1);
		finalise(expired).unwrap();
		// Whatever waits then lapses by itself.
		advance(period::<<Runtime as pallet_model_factory::Config>::OpenPeriod>() + 1);
		assert!(matches!(status(expired), JobStatus::Failed { .. }));
		assert!(matches!(status(failed), JobStatus::Failed { .. }));
		assert_eq!((active(&first), active(&second)), (0, 0));
		check_integrity();
	});
}
