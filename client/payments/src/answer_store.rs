//! Answers on disk, for as long as they may have to be revealed: one file each, by session and hash of the
//! receipt. Beside them lie the replies that users got, who may ask for them again.
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
	replies: PathBuf,
}

impl AnswerStore {
	/// Keeps answers and replies in folders below one, which are made for the first of them.
	pub fn new(dir: &Path) -> Self {
		Self { dir: dir.join("answers"), replies: dir.join("replies") }
	}

	fn path(&self, session: SessionId, receipt: Hash) -> PathBuf {
		path(&self.dir, session, receipt)
	}

	/// Writes an answer and its reply down. When this returns, they are on disk.
	pub fn put(
		&self,
		session: SessionId,
		opened_answer: &OpenedAnswer,
		reply: &[u8],
	) -> Result<(), JournalError> {
		let receipt = opened_answer.receipt.hash();
		for (dir, bytes) in [(&self.replies, reply), (&self.dir, &opened_answer.encode()[..])] {
			let path = path(dir, session, receipt);
			ensure_dir(path.parent().unwrap_or(dir))?;
			write_beside(&path, bytes)?;
		}
		Ok(())
	}

	/// Returns the reply that came with an answer, unless it is absent.
	pub fn reply(&self, session: SessionId, receipt: Hash) -> Option<Vec<u8>> {
		fs::read(path(&self.replies, session, receipt)).ok()
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
		let needed: BTreeSet<String> = needed.iter().map(|hash| format!("{hash:x}")).collect();
		for dir in [&self.dir, &self.replies] {
			let Ok(entries) = fs::read_dir(dir.join(session.to_string())) else { continue };
			for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
				let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
				if !needed.contains(name) {
					report(&path, fs::remove_file(&path));
				}
			}
		}
	}

	/// Removes every answer of a session.
	pub fn forget(&self, session: SessionId) {
		for dir in [&self.dir, &self.replies] {
			let dir = dir.join(session.to_string());
			report(&dir, fs::remove_dir_all(&dir));
		}
	}
}

fn path(dir: &Path, session: SessionId, receipt: Hash) -> PathBuf {
	dir.join(session.to_string()).join(format!("{receipt:x}"))
}

fn report(path: &Path, removed: io::Result<()>) {
	match removed {
		Err(error) if error.kind() != io::ErrorKind::NotFound => {
			log::warn!(target: "payments", "cannot remove {}: {error}", path.display());
		},
		_ => (),
	}
}
