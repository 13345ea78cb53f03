//! Whatever people do, in whatever order: no OPEN is made or lost, every invariant holds after every call,
//! and in the end everyone can have everything back that was not slashed.

use crate::{Commitments, Contributions, CuratorStakes, Datanets as Stored, Flags, HoldReason, mock::*};
use frame_support::assert_ok;
use openledger_primitives::{
	Balance, BoundedVec, commitment,
	datanet::{Admission, ReviewDecision},
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
	Commit(u64),
	Withdraw(u64),
	Appeal(u64),
	Draw(u64),
	Vote(u64, AccountId, bool),
	Conclude(u64),
	Transfer(AccountId),
	Take,
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
		6 => (0..12u64).prop_map(Step::Commit),
		1 => (0..12u64).prop_map(Step::Withdraw),
		6 => id().prop_map(Step::Appeal),
		6 => id().prop_map(Step::Draw),
		6 => (id(), proptest::sample::select(&JURORS[..]), any::<bool>())
			.prop_map(|(id, juror, uphold)| Step::Vote(id, juror, uphold)),
		6 => id().prop_map(Step::Conclude),
		1 => proptest::sample::select(&PEOPLE[..]).prop_map(Step::Transfer),
		1 => Just(Step::Take),
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
		Step::Commit(seed) => Call::commit { hash: commitment::of(&who, &root(seed)) },
		Step::Withdraw(seed) => Call::withdraw_commitment { hash: commitment::of(&who, &root(seed)) },
		Step::Appeal(id) => Call::appeal { datanet: home(id), contribution: id },
		Step::Draw(id) => Call::draw_jury { datanet: home(id), contribution: id },
		Step::Vote(id, juror, uphold) => {
			let vote = Call::vote_on_flag { datanet: home(id), contribution: id, uphold };
			return dispatch(juror, vote).is_ok();
		},
		Step::Conclude(id) => Call::conclude_flag { datanet: home(id), contribution: id },
		Step::Transfer(to) => Call::transfer { datanet, to },
		Step::Take => Call::accept_transfer { datanet },
		Step::Close => Call::close { datanet },
	};
	dispatch(who, call).is_ok()
}

fn everyone() -> Balance {
	openledger_pallet_test_utils::everyone::<Test>(&ACCOUNTS)
}

/// Time passes, flags lapse, Datanets close, contributors leave.
fn wind_down() {
	// Whatever is being decided ends by calls that anyone may make.
	for (id, _) in Flags::<Test>::iter().collect::<Vec<_>>() {
		let datanet = Contributions::<Test>::get(id).unwrap().datanet;
		for _ in 0..2 {
			let _maybe_cast_anew = Datanets::draw_jury(signed(POOR), datanet, id);
			wait(2);
		}
		wait(FLAG_PERIOD + APPEAL_PERIOD + JURY_PERIOD);
		assert_ok!(Datanets::conclude_flag(signed(POOR), datanet, id).or_else(|_| Datanets::resolve_flag(
			signed(POOR),
			datanet,
			id,
			false
		)));
	}
	for (id, datanet) in Stored::<Test>::iter().filter(|(_, datanet)| !datanet.closed).collect::<Vec<_>>() {
		assert_ok!(Datanets::close(signed(datanet.owner), id));
	}
	for (id, record) in
		Contributions::<Test>::iter().filter(|(_, record)| record.is_live()).collect::<Vec<_>>()
	{
		assert_ok!(Datanets::revoke(signed(record.contributor), record.datanet, id));
	}
	wait(1_001);
	for (id, who) in CuratorStakes::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Datanets::release_curator_bond(signed(who), id));
	}
	for (who, hash) in Commitments::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Datanets::withdraw_commitment(signed(who), hash));
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
				// What stays for ever keeps its price on hold, and nothing else does.
				let owned = Stored::<Test>::iter_values().filter(|datanet| datanet.owner == who).count();
				prop_assert_eq!(held(HoldReason::DatanetDeposit, who), owned as Balance * CLOSED);
				let own = Contributions::<Test>::iter_values().filter(|record| record.contributor == who);
				let kept: Vec<_> = own.map(|record| record.bond).collect();
				prop_assert!(kept.iter().all(|bond| *bond <= RECORD));
				prop_assert_eq!(held(HoldReason::ContributionBond, who), kept.iter().sum::<Balance>());
				prop_assert_eq!(held(HoldReason::FlagBond, who), 0);
				prop_assert_eq!(held(HoldReason::AppealBond, who), 0);
				prop_assert_eq!(held(HoldReason::CuratorBond, who), 0);
				prop_assert_eq!(held(HoldReason::CommitmentDeposit, who), 0);
			}
			prop_assert_eq!(Datanets::do_try_state(), Ok(()));
			prop_assert_eq!(everyone(), all);
			Ok(())
		})?;
	}
}
