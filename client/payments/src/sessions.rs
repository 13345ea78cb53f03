//! Sessions in memory, each with its journal on disk.

use crate::{
	JournalError, PaymentError, SignedReceipt,
	answer_store::AnswerStore,
	journal::Journal,
	ledger::{Event, Ledger, Promise, Terms},
};
use openledger_blobs::files::ensure_dir;
use openledger_primitives::{
	AccountId, Balance, BlockNumber, SessionId, boundary::Boundary, usage::SessionInfo,
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
	/// Point after the last paid answer, up to which the next request's voucher must pay.
	pub owed: Boundary,
	/// Point up to which the user's latest voucher pays.
	pub promised: Boundary,
	/// Number of paid answers that are not settled.
	pub unsettled: usize,
}

/// One session. Its ledger changes only by way of the journal.
pub struct Session {
	ledger: Ledger,
	journal: Journal<Event>,
	/// An answer is being written.
	is_busy: bool,
	/// Most planck that the answer being written may cost.
	reserved: Balance,
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
		Ok(Some(Self { ledger, journal, is_busy: false, reserved: 0, active: Instant::now() }))
	}

	/// Returns what is owed, promised and unsettled.
	pub fn state(&self) -> SessionState {
		let ledger = &self.ledger;
		SessionState { owed: ledger.owed, promised: ledger.promise(), unsettled: ledger.unsettled.len() }
	}

	/// Returns the receipt of the last paid answer, unless it is promised: it may not have reached the user.
	pub fn unpaid(&self) -> Option<&SignedReceipt> {
		self.ledger.last.as_ref().filter(|_| !self.ledger.is_covered())
	}

	/// Writes down that an answer was given, and returns the point after it. An answer that costs nothing
	/// changes nothing.
	pub fn answered(&mut self, signed: &SignedReceipt) -> Result<Boundary, JournalError> {
		if signed.receipt.price == 0 {
			return Ok(self.ledger.owed);
		}
		let index = signed.receipt.index;
		let end = self.ledger.owed.after(&signed.receipt).ok_or(JournalError::Gap { index })?;
		self.write(Event::Answered(signed.clone()))?;
		Ok(end)
	}

	/// Returns what is owed and not settled, and what the answer being written may add to it.
	fn exposure(&self) -> Balance {
		let Ledger { owed, settled, .. } = &self.ledger;
		owed.cumulative.saturating_sub(settled.cumulative).saturating_add(self.reserved)
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
	pub(crate) fn settle(&mut self, at: BlockNumber, until: BlockNumber) -> Result<(), JournalError> {
		self.condense(&Event::Settled { at, until })
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

	/// Takes a voucher that pays up to a point after one of the answers, and no less than one before it. Only
	/// one that pays for more is written down.
	pub(crate) fn promise(&mut self, promise: Promise) -> Result<(), PaymentError> {
		let (given, owed, promised) = (promise.end, self.ledger.owed, self.ledger.promise());
		let boundaries = self.ledger.boundaries();
		if !boundaries.contains(&given) {
			return Err(if given.cumulative > owed.cumulative {
				PaymentError::AboveOwed { given: given.cumulative, owed }
			} else if given.answers < promised.answers {
				PaymentError::BelowPromise { given: given.answers, promised: promised.answers, owed }
			} else {
				PaymentError::NoBoundary { given: Box::new(given), owed, boundaries }
			});
		}
		self.active = Instant::now();
		if given.answers > promised.answers {
			self.write(Event::Promised(promise))?;
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

	/// Sets aside what the answer may cost, until this is dropped.
	pub fn reserve(&self, amount: Balance) {
		self.0.lock().reserved = amount;
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
		session.reserved = 0;
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
				Err(JournalError::OtherVersion { .. }) => set_aside(id, &path),
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
	///
	/// A session of another chain under the same number, of which receipts were signed, is refused: two
	/// receipts of one number convict their signer.
	pub fn open(&self, info: &SessionInfo<AccountId>) -> Result<SharedSession, PaymentError> {
		let mut open = self.open.lock();
		let terms = Terms::of(info);
		if let Some(session) = open.get(&info.id) {
			if session.lock().ledger.terms == terms {
				return Ok(session.clone());
			}
			if session.lock().ledger.owed.answers > 0 {
				return Err(PaymentError::OtherTerms(info.id));
			}
			log::warn!(target: "payments", "session {} had other terms before, on a chain that is gone: \
				beginning it anew", info.id);
			self.remove_file(info.id);
		}
		// Without a journal, what the chain has settled is all that can have been owed.
		let ledger = Ledger::new(terms, Boundary::settled(info));
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

	/// Returns what all sessions owe beyond what is settled, and what the answers being written may add to
	/// it.
	pub fn exposure(&self) -> Balance {
		let sessions = self.all();
		sessions.iter().fold(0, |sum: Balance, (_, session)| sum.saturating_add(session.lock().exposure()))
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

/// Moves the journal of another version out of the way.
fn set_aside(id: SessionId, path: &Path) {
	let aside = path.with_extension("journal.old");
	match fs::rename(path, &aside) {
		Ok(()) => log::warn!(
			target: "payments",
			"session {id}: its journal is of another version and now lies at {}; what it promised and was \
				not settled cannot be settled any more, and the session goes on from what the chain shows",
			aside.display(),
		),
		Err(error) => log::error!(
			target: "payments",
			"session {id}: its journal {} is of another version and cannot be moved away: {error}",
			path.display(),
		),
	}
}
