//! Sessions in memory, each with its journal on disk.

use crate::{
	answers::Answers,
	error::ApiError,
	journal::{Journal, JournalError},
	ledger::{Event, Ledger, Terms},
	voucher::Signed,
};
use openledger_blobs::files::ensure_dir;
use openledger_primitives::{usage::SessionInfo, AccountId, BlockNumber, SessionId};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
	sync::Arc,
	time::Instant,
};

/// One session. Its ledger changes only by way of the journal.
pub(crate) struct Session {
	ledger: Ledger,
	journal: Journal<Event>,
	/// Whether an answer is being written.
	busy: bool,
	/// When it was last used.
	pub active: Instant,
}

pub(crate) type Shared = Arc<Mutex<Session>>;

impl Session {
	/// Reads a journal, or begins one.
	fn open(path: &Path, begin: Option<Ledger>) -> Result<Option<Self>, JournalError> {
		let (mut journal, events) = Journal::open(path)?;
		let mut events = events.iter();
		let first = match (events.next(), begin) {
			(Some(Event::Whole(ledger)), _) => ledger.clone(),
			(None, Some(ledger)) => {
				journal.append(&Event::Whole(ledger.clone()))?;
				ledger
			},
			(None, None) => return Ok(None),
			(Some(_), _) => return Err(JournalError::Damaged { path: path.to_owned(), at: 0 }),
		};
		let mut ledger = first;
		events.for_each(|event| ledger.apply(event));
		Ok(Some(Self { ledger, journal, busy: false, active: Instant::now() }))
	}

	pub fn ledger(&self) -> &Ledger {
		&self.ledger
	}

	/// Writes an event down, then carries it out.
	pub fn record(&mut self, event: Event) -> Result<(), JournalError> {
		self.journal.append(&event)?;
		self.ledger.apply(&event);
		Ok(())
	}

	/// Notes that what was posted is settled, and lets the journal forget how it came to that.
	pub fn settle(&mut self, until: BlockNumber) -> Result<(), JournalError> {
		self.condense(&Event::Settled { until })
	}

	/// Forgets settlements that can no longer be challenged; whether there were any.
	pub fn expire(&mut self, now: BlockNumber) -> Result<bool, JournalError> {
		let any = self.ledger.kept.iter().any(|kept| kept.until < now);
		if any {
			self.condense(&Event::Expired { now })?;
		}
		Ok(any)
	}

	/// Carries an event out, and writes down what it leaves in place of all that led to it.
	fn condense(&mut self, event: &Event) -> Result<(), JournalError> {
		let mut ledger = self.ledger.clone();
		ledger.apply(event);
		self.journal.replace(&Event::Whole(ledger.clone()))?;
		self.ledger = ledger;
		Ok(())
	}

	/// Takes a voucher: only one that promises more than the one before says anything new.
	pub fn promise(&mut self, signed: Signed) -> Result<(), ApiError> {
		let Signed { cumulative, signature } = signed;
		if cumulative > self.ledger.owed {
			return Err(ApiError::AboveOwed { given: cumulative, owed: self.ledger.owed });
		}
		self.active = Instant::now();
		if cumulative > self.ledger.promise() {
			self.record(Event::Promised { cumulative, signature })?;
		}
		Ok(())
	}
}

/// The right to write the next answer of a session. Ends when it is dropped.
pub(crate) struct Ticket(Shared);

impl Ticket {
	/// Takes the right, if no one has it.
	pub fn take(session: &Shared) -> Option<Self> {
		let mut guard = session.lock();
		if guard.busy {
			return None;
		}
		guard.busy = true;
		drop(guard);
		Some(Self(session.clone()))
	}

	pub fn session(&self) -> &Shared {
		&self.0
	}
}

impl Drop for Ticket {
	fn drop(&mut self) {
		let mut session = self.0.lock();
		session.busy = false;
		session.active = Instant::now();
	}
}

/// All sessions.
pub(crate) struct Sessions {
	/// What was asked and answered, while it may have to be revealed.
	pub answers: Answers,
	dir: PathBuf,
	open: Mutex<BTreeMap<SessionId, Shared>>,
}

impl Sessions {
	/// Reads every journal. A damaged one is left for a person to look at.
	pub fn load(dir: PathBuf) -> Result<Self, JournalError> {
		ensure_dir(&dir)?;
		let answers = Answers::new(dir.join("answers"));
		let mut open = BTreeMap::new();
		let fail = |source| JournalError::Io { path: dir.clone(), source };
		for entry in fs::read_dir(&dir).map_err(fail)? {
			let path = entry.map_err(fail)?.path();
			let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
			let Some(id) = name.strip_suffix(".journal").and_then(|id| id.parse().ok()) else {
				// What a kill left of a file that was being replaced.
				if name.starts_with(".tmp") {
					let _ = fs::remove_file(&path);
				}
				continue;
			};
			match Session::open(&path, None) {
				Ok(Some(session)) => {
					answers.keep(id, &session.ledger.needed());
					open.insert(id, Arc::new(Mutex::new(session)));
				},
				Ok(None) => (),
				Err(error) => log::error!(target: "serving", "session {id} is set aside: {error}"),
			}
		}
		Ok(Self { answers, dir, open: Mutex::new(open) })
	}

	fn path(&self, id: SessionId) -> PathBuf {
		self.dir.join(format!("{id}.journal"))
	}

	/// A session as this side knows it.
	pub fn get(&self, id: SessionId) -> Option<Shared> {
		self.open.lock().get(&id).cloned()
	}

	/// The session that the chain shows, begun if it is new here.
	pub fn open(&self, info: &SessionInfo<AccountId>) -> Result<Shared, JournalError> {
		let mut open = self.open.lock();
		let terms = Terms::of(info);
		if let Some(session) = open.get(&info.id) {
			if session.lock().ledger.terms == terms {
				return Ok(session.clone());
			}
			log::warn!(target: "serving", "session {} was another one before: beginning it anew", info.id);
			self.remove_file(info.id);
		}
		// Without a journal, what the chain has settled is all that can have been owed.
		let ledger = Ledger { owed: info.settled, settled: info.settled, ..Ledger::new(terms) };
		let path = self.path(info.id);
		let session = Session::open(&path, Some(ledger))?.ok_or(JournalError::Damaged { path, at: 0 })?;
		let session = Arc::new(Mutex::new(session));
		open.insert(info.id, session.clone());
		Ok(session)
	}

	/// Every session, ascending.
	pub fn all(&self) -> Vec<(SessionId, Shared)> {
		self.open.lock().iter().map(|(id, session)| (*id, session.clone())).collect()
	}

	/// Drops a session that is over, with its journal.
	pub fn forget(&self, id: SessionId) {
		self.open.lock().remove(&id);
		self.remove_file(id);
	}

	fn remove_file(&self, id: SessionId) {
		if let Err(error) = fs::remove_file(self.path(id)) {
			log::warn!(target: "serving", "the journal of session {id} stays behind: {error}");
		}
		self.answers.forget(id);
	}
}
