use crate::{mock::*, Ledger, Offences, Stake, Status, ValidatorLedger, Validators as Set};
use proptest::prelude::*;
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

#[derive(Clone, Debug)]
enum Step {
	Queue(Vec<u64>),
	Offend(u64, u32, u32),
	Sessions(u32),
}

fn step() -> impl Strategy<Value = Step> {
	prop_oneof![
		proptest::collection::vec(0u64..12, 0..10).prop_map(Step::Queue),
		(0u64..12, 0u32..=100, 0u32..20).prop_map(|(v, percent, session)| Step::Offend(v, percent, session)),
		(1u32..4).prop_map(Step::Sessions),
	]
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

	/// Whatever is queued and reported, blocks go on with a set of known validators.
	#[test]
	fn set_should_stay_sound_whatever_happens(steps in proptest::collection::vec(step(), 1..24)) {
		ExtBuilder::default().build_and_execute(|| {
			for validator in 5..8 {
				Ledger::<Test>::insert(
					validator,
					ValidatorLedger { status: Status::Idle, ..ValidatorLedger::genesis() },
				);
			}
			for step in steps {
				match step {
					// A refused set changes nothing.
					Step::Queue(set) => drop(Validators::queue_set(set)),
					Step::Offend(validator, percent, session) => {
						let offender = OffenceDetails { offender: (validator, Stake::default()), reporters: vec![] };
						Validators::on_offence(&[offender], &[Perbill::from_percent(percent)], session);
					},
					Step::Sessions(n) => run_to_session(Session::current_index() + n),
				}
				assert!(!Set::<Test>::get().is_empty());
				assert!(!Session::validators().is_empty());
				assert!(Offences::<Test>::iter().count() <= HISTORY as usize + 1);
				Validators::do_try_state().expect("every invariant holds");
			}
		});
	}
}
