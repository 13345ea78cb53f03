use super::*;
use crate::{
	AuditFees, Audited, Audits, Challenges, Commitments, DrawPositions, DrawQueue, Duties, PresentedReceipts,
	ROUNDS, Votes,
};
use frame_support::{storage::with_storage_layer, traits::Hooks, weights::Weight};
use openledger_primitives::challenge::ChallengeStage;
use proptest::prelude::*;
use sp_runtime::{
	DispatchError, Permill,
	traits::{BlakeTwo256, Hash as _},
};

const PEOPLE: [&str; 8] =
	["other", "user", "worker", "provider", "rival", "rival-worker", "second", "third-worker"];
/// Those who may be drawn, besides the accused.
const VERIFIERS: [&str; 7] = ["rival", "second", "third", "fourth", "fifth", "sixth", "seventh"];
/// Blocks within which every challenge can be ended, whatever was done before.
const BOUND: u32 = 4 * REVEAL_PERIOD
	+ LATE_PERIOD
	+ ROUNDS * (DRAW_DELAY + COMMIT_PERIOD + DISCLOSE_PERIOD)
	+ ROUNDS * 8
	+ DRAW_DELAY
	+ 1;

/// What may happen, sense or nonsense.
#[derive(Clone, Debug)]
enum Step {
	Settle { lie: u8 },
	Challenge { who: usize, settlement: u32, answer: Option<u32> },
	Reveal { who: usize, id: u64, tampered: bool },
	Commit { who: usize, id: u64, finding: u8 },
	Disclose { who: usize, id: u64, finding: u8 },
	Coalition { id: u64, size: usize, finding: u8 },
	Present { who: usize, id: u64, lie: u8 },
	Accuse { who: usize, settlement: u32, answer: usize, lie: u8 },
	Resolve { id: u64 },
	Claim { who: usize },
	Distribute { who: usize, settlement: u32 },
	Blocks(u32),
	Idle(u64),
	Impoverish(u128),
	Forget(u64),
}

fn step() -> impl Strategy<Value = Step> {
	let who = || 0..PEOPLE.len();
	prop_oneof![
		1 => (0u8..4).prop_map(|lie| Step::Settle { lie }),
		6 => (0usize..3, 0u32..5, proptest::option::weighted(0.7, 0u32..3))
			.prop_map(|(who, settlement, answer)| Step::Challenge { who, settlement, answer }),
		8 => (2usize..5, 0u64..8, proptest::bool::weighted(0.1))
			.prop_map(|(who, id, tampered)| Step::Reveal { who, id, tampered }),
		4 => (0..VERIFIERS.len(), 0u64..8, 0u8..5)
			.prop_map(|(who, id, finding)| Step::Commit { who, id, finding }),
		4 => (0..VERIFIERS.len(), 0u64..8, 0u8..5)
			.prop_map(|(who, id, finding)| Step::Disclose { who, id, finding }),
		6 => (0u64..8, 1..VERIFIERS.len() + 1, 0u8..5)
			.prop_map(|(id, size, finding)| Step::Coalition { id, size, finding }),
		2 => (who(), 0u64..8, 0u8..4).prop_map(|(who, id, lie)| Step::Present { who, id, lie }),
		2 => (who(), 0u32..5, 0usize..2, 0u8..4)
			.prop_map(|(who, settlement, answer, lie)| Step::Accuse { who, settlement, answer, lie }),
		6 => (0u64..8).prop_map(|id| Step::Resolve { id }),
		1 => who().prop_map(|who| Step::Claim { who }),
		3 => (who(), 0u32..5).prop_map(|(who, settlement)| Step::Distribute { who, settlement }),
		3 => (1u32..5).prop_map(Step::Blocks),
		2 => (0u64..4).prop_map(Step::Idle),
		1 => (0u128..30_000).prop_map(Step::Impoverish),
		1 => (10u64..12).prop_map(Step::Forget),
	]
}

/// Answers of a settlement, by its number and the lie it tells: none, a false sum, a false receipt, or no
/// influence.
fn answers(session: SessionId, number: u32, lie: u8) -> (Vec<OpenedAnswer>, Settlement) {
	let first: &[(u64, u32)] = match lie {
		2 => &ALL_20,
		_ => &HALVES,
	};
	let index = 2 * number;
	let opened_answers =
		vec![opened_answer(session, index, first), opened_answer(session, index + 1, &ALL_20)];
	let mut settlement = honest(&opened_answers);
	match lie {
		1 => settlement.influence = vector(&ALL_20),
		3 => settlement.influence = vector(&[]),
		_ => (),
	}
	(opened_answers, settlement)
}

