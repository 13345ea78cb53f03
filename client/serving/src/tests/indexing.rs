//! Models that another provider trained.

use super::harness::*;
use std::{fs, sync::atomic::Ordering};

#[test]
fn the_index_of_a_model_that_another_trained_is_built_here() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let index = Harness::index_in(dir.path());
	fs::remove_file(&index).unwrap();
	let refused = |says: &str| {
		let reply = harness.ask_tuned("one two", 1, 0);
		assert_eq!((reply.status, reply.json()["error"]["code"].as_str()), (503, Some("model_unavailable")));
		reply.body.contains(says)
	};
	assert!(refused("nor is contribution 5 to build it from"));
	harness.store.put(LEARNT_BYTES).unwrap();
	harness.engine.held.store(true, Ordering::SeqCst);
	harness.until("the build", |_| refused("being built, 1 of 2 passes"));
	assert!(!index.exists());
	harness.engine.held.store(false, Ordering::SeqCst);
	harness.until("the index", |_| index.exists());
	assert_eq!(harness.ask_tuned("one two", 1, 0).status, 200);
}

#[test]
fn a_build_that_fails_says_why_and_is_not_tried_again_at_once() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	let index = Harness::index_in(dir.path());
	fs::remove_file(&index).unwrap();
	harness.store.put(LEARNT_BYTES).unwrap();
	// A file stands where the folder of indexes should be.
	fs::remove_dir(index.parent().unwrap()).unwrap();
	fs::write(index.parent().unwrap(), b"in the way").unwrap();
	harness.until("a failure", |harness| harness.ask_tuned("one", 1, 0).body.contains("could not be built"));
	fs::remove_file(index.parent().unwrap()).unwrap();
	assert!(harness.ask_tuned("one", 1, 0).body.contains("could not be built"));
}

#[test]
fn the_worker_that_trains_a_model_is_not_raced() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	fs::remove_file(Harness::index_in(dir.path())).unwrap();
	harness.store.put(LEARNT_BYTES).unwrap();
	harness.jobs.0.lock().insert(TUNED.into());
	let reply = harness.ask_tuned("one", 1, 0);
	assert!(reply.body.contains("by the worker that trained it"), "{}", reply.body);
	assert!(!Harness::index_in(dir.path()).exists());
}

#[test]
fn who_leaves_while_an_index_is_built_frees_its_place() {
	let dir = tempfile::tempdir().unwrap();
	let patience = std::time::Duration::from_secs(60);
	let harness = Harness::with(dir.path(), Parrot::default(), |config| config.load_patience = patience);
	fs::remove_file(Harness::index_in(dir.path())).unwrap();
	harness.store.put(LEARNT_BYTES).unwrap();
	harness.engine.held.store(true, Ordering::SeqCst);
	harness.chain.change_session(1, |session| session.model = TUNED);
	let mut body = harness.body("one", 1, 0);
	body["model"] = serde_json::json!(TUNED);
	let stream = super::client::begin(harness.at, "POST", "/v1/chat/completions", &body.to_string());
	harness.until("the wait", |harness| harness.server.chat.queue.taken() == 1);
	let left = std::time::Instant::now();
	drop(stream);
	harness.until("a free place", |harness| harness.server.chat.queue.taken() == 0);
	assert!(left.elapsed() < std::time::Duration::from_secs(5));
	harness.engine.held.store(false, Ordering::SeqCst);
}
