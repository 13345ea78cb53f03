//! One answer: everything that is checked before it, and everything that is written down after it.

use crate::{
	engine::{Answer, Attribution, Finish, Message},
	error::ApiError,
	ledger::Event,
	models::Loaded,
	server::Inner,
	sessions::{Shared, Ticket},
	voucher,
	wire::{Chat, Done, SentVoucher},
};
use openledger_primitives::{
	challenge::OpenedAnswer,
	influence::InfluenceVector,
	model::Price,
	usage::{hash_tokens, Receipt, SessionInfo},
	AccountId, Hash, ModelId, MAX_ANSWER_TOKENS, MAX_PROMPT_TOKENS, MAX_SETTLEMENT_ANSWERS,
};
use std::{
	ops::ControlFlow,
	panic::{catch_unwind, AssertUnwindSafe},
	sync::Arc,
	time::{SystemTime, UNIX_EPOCH},
};
use tokio::sync::mpsc::UnboundedSender;

/// What a listener hears.
pub(crate) enum Part {
	/// A piece of text.
	Text(String),
	/// The end, with the receipt.
	Done(Box<Done>),
	/// The end, without one.
	Failed(ApiError),
}

/// A request that may be answered.
pub(crate) struct Admitted {
	ticket: Ticket,
	model: Arc<Loaded>,
	info: SessionInfo<AccountId>,
	adapter: Hash,
	messages: Vec<Message>,
	max_tokens: u32,
	/// Whether pieces of text are to be handed on.
	pub stream: bool,
	/// Whether the token ids are to be told.
	tokens: bool,
}

impl Admitted {
	/// The model that will answer.
	pub fn model(&self) -> ModelId {
		self.info.model
	}
}

impl Inner {
	/// A session of this provider, with its user's voucher checked and kept.
	fn take_voucher(&self, sent: &SentVoucher) -> Result<(SessionInfo<AccountId>, Shared), ApiError> {
		let genesis = self.chain.genesis();
		if let Some(given) = &sent.genesis {
			if given.parse::<Hash>().ok() != Some(genesis) {
				return Err(ApiError::WrongChain(format!("{genesis:?}")));
			}
		}
		let id = sent.session;
		let info = self.chain.session(id)?.ok_or(ApiError::UnknownSession(id))?;
		let worker = self.chain.worker().ok_or(ApiError::NoWorker)?;
		let stash = self.chain.stash_of(&worker)?.ok_or(ApiError::NoWorker)?;
		if info.provider != stash {
			return Err(ApiError::OtherProvider(id));
		}
		let signed = voucher::check(genesis, id, sent.cumulative, &sent.signature, &info.user)?;
		let session = self.sessions.open(&info)?;
		session.lock().promise(signed)?;
		Ok((info, session))
	}

	/// Takes a payment that asks for nothing; the session's state after it.
	pub fn pay(&self, sent: &SentVoucher) -> Result<serde_json::Value, ApiError> {
		let (info, _) = self.take_voucher(sent)?;
		self.session_json(info.id)
	}

	/// Checks everything that must hold before an answer may be written.
	pub fn admit(&self, chat: Chat) -> Result<Admitted, ApiError> {
		let (info, session) = self.take_voucher(&chat.voucher)?;
		let id = info.id;
		if info.model != chat.model {
			return Err(ApiError::OtherModel { session: id, is: info.model, asked: chat.model });
		}
		if info.closing_at.is_some() {
			return Err(ApiError::Closing(id));
		}
		let ticket = Ticket::take(&session).ok_or(ApiError::AnswerUnderWay(id))?;
		// Looked at with the ticket in hand: no other answer can add to what is owed.
		let owed = session.lock().ledger().owed;
		if chat.voucher.cumulative < owed {
			return Err(ApiError::PaymentRequired { session: id, owed });
		}
		if session.lock().ledger().unsettled.len() >= MAX_SETTLEMENT_ANSWERS as usize {
			return Err(ApiError::Unsettled(id));
		}
		let model = self.models.get(info.model)?;
		let prompt = model.prompt_tokens(&chat.messages);
		let room = model.context().saturating_sub(prompt);
		if room == 0 {
			let text =
				format!("{prompt} tokens leave no room in a context of {}: shorten it", model.context());
			return Err(ApiError::TooLong(text));
		}
		if prompt > MAX_PROMPT_TOKENS {
			let text = format!(
				"{prompt} tokens are more than the {MAX_PROMPT_TOKENS} that the chain can judge: shorten it"
			);
			return Err(ApiError::TooLong(text));
		}
		let wanted = chat.max_tokens.unwrap_or(self.config.default_tokens);
		let max_tokens = wanted.min(self.config.max_tokens).min(MAX_ANSWER_TOKENS).min(room);
		let needed = owed.saturating_add(info.price.of(prompt.into(), max_tokens.into()));
		if needed > info.deposited {
			let deposited = info.deposited;
			return Err(ApiError::DepositExhausted { session: id, owed, needed, deposited });
		}
		let adapter = self.adapter_of(info.model)?;
		Ok(Admitted {
			ticket,
			model,
			info,
			adapter,
			messages: chat.messages,
			max_tokens,
			stream: chat.stream,
			tokens: chat.voucher.tokens,
		})
	}

