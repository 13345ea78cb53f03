//! Answers that are kept to be revealed, and answers of others that are repeated.

use super::{client::Reply, harness::*};
use codec::{DecodeAll, Encode};
use openledger_mailbox::{
	AnsweredTopic, MailboxStorage, RevealRequest, RevealResponse, Reveals, Topic, VerificationRequest,
	VerificationResponse, Verifications,
};
use openledger_primitives::{
	ChallengeId, Hash, MAX_SETTLEMENT_ANSWERS, SessionId,
	boundary::Boundary,
	challenge::{Asked, Finding, OpenedAnswer, Opening},
	influence::{PARTS, aggregate},
	usage::{Receipt, hash_tokens, hash_work, head},
};
use serde_json::json;
use std::{fs, path::PathBuf, sync::atomic::Ordering};

/// Blocks for which the harness's chain may ask for an answer.
const WINDOW: u32 = 25;

fn receipt(reply: &Reply) -> Receipt {
	let json = reply.json();
	let scale = json["openledger"]["receipt"]["scale"].as_str().unwrap();
	Receipt::decode_all(&mut &sp_core::bytes::from_hex(scale).unwrap()[..]).unwrap()
}

/// Two answers of the tuned model, paid and posted: their receipts, and the head of the chain after them.
fn post_two(harness: &Harness) -> (Vec<Receipt>, Hash) {
	let one = receipt(&harness.ask_tuned("one", 1, 0));
	let two = receipt(&harness.ask_tuned("one two three", 1, one.cumulative));
	harness.pay(1, two.cumulative);
	harness.server.settler.tick();
	let voucher = posted(&harness.mailbox, 1).unwrap().voucher;
	let receipts = vec![one, two];
	let end = Boundary::default().through(&receipts).unwrap();
	assert_eq!(Boundary::of(&voucher), end);
	(receipts, end.receipts)
}

/// The offchain worker asks; what it is shown.
fn reveal(
	harness: &Harness,
	id: ChallengeId,
	receipts: Hash,
	asked: impl Into<Asked>,
) -> Option<RevealResponse> {
	let asked = asked.into();
	let until = harness.chain.best.load(Ordering::SeqCst) + 1;
	let request = RevealRequest { genesis: GENESIS, session: 1, receipts, asked, until };
	harness.mailbox.set(&Reveals::request_key(id), request.encode());
	harness.mailbox.set(Reveals::INDEX, vec![id].encode());
	harness.server.revealer.tick();
	let shown = harness.mailbox.get(&Reveals::response_key(id))?;
	Some(RevealResponse::decode_all(&mut &shown[..]).unwrap())
}

fn check(harness: &Harness, receipts: &[Receipt], root: Hash, id: ChallengeId) {
	let sum = reveal(harness, id, root, None).unwrap();
	assert_eq!((sum.receipts, sum.asked), (root, Asked::Sum));
	let Opening::Receipts(shown) = sum.evidence else { panic!("it shows one answer") };
	assert_eq!(shown[..], receipts[..]);
	let one = reveal(harness, id + 1, root, Some(1)).unwrap();
	let Opening::Answer { opened_answer, receipts: hashes } = one.evidence else {
		panic!("it shows the receipts")
	};
	assert_eq!(opened_answer.receipt, receipts[1]);
	assert!(opened_answer.is_of_its_receipt() && opened_answer.is_counted_right());
	assert_eq!(head(Hash::zero(), &hashes), root);
	// An audit names a planck, and is shown the answer that pays for it.
	let plancks = [(0, 0), (0, receipts[0].price - 1), (1, receipts[0].price)];
	for (audit, (number, planck)) in (id + 50..).zip(plancks) {
		let audited = reveal(harness, audit, root, Asked::Planck(planck)).unwrap();
		let Opening::Answer { opened_answer, .. } = audited.evidence else { panic!("it shows the receipts") };
		assert_eq!(opened_answer.receipt, receipts[number]);
	}
	let beyond = receipts[0].price + receipts[1].price;
	assert_eq!(reveal(harness, id + 40, root, Asked::Planck(beyond)), None);
}

fn files(dir: &tempfile::TempDir) -> Vec<PathBuf> {
	let folder = dir.path().join("serving").join(format!("{GENESIS:x}")).join("answers/1");
	fs::read_dir(folder).map_or(vec![], |entries| entries.map(|entry| entry.unwrap().path()).collect())
}

