//! Settles sessions: when it is worth its fee, a session's latest voucher goes to the mailbox, and stays
//! there until the chain shows it.

use crate::{
	JournalError,
	ledger::{Event, Posted, Promise},
	metrics::Metrics,
	sessions::{Session, Sessions, SharedSession},
};
use openledger_mailbox::{Mailbox, MailboxStorage, SettlementRequest, Settlements};
use openledger_ports::{Chain, ChainError, RecentFailures};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, MAX_SETTLEMENT_ANSWERS, SessionId,
	boundary::Boundary,
	usage::{SessionInfo, Settlement, Voucher},
};
use prometheus_endpoint::{PrometheusError, Registry};
use std::{sync::Arc, time::Duration};

/// A session whose last answer is unpaid is settled without it after this many times the usual rest.
const UNPAID_REST_FACTOR: u32 = 10;
/// A session that the chain no longer shows is kept for this time, in case a reorganisation brings it back.
const REORG_GRACE: Duration = Duration::from_secs(600);
/// For so many blocks, a settlement that the chain has shown is watched, in case a reorganisation takes it
/// back.
const REORG_BLOCKS: BlockNumber = 100;
/// A session that is not worth its fee is looked at again after this time, unless it is used.
const RECONSIDER_AFTER: Duration = Duration::from_secs(60);
/// Least value of a settlement, in fees. Of each planck a provider gets about a quarter, so that no
/// settlement takes more from the worker than it brings its stash.
const LEAST_FEES: Balance = 5;
/// A voucher of a session's key is settled so many blocks before the key ends, worth the wait or not.
const KEY_MARGIN: BlockNumber = 40;

/// Conditions under which a session is settled.
#[derive(Clone, Copy, Debug)]
pub struct SettlerConfig {
	/// A session is settled once it has been idle for this time.
	pub settle_after: Duration,
	/// A session is settled after this many answers even if it never rests.
	pub settle_answers: usize,
	/// A session is settled once that pays this many times its fee. One that is closing, full, or promised by
	/// a key that ends is settled from five fees on.
	pub settle_fees: u32,
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
	/// Sessions that were not worth their fee, by what they promised and whether they were pressed.
	waiting: RecentFailures<(SessionId, u32, bool)>,
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
		let waiting = RecentFailures::new(RECONSIDER_AFTER);
		Ok(Self { config, chain, mailbox, sessions, waiting, metrics: Metrics::new(registry)? })
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
			let (best, now) = (self.chain.best_number(), self.chain.market_time()?);
			if session.expire(now)? {
				self.sessions.answers.retain(id, &session.ledger().needed());
			}
			let ledger = session.ledger();
			let is_fresh = ledger.kept.iter().any(|kept| best < kept.at.saturating_add(REORG_BLOCKS));
			(ledger.posted.is_some() || ledger.covered_answers() > 0 || is_fresh, session.rest())
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
		let ledger = session.ledger();
		if info.answers < ledger.settled.answers {
			// A reorganisation took a settlement back. What follows on it waits until it is there again.
			if let Some(kept) = ledger.kept_after(info.answers) {
				self.post(&kept.request);
			}
			return Ok(());
		}
		if let Some(posted) = ledger.posted.clone() {
			let Posted { request, until: ends } = posted;
			let is_replaceable = ends.is_some_and(|ends| ends < self.chain.best_number())
				&& ledger.promise().answers > request.voucher.answers;
			if info.answers >= request.voucher.answers {
				session.settle(self.chain.best_number(), until)?;
				self.metrics.settled.inc();
				let Voucher { answers, cumulative, .. } = request.voucher;
				log::info!(
					target: "payments",
					"session {}: {answers} answers, {cumulative} planck, are settled",
					info.id,
				);
			} else if !is_replaceable {
				self.post(&request);
				return Ok(());
			}
		}
		match self.due(session, info)? {
			Some(settlement) => self.begin(session, info, settlement),
			None => Ok(()),
		}
	}

	/// Ends a session that the chain no longer shows, once nothing of it can be challenged.
	fn end(&self, id: SessionId, session: &mut Session, until: BlockNumber) -> Result<(), SettleError> {
		if session.ledger().posted.is_some() {
			// It may have been settled as it was closed, and then it may be challenged.
			session.settle(self.chain.best_number(), until)?;
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

	/// Returns the settlement of what is promised, if it is due and worth its fee.
	fn due(
		&self,
		session: &Session,
		info: &SessionInfo<AccountId>,
	) -> Result<Option<Settlement>, SettleError> {
		let ledger = session.ledger();
		let covered = ledger.covered_answers();
		if covered == 0 {
			return Ok(None);
		}
		let factor = if ledger.is_covered() { 1 } else { UNPAID_REST_FACTOR };
		let has_rested = session.rest() >= self.config.settle_after.saturating_mul(factor);
		let has_many = covered >= self.config.settle_answers;
		let soon = self.chain.best_number().saturating_add(KEY_MARGIN);
		// Its user may have ended the key since.
		let until = ledger.promised.as_ref().and_then(|promise| promise.until);
		let key_ends = until.map(|until| info.key.as_ref().map_or(until, |key| key.until.min(until)));
		let is_pressed = info.closing_at.is_some()
			|| covered >= MAX_SETTLEMENT_ANSWERS as usize
			|| key_ends.is_some_and(|until| until <= soon);
		if !is_pressed && !has_rested && !has_many {
			return Ok(None);
		}
		let promise = ledger.promise();
		let attempt = (info.id, promise.answers, is_pressed);
		if self.waiting.contains(&attempt) {
			return Ok(None);
		}
		let settlement = ledger.settlement(covered);
		let amount = promise.cumulative.saturating_sub(ledger.settled.cumulative);
		let fee = self.chain.settle_fee(&settlement)?;
		let fees = if is_pressed { LEAST_FEES } else { LEAST_FEES.max(self.config.settle_fees.into()) };
		let least = fee.saturating_mul(fees);
		if amount >= least {
			return Ok(Some(settlement));
		}
		self.waiting.note(attempt);
		log::info!(
			target: "payments",
			"session {}: {amount} planck wait, since settling takes {fee}; they are settled from {least} on",
			info.id,
		);
		Ok(None)
	}

	/// Writes a settlement down and posts it.
	fn begin(
		&self,
		session: &mut Session,
		info: &SessionInfo<AccountId>,
		settlement: Settlement,
	) -> Result<(), SettleError> {
		let promised = session.ledger().promised.clone();
		let (Some(worker), Some(Promise { end, signature, until })) = (self.chain.worker(), promised) else {
			return Ok(());
		};
		let Boundary { answers, cumulative, receipts } = end;
		let genesis = self.chain.genesis();
		let voucher = Voucher { genesis, session: info.id, answers, cumulative, receipts };
		let count = answers.saturating_sub(settlement.first);
		let request = SettlementRequest { worker, voucher, signature, settlement };
		session.write(Event::Posted(Posted { request: request.clone(), until }))?;
		self.post(&request);
		self.metrics.posted.inc();
		log::info!(target: "payments", "session {}: {count} answers go to settlement", info.id);
		Ok(())
	}

	/// Puts a request in the mailbox unless it lies there already. The offchain worker withdraws one by
	/// emptying it.
	fn post(&self, request: &SettlementRequest) {
		Mailbox::<Settlements, _>::new(&*self.mailbox).post(request.voucher.session, request);
	}
}
