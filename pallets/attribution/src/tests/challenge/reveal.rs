use super::*;
use crate::{Error, Event, Exhibits};
use frame_support::{assert_noop, assert_ok};
use openledger_primitives::challenge::{ChallengeStage, Refutation};

fn stage(id: ChallengeId) -> ChallengeStage {
	Attribution::challenge_info(id).expect("it is open").stage
}

#[test]
fn reveal_should_uphold_a_true_sum() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, exhibits) = settled(&ALL_20);
		let id = doubt(session, None);
		assert_ok!(Attribution::reveal(by("provider"), id, sum_evidence(&exhibits)));
		System::assert_last_event(Event::Revealed { challenge: id, stage: ChallengeStage::Upheld }.into());
		assert_eq!(stage(id), ChallengeStage::Upheld);
		assert_noop!(
			Attribution::reveal(by("provider"), id, sum_evidence(&exhibits)),
			Error::<Test>::AlreadyRevealed
		);
	});
}

#[test]
fn reveal_should_lay_an_answer_open() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, exhibits) = settled(&ALL_20);
		for index in [1, 0] {
			let id = doubt(session, Some(index));
			let evidence = answer_evidence(&exhibits, index as usize);
			assert_ok!(Attribution::reveal(by("worker"), id, evidence));
			assert_eq!(stage(id), ChallengeStage::Revealed { until: 1 + VOTE_PERIOD });
			assert_eq!(Attribution::exhibit(id), Some(exhibits[index as usize].clone()));
		}
	});
}

#[test]
fn reveal_should_be_the_accused_providers_in_time() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, exhibits) = settled(&ALL_20);
		let id = doubt(session, None);
		let evidence = sum_evidence(&exhibits);
		for name in ["other", "rival", "rival-worker"] {
			assert_noop!(Attribution::reveal(by(name), id, evidence.clone()), Error::<Test>::NotTheAccused);
		}
		assert_noop!(
			Attribution::reveal(by("worker"), id + 1, evidence.clone()),
			Error::<Test>::UnknownChallenge
		);
		pass(REVEAL_PERIOD + 1);
		assert_noop!(Attribution::reveal(by("worker"), id, evidence.clone()), Error::<Test>::RevealTooLate);
		System::set_block_number(1 + REVEAL_PERIOD);
		assert_ok!(Attribution::reveal(by("worker"), id, evidence));
	});
}

#[test]
fn reveal_should_let_a_provider_correct_its_mistakes() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, exhibits) = settled(&ALL_20);
		let sum = doubt(session, None);
		let one = doubt(session, Some(0));
		let refuse = |id, evidence, error: Error<Test>| {
			assert_noop!(Attribution::reveal(by("worker"), id, evidence), error);
		};
		refuse(sum, answer_evidence(&exhibits, 0), Error::WrongEvidence);
		refuse(one, sum_evidence(&exhibits), Error::WrongEvidence);
		refuse(sum, sum_evidence(&exhibits[..1]), Error::NotTheReceipts);
		let mut swapped = exhibits.clone();
		swapped.swap(0, 1);
		refuse(sum, sum_evidence(&swapped), Error::NotTheReceipts);
		refuse(one, answer_evidence(&exhibits, 1), Error::NotTheReceipts);
		refuse(one, answer_evidence(&swapped, 0), Error::NotTheReceipts);
		let Evidence::Answer { mut exhibit, proof } = answer_evidence(&exhibits, 0) else { unreachable!() };
		exhibit.answer.pop();
		refuse(one, Evidence::Answer { exhibit, proof }, Error::NotTheTokens);
		assert_ok!(Attribution::reveal(by("worker"), sum, sum_evidence(&exhibits)));
		assert_ok!(Attribution::reveal(by("worker"), one, answer_evidence(&exhibits, 0)));
	});
}

