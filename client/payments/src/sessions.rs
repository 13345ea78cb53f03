//! Sessions in memory, each with its journal on disk.

use crate::{
	answer_store::AnswerStore,
	journal::Journal,
	ledger::{Event, Ledger, Terms},
	signature::SignedVoucher,
	JournalError, PaymentError,
};
use openledger_blobs::files::ensure_dir;
use openledger_primitives::{
	usage::{Receipt, SessionInfo},
	AccountId, Balance, BlockNumber, SessionId,
};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
	sync::Arc,
	time::{Duration, Instant},
};

/// State of a session's account, as this provider's journal shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionState {
	/// Price of all answers since the session opened.
	pub owed: Balance,
	/// The user's latest promise.
	pub promised: Balance,
	/// Number of answers since the session opened.
	pub answers: u32,
	/// Number of answers that are not settled.
	pub unsettled: usize,
}

/// One session. Its ledger changes only by way of the journal.
pub struct Session {
	ledger: Ledger,
	journal: Journal<Event>,
	/// An answer is being written.
	is_busy: bool,
	/// Time of the last use.
	active: Instant,
}

/// A session that requests, settler and revealer share.
pub type SharedSession = Arc<Mutex<Session>>;

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
		Ok(Some(Self { ledger, journal, is_busy: false, active: Instant::now() }))
	}

	/// Returns what is owed, promised and unsettled.
	pub fn state(&self) -> SessionState {
		let ledger = &self.ledger;
		SessionState {
			owed: ledger.owed,
			promised: ledger.promise(),
			answers: ledger.answers,
			unsettled: ledger.unsettled.len(),
		}
	}

	/// Writes down that an answer was given.
	pub fn answered(&mut self, receipt: Receipt) -> Result<(), JournalError> {
		self.write(Event::Answered(receipt))
	}

	/// Returns the ledger behind the state.
	pub(crate) fn ledger(&self) -> &Ledger {
		&self.ledger
	}

	/// Returns the time since the session was last used.
	pub(crate) fn rest(&self) -> Duration {
		self.active.elapsed()
	}

	/// Writes an event down, then carries it out.
	pub(crate) fn write(&mut self, event: Event) -> Result<(), JournalError> {
		self.journal.append(&event)?;
		self.ledger.apply(&event);
		Ok(())
	}

	/// Notes that what was posted is settled, and lets the journal forget how it came to that.
	pub(crate) fn settle(&mut self, until: BlockNumber) -> Result<(), JournalError> {
		self.condense(&Event::Settled { until })
	}

	/// Forgets settlements that can no longer be challenged. Returns whether there were any.
	pub(crate) fn expire(&mut self, now: BlockNumber) -> Result<bool, JournalError> {
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

	/// Takes a voucher. Only one that promises more than the one before is written down.
	pub(crate) fn promise(&mut self, signed: SignedVoucher) -> Result<(), PaymentError> {
		let SignedVoucher { cumulative, signature } = signed;
		if cumulative > self.ledger.owed {
			return Err(PaymentError::AboveOwed { given: cumulative, owed: self.ledger.owed });
		}
		self.active = Instant::now();
		if cumulative > self.ledger.promise() {
			self.write(Event::Promised { cumulative, signature })?;
		}
		Ok(())
	}
}

/// The right to write the next answer of a session. It ends when this is dropped.
pub struct Ticket(SharedSession);

impl Ticket {
	/// Takes the right, if nobody has it.
	pub fn take(session: &SharedSession) -> Option<Self> {
		let mut guard = session.lock();
		if guard.is_busy {
			return None;
		}
		guard.is_busy = true;
		drop(guard);
		Some(Self(session.clone()))
	}

	/// Returns the session of the ticket.
	pub fn session(&self) -> &SharedSession {
		&self.0
	}
}

impl Drop for Ticket {
	fn drop(&mut self) {
		let mut session = self.0.lock();
		session.is_busy = false;
		session.active = Instant::now();
	}
}

/// All sessions of one chain.
pub struct Sessions {
	/// Questions and answers, for as long as they may have to be revealed.
	pub answers: AnswerStore,
	dir: PathBuf,
	open: Mutex<BTreeMap<SessionId, SharedSession>>,
}

impl Sessions {
	/// Reads every journal of a folder. A damaged one is left for a person to look at.
	pub fn load(dir: PathBuf) -> Result<Self, JournalError> {
		ensure_dir(&dir)?;
		let answers = AnswerStore::new(dir.join("answers"));
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
					answers.retain(id, &session.ledger.needed());
					open.insert(id, Arc::new(Mutex::new(session)));
				},
				Ok(None) => (),
				Err(error) => log::error!(target: "payments", "session {id} is set aside: {error}"),
			}
		}
		Ok(Self { answers, dir, open: Mutex::new(open) })
	}

	fn path(&self, id: SessionId) -> PathBuf {
		self.dir.join(format!("{id}.journal"))
	}

	/// Returns a session that has a journal.
	pub fn get(&self, id: SessionId) -> Option<SharedSession> {
		self.open.lock().get(&id).cloned()
	}

	/// Returns the session that the chain shows, and begins its journal if it is new here.
	pub fn open(&self, info: &SessionInfo<AccountId>) -> Result<SharedSession, JournalError> {
		let mut open = self.open.lock();
		let terms = Terms::of(info);
		if let Some(session) = open.get(&info.id) {
			if session.lock().ledger.terms == terms {
				return Ok(session.clone());
			}
			log::warn!(target: "payments", "session {} had other terms before, on a chain that is gone: \
				beginning it anew", info.id);
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

	/// Returns every session, ascending.
	pub fn all(&self) -> Vec<(SessionId, SharedSession)> {
		self.open.lock().iter().map(|(id, session)| (*id, session.clone())).collect()
	}

	/// Drops a session that is over, with its journal and its answers.
	pub(crate) fn forget(&self, id: SessionId) {
		self.open.lock().remove(&id);
		self.remove_file(id);
	}

	fn remove_file(&self, id: SessionId) {
		if let Err(error) = fs::remove_file(self.path(id)) {
			log::warn!(target: "payments", "cannot remove the journal of session {id}: {error}");
		}
		self.answers.forget(id);
	}
}
