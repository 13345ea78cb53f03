//! Settles sessions: when it is worth its fee, a session's latest voucher goes to the mailbox, and stays
//! there until the chain shows it.

use crate::{
	JournalError,
	agenda::Agenda,
	ledger::{Event, Posted, Promise},
	metrics::Metrics,
	sessions::{Session, Sessions, SharedSession},
	sync::Mutex,
};
use openledger_mailbox::{Mailbox, MailboxStorage, SettlementRequest, Settlements};
use openledger_ports::{Chain, ChainError, RecentFailures};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, MAX_SETTLEMENT_ANSWERS, SessionId,
	boundary::Boundary,
	usage::{SessionInfo, Settlement, Voucher},
};
use prometheus_endpoint::{PrometheusError, Registry};
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// A session whose last answer is unpaid is settled without it after this many times the usual rest.
const UNPAID_REST_FACTOR: u32 = 10;
/// A session that is not worth its fee is looked at again after this time, unless it is used.
const RECONSIDER_AFTER: Duration = Duration::from_secs(60);
/// A session that nothing is to be done about is looked at again after this time, unless it is used.
const IDLE_LOOK: Duration = Duration::from_secs(3600);
/// Most sessions that one tick looks at. Those that have waited for longest come first.
const MAX_LOOKS: usize = 128;
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
	/// A session with something to settle, or with a settlement that is not final, is looked at after this
	/// time.
	pub look_every: Duration,
	/// A session that the chain no longer shows is kept for this time, in case a fork brings it back.
	pub reorg_grace: Duration,
}

impl Default for SettlerConfig {
	/// Settlement after six idle seconds or 64 answers, if that pays twenty fees.
	fn default() -> Self {
		Self {
			settle_after: Duration::from_secs(6),
			settle_answers: 64,
			settle_fees: 20,
			look_every: Duration::from_secs(1),
			reorg_grace: Duration::from_secs(600),
		}
	}
}

