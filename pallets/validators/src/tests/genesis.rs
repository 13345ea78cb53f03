use crate::{HoldReason, Ledger, Status, Validators as Set, mock::*, timing::*};
use frame_support::traits::Get;

#[test]
fn genesis_should_set_clock_and_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Set::<Test>::get().into_inner(), vec![1, 2, 3, 4]);
		assert_eq!(Ledger::<Test>::get(1).map(|ledger| ledger.status), Some(Status::Candidate));
		assert_eq!(Ledger::<Test>::get(5), None);
		assert_eq!(SlotDuration::<Test>::get(), 2_000);
		assert_eq!(MinimumPeriod::<Test>::get(), 1_000);
		assert_eq!(EpochLength::<Test>::get(), 30);
		assert_eq!(ReportLongevity::<Test>::get(), 90);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
	});
}

#[test]
fn genesis_should_bond_out_of_balances_and_reserve_out_of_the_treasury() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(free(1), ENDOWMENT - BOND);
		assert_eq!(held(HoldReason::Stake), 4 * BOND);
		assert_eq!(free(TREASURY), ENDOWMENT - RESERVE - 10);
		assert_eq!(held(HoldReason::Reserve), RESERVE);
		assert_eq!(free(Validators::account()), 10);
	});
}

#[test]
#[should_panic(expected = "slot_duration must be at least 2 milliseconds")]
fn genesis_should_refuse_when_slots_have_no_length() {
	ExtBuilder { slot_duration: 0, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "epoch_length must be at least 1 slot")]
fn genesis_should_refuse_when_epochs_have_no_slots() {
	ExtBuilder { epoch_length: 0, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "unbonding must be 1 to 8 sessions")]
fn genesis_should_refuse_when_nothing_unbonds() {
	ExtBuilder { unbonding: 0, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "unbonding must be 1 to 8 sessions")]
fn genesis_should_refuse_when_unbonding_is_too_long() {
	ExtBuilder { unbonding: 9, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "name at least one genesis validator")]
fn genesis_should_refuse_when_the_set_is_empty() {
	ExtBuilder { validators: vec![], ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "named more than once")]
fn genesis_should_refuse_when_a_validator_is_repeated() {
	ExtBuilder { validators: vec![1, 2, 1], ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "more than 5 genesis validators")]
fn genesis_should_refuse_when_the_set_is_too_large() {
	ExtBuilder { validators: (1..=6).collect(), ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "minimum must be 1 to the number of genesis validators")]
fn genesis_should_refuse_when_the_minimum_is_not_reached() {
	ExtBuilder { minimum: 5, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "bond must be at least 1000 planck")]
fn genesis_should_refuse_when_the_bond_is_too_low() {
	ExtBuilder { bond: MIN_BOND - 1, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "a genesis validator has less than its bond")]
fn genesis_should_refuse_when_a_validator_cannot_bond() {
	ExtBuilder { bond: ENDOWMENT, ..Default::default() }.build();
}

#[test]
#[should_panic(expected = "the treasury cannot pay the reserve")]
fn genesis_should_refuse_when_the_treasury_cannot_pay() {
	ExtBuilder { reserve: ENDOWMENT, ..Default::default() }.build();
}
