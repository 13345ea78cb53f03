use crate::{mock::*, timing::*, Ledger, ValidatorLedger, Validators as Set};
use frame_support::traits::Get;

#[test]
fn genesis_should_set_clock_and_set() {
	ExtBuilder::default().build_and_execute(|| {
		assert_eq!(Set::<Test>::get().into_inner(), vec![1, 2, 3, 4]);
		assert_eq!(Ledger::<Test>::get(1), Some(ValidatorLedger::genesis()));
		assert_eq!(Ledger::<Test>::get(5), None);
		assert_eq!(SlotDuration::<Test>::get(), 2_000);
		assert_eq!(MinimumPeriod::<Test>::get(), 1_000);
		assert_eq!(EpochLength::<Test>::get(), 30);
		assert_eq!(ReportLongevity::<Test>::get(), 90);
		assert_eq!(Session::validators(), vec![1, 2, 3, 4]);
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
#[should_panic(expected = "more than 8 genesis validators")]
fn genesis_should_refuse_when_the_set_is_too_large() {
	ExtBuilder { validators: (1..=9).collect(), ..Default::default() }.build();
}
