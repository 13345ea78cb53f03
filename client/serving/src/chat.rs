//! Paid answers: everything that is checked before one, and everything that is written down after it.

use crate::{
	config::Config,
	error::ChatError,
	loader::Attribution,
	metrics::Metrics,
	models::{LoadedModel, Models},
};
use openledger_infer::{Completion, Finish};
use openledger_model::Message;
use openledger_payments::{
	Accepted, PaymentError, SentVoucher, SessionState, Sessions, SignedReceipt, Ticket, Vouchers,
};
use openledger_ports::Chain;
use openledger_primitives::{
	AccountId, Balance, Hash, MAX_ANSWER_TOKENS, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS, ModelId,
	SessionId, Signature,
	boundary::Boundary,
	challenge::OpenedAnswer,
	influence::InfluenceVector,
	model::Price,
	usage::{Receipt, SessionInfo, hash_tokens},
};
use std::{
	ops::ControlFlow,
	panic::{AssertUnwindSafe, catch_unwind},
	sync::Arc,
	time::{SystemTime, UNIX_EPOCH},
};
use tokio::sync::{Semaphore, mpsc::UnboundedSender};

/// A request to answer a conversation.
#[derive(Debug)]
pub(crate) struct ChatRequest {
	pub model: ModelId,
	pub messages: Vec<Message>,
	pub max_tokens: Option<u32>,
	/// Text is to be sent piece by piece.
	pub stream: bool,
	/// The answer is to come with its token ids, against which the receipt can be checked.
	pub wants_tokens: bool,
	pub voucher: SentVoucher,
}

/// A request that may be answered.
pub(crate) struct Admitted {
	ticket: Ticket,
	model: Arc<LoadedModel>,
	info: SessionInfo<AccountId>,
	adapter: Hash,
	messages: Vec<Message>,
	max_tokens: u32,
	/// Text is to be sent piece by piece.
	pub stream: bool,
	wants_tokens: bool,
}

impl Admitted {
	/// Returns the model that will answer.
	pub fn model(&self) -> ModelId {
		self.info.model
	}
}

/// A finished answer with its receipt.
#[derive(Clone, Debug)]
pub(crate) struct FinishedAnswer {
	pub text: String,
	pub finish: Finish,
	pub receipt: Receipt,
	/// The worker's signature over the receipt.
	pub signature: Signature,
	/// Point after the answer, up to which the next voucher has to pay.
	pub end: Boundary,
	pub attribution: Attribution,
	/// Time of the answer in seconds since 1970.
	pub created: u64,
	/// Token ids read and written, if they were asked for.
	pub tokens: Option<(Vec<u32>, Vec<u32>)>,
}

/// A session as the chain and this side know it.
pub(crate) struct SessionView {
	pub info: SessionInfo<AccountId>,
	pub state: SessionState,
	/// Receipt of the last answer, as long as no voucher pays for it.
	pub unpaid: Option<SignedReceipt>,
}

/// A part of an answer, as its listener receives them.
pub(crate) enum AnswerPart {
	/// A piece of text.
	Text(String),
	/// The end, with the receipt.
	Done(Box<FinishedAnswer>),
	/// The end, without one.
	Failed(ChatError),
}

