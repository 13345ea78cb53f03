//! What cannot be done is said, once, with a reason.

use super::rig::*;
use crate::{board::Phase, engine::Failure};
use openledger_mailbox::{response_key, JobResponse};
use openledger_primitives::job::FailReason;
use std::sync::atomic::Ordering;

fn failed(reason: FailReason) -> Option<JobResponse> {
	Some(JobResponse::Failed { attempt: 1, reason })
}

#[test]
fn blobs_that_never_come_fail_the_job_before_its_deadline() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let (request, _) = Rig::request(1);
	rig.mailbox.post(&[&request]);
	rig.chain.best.store(request.deadline - 5, Ordering::SeqCst);
	rig.look();
	assert_eq!(rig.mailbox.response(1), None);
	rig.chain.best.store(request.deadline - 4, Ordering::SeqCst);
	rig.look();
	assert_eq!(rig.mailbox.response(1), failed(FailReason::BlobUnavailable));
}

#[test]
fn a_failure_is_posted_again_but_not_tried_again() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	*rig.engine.fails.lock() = Some(Failure::new(FailReason::Diverged, "the loss is not a number"));
	let mut request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.progress(1).unwrap().error.unwrap(), "the loss is not a number");
	rig.mailbox.set(&response_key(1), Vec::new());
	rig.look();
	assert_eq!(rig.mailbox.response(1), failed(FailReason::Diverged));
	assert_eq!(rig.engine.started.load(Ordering::SeqCst), 1);
	// A new claim is a new try.
	*rig.engine.fails.lock() = None;
	request.attempt = 2;
	rig.mailbox.post(&[&request]);
	rig.until("success", |rig| matches!(rig.mailbox.response(1), Some(JobResponse::Done { attempt: 2, .. })));
}

#[test]
fn a_panic_fails_the_job_and_not_the_worker() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	rig.engine.panics.store(true, Ordering::SeqCst);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), failed(FailReason::Internal));
	assert!(rig.progress(1).unwrap().error.unwrap().contains("told to panic"));
}

#[test]
fn an_escrow_that_pays_too_little_fails_the_job() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let mut request = rig.ready(1);
	request.max_tokens = 999;
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), failed(FailReason::PaymentTooLow));
}

#[test]
fn a_contribution_of_another_length_is_a_bad_record() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let mut request = rig.ready(1);
	request.entries[0].bytes += 1;
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), failed(FailReason::BadRecords));
}

#[test]
fn an_index_that_breaks_takes_nothing_back() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	rig.engine.breaks_index.store(true, Ordering::SeqCst);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("the end", |rig| rig.phase(1) == Some(Phase::Done));
	assert!(matches!(rig.mailbox.response(1), Some(JobResponse::Done { .. })));
	assert!(rig.progress(1).unwrap().error.unwrap().contains("told to break"));
}

#[test]
fn a_withdrawn_request_cancels_its_work() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 5);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("training", |rig| rig.phase(1) == Some(Phase::Training));
	rig.mailbox.post(&[]);
	rig.until("the cancellation", |rig| rig.phase(1) == Some(Phase::Cancelled));
	assert_eq!(rig.mailbox.response(1), None);
	rig.look();
	assert!(!rig.context.folder(&request).train().exists());
}

#[test]
fn a_new_claim_goes_on_from_the_old_ones_checkpoint() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 5);
	let mut request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("training", |rig| rig.progress(1).is_some_and(|p| p.step > 3));
	request.attempt = 2;
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), Some(JobResponse::Done { attempt: 2, result: expected(1) }));
	assert_eq!(rig.engine.steps_run.load(Ordering::SeqCst), STEPS);
}
