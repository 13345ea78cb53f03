//! The process ends at any moment and starts again.

use super::harness::*;
use openledger_mailbox::{JobResponse, test_utils::MemoryStorage};
use openledger_ports::Phase;
use std::{
	process::{Command, Stdio},
	sync::atomic::Ordering,
	time::Duration,
};

#[test]
fn training_goes_on_after_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 5);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("some steps", |harness| harness.progress(1).is_some_and(|p| p.progress.step > 3));
	let before = harness.engine.clone();
	let mailbox = harness.stop();
	assert_eq!(response(&mailbox, 1), None);
	let mut harness = Harness::with(dir.path(), Hashing::default(), mailbox);
	harness.until("a response", |harness| response(&harness.mailbox, 1).is_some());
	assert_eq!(response(&harness.mailbox, 1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
	let steps = before.steps_run.load(Ordering::SeqCst) + harness.engine.steps_run.load(Ordering::SeqCst);
	assert_eq!(steps, STEPS);
}

#[test]
fn an_index_is_completed_though_the_request_is_gone() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 10);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("indexing", |harness| harness.phase(1) == Some(Phase::Indexing));
	let mailbox = harness.stop();
	post(&mailbox, &[]);
	let mut harness = Harness::with(dir.path(), Hashing::default(), mailbox);
	harness.until("the index", |harness| harness.phase(1) == Some(Phase::Done));
	assert!(harness.context.is_indexed(&request, expected(1).adapter));
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 0);
}

#[test]
fn a_purged_chains_work_is_not_taken_for_this_ones() {
	let dir = tempfile::tempdir().unwrap();
	let mut harness = Harness::new(dir.path(), 0);
	let mut request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("the index", |harness| harness.phase(1) == Some(Phase::Done));
	let other = harness.ready(2);
	(request.entries, request.attempt) = (other.entries, 1);
	let mut harness = Harness::with(dir.path(), Hashing::default(), {
		let mailbox = harness.stop();
		withdraw_response(&mailbox, 1);
		mailbox
	});
	post(&harness.mailbox, &[&request]);
	harness.until("the index", |harness| harness.phase(1) == Some(Phase::Done));
	let Some(JobResponse::Done { result, .. }) = response(&harness.mailbox, 1) else { panic!("no result") };
	assert_ne!(result, expected(1));
	assert!(harness.context.is_indexed(&request, result.adapter));
}

const CHILD: &str = "OPENLEDGER_WORKER_TEST_CHILD";

/// Not a test of its own: the process that [`kill_9_changes_nothing`] kills.
#[test]
fn child_of_kill_9() {
	let Some(dir) = std::env::var_os(CHILD) else { return };
	let engine = Hashing { pace: Duration::from_millis(20), ..Default::default() };
	let mut harness = Harness::with(dir.as_ref(), engine, MemoryStorage::default());
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.until("the index", |harness| harness.phase(1) == Some(Phase::Done));
}

#[test]
fn kill_9_changes_nothing() {
	let dir = tempfile::tempdir().unwrap();
	let child = || {
		Command::new(std::env::current_exe().unwrap())
			.args(["tests::restarts::child_of_kill_9", "--exact", "--test-threads=1"])
			.env(CHILD, dir.path())
			.stdout(Stdio::null())
			.stderr(Stdio::null())
			.spawn()
			.unwrap()
	};
	for milliseconds in [60, 130, 210] {
		let mut child = child();
		std::thread::sleep(Duration::from_millis(milliseconds));
		child.kill().unwrap();
		child.wait().unwrap();
	}
	assert!(child().wait().unwrap().success());
	let mut harness = Harness::new(dir.path(), 0);
	let request = harness.ready(1);
	post(&harness.mailbox, &[&request]);
	harness.poll();
	assert_eq!(response(&harness.mailbox, 1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
	assert_eq!(harness.engine.started.load(Ordering::SeqCst), 0);
}
