//! Keys and encodings, which nodes of all versions must agree on.

use crate::{
	JobResponse, Mailbox, MailboxStorage, RepetitionResponse, RevealResponse, VerificationResponse,
	test_utils::MemoryStorage,
	topics::{AnsweredTopic, Jobs, Repetitions, Reveals, Settlements, Topic, Verifications},
};
use codec::Encode;
use openledger_primitives::{
	Hash,
	challenge::{Asked, Finding, Opening},
	job::FailReason,
};

fn text(key: &[u8]) -> &str {
	std::str::from_utf8(key).expect("keys are text")
}

#[test]
fn keys_should_be_those_of_the_protocol() {
	assert_eq!(text(Jobs::INDEX), "openledger::jobs");
	assert_eq!(text(&Jobs::request_key(12)), "openledger::job::12::request");
	assert_eq!(text(&Jobs::response_key(u64::MAX)), "openledger::job::18446744073709551615::response");
	assert_eq!(text(Repetitions::INDEX), "openledger::repetitions");
	assert_eq!(text(&Repetitions::request_key(5)), "openledger::repetition::5::request");
	assert_eq!(text(&Repetitions::response_key(5)), "openledger::repetition::5::response");
	assert_eq!(text(Settlements::INDEX), "openledger::settlements");
	assert_eq!(text(&Settlements::request_key(0)), "openledger::settlement::0");
	assert_eq!(text(Reveals::INDEX), "openledger::reveals");
	assert_eq!(text(&Reveals::request_key(3)), "openledger::reveal::3::request");
	assert_eq!(text(&Reveals::response_key(3)), "openledger::reveal::3::response");
	assert_eq!(text(Verifications::INDEX), "openledger::verifications");
	assert_eq!(text(&Verifications::request_key(4)), "openledger::verification::4::request");
	assert_eq!(text(&Verifications::response_key(4)), "openledger::verification::4::response");
}

#[test]
fn an_index_should_be_an_ascending_list() {
	let storage = MemoryStorage::default();
	let jobs = Mailbox::<Jobs, _>::new(storage.clone());
	for id in [300, 2, 7, 2] {
		jobs.add_to_index(id);
	}
	assert_eq!(storage.get(Jobs::INDEX), Some(vec![2u64, 7, 300].encode()));
	assert_eq!(jobs.ids(), [2, 7, 300]);
}

#[test]
fn messages_should_keep_their_encodings() {
	let failed = JobResponse::Failed { attempt: 2, reason: FailReason::Diverged };
	assert_eq!(failed.encode(), [vec![1, 2], FailReason::Diverged.encode()].concat());
	assert_eq!(failed.attempt(), 2);
	let receipts = Hash::repeat_byte(5);
	let evidence = Opening::Receipts(Default::default());
	let response = RevealResponse { receipts, asked: Asked::Answer(3), evidence };
	assert_eq!(response.encode(), [vec![5; 32], vec![1, 3, 0, 0, 0], vec![0, 0]].concat());
	let response = VerificationResponse { receipt: receipts, outcome: Finding::Matches { work: receipts } };
	assert_eq!(response.encode(), [vec![5; 32], vec![0], vec![5; 32]].concat());
	let response = RepetitionResponse { seed: receipts, outcome: Err(FailReason::Diverged) };
	assert_eq!(response.encode(), [vec![5; 32], vec![1], FailReason::Diverged.encode()].concat());
}
