//! Downloads: checked before they are written, safe after a flush.

use super::*;
use std::{fs, sync::Arc};

fn leaves(bytes: &[u8]) -> Vec<Hash> {
	(0..).zip(bytes.chunks(CHUNK)).map(|(index, chunk)| root::leaf(index, chunk)).collect()
}

fn begin(store: &Arc<Store>, root: Hash, bytes: &[u8]) -> Download {
	match store.begin(root, bytes.len() as u64, leaves(bytes)).unwrap() {
		Begun::Download(download) => download,
		Begun::Here(_) => panic!("it is here already"),
	}
}

fn chunk(bytes: &[u8], index: usize) -> &[u8] {
	&bytes[index * CHUNK..((index + 1) * CHUNK).min(bytes.len())]
}

#[test]
fn leaves_must_prove_themselves() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (Arc::new(open(&dir)), blob());
	let length = bytes.len() as u64;
	let mut wrong = leaves(&bytes);
	wrong.swap(0, 1);
	for (length, leaves) in
		[(length, wrong), (length + 1, leaves(&bytes)), (length, vec![]), (u64::MAX, leaves(&bytes))]
	{
		assert!(matches!(store.begin(root, length, leaves), Err(BlobError::WrongRoot { .. })));
	}
	assert_eq!((store.used(), store.status(root)), (0, None));
}

#[test]
fn chunks_are_checked_before_they_are_written() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (Arc::new(open(&dir)), blob());
	let download = begin(&store, root, &bytes);
	assert_eq!(download.missing(), vec![0..4]);
	let mut wrong = bytes[..2 * CHUNK].to_vec();
	wrong[CHUNK] ^= 1;
	assert_eq!(download.write(0, &wrong).unwrap(), Written::Wrong(1));
	assert_eq!(download.missing(), vec![0..4], "nothing of it was written");
	assert!(download.write(0, &bytes[..CHUNK + 1]).is_err());
	assert!(download.write(u64::MAX, chunk(&bytes, 0)).is_err());
	assert_eq!(download.write(1, &bytes[CHUNK..3 * CHUNK]).unwrap(), Written::Taken);
	assert_eq!(download.missing(), [0..1, 3..4]);
	assert!(!download.finish().unwrap());
	download.write(0, chunk(&bytes, 0)).unwrap();
	download.write(3, chunk(&bytes, 3)).unwrap();
	assert!(download.finish().unwrap());
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
	assert!(store.entry(root).unwrap().fetched);
	assert_eq!(download.write(0, chunk(&bytes, 0)).unwrap(), Written::Over);
	// Somebody who uploads it makes it theirs.
	send(&store, root, &bytes, 0).unwrap();
	assert!(!store.entry(root).unwrap().fetched);
}

#[test]
fn what_was_flushed_is_there_after_a_kill_and_nothing_else_is_believed() {
	let dir = tempfile::tempdir().unwrap();
	let (root, bytes) = blob();
	{
		let store = Arc::new(open(&dir));
		let download = begin(&store, root, &bytes);
		download.write(0, chunk(&bytes, 0)).unwrap();
		download.write(2, chunk(&bytes, 2)).unwrap();
		download.flush().unwrap();
		download.write(1, chunk(&bytes, 1)).unwrap();
	}
	let store = Arc::new(open(&dir));
	let download = begin(&store, root, &bytes);
	assert_eq!(download.missing(), [1..2, 3..4]);
	for index in [1, 3] {
		download.write(index as u64, chunk(&bytes, index)).unwrap();
	}
	assert!(download.finish().unwrap());
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}

#[test]
fn uploads_of_wrong_bytes_do_not_spoil_a_download() {
	let dir = tempfile::tempdir().unwrap();
	let (store, (root, bytes)) = (Arc::new(open(&dir)), blob());
	let download = begin(&store, root, &bytes);
	for index in 0..3 {
		download.write(index as u64, chunk(&bytes, index)).unwrap();
	}
	// Somebody uploads another chunk over one that is written ahead.
	store.put_chunk(root, bytes.len() as u64, CHUNK as u64, &vec![9; CHUNK]).unwrap();
	download.flush().unwrap();
	assert_eq!(download.missing(), [1..2, 3..4]);
	for index in [1, 3] {
		download.write(index as u64, chunk(&bytes, index)).unwrap();
	}
	assert!(download.finish().unwrap());
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}

#[test]
fn leaves_are_kept_found_again_and_computed() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let bytes = pattern(20 * CHUNK + 1);
	let root = store.put(&bytes).unwrap();
	let length = bytes.len() as u64;
	assert_eq!(store.leaves(root, 0, 100).unwrap(), (length, None));
	store.compute_leaves(root).unwrap();
	assert_eq!(store.leaves(root, 19, 100).unwrap(), (length, Some(leaves(&bytes)[19..].to_vec())));
	// A file that was cut short by a power cut is as good as none.
	let file = dir.path().join("leaves").join(name(root));
	fs::File::options().write(true).open(&file).unwrap().set_len(40).unwrap();
	assert_eq!(store.leaves(root, 0, 100).unwrap(), (length, None));
	store.remove(root).unwrap();
	assert!(!file.exists());
	assert!(store.leaves(root, 0, 1).is_err());
}
