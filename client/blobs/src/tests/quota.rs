//! Quota, room taken ahead, and eviction.

use super::*;
use crate::state::{MAX_UPLOADS, STALE_AFTER};
use std::sync::Arc;

#[test]
fn complete_blobs_and_uploads_share_the_quota() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 8 * CHUNK as u64).unwrap();
	store.put(&pattern(6 * CHUNK)).unwrap();
	store.put_chunk(Hash::repeat_byte(1), 3 * CHUNK as u64, 0, &pattern(CHUNK)).unwrap();
	let before = store.used();
	assert_eq!(before, 7 * CHUNK as u64 + 3 * 32, "what came, and the hashes of what is to come");
	assert!(matches!(store.put(&pattern(CHUNK)), Err(BlobError::QuotaExceeded { .. })));
	assert!(matches!(
		store.put_chunk(Hash::repeat_byte(2), u64::MAX, 0, &pattern(CHUNK)),
		Err(BlobError::QuotaExceeded { .. })
	));
	assert_eq!(store.used(), before);
	store.put(&pattern(CHUNK / 2)).unwrap();
	let used = store.used();
	assert_eq!(used, before + CHUNK as u64 / 2);
	drop(store);
	let store = Store::open(dir.path(), 8 * CHUNK as u64).unwrap();
	assert_eq!(store.used(), used);
}

#[test]
fn a_claim_takes_no_more_than_what_comes() {
	let dir = tempfile::tempdir().unwrap();
	let quota = 1024 * CHUNK as u64;
	let store = Store::open(dir.path(), quota).unwrap();
	let claim = 1000 * CHUNK as u64;
	let claimed = Hash::repeat_byte(1);
	// The same part again and again takes nothing more.
	for _ in 0..5 {
		store.put_chunk(claimed, claim, 0, &pattern(CHUNK)).unwrap();
	}
	assert_eq!(store.used(), CHUNK as u64 + 1000 * 32);
	let (root, bytes) = blob();
	for chunk in 0..4 {
		send(&store, root, &bytes, chunk).unwrap();
	}
	assert!(store.status(root).unwrap().complete);
	store.put(&pattern(900 * CHUNK)).unwrap();
	// Nobody may claim more than there is.
	for length in [quota + 1, u64::MAX] {
		let refused = store.put_chunk(Hash::repeat_byte(2), length, 0, &pattern(CHUNK));
		assert!(matches!(refused, Err(BlobError::QuotaExceeded { .. })));
	}
}

#[test]
fn an_upload_gives_back_all_that_it_took() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	let wrong = pattern(bytes.len() + 1)[1..].to_vec();
	for chunk in 0..4 {
		let _ = send(&store, root, &wrong, chunk);
	}
	assert_eq!(store.used(), 0);
	for chunk in [0, 0, 1, 2, 3] {
		send(&store, root, &bytes, chunk).unwrap();
	}
	assert_eq!(store.used(), 3 * CHUNK as u64 + 4096);
	store.remove(root).unwrap();
	assert_eq!(store.used(), 0);
}

#[test]
fn room_that_is_held_is_there_at_the_end() {
	let dir = tempfile::tempdir().unwrap();
	let store = Arc::new(Store::open(dir.path().join("store"), 8 * CHUNK as u64).unwrap());
	let path = dir.path().join("adapter");
	std::fs::write(&path, pattern(5 * CHUNK)).unwrap();
	let room = store.hold(5 * CHUNK as u64).unwrap();
	store.put(&pattern(3 * CHUNK)).unwrap();
	assert!(matches!(store.put(&pattern(1)), Err(BlobError::QuotaExceeded { .. })));
	assert!(matches!(store.put_file(&path), Err(BlobError::QuotaExceeded { .. })));
	let root = room.put_file(&path).unwrap();
	assert_eq!(store.length(root).unwrap(), 5 * CHUNK as u64);
	assert_eq!(store.used(), 8 * CHUNK as u64);
	store.remove(root).unwrap();
	drop(store.hold(5 * CHUNK as u64).unwrap());
	assert_eq!(store.used(), 3 * CHUNK as u64, "what is not used is given back");
	assert!(store.hold(6 * CHUNK as u64).is_err());
}

#[test]
fn own_work_evicts_what_can_be_had_again_and_is_not_in_use() {
	let dir = tempfile::tempdir().unwrap();
	let store = Arc::new(Store::open(dir.path(), 48 * CHUNK as u64).unwrap());
	let fetch = |count: usize| {
		let bytes = pattern(count * CHUNK);
		let root = root::of(&bytes);
		let Begun::Download(download) = store.begin(root, bytes.len() as u64, leaves(&bytes)).unwrap() else {
			panic!("it is here already")
		};
		download.write(0, &bytes).unwrap();
		assert!(download.finish().unwrap());
		root
	};
	let [idle, used] = [20, 19].map(fetch);
	store.judge_use(Box::new(move |root| root == used));
	// 39 of 48 chunks are taken, 20 of them may go.
	let room = store.hold(25 * CHUNK as u64).unwrap();
	assert!(store.status(idle).is_none() && store.status(used).is_some());
	drop(room);
	assert!(matches!(store.hold(30 * CHUNK as u64), Err(BlobError::QuotaExceeded { .. })));
	assert!(store.status(used).is_some());
}

fn leaves(bytes: &[u8]) -> Vec<Hash> {
	(0..).zip(bytes.chunks(CHUNK)).map(|(index, chunk)| root::leaf(index, chunk)).collect()
}

#[test]
fn the_same_blob_counts_once() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	store.put(&bytes).unwrap();
	let used = store.used();
	store.put(&bytes).unwrap();
	assert_eq!(store.used(), used);
	store.remove(root).unwrap();
	store.remove(root).unwrap();
	assert_eq!((store.used(), store.status(root)), (0, None));
}

#[test]
fn uploads_are_limited_and_idle_ones_give_way() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let begin = |i: usize| {
		store.put_chunk(Hash::from_low_u64_be(i as u64), 2 * CHUNK as u64, 0, &pattern(CHUNK)).map(|_| ())
	};
	store.put(&pattern(32 * CHUNK)).unwrap();
	for i in 0..31 {
		begin(i).unwrap();
	}
	// The quota is full before the limit on uploads is reached.
	assert!(matches!(begin(MAX_UPLOADS), Err(BlobError::QuotaExceeded { .. })));
	store.state.lock().age(STALE_AFTER);
	begin(MAX_UPLOADS).unwrap();
	assert!(
		store.status(Hash::from_low_u64_be(0)).is_none() || store.status(Hash::from_low_u64_be(1)).is_none()
	);
}

#[test]
fn no_more_than_the_limit_of_uploads() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 1 << 40).unwrap();
	let begin = |i: usize| store.put_chunk(Hash::from_low_u64_be(i as u64), 2 << 16, 0, &pattern(CHUNK));
	for i in 0..MAX_UPLOADS {
		begin(i).unwrap();
	}
	assert!(matches!(begin(MAX_UPLOADS), Err(BlobError::TooManyUploads { .. })));
	begin(0).unwrap();
}
