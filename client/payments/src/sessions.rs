//! Sessions in memory, each with its journal on disk.

use crate::{
	JournalError, PaymentError, SignedReceipt,
	answer_store::AnswerStore,
	journal::Journal,
	ledger::{Event, Ledger, Promise, Terms},
	sync::Mutex,
};
use openledger_blobs::files::ensure_dir;
use openledger_primitives::{
	AccountId, Balance, BlockNumber, SessionId, boundary::Boundary, usage::SessionInfo,
};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	os::unix::fs::PermissionsExt,
	path::{Path, PathBuf},
	sync::Arc,
	time::Instant,
};

/// Mode of the folder of journals and answers: what users pay for is nobody's business but the provider's.
const DIR_MODE: u32 = 0o700;

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

/// What sessions tell those who look after all of them. Its locks are taken last, and held for a moment.
#[derive(Default)]
struct Shared {
	/// Planck that all sessions owe beyond what is settled, and that the answers being written may add.
	exposure: Mutex<Balance>,
	/// Sessions that were used since somebody asked.
	used: Mutex<BTreeSet<SessionId>>,
	/// Sessions whose last answer is not paid, by user.
	unpaid: Mutex<BTreeSet<(AccountId, SessionId)>>,
}

/// One session. Its ledger changes only by way of the journal.
pub struct Session {
	id: SessionId,
	ledger: Ledger,
	journal: Journal<Event>,
	/// An answer is being written.
	is_busy: bool,
	/// It was dropped, and its files are gone. Whoever still holds it must not write to it.
	is_over: bool,
	/// Most planck that the answer being written may cost.
	reserved: Balance,
	/// Part of the shared exposure that is this session's.
	counted: Balance,
	/// Number of its answers that final blocks settle, as far as this side has looked.
	final_answers: u32,
	/// Time of the last use.
	active: Instant,
	shared: Arc<Shared>,
}

/// A session that requests, settler and revealer share.
pub type SharedSession = Arc<Mutex<Session>>;

impl Session {
	/// Reads a journal, or begins one.
	fn open(
		id: SessionId,
		path: &Path,
		begin: Option<Ledger>,
		shared: &Arc<Shared>,
	) -> Result<Option<Self>, JournalError> {
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
		let (is_busy, is_over) = (false, false);
		let (reserved, counted, final_answers) = (0, 0, 0);
		let (active, shared) = (Instant::now(), shared.clone());
		let mut session =
			Self { id, ledger, journal, is_busy, is_over, reserved, counted, final_answers, active, shared };
		session.report();
		Ok(Some(session))
	}

	/// Ends it: nothing is written to it any more.
	fn end(&mut self) {
		self.is_over = true;
		self.report();
	}

