//! The process ends at any moment and starts again.

use super::rig::*;
use crate::board::Phase;
use openledger_mailbox::JobResponse;
use std::{
	process::{Command, Stdio},
	sync::{atomic::Ordering, Arc},
	time::Duration,
};

#[test]
fn training_goes_on_after_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 5);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("some steps", |rig| rig.progress(1).is_some_and(|p| p.step > 3));
	let before = rig.engine.clone();
	let mailbox = rig.stop();
	assert_eq!(mailbox.response(1), None);
	let mut rig = Rig::with(dir.path(), Hashing::default(), mailbox);
	rig.until("a response", |rig| rig.mailbox.response(1).is_some());
	assert_eq!(rig.mailbox.response(1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
	let steps = before.steps_run.load(Ordering::SeqCst) + rig.engine.steps_run.load(Ordering::SeqCst);
	assert_eq!(steps, STEPS);
}

#[test]
fn an_index_is_completed_though_the_request_is_gone() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 10);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("indexing", |rig| rig.phase(1) == Some(Phase::Indexing));
	let mailbox = rig.stop();
	mailbox.post(&[]);
	let mut rig = Rig::with(dir.path(), Hashing::default(), mailbox);
	rig.until("the index", |rig| rig.phase(1) == Some(Phase::Done));
	assert!(rig.context.is_indexed(&request, expected(1).adapter));
	assert_eq!(rig.engine.started.load(Ordering::SeqCst), 0);
}

#[test]
fn a_purged_chains_work_is_not_taken_for_this_ones() {
	let dir = tempfile::tempdir().unwrap();
	let mut rig = Rig::new(dir.path(), 0);
	let mut request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("the index", |rig| rig.phase(1) == Some(Phase::Done));
	let other = rig.ready(2);
	(request.entries, request.attempt) = (other.entries, 1);
	let mut rig = Rig::with(dir.path(), Hashing::default(), {
		let mailbox = rig.stop();
		mailbox.set(&openledger_mailbox::response_key(1), Vec::new());
		mailbox
	});
	rig.mailbox.post(&[&request]);
	rig.until("the index", |rig| rig.phase(1) == Some(Phase::Done));
	let Some(JobResponse::Done { result, .. }) = rig.mailbox.response(1) else { panic!("no result") };
	assert_ne!(result, expected(1));
	assert!(rig.context.is_indexed(&request, result.adapter));
}

const CHILD: &str = "OPENLEDGER_WORKER_TEST_CHILD";

/// Not a test of its own: the process that [`kill_9_changes_nothing`] kills.
#[test]
fn child_of_kill_9() {
	let Some(dir) = std::env::var_os(CHILD) else { return };
	let engine = Hashing { pace: Duration::from_millis(20), ..Default::default() };
	let mut rig = Rig::with(dir.as_ref(), engine, Arc::default());
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.until("the index", |rig| rig.phase(1) == Some(Phase::Done));
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
	let mut rig = Rig::new(dir.path(), 0);
	let request = rig.ready(1);
	rig.mailbox.post(&[&request]);
	rig.look();
	assert_eq!(rig.mailbox.response(1), Some(JobResponse::Done { attempt: 1, result: expected(1) }));
	assert_eq!(rig.engine.started.load(Ordering::SeqCst), 0);
}
