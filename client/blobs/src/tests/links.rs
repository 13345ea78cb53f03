//! Files that stay where they are.

use super::*;
use std::time::{Duration, SystemTime};

fn write(path: &std::path::Path, bytes: &[u8], age: u64) {
	std::fs::write(path, bytes).unwrap();
	let file = std::fs::File::options().write(true).open(path).unwrap();
	file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
}

#[test]
fn a_link_is_read_in_place_and_survives_a_restart() {
	let dir = tempfile::tempdir().unwrap();
	let outside = tempfile::tempdir().unwrap();
	let path = outside.path().join("base.gguf");
	let (root, bytes) = blob();
	write(&path, &bytes, 100);
	{
		let store = open(&dir);
		assert_eq!(store.link(&path).unwrap(), root);
		assert_eq!(store.used(), 0);
	}
	let store = open(&dir);
	assert_eq!(store.path(root).unwrap(), path.canonicalize().unwrap());
	assert_eq!(store.status(root), Some(Status::complete(root, bytes.len() as u64)));
	assert_eq!(send(&store, root, &bytes, 0).unwrap().received, bytes.len() as u64);
	store.remove(root).unwrap();
	assert!(path.exists());
	assert!(matches!(store.path(root), Err(BlobError::NotFound { .. })));
}

#[test]
fn a_touched_file_is_hashed_again_and_a_changed_one_refused() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("base.gguf");
	let store = Store::open(dir.path().join("store"), 0).unwrap();
	write(&path, b"one", 100);
	let root = store.link(&path).unwrap();
	write(&path, b"one", 50);
	assert_eq!(store.read(root, 0, 9).unwrap(), b"one");
	write(&path, b"two", 20);
	assert!(matches!(store.read(root, 0, 9), Err(BlobError::LinkChanged { .. })));
	let second = store.link(&path).unwrap();
	assert_eq!(store.get(second, 9).unwrap(), b"two");
	assert!(matches!(store.path(root), Err(BlobError::NotFound { .. })));
}

#[test]
fn a_missing_file_says_so() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	let error = store.link(dir.path().join("nowhere.gguf")).unwrap_err();
	assert!(error.to_string().contains("nowhere.gguf"), "{error}");
}
