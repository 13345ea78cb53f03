use crate::{AuthoredBlocks, Error, Event, HoldReason, Income, Ledger, mock::*};
use frame_support::{
	assert_noop, assert_ok,
	traits::{Hooks, fungible::Mutate},
};
use openledger_primitives::validator::PositionInfo;
use pallet_authorship::EventHandler;
use sp_runtime::Perbill;

const DELEGATOR: u64 = 20;

#[test]
fn a_block_should_pay_its_authors_pool_by_stake() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 1, 3 * BOND));
		block_by(1, 30);
		System::assert_last_event(Event::Rewarded { validator: 1, fees: 30, reserve: BLOCK_REWARD }.into());
		assert_eq!(held(HoldReason::Rewards), 30 + BLOCK_REWARD);
		assert_eq!(held(HoldReason::Reserve), RESERVE - BLOCK_REWARD);
		assert_eq!(Validators::position(1, 1).claimable, 25);
		assert_eq!(Validators::position(1, DELEGATOR), PositionInfo { stake: 3 * BOND, claimable: 75 });
		assert_eq!(Validators::position(2, 2).claimable, 0);
	});
}

#[test]
fn commission_should_come_off_first() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::set_commission(signed(1), Perbill::from_percent(20)));
		assert_ok!(Validators::delegate(signed(DELEGATOR), 1, BOND));
		block_by(1, 30);
		assert_eq!(Validators::position(1, 1).claimable, 20 + 40);
		assert_eq!(Validators::position(1, DELEGATOR).claimable, 40);
		assert_ok!(Validators::claim(signed(1), 1));
		System::assert_last_event(Event::Claimed { validator: 1, who: 1, amount: 60 }.into());
		assert_eq!(free(1), ENDOWMENT - BOND + 60);
		assert_noop!(Validators::claim(signed(1), 1), Error::<Test>::NothingToClaim);
		assert_noop!(Validators::claim(signed(DELEGATOR), 2), Error::<Test>::NothingToClaim);
		assert_noop!(Validators::claim(signed(DELEGATOR), 9), Error::<Test>::NothingToClaim);
	});
}

#[test]
fn stake_should_earn_only_while_it_is_there() {
	ExtBuilder::default().build_and_execute(|| {
		block_by(1, 0);
		assert_ok!(Validators::delegate(signed(DELEGATOR), 1, BOND));
		block_by(1, 0);
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 1, BOND));
		block_by(1, 0);
		assert_eq!(Validators::position(1, 1).claimable, 2 * BLOCK_REWARD + BLOCK_REWARD / 2);
		assert_eq!(
			Validators::position(1, DELEGATOR),
			PositionInfo { stake: 0, claimable: BLOCK_REWARD / 2 }
		);
		assert_ok!(Validators::claim(signed(DELEGATOR), 1));
		assert_eq!(Ledger::<Test>::get(1).map(|ledger| ledger.positions), Some(1));
	});
}

#[test]
fn fractions_should_not_be_lost() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 1, 2 * BOND));
		// A third of 70 is 23⅓: three blocks make it whole, also when each is claimed by itself.
		for _ in 0..3 {
			block_by(1, 0);
			assert_ok!(Validators::claim(signed(1), 1));
			assert_ok!(Validators::claim(signed(DELEGATOR), 1));
		}
		assert_eq!(free(1), ENDOWMENT - BOND + BLOCK_REWARD);
		assert_eq!(free(DELEGATOR), ENDOWMENT - 2 * BOND + 2 * BLOCK_REWARD);
		assert_eq!(held(HoldReason::Rewards), 0);
	});
}

#[test]
fn the_reserve_should_pay_until_it_is_empty() {
	ExtBuilder { reserve: BLOCK_REWARD + 1, ..Default::default() }.build_and_execute(|| {
		block_by(1, 0);
		block_by(1, 5);
		System::assert_last_event(Event::Rewarded { validator: 1, fees: 5, reserve: 1 }.into());
		System::reset_events();
		block_by(1, 0);
		let rewarded = System::events()
			.into_iter()
			.any(|record| matches!(record.event, RuntimeEvent::Validators(Event::Rewarded { .. })));
		assert!(!rewarded);
		assert_eq!(held(HoldReason::Reserve), 0);
		assert_eq!(held(HoldReason::Rewards), BLOCK_REWARD + 6);
	});
}

