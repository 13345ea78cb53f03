use crate::{mock::*, Books, Error, Event, HoldReason, Shares};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use openledger_primitives::{
	usage::{ContributionInfluence, Settlement},
	Hash,
};
use sp_core::Pair;

const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];

#[test]
fn settle_should_divide_a_tuned_models_fee() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		// 5 % of 10,000; then 40 : 35 : 20 of 9,500, the owner paying the base 10 % of that.
		let shares =
			Shares { platform: 500, royalty: 950, provider: 4_000, contributors: 3_500, owner: 1_050 };
		System::assert_last_event(
			Event::Settled {
				session,
				amount: 10_000,
				settled: 10_000,
				shares,
				answers: 1,
				receipts: Hash::repeat_byte(7),
				settlement: Some(0),
			}
			.into(),
		);
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500);
		assert_eq!(earned("treasury"), 0);
		assert_eq!(earned("maker"), 950);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!((earned("carol"), earned("dave")), (1_750, 1_750));
		assert_eq!(earned("owner"), 1_050);
		assert_eq!(Balances::balance_on_hold(&HoldReason::SessionDeposit.into(), &account("user")), 40_000);
		assert_eq!(Books::<Test>::get().settled, 10_000);
	});
}

#[test]
fn settle_should_pay_a_base_models_owner_the_contributors_share() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(settle(session, 10_000, &[]));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!(earned("maker"), 5_500);
	});
}

#[test]
fn settle_should_send_the_treasury_what_a_tuned_model_leaves_unattributed() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &[]));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 3_500);
		assert_eq!(earned("provider"), 4_000);
		assert_eq!(earned("owner"), 1_050);
	});
}

#[test]
fn settle_should_send_the_treasury_the_share_of_a_lost_contributor() {
	ExtBuilder::default().build_and_execute(|| {
		Contributors::mutate(|all| all.remove(&11));
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		assert_eq!(Balances::free_balance(account("treasury")), ED + 500 + 1_750);
		assert_eq!(
			Attribution::influence(TUNED),
			vec![
				(10, ContributionInfluence { settlements: 1, earned: 1_750 }),
				(11, ContributionInfluence { settlements: 1, earned: 0 }),
			]
		);
	});
}

#[test]
fn settle_should_add_up_influence() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 10_000, &HALVES));
		assert_ok!(settle(session, 20_000, &[(20, 1_000_000_000)]));
		assert_ok!(settle(session, 30_000, &[(10, 999_999_999), (20, 1)]));
		let influence = Attribution::influence(TUNED);
		assert_eq!(
			influence,
			vec![
				(10, ContributionInfluence { settlements: 2, earned: 1_750 + 3_499 }),
				(11, ContributionInfluence { settlements: 1, earned: 1_750 }),
				(20, ContributionInfluence { settlements: 2, earned: 3_500 }),
			]
		);
		// The planck that rounding left over is the owner's.
		assert_eq!(earned("owner"), 3 * 1_050 + 1);
		assert_eq!(earned("carol"), 1_750 + 3_499 + 3_500);
		assert_eq!(Attribution::influence(BASE), vec![]);
	});
}

#[test]
fn settle_should_let_the_treasurys_share_wait_until_it_can_exist() {
	ExtBuilder { treasury: 0 }.build_and_execute(|| {
		let session = open(BASE, 50_000);
		assert_ok!(settle(session, 1_000, &[]));
		assert_eq!(earned("treasury"), 50);
		assert_ok!(settle(session, 2_000, &[]));
		assert_eq!(earned("treasury"), 0);
		assert_eq!(Balances::free_balance(account("treasury")), 100);
	});
}

#[test]
fn settle_should_take_a_single_planck() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		assert_ok!(settle(session, 1, &HALVES));
		assert_eq!(earned("owner"), 1);
	});
}

#[test]
fn settle_should_accept_the_stash_and_a_wrapped_signature() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let voucher = voucher(session, 100);
		let signature = pair("user").sign(&voucher.wrapped_signing_bytes()).into();
		assert_ok!(Attribution::settle(by("provider"), session, voucher, signature, settlement(100, &[])));
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
		assert_ok!(Attribution::settle(by("worker"), 0, voucher, signature, settlement(100, &[])));
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
				Attribution::settle(
					by(name),
					session,
					voucher.clone(),
					signature.clone(),
					settlement(100, &[])
				),
				Error::<Test>::NotTheProvider
			);
		}
		assert_noop!(
			Attribution::settle(by("worker"), 9, voucher, signature, settlement(100, &[])),
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
			Attribution::settle(by("worker"), session, foreign, signature, settlement(100, &[])),
			Error::<Test>::WrongChain
		);
		let elsewhere = voucher(other, 100);
		let signature = sign("user", &elsewhere);
		assert_noop!(
			Attribution::settle(by("worker"), session, elsewhere, signature, settlement(100, &[])),
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
				Attribution::settle(by("worker"), session, voucher, signature, settlement(101, &[])),
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
fn settle_should_refuse_more_than_the_tokens_cost() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(BASE, 50_000);
		let attempt = |cumulative, answers| {
			let voucher = voucher(session, cumulative);
			let signature = sign("user", &voucher);
			// 7 × 3 + 2 × 5 planck.
			let settlement = openledger_primitives::usage::Settlement {
				answers,
				prompt_tokens: 7,
				completion_tokens: 2,
				..settlement(0, &[])
			};
			Attribution::settle(by("worker"), session, voucher, signature, settlement)
		};
		assert_noop!(attempt(32, 0), Error::<Test>::Overcharged);
		assert_noop!(attempt(36, 2), Error::<Test>::Overcharged);
		assert_ok!(attempt(35, 2));
		assert_ok!(attempt(35 + 31, 0));
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

#[test]
fn settle_should_bound_the_answers_of_a_settlement() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 50_000);
		let voucher = voucher(session, 10);
		let signature = sign("user", &voucher);
		let many = Settlement { answers: 257, ..settlement(10, &HALVES) };
		assert_noop!(
			Attribution::settle(by("worker"), session, voucher, signature, many),
			Error::<Test>::TooManyAnswers
		);
	});
}
