//! A process may die at any moment.

use super::*;
use proptest::prelude::*;
use std::{fs, path::Path};

/// Copies the files that a process killed at this moment leaves.
fn snapshot(from: &Path, to: &Path) {
	fs::create_dir_all(to).unwrap();
	for entry in fs::read_dir(from).unwrap() {
		let entry = entry.unwrap();
		match entry.file_type().unwrap().is_dir() {
			true => snapshot(&entry.path(), &to.join(entry.file_name())),
			false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
		}
	}
}

#[test]
fn the_store_is_open_once() {
	let dir = tempfile::tempdir().unwrap();
	let store = open(&dir);
	assert!(matches!(Store::open(dir.path(), 1), Err(BlobError::InUse { .. })));
	drop(store);
	open(&dir);
}

#[test]
fn leftovers_are_cleared() {
	let dir = tempfile::tempdir().unwrap();
	let (root, bytes) = blob();
	open(&dir).put(&bytes).unwrap();
	fs::write(dir.path().join("tmp/.tmpAbc"), b"half").unwrap();
	fs::create_dir(dir.path().join("partials/nonsense")).unwrap();
	fs::create_dir(dir.path().join(format!("partials/{}-{}", name(root), bytes.len()))).unwrap();
	fs::write(dir.path().join("links/x"), b"{").unwrap();
	let store = open(&dir);
	for folder in ["tmp", "partials", "links"] {
		assert_eq!(fs::read_dir(dir.path().join(folder)).unwrap().count(), 0, "{folder}");
	}
	assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
}

#[test]
fn an_upload_whose_data_moved_but_whose_folder_stayed_is_complete() {
	let dir = tempfile::tempdir().unwrap();
	let (root, bytes) = blob();
	{
		let store = open(&dir);
		for chunk in 0..3 {
			send(&store, root, &bytes, chunk).unwrap();
		}
		let folder = dir.path().join(format!("partials/{}-{}", name(root), bytes.len()));
		fs::write(folder.join("data"), &bytes).unwrap();
		fs::rename(folder.join("data"), dir.path().join("blobs").join(name(root))).unwrap();
	}
	let store = open(&dir);
	assert!(store.status(root).unwrap().complete);
	assert_eq!(fs::read_dir(dir.path().join("partials")).unwrap().count(), 0);
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(12))]

	#[test]
	fn an_upload_goes_on_where_it_was_killed(
		order in Just(vec![0, 1, 2, 3]).prop_shuffle(),
		cut in 0usize..4,
	) {
		let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
		let (root, bytes) = blob();
		let store = open(&first);
		for chunk in &order[..cut] {
			send(&store, root, &bytes, *chunk).unwrap();
		}
		snapshot(first.path(), second.path());
		let store = open(&second);
		let known = store.status(root).map_or(0, |s| s.received);
		let sent: usize = order[..cut].iter().map(|c| if *c == 3 { 7 } else { CHUNK }).sum();
		prop_assert_eq!(known, sent as u64);
		for chunk in &order[cut..] {
			send(&store, root, &bytes, *chunk).unwrap();
		}
		prop_assert_eq!(store.get(root, 1 << 20).unwrap(), bytes);
	}
}
