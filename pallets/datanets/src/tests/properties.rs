//! Whatever people do, in whatever order: no OPEN is made or lost, every invariant holds after every call,
//! and in the end everyone can have everything back that was not slashed.

use crate::{mock::*, Contributions, Datanets as Stored, Flags, HoldReason};
use frame_support::assert_ok;
use openledger_primitives::{
	datanet::{Admission, ReviewDecision},
	Balance, BoundedVec,
};
use proptest::prelude::*;

const PEOPLE: [AccountId; 5] = [OWNER, CURATOR, ALICE, BOB, CAROL];

#[derive(Clone, Debug)]
enum Step {
	Create(Admission, bool),
	SetTerms(bool),
	SetCurators(Vec<AccountId>),
	Contribute { seed: u64, bytes: u64 },
	Review(u64, ReviewDecision),
	Flag(u64),
	Resolve(u64, bool),
	Revoke(u64),
	Publish,
	Close,
	Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let admission =
		prop_oneof![Just(Admission::Open), Just(Admission::Curated), Just(Admission::Permissioned)];
	let verdict = prop_oneof![Just(ReviewDecision::Accept), Just(ReviewDecision::Reject)];
	let curators = proptest::collection::vec(proptest::sample::select(&PEOPLE[..]), 0..4);
	let id = || 0..20u64;
	prop_oneof![
		1 => (admission, any::<bool>()).prop_map(|(admission, revocable)| Step::Create(admission, revocable)),
		1 => any::<bool>().prop_map(Step::SetTerms),
		1 => curators.prop_map(Step::SetCurators),
		12 => (0..12u64, 0..12_000u64).prop_map(|(seed, bytes)| Step::Contribute { seed, bytes }),
		6 => (id(), verdict).prop_map(|(id, verdict)| Step::Review(id, verdict)),
		6 => id().prop_map(Step::Flag),
		6 => (id(), any::<bool>()).prop_map(|(id, uphold)| Step::Resolve(id, uphold)),
		4 => id().prop_map(Step::Revoke),
		3 => Just(Step::Publish),
		1 => Just(Step::Close),
		2 => (1..15u64).prop_map(Step::Wait),
	]
}

fn take(who: AccountId, datanet: u32, step: Step) -> bool {
	use crate::Call;
	// A contribution's own Datanet, mostly: otherwise nearly all calls would be refused for naming another.
	let home = |id| Contributions::<Test>::get(id).map_or(datanet, |record| record.datanet);
	let call = match step {
		Step::Wait(blocks) => {
			System::set_block_number(System::block_number() + blocks);
			return true;
		},
		Step::Create(admission, revocable) => Call::create {
			name: name("Cooking"),
			domain: name("food"),
			card: root(0),
			terms: terms(revocable),
			admission,
		},
		Step::SetTerms(revocable) => Call::set_terms { datanet, terms: terms(revocable) },
		Step::SetCurators(curators) => {
			Call::set_curators { datanet, curators: BoundedVec::truncate_from(curators) }
		},
		Step::Contribute { seed, bytes } => Call::contribute { datanet, root: root(seed), records: 1, bytes },
		Step::Review(id, verdict) => Call::review { datanet: home(id), contribution: id, verdict },
		Step::Flag(id) => Call::flag { datanet: home(id), contribution: id, evidence: root(0) },
		Step::Resolve(id, uphold) => Call::resolve_flag { datanet: home(id), contribution: id, uphold },
		Step::Revoke(id) => Call::revoke { datanet: home(id), contribution: id },
		Step::Publish => Call::publish_snapshot { datanet },
		Step::Close => Call::close { datanet },
	};
	dispatch(who, call).is_ok()
}

fn everyone() -> Balance {
	openledger_pallet_test_utils::everyone::<Test>(&ACCOUNTS)
}

/// Time passes, flags lapse, Datanets close, contributors leave.
fn wind_down() {
	System::set_block_number(System::block_number() + u64::from(FLAG_PERIOD) + 1);
	for (id, _) in Flags::<Test>::iter().collect::<Vec<_>>() {
		let datanet = Contributions::<Test>::get(id).unwrap().datanet;
		assert_ok!(Datanets::resolve_flag(signed(POOR), datanet, id, false));
	}
	for (id, datanet) in Stored::<Test>::iter().filter(|(_, datanet)| !datanet.closed).collect::<Vec<_>>() {
		assert_ok!(Datanets::close(signed(datanet.owner), id));
	}
	for (id, record) in
		Contributions::<Test>::iter().filter(|(_, record)| record.is_live()).collect::<Vec<_>>()
	{
		assert_ok!(Datanets::revoke(signed(record.contributor), record.datanet, id));
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn no_open_is_made_or_lost(
		steps in proptest::collection::vec((proptest::sample::select(&PEOPLE[..]), 0..3u32, step()), 1..80),
	) {
		ExtBuilder.build().execute_with(|| {
			let (issued, all) = (Balances::total_issuance(), everyone());
			create(Admission::Open);
			create_with(Admission::Curated, true);
			for (who, datanet, step) in steps {
				take(who, datanet, step);
				prop_assert_eq!(Datanets::do_try_state(), Ok(()));
				prop_assert_eq!((Balances::total_issuance(), everyone()), (issued, all));
			}
			wind_down();
			for who in ACCOUNTS {
				prop_assert_eq!(held(HoldReason::DatanetDeposit, who), 0);
				prop_assert_eq!(held(HoldReason::ContributionBond, who), 0);
				prop_assert_eq!(held(HoldReason::FlagBond, who), 0);
			}
			prop_assert_eq!(Datanets::do_try_state(), Ok(()));
			prop_assert_eq!(everyone(), all);
			Ok(())
		})?;
	}

	#[test]
	fn a_slash_is_divided_without_remainder(bytes in 1..10_000u64) {
		ExtBuilder.build().execute_with(|| {
			let datanet = create(Admission::Open);
			assert_ok!(Datanets::contribute(signed(ALICE), datanet, root(1), 1, bytes));
			let bond = held(HoldReason::ContributionBond, ALICE);
			prop_assert_eq!(bond, BOND_BASE + 2 * Balance::from(bytes));
			assert_ok!(Datanets::flag(signed(BOB), datanet, 0, root(8)));
			assert_ok!(Datanets::resolve_flag(signed(OWNER), datanet, 0, true));
			let to_flagger = Balances::free_balance(BOB) - ENDOWMENT;
			let to_treasury = Balances::free_balance(TREASURY) - ENDOWMENT;
			prop_assert_eq!(to_flagger, bond / 2);
			prop_assert_eq!(to_flagger + to_treasury, bond);
			Ok(())
		})?;
	}
}