#[test]
fn an_answer_comes_with_its_tokens_if_they_are_asked_for() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let reply = harness.ask_tuned("three small words", 1, 0);
	assert_eq!(reply.status, 200, "{}", reply.body);
	let tokens = reply.json()["openledger"]["tokens"].clone();
	assert_eq!(tokens, json!({ "prompt": [0, 1, 2], "answer": [0, 1, 2] }));
	assert_eq!(receipt(&reply).prompt, hash_tokens(&[0, 1, 2]));
	assert_eq!(harness.ask("three small words", 2, 0).json()["openledger"]["tokens"], json!(null));
}

#[test]
fn what_is_asked_for_is_shown_before_and_after_it_is_settled() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let (receipts, root) = post_two(&harness);
	check(&harness, &receipts, root, 0);
	harness.settle(1);
	check(&harness, &receipts, root, 2);
	let settled = aggregate(receipts.iter().map(|r| (r.price, &r.influence[..])));
	assert_eq!(settled.into_inner(), [(1, PARTS / 4), (3, PARTS / 4 * 3)]);
	// Nothing else is here, and what is shown already is left alone.
	assert_eq!(reveal(&harness, 9, Hash::repeat_byte(5), None), None);
	assert_eq!(reveal(&harness, 10, root, Some(2)), None);
	let before = harness.mailbox.get(&Reveals::response_key(2));
	reveal(&harness, 2, root, None);
	assert_eq!(harness.mailbox.get(&Reveals::response_key(2)), before);
	// A leftover about something else is replaced.
	let left_over = harness.mailbox.get(&Reveals::response_key(3)).unwrap();
	harness.mailbox.set(&Reveals::response_key(4), left_over);
	assert_eq!(reveal(&harness, 4, root, None).unwrap().asked, Asked::Sum);
}

#[test]
fn what_may_be_asked_for_survives_a_kill() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let (receipts, root) = post_two(&harness);
	let harness = Harness::again(dir.path(), Parrot::default(), |_| (), Some(harness.kill()));
	check(&harness, &receipts, root, 0);
	harness.settle(1);
	let left_behind = files(&dir)[0].with_file_name(format!("{:x}", Hash::repeat_byte(9)));
	fs::write(&left_behind, b"of an answer that was never given").unwrap();
	let harness = Harness::again(dir.path(), Parrot::default(), |_| (), Some(harness.kill()));
	check(&harness, &receipts, root, 2);
	assert!(!left_behind.exists());
	assert_eq!(files(&dir).len(), 2);
}

#[test]
fn answers_go_when_they_can_no_longer_be_asked_for() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let (_, root) = post_two(&harness);
	harness.settle(1);
	let three = receipt(&harness.ask_tuned("three", 1, harness.chain.session_of(1).settled));
	let at = harness.chain.best.load(Ordering::SeqCst);
	harness.chain.best.store(at + WINDOW, Ordering::SeqCst);
	harness.server.settler.tick();
	assert_eq!(files(&dir).len(), 3);
	harness.chain.best.store(at + WINDOW + 1, Ordering::SeqCst);
	harness.server.settler.tick();
	// The one that is not settled stays.
	assert_eq!(files(&dir).len(), 1);
	assert!(files(&dir)[0].ends_with(format!("{:x}", three.hash())));
	assert_eq!(reveal(&harness, 0, root, None), None);
}

#[test]
fn answers_of_a_base_model_are_kept_too() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one", 1, 0);
	assert_eq!(files(&dir).len(), 1);
	// What costs nothing cannot be challenged.
	harness.chain.change_session(2, |session| session.price = Default::default());
	assert_eq!(harness.ask("one", 2, 0).status, 200);
	assert_eq!(harness.ask("two", 2, 0).json()["openledger"]["next"], harness.session(2)["next"]);
	assert_eq!(harness.session(2)["answers"], 0);
	let folder = dir.path().join("serving").join(format!("{GENESIS:x}")).join("answers/2");
	assert!(!folder.exists());
}

#[test]
fn a_damaged_answer_is_not_shown() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let (receipts, root) = post_two(&harness);
	let name = format!("{:x}", receipts[0].hash());
	let path = files(&dir).into_iter().find(|path| path.ends_with(&name)).unwrap();
	let mut bytes = fs::read(&path).unwrap();
	*bytes.last_mut().unwrap() ^= 1;
	fs::write(&path, bytes).unwrap();
	assert_eq!(reveal(&harness, 0, root, Some(0)), None);
	assert!(reveal(&harness, 1, root, Some(1)).is_some());
}

#[test]
fn a_session_takes_no_more_answers_than_a_settlement() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.chain.change_session(1, |session| session.deposited = 1_000_000);
	let mut owed = 0;
	for _ in 0..MAX_SETTLEMENT_ANSWERS {
		let reply = harness.ask("one", 1, owed);
		assert_eq!(reply.status, 200, "{}", reply.body);
		owed = receipt(&reply).cumulative;
	}
	let refused = harness.ask("one", 1, owed);
	assert_eq!((refused.status, refused.code()), (429, "unsettled".into()));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.answers, MAX_SETTLEMENT_ANSWERS);
	harness.settle(1);
	assert_eq!(harness.ask("one", 1, owed).status, 200);
}

