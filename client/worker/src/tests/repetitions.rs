//! Jobs of other providers are repeated by the same code that trains, and their answers prove a state.

use super::harness::*;
use codec::{DecodeAll, Encode};
use openledger_mailbox::{
	AnsweredTopic, JobRequest, Mailbox, MailboxStorage, RepetitionRequest, RepetitionResponse, Repetitions,
	Topic, test_utils::MemoryStorage,
};
use openledger_ports::Phase;
use openledger_primitives::{
	AccountId, Hash, JobId,
	job::{FailReason, Repetition},
};
use std::sync::atomic::Ordering;

const STASH: AccountId = AccountId::new([8; 32]);
const SEED: Hash = Hash::repeat_byte(6);

/// Makes exactly this request to repeat a job stand, as the offchain worker would.
fn ask(mailbox: &MemoryStorage, work: &JobRequest) {
	mailbox.set(Repetitions::INDEX, vec![work.job].encode());
	let request = RepetitionRequest { work: work.clone(), stash: STASH, seed: SEED };
	Mailbox::<Repetitions, _>::new(mailbox).post(work.job, &request);
}

fn answer(mailbox: &MemoryStorage, job: JobId) -> Option<RepetitionResponse> {
	let bytes = mailbox.get(&Repetitions::response_key(job)).filter(|bytes| !bytes.is_empty())?;
	Some(RepetitionResponse::decode_all(&mut &bytes[..]).unwrap())
}

/// Checks that an answer has the result of undisturbed work, and shows the state that the draw asks for.
fn check(answer: RepetitionResponse, job: JobId) {
	assert_eq!(answer.seed, SEED);
	let (result, proof) = answer.outcome.unwrap();
	assert_eq!(result, expected(job));
	let step = Repetition::step(&SEED, &STASH, STEPS).unwrap();
	let state = proof.chunk[step as usize];
	assert!(proof.holds(&result.trace, STEPS.into(), step.into(), &state));
}

#[test]
fn a_repetition_is_trained_answered_and_not_indexed() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let request = harness.ready(3);
	ask(&harness.mailbox, &request);
	harness.until("the end", |harness| harness.phase(3) == Some(Phase::Done));
	check(answer(&harness.mailbox, 3).unwrap(), 3);
	assert_eq!(response(&harness.mailbox, 3), None);
	assert!(!harness.context.is_indexed(&request, expected(3).adapter));
	assert!(!harness.context.job_dir(&request).is_at_work());

	// A lost answer is posted again, without training again.
	harness.mailbox.set(&Repetitions::response_key(3), Vec::new());
	harness.poll();
	check(answer(&harness.mailbox, 3).unwrap(), 3);
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 1);

	// Once nobody asks, the folder goes.
	harness.mailbox.set(Repetitions::INDEX, Vec::<JobId>::new().encode());
	harness.poll();
	assert!(!harness.context.job_dir(&request).is_finished());
}

#[test]
fn a_repetition_goes_on_after_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 5);
	let request = harness.ready(1);
	ask(&harness.mailbox, &request);
	harness.until("some steps", |harness| harness.progress(1).is_some_and(|p| p.progress.step > 3));
	let before = harness.engine.clone();
	let mailbox = harness.stop();
	assert_eq!(answer(&mailbox, 1), None);
	let mut harness = Harness::with(dir.path(), Hashing::default(), mailbox);
	harness.until("an answer", |harness| answer(&harness.mailbox, 1).is_some());
	check(answer(&harness.mailbox, 1).unwrap(), 1);
	let steps = before.steps_run.load(Ordering::SeqCst) + harness.engine.steps_run.load(Ordering::SeqCst);
	assert_eq!(steps, STEPS);
}

#[test]
fn a_repeated_job_that_is_claimed_later_is_indexed() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut request = harness.ready(3);
	ask(&harness.mailbox, &request);
	harness.until("the end", |harness| harness.phase(3) == Some(Phase::Done));
	(request.attempt, request.deadline) = (2, 500);
	post(&harness.mailbox, &[&request]);
	harness.until("the index", |harness| harness.context.is_indexed(&request, expected(3).adapter));
	assert!(response(&harness.mailbox, 3).is_some());
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 1);
}

#[test]
fn a_repetition_without_its_data_is_given_up() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let (request, _) = Harness::request(3);
	harness.chain.best.store(request.deadline, Ordering::SeqCst);
	ask(&harness.mailbox, &request);
	harness.until("an answer", |harness| answer(&harness.mailbox, 3).is_some());
	let given_up = RepetitionResponse { seed: SEED, outcome: Err(FailReason::BlobUnavailable) };
	assert_eq!(answer(&harness.mailbox, 3), Some(given_up));
}
