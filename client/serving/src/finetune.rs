//! The engine that answers with a language model.

use crate::engine::{Answer, Engine, EngineError, Finish, Message, Model, Role, Source, Tuning};
use openledger_attribution::{Index, IndexError};
use openledger_finetune::{
	chat, Adapter, Base, Error, Finish as F, Generator, Message as M, Role as R, States, Tokenized,
};
use openledger_primitives::{influence::InfluenceVector, Hash};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	ops::ControlFlow,
	sync::{Arc, Weak},
};

/// Answers with `openledger_finetune` and attributes with `openledger_attribution`.
pub struct FinetuneEngine {
	threads: usize,
	/// Bases in memory: tuned models of one base share it.
	bases: Mutex<BTreeMap<Hash, Weak<Base>>>,
}

impl FinetuneEngine {
	/// An engine whose answers use so many threads.
	pub fn new(threads: usize) -> Self {
		Self { threads: threads.max(1), bases: Mutex::default() }
	}

	fn base(&self, source: &Source) -> Result<Arc<Base>, EngineError> {
		let mut bases = self.bases.lock();
		if let Some(base) = bases.get(&source.base_root).and_then(Weak::upgrade) {
			return Ok(base);
		}
		let base = Arc::new(Base::open(&source.base).map_err(failure)?);
		bases.retain(|_, base| base.strong_count() > 0);
		bases.insert(source.base_root, Arc::downgrade(&base));
		Ok(base)
	}
}

impl Engine for FinetuneEngine {
	fn load(&self, source: Source) -> Result<Arc<dyn Model>, EngineError> {
		let base = self.base(&source)?;
		let (adapter, attribution) = match &source.tuning {
			None => (None, None),
			Some(tuning) => {
				let index = index(tuning)?;
				let adapter =
					Adapter::from_raw(&tuning.adapter, base.config(), &tuning.hyper).map_err(failure)?;
				let states = States::new(&base, &adapter, self.threads).map_err(failure)?;
				(Some(Arc::new(adapter)), Some((Mutex::new(states), index)))
			},
		};
		let generator = Generator::new(base.clone(), adapter, self.threads).map_err(failure)?;
		Ok(Arc::new(Loaded { base, generator, attribution, threads: self.threads }))
	}
}

/// The influence index of a tuned model, which must be about this adapter and these contributions.
fn index(tuning: &Tuning) -> Result<Index, EngineError> {
	if !tuning.index.exists() {
		let text =
			"its influence index is not here: it is built after training, on the provider that trained it";
		return Err(EngineError::Unavailable(text.into()));
	}
	let index = Index::open(&tuning.index).map_err(index_failure)?;
	match index.footer().adapter == tuning.root && index.footer().sources == tuning.sources {
		true => Ok(index),
		false => Err(EngineError::Unavailable("its influence index is about another model".into())),
	}
}

struct Loaded {
	base: Arc<Base>,
	generator: Generator,
	attribution: Option<(Mutex<States>, Index)>,
	threads: usize,
}

impl Model for Loaded {
	fn context(&self) -> u32 {
		u32::try_from(self.base.config().context).unwrap_or(u32::MAX)
	}

	fn prompt_tokens(&self, messages: &[Message]) -> u32 {
		let ids = chat::prompt(self.base.tokenizer(), &messages.iter().map(message).collect::<Vec<_>>());
		u32::try_from(ids.len()).unwrap_or(u32::MAX)
	}

	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, EngineError> {
		let messages: Vec<M> = messages.iter().map(message).collect();
		self.generator.answer(&messages, max_tokens, on_text).map(answered).map_err(failure)
	}

	fn again(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Answer, EngineError> {
		let mut go_on = |_: &str| ControlFlow::Continue(());
		self.generator.respond(prompt_ids.to_vec(), max_tokens, &mut go_on).map(answered).map_err(failure)
	}

	fn influence(&self, answer: &Answer) -> Result<InfluenceVector, EngineError> {
		let Some((states, index)) = &self.attribution else { return Ok(InfluenceVector::default()) };
		if answer.answer_ids.is_empty() {
			return Ok(InfluenceVector::default());
		}
		let loss_from = answer.prompt_ids.len();
		let ids = [&answer.prompt_ids[..], &answer.answer_ids[..]].concat();
		let features = states.lock().of(&self.base, &Tokenized { ids, loss_from }).map_err(failure)?;
		index.influence(&features, self.threads).map_err(index_failure)
	}
}

fn answered(answer: openledger_finetune::Answer) -> Answer {
	let openledger_finetune::Answer { text, prompt_ids, answer_ids, finish } = answer;
	let finish = match finish {
		F::Stop => Finish::Stop,
		F::Length => Finish::Length,
		F::Cancelled => Finish::Cancelled,
	};
	Answer { text, prompt_ids, answer_ids, finish }
}

fn message(message: &Message) -> M {
	let role = match message.role {
		Role::System => R::System,
		Role::User => R::User,
		Role::Assistant => R::Assistant,
	};
	M { role, content: message.content.clone() }
}

fn failure(error: Error) -> EngineError {
	match error {
		Error::TooLong { .. } => EngineError::TooLong(error.to_string()),
		Error::NoPrompt { .. } => EngineError::NoPrompt(error.to_string()),
		Error::Base(_) | Error::Adapter(_) | Error::Hyper(_) => EngineError::Unavailable(error.to_string()),
		error => EngineError::Failed(error.to_string()),
	}
}

fn index_failure(error: IndexError) -> EngineError {
	match error {
		IndexError::Damaged(_) => EngineError::Unavailable(error.to_string()),
		error => EngineError::Failed(error.to_string()),
	}
}
