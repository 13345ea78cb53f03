//! An append-only file of events, flushed to disk event by event.
//!
//! The file begins with [`HEADER`]. Each event is its length as u32 little-endian, the first 8 bytes of its
//! blake2b-256, and its SCALE encoding. A process killed while appending leaves an incomplete last event,
//! which is cut off when the journal is read. Anything else that does not add up is damage, and refused
//! rather than guessed at: there is money in it.

use codec::{Decode, DecodeAll, Encode};
use openledger_blobs::{BlobError, files};
use openledger_primitives::SessionId;
use std::{
	fs::{self, File},
	io::{self, Seek, Write},
	marker::PhantomData,
	os::unix::fs::{OpenOptionsExt, PermissionsExt},
	path::{Path, PathBuf},
};

/// First bytes of a journal, the last of which is the version of its events. Journals of version 1, whose
/// vouchers commit to no receipts, had none of them, and no length of an event begins with these bytes.
const HEADER: &[u8; 8] = b"oljrnl\0\x02";
/// Mode of a journal: what a user pays for is nobody's business but the provider's.
const MODE: u32 = 0o600;
/// Bytes before each event: its length and its hash.
const HEAD: usize = 12;
/// Most bytes of one event.
const MAX_EVENT_BYTES: usize = 16 << 20;

/// Reasons for a journal not to be readable or writable.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
	/// An event does not match its hash or cannot be decoded.
	#[error(
		"the journal {path} is damaged at byte {at}: restore it from a copy, or close the session; if it \
		begins anew, receipts with numbers that were given before can convict this provider"
	)]
	Damaged {
		/// Path of the journal's file.
		path: PathBuf,
		/// Offset of the first damaged event.
		at: usize,
	},
	/// It is of another version of this software.
	#[error("the journal {path} is of another version of this software")]
	OtherVersion {
		/// Path of the journal's file.
		path: PathBuf,
	},
	/// An answer does not go on from the one before.
	#[error("answer {index} does not go on from the last one of its session: nothing is owed for it")]
	Gap {
		/// Number that the answer has.
		index: u32,
	},
	/// Its session was dropped meanwhile.
	#[error("session {session} is over: open another one")]
	Over {
		/// Number of the session.
		session: SessionId,
	},
	/// The system refused to read or write it.
	#[error("the journal {path} cannot be read or written: {source}")]
	Io {
		/// Path of the journal's file.
		path: PathBuf,
		/// Error that the system returned.
		source: io::Error,
	},
	/// A file beside it cannot be written.
	#[error(transparent)]
	File(#[from] BlobError),
}

/// A journal of events of one type. Its file is open only while it is read or written: a node has thousands
/// of sessions and fewer descriptors.
pub(crate) struct Journal<E> {
	path: PathBuf,
	/// Bytes of the events that were written whole.
	length: u64,
	event: PhantomData<fn() -> E>,
}

impl<E: Encode + Decode> Journal<E> {
	/// Opens or makes a journal, and returns it with its events.
	pub fn open(path: &Path) -> Result<(Self, Vec<E>), JournalError> {
		let fail = |source| JournalError::Io { path: path.to_owned(), source };
		let is_new = !path.exists();
		let mut options = File::options();
		let file = options.create(true).truncate(false).read(true).write(true).mode(MODE).open(path);
		let mut file = file.map_err(fail)?;
		// Earlier versions let others read.
		file.set_permissions(fs::Permissions::from_mode(MODE)).map_err(fail)?;
		let mut bytes = fs::read(path).map_err(fail)?;
		if HEADER.starts_with(&bytes) && bytes.len() < HEADER.len() {
			// It is new, or was killed before it began.
			file.set_len(0).and_then(|()| file.write_all(HEADER)).map_err(fail)?;
			file.sync_all().map_err(fail)?;
			bytes = HEADER.to_vec();
		}
		let Some(framed) = bytes.strip_prefix(HEADER) else {
			return Err(JournalError::OtherVersion { path: path.to_owned() });
		};
		let damaged = |at| JournalError::Damaged { path: path.to_owned(), at: at + HEADER.len() };
		let (events, whole) = read(framed).map_err(damaged)?;
		let whole = whole + HEADER.len();
		if whole < bytes.len() {
			log::warn!(target: "payments", "{}: cutting off an event that was never completed",
				path.display());
			file.set_len(whole as u64).map_err(fail)?;
			file.sync_all().map_err(fail)?;
		}
		if is_new {
			files::sync_dir(path.parent().unwrap_or(Path::new(".")))?;
		}
		Ok((Self { path: path.to_owned(), length: whole as u64, event: PhantomData }, events))
	}

	/// Appends an event. When this returns, it is on disk.
	pub fn append(&mut self, event: &E) -> Result<(), JournalError> {
		let bytes = frame(event);
		let fail = |source| JournalError::Io { path: self.path.clone(), source };
		let mut file = File::options().write(true).open(&self.path).map_err(fail)?;
		if let Err(source) = self.append_to(&mut file, &bytes) {
			// Half an event must not stand before the next one.
			if file.metadata().is_ok_and(|meta| meta.len() > self.length) {
				let _ = file.set_len(self.length);
			}
			return Err(fail(source));
		}
		self.length += bytes.len() as u64;
		Ok(())
	}