/// The chat service: answers requests that are paid for.
pub(crate) struct ChatService {
	pub config: Config,
	pub chain: Arc<dyn Chain>,
	pub models: Arc<Models>,
	pub metrics: Metrics,
	/// Places for requests that wait or are being answered.
	pub queue: Arc<Semaphore>,
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
		let queue = Arc::new(Semaphore::new(config.queue.max(1)));
		let vouchers = Vouchers::new(chain.clone(), sessions.clone());
		Self { config, chain, models, metrics, queue, turns, sessions, vouchers }
	}

	/// Shows the length of the queue in the metrics.
	pub fn report_queue(&self) {
		let waiting = self.config.queue.saturating_sub(self.queue.available_permits());
		self.metrics.queue.set(waiting as u64);
	}

	/// Returns a session as the chain and this side know it.
	pub fn session(&self, id: SessionId) -> Result<SessionView, ChatError> {
		let (info, session) = (self.chain.session(id)?, self.sessions.get(id));
		let (Some(info), Some(session)) = (info, session) else {
			return Err(PaymentError::UnknownSession(id).into());
		};
		let session = session.lock();
		Ok(SessionView { info, state: session.state(), unpaid: session.unpaid().cloned() })
	}

	/// Takes a payment that asks for nothing, and returns its session's state after it.
	pub fn pay(&self, sent: &SentVoucher) -> Result<SessionView, ChatError> {
		let Accepted { info, .. } = self.vouchers.accept(sent)?;
		self.session(info.id)
	}

	/// Checks everything that must hold before an answer may be written.
	pub fn admit(&self, request: ChatRequest) -> Result<Admitted, ChatError> {
		let Accepted { info, session, cap } = self.vouchers.accept(&request.voucher)?;
		let id = info.id;
		if info.model != request.model {
			return Err(ChatError::OtherModel { session: id, is: info.model, asked: request.model });
		}
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
		let model = self.models.get(info.model)?;
		let prompt = model.prompt_tokens(&request.messages);
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
		let ChatRequest { messages, stream, wants_tokens, .. } = request;
		Ok(Admitted { ticket, model, info, adapter, messages, max_tokens, stream, wants_tokens })
	}

	/// Checks that the provider's bond covers everything that is not settled, the answers being written
	/// included. Otherwise settlements would be refused, and the answers perhaps never paid.
	fn check_headroom(&self, provider: &AccountId) -> Result<(), ChatError> {
		let (needed, headroom): (Balance, _) = (self.sessions.exposure(), self.chain.headroom(provider)?);
		if needed <= headroom {
			return Ok(());
		}
		let until = self.chain.best_number().saturating_add(self.chain.periods()?.challenge);
		let refusal = ChatError::BondExceeded { needed, headroom, until };
		log::warn!(
			target: "serving",
			"an answer is refused: {refusal}; if the bond was slashed, ModelFactory.updateProvider fills \
			 it up"
		);
		Err(refusal)
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
	/// A listener who leaves a stream ends it, and owes what was written until then. One who leaves a request
	/// without stream owes the whole answer, since nothing tells this side whether it arrived.
	pub fn answer(&self, admitted: Admitted, listener: &UnboundedSender<AnswerPart>) {
		let done = catch_unwind(AssertUnwindSafe(|| self.write(&admitted, listener)));
		let panicked = |_| Err(ChatError::Internal("the engine panicked".into()));
		let last = match done.unwrap_or_else(panicked) {
			Ok(done) => AnswerPart::Done(Box::new(done)),
			Err(error) => AnswerPart::Failed(error),
		};
		// The session is free before the listener knows, so that its next request finds it so.
		drop(admitted);
		let _ = listener.send(last);
	}

	fn write(
		&self,
		admitted: &Admitted,
		listener: &UnboundedSender<AnswerPart>,
	) -> Result<FinishedAnswer, ChatError> {
		let Admitted { model, info, messages, max_tokens, stream, .. } = admitted;
		let mut send = |text: &str| {
			let has_left = *stream && listener.send(AnswerPart::Text(text.into())).is_err();
			if has_left { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
		};
		let answer = model.answer(messages, *max_tokens, &mut send);
		let answer = answer.map_err(|error| ChatError::model(info.model, error))?;
		let own = model.contributed_by(&info.user);
		let attribution = model.attribute(&answer, &own).unwrap_or_else(|error| {
			// The text may be with the user already, so the answer counts; the contributors' part goes to the
			// treasury.
			log::error!(target: "serving", "an answer of model {} is not attributed: {error}", info.model);
			Attribution::default()
		});
		let receipt = self.receipt(admitted, &answer, attribution.influence.clone());
		let signed = SignedReceipt::new(receipt, &*self.chain)?;
		self.store(&signed.receipt, &answer)?;
		let end = admitted.ticket.session().lock().answered(&signed)?;
		let SignedReceipt { receipt, signature } = signed;
		self.metrics.answers.inc();
		self.metrics.prompt_tokens.inc_by(receipt.prompt_tokens.into());
		self.metrics.completion_tokens.inc_by(receipt.completion_tokens.into());
		let Completion { text, finish, prompt_ids, answer_ids } = answer;
		if finish == Finish::Cancelled {
			log::debug!(target: "serving", "the listener of session {} left", info.id);
		}
		let tokens = admitted.wants_tokens.then_some((prompt_ids, answer_ids));
		let created = now();
		Ok(FinishedAnswer { text, finish, receipt, signature, end, attribution, created, tokens })
	}

	/// Stores what it takes to reveal an answer. Only paid answers can be challenged.
	fn store(&self, receipt: &Receipt, answer: &Completion) -> Result<(), ChatError> {
		if receipt.price == 0 {
			return Ok(());
		}
		let too_long = |_| ChatError::Internal("an answer is longer than it may be".into());
		let opened_answer = OpenedAnswer {
			receipt: receipt.clone(),
			prompt: answer.prompt_ids.clone().try_into().map_err(too_long)?,
			answer: answer.answer_ids.clone().try_into().map_err(too_long)?,
		};
		Ok(self.sessions.answers.put(receipt.session, &opened_answer)?)
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
pub(crate) fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
