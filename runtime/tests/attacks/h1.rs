//! H1: a provider left with its bond and settled afterwards, and no bond bounded what it settled.
//!
//! It collected vouchers for weeks, left, and settled them all with influence of its own: challenges found no
//! bond to slash. And from some 2,400 OPEN in a window on, lying paid though every lie was convicted, because
//! what was earned was claimable at once.

use crate::{
	paid_use::*,
	world::{advance, call, chain, check_integrity, wealth},
};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::traits::Liabilities;
use openledger_runtime::{AccountId, Attribution, OPEN, Runtime};

type Error = pallet_attribution::Error<Runtime>;

fn leave(who: &AccountId) -> bool {
	call(who, pallet_model_factory::Call::leave {}).is_ok()
}

#[test]
fn who_has_left_should_settle_nothing() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1_000);
		let answers = market.answers(session, &[900_000], market.contributions[1]);
		let voucher = market.voucher(session, &answers);
		let signature = market.sign(&voucher);
		// However leaving is arranged, in the end there is no bond.
		leave(&market.provider);
		pallet_model_factory::Providers::<Runtime>::mutate(&market.provider, |provider| {
			if let Some(provider) = provider {
				provider.bond = 0;
			}
		});
		let attempt = market.settle(voucher, signature, honest(&answers));
		assert_noop!(attempt, Error::BondTooLow);
		assert_eq!(Attribution::headroom(market.provider.clone()), 0);
		assert_eq!(earned(&market.sybil), 0);
		// The user has its deposit back.
		let close = || pallet_attribution::Call::<Runtime>::close_session { session };
		assert_ok!(call(&market.user.account, close()));
		advance(grace());
		assert_ok!(call(&market.user.account, close()));
		assert!(wealth(&market.user.account) >= 4_999 * OPEN);
	});
}

#[test]
fn nobody_should_settle_more_in_a_window_than_its_bond_covers() {
	chain().execute_with(|| {
		let market = market();
		let sessions = [(); 4].map(|()| market.open(1_000));
		let room = Attribution::headroom(market.provider.clone());
		let bond = provider_bond();
		assert_eq!(room, bond - penalty());
		let settle = |index: usize, tokens: u32| {
			let answers = market.answers(sessions[index], &[tokens], market.contributions[1]);
			market.settle_honestly(sessions[index], &answers)
		};
		assert_ok!(settle(0, 500_000));
		assert_ok!(settle(1, 400_000));
		assert_eq!(Attribution::headroom(market.provider.clone()), room - 900 * OPEN);
		assert_noop!(settle(2, 100_000), Error::BondTooLow);
		// Nothing of it can be taken away before it can be challenged, nor the bond that stands for it.
		for who in [&market.sybil, &market.provider, &market.owner] {
			assert_eq!(earned(who), 0);
		}
		assert!(<Attribution as Liabilities<AccountId>>::is_liable(&market.provider));
		// The first call gives notice, the second would return the bond.
		assert!(leave(&market.provider) && !leave(&market.provider));
		pass_windows();
		assert_eq!(Attribution::headroom(market.provider.clone()), room);
		assert_ok!(settle(2, 100_000));
		check_integrity();
	});
}

#[test]
fn lying_about_all_that_a_bond_covers_should_not_pay() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1_000);
		let answers = market.answers(session, &[450_000, 450_000], market.contributions[0]);
		let voucher = market.voucher(session, &answers);
		let signature = market.sign(&voucher);
		let friends = [&market.provider, &market.sybil];
		let wealth_of = || friends.iter().map(|who| wealth(who)).sum::<u128>();
		let (before, user) = (wealth_of(), wealth(&market.user.account));
		assert_ok!(market.settle(voucher, signature, all_to(market.contributions[1])));
		let challenge = market.challenge(&market.carol, session, 0, None);
		assert_ok!(market.reveal(challenge, receipts(&answers)));
		assert_ok!(resolve(&market.carol, challenge));
		pass_windows();
		assert_eq!(wealth_of(), before - penalty() - sum(&answers));
		assert_eq!(wealth(&market.user.account), user);
		check_integrity();
	});
}

#[test]
fn a_slashed_provider_should_settle_only_what_is_left_of_its_bond() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(1_000);
		let answers = market.answers(session, &[100_000], market.contributions[0]);
		assert_ok!(market.settle_honestly(session, &answers));
		let challenge = market.challenge(&market.carol, session, 0, None);
		pass_reveal();
		assert_ok!(resolve(&market.carol, challenge));
		let bond = provider_bond();
		let left = bond - penalty() - sum(&answers);
		assert_eq!(Attribution::headroom(market.provider.clone()), left - penalty());
		let more = market.answers(session, &[850_000], market.contributions[0]);
		assert_noop!(market.settle_honestly(session, &more), Error::BondTooLow);
		check_integrity();
	});
}