	/// Tells of a change: what the session adds to the exposure, and that it was used.
	fn report(&mut self) {
		let now = if self.is_over { 0 } else { self.exposure() };
		let mut all = self.shared.exposure.lock();
		*all = all.saturating_sub(self.counted).saturating_add(now);
		drop(all);
		self.counted = now;
		self.shared.used.lock().insert(self.id);
		let entry = (self.ledger.terms.user.clone(), self.id);
		let mut unpaid = self.shared.unpaid.lock();
		match self.is_over || self.ledger.is_covered() {
			true => _ = unpaid.remove(&entry),
			false => _ = unpaid.insert(entry),
		}
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

	/// Returns the time of the last use.
	pub(crate) fn last_use(&self) -> Instant {
		self.active
	}

	/// Returns how many of the session's answers final blocks settle, as far as this side has looked.
	pub(crate) fn final_answers(&self) -> u32 {
		self.final_answers
	}

	/// Notes how many of the session's answers final blocks settle.
	pub(crate) fn note_final(&mut self, answers: u32) {
		self.final_answers = self.final_answers.max(answers);
	}

	/// Returns whether it is about these terms. Fails if it is about others and answers were given: it cannot
	/// begin anew.
	fn has_terms(&self, terms: &Terms) -> Result<bool, PaymentError> {
		let is_same = !self.is_over && self.ledger.terms == *terms;
		if !is_same && self.ledger.owed.answers > 0 && !self.is_over {
			return Err(PaymentError::OtherTerms(self.id));
		}
		Ok(is_same)
	}

	/// Writes an event down, then carries it out.
	pub(crate) fn write(&mut self, event: Event) -> Result<(), JournalError> {
		if self.is_over {
			return Err(JournalError::Over { session: self.id });
		}
		self.journal.append(&event)?;
		self.ledger.apply(&event);
		self.report();
		Ok(())
	}

	/// Notes that what was posted is settled, and lets the journal forget how it came to that.
	pub(crate) fn settle(&mut self, at: BlockNumber, until: BlockNumber) -> Result<(), JournalError> {
		self.condense(&Event::Settled { at, until })
	}

	/// Forgets settlements that can neither be challenged nor taken back any more. Returns whether there were
	/// any.
	pub(crate) fn expire(&mut self, now: BlockNumber) -> Result<bool, JournalError> {
		let settled = self.final_answers;
		let any = self.ledger.kept.iter().any(|kept| kept.is_past(now, settled));
		if any {
			self.condense(&Event::Expired { now, settled })?;
		}
		Ok(any)
	}

	/// Carries an event out, and writes down what it leaves in place of all that led to it.
	fn condense(&mut self, event: &Event) -> Result<(), JournalError> {
		if self.is_over {
			return Err(JournalError::Over { session: self.id });
		}
		let mut ledger = self.ledger.clone();
		ledger.apply(event);
		self.journal.replace(&Event::Whole(ledger.clone()))?;
		self.ledger = ledger;
		self.report();
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
		if given.answers > promised.answers {
			self.active = Instant::now();
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
		if guard.is_busy || guard.is_over {
			return None;
		}
		guard.is_busy = true;
		guard.active = Instant::now();
		drop(guard);
		Some(Self(session.clone()))
	}

	/// Sets aside what the answer may cost, until this is dropped.
	pub fn reserve(&self, amount: Balance) {
		let mut session = self.0.lock();
		session.reserved = amount;
		session.report();
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
		session.report();
	}
}

/// All sessions of one chain.
///
/// Locks are taken in this order: `lifecycle`, the map, a session, what sessions share. Nothing is read from
/// or written to disk while the map is held, so one slow flush holds up its own session only.
pub struct Sessions {
	/// Questions and answers, for as long as they may have to be revealed.
	pub answers: AnswerStore,
	dir: PathBuf,
	/// Held while a journal is begun or removed, so that no session begins twice.
	lifecycle: Mutex<()>,
	open: Mutex<BTreeMap<SessionId, SharedSession>>,
	shared: Arc<Shared>,
}

impl Sessions {
	/// Reads every journal of a folder. A damaged one is left for a person to look at.
	pub fn load(dir: PathBuf) -> Result<Self, JournalError> {
		ensure_dir(&dir)?;
		let fail = |source| JournalError::Io { path: dir.clone(), source };
		fs::set_permissions(&dir, fs::Permissions::from_mode(DIR_MODE)).map_err(fail)?;
		let answers = AnswerStore::new(&dir);
		let (mut open, shared) = (BTreeMap::new(), Arc::default());
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
			match Session::open(id, &path, None, &shared) {
				Ok(Some(session)) => {
					answers.retain(id, &session.ledger.needed());
					open.insert(id, Arc::new(Mutex::new(session)));
				},
				Ok(None) => (),
				Err(JournalError::OtherVersion { .. }) => set_aside(id, &path),
				Err(error) => log::error!(target: "payments", "session {id} is set aside: {error}"),
			}
		}
		Ok(Self { answers, dir, lifecycle: Mutex::default(), open: Mutex::new(open), shared })
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
		let terms = Terms::of(info);
		if let Some(session) = self.get(info.id)
			&& session.lock().has_terms(&terms)?
		{
			return Ok(session);
		}
		let _nobody_else = self.lifecycle.lock();
		if let Some(session) = self.get(info.id) {
			if session.lock().has_terms(&terms)? {
				return Ok(session);
			}
			log::warn!(target: "payments", "session {} had other terms before, on a chain that is gone: \
				beginning it anew", info.id);
			session.lock().end();
			self.remove(info.id);
		}
		// Without a journal, what the chain has settled is all that can have been owed.
		let ledger = Ledger::new(terms, Boundary::settled(info));
		let path = self.path(info.id);
		let session = Session::open(info.id, &path, Some(ledger), &self.shared)?;
		let session = session.ok_or(JournalError::Damaged { path, at: 0 })?;
		let session = Arc::new(Mutex::new(session));
		self.open.lock().insert(info.id, session.clone());
		Ok(session)
	}

	/// Returns the number of sessions.
	pub fn count(&self) -> usize {
		self.open.lock().len()
	}

	/// Returns what all sessions owe beyond what is settled, and what the answers being written may add to
	/// it.
	pub fn exposure(&self) -> Balance {
		*self.shared.exposure.lock()
	}

	/// Returns the sessions of a user, but for one, whose last answer is not paid; at most `most`.
	pub fn unpaid(&self, user: &AccountId, but: SessionId, most: usize) -> Vec<SessionId> {
		let unpaid = self.shared.unpaid.lock();
		let own = unpaid.range((user.clone(), SessionId::MIN)..=(user.clone(), SessionId::MAX));
		own.map(|(_, id)| *id).filter(|id| *id != but).take(most).collect()
	}

	/// Returns the sessions that were used since the last call, ascending. The first call returns all.
	pub(crate) fn take_used(&self) -> BTreeSet<SessionId> {
		std::mem::take(&mut *self.shared.used.lock())
	}

	/// Drops a session that is over, with its journal and its answers, unless it was used since `rested`.
	pub(crate) fn forget(&self, id: SessionId, rested: Instant) {
		let _nobody_else = self.lifecycle.lock();
		let Some(session) = self.get(id) else { return };
		let mut session = session.lock();
		if session.is_busy || session.active > rested {
			return;
		}
		session.end();
		drop(session);
		self.remove(id);
	}

	/// Removes an ended session and its files. The lifecycle must be held.
	fn remove(&self, id: SessionId) {
		self.open.lock().remove(&id);
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