	fn append_to(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
		if file.metadata()?.len() < self.length {
			return Err(io::Error::other("it is shorter than what was written to it"));
		}
		// What an earlier attempt may have left behind is cut off.
		file.set_len(self.length)?;
		file.seek(io::SeekFrom::Start(self.length))?;
		file.write_all(bytes)?;
		file.sync_data()
	}

	/// Replaces all events by one that says the same, in one step.
	pub fn replace(&mut self, event: &E) -> Result<(), JournalError> {
		files::write_beside(&self.path, &[&HEADER[..], &frame(event)].concat())?;
		let (journal, _) = Self::open(&self.path)?;
		*self = journal;
		Ok(())
	}
}

fn frame<E: Encode>(event: &E) -> Vec<u8> {
	let event = event.encode();
	let mut bytes = (event.len() as u32).to_le_bytes().to_vec();
	bytes.extend_from_slice(&sp_crypto_hashing::blake2_256(&event)[..8]);
	bytes.extend(event);
	bytes
}

/// Returns the events and how many bytes they take, or the offset of the damage.
fn read<E: Decode>(bytes: &[u8]) -> Result<(Vec<E>, usize), usize> {
	let (mut events, mut at) = (Vec::new(), 0);
	while let Some(head) = bytes.get(at..at + HEAD) {
		let length = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
		if length > MAX_EVENT_BYTES {
			return Err(at);
		}
		let end = at + HEAD + length;
		let Some(event) = bytes.get(at + HEAD..end) else { break };
		if sp_crypto_hashing::blake2_256(event)[..8] != head[4..] {
			// The last event may have its length but not its bytes after a power cut.
			if end == bytes.len() {
				break;
			}
			return Err(at);
		}
		events.push(E::decode_all(&mut &event[..]).map_err(|_| at)?);
		at = end;
	}
	Ok((events, at))
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn events_are_kept_in_order() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("one");
		let (mut journal, events) = Journal::<String>::open(&path).unwrap();
		assert!(events.is_empty());
		for text in ["a", "", "c"] {
			journal.append(&text.to_string()).unwrap();
		}
		assert_eq!(Journal::<String>::open(&path).unwrap().1, ["a", "", "c"]);
		journal.replace(&"sum".into()).unwrap();
		journal.append(&"d".into()).unwrap();
		assert_eq!(Journal::<String>::open(&path).unwrap().1, ["sum", "d"]);
	}

	#[test]
	fn only_its_owner_may_read_it_and_no_file_stays_open() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("one");
		fs::write(&path, HEADER).unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
		let (mut journal, _) = Journal::<String>::open(&path).unwrap();
		let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
		assert_eq!(mode(&path), 0o600);
		journal.replace(&"sum".into()).unwrap();
		journal.append(&"more".into()).unwrap();
		assert_eq!(mode(&path), 0o600);
		let open =
			fs::read_dir("/proc/self/fd").unwrap().filter_map(|fd| fs::read_link(fd.unwrap().path()).ok());
		assert!(open.into_iter().all(|file| file != path));
		// One that was cut or taken away by somebody else is not written on.
		File::options().write(true).open(&path).unwrap().set_len(9).unwrap();
		assert!(matches!(journal.append(&"lost".into()), Err(JournalError::Io { .. })));
		assert_eq!(fs::metadata(&path).unwrap().len(), 9);
		fs::remove_file(&path).unwrap();
		assert!(journal.append(&"lost".into()).is_err() && !path.exists());
	}

	#[test]
	fn damage_in_the_middle_is_refused() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("one");
		let (mut journal, _) = Journal::<String>::open(&path).unwrap();
		journal.append(&"first".into()).unwrap();
		journal.append(&"second".into()).unwrap();
		let mut bytes = fs::read(&path).unwrap();
		bytes[HEADER.len() + 14] ^= 1;
		fs::write(&path, bytes).unwrap();
		assert!(matches!(Journal::<String>::open(&path), Err(JournalError::Damaged { at: 8, .. })));
	}

	#[test]
	fn a_journal_of_another_version_is_recognised() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("one");
		for bytes in [frame(&"first".to_string()), b"oljrnl\0\x03".to_vec(), b"x".to_vec()] {
			fs::write(&path, bytes).unwrap();
			assert!(matches!(Journal::<String>::open(&path), Err(JournalError::OtherVersion { .. })));
		}
		// One that was killed before it began is new.
		for cut in 0..HEADER.len() {
			fs::write(&path, &HEADER[..cut]).unwrap();
			let (mut journal, events) = Journal::<String>::open(&path).unwrap();
			assert!(events.is_empty());
			journal.append(&"first".into()).unwrap();
			assert_eq!(Journal::<String>::open(&path).unwrap().1, ["first"]);
		}
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(24))]

		#[test]
		fn a_torn_end_costs_only_itself(events in proptest::collection::vec(".{0,20}", 1..6), cut in
			1usize..40) {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("one");
			let (mut journal, _) = Journal::<String>::open(&path).unwrap();
			events.iter().for_each(|event| journal.append(event).unwrap());
			let bytes = fs::read(&path).unwrap();
			let last = frame(events.last().unwrap()).len();
			fs::write(&path, &bytes[..bytes.len() - cut.min(last)]).unwrap();
			let (mut journal, kept) = Journal::<String>::open(&path).unwrap();
			prop_assert_eq!(&kept[..], &events[..events.len() - 1]);
			journal.append(&"next".to_string()).unwrap();
			prop_assert_eq!(Journal::<String>::open(&path).unwrap().1.pop().unwrap(), "next");
		}
	}
}
