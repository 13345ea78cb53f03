//! M6: restitution went by stated records, and one penalty insured all lies of a settlement.
//!
//! A provider that had lied in many answers had a friend challenge one, and stayed silent: one flat penalty,
//! half of it back to the friend, all other challenges dismissed, and what contributors were owed went to
//! whoever had declared most records.

use crate::{
	paid_use::*,
	world::{account, chain, check_integrity, wealth},
};
use frame_support::assert_ok;

#[test]
fn a_friends_challenge_should_insure_no_lies() {
	chain().execute_with(|| {
		let market = market();
		let friend = account(30, 100);
		let session = market.open(1_000);
		let answers = market.answers(session, &[4_000; 100], market.contributions[1]);
		let coalition = [&market.provider, &market.sybil, &friend];
		let wealth_of = || coalition.iter().map(|who| wealth(who)).sum::<u128>();
		let (before, user, carol) = (wealth_of(), wealth(&market.user.account), wealth(&market.carol));
		assert_ok!(market.settle_honestly(session, &answers));
		let challenge = market.challenge(&friend, session, 0, Some(0));
		pass_reveal();
		assert_ok!(resolve(&friend, challenge));
		pass_windows();
		// All of it goes back to the user, the provider pays as much again, and half a penalty is the most
		// that comes back by a friend. Nobody is paid by records.
		assert_eq!(wealth(&market.user.account), user);
		assert_eq!(wealth_of(), before - sum(&answers) - penalty() / 2);
		assert_eq!((earned(&market.sybil), wealth(&market.carol)), (0, carol));
		check_integrity();
	});
}

#[test]
fn each_lie_should_cost_what_it_was_about_and_a_penalty() {
	chain().execute_with(|| {
		let market = market();
		let friend = account(30, 100);
		let sessions = [(); 2].map(|()| market.open(400));
		let before = wealth(&market.provider);
		let mut about = 0;
		for session in sessions {
			let answers = market.answers(session, &[200_000], market.contributions[1]);
			about += sum(&answers);
			assert_ok!(market.settle_honestly(session, &answers));
			market.challenge(&friend, session, 0, None);
		}
		pass_reveal();
		for challenge in 0..2 {
			assert_ok!(resolve(&friend, challenge));
		}
		assert_eq!(wealth(&market.provider), before - about - 2 * penalty());
		check_integrity();
	});
}