fn opened_answer(
	session: SessionId,
	prompt: &[u32],
	answer: &[u32],
	influence: &[(u64, u32)],
) -> OpenedAnswer {
	let receipt = Receipt {
		genesis: GENESIS,
		session,
		index: 0,
		model: TUNED,
		adapter: Hash::zero(),
		prompt: hash_tokens(prompt),
		answer: hash_tokens(answer),
		prompt_tokens: prompt.len() as u32,
		completion_tokens: answer.len() as u32,
		price: 1,
		cumulative: 1,
		influence: influence.to_vec().try_into().unwrap(),
	};
	OpenedAnswer {
		receipt,
		prompt: prompt.to_vec().try_into().unwrap(),
		answer: answer.to_vec().try_into().unwrap(),
	}
}

/// The offchain worker asks for an answer to be repeated; what was found.
fn verify(harness: &Harness, id: ChallengeId, opened_answer: &OpenedAnswer) -> Option<Finding> {
	let request = VerificationRequest {
		genesis: GENESIS,
		user: asker(),
		opened_answer: opened_answer.clone(),
		until: 43,
	};
	harness.mailbox.set(&Verifications::request_key(id), request.encode());
	harness.mailbox.set(Verifications::INDEX, vec![id].encode());
	harness.verify_next();
	let found = harness.mailbox.get(&Verifications::response_key(id))?;
	let response = VerificationResponse::decode_all(&mut &found[..]).unwrap();
	assert_eq!(response.receipt, opened_answer.receipt.hash());
	Some(response.outcome)
}

/// What is found of a true answer of so many tokens, with the work that the engine does for it.
fn matches(tokens: u32) -> Finding {
	let logits: Vec<_> = (0..tokens).map(|id| [id, 0]).collect();
	Finding::Matches { work: hash_work(&logits, &[(u64::from(tokens), 0, PARTS)]) }
}

#[test]
fn an_answer_of_another_provider_is_repeated() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	// The engine answers with as many tokens, all of them shaped by the contribution of that number.
	let all = |contribution| [(contribution, PARTS)];
	let influence = |contribution| all(contribution).to_vec().try_into().unwrap();
	let right = opened_answer(1, &[0, 1, 2], &[0, 1], &all(2));
	assert_eq!(verify(&harness, 0, &right), Some(matches(2)));
	let lie = opened_answer(1, &[0, 1, 2], &[0, 1], &all(7));
	assert_eq!(verify(&harness, 1, &lie), Some(Finding::InfluenceDiffers { influence: influence(2) }));
	let other = opened_answer(1, &[0, 1, 2], &[1, 0], &all(2));
	assert_eq!(verify(&harness, 2, &other), Some(Finding::AnswerDiffers { influence: influence(2) }));
	let longer = opened_answer(1, &[0], &[0, 1], &all(2));
	assert_eq!(verify(&harness, 3, &longer), Some(Finding::AnswerDiffers { influence: influence(1) }));
	// Nobody is paid for shaping answers to itself.
	let five = opened_answer(1, &[0, 1, 2, 3, 4], &[0, 1, 2, 3, 4], &all(OWN));
	assert_eq!(verify(&harness, 5, &five), Some(Finding::InfluenceDiffers { influence: Default::default() }));
	let nothing = opened_answer(1, &[], &[0], &all(1));
	let none = Finding::AnswerDiffers { influence: Default::default() };
	assert_eq!(verify(&harness, 4, &nothing), Some(none));
	// What another fork had under this number is replaced.
	assert_eq!(verify(&harness, 1, &right), Some(matches(2)));
}

#[test]
fn what_cannot_be_repeated_here_is_left_to_others() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let mut unknown = opened_answer(1, &[0], &[0], &[(1, PARTS)]);
	unknown.receipt.model = OTHER;
	assert_eq!(verify(&harness, 0, &unknown), None);
	let loads = harness.engine.loads.load(Ordering::SeqCst);
	// It is not tried again at once, and does not stand in the way of the next.
	assert_eq!(verify(&harness, 1, &opened_answer(1, &[0], &[0], &[(1, PARTS)])), Some(matches(1)));
	assert_eq!(harness.engine.loads.load(Ordering::SeqCst), loads + 1);
	// Nor is what comes too late.
	harness.chain.best.store(44, Ordering::SeqCst);
	assert_eq!(verify(&harness, 2, &opened_answer(1, &[0], &[0], &[(1, PARTS)])), None);
}
