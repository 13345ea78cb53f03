//! A treasury that opens for a thousandth of what is in it.
//!
//! Before: the track `treasury` paid 10,000,000 OPEN by one decision, twenty of them at a time, each for a
//! hundredth of active OPEN in ayes: 200,000,000 a week. The track `safety` could cancel the very referendum
//! that would have stopped it. A payment could empty the treasury's account, and small slashes failed from
//! then on (L6).
//!
//! Now: a decision of the track `treasury` pays at most 100,000 OPEN, larger ones take tracks with more
//! support and time, all together pay at most 10,000,000 in thirty days, and the track `safety` stops neither
//! `upgrade` nor itself.

use crate::world::{call, chain, check_integrity, dispatch};
use frame_support::{assert_noop, assert_ok, traits::StorePreimage};
use openledger_runtime::{
	AccountId, Balance, Balances, OPEN, OriginCaller, Preimage, Referenda, Runtime, RuntimeCall,
	RuntimeOrigin, System,
	configs::{
		money::TreasuryAccount,
		origins::{self, Origin},
		spending::{BIG_SPEND, MEDIUM_SPEND, SMALL_SPEND, SPEND_CAP, SpendCapPeriod},
	},
};
use sp_keyring::Sr25519Keyring::{Eve, Ferdie};
use sp_runtime::DispatchError;

fn spend(amount: Balance) -> pallet_treasury::Call<Runtime> {
	pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount,
		beneficiary: Box::new(Ferdie.to_account_id()),
		valid_from: None,
	}
}

fn payout(index: u32) -> Result<(), DispatchError> {
	call(&Eve.to_account_id(), pallet_treasury::Call::payout { index })
}

#[test]
fn each_track_spends_up_to_its_own_limit() {
	chain().execute_with(|| {
		for (origin, limit) in [
			(Origin::Treasurer, SMALL_SPEND),
			(Origin::MediumSpender, MEDIUM_SPEND),
			(Origin::BigSpender, BIG_SPEND),
		] {
			assert_ok!(dispatch(origin.into(), spend(limit)));
			let refused = dispatch(origin.into(), spend(limit + 1));
			assert_eq!(refused, Err(pallet_treasury::Error::<Runtime>::InsufficientPermission.into()));
		}
		assert!(dispatch(Origin::Parameters.into(), spend(OPEN)).is_err());
		// Nor is there a way around the limit of a period.
		let beneficiary = Ferdie.to_account_id().into();
		#[allow(deprecated)]
		let local = pallet_treasury::Call::spend_local { amount: OPEN, beneficiary };
		assert_eq!(
			dispatch(Origin::Treasurer.into(), local),
			Err(frame_system::Error::<Runtime>::CallFiltered.into())
		);
	});
}

#[test]
fn twenty_decisions_pay_no_more_than_the_cap_of_a_period() {
	chain().execute_with(|| {
		let ferdie: AccountId = Ferdie.to_account_id();
		let before = Balances::free_balance(&ferdie);
		for _ in 0..20 {
			assert_ok!(dispatch(Origin::BigSpender.into(), spend(BIG_SPEND)));
		}
		let paid = (0..20).filter(|index| payout(*index).is_ok()).count() as u128;
		assert_eq!(paid * BIG_SPEND, SPEND_CAP);
		assert_eq!(Balances::free_balance(&ferdie), before + SPEND_CAP);
		// A small payment waits too, and is made in the next period.
		assert_ok!(dispatch(Origin::Treasurer.into(), spend(OPEN)));
		assert!(payout(20).is_err());
		System::set_block_number(SpendCapPeriod::get());
		assert_ok!(payout(20));
		assert_eq!(Balances::free_balance(&ferdie), before + SPEND_CAP + OPEN);
		check_integrity();
	});
}

#[test]
fn a_payment_never_closes_the_treasurys_account() {
	chain().execute_with(|| {
		let treasury = TreasuryAccount::get();
		let rest = 5 * OPEN;
		let all = Balances::free_balance(&treasury);
		let dest = Eve.to_account_id().into();
		let source = treasury.clone().into();
		let drain = pallet_balances::Call::force_transfer { source, dest, value: all - rest };
		assert_ok!(dispatch(RuntimeOrigin::root(), drain));
		assert_ok!(dispatch(Origin::Treasurer.into(), spend(rest)));
		assert!(payout(0).is_err());
		assert_eq!(Balances::free_balance(&treasury), rest);
	});
}

/// Proposes a call that does nothing, on a track.
fn propose(origin: impl Into<OriginCaller>) -> u32 {
	let index = pallet_referenda::ReferendumCount::<Runtime>::get();
	let remark: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
	let proposal = Preimage::bound(remark).expect("a small call is bounded");
	let after = frame_support::traits::schedule::DispatchTime::After(1);
	let who = RuntimeOrigin::signed(Eve.to_account_id());
	assert_ok!(Referenda::submit(who, Box::new(origin.into()), proposal, after));
	index
}

#[test]
fn no_track_stops_what_oversees_it() {
	chain().execute_with(|| {
		let root: OriginCaller = frame_system::RawOrigin::Root.into();
		let stop = |index| dispatch(Origin::Guardian.into(), origins::Call::stop_referendum { index });
		let spending = propose(Origin::BigSpender);
		let upgrade = propose(root);
		let safety = propose(Origin::Guardian);
		assert_ok!(stop(spending));
		for index in [upgrade, safety, spending, 99] {
			assert_eq!(stop(index), Err(origins::Error::<Runtime>::NotStoppable.into()));
		}
		assert_noop!(
			dispatch(Origin::Guardian.into(), pallet_referenda::Call::cancel { index: upgrade }),
			DispatchError::BadOrigin
		);
		for origin in [Origin::Treasurer, Origin::Parameters, Origin::BigSpender] {
			let refused = dispatch(origin.into(), origins::Call::stop_referendum { index: upgrade });
			assert_eq!(refused, Err(DispatchError::BadOrigin));
		}
		assert_ok!(dispatch(RuntimeOrigin::root(), pallet_referenda::Call::cancel { index: upgrade }));
	});
}