/// Settles an answer that was changed before it was hashed, doubts it or the sum, and reveals.
fn refuted(answer: Option<u32>, change: impl FnOnce(&mut Exhibit)) -> ChallengeStage {
	let session = open(TUNED, 50_000);
	let mut bad = exhibit(session, 1, &HALVES);
	change(&mut bad);
	let exhibits = vec![exhibit(session, 0, &ALL_20), bad];
	// Receipts that name a third, unknown contribution cannot be settled with their own sum.
	let good = vec![exhibit(session, 0, &ALL_20), exhibit(session, 1, &HALVES)];
	let settlement = Settlement { receipts: honest(&exhibits).receipts, ..honest(&good) };
	settle_with(session, &good, settlement);
	let id = doubt(session, answer);
	let evidence = match answer {
		Some(index) => answer_evidence(&exhibits, index as usize),
		None => sum_evidence(&exhibits),
	};
	assert_ok!(Attribution::reveal(by("worker"), id, evidence));
	assert!(!Exhibits::<Test>::contains_key(id) || matches!(stage(id), ChallengeStage::Revealed { .. }));
	stage(id)
}

#[test]
fn reveal_should_count_against_whoever_committed_nonsense() {
	type Change = fn(&mut Exhibit);
	let cases: [(Refutation, Change); 8] = [
		(Refutation::ForeignReceipt, |e| e.receipt.genesis = Hash::repeat_byte(1)),
		(Refutation::ForeignReceipt, |e| e.receipt.session += 1),
		(Refutation::ForeignReceipt, |e| e.receipt.model = BASE),
		(Refutation::ForeignReceipt, |e| e.receipt.adapter = Hash::repeat_byte(1)),
		(Refutation::WrongPrice, |e| e.receipt.price += 1),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(10, 1)])),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(11, 1), (10, 999_999_999)])),
		(Refutation::BadInfluence, |e| e.receipt.influence = vector(&[(10, 0), (11, 1_000_000_000)])),
	];
	for (refutation, change) in cases {
		for answer in [Some(1), None] {
			ExtBuilder::default().build_and_execute(|| {
				assert_eq!(refuted(answer, change), ChallengeStage::Refuted(refutation));
			});
		}
	}
}

#[test]
fn reveal_should_count_against_whoever_miscounts_or_names_strangers() {
	ExtBuilder::default().build_and_execute(|| {
		let miscount = refuted(Some(1), |e| {
			e.receipt.completion_tokens += 3;
			e.receipt.prompt_tokens -= 5;
		});
		assert_eq!(miscount, ChallengeStage::Refuted(Refutation::WrongCount));
		let stranger = refuted(Some(1), |e| e.receipt.influence = vector(&[(99, 1_000_000_000)]));
		assert_eq!(stranger, ChallengeStage::Refuted(Refutation::BadInfluence));
	});
}

#[test]
fn reveal_should_count_against_whoever_names_the_asker() {
	ExtBuilder::default().build_and_execute(|| {
		let (session, exhibits) = settled(&ALL_20);
		Contributors::mutate(|all| all.insert(20, account("user")));
		let id = doubt(session, Some(0));
		assert_ok!(Attribution::reveal(by("worker"), id, answer_evidence(&exhibits, 0)));
		assert_eq!(stage(id), ChallengeStage::Refuted(Refutation::BadInfluence));
	});
}

#[test]
fn reveal_should_count_against_a_false_sum() {
	ExtBuilder::default().build_and_execute(|| {
		let honest_receipts = refuted(None, |e| e.receipt.influence = vector(&ALL_20));
		assert_eq!(honest_receipts, ChallengeStage::Refuted(Refutation::OtherSum));
		let left_out = refuted(None, |e| e.receipt.influence = vector(&[]));
		assert_eq!(left_out, ChallengeStage::Refuted(Refutation::OtherSum));
		// The answer itself is one to be repeated: the sum is another question.
		let one = refuted(Some(1), |e| e.receipt.influence = vector(&ALL_20));
		assert_eq!(one, ChallengeStage::Revealed { until: 1 + VOTE_PERIOD });
	});
}
