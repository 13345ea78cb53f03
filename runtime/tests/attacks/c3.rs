//! C3: a provider settled with other receipts than the user had paid for, and all contributors' money was its
//! own.
//!
//! A voucher named only an amount. The provider settled a true answer to a question of its own that elicits
//! its sybil's record, for all that an honest user had paid for other answers: 45 % of all revenue, and a
//! challenge acquitted it. A receipt of 2 planck steered any amount, and the same receipt did it again.

use crate::{
	paid_use::*,
	world::{account, advance, call, chain, check_integrity, wealth},
};
use frame_support::{assert_noop, assert_ok, traits::Get};
use openledger_primitives::{
	BlockNumber, Signature,
	challenge::{ChallengeStage, OpenedAnswer, Refutation},
	usage::{Receipt, Voucher, head},
};
use openledger_runtime::{AccountId, Attribution, Disputes, OPEN, Runtime};
use sp_core::Pair;

fn stage(challenge: u64) -> ChallengeStage {
	Disputes::challenge_info(challenge).expect("it is open").stage
}

/// Checks that the user has all of a settlement back, that its author lost more than the penalty, and that
/// nobody of its friends gained.
fn nothing_was_gained(market: &Market, user: u128, bond: u128, paid: u128) {
	assert_eq!(wealth(&market.user.account), user);
	assert_eq!(wealth(&market.provider), bond - penalty() - paid);
	assert_eq!(earned(&market.sybil), 0);
	check_integrity();
}

#[test]
fn a_provider_should_not_settle_with_other_receipts_than_were_signed() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let [carol, sybil, ..] = market.contributions;
		let paid_for = market.answers(session, &[20_000, 10_000], carol);
		let voucher = market.voucher(session, &paid_for);
		let signature = market.sign(&voucher);
		// One answer of the provider's own choosing, as dear as both.
		let own = market.answers(session, &[30_000], sybil);
		assert_eq!(sum(&own), sum(&paid_for));
		let forged = market.voucher(session, &own);
		let refused = pallet_attribution::Error::<Runtime>::BadSignature;
		assert_noop!(market.settle(forged, signature.clone(), honest(&own)), refused);

		// With the receipts that were signed, it can only lie about their sum, and that is found.
		let (user, provider) = (wealth(&market.user.account), wealth(&market.provider));
		assert_ok!(market.settle(voucher, signature, honest(&own)));
		let challenge = market.challenge(&market.carol, session, 0, None);
		let other = pallet_disputes::Error::<Runtime>::NotTheReceipts;
		assert_noop!(market.reveal(challenge, receipts(&own)), other);
		assert_ok!(market.reveal(challenge, receipts(&paid_for)));
		assert_eq!(stage(challenge), ChallengeStage::ProvenWrong(Refutation::OtherSum));
		assert_ok!(resolve(&market.carol, challenge));
		pass_windows();
		nothing_was_gained(&market, user, provider, sum(&paid_for));
	});
}

#[test]
fn a_receipt_of_two_planck_should_not_steer_a_fortune() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(500);
		let sybil = market.contributions[1];
		// The user signs what its provider shows it, and looks at nothing but the amount.
		let mut cheap = market.answers(session, &[2], sybil);
		cheap[0].receipt.cumulative = 500 * OPEN;
		let voucher = Voucher { cumulative: 500 * OPEN, ..market.voucher(session, &cheap) };
		let signature = market.sign(&voucher);
		let (user, provider) = (wealth(&market.user.account), wealth(&market.provider));
		assert_ok!(market.settle(voucher, signature, honest(&cheap)));
		let challenge = market.challenge(&market.carol, session, 0, None);
		assert_ok!(market.reveal(challenge, receipts(&cheap)));
		assert_eq!(stage(challenge), ChallengeStage::ProvenWrong(Refutation::BrokenChain));
		assert_ok!(resolve(&market.carol, challenge));
		pass_windows();
		nothing_was_gained(&market, user, provider, 500 * OPEN);
	});
}

#[test]
fn a_receipt_should_not_be_settled_twice() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let answers = market.answers(session, &[8_000], market.contributions[1]);
		assert_ok!(market.settle_honestly(session, &answers));
		// The same receipt, over the head that it goes on from now.
		let user = wealth(&market.user.account);
		let provider = wealth(&market.provider);
		let open = Attribution::session(session).expect("it is open");
		let voucher = Voucher {
			answers: 2,
			cumulative: 2 * sum(&answers),
			receipts: head(open.receipts, &hashes(&answers)),
			..market.voucher(session, &answers)
		};
		let signature = market.sign(&voucher);
		assert_ok!(market.settle(voucher, signature, honest(&answers)));
		let sum_of_it = market.challenge(&market.carol, session, 1, None);
		let one_of_it = market.challenge(&market.owner, session, 1, Some(0));
		for (challenge, evidence) in [(sum_of_it, receipts(&answers)), (one_of_it, opened(&answers, 0))] {
			assert_ok!(market.reveal(challenge, evidence));
			assert_eq!(stage(challenge), ChallengeStage::ProvenWrong(Refutation::BrokenChain));
		}
		// One of them is enough, and the other's bond goes back.
		assert_ok!(resolve(&market.carol, sum_of_it));
		assert_ok!(resolve(&market.carol, one_of_it));
		assert_eq!(wealth(&market.user.account), user);
		assert_eq!(wealth(&market.provider), provider - penalty() - sum(&answers));
		check_integrity();
	});
}

