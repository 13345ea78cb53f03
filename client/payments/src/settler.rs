//! Settles sessions: when one rests, its latest voucher goes to the mailbox, and stays there until the chain
//! shows it.

use crate::{
	ledger::Event,
	metrics::Metrics,
	sessions::{Session, Sessions, SharedSession},
	JournalError,
};
use openledger_mailbox::{Mailbox, MailboxStorage, SettlementRequest, Settlements};
use openledger_ports::{Chain, ChainError};
use openledger_primitives::{
	usage::{SessionInfo, Voucher},
	AccountId, BlockNumber, SessionId,
};
use prometheus_endpoint::{PrometheusError, Registry};
use std::{sync::Arc, time::Duration};

/// A session whose last answer is unpaid is settled without it after this many times the usual rest.
const UNPAID_REST_FACTOR: u32 = 10;
/// A session that the chain no longer shows is kept for this time, in case a reorganisation brings it back.
const REORG_GRACE: Duration = Duration::from_secs(600);

/// Conditions under which a session is settled.
#[derive(Clone, Copy, Debug)]
pub struct SettlerConfig {
	/// A session is settled once it has been idle for this time.
	pub settle_after: Duration,
	/// A session is settled after this many answers even if it never rests.
	pub settle_answers: usize,
}

#[derive(Debug, thiserror::Error)]
enum SettleError {
	#[error(transparent)]
	Chain(#[from] ChainError),
	#[error(transparent)]
	Journal(#[from] JournalError),
}

/// Settles sessions of this node's provider.
pub struct Settler {
	config: SettlerConfig,
	chain: Arc<dyn Chain>,
	mailbox: Arc<dyn MailboxStorage>,
	sessions: Arc<Sessions>,
	metrics: Metrics,
}

impl Settler {
	/// Makes a settler, which does nothing before [`Settler::tick`].
	pub fn new(
		config: SettlerConfig,
		chain: Arc<dyn Chain>,
		mailbox: Arc<dyn MailboxStorage>,
		sessions: Arc<Sessions>,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		Ok(Self { config, chain, mailbox, sessions, metrics: Metrics::new(registry)? })
	}

	/// Posts what is due, and takes note of what the chain shows settled.
	pub fn tick(&self) {
		let sessions = self.sessions.all();
		self.metrics.sessions.set(sessions.len() as u64);
		for (id, session) in sessions {
			if let Err(error) = self.process(id, &session) {
				log::warn!(target: "payments", "session {id} cannot be settled now: {error}");
			}
		}
	}

	fn process(&self, id: SessionId, session: &SharedSession) -> Result<(), SettleError> {
		let (is_pending, rest) = {
			let mut session = session.lock();
			if session.expire(self.chain.market_time()?)? {
				self.sessions.answers.retain(id, &session.ledger().needed());
			}
			let ledger = session.ledger();
			(ledger.posted.is_some() || ledger.covered_answers() > 0, session.rest())
		};
		// Reading the chain costs more than reading the ledger, so a session with nothing to settle is left
		// until it may be forgotten.
		if !is_pending && rest < REORG_GRACE {
			return Ok(());
		}
		let info = self.chain.session(id)?;
		let until = self.revealed_until()?;
		let mut session = session.lock();
		match info {
			Some(info) => self.advance(&mut session, &info, until),
			None if rest < REORG_GRACE => Ok(()),
			None => self.end(id, &mut session, until),
		}
	}

	/// Takes a session one step further: posted, settled, or posted anew.
	fn advance(
		&self,
		session: &mut Session,
		info: &SessionInfo<AccountId>,
		until: BlockNumber,
	) -> Result<(), SettleError> {
		if let Some((_, request)) = session.ledger().posted.clone() {
			if info.settled < request.voucher.cumulative {
				self.post(&request);
				return Ok(());
			}
			session.settle(until)?;
			self.metrics.settled.inc();
			let settled = request.voucher.cumulative;
			log::info!(target: "payments", "session {} is settled up to {settled}", info.id);
		}
		match self.is_due(session, info) {
			true => self.begin(session, info),
			false => Ok(()),
		}
	}

	/// Ends a session that the chain no longer shows, once nothing of it can be challenged.
	fn end(&self, id: SessionId, session: &mut Session, until: BlockNumber) -> Result<(), SettleError> {
		if session.ledger().posted.is_some() {
			// It may have been settled as it was closed, and then it may be challenged.
			session.settle(until)?;
		} else if session.ledger().kept.is_empty() {
			log::info!(target: "payments", "session {id} is over");
			self.sessions.forget(id);
		}
		Ok(())
	}

	/// Returns the last moment of the market's time at which a settlement made now may have to be revealed.
	fn revealed_until(&self) -> Result<BlockNumber, ChainError> {
		let periods = self.chain.periods()?;
		Ok(self.chain.market_time()?.saturating_add(periods.challenge).saturating_add(periods.reveal))
	}

	fn is_due(&self, session: &Session, info: &SessionInfo<AccountId>) -> bool {
		let ledger = session.ledger();
		let covered = ledger.covered_answers();
		let factor = if ledger.is_covered() { 1 } else { UNPAID_REST_FACTOR };
		let has_rested = session.rest() >= self.config.settle_after.saturating_mul(factor);
		let has_many = covered >= self.config.settle_answers;
		let is_closing = info.closing_at.is_some();
		covered > 0 && ledger.promise() > info.settled && (has_rested || has_many || is_closing)
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
		session.write(Event::Posted { answers: answers as u32, request: request.clone() })?;
		self.post(&request);
		self.metrics.posted.inc();
		log::info!(target: "payments", "session {}: {answers} answers go to settlement", info.id);
		Ok(())
	}

	/// Puts a request in the mailbox unless it lies there already. The offchain worker withdraws one by
	/// emptying it.
	fn post(&self, request: &SettlementRequest) {
		Mailbox::<Settlements, _>::new(&*self.mailbox).post(request.voucher.session, request);
	}
}