	fn adapter_of(&self, model: ModelId) -> Result<Hash, ApiError> {
		use openledger_primitives::model::ModelKind;
		let info = self.chain.model(model)?.ok_or(ApiError::UnknownModel(model))?;
		Ok(match info.kind {
			ModelKind::Base { .. } => Hash::zero(),
			ModelKind::Tuned(lineage) => lineage.adapter,
		})
	}

	/// Writes the answer. A listener who leaves a stream ends it, and owes what was written until then; one who leaves a
	/// request without stream owes the whole answer, since nothing tells this side whether it arrived.
	pub fn answer(&self, admitted: Admitted, listener: &UnboundedSender<Part>) {
		let done = catch_unwind(AssertUnwindSafe(|| self.write(&admitted, listener)));
		let panicked = |_| Err(ApiError::Internal("the engine panicked".into()));
		let last = match done.unwrap_or_else(panicked) {
			Ok(done) => Part::Done(Box::new(done)),
			Err(error) => Part::Failed(error),
		};
		// The session is free before the listener knows, so that its next request finds it so.
		drop(admitted);
		let _ = listener.send(last);
	}

	fn write(&self, admitted: &Admitted, listener: &UnboundedSender<Part>) -> Result<Done, ApiError> {
		let Admitted { model, info, messages, max_tokens, stream, .. } = admitted;
		let mut hand_on = |text: &str| {
			let left = *stream && listener.send(Part::Text(text.into())).is_err();
			if left {
				ControlFlow::Break(())
			} else {
				ControlFlow::Continue(())
			}
		};
		let answer = model.answer(messages, *max_tokens, &mut hand_on);
		let answer = answer.map_err(|error| ApiError::engine(info.model, error))?;
		let attribution = model.attribute(&answer, &model.own(&info.user)).unwrap_or_else(|error| {
			// The text may be with the user already, so the answer counts; the contributors' part goes to the treasury.
			log::error!(target: "serving", "an answer of model {} is not attributed: {error}", info.model);
			Attribution::default()
		});
		let receipt = self.receipt(admitted, &answer, attribution.influence.clone());
		self.keep(admitted, &receipt, &answer)?;
		admitted.ticket.session().lock().record(Event::Answered(receipt.clone()))?;
		self.metrics.answers.inc();
		self.metrics.prompt_tokens.inc_by(receipt.prompt_tokens.into());
		self.metrics.completion_tokens.inc_by(receipt.completion_tokens.into());
		let Answer { text, finish, prompt_ids, answer_ids } = answer;
		if finish == Finish::Cancelled {
			log::debug!(target: "serving", "the listener of session {} left", info.id);
		}
		let tokens = admitted.tokens.then_some((prompt_ids, answer_ids));
		Ok(Done { text, finish, receipt, attribution, created: now(), tokens })
	}

	/// Writes down what it takes to reveal an answer: of a tuned model, and paid, for nothing else is ever challenged.
	fn keep(&self, admitted: &Admitted, receipt: &Receipt, answer: &Answer) -> Result<(), ApiError> {
		if admitted.adapter.is_zero() || receipt.price == 0 {
			return Ok(());
		}
		let too_long = |_| ApiError::Internal("an answer is longer than it may be".into());
		let opened_answer = OpenedAnswer {
			receipt: receipt.clone(),
			prompt: answer.prompt_ids.clone().try_into().map_err(too_long)?,
			answer: answer.answer_ids.clone().try_into().map_err(too_long)?,
		};
		Ok(self.sessions.answers.put(receipt.session, &opened_answer)?)
	}

	fn receipt(&self, admitted: &Admitted, answer: &Answer, influence: InfluenceVector) -> Receipt {
		let info = &admitted.info;
		let session = admitted.ticket.session().lock();
		let (index, owed) = (session.ledger().answers, session.ledger().owed);
		drop(session);
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
			cumulative: owed.saturating_add(price),
			influence,
		}
	}
}

fn count(ids: &[u32]) -> u32 {
	u32::try_from(ids.len()).unwrap_or(u32::MAX)
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
	SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
