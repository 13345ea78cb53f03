//! The process ends at any moment and starts again.

use super::rig::*;
use std::{fs, sync::atomic::Ordering};

fn again(dir: &std::path::Path, rig: Rig) -> Rig {
	let world = rig.kill();
	Rig::again(dir, Parrot::default(), |_| (), Some(world))
}

#[test]
fn nothing_accepted_is_lost() {
	let dir = tempfile::tempdir().unwrap();
	let rig = Rig::new(dir.path());
	rig.ask("one two", 1, 0);
	rig.ask("three", 1, 4 * EACH);
	let before = rig.session(1);
	let rig = again(dir.path(), rig);
	assert_eq!(rig.session(1), before);
	// The voucher that paid for the first answer buys no third one.
	assert_eq!(rig.ask("more", 1, 4 * EACH).code(), "voucher_too_low");
	assert_eq!(rig.engine.answers.load(Ordering::SeqCst), 0);
	rig.pay(1, 6 * EACH);
	let rig = again(dir.path(), rig);
	rig.inner.settle_due();
	let posted = rig.mailbox.posted(1).unwrap();
	assert_eq!((posted.settlement.answers, posted.voucher.cumulative), (2, 6 * EACH));

	// What was posted is posted again just as it was, though more has happened.
	rig.ask("five six", 1, 6 * EACH);
	rig.pay(1, 10 * EACH);
	let rig = again(dir.path(), rig);
	rig.mailbox.0.lock().clear();
	rig.inner.settle_due();
	assert_eq!(rig.mailbox.posted(1), Some(posted));
	rig.chain.change(1, |session| session.settled = 6 * EACH);
	rig.inner.settle_due();
	let rig = again(dir.path(), rig);
	assert_eq!(rig.session(1)["unsettled_answers"], 1);
	assert_eq!(rig.mailbox.posted(1).unwrap().voucher.cumulative, 10 * EACH);
}

#[test]
fn an_event_cut_short_costs_only_itself() {
	let dir = tempfile::tempdir().unwrap();
	let rig = Rig::new(dir.path());
	rig.ask("one two", 1, 0);
	let world = rig.kill();
	let folder = fs::read_dir(dir.path().join("serving")).unwrap().next().unwrap().unwrap().path();
	let path = folder.join("1.journal");
	let bytes = fs::read(&path).unwrap();
	fs::write(&path, &bytes[..bytes.len() - 3]).unwrap();
	fs::write(folder.join(".tmpX"), b"left over").unwrap();
	let rig = Rig::again(dir.path(), Parrot::default(), |_| (), Some(world));
	assert_eq!(rig.session(1)["owed"], "0");
	assert_eq!(rig.ask("one two", 1, 0).status, 200);
	assert!(!folder.join(".tmpX").exists());
}

#[test]
fn a_session_of_a_purged_chain_is_not_taken_for_this_ones() {
	let dir = tempfile::tempdir().unwrap();
	let rig = Rig::new(dir.path());
	rig.ask("one two", 1, 0);
	rig.chain.change(1, |session| session.price.prompt_per_1k = 1);
	assert_eq!(rig.ask("one two", 1, 0).status, 200);
}

#[test]
fn without_a_journal_the_chain_says_where_a_session_stands() {
	let dir = tempfile::tempdir().unwrap();
	let rig = Rig::new(dir.path());
	rig.chain.change(1, |session| session.settled = 70);
	assert_eq!(rig.ask("one", 1, 0).code(), "voucher_too_low");
	assert_eq!(rig.ask("one", 1, 70).json()["openledger"]["owed"], "90");
}
