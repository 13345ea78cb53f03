//! Requests are answered once each, whatever happens around them.

use super::harness::*;
use crate::Worker;
use openledger_mailbox::{JobResponse, Jobs, Topic};
use openledger_ports::{Jobs as _, Phase};
use openledger_primitives::{AccountId, Hash, root};
use std::{sync::atomic::Ordering, time::Duration};

#[test]
fn a_job_is_run_answered_and_indexed() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let request = harness.ready(3);
	post(&harness.mailbox, &[&request]);
	harness.until("the index", |harness| harness.phase(3) == Some(Phase::Done));
	let result = expected(3);
	let done = JobResponse::Done { attempt: 1, result: result.clone() };
	assert_eq!(response(&harness.mailbox, 3), Some(done.clone()));
	assert_eq!(root::of(&harness.store.get(result.adapter, 100).unwrap()), result.adapter);
	assert!(harness.context.is_indexed(&request, result.adapter));
	assert!(!harness.context.job_dir(&request).train().exists());
	assert_eq!(harness.progress(3).unwrap().progress.steps, STEPS);

	// A lost response is posted again, without training again.
	withdraw_response(&harness.mailbox, 3);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 3), Some(done));
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 1);

	// Once the request is gone, so is the folder; adapter and index stay.
	post(&harness.mailbox, &[]);
	harness.poll();
	assert!(!harness.context.job_dir(&request).train().parent().unwrap().exists());
	assert!(harness.context.is_indexed(&request, result.adapter));
}

#[test]
fn another_claim_of_a_finished_job_is_answered_from_disk() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut request = harness.ready(3);
	post(&harness.mailbox, &[&request]);
	harness.until("a response", |harness| response(&harness.mailbox, 3).is_some());
	(request.attempt, request.deadline) = (2, 500);
	post(&harness.mailbox, &[&request]);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 3), Some(JobResponse::Done { attempt: 2, result: expected(3) }));
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 1);
}

#[test]
fn jobs_wait_their_turn() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 2);
	let (first, second) = (harness.ready(1), harness.ready(2));
	post(&harness.mailbox, &[&first, &second]);
	harness.until("training", |harness| harness.phase(1) == Some(Phase::Training));
	assert_eq!(harness.phase(2), Some(Phase::Queued));
	harness.until("both responses", |harness| (1..3).all(|job| response(&harness.mailbox, job).is_some()));
	assert_ne!(response(&harness.mailbox, 1), response(&harness.mailbox, 2));
}

#[test]
fn a_job_waiting_for_blobs_holds_up_no_other() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let (first, blobs) = Harness::request(1);
	let second = harness.ready(2);
	post(&harness.mailbox, &[&first, &second]);
	harness.until("the second response", |harness| response(&harness.mailbox, 2).is_some());
	assert_eq!(harness.phase(1), Some(Phase::Fetching));
	assert!(harness.progress(1).unwrap().error.unwrap().contains("openledger_putBlob"));
	harness.store.put(&blobs[1]).unwrap();
	harness.until("the first response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
}

#[test]
fn requests_for_others_are_left_alone() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let (mut other_chain, mut other_worker) = (harness.ready(1), harness.ready(2));
	other_chain.genesis = Hash::zero();
	other_worker.worker = AccountId::new([9; 32]);
	post(&harness.mailbox, &[&other_chain, &other_worker]);
	harness.mailbox.set(Jobs::INDEX, codec::Encode::encode(&vec![1u64, 2, 3, 3]));
	harness.poll();
	assert_eq!((harness.phase(1), harness.phase(2), harness.phase(3)), (None, None, None));
	harness.mailbox.set(Jobs::INDEX, vec![255; 3]);
	harness.poll();
}

#[test]
fn the_future_works_until_it_is_dropped() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path(), 0);
	let request = harness.ready(4);
	let registry = prometheus_endpoint::Registry::new();
	let (config, ports) = (harness.context.config.clone(), harness.context.ports.clone());
	let worker = Worker::new(config, ports, Some(&registry)).unwrap();
	let handle = worker.handle();
	post(&harness.mailbox, &[&request]);
	let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
	runtime.block_on(async {
		let task = tokio::spawn(worker.run());
		let done = || handle.progress(4).is_some_and(|p| p.progress.phase == Phase::Done);
		while !done() {
			handle.wake();
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
		assert!(!task.is_finished());
		task.abort();
		assert!(task.await.unwrap_err().is_cancelled());
	});
	assert!(response(&harness.mailbox, 4).is_some());
	let families = registry.gather();
	let done = families.iter().find(|f| f.get_name() == "openledger_jobs_done_total").unwrap();
	assert_eq!(done.get_metric()[0].get_counter().get_value(), 1.0);
}

#[test]
fn a_job_is_in_hand_until_its_index_is_built() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 5);
	let worker = Worker::new(harness.context.config.clone(), harness.context.ports.clone(), None).unwrap();
	let handle = worker.handle();
	let request = harness.ready(1);
	assert!(!handle.is_at_work(1));
	post(&harness.mailbox, &[&request]);
	harness.until("training", |harness| harness.phase(1) == Some(Phase::Training));
	assert!(handle.is_at_work(1) && !handle.is_at_work(2));
	harness.until("the index", |harness| harness.phase(1) == Some(Phase::Done));
	assert!(!handle.is_at_work(1));
}
