//! Uploads part by part.

use super::*;

#[test]
fn parts_come_in_any_order_and_twice() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	assert_eq!(store.status(root), None);
	for (chunk, received, missing) in [(3, 7, 0), (0, 7 + CHUNK, CHUNK), (0, 7 + CHUNK, CHUNK)] {
		let status = send(&store, root, &bytes, chunk).unwrap();
		assert_eq!((status.received, status.complete), (received as u64, false));
		assert_eq!(status.missing, Some(missing as u64));
		assert_eq!(store.status(root), Some(status));
	}
	assert!(matches!(store.get(root, 1 << 20), Err(BlobError::Incomplete { .. })));
	let rest = &bytes[CHUNK..3 * CHUNK];
	let status = store.put_chunk(root, bytes.len() as u64, CHUNK as u64, rest).unwrap();
	assert_eq!(status, Status::complete(root, bytes.len() as u64));
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
	assert_eq!(send(&store, root, &bytes, 0).unwrap(), status);
	assert_eq!(std::fs::read_dir(dir.path().join("partials")).unwrap().count(), 0);
}

#[test]
fn wrong_bytes_are_refused_and_dropped() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	let mut wrong = bytes.clone();
	wrong[CHUNK] ^= 1;
	for chunk in 0..3 {
		send(&store, root, &wrong, chunk).unwrap();
	}
	let last = send(&store, root, &wrong, 3);
	assert!(matches!(last, Err(BlobError::WrongRoot { expected, .. }) if expected == root));
	assert_eq!((store.status(root), store.used()), (None, 0));
	for chunk in 0..4 {
		send(&store, root, &bytes, chunk).unwrap();
	}
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}

#[test]
fn a_wrong_chunk_may_be_replaced_before_the_end() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	send(&store, root, &pattern(bytes.len() + CHUNK)[5..][..bytes.len()], 1).unwrap();
	for chunk in 0..4 {
		send(&store, root, &bytes, chunk).unwrap();
	}
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}

#[test]
fn a_false_length_stands_in_no_ones_way() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	store.put_chunk(root, 4 * CHUNK as u64, 0, &bytes[..CHUNK]).unwrap();
	for chunk in 0..4 {
		send(&store, root, &bytes, chunk).unwrap();
	}
	assert!(store.status(root).unwrap().complete);
	assert!(matches!(
		store.put_chunk(root, 4 * CHUNK as u64, 0, &bytes[..CHUNK]),
		Err(BlobError::WrongLength { stored, .. }) if stored == bytes.len() as u64
	));
}

#[test]
fn malformed_parts_are_refused() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let put = |length: u64, offset: u64, given: usize| {
		store.put_chunk(Hash::repeat_byte(1), length, offset, &vec![0; given])
	};
	let chunk = CHUNK as u64;
	assert!(matches!(put(3 * chunk, 1, CHUNK), Err(BlobError::Misaligned { offset: 1 })));
	assert!(matches!(put(3 * chunk, 0, CHUNK - 1), Err(BlobError::BrokenChunk { .. })));
	assert!(matches!(put(3 * chunk, 0, 0), Err(BlobError::BrokenChunk { .. })));
	assert!(matches!(put(chunk, chunk, CHUNK), Err(BlobError::OutOfRange { .. })));
	assert!(matches!(put(0, 0, 1), Err(BlobError::OutOfRange { .. })));
	assert!(matches!(
		put(u64::MAX, u64::MAX - (chunk - 1), 2 * CHUNK),
		Err(BlobError::OutOfRange { .. } | BlobError::Misaligned { .. })
	));
	assert!(matches!(put(1 << 30, 0, MAX_PART as usize + 1), Err(BlobError::PartTooLong { .. })));
	assert_eq!(store.used(), 0);
}

#[test]
fn the_empty_blob_is_a_blob() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let empty = root::of(&[]);
	assert!(store.put_chunk(empty, 0, 0, &[]).unwrap().complete);
	assert_eq!(store.get(empty, 0).unwrap(), b"");
	assert!(matches!(
		store.put_chunk(Hash::repeat_byte(1), 0, 0, &[]),
		Err(BlobError::WrongRoot { found, .. }) if found == empty
	));
}

#[test]
fn reads_are_bounded() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (_, bytes)) = (open(&dir), blob());
	let root = store.put(&bytes).unwrap();
	assert_eq!(store.read(root, 5, 10).unwrap(), bytes[5..15]);
	assert_eq!(store.read(root, bytes.len() as u64 - 2, 10).unwrap(), bytes[bytes.len() - 2..]);
	assert_eq!(store.read(root, 1 << 40, 10).unwrap(), b"");
	assert!(matches!(store.read(root, 0, MAX_PART + 1), Err(BlobError::PartTooLong { .. })));
	assert!(matches!(store.get(root, 10), Err(BlobError::TooLarge { most: 10, .. })));
	assert!(matches!(store.read(Hash::zero(), 0, 1), Err(BlobError::NotFound { .. })));
	assert_eq!(store.length(root).unwrap(), bytes.len() as u64);
}

#[test]
fn a_rotten_file_is_noticed() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let root = store.put(b"sound").unwrap();
	std::fs::write(store.path(root).unwrap(), b"rotten").unwrap();
	assert!(matches!(store.get(root, 100), Err(BlobError::Damaged { .. })));
}

#[test]
fn many_threads_upload_one_blob() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (open(&dir), blob());
	std::thread::scope(|scope| {
		for start in 0..4 {
			let (store, bytes) = (&store, &bytes);
			scope.spawn(move || {
				for chunk in 0..4 {
					send(store, root, bytes, (start + chunk) % 4).unwrap();
				}
			});
		}
	});
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}