fn evidence(id: ChallengeId, lies: &[u8], session: SessionId, tampered: bool) -> Option<Opening> {
	let info = Disputes::challenge_info(id)?;
	let (mut opened_answers, _) = answers(session, info.settlement, *lies.get(info.settlement as usize)?);
	if tampered {
		opened_answers[0].receipt.index += 1;
	}
	if let Some(planck) = info.planck {
		let is_paid = |answer: &OpenedAnswer| answer.receipt.pays_for(planck);
		return Some(answer_evidence(&opened_answers, opened_answers.iter().position(is_paid)?));
	}
	Some(match info.answer {
		Some(index) => answer_evidence(&opened_answers, index as usize),
		None => sum_evidence(&opened_answers),
	})
}

/// One of the open challenges; sometimes one that is not there.
fn pick(number: u64) -> ChallengeId {
	let open = Disputes::challenges();
	match open.len() as u64 {
		0 => number,
		count => open[(number % count) as usize].id,
	}
}

fn finding(number: u8) -> Finding {
	match number {
		0 => MATCHES,
		1 => otherwise(&HALVES),
		2 => otherwise(&[(10, 1_000_000_000)]),
		3 => Finding::Unrepeatable,
		_ => Finding::AnswerDiffers { influence: vector(&[(99, 1_000_000_000)]) },
	}
}

fn try_commit(name: &str, id: ChallengeId, finding: &Finding) -> bool {
	let commitment = finding.commitment(&account(name), id, &salt(name));
	Disputes::commit_vote(by(name), id, commitment).is_ok()
}

fn try_disclose(name: &str, id: ChallengeId, finding: Finding) -> bool {
	Disputes::reveal_vote(by(name), id, finding, salt(name)).is_ok()
}

/// The first so many verifiers say the same, as far as they were drawn; whether any of them was.
fn collude(id: ChallengeId, size: usize, finding: &Finding) -> bool {
	let committed: Vec<_> =
		VERIFIERS[..size].iter().filter(|name| try_commit(name, id, finding)).copied().collect();
	let Some(draw) = Draws::<Test>::get(id).filter(|_| !committed.is_empty()) else { return false };
	pass((draw.commit + 1).saturating_sub(System::block_number()));
	for name in committed {
		try_disclose(name, id, finding.clone());
	}
	true
}

