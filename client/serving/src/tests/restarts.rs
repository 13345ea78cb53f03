//! The process ends at any moment and starts again.

use super::harness::*;
use std::{fs, sync::atomic::Ordering};

fn again(dir: &std::path::Path, harness: Harness) -> Harness {
	let world = harness.kill();
	Harness::again(dir, Parrot::default(), |_| (), Some(world))
}

#[test]
fn nothing_accepted_is_lost() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one two", 1, 0);
	harness.ask("three", 1, 4 * EACH);
	let before = harness.session(1);
	let harness = again(dir.path(), harness);
	assert_eq!(harness.session(1), before);
	// The voucher that paid for the first answer buys no third one.
	assert_eq!(harness.ask("more", 1, 4 * EACH).code(), "voucher_too_low");
	assert_eq!(harness.engine.answers.load(Ordering::SeqCst), 0);
	harness.pay(1, 6 * EACH);
	let harness = again(dir.path(), harness);
	harness.server.settler.tick();
	let first = posted(&harness.mailbox, 1).unwrap();
	assert_eq!((first.voucher.answers, first.voucher.cumulative), (2, 6 * EACH));

	// What was posted is posted again just as it was, though more has happened.
	harness.ask("five six", 1, 6 * EACH);
	harness.pay(1, 10 * EACH);
	let harness = again(dir.path(), harness);
	harness.mailbox.keys().iter().for_each(|key| harness.mailbox.remove(key));
	harness.server.settler.tick();
	assert_eq!(posted(&harness.mailbox, 1), Some(first));
	harness.settle(1);
	let harness = again(dir.path(), harness);
	assert_eq!(harness.session(1)["unsettled_answers"], 1);
	assert_eq!(posted(&harness.mailbox, 1).unwrap().voucher.cumulative, 10 * EACH);
}

#[test]
fn an_event_cut_short_costs_only_itself() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one two", 1, 0);
	let world = harness.kill();
	let folder = fs::read_dir(dir.path().join("serving")).unwrap().next().unwrap().unwrap().path();
	let path = folder.join("1.journal");
	let bytes = fs::read(&path).unwrap();
	fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
	fs::write(folder.join(".tmpX"), b"left over").unwrap();
	let harness = Harness::again(dir.path(), Parrot::default(), |_| (), Some(world));
	assert_eq!(harness.session(1)["owed"], "0");
	assert_eq!(harness.ask("one two", 1, 0).status, 200);
	assert!(!folder.join(".tmpX").exists());
}

#[test]
fn a_journal_of_an_earlier_version_is_set_aside() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one two", 1, 0);
	let world = harness.kill();
	let folder = fs::read_dir(dir.path().join("serving")).unwrap().next().unwrap().unwrap().path();
	let path = folder.join("1.journal");
	// Version 1 had no header.
	let old = fs::read(&path).unwrap()[8..].to_vec();
	fs::write(&path, &old).unwrap();
	let harness = Harness::again(dir.path(), Parrot::default(), |_| (), Some(world));
	assert_eq!(harness.session(1)["owed"], "0");
	assert_eq!(fs::read(folder.join("1.journal.old")).unwrap(), old);
	assert_eq!(harness.ask("one two", 1, 0).status, 200);
}

#[test]
fn a_session_of_a_purged_chain_is_not_taken_for_this_ones() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.ask("one two", 1, 0);
	harness.chain.change_session(1, |session| session.price.prompt_per_1k = 1);
	// Two receipts of one number would convict their signer.
	let refused = harness.ask("one two", 1, 0);
	assert_eq!((refused.status, refused.code().as_str()), (409, "session_reused"));
	// Where nothing was answered, there is no other receipt.
	harness.chain.change_session(2, |session| session.price = Default::default());
	assert_eq!(harness.ask("one two", 2, 0).status, 200);
	harness.chain.change_session(2, |session| session.price.prompt_per_1k = 1);
	assert_eq!(harness.ask("one two", 2, 0).status, 200);
}

#[test]
fn without_a_journal_the_chain_says_where_a_session_stands() {
	let dir = tempfile::tempdir().unwrap();
	let harness = Harness::new(dir.path());
	harness.chain.change_session(1, |session| (session.settled, session.answers) = (70, 3));
	assert_eq!(harness.ask("one", 1, 0).code(), "voucher_too_low");
	assert_eq!(harness.ask("one", 1, 70).json()["openledger"]["owed"], "90");
}
