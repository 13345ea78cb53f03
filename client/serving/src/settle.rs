//! Settling: when a session rests, its latest voucher goes to the mailbox, and stays until the chain shows it settled.

use crate::{
	journal::JournalError,
	ledger::Event,
	server::Inner,
	sessions::{Session, Shared},
};
use codec::{DecodeAll, Encode};
use openledger_mailbox::{settlement_key, SettlementRequest, SETTLEMENTS};
use openledger_primitives::{usage::SessionInfo, usage::Voucher, AccountId, BlockNumber, SessionId};
use openledger_worker::ports::{ChainError, Mailbox};
use std::time::Duration;

/// A session whose last answer is not paid is settled without it after so many times the usual rest.
const PATIENCE: u32 = 10;
/// A session that the chain no longer shows is kept for so long, in case a reorganisation brings it back.
const KEEP: Duration = Duration::from_secs(600);
/// Attempts at a contended list; the next look tries again.
const TRIES: usize = 8;

#[derive(Debug, thiserror::Error)]
enum SettleError {
	#[error(transparent)]
	Chain(#[from] ChainError),
	#[error(transparent)]
	Journal(#[from] JournalError),
}

impl Inner {
	/// One look at every session.
	pub fn settle_due(&self) {
		let sessions = self.sessions.all();
		self.metrics.sessions.set(sessions.len() as u64);
		let waiting = self.config.queue.saturating_sub(self.queue.available_permits());
		self.metrics.queue.set(waiting as u64);
		for (id, session) in sessions {
			if let Err(error) = self.look(id, &session) {
				log::warn!(target: "serving", "session {id} cannot be settled now: {error}");
			}
		}
	}

	fn look(&self, id: SessionId, session: &Shared) -> Result<(), SettleError> {
		let (pending, rests) = {
			let mut session = session.lock();
			if session.expire(self.chain.best_number())? {
				self.sessions.answers.keep(id, &session.ledger().needed());
			}
			let ledger = session.ledger();
			let pending = ledger.posted.is_some() || ledger.covered_answers() > 0;
			(pending, session.active.elapsed())
		};
		// Asking the chain costs more than looking here: sessions with nothing to settle are only looked at to forget.
		if !pending && rests < KEEP {
			return Ok(());
		}
		let info = self.chain.session(id)?;
		let until = self.revealed_until()?;
		let mut session = session.lock();
		let Some(info) = info else {
			if rests < KEEP {
				return Ok(());
			}
			if session.ledger().posted.is_some() {
				// It may have been settled on the way out, and then it may be challenged.
				session.settle(until)?;
			} else if session.ledger().kept.is_empty() {
				log::info!(target: "serving", "session {id} is over");
				self.sessions.forget(id);
			}
			return Ok(());
		};
		if let Some((_, request)) = session.ledger().posted.clone() {
			if info.settled < request.voucher.cumulative {
				post(&*self.mailbox, &request);
				return Ok(());
			}
			session.settle(until)?;
			self.metrics.settled.inc();
			log::info!(target: "serving", "session {id} is settled up to {}", request.voucher.cumulative);
		}
		if self.is_due(&session, &info) {
			self.begin(&mut session, &info)?;
		}
		Ok(())
	}

	/// The last block in which what is settled now may have to be revealed.
	fn revealed_until(&self) -> Result<BlockNumber, ChainError> {
		let periods = self.chain.periods()?;
		Ok(self.chain.best_number().saturating_add(periods.challenge).saturating_add(periods.reveal))
	}

	fn is_due(&self, session: &Session, info: &SessionInfo<AccountId>) -> bool {
		let ledger = session.ledger();
		let covered = ledger.covered_answers();
		let patience = if ledger.is_covered() { 1 } else { PATIENCE };
		let rested = session.active.elapsed() >= self.config.settle_after.saturating_mul(patience);
		let many = covered >= self.config.settle_answers;
		covered > 0 && ledger.promise() > info.settled && (rested || many || info.closing_at.is_some())
	}

	/// Writes a settlement down and posts it.
	fn begin(&self, session: &mut Session, info: &SessionInfo<AccountId>) -> Result<(), SettleError> {
		let ledger = session.ledger();
		let (Some(worker), Some((cumulative, signature))) = (self.chain.worker(), ledger.promised.clone())
		else {
			return Ok(());
		};
		let answers = ledger.covered_answers();
		let voucher = Voucher { genesis: self.chain.genesis(), session: info.id, cumulative };
		let settlement = ledger.settlement(answers);
		let request = SettlementRequest { worker, voucher, signature, settlement };
		session.record(Event::Posted { answers: answers as u32, request: request.clone() })?;
		post(&*self.mailbox, &request);
		self.metrics.posted.inc();
		log::info!(target: "serving", "session {}: {answers} answers go to settlement", info.id);
		Ok(())
	}
}

/// Puts a request in the mailbox unless it lies there already. The offchain worker withdraws one by emptying it.
fn post(mailbox: &dyn Mailbox, request: &SettlementRequest) {
	let session = request.voucher.session;
	let (key, new) = (settlement_key(session), request.encode());
	for _ in 0..TRIES {
		let old = mailbox.get(&key);
		if old.as_ref() == Some(&new) || mailbox.compare_and_set(&key, old.as_deref(), &new) {
			break;
		}
	}
	for _ in 0..TRIES {
		let old = mailbox.get(SETTLEMENTS);
		let mut list = match &old {
			Some(bytes) => Vec::<SessionId>::decode_all(&mut &bytes[..]).unwrap_or_default(),
			None => Vec::new(),
		};
		let Err(place) = list.binary_search(&session) else { return };
		list.insert(place, session);
		if mailbox.compare_and_set(SETTLEMENTS, old.as_deref(), &list.encode()) {
			return;
		}
	}
	log::debug!(target: "serving", "the list of settlements is contended; posting session {session} again soon");
}
