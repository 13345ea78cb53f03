//! Answers of a server, and its quotas.

use crate::harness::*;
use codec::{Decode, Encode};
use openledger_blobs::Store;
use openledger_exchange::{
	Metrics, Offence, Peer, Quota, Server,
	message::{MAX_CHUNKS, MAX_LEAVES, MAX_ROOTS, Request, Response},
};
use openledger_primitives::{
	BoundedVec, Hash,
	root::{self, CHUNK},
};
use prometheus_endpoint::Registry;
use std::sync::Arc;

fn server(store: &Arc<Store>, quota: Quota) -> Arc<Server> {
	Server::new(store.clone(), quota, Metrics::new(None).unwrap())
}

fn ask(server: &Arc<Server>, request: &Request) -> Response {
	let answer = server.answer(&Peer::from("peer"), &request.encode());
	Response::decode(&mut &answer.bytes.unwrap()[..]).unwrap()
}

#[test]
fn answers_are_what_was_asked_for() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(20 * CHUNK + 3);
	let (root, store) = (root::of(&blob), store_with(&dir, "store", &blob));
	let server = server(&store, generous());
	let absent = Hash::repeat_byte(1);
	let roots = BoundedVec::truncate_from(vec![absent, root]);
	let lengths = vec![None, Some(blob.len() as u64)];
	assert_eq!(ask(&server, &Request::Have(roots)), Response::Have(lengths.try_into().unwrap()));

	let leaves: Vec<Hash> = (0..).zip(blob.chunks(CHUNK)).map(|(i, chunk)| root::leaf(i, chunk)).collect();
	let some = |first: u64, count| ask(&server, &Request::Leaves { root, first, count });
	assert_eq!(some(0, MAX_LEAVES), Response::Leaves(leaves.clone().try_into().unwrap()));
	assert_eq!(some(3, 2), Response::Leaves(leaves[3..5].to_vec().try_into().unwrap()));
	assert_eq!(some(21, 1), Response::Missing);

	let some = |first: u64, count| ask(&server, &Request::Chunks { root, first, count });
	assert_eq!(some(2, 1), Response::Chunks(blob[2 * CHUNK..3 * CHUNK].to_vec().try_into().unwrap()));
	assert_eq!(some(19, MAX_CHUNKS), Response::Chunks(blob[19 * CHUNK..].to_vec().try_into().unwrap()));
	for first in [21, u64::MAX] {
		assert_eq!(some(first, 1), Response::Missing);
	}
	assert_eq!(ask(&server, &Request::Chunks { root: absent, first: 0, count: 1 }), Response::Missing);
	assert_eq!(ask(&server, &Request::Leaves { root: absent, first: 0, count: 1 }), Response::Missing);
}

#[test]
fn what_is_not_complete_is_not_there() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(2 * CHUNK);
	let (root, store) = (root::of(&blob), store_in(&dir, "store"));
	store.put_chunk(root, blob.len() as u64, 0, &blob[..CHUNK]).unwrap();
	let server = server(&store, generous());
	assert_eq!(ask(&server, &Request::Chunks { root, first: 0, count: 1 }), Response::Missing);
	let roots = BoundedVec::truncate_from(vec![root]);
	assert_eq!(ask(&server, &Request::Have(roots)), Response::Have(vec![None].try_into().unwrap()));
}

#[test]
fn what_is_no_request_gets_no_answer_and_is_counted() {
	let dir = tempfile::tempdir().unwrap();
	let registry = Registry::new();
	let metrics = Metrics::new(Some(&registry)).unwrap();
	let server = Server::new(store_in(&dir, "store"), generous(), metrics);
	let root = Hash::zero();
	let too_many = vec![root; MAX_ROOTS as usize + 1];
	let bad = [
		vec![],
		vec![9],
		vec![0; 1 << 20],
		[&[0u8][..], &too_many.encode()].concat(),
		Request::Have(Default::default()).encode(),
		Request::Chunks { root, first: 0, count: 0 }.encode(),
		Request::Chunks { root, first: 0, count: MAX_CHUNKS + 1 }.encode(),
		Request::Leaves { root, first: 0, count: MAX_LEAVES + 1 }.encode(),
		[Request::Chunks { root, first: 0, count: 1 }.encode(), vec![0]].concat(),
	];
	let total = bad.len();
	for bytes in bad {
		let answer = server.answer(&Peer::from("peer"), &bytes);
		assert_eq!(
			(answer.bytes, answer.offence),
			(None, Some(Offence::BadRequest)),
			"{} bytes",
			bytes.len()
		);
	}
	let penalties =
		registry.gather().into_iter().find(|f| f.get_name() == "openledger_exchange_penalties_total");
	let counted = penalties.iter().flat_map(|family| family.get_metric());
	let of_requests =
		counted.filter(|metric| metric.get_label().iter().any(|label| label.get_value() == "bad_request"));
	assert_eq!(of_requests.map(|metric| metric.get_counter().get_value()).sum::<f64>(), total as f64);
}

#[test]
fn one_peer_does_not_use_up_what_is_anothers() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(20 * CHUNK);
	let (root, store) = (root::of(&blob), store_with(&dir, "store", &blob));
	// Eight chunks at once.
	let server =
		server(&store, Quota { bytes: 4 * CHUNK as u64, requests: 100, answers: 8, all_answers: 32 });
	let request = Request::Chunks { root, first: 0, count: 4 }.encode();
	let given = |peer: &str| {
		let answer = server.answer(&Peer::from(peer), &request);
		Response::decode(&mut &answer.bytes.unwrap()[..]).unwrap()
	};
	for peer in ["one", "other"] {
		assert!(matches!(given(peer), Response::Chunks(_)));
		assert!(matches!(given(peer), Response::Chunks(_)));
		assert!(matches!(given(peer), Response::Busy { wait } if wait > 500 && wait <= 1_000));
	}
}

#[test]
fn answers_on_their_way_are_bounded() {
	let dir = tempfile::tempdir().unwrap();
	let blob = pattern(20 * CHUNK);
	let (root, store) = (root::of(&blob), store_with(&dir, "store", &blob));
	let quota = Quota { bytes: 1 << 40, requests: 1 << 20, answers: 2, all_answers: 3 };
	let server = server(&store, quota);
	let request = Request::Chunks { root, first: 0, count: 16 }.encode();
	let answer = |peer: &str| server.answer(&Peer::from(peer), &request);
	let is_given = |answer: &openledger_exchange::Reply| answer.place.is_some();
	let (first, second, third) = (answer("one"), answer("one"), answer("one"));
	assert_eq!([&first, &second, &third].map(is_given), [true, true, false]);
	let (other, late) = (answer("other"), answer("other"));
	assert_eq!([&other, &late].map(is_given), [true, false]);
	drop((first, second));
	assert!(is_given(&answer("one")));
}
