//! Jobs that fail are answered once, with a reason.

use super::harness::*;
use crate::Failure;
use openledger_mailbox::JobResponse;
use openledger_ports::Phase;
use openledger_primitives::job::FailReason;
use std::sync::atomic::Ordering;

fn failed(reason: FailReason) -> Option<JobResponse> {
	Some(JobResponse::Failed { attempt: 1, reason })
}

#[test]
fn blobs_that_never_come_fail_the_job_before_its_deadline() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let (request, _) = Harness::request(1);
	post(&harness.mailbox, &[&request]);
	harness.chain.best.store(request.deadline - 5, Ordering::SeqCst);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), None);
	harness.chain.best.store(request.deadline - 4, Ordering::SeqCst);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::BlobUnavailable));
}

#[test]
fn a_failure_is_posted_again_but_not_tried_again() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	*harness.engine.fails.lock() = Some(Failure::new(FailReason::Diverged, "the loss is not a number"));
	let mut request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(harness.progress(1).unwrap().error.unwrap(), "the loss is not a number");
	withdraw_response(&harness.mailbox, 1);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::Diverged));
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 1);
	// A new claim is a new try.
	*harness.engine.fails.lock() = None;
	request.attempt = 2;
	post(&harness.mailbox, &[&request]);
	harness.until("success", |harness| {
		matches!(response(&harness.mailbox, 1), Some(JobResponse::Done { attempt: 2, .. }))
	});
}

#[test]
fn a_panic_fails_the_job_and_not_the_worker() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	harness.engine.panics.store(true, Ordering::SeqCst);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::Internal));
	assert!(harness.progress(1).unwrap().error.unwrap().contains("told to panic"));
}

#[test]
fn an_escrow_that_pays_too_little_fails_the_job() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut request = harness.ready(1);
	request.max_tokens = 999;
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::PaymentTooLow));
}

#[test]
fn a_contribution_of_another_length_fails_no_job() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut request = harness.ready(1);
	request.entries[0].bytes += 1;
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert!(matches!(response(&harness.mailbox, 1), Some(JobResponse::Done { .. })));
}

#[test]
fn an_index_that_breaks_takes_nothing_back() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	harness.engine.breaks_index.store(true, Ordering::SeqCst);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("the end", |harness| harness.phase(1) == Some(Phase::Done));
	assert!(matches!(response(&harness.mailbox, 1), Some(JobResponse::Done { .. })));
	assert!(harness.progress(1).unwrap().error.unwrap().contains("told to break"));
}

#[test]
fn a_withdrawn_request_cancels_its_work() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 5);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.phase(1) == Some(Phase::Training));
	post(&harness.mailbox, &[]);
	harness.until("the cancellation", |harness| harness.phase(1) == Some(Phase::Cancelled));
	assert_eq!(response(&harness.mailbox, 1), None);
	harness.poll();
	assert!(!harness.context.job_dir(&request).train().exists());
}

#[test]
fn a_new_claim_goes_on_from_the_old_ones_checkpoint() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 5);
	let mut request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.progress(1).is_some_and(|p| p.progress.step > 3));
	request.attempt = 2;
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), Some(JobResponse::Done { attempt: 2, result: expected(1) }));
	assert_eq!(harness.engine.steps_run.load(Ordering::SeqCst), STEPS);
}

#[test]
fn work_that_is_not_done_is_given_back_before_its_deadline() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 50);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.phase(1) == Some(Phase::Training));
	harness.chain.best.store(request.deadline - 5, Ordering::SeqCst);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), None);
	harness.chain.best.store(request.deadline - 4, Ordering::SeqCst);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::OutOfResources));
}

#[test]
fn held_out_records_larger_than_what_is_paid_for_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut requests = [harness.ready(1), harness.ready(2)];
	for (request, bytes) in requests.iter_mut().zip([64 << 10, (64 << 10) + 1]) {
		request.held_out = Some(harness.store.put(&vec![b'x'; bytes]).unwrap());
	}
	post(&harness.mailbox, &requests.each_ref());
	harness.until("responses", |harness| (1..3).all(|job| response(&harness.mailbox, job).is_some()));
	assert!(matches!(response(&harness.mailbox, 1), Some(JobResponse::Done { .. })));
	assert_eq!(response(&harness.mailbox, 2), failed(FailReason::BadRecords));
}

#[test]
fn a_finished_adapter_finds_the_room_that_was_taken_before_the_first_step() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 1);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.engine.steps_run.load(Ordering::SeqCst) > 0);
	// Others fill the store to the last byte while it trains.
	let rest = harness.store.hold(harness.store.quota() - harness.store.used()).unwrap();
	assert!(harness.store.put(b"one more").is_err());
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert!(matches!(response(&harness.mailbox, 1), Some(JobResponse::Done { .. })));
	drop(rest);
}

#[test]
fn a_job_without_room_fails_before_its_first_step() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let request = harness.ready(1);
	let _rest = harness.store.hold(harness.store.quota() - harness.store.used()).unwrap();
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), failed(FailReason::OutOfResources));
	assert_eq!(harness.engine.steps_run.load(Ordering::SeqCst), 0);
}

#[test]
fn room_is_given_back_when_a_job_fails() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 1);
	let request = harness.ready(1);
	let before = harness.store.used();
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.engine.steps_run.load(Ordering::SeqCst) > 0);
	assert!(harness.store.used() > before);
	post(&harness.mailbox, &[]);
	harness.until("the room", |harness| harness.store.used() == before);
}
