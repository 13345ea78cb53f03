//! Quota and eviction of idle uploads.

use super::*;
use crate::state::{MAX_UPLOADS, STALE_AFTER};

#[test]
fn complete_blobs_and_uploads_share_the_quota() {
	let dir = tempfile::tempdir().unwrap();
	let store = Store::open(dir.path(), 8 * CHUNK as u64).unwrap();
	store.put(&pattern(4 * CHUNK)).unwrap();
	store.put_chunk(Hash::repeat_byte(1), 3 * CHUNK as u64, 0, &pattern(CHUNK)).unwrap();
	let before = store.used();
	assert!(matches!(store.put(&pattern(CHUNK + 1)), Err(BlobError::QuotaExceeded { .. })));
	assert!(matches!(
		store.put_chunk(Hash::repeat_byte(2), u64::MAX, 0, &pattern(CHUNK)),
		Err(BlobError::QuotaExceeded { .. })
	));
	assert_eq!(store.used(), before);
	store.put(&pattern(CHUNK)).unwrap();
	assert_eq!(store.used(), 8 * CHUNK as u64);
	drop(store);
	let store = Store::open(dir.path(), 8 * CHUNK as u64).unwrap();
	assert_eq!(store.used(), 8 * CHUNK as u64);
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
	for i in 0..32 {
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
