//! Answers on disk, for as long as they may have to be revealed: one file each, by session and hash of the
//! receipt.
//!
//! A file is on disk before the journal says that the answer was given, and goes after the journal says that
//! it is no longer needed. So a kill at any moment leaves at most files that nothing needs, which the next
//! start removes.

use crate::JournalError;
use codec::{DecodeAll, Encode};
use openledger_blobs::files::{ensure_dir, write_beside};
use openledger_primitives::{Hash, SessionId, challenge::OpenedAnswer};
use std::{
	collections::BTreeSet,
	fs, io,
	path::{Path, PathBuf},
};

/// The answers of all sessions.
pub struct AnswerStore {
	dir: PathBuf,
}

impl AnswerStore {
	/// Keeps answers in a folder, which is made for the first of them.
	pub fn new(dir: PathBuf) -> Self {
		Self { dir }
	}

	fn session_dir(&self, session: SessionId) -> PathBuf {
		self.dir.join(session.to_string())
	}

	fn path(&self, session: SessionId, receipt: Hash) -> PathBuf {
		self.session_dir(session).join(format!("{receipt:x}"))
	}

	/// Writes an answer down. When this returns, it is on disk.
	pub fn put(&self, session: SessionId, opened_answer: &OpenedAnswer) -> Result<(), JournalError> {
		ensure_dir(&self.session_dir(session))?;
		let path = self.path(session, opened_answer.receipt.hash());
		Ok(write_beside(&path, &opened_answer.encode())?)
	}

	/// Returns an answer, unless it is absent or damaged.
	pub fn get(&self, session: SessionId, receipt: Hash) -> Option<OpenedAnswer> {
		let bytes = fs::read(self.path(session, receipt)).ok()?;
		let opened_answer = OpenedAnswer::decode_all(&mut &bytes[..]).ok()?;
		(opened_answer.receipt.hash() == receipt && opened_answer.is_of_its_receipt())
			.then_some(opened_answer)
	}

	/// Removes every answer of a session except the needed ones.
	pub fn retain(&self, session: SessionId, needed: &BTreeSet<Hash>) {
		let Ok(entries) = fs::read_dir(self.session_dir(session)) else { return };
		let needed: BTreeSet<String> = needed.iter().map(|hash| format!("{hash:x}")).collect();
		for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
			let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
			if !needed.contains(name) {
				report(&path, fs::remove_file(&path));
			}
		}
	}

	/// Removes every answer of a session.
	pub fn forget(&self, session: SessionId) {
		let dir = self.session_dir(session);
		report(&dir, fs::remove_dir_all(&dir));
	}
}

fn report(path: &Path, removed: io::Result<()>) {
	match removed {
		Err(error) if error.kind() != io::ErrorKind::NotFound => {
			log::warn!(target: "payments", "cannot remove {}: {error}", path.display());
		},
		_ => (),
	}
}