/// The worker's signature over a receipt.
fn signed(market: &Market, receipt: &Receipt) -> Signature {
	market.worker.pair.sign(&receipt.signing_bytes()).into()
}

/// A settlement of another answer than the user was given, and the receipt that the user has.
struct Substituted {
	market: Market,
	session: u64,
	/// Receipt that the user was given, and the worker's signature over it.
	received: (Box<Receipt>, Signature),
	/// What its client was made to sign for.
	settled: Vec<OpenedAnswer>,
	/// What the user and the provider had before.
	before: (u128, u128),
}

impl Substituted {
	fn new() -> Self {
		let market = market();
		let session = market.open(100);
		let [carol, sybil, ..] = market.contributions;
		let receipt = market.answers(session, &[8_000], carol).remove(0).receipt;
		let settled = market.answers(session, &[8_000], sybil);
		let received = (Box::new(receipt.clone()), signed(&market, &receipt));
		let before = (wealth(&market.user.account), wealth(&market.provider));
		assert_ok!(market.settle_honestly(session, &settled));
		Self { market, session, received, settled, before }
	}

	/// Somebody challenges with the receipt.
	fn accuse(&self, who: &AccountId) {
		let (receipt, signature) = self.received.clone();
		let accuse = pallet_disputes::Call::challenge_with_receipt { settlement: 0, receipt, signature };
		assert_ok!(call(who, accuse));
	}

	/// Checks that a challenge convicts by the receipt, and that the user has the reward, whoever challenged.
	fn convicts(&self, challenge: u64) {
		assert_eq!(stage(challenge), ChallengeStage::ProvenWrong(Refutation::OtherReceipt));
		assert_ok!(resolve(&self.market.carol, challenge));
		pass_windows();
		let (user, provider) = self.before;
		nothing_was_gained(&self.market, user + penalty() / 2, provider, sum(&self.settled));
	}
}

#[test]
fn a_user_should_convict_with_a_receipt_that_another_took_the_place_of() {
	for before_reveal in [true, false] {
		chain().execute_with(|| {
			let case = Substituted::new();
			let market = &case.market;
			let challenge = market.challenge(&market.user.account, case.session, 0, Some(0));
			let show = || {
				let (receipt, signature) = case.received.clone();
				let show = pallet_disputes::Call::present_receipt { challenge, receipt, signature };
				assert_ok!(call(&market.carol, show));
			};
			if before_reveal {
				show();
			}
			assert_ok!(market.reveal(challenge, opened(&case.settled, 0)));
			if !before_reveal {
				show();
			}
			case.convicts(challenge);
		});
	}
}

#[test]
fn a_friend_of_the_provider_should_not_close_what_a_receipt_convicts() {
	chain().execute_with(|| {
		let case = Substituted::new();
		let (market, session) = (&case.market, case.session);
		// A friend asks first. Nobody can repeat the answer, and the question is closed for the referee.
		let challenge = market.challenge(&market.owner, session, 0, Some(0));
		assert_ok!(market.reveal(challenge, opened(&case.settled, 0)));
		let delay: BlockNumber = <Runtime as pallet_disputes::Config>::DrawDelay::get();
		advance(pallet_disputes::ROUNDS * (delay + 1));
		assert_ok!(resolve(&market.owner, challenge));
		let who = &market.user.account;
		let again = pallet_disputes::Call::challenge { session, settlement: 0, answer: Some(0) };
		assert_eq!(call(who, again), Err(pallet_disputes::Error::<Runtime>::LeftToReferee.into()));
		case.accuse(who);
		case.convicts(challenge + 1);
	});
}

#[test]
fn another_worker_should_not_void_what_the_first_signed() {
	chain().execute_with(|| {
		let case = Substituted::new();
		let market = &case.market;
		// The provider sees the receipt in the pool, and names another worker first.
		let worker = account(77, 1);
		assert_ok!(call(&market.provider, pallet_model_factory::Call::set_worker { worker }));
		case.accuse(&market.carol);
		assert_ok!(market.reveal(0, opened(&case.settled, 0)));
		case.convicts(0);
	});
}

#[test]
fn records_of_provider_and_owner_should_pay_neither() {
	chain().execute_with(|| {
		let market = market();
		let session = market.open(100);
		let [_, _, provider, owner] = market.contributions;
		let mut answers = market.answers(session, &[10_000], provider);
		answers.push(market.answer(session, &answers, 10_000, all_to(owner)));
		let before = treasury();
		assert_ok!(market.settle_honestly(session, &answers));
		pass_windows();
		// 5 % to the platform; of the rest 30 % to the provider, 45 % nobody's and 20 % to the owner, of 95.
		let amount = sum(&answers);
		assert_eq!(earned(&market.provider), amount * 30 / 100);
		assert_eq!(earned(&market.owner), amount * 20 / 100);
		assert_eq!(treasury() - before, amount * 50 / 100);
		check_integrity();
	});
}
