use crate::{Books, Error, Event, HoldReason, Settlements, Totals, mock::*};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	Hash, SessionId,
	usage::{Settlement, Voucher},
};
use sp_core::Pair;
use sp_runtime::DispatchResult;

const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];

#[test]
fn settle_should_keep_the_amount_until_its_window_is_over() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		System::assert_last_event(
			Event::Settled {
				session,
				amount: 10_000,
				settled: 10_000,
				answers: 1,
				receipts: Hash::repeat_byte(7),
				settlement: 0,
			}
			.into(),
		);
		for name in ["provider", "carol", "dave", "owner", "maker", "treasury"] {
			assert_eq!(earned(name), 0);
		}
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 40_000);
		assert_eq!(Balances::balance_on_hold(&HoldReason::Earnings.into(), &Attribution::account()), 10_000);
		let totals = Totals { settled: 10_000, pending: 10_000, ..Totals::default() };
		assert_eq!(Books::<Test>::get(), totals);
		let open = Attribution::session(session).expect("it is open");
		assert_eq!((open.settled, open.answers, open.receipts), (10_000, 1, Hash::repeat_byte(7)));
		assert_ok!(settle(session, 15_000, &HALVES));
		let kept = Settlements::<Test>::get(session, 1).expect("it is kept");
		assert_eq!((kept.first, kept.answers, kept.before, kept.amount), (1, 1, 10_000, 5_000));
		assert_eq!((kept.head, kept.receipts), (Hash::repeat_byte(7), Hash::repeat_byte(7)));
	});
}

#[test]
fn settle_should_accept_the_stash_and_a_wrapped_signature() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let voucher = voucher(session, 100);
		let signature = pair("user").sign(&voucher.wrapped_signing_bytes()).into();
		assert_ok!(Attribution::settle(by("provider"), session, voucher, signature, settlement(&[])));
	});
}

#[test]
fn settle_should_accept_other_signature_schemes() {
	ExtBuilder::default().build_and_execute(|| {
		let pair = sp_core::ed25519::Pair::from_seed(&[1; 32]);
		let user = openledger_primitives::AccountId::from(pair.public().0);
		assert_ok!(Balances::transfer_keep_alive(by("other"), user.clone(), 10_000));
		let origin = RuntimeOrigin::signed(user);
		assert_ok!(Attribution::open_session(origin, BASE, account("provider"), 5_000));
		let voucher = voucher(0, 100);
		let signature = pair.sign(&voucher.signing_bytes()).into();
		assert_ok!(Attribution::settle(by("worker"), 0, voucher, signature, settlement(&[])));
	});
}

#[test]
fn settle_should_refuse_strangers() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let voucher = voucher(session, 100);
		let signature = sign("user", &voucher);
		for name in ["user", "rival", "rival-worker"] {
			assert_noop!(
				Attribution::settle(by(name), session, voucher.clone(), signature.clone(), settlement(&[])),
				Error::<Test>::NotTheProvider
			);
		}
		assert_noop!(
			Attribution::settle(by("worker"), 9, voucher, signature, settlement(&[])),
			Error::<Test>::UnknownSession
		);
	});
}

#[test]
fn settle_should_refuse_foreign_vouchers() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let other = open(BASE, 50_000);
		let mut foreign = voucher(session, 100);
		foreign.genesis = Hash::repeat_byte(1);
		let signature = sign("user", &foreign);
		assert_noop!(
			Attribution::settle(by("worker"), session, foreign, signature, settlement(&[])),
			Error::<Test>::WrongChain
		);
		let elsewhere = voucher(other, 100);
		let signature = sign("user", &elsewhere);
		assert_noop!(
			Attribution::settle(by("worker"), session, elsewhere, signature, settlement(&[])),
			Error::<Test>::WrongSession
		);
	});
}

#[test]
fn settle_should_refuse_bad_signatures() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let promise = voucher(session, 100);
		let attempts = [
			(promise.clone(), sign("worker", &promise)),
			(voucher(session, 101), sign("user", &promise)),
			(promise.clone(), sp_runtime::MultiSignature::Sr25519([0; 64].into())),
			(promise.clone(), sp_runtime::MultiSignature::Ed25519([0; 64].into())),
		];
		for (voucher, signature) in attempts {
			assert_noop!(
				Attribution::settle(by("worker"), session, voucher, signature, settlement(&[])),
				Error::<Test>::BadSignature
			);
		}
	});
}

#[test]
fn settle_should_refuse_a_replay() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_noop!(settle(session, 0, &[]), Error::<Test>::StaleVoucher);
		assert_ok!(settle(session, 100, &[]));
		assert_noop!(settle(session, 100, &[]), Error::<Test>::StaleVoucher);
		assert_noop!(settle(session, 99, &[]), Error::<Test>::StaleVoucher);
		assert_ok!(settle(session, 101, &[]));
	});
}

#[test]
fn settle_should_refuse_more_than_the_deposit() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_noop!(settle(session, 50_001, &[]), Error::<Test>::AboveDeposit);
		assert_ok!(settle(session, 50_000, &[]));
	});
}

