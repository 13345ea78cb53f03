//! Answers on disk, for as long as they may have to be revealed: one file each, by session and hash of the receipt.
//!
//! A file is on disk before the journal says that the answer was given, and goes after the journal says that it is no
//! longer needed. So a kill at any moment leaves at most files that nothing needs, which the next start removes.

use crate::journal::JournalError;
use codec::{DecodeAll, Encode};
use openledger_blobs::files::{ensure_dir, write_beside};
use openledger_primitives::{challenge::OpenedAnswer, Hash, SessionId};
use std::{
	collections::BTreeSet,
	fs, io,
	path::{Path, PathBuf},
};

/// The folder of all answers.
pub(crate) struct Answers {
	dir: PathBuf,
}

impl Answers {
	/// Answers in a folder, which is made once there is one.
	pub fn new(dir: PathBuf) -> Self {
		Self { dir }
	}

	fn folder(&self, session: SessionId) -> PathBuf {
		self.dir.join(session.to_string())
	}

	fn path(&self, session: SessionId, receipt: Hash) -> PathBuf {
		self.folder(session).join(format!("{receipt:x}"))
	}

	/// Writes an answer down; when this returns, it is on disk.
	pub fn put(&self, session: SessionId, opened_answer: &OpenedAnswer) -> Result<(), JournalError> {
		ensure_dir(&self.folder(session))?;
		let path = self.path(session, opened_answer.receipt.hash());
		Ok(write_beside(&path, &opened_answer.encode())?)
	}

	/// An answer; nothing if it is not there, or is damaged.
	pub fn get(&self, session: SessionId, receipt: Hash) -> Option<OpenedAnswer> {
		let bytes = fs::read(self.path(session, receipt)).ok()?;
		let opened_answer = OpenedAnswer::decode_all(&mut &bytes[..]).ok()?;
		(opened_answer.receipt.hash() == receipt && opened_answer.is_of_its_receipt())
			.then_some(opened_answer)
	}

	/// Removes every answer of a session but these.
	pub fn keep(&self, session: SessionId, needed: &BTreeSet<Hash>) {
		let Ok(entries) = fs::read_dir(self.folder(session)) else { return };
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
		let folder = self.folder(session);
		report(&folder, fs::remove_dir_all(&folder));
	}
}

fn report(path: &Path, removed: io::Result<()>) {
	match removed {
		Err(error) if error.kind() != io::ErrorKind::NotFound => {
			log::warn!(target: "serving", "{} stays behind: {error}", path.display());
		},
		_ => (),
	}
}
