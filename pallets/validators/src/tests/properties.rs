//! Whatever people do, in whatever order: no OPEN is made or lost, every invariant holds after every step,
//! blocks go on with at least the minimum of validators, and in the end everyone can have everything back
//! that was not slashed.

use crate::{Call, Chunks, HoldReason, Minimum, Positions, Validators as Set, mock::*};
use openledger_primitives::Balance;
use proptest::prelude::*;
use sp_runtime::{Perbill, traits::Dispatchable};
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

#[derive(Clone, Debug)]
enum Step {
	SetKeys(u64),
	Join(Balance),
	Leave,
	Rejoin,
	Purge,
	Commission(u32),
	Delegate(u64, Balance),
	Undelegate(u64, Balance),
	Withdraw,
	Claim(u64),
	Block(u64, Balance),
	ApplySlash(u64),
	CancelSlash(u64),
	Offend { validator: u64, parts: u32, ago: u32, reporter: u64 },
	Sessions(u32),
}

fn step() -> impl Strategy<Value = Step> {
	let validator = || 1..=9u64;
	let parts = || prop_oneof![4 => 1..500_000_000u32, 1 => Just(1_000_000_000u32)];
	prop_oneof![
		2 => (0..3u64).prop_map(Step::SetKeys),
		3 => (900..40_000u128).prop_map(Step::Join),
		1 => Just(Step::Leave),
		2 => Just(Step::Rejoin),
		1 => Just(Step::Purge),
		1 => (0..600_000_000u32).prop_map(Step::Commission),
		8 => (validator(), 0..30_000u128).prop_map(|(validator, amount)| Step::Delegate(validator, amount)),
		6 => (validator(), 0..40_000u128).prop_map(|(validator, amount)| Step::Undelegate(validator, amount)),
		4 => Just(Step::Withdraw),
		4 => validator().prop_map(Step::Claim),
		6 => (validator(), 0..2_000u128).prop_map(|(author, fees)| Step::Block(author, fees)),
		2 => (validator(), parts(), 0..5u32, 1..=30u64).prop_map(|(validator, parts, ago, reporter)| {
			Step::Offend { validator, parts, ago, reporter }
		}),
		2 => validator().prop_map(Step::ApplySlash),
		1 => validator().prop_map(Step::CancelSlash),
		3 => (1..4u32).prop_map(Step::Sessions),
	]
}

fn dispatch(who: u64, call: Call<Test>) -> bool {
	RuntimeCall::from(call).dispatch(signed(who)).is_ok()
}

fn take(who: u64, step: Step) -> bool {
	let call = match step {
		Step::SetKeys(offset) => return set_keys(who, 100 + 3 * who + offset).is_ok(),
		Step::Block(author, fees) => {
			block_by(author, fees);
			return true;
		},
		Step::Offend { validator, parts, ago, reporter } => {
			let session = Session::current_index().saturating_sub(ago);
			let offender = OffenceDetails { offender: validator, reporters: vec![reporter] };
			Validators::on_offence(&[offender], &[Perbill::from_parts(parts)], session);
			return true;
		},
		Step::CancelSlash(validator) => {
			return Validators::cancel_slash(RuntimeOrigin::root(), validator).is_ok();
		},
		Step::Sessions(n) => {
			run_to_session(Session::current_index() + n);
			return true;
		},
		Step::Join(bond) => Call::join { bond },
		Step::Leave => Call::leave {},
		Step::Rejoin => Call::rejoin {},
		Step::Purge => Call::purge_keys {},
		Step::Commission(parts) => Call::set_commission { commission: Perbill::from_parts(parts) },
		Step::Delegate(validator, amount) => Call::delegate { validator, amount },
		Step::Undelegate(validator, amount) => Call::undelegate { validator, amount },
		Step::Withdraw => Call::withdraw {},
		Step::Claim(validator) => Call::claim { validator },
		Step::ApplySlash(validator) => Call::apply_slash { validator, delegator: who },
	};
	dispatch(who, call)
}

/// Everyone takes out what they may: all but the bonds of the minimum of validators.
fn wind_down() {
	// What was reported is applied.
	run_to_session(Session::current_index() + UNBONDING + 2);
	for validator in 1..=9 {
		dispatch(validator, Call::leave {});
	}
	for (validator, who, _) in Positions::<Test>::iter().collect::<Vec<_>>() {
		dispatch(99, Call::apply_slash { validator, delegator: who });
		dispatch(who, Call::claim { validator });
		// A full list of chunks takes more after it was withdrawn.
		while !dispatch(who, Call::undelegate { validator, amount: Balance::MAX }) && who != validator {
			if Positions::<Test>::get(validator, who).is_none_or(|position| position.shares == 0) {
				break;
			}
			run_to_session(Session::current_index() + UNBONDING + 2);
			assert!(dispatch(who, Call::withdraw {}), "a full list of chunks comes due");
		}
	}
	run_to_session(Session::current_index() + UNBONDING + 2);
	for who in Chunks::<Test>::iter_keys().collect::<Vec<_>>() {
		assert!(dispatch(who, Call::withdraw {}), "what was unbonded comes due");
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn no_open_is_made_or_lost(steps in proptest::collection::vec((1..=12u64, step()), 1..120)) {
		ExtBuilder::default().build().execute_with(|| {
			let issued = Balances::total_issuance();
			for (who, step) in steps {
				take(who, step);
				check(issued);
				prop_assert!(Session::validators().len() as u32 >= Minimum::<Test>::get());
				prop_assert!(!Set::<Test>::get().is_empty());
			}
			wind_down();
			check(issued);
			prop_assert_eq!(held(HoldReason::Unbonding), 0);
			let delegated = Positions::<Test>::iter().filter(|(validator, who, position)| {
				validator != who && position.shares > 0
			});
			prop_assert_eq!(delegated.count(), 0);
			Ok(())
		})?;
	}
}