#[test]
fn settle_should_refuse_malformed_influence() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let refuse = |influence: &[(u64, u32)], error: Error<Test>| {
			assert_noop!(settle(session, 10_000, influence), error);
		};
		refuse(&[(11, 500_000_000), (10, 500_000_000)], Error::InfluenceUnordered);
		refuse(&[(10, 500_000_000), (10, 500_000_000)], Error::InfluenceUnordered);
		refuse(&[(10, 1_000_000_000), (11, 0)], Error::InfluenceZeroShare);
		refuse(&[(10, 999_999_999)], Error::InfluenceBadSum);
		refuse(&[(12, 1_000_000_000)], Error::UnknownContribution);
		refuse(&[(10, 1), (12, 999_999_999)], Error::UnknownContribution);
		let base = open(BASE, 50_000);
		assert_noop!(settle(base, 10_000, &[(10, 1_000_000_000)]), Error::<Test>::UnknownContribution);
	});
}

#[test]
fn settle_should_refuse_to_pay_whoever_asked() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		Contributors::mutate(|all| all.insert(11, account("user")));
		assert_noop!(settle(session, 10_000, &HALVES), Error::<Test>::OwnContribution);
		assert_ok!(settle(session, 10_000, &[(10, 1_000_000_000)]));
	});
}

#[test]
fn settle_should_end_when_the_grace_period_does() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(Attribution::close_session(by("user"), session));
		System::set_block_number(GRACE);
		assert_ok!(settle(session, 100, &[]));
		System::set_block_number(1 + GRACE);
		assert_noop!(settle(session, 200, &[]), Error::<Test>::Closed);
	});
}

#[test]
fn settle_should_use_the_price_that_the_session_opened_with() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		edit_model(BASE, |model| model.price = None);
		assert_ok!(settle(session, 100, &[]));
	});
}

/// Settles up to `cumulative` with a voucher that counts so many answers.
fn settle_answers(session: SessionId, cumulative: u128, answers: u32) -> DispatchResult {
	let voucher = Voucher { answers, ..voucher(session, cumulative) };
	let signature = sign("user", &voucher);
	Attribution::settle(by("worker"), session, voucher, signature, next_settlement(session, &HALVES))
}

#[test]
fn settle_should_bound_the_answers_of_a_settlement() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_noop!(settle_answers(session, 10, 257), Error::<Test>::TooManyAnswers);
		assert_noop!(settle_answers(session, 10, 0), Error::<Test>::NoAnswers);
		assert_ok!(settle_answers(session, 10, 256));
		assert_noop!(settle_answers(session, 20, 256), Error::<Test>::NoAnswers);
		assert_noop!(settle_answers(session, 20, 255), Error::<Test>::NoAnswers);
		assert_noop!(settle_answers(session, 20, 513), Error::<Test>::TooManyAnswers);
		assert_ok!(settle_answers(session, 20, 257));
	});
}

#[test]
fn settle_should_refuse_other_receipts_than_were_signed() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let signed = voucher(session, 10_000);
		let signature = sign("user", &signed);
		let elsewhere = Settlement { first: 1, ..settlement(&HALVES) };
		assert_noop!(
			Attribution::settle(by("worker"), session, signed.clone(), signature.clone(), elsewhere),
			Error::<Test>::OtherStart
		);
		let others = [
			Voucher { receipts: Hash::repeat_byte(8), ..signed.clone() },
			Voucher { answers: 2, ..signed.clone() },
			Voucher { cumulative: 9_999, ..signed.clone() },
		];
		for other in others {
			let attempt =
				Attribution::settle(by("worker"), session, other, signature.clone(), settlement(&HALVES));
			assert_noop!(attempt, Error::<Test>::BadSignature);
		}
		assert_ok!(Attribution::settle(by("worker"), session, signed, signature, settlement(&HALVES)));
	});
}

#[test]
fn settle_should_stay_below_the_bond() {
	ExtBuilder::default().build_and_execute(|| {
		let sessions = [(); 2].map(|()| open(TUNED, 50_000));
		assert_eq!(Attribution::headroom(account("provider")), PROVIDER_BOND - PENALTY);
		assert_ok!(settle(sessions[0], 50_000, &HALVES));
		assert_eq!(Attribution::headroom(account("provider")), 40_000);
		assert_noop!(settle(sessions[1], 40_001, &HALVES), Error::<Test>::BondTooLow);
		assert_ok!(settle(sessions[1], 40_000, &HALVES));
		assert_eq!(Attribution::headroom(account("provider")), 0);
		assert_noop!(settle(sessions[1], 40_001, &HALVES), Error::<Test>::BondTooLow);
		// What is divided is no longer at stake.
		pass(CHALLENGE_PERIOD + 1);
		assert_noop!(settle(sessions[1], 40_001, &HALVES), Error::<Test>::BondTooLow);
		assert_ok!(Attribution::distribute(by("other"), sessions[0], 0));
		assert_eq!(Attribution::headroom(account("provider")), 50_000);
		assert_ok!(settle(sessions[1], 50_000, &HALVES));
	});
}

#[test]
fn settle_should_refuse_a_provider_that_has_left_or_lost_its_bond() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		Bonds::mutate(|all| all.insert(account("provider"), PENALTY));
		assert_noop!(settle(session, 1, &HALVES), Error::<Test>::BondTooLow);
		Bonds::mutate(|all| all.remove(&account("provider")));
		Providers::mutate(|all| all.remove(&account("provider")));
		let voucher = voucher(session, 1);
		let signature = sign("user", &voucher);
		assert_noop!(
			Attribution::settle(by("provider"), session, voucher, signature, settlement(&HALVES)),
			Error::<Test>::BondTooLow
		);
		assert_eq!(Attribution::headroom(account("provider")), 0);
	});
}