#[test]
fn fees_should_go_to_the_treasury_when_the_author_has_no_pool() {
	ExtBuilder::default().build_and_execute(|| {
		let before = free(TREASURY);
		block_by(9, 40);
		assert_eq!(free(TREASURY), before + 40);
		// Without any author, too.
		pay_fees(2);
		assert_eq!(free(TREASURY), before + 42);
		assert_eq!(held(HoldReason::Reserve), RESERVE);
		assert_eq!(Income::<Test>::get(), None);
	});
}

#[test]
fn the_treasury_should_get_its_part_when_the_block_ends() {
	ExtBuilder::default().build_and_execute(|| {
		let before = free(TREASURY);
		<Validators as EventHandler<AccountId, u64>>::note_author(1);
		share_fees(40, 15);
		share_fees(7, 9);
		assert_eq!(free(TREASURY), before);
		check(Balances::total_issuance());
		<Validators as Hooks<u64>>::on_finalize(System::block_number());
		// Of seven planck it cannot have nine.
		assert_eq!(free(TREASURY), before + 15 + 7);
		assert_eq!(held(HoldReason::Rewards), 25 + BLOCK_REWARD);
		// Without a pool all of it is the treasury's.
		<Validators as EventHandler<AccountId, u64>>::note_author(9);
		share_fees(40, 15);
		<Validators as Hooks<u64>>::on_finalize(System::block_number());
		assert_eq!(free(TREASURY), before + 15 + 7 + 40);
	});
}

#[test]
fn a_validator_that_left_should_be_paid_for_its_last_blocks() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::leave(signed(1)));
		block_by(1, 30);
		assert_eq!(Validators::position(1, 1).claimable, 30 + BLOCK_REWARD);
		run_to_session(2);
		assert_ok!(Validators::claim(signed(1), 1));
		assert_eq!(free(1), ENDOWMENT - BOND + 30 + BLOCK_REWARD);
		assert_eq!(Ledger::<Test>::get(1), None);
		assert_eq!(AuthoredBlocks::<Test>::get(1), 0);
	});
}

#[test]
fn what_cannot_be_shared_out_should_be_the_treasurys() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(Validators::delegate(signed(DELEGATOR), 1, 2 * BOND));
		// 70 planck in thirds: 23 and 46 are whole, one is not.
		block_by(1, 0);
		assert_ok!(Validators::claim(signed(1), 1));
		assert_ok!(Validators::claim(signed(DELEGATOR), 1));
		assert_ok!(Validators::leave(signed(1)));
		run_to_session(2);
		let before = free(TREASURY);
		assert_ok!(Validators::undelegate(signed(DELEGATOR), 1, 2 * BOND));
		assert_eq!(Ledger::<Test>::get(1), None);
		assert_eq!(free(TREASURY), before + 1);
		assert_eq!(held(HoldReason::Rewards), 0);
	});
}

#[test]
fn a_gift_to_the_account_should_change_no_books() {
	ExtBuilder::default().build_and_execute(|| {
		assert_ok!(<Balances as Mutate<u64>>::transfer(
			&DELEGATOR,
			&Validators::account(),
			1_000,
			frame_support::traits::tokens::Preservation::Preserve
		));
		block_by(1, 30);
		assert_eq!(held(HoldReason::Rewards), 30 + BLOCK_REWARD);
	});
}

#[test]
fn authored_blocks_should_count_validators_only() {
	ExtBuilder::default().build_and_execute(|| {
		for author in [1, 2, 1, 9] {
			block_by(author, 0);
		}
		assert_eq!(AuthoredBlocks::<Test>::get(1), 2);
		assert_eq!(AuthoredBlocks::<Test>::get(2), 1);
		assert!(!AuthoredBlocks::<Test>::contains_key(9));
	});
}
