//! Whatever people do, in whatever order: no OPEN is made or lost, every invariant holds after every call,
//! and in the end exactly the registration deposits remain on hold.

use crate::{Contests, HoldReason, Models as Stored, mock::*};
use frame_support::assert_ok;
use openledger_pallet_test_utils::total_held;
use openledger_primitives::{
	Balance, Hash,
	model::{ModelKind, Price},
	traits::ModelRegistry,
};
use proptest::prelude::*;

const PEOPLE: [AccountId; 4] = [ALICE, BOB, CAROL, POOR];

#[derive(Clone, Debug)]
enum Step {
	Register(u64),
	Tune(u32, Option<(u64, u64)>),
	SetCard(u32),
	List(u32, Balance),
	Unlist(u32),
	Transfer(u32, AccountId),
	Contest(u32),
	Resolve(u32, bool),
	Clear(u32),
	Commit(u64),
	Wait(u32),
}

fn step() -> impl Strategy<Value = Step> {
	let id = || 0..8u32;
	prop_oneof![
		2 => (0..12u64).prop_map(Step::Register),
		2 => (id(), proptest::option::of((0..3u64, 0..3u64))).prop_map(|(base, loss)| Step::Tune(base, loss)),
		1 => id().prop_map(Step::SetCard),
		4 => (id(), 0..3u128).prop_map(|(id, price)| Step::List(id, price)),
		3 => id().prop_map(Step::Unlist),
		4 => (id(), proptest::sample::select(&ACCOUNTS[..])).prop_map(|(id, to)| Step::Transfer(id, to)),
		3 => id().prop_map(Step::Contest),
		2 => (id(), any::<bool>()).prop_map(|(id, uphold)| Step::Resolve(id, uphold)),
		1 => id().prop_map(Step::Clear),
		3 => (0..12u64).prop_map(Step::Commit),
		1 => (1..30u32).prop_map(Step::Wait),
	]
}

fn take(who: AccountId, step: Step) {
	use crate::Call;
	// Mostly the owner acts: otherwise nearly all calls would be refused.
	let owner = |id| Models::owner(id).unwrap_or(who);
	let _refused_or_not = match step {
		Step::Register(seed) => dispatch(
			who,
			Call::register_base {
				name: name("Small"),
				manifest: manifest(seed),
				licence: name("MIT"),
				royalty: ROYALTY,
			},
		),
		Step::Tune(base, loss) => {
			Models::create_tuned(&who, name("Smaller"), lineage(base, loss), 0).map(|_| ())
		},
		Step::SetCard(model) => dispatch(who, Call::set_card { model, card: Hash::zero() }),
		Step::List(model, price) => {
			let price = Price { prompt_per_1k: price, completion_per_1k: 0 };
			dispatch(owner(model), Call::list { model, price })
		},
		Step::Unlist(model) => dispatch(owner(model), Call::unlist { model }),
		Step::Transfer(model, new_owner) => dispatch(owner(model), Call::transfer { model, new_owner }),
		Step::Contest(model) => dispatch(who, Call::contest_base { model, evidence: Hash::zero() }),
		Step::Resolve(model, uphold) => frame_support::storage::with_storage_layer(|| {
			Models::resolve_contest(RuntimeOrigin::root(), model, uphold)
		}),
		Step::Clear(model) => dispatch(who, Call::clear_contest { model }),
		Step::Commit(seed) => {
			let now = System::block_number() as u32;
			Committed::mutate(|all| all.push((who, manifest(seed).root, now.saturating_sub(1))));
			Ok(())
		},
		Step::Wait(blocks) => {
			wait(blocks);
			Ok(())
		},
	};
}

fn everyone() -> Balance {
	openledger_pallet_test_utils::everyone::<Test>(&ACCOUNTS)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

	#[test]
	fn no_open_is_made_or_lost(
		steps in proptest::collection::vec((proptest::sample::select(&PEOPLE[..]), step()), 1..60),
	) {
		ExtBuilder.build().execute_with(|| {
			Committed::set(Vec::new());
			let (issued, all) = (Balances::total_issuance(), everyone());
			for (who, step) in steps {
				take(who, step);
				prop_assert_eq!(Models::do_try_state(), Ok(()));
				prop_assert_eq!((Balances::total_issuance(), everyone()), (issued, all));
			}
			wait(CONTEST_PERIOD + 1);
			for model in Contests::<Test>::iter_keys().collect::<Vec<_>>() {
				assert_ok!(Models::clear_contest(signed(POOR), model));
			}
			let models: Vec<_> = Stored::<Test>::iter().collect();
			for (id, model) in models.iter().filter(|(_, model)| model.listing.is_some()) {
				assert_ok!(Models::unlist(signed(model.owner), *id));
			}
			let bases = models.iter().filter(|(_, model)| matches!(model.kind, ModelKind::Base { .. }));
			let total = |reason: HoldReason| total_held::<Test>(reason, &ACCOUNTS);
			prop_assert_eq!(total(HoldReason::Listing), 0);
			prop_assert_eq!(total(HoldReason::Registration), bases.count() as Balance * REGISTRATION);
			Ok(())
		})?;
	}
}
