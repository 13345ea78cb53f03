//! Random and mutated messages: no panic, no answer larger than the limit, bounded memory. `OPENLEDGER_FUZZ`
//! says how many.

use crate::harness::*;
use codec::Encode;
use openledger_exchange::{
	Metrics, Peer, Quota, Server,
	message::{MAX_RESPONSE, Request, Response},
};
use openledger_primitives::{
	BoundedVec, Hash,
	root::{self, CHUNK},
};
use openledger_test_utils::{Fuzzed, fuzz_runner};
use proptest::{collection::vec, prelude::*};
use std::cell::RefCell;

/// Changes some bytes, and cuts or lengthens.
fn mutated(message: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
	let changes = vec((any::<prop::sample::Index>(), any::<u8>()), 0..4);
	(Just(message), changes, -3isize..4).prop_map(|(mut bytes, changes, longer)| {
		for (at, byte) in changes {
			if !bytes.is_empty() {
				let at = at.index(bytes.len());
				bytes[at] ^= byte;
			}
		}
		let length = bytes.len().saturating_add_signed(longer);
		bytes.resize(length, 0xa5);
		bytes
	})
}

fn requests(root: Hash) -> impl Strategy<Value = Vec<u8>> {
	let roots = prop_oneof![Just(root), any::<[u8; 32]>().prop_map(Hash::from)];
	let number = prop_oneof![0u64..40, any::<u64>()];
	let count = prop_oneof![0u32..20, any::<u32>()];
	let have = vec(roots.clone(), 0..64).prop_map(|roots| Request::Have(BoundedVec::truncate_from(roots)));
	let leaves = (roots.clone(), number.clone(), count.clone())
		.prop_map(|(root, first, count)| Request::Leaves { root, first, count });
	let chunks =
		(roots, number, count).prop_map(|(root, first, count)| Request::Chunks { root, first, count });
	let valid = prop_oneof![have, leaves, chunks].prop_map(|request| request.encode());
	prop_oneof![vec(any::<u8>(), 0..200), valid.clone(), valid.prop_flat_map(mutated)]
}

fn responses() -> impl Strategy<Value = Vec<u8>> {
	let lengths = vec(any::<Option<u64>>(), 0..64).prop_map(|v| Response::Have(BoundedVec::truncate_from(v)));
	let hashes = vec(any::<[u8; 32]>().prop_map(Hash::from), 0..20);
	let leaves = hashes.prop_map(|v| Response::Leaves(BoundedVec::truncate_from(v)));
	let chunks = vec(any::<u8>(), 0..300).prop_map(|v| Response::Chunks(BoundedVec::truncate_from(v)));
	let busy = any::<u32>().prop_map(|wait| Response::Busy { wait });
	let valid = prop_oneof![lengths, leaves, chunks, busy, Just(Response::Missing)]
		.prop_map(|answer| answer.encode());
	prop_oneof![vec(any::<u8>(), 0..200), valid.clone(), valid.prop_flat_map(mutated)]
}

#[test]
fn a_server_survives_whatever_it_is_sent() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(20 * CHUNK + 3);
	let (root, store) = (root::of(&blob), store_with(&dir, "store", &blob));
	let quota = Quota { bytes: 1 << 50, requests: 1 << 50, answers: 1, all_answers: 1 };
	let server = Server::new(store, quota, Metrics::new(None).unwrap());
	let fuzzed = RefCell::new(Fuzzed::default());
	let check = |bytes: Vec<u8>| {
		let mut answer = None;
		// An answer as it is read, put together and encoded, and as this test reads it again.
		fuzzed.borrow_mut().read(4 * MAX_RESPONSE, || {
			let given = answer.insert(server.answer(&Peer::from("peer"), &bytes));
			match (&given.bytes, given.offence.is_some()) {
				(_, true) => "refused".into(),
				(Some(bytes), _) => Response::read(bytes).map_or("none".into(), |answer| name(&answer)),
				(None, _) => "none".into(),
			}
		});
		let answer = answer.unwrap();
		prop_assert_eq!(answer.bytes.is_none(), answer.offence.is_some());
		// A place that was not given back would show here: there is only one.
		prop_assert_eq!(answer.bytes.is_some(), answer.place.is_some());
		let answer = answer.bytes.unwrap_or_default();
		prop_assert!(answer.len() <= MAX_RESPONSE);
		if !answer.is_empty() {
			let is_wrong = matches!(Response::read(&answer), Err(_) | Ok(Response::Busy { .. }));
			prop_assert!(!is_wrong);
		}
		Ok(())
	};
	fuzz_runner().run(&requests(root), check).unwrap();
	fuzzed.borrow().report("requests for blobs", 4);
}

fn name(answer: &Response) -> String {
	let name = match answer {
		Response::Have(_) => "lengths",
		Response::Missing => "missing",
		Response::Leaves(_) => "leaves",
		Response::Chunks(_) => "chunks",
		Response::Busy { .. } => "busy",
	};
	name.into()
}

#[test]
fn what_is_read_as_an_answer_is_its_only_encoding() {
	let fuzzed = RefCell::new(Fuzzed::default());
	let check = |bytes: Vec<u8>| {
		let mut read = None;
		fuzzed.borrow_mut().read((1 << 16) + 2 * bytes.len(), || {
			let read = read.insert(Response::read(&bytes));
			read.as_ref().map_or("refused".into(), name)
		});
		if let Some(Ok(answer)) = read {
			prop_assert_eq!(answer.encode(), bytes);
		}
		Ok(())
	};
	fuzz_runner().run(&responses(), check).unwrap();
	fuzzed.borrow().report("answers with blobs", 4);
}

#[test]
fn a_stated_number_of_items_does_not_allocate() {
	// Four bytes that state a billion items, and none behind them.
	for kind in 0..3u8 {
		let bytes = [kind, 0xfe, 0xff, 0xff, 0xff];
		assert!(Response::read(&bytes).is_err() && Request::read(&bytes).is_err());
	}
}
