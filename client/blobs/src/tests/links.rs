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

#[test]
fn a_changed_file_is_hashed_once_and_never_for_strangers() {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("base.gguf");
	let store = Store::open(dir.path().join("store"), 0).unwrap();
	write(&path, b"one", 100);
	let root = store.link(&path).unwrap();
	store.share_links(true);
	assert_eq!(store.read_shared(root, 0, 9).unwrap(), b"one");
	let touched = SystemTime::now() - Duration::from_secs(50);
	let change = |bytes: &[u8]| {
		std::fs::write(&path, bytes).unwrap();
		std::fs::File::options().write(true).open(&path).unwrap().set_modified(touched).unwrap();
	};
	change(b"two");
	assert!(matches!(store.read_shared(root, 0, 9), Err(BlobError::LinkStale { .. })));
	assert!(matches!(store.read_chunks(root, 0, 1), Err(BlobError::LinkStale { .. })));
	let found = |store: &Store| match store.path(root) {
		Err(BlobError::LinkChanged { found, .. }) => found,
		other => panic!("{other:?}"),
	};
	assert_eq!(found(&store), root::of(b"two"));
	// The file looks as it did then, so what it was found to be is said again: it was not read.
	change(b"six");
	assert_eq!(found(&store), root::of(b"two"));
}

#[test]
fn another_file_in_its_place_is_noticed_though_it_looks_the_same() {
	let dir = tempfile::tempdir().unwrap();
	let [path, other] = ["base.gguf", "other.gguf"].map(|name| dir.path().join(name));
	let store = Store::open(dir.path().join("store"), 0).unwrap();
	write(&path, b"one", 100);
	let root = store.link(&path).unwrap();
	let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
	std::fs::write(&other, b"two").unwrap();
	std::fs::File::options().write(true).open(&other).unwrap().set_modified(modified).unwrap();
	std::fs::rename(&other, &path).unwrap();
	assert!(matches!(store.path(root), Err(BlobError::LinkChanged { .. })));
}

#[test]
fn links_are_shared_and_kept_as_the_operator_says() {
	let dir = tempfile::tempdir().unwrap();
	let [first, second] = ["first", "second"].map(|name| dir.path().join(name));
	let store = Store::open(dir.path().join("store"), 0).unwrap();
	write(&first, b"one", 100);
	write(&second, b"two", 100);
	let [one, two] = [&first, &second].map(|path| store.link(path).unwrap());
	assert!(matches!(store.read_shared(one, 0, 9), Err(BlobError::NotFound { .. })));
	assert!(matches!(store.readable_length(one), Err(BlobError::NotFound { .. })));
	assert_eq!(store.shared_links(), []);
	assert_eq!(store.read(one, 0, 9).unwrap(), b"one");
	store.share_links(true);
	assert_eq!(store.shared_links().len(), 2);
	store.keep_links(&[two]).unwrap();
	assert!(store.path(one).is_err() && first.exists());
	assert_eq!(store.read_shared(two, 1, 9).unwrap(), b"wo");
	assert_eq!(store.read_shared(two, 99, 9).unwrap(), b"");
}
