use super::*;
use crate::{Challenges, DrawPositions, Event, MAX_DRAWS, Mix, Positions, ROUNDS};
use frame_support::assert_ok;
use openledger_primitives::{AccountId, challenge::ChallengeStage};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

fn drawn(id: ChallengeId) -> Vec<AccountId> {
	Draws::<Test>::get(id).map(|draw| draw.verifiers.to_vec()).unwrap_or_default()
}

fn stage(id: ChallengeId) -> ChallengeStage {
	Challenges::<Test>::get(id).expect("it is open").stage
}

/// Many providers that were bonded at a block.
fn crowd(count: u32, since: u32) -> Vec<AccountId> {
	let names: Vec<_> = (0..count).map(|number| format!("{since} {number}")).collect();
	for name in &names {
		books::add_provider(&account(name), &account(&format!("{name}'s worker")));
		Bonded::mutate(|all| all.insert(account(name), since));
	}
	names.iter().map(|name| account(name)).collect()
}

#[test]
fn verifiers_should_be_drawn_after_an_answer_is_laid_open() {
	ExtBuilder::default().build_and_execute(|| {
		let early = crowd(20, 0);
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY - 1);
		assert!(drawn(id).is_empty());
		pass(1);
		let now = System::block_number();
		let (commit, until) = (now + COMMIT_PERIOD, now + COMMIT_PERIOD + DISCLOSE_PERIOD);
		assert_eq!(stage(id), ChallengeStage::Voting { until });
		let verifiers = drawn(id);
		assert_eq!(verifiers.len(), 5);
		let parties = ["provider", "other", "user"].map(account);
		assert!(verifiers.iter().all(|who| !parties.contains(who)));
		assert!(verifiers.iter().any(|who| early.contains(who)));
		assert!(verifiers.iter().all(|who| books::duties_of(who) == 1));
		let seed = BlakeTwo256::hash_of(&(Mix::<Test>::get(), id, 0u32));
		// Anybody can repeat it.
		use openledger_primitives::traits::{Candidates, ProviderRegistry};
		let candidates = Candidates { before: 1, base: None, without: &parties };
		assert_eq!(Registry::draw(seed, 5, candidates), verifiers);
		System::assert_last_event(
			Event::VerifiersDrawn { challenge: id, round: 0, seed, verifiers, commit, until }.into(),
		);
	});
}

#[test]
fn whoever_came_after_the_settlement_should_not_be_drawn() {
	ExtBuilder::default().build_and_execute(|| {
		pass(1);
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		let late = [crowd(50, 2), crowd(50, 3)].concat();
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		assert_eq!(drawn(id).len(), 3);
		assert!(drawn(id).iter().all(|who| !late.contains(who)));
	});
}

#[test]
fn whoever_does_not_offer_the_base_should_have_no_duty() {
	ExtBuilder::default().build_and_execute(|| {
		let others = crowd(50, 0);
		for who in &others {
			books::Offers::mutate(|all| all.insert(who.clone(), vec![books::UNLISTED]));
		}
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		assert!(!drawn(id).is_empty());
		assert!(others.iter().all(|who| books::duties_of(who) == 0));
	});
}

#[test]
fn the_challengers_provider_should_not_be_drawn() {
	ExtBuilder::default().build_and_execute(|| {
		enlist(&["fourth"]);
		assert_ok!(Balances::transfer_keep_alive(by("other"), account("rival-worker"), 10_000));
		let (session, opened_answers) = settled(&ALL_20);
		assert_ok!(Disputes::challenge(by("rival-worker"), session, 0, Some(0)));
		assert_ok!(Disputes::reveal(by("worker"), 0, answer_evidence(&opened_answers, 0)));
		pass(DRAW_DELAY);
		assert_eq!(drawn(0).len(), 3);
		assert!(!drawn(0).contains(&account("rival")));
	});
}

#[test]
fn other_randomness_should_draw_others() {
	let draw = |random: u8| {
		let mut found = Vec::new();
		ExtBuilder::default().build_and_execute(|| {
			crowd(50, 0);
			Random::set(Some(Hash::repeat_byte(random)));
			let (session, opened_answers) = settled(&ALL_20);
			let id = doubt(session, Some(0));
			assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
			// The blocks after the opening decide, not the one that it came in.
			Random::set(Some(Hash::repeat_byte(random.wrapping_add(1))));
			pass(DRAW_DELAY);
			found = drawn(id);
		});
		found
	};
	let draws: std::collections::BTreeSet<_> = (0..20).map(draw).collect();
	assert_eq!(draws.len(), 20);
}

#[test]
fn too_few_providers_should_leave_the_question_open() {
	ExtBuilder::default().build_and_execute(|| {
		Providers::mutate(|all| all.remove(&account("third")));
		let (session, opened_answers) = settled(&ALL_20);
		let id = doubt(session, Some(0));
		assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
		pass(ROUNDS * DRAW_DELAY - 1);
		assert!(matches!(stage(id), ChallengeStage::Drawing { .. }));
		pass(1);
		assert_eq!(stage(id), ChallengeStage::Undecided);
		assert!(OTHERS.iter().all(|name| books::duties_of(&account(name)) == 0));
		let before = Balances::free_balance(account("other"));
		assert_ok!(Disputes::resolve(by("dave"), id));
		let receipt = opened_answers[0].receipt.hash();
		System::assert_last_event(Event::Undecided { challenge: id, receipt }.into());
		assert_eq!(Balances::free_balance(account("other")), before + CHALLENGE_BOND);
		assert_eq!(bond_of(&account("provider")), PROVIDER_BOND);
	});
}

#[test]
fn a_block_should_make_a_bounded_number_of_draws() {
	ExtBuilder::default().build_and_execute(|| {
		let session = open(TUNED, 500_000);
		let count = MAX_DRAWS + 3;
		let opened_answers: Vec<_> = (0..count).map(|index| opened_answer(session, index, &HALVES)).collect();
		settle_with(session, &opened_answers, honest(&opened_answers));
		for answer in 0..count {
			let name = if answer < 8 { "other" } else { "user" };
			assert_ok!(Disputes::challenge(by(name), session, 0, Some(answer)));
			let evidence = answer_evidence(&opened_answers, answer as usize);
			assert_ok!(Disputes::reveal(by("worker"), answer.into(), evidence));
		}
		let waiting = || (0..count.into()).filter(|id| drawn(*id).is_empty()).count();
		pass(DRAW_DELAY);
		assert_eq!(waiting(), 3);
		pass(1);
		assert_eq!(waiting(), 0);
		let end = u64::from(count);
		assert_eq!(DrawPositions::<Test>::get(), Positions { first: end, next: end });
	});
}