/// The chain's clock, read once a tick.
struct Clock {
	/// Height of the best block.
	best: BlockNumber,
	/// The market's time.
	market: BlockNumber,
	/// Last moment of the market's time at which a settlement made now may have to be revealed.
	until: BlockNumber,
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
	agenda: Mutex<Agenda>,
	/// Since when settlements have waited for the chain to show them.
	posted: Mutex<BTreeMap<SessionId, Instant>>,
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
		let (agenda, posted) = (Mutex::default(), Mutex::default());
		let metrics = Metrics::new(registry)?;
		Ok(Self { config, chain, mailbox, sessions, waiting, agenda, posted, metrics })
	}

	/// Posts what is due, and takes note of what the chain shows settled.
	///
	/// Only sessions that were used, or whose moment has come, are looked at, and at most 128 of them. So a
	/// tick costs the same however many sessions there are.
	pub fn tick(&self) {
		self.metrics.sessions.set(self.sessions.count() as u64);
		let oldest = self.posted.lock().values().map(Instant::elapsed).max().unwrap_or_default();
		self.metrics.settlement_age.set(oldest.as_secs());
		let clock = match self.clock() {
			Ok(clock) => clock,
			Err(error) => {
				log::warn!(target: "payments", "nothing can be settled now: {error}");
				return;
			},
		};
		for id in self.due(&clock) {
			let Some(session) = self.sessions.get(id) else {
				self.posted.lock().remove(&id);
				continue;
			};
			let next = self.process(id, &session, &clock).unwrap_or_else(|error| {
				log::warn!(target: "payments", "session {id} cannot be settled now: {error}");
				Instant::now() + self.config.look_every
			});
			self.plan(id, &session, next);
		}
	}

	/// Returns the sessions that are due, and takes them off the agenda.
	fn due(&self, clock: &Clock) -> Vec<SessionId> {
		let now = Instant::now();
		let mut agenda = self.agenda.lock();
		for id in self.sessions.take_used() {
			agenda.hasten(id, now);
		}
		for _ in 0..MAX_LOOKS {
			let Some(id) = agenda.pop_expired(clock.market) else { break };
			agenda.hasten(id, now);
		}
		std::iter::from_fn(|| agenda.pop(now)).take(MAX_LOOKS).collect()
	}

	/// Puts a session on the agenda for its next look.
	fn plan(&self, id: SessionId, session: &SharedSession, next: Instant) {
		let session = session.lock();
		let ledger = session.ledger();
		let mut posted = self.posted.lock();
		match &ledger.posted {
			Some(_) => _ = posted.entry(id).or_insert_with(Instant::now),
			None => _ = posted.remove(&id),
		}
		drop(posted);
		let expires = ledger.kept.iter().map(|kept| kept.until).min();
		drop(session);
		let mut agenda = self.agenda.lock();
		agenda.set(id, next);
		if let Some(until) = expires {
			agenda.expire(id, until);
		}
	}

	fn clock(&self) -> Result<Clock, ChainError> {
		let (best, market, periods) =
			(self.chain.best_number(), self.chain.market_time()?, self.chain.periods()?);
		let until = market.saturating_add(periods.challenge).saturating_add(periods.reveal);
		Ok(Clock { best, market, until })
	}

	/// Looks at a session, and returns when to look at it again.
	fn process(&self, id: SessionId, session: &SharedSession, clock: &Clock) -> Result<Instant, SettleError> {
		let (is_passing, last_use) = {
			let session = session.lock();
			(session.ledger().has_passing(session.final_answers()), session.last_use())
		};
		let info = self.chain.session(id)?;
		// What only the best block shows can be taken back, a settlement as well as the session's end.
		let last = match is_passing || info.is_none() {
			true => self.chain.final_session(id)?,
			false => None,
		};
		let now = Instant::now();
		let rested = last_use + self.config.reorg_grace;
		let mut session = session.lock();
		match (&info, &last) {
			(_, Some(last)) => session.note_final(last.answers),
			(None, None) if now >= rested => session.note_final(u32::MAX),
			(_, None) => (),
		}
		if session.expire(clock.market)? {
			self.sessions.answers.retain(id, &session.ledger().needed());
		}
		match info {
			Some(info) => self.advance(&mut session, &info, clock)?,
			None if last.is_some() || now < rested => return Ok(now + self.config.look_every),
			None => {
				let is_over = self.end(&mut session, clock)?;
				drop(session);
				if is_over {
					log::info!(target: "payments", "session {id} is over");
					self.sessions.forget(id, last_use);
				}
				return Ok(now + self.config.look_every);
			},
		}
		let ledger = session.ledger();
		let is_pending = ledger.posted.is_some()
			|| ledger.covered_answers() > 0
			|| ledger.has_passing(session.final_answers());
		let rests = session.last_use() + self.rest(ledger.is_covered());
		Ok(match is_pending {
			true if rests > now => rests.min(now + self.config.look_every),
			true => now + self.config.look_every,
			// Whether it is still there is asked once it has rested, and seldom from then on.
			false if now < rested => rested,
			false => now + IDLE_LOOK,
		})
	}

	/// Takes a session one step further: posted, settled, or posted anew.
	fn advance(
		&self,
		session: &mut Session,
		info: &SessionInfo<AccountId>,
		clock: &Clock,
	) -> Result<(), SettleError> {
		let ledger = session.ledger();
		if info.answers < ledger.settled.answers {
			// A reorganisation took a settlement back. What follows on it waits until it is there again.
			if let Some(kept) = ledger.kept_after(info.answers) {
				log::info!(
					target: "payments",
					"session {}: a fork took back what was settled about block {}; it is posted again",
					info.id,
					kept.at,
				);
				self.post(&kept.request);
			}
			return Ok(());
		}
		if let Some(posted) = ledger.posted.clone() {
			let Posted { request, until: ends } = posted;
			let is_replaceable = ends.is_some_and(|ends| ends < clock.best)
				&& ledger.promise().answers > request.voucher.answers;
			if info.answers >= request.voucher.answers {
				session.settle(clock.best, clock.until)?;
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
		match self.settlement(session, info, clock)? {
			Some(settlement) => self.begin(session, info, settlement),
			None => Ok(()),
		}
	}

	/// Takes a session that the chain no longer shows one step towards its end. Returns whether nothing of it
	/// can be challenged any more.
	fn end(&self, session: &mut Session, clock: &Clock) -> Result<bool, SettleError> {
		if session.ledger().posted.is_some() {
			// It may have been settled as it was closed, and then it may be challenged.
			session.settle(clock.best, clock.until)?;
		}
		Ok(session.ledger().kept.is_empty())
	}

	/// Returns how long a session must rest before it is settled.
	fn rest(&self, is_covered: bool) -> Duration {
		self.config.settle_after.saturating_mul(if is_covered { 1 } else { UNPAID_REST_FACTOR })
	}

	/// Returns the settlement of what is promised, if it is due and worth its fee.
	fn settlement(
		&self,
		session: &Session,
		info: &SessionInfo<AccountId>,
		clock: &Clock,
	) -> Result<Option<Settlement>, SettleError> {
		let ledger = session.ledger();
		let covered = ledger.covered_answers();
		if covered == 0 {
			return Ok(None);
		}
		let has_rested = session.last_use().elapsed() >= self.rest(ledger.is_covered());
		let has_many = covered >= self.config.settle_answers;
		let soon = clock.best.saturating_add(KEY_MARGIN);
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