/// Carries out a step; whether the chain accepted it.
fn run(step: &Step, session: SessionId, lies: &mut Vec<u8>) -> bool {
	match *step {
		Step::Settle { lie } => {
			let (opened_answers, settlement) = answers(session, lies.len() as u32, lie);
			let room = Attribution::session(session).is_some_and(|s| s.deposited - s.settled >= 10_000)
				&& Attribution::headroom(account("provider")) >= 10_000;
			if room {
				settle_with(session, &opened_answers, settlement);
				lies.push(lie);
			}
			room
		},
		Step::Challenge { who, settlement, answer } => {
			Disputes::challenge(by(PEOPLE[who]), session, settlement, answer).is_ok()
		},
		Step::Reveal { who, id, tampered } => evidence(pick(id), lies, session, tampered)
			.is_some_and(|evidence| Disputes::reveal(by(PEOPLE[who]), pick(id), evidence).is_ok()),
		Step::Commit { who, id, finding: number } => try_commit(VERIFIERS[who], pick(id), &finding(number)),
		Step::Disclose { who, id, finding: number } => {
			try_disclose(VERIFIERS[who], pick(id), finding(number))
		},
		Step::Coalition { id, size, finding: number } => collude(pick(id), size, &finding(number)),
		Step::Present { who, id, lie } => {
			let Some(info) = Disputes::challenge_info(pick(id)) else { return false };
			let (opened_answers, _) = answers(session, info.settlement, lie);
			let index = info.answer.unwrap_or(0) as usize;
			let receipt = opened_answers[index % 2].receipt.clone();
			let signature = sign_receipt("worker", &receipt);
			Disputes::present_receipt(by(PEOPLE[who]), pick(id), Box::new(receipt), signature).is_ok()
		},
		Step::Accuse { who, settlement, answer, lie } => {
			let (opened_answers, _) = answers(session, settlement, lie);
			let receipt = opened_answers[answer].receipt.clone();
			let signature = sign_receipt("worker", &receipt);
			let receipt = Box::new(receipt);
			Disputes::challenge_with_receipt(by(PEOPLE[who]), settlement, receipt, signature).is_ok()
		},
		Step::Resolve { id } => Disputes::resolve(by("dave"), pick(id)).is_ok(),
		Step::Claim { who } => Attribution::claim(by(PEOPLE[who])).is_ok(),
		Step::Distribute { who, settlement } => {
			Attribution::distribute(by(PEOPLE[who]), session, settlement).is_ok()
		},
		Step::Blocks(blocks) => {
			Random::mutate(|random| *random = random.map(|random| BlakeTwo256::hash_of(&random)));
			pass(blocks);
			true
		},
		Step::Idle(steps) => {
			Attribution::on_idle(System::block_number(), Weight::from_parts(steps + 1, steps + 1));
			Disputes::on_idle(System::block_number(), Weight::from_parts(steps + 1, steps + 1));
			true
		},
		Step::Impoverish(bond) => {
			Bonds::mutate(|all| all.insert(account("provider"), bond));
			true
		},
		Step::Forget(contribution) => Contributors::mutate(|all| all.remove(&contribution)).is_some(),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

	/// Whatever is doubted, shown and voted by whomever in whatever order, every planck is somebody's, a
	/// refusal changes nothing, and in the end nothing stays behind.
	#[test]
	fn verdicts_should_conserve_money(steps in proptest::collection::vec(step(), 1..80)) {
		ExtBuilder::default().build_and_execute(|| {
			enlist(&VERIFIERS[3..]);
			let issued = Balances::total_issuance();
			super::audit::fill_purse(10 * super::audit::FEES);
			AuditShare::set(Permill::from_percent(50));
			let session = open(TUNED, 60_000);
			let mut lies = Vec::new();
			for lie in 0..4 {
				run(&Step::Settle { lie }, session, &mut lies);
			}
			for step in steps {
				let before = sp_io::storage::root(Default::default());
				let accepted = with_storage_layer(|| match run(&step, session, &mut lies) {
					true => Ok(()),
					false => Err(DispatchError::Other("refused")),
				});
				if accepted.is_err() {
					assert_eq!(sp_io::storage::root(Default::default()), before);
				}
				assert_eq!(Balances::total_issuance(), issued);
				assert_eq!(check_invariants(), Ok(()));
			}
			// Whatever state that is, anybody ends every challenge within a bounded number of blocks.
			for _ in 0..BOUND {
				for challenge in Disputes::challenges() {
					let _ = with_storage_layer(|| Disputes::resolve(by("dave"), challenge.id));
				}
				assert_eq!(check_invariants(), Ok(()));
				pass(1);
			}
			assert_eq!(Challenges::<Test>::iter().count(), 0);
			pass(CHALLENGE_PERIOD);
			Attribution::on_idle(System::block_number(), Weight::from_parts(100, 100));
			assert_eq!(pallet_attribution::Books::<Test>::get().pending, 0);
			assert_eq!(pallet_attribution::Settlements::<Test>::iter().count(), 0);
			assert_eq!(pallet_attribution::Liable::<Test>::iter().count(), 0);
			assert_eq!(Votes::<Test>::iter().count(), 0);
			assert_eq!(Commitments::<Test>::iter().count(), 0);
			assert_eq!(Duties::<Test>::iter().count(), 0);
			assert_eq!(crate::Closed::<Test>::iter().count(), 0);
			assert!(VERIFIERS.iter().all(|name| books::duties_of(&account(name)) == 0));
			assert_eq!(crate::OpenedAnswers::<Test>::iter().count(), 0);
			assert_eq!(PresentedReceipts::<Test>::iter().count(), 0);
			assert_eq!(Draws::<Test>::iter().count(), 0);
			assert_eq!((Audits::<Test>::iter().count(), AuditFees::<Test>::get()), (0, 0));
			assert_eq!(Audited::<Test>::iter().count(), 0);
			let positions = DrawPositions::<Test>::get();
			assert_eq!((positions.first, DrawQueue::<Test>::iter().count()), (positions.next, 0));
		});
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..Default::default() })]

	/// Whoever gives answers as they are and settles after any of them is found right by the chain, about
	/// each sum and each answer.
	#[test]
	fn honest_chains_should_never_be_refuted(
		settles in proptest::collection::vec(any::<bool>(), 1..9),
		doubted in any::<proptest::sample::Index>(),
	) {
		ExtBuilder::default().build_and_execute(|| {
			let session = open(TUNED, 50_000);
			let (mut answers, mut settlements) = (Vec::new(), Vec::new());
			let last = settles.len() - 1;
			for (index, settle) in settles.into_iter().enumerate() {
				let vector: &[(u64, u32)] = [&HALVES[..], &ALL_20[..], &[]][index % 3];
				answers.push(opened_answer(session, index as u32, vector));
				if settle || index == last {
					settle_with(session, &answers, honest(&answers));
					settlements.push(std::mem::take(&mut answers));
				}
			}
			let number = doubted.index(settlements.len());
			let settlement = &settlements[number];
			for answer in (0..settlement.len() as u32).map(Some).chain([None]).take(8) {
				let id = NextChallenge::<Test>::get();
				assert_ok!(Disputes::challenge(by("other"), session, number as u32, answer));
				let evidence = match answer {
					Some(index) => answer_evidence(settlement, index as usize),
					None => sum_evidence(settlement),
				};
				assert_ok!(Disputes::reveal(by("worker"), id, evidence));
				let stage = Disputes::challenge_info(id).expect("it is open").stage;
				assert!(!matches!(stage, ChallengeStage::ProvenWrong(_)), "{stage:?}");
			}
		});
	}
}
