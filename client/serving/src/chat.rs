//! Paid answers: everything that is checked before one, and everything that is written down after it.

use crate::{
	answer::{AnswerPart, FinishedAnswer, StoredReply},
	catalog::ModelName,
	config::Config,
	delivery::Delivery,
	error::ChatError,
	metrics::Metrics,
	models::{LoadedModel, Models},
	queue::{Place, Queue},
	refusals::Refusals,
};
use openledger_infer::{Completion, Finish, Step};
use openledger_model::Message;
use openledger_payments::{
	Accepted, PaymentError, SentVoucher, SessionState, Sessions, SignedReceipt, Ticket, Vouchers,
};
use openledger_ports::Chain;
use openledger_primitives::{
	AccountId, Balance, Hash, MAX_ANSWER_TOKENS, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS, ModelId,
	SessionId,
	boundary::Boundary,
	challenge::OpenedAnswer,
	influence::InfluenceVector,
	model::Price,
	usage::{Receipt, SessionInfo, hash_tokens},
};
use std::{
	panic::{AssertUnwindSafe, catch_unwind},
	sync::{
		Arc,
		atomic::{AtomicU64, Ordering},
	},
	time::{Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::{Semaphore, mpsc::UnboundedSender};

/// A request to answer a conversation.
#[derive(Debug)]
pub(crate) struct ChatRequest {
	pub model: ModelName,
	pub messages: Vec<Message>,
	pub max_tokens: Option<u32>,
	/// Texts that end the answer, and are no part of it.
	pub stops: Vec<String>,
	/// Text is to be sent piece by piece.
	pub stream: bool,
	/// A stream is to end with a chunk about its tokens.
	pub wants_usage: bool,
	/// The answer is to come with its token ids, against which the receipt can be checked.
	pub wants_tokens: bool,
	pub voucher: SentVoucher,
}

/// A request whose voucher is accepted and which has a place in the queue.
pub(crate) struct Queued {
	request: ChatRequest,
	accepted: Accepted,
	place: Place,
}

/// A request that may be answered.
pub(crate) struct Admitted {
	// Dropped first: the session is free before its account's place is.
	ticket: Ticket,
	_place: Place,
	model: Arc<LoadedModel>,
	info: SessionInfo<AccountId>,
	adapter: Hash,
	messages: Vec<Message>,
	max_tokens: u32,
	stops: Vec<String>,
	wants_tokens: bool,
	/// Facts that every part of the reply repeats.
	pub head: ReplyHead,
}

/// Facts about a reply that are known before its first word.
#[derive(Clone, Debug)]
pub(crate) struct ReplyHead {
	/// Name of the answer, which no other has.
	pub id: String,
	pub model: ModelId,
	/// Time of the answer in seconds since 1970.
	pub created: u64,
	/// Text is to be sent piece by piece.
	pub stream: bool,
	/// A stream is to end with a chunk about its tokens.
	pub wants_usage: bool,
	/// The moment at which the request was read.
	pub asked: Instant,
}

/// A session as the chain and this side know it.
pub(crate) struct SessionView {
	pub info: SessionInfo<AccountId>,
	pub state: SessionState,
	/// Receipt of the last answer, as long as no voucher pays for it.
	pub unpaid: Option<SignedReceipt>,
}

/// Planck of one OPEN.
const PLANCK_PER_OPEN: f64 = 1e18;

/// The chat service: answers requests that are paid for.
pub(crate) struct ChatService {
	pub config: Config,
	pub chain: Arc<dyn Chain>,
	pub models: Arc<Models>,
	pub metrics: Metrics,
	/// Refusals in the log.
	pub refusals: Refusals,
	/// Places for requests that wait or are being answered.
	pub queue: Arc<Queue>,
	/// Turns of requests that only look something up.
	pub lookups: Arc<Semaphore>,
	/// Time at which the service started, in seconds since 1970.
	pub started: u64,
	/// Number of answers that were begun, by which they are named.
	begun: AtomicU64,
	/// Places for answers being written, shared with the verifier.
	pub turns: Arc<Semaphore>,
	sessions: Arc<Sessions>,
	vouchers: Vouchers,
}

impl ChatService {
	/// Makes the service. It takes one of `turns` while it writes an answer.
	pub fn new(
		config: Config,
		chain: Arc<dyn Chain>,
		sessions: Arc<Sessions>,
		models: Arc<Models>,
		turns: Arc<Semaphore>,
		metrics: Metrics,
	) -> Self {
		let queue = Queue::new(config.queue, config.queue_share);
		let vouchers = Vouchers::new(chain.clone(), sessions.clone());
		let lookups = Arc::new(Semaphore::new(config.lookups.max(1)));
		let (started, begun) = (now(), AtomicU64::new(0));
		let refusals = Refusals::default();
		Self {
			config,
			chain,
			models,
			metrics,
			refusals,
			queue,
			lookups,
			started,
			begun,
			turns,
			sessions,
			vouchers,
		}
	}

	/// Shows the length of the queue and the models in memory in the metrics.
	pub fn report(&self) {
		self.metrics.queue.set(self.queue.taken() as u64);
		self.metrics.models.set(self.models.count() as u64);
	}

	/// Shows in the metrics how much the worker can spend on transactions.
	pub fn report_balance(&self) {
		let worker = self.chain.worker();
		if let Some(Ok(balance)) = worker.map(|worker| self.chain.balance(&worker)) {
			self.metrics.worker_balance.set(balance as f64 / PLANCK_PER_OPEN);
		}
	}

	/// Returns a session as the chain and this side know it.
	pub fn session(&self, id: SessionId) -> Result<SessionView, ChatError> {
		let info = self.chain.session(id)?.ok_or(PaymentError::UnknownSession(id))?;
		self.vouchers.check_provider(&info)?;
		let Some(session) = self.sessions.get(id) else {
			// It was opened, and nothing was asked in it yet.
			let settled = Boundary::settled(&info);
			let state = SessionState { owed: settled, promised: settled, unsettled: 0 };
			return Ok(SessionView { info, state, unpaid: None });
		};
		let session = session.lock();
		Ok(SessionView { info, state: session.state(), unpaid: session.unpaid().cloned() })
	}

	/// Takes a payment that asks for nothing, and returns its session's state after it.
	pub fn pay(&self, sent: &SentVoucher) -> Result<SessionView, ChatError> {
		let Accepted { info, .. } = self.vouchers.accept(sent)?;
		self.session(info.id)
	}

	/// Accepts a request's voucher, and takes a place in the queue for its user.
	pub fn enqueue(&self, request: ChatRequest) -> Result<Queued, ChatError> {
		let accepted = self.vouchers.accept(&request.voucher)?;
		let place = self.queue.enter(&accepted.info.user)?;
		Ok(Queued { request, accepted, place })
	}

	/// Checks everything that must hold before an answer may be written. Waits for its model as long as the
	/// answer is wanted.
	pub fn admit(
		&self,
		Queued { request, accepted, place }: Queued,
		is_wanted: &dyn Fn() -> bool,
	) -> Result<Admitted, ChatError> {
		let (asked, Accepted { info, session, cap }) = (Instant::now(), accepted);
		let id = info.id;
		self.check_model(&request.model, &info)?;
		if info.closing_at.is_some() {
			return Err(ChatError::Closing(id));
		}
		let ticket = Ticket::take(&session).ok_or(ChatError::AnswerUnderWay(id))?;
		// Read with the ticket in hand: no other answer can add to what is owed.
		let SessionState { owed, unsettled, .. } = session.lock().state();
		if request.voucher.end() != owed {
			return Err(ChatError::PaymentRequired { session: id, owed });
		}
		if unsettled >= MAX_SETTLEMENT_ANSWERS as usize {
			return Err(ChatError::Unsettled(id));
		}
		let debts = self.sessions.unpaid(&info.user, id, self.config.unpaid_sessions.max(1));
		if debts.len() >= self.config.unpaid_sessions.max(1) {
			return Err(ChatError::Debts(debts));
		}
		if !self.models.catalog.offer.min_price.allows(&info.price) {
			return Err(ChatError::PriceTooLow { session: id, least: self.models.catalog.offer.min_price });
		}
		let model = self.models.get(info.model, is_wanted)?;
		let prompt = model.prompt_tokens(&request.messages);
		let prompt = prompt.map_err(|error| ChatError::model(info.model, error))?;
		let max_tokens = self.limit(&model, prompt, request.max_tokens)?;
		let price = info.price.of(prompt.into(), max_tokens.into());
		let needed = owed.cumulative.saturating_add(price);
		if needed > info.deposited {
			let deposited = info.deposited;
			return Err(ChatError::DepositExhausted { session: id, owed, needed, deposited });
		}
		if let Some(cap) = cap.filter(|cap| needed > *cap) {
			return Err(PaymentError::AboveKeyCap { cap, needed }.into());
		}
		ticket.reserve(price);
		self.check_headroom(&info.provider)?;
		let adapter = self.models.catalog.adapter_root(info.model)?;
		let ChatRequest { messages, stops, stream, wants_usage, wants_tokens, .. } = request;
		let (model_id, created) = (info.model, now());
		let head = ReplyHead { id: self.name(), model: model_id, created, stream, wants_usage, asked };
		let _place = place;
		Ok(Admitted { ticket, _place, model, info, adapter, messages, max_tokens, stops, wants_tokens, head })
	}

	/// Returns a name that no answer had before, also not before a restart.
	fn name(&self) -> String {
		format!("chatcmpl-{:x}-{:x}", self.started, self.begun.fetch_add(1, Ordering::Relaxed))
	}

	/// Checks that a request names its session's model.
	fn check_model(&self, asked: &ModelName, info: &SessionInfo<AccountId>) -> Result<(), ChatError> {
		let is_same = match asked {
			ModelName::Number(number) => *number == info.model,
			ModelName::Name(name) => self.models.catalog.has_name(info.model, name)?,
		};
		if is_same {
			return Ok(());
		}
		let asked = match asked {
			ModelName::Number(number) => self.models.catalog.info(*number)?.id,
			ModelName::Name(_) => self.models.catalog.find(asked)?.id,
		};
		Err(ChatError::OtherModel { session: info.id, is: info.model, asked })
	}

	/// Checks that the provider's bond covers everything that is not settled, the answers being written
	/// included. Otherwise settlements would be refused, and the answers perhaps never paid.
	fn check_headroom(&self, provider: &AccountId) -> Result<(), ChatError> {
		let (needed, headroom): (Balance, _) = (self.sessions.exposure(), self.chain.headroom(provider)?);
		if needed <= headroom {
			return Ok(());
		}
		let until = self.chain.best_number().saturating_add(self.chain.periods()?.challenge);
		Err(ChatError::BondExceeded { needed, headroom, until })
	}

	/// Returns the most tokens that an answer may have, or refuses a prompt that leaves no room or that no
	/// one could judge.
	fn limit(&self, model: &LoadedModel, prompt: u32, wanted: Option<u32>) -> Result<u32, ChatError> {
		let room = model.context().saturating_sub(prompt);
		if room == 0 {
			let text =
				format!("{prompt} tokens leave no room in a context of {}: shorten it", model.context());
			return Err(ChatError::TooLong(text));
		}
		if prompt > MAX_PROMPT_TOKENS {
			let text = format!(
				"{prompt} tokens are more than the {MAX_PROMPT_TOKENS} that the chain can judge: shorten it"
			);
			return Err(ChatError::TooLong(text));
		}
		let wanted = wanted.unwrap_or(self.config.default_tokens);
		Ok(wanted.min(self.config.max_tokens).min(MAX_ANSWER_TOKENS).min(room))
	}

	/// Writes the answer.
	///
	/// A listener who leaves ends it, and owes for the text that was sent until then: nothing, if the answer
	/// was to come whole. One that was finished is owed, and can be fetched again.
	pub fn answer(&self, admitted: Admitted, listener: &UnboundedSender<AnswerPart>) {
		let mut delivery = Delivery::new(listener, admitted.head.stream, &admitted.stops);
		let done = catch_unwind(AssertUnwindSafe(|| self.write(&admitted, &mut delivery)));
		let panicked = |_| Err(ChatError::Internal("the engine panicked".into()));
		let done = done.unwrap_or_else(panicked);
		if done.is_ok() {
			delivery.release();
		}
		drop(delivery);
		// The session is free before the listener knows, so that its next request finds it so.
		drop(admitted);
		let _ = listener.send(match done {
			Ok(done) => AnswerPart::Done(Box::new(done)),
			Err(error) => AnswerPart::Failed(error),
		});
	}

	fn write(&self, admitted: &Admitted, delivery: &mut Delivery<'_>) -> Result<FinishedAnswer, ChatError> {
		let Admitted { model, info, messages, max_tokens, head, .. } = admitted;
		let mut is_first = true;
		let mut step = |step: Step<'_>| {
			if is_first && matches!(step, Step::Wrote(_)) {
				self.metrics.first_token.observe(head.asked.elapsed().as_secs_f64());
				is_first = false;
			}
			delivery.step(step)
		};
		let answer = model.answer(messages, *max_tokens, &mut step);
		let answer = answer.map_err(|error| ChatError::model(info.model, error))?;
		let answer = delivery.cut(answer).ok_or(ChatError::Left)?;
		let own = model.contributed_by(&info.user);
		// Without its influence an answer cannot be paid: whoever repeats it finds one, and the receipt would
		// convict this provider.
		let attribution = model.attribute(&answer, &own);
		let attribution = attribution.map_err(|error| ChatError::model(info.model, error))?;
		let receipt = self.receipt(admitted, &answer, attribution.influence.clone());
		let SignedReceipt { receipt, signature } = SignedReceipt::new(receipt, &*self.chain)?;
		let Completion { text, finish, prompt_ids, answer_ids, .. } = answer;
		let (id, created) = (head.id.clone(), head.created);
		let tokens = Some((prompt_ids, answer_ids));
		let owed = admitted.ticket.session().lock().state().owed;
		let end = match receipt.price {
			0 => owed,
			_ => owed.after(&receipt).ok_or(ChatError::Internal("an answer does not go on".into()))?,
		};
		let mut done =
			FinishedAnswer { id, text, finish, receipt, signature, end, attribution, created, tokens };
		self.store(&done)?;
		let signed = SignedReceipt { receipt: done.receipt.clone(), signature: done.signature.clone() };
		admitted.ticket.session().lock().answered(&signed)?;
		self.metrics.answers.inc();
		self.metrics.prompt_tokens.inc_by(done.receipt.prompt_tokens.into());
		self.metrics.completion_tokens.inc_by(done.receipt.completion_tokens.into());
		self.metrics.latency.observe(head.asked.elapsed().as_secs_f64());
		if done.finish == Finish::Cancelled {
			log::debug!(target: "serving", "the listener of session {} left", info.id);
		}
		done.tokens = done.tokens.filter(|_| admitted.wants_tokens);
		Ok(done)
	}

	/// Returns a finished answer again, to the session's user or key: it may not have arrived.
	///
	/// It is kept for as long as it may have to be revealed.
	pub fn fetch(
		&self,
		session: SessionId,
		index: u32,
		signature: &str,
	) -> Result<FinishedAnswer, ChatError> {
		let found = self.vouchers.fetch(session, index, signature)?;
		let reply = StoredReply::read(&found.reply);
		let absent = || PaymentError::NoSuchAnswer { session, index }.into();
		reply.map(|reply| reply.with(found.opened_answer)).ok_or_else(absent)
	}

	/// Stores what it takes to reveal an answer, and to send it again. Only paid answers can be challenged,
	/// and who asks for one that costs nothing may ask again.
	fn store(&self, done: &FinishedAnswer) -> Result<(), ChatError> {
		let (receipt, Some((prompt_ids, answer_ids))) = (&done.receipt, &done.tokens) else { return Ok(()) };
		if receipt.price == 0 {
			return Ok(());
		}
		let too_long = |_| ChatError::Internal("an answer is longer than it may be".into());
		let opened_answer = OpenedAnswer {
			receipt: receipt.clone(),
			prompt: prompt_ids.clone().try_into().map_err(too_long)?,
			answer: answer_ids.clone().try_into().map_err(too_long)?,
		};
		Ok(self.sessions.answers.put(receipt.session, &opened_answer, &StoredReply::of(done))?)
	}

	fn receipt(&self, admitted: &Admitted, answer: &Completion, influence: InfluenceVector) -> Receipt {
		let info = &admitted.info;
		let Boundary { answers: index, cumulative, .. } = admitted.ticket.session().lock().state().owed;
		let (prompt_tokens, completion_tokens) = (count(&answer.prompt_ids), count(&answer.answer_ids));
		let price = Price::of(&info.price, prompt_tokens.into(), completion_tokens.into());
		Receipt {
			genesis: self.chain.genesis(),
			session: info.id,
			index,
			model: info.model,
			adapter: admitted.adapter,
			prompt: hash_tokens(&answer.prompt_ids),
			answer: hash_tokens(&answer.answer_ids),
			prompt_tokens,
			completion_tokens,
			price,
			cumulative: cumulative.saturating_add(price),
			influence,
		}
	}
}

fn count(ids: &[u32]) -> u32 {
	u32::try_from(ids.len()).unwrap_or(u32::MAX)
}

/// Returns the seconds since 1970.
fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
