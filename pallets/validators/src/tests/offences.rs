use crate::{mock::*, Event, Offences, Stake};
use frame_support::weights::Weight;
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

fn report(validators: &[u64], percent: u32, session: u32) {
	let offenders: Vec<_> = validators
		.iter()
		.map(|v| OffenceDetails { offender: (*v, Stake::default()), reporters: vec![] })
		.collect();
	let fractions = vec![Perbill::from_percent(percent); offenders.len()];
	let weight: Weight = Validators::on_offence(&offenders, &fractions, session);
	assert!(weight.any_gt(Weight::zero()));
}

fn recorded(session: u32, validator: u64) -> Option<Perbill> {
	Offences::<Test>::get(session).get(&validator).copied()
}

#[test]
fn offence_should_be_recorded() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 5, 1);
		let fraction = Perbill::from_percent(5);
		System::assert_has_event(Event::OffenceRecorded { session: 1, validator: 2, fraction }.into());
		assert_eq!(recorded(1, 2), Some(fraction));
	});
}

#[test]
fn offence_should_keep_the_largest_fraction() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2], 5, 1);
		System::reset_events();
		report(&[2], 1, 1);
		assert!(System::events().is_empty());
		assert_eq!(recorded(1, 2), Some(Perbill::from_percent(5)));
		report(&[2, 3], 7, 1);
		assert_eq!(recorded(1, 2), Some(Perbill::from_percent(7)));
		assert_eq!(recorded(1, 3), Some(Perbill::from_percent(7)));
	});
}

#[test]
fn offence_should_disable_up_to_a_third() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(1);
		report(&[2, 3], 5, 1);
		assert_eq!(Session::disabled_validators(), vec![1]);
	});
}

#[test]
fn offence_should_disable_nobody_when_the_set_is_small() {
	ExtBuilder { validators: vec![1, 2, 3], ..Default::default() }.build_and_execute(|| {
		run_to_session(1);
		report(&[1], 100, 1);
		assert_eq!(recorded(1, 1), Some(Perbill::from_percent(100)));
		assert!(Session::disabled_validators().is_empty());
	});
}

#[test]
fn offence_should_be_ignored_when_too_old_or_in_the_future() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(5);
		report(&[1], 5, 1);
		report(&[1], 5, 6);
		assert_eq!(Offences::<Test>::iter().count(), 0);
		report(&[1], 5, 2);
		assert_eq!(recorded(2, 1), Some(Perbill::from_percent(5)));
	});
}

#[test]
fn offences_should_be_forgotten() {
	ExtBuilder::default().build_and_execute(|| {
		run_to_session(2);
		report(&[1], 5, 2);
		run_to_session(5);
		assert_eq!(Offences::<Test>::iter().count(), 1);
		run_to_session(6);
		assert_eq!(Offences::<Test>::iter().count(), 0);
	});
}
