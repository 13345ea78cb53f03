//! Requests are answered once each, whatever happens around them.

use super::rig::*;
use crate::{board::Phase, Config, Worker};
use openledger_mailbox::{response_key, JobResponse};
use openledger_primitives::{AccountId, Hash};
use std::{sync::atomic::Ordering, time::Duration};

#[test]
fn a_job_is_run_answered_and_indexed() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let request = rig.ready(3);
	rig.mailbox.post(&[&request]);
	rig.until("the index", |rig| rig.phase(3) == Some(Phase::Done));
	let result = expected(3);
	let done = JobResponse::Done { attempt: 1, result: result.clone() };
	assert_eq!(rig.mailbox.response(3), Some(done.clone()));
	assert_eq!(rig.store.get(result.adapter, 100).unwrap(), result.trace.as_bytes());
	assert!(rig.context.is_indexed(&request, result.adapter));
	assert!(!rig.context.folder(&request).train().exists());
	assert_eq!(rig.progress(3).unwrap().steps, STEPS);

	// A lost response is posted again, without training again.
	rig.mailbox.set(&response_key(3), Vec::new());
	rig.look();
	assert_eq!(rig.mailbox.response(3), Some(done));
	assert_eq!(rig.engine.started.load(Ordering::SeqCst), 1);

	// Once the request is gone, so is the folder; adapter and index stay.
	rig.mailbox.post(&[]);
	rig.look();
	assert!(!rig.context.folder(&request).train().parent().unwrap().exists());
	assert!(rig.context.is_indexed(&request, result.adapter));
}

#[test]
fn another_claim_of_a_finished_job_is_answered_from_disk() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let mut request = rig.ready(3);
	rig.mailbox.post(&[&request]);
	rig.until("a response", |rig| rig.mailbox.response(3).is_some());
	(request.attempt, request.deadline) = (2, 500);
	rig.mailbox.post(&[&request]);
	rig.look();
	assert_eq!(rig.mailbox.response(3), Some(JobResponse::Done { attempt: 2, result: expected(3) }));
	assert_eq!(rig.engine.started.load(Ordering::SeqCst), 1);
}

#[test]
fn jobs_wait_their_turn() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 2);
	let (first, second) = (rig.ready(1), rig.ready(2));
	rig.mailbox.post(&[&first, &second]);
	rig.until("training", |rig| rig.phase(1) == Some(Phase::Training));
	assert_eq!(rig.phase(2), Some(Phase::Queued));
	rig.until("both responses", |rig| (1..3).all(|job| rig.mailbox.response(job).is_some()));
	assert_ne!(rig.mailbox.response(1), rig.mailbox.response(2));
}

#[test]
fn a_job_waiting_for_blobs_holds_up_no_other() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let (first, blobs) = Rig::request(1);
	let second = rig.ready(2);
	rig.mailbox.post(&[&first, &second]);
	rig.until("the second response", |rig| rig.mailbox.response(2).is_some());
	assert_eq!(rig.phase(1), Some(Phase::Fetching));
	assert!(rig.progress(1).unwrap().error.unwrap().contains("openledger_putBlob"));
	rig.store.put(&blobs[1]).unwrap();
	rig.until("the first response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
}

#[test]
fn requests_for_others_are_left_alone() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let (mut other_chain, mut other_worker) = (rig.ready(1), rig.ready(2));
	other_chain.genesis = Hash::zero();
	other_worker.worker = AccountId::new([9; 32]);
	rig.mailbox.post(&[&other_chain, &other_worker]);
	rig.mailbox.set(openledger_mailbox::JOBS, {
		use codec::Encode;
		vec![1u64, 2, 3, 3].encode()
	});
	rig.look();
	assert_eq!((rig.phase(1), rig.phase(2), rig.phase(3)), (None, None, None));
	rig.mailbox.set(openledger_mailbox::JOBS, vec![255; 3]);
	rig.look();
}

#[test]
fn the_future_works_until_it_is_dropped() {
	let dir = tempfile::tempdir().unwrap();
	let rig = Rig::new(dir.path(), 0);
	let request = rig.ready(4);
	let config = Config::new(dir.path().join("worker"), 1);
	let (mailbox, chain) = (rig.mailbox.clone(), rig.chain.clone());
	let registry = prometheus_endpoint::Registry::new();
	let (store, engine) = (rig.store.clone(), rig.engine.clone());
	let worker = Worker::new(config, mailbox, chain, store.clone(), store, engine, Some(&registry)).unwrap();
	let handle = worker.handle();
	rig.mailbox.post(&[&request]);
	let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
	runtime.block_on(async {
		let task = tokio::spawn(worker.run());
		let done = || handle.progress(4).is_some_and(|p| p.phase == Phase::Done);
		while !done() {
			handle.wake();
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
		assert!(!task.is_finished());
		task.abort();
		assert!(task.await.unwrap_err().is_cancelled());
	});
	assert!(rig.mailbox.response(4).is_some());
	let families = registry.gather();
	let done = families.iter().find(|f| f.get_name() == "openledger_jobs_done_total").unwrap();
	assert_eq!(done.get_metric()[0].get_counter().get_value(), 1.0);
}
