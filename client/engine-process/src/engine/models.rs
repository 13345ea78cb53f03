//! The models in an engine's memory.

use super::link::Link;
use crate::{
	protocol::{CallId, Handle, Question, Reply},
	wire::{Completion, Message, Source},
};
use openledger_infer::Step;
use openledger_kernels::Engine;
use openledger_model::Budget;
use openledger_primitives::ContributionId;
use openledger_serving::{Attribution, ChatModel, EngineLoader, ModelError, ModelLoader};
use parking_lot::Mutex;
use std::{
	collections::{BTreeMap, BTreeSet},
	ops::ControlFlow,
	sync::Arc,
};

/// The models in memory, by the numbers that the node knows them by.
pub struct Models {
	loader: EngineLoader,
	loaded: Mutex<Loaded>,
}

#[derive(Default)]
struct Loaded {
	next: Handle,
	models: BTreeMap<Handle, Arc<dyn ChatModel>>,
}

impl Models {
	/// Holds models that compute on an engine, within a budget.
	pub fn new(engine: Arc<Engine>, budget: Arc<Budget>) -> Self {
		Self { loader: EngineLoader::new(engine).within(budget), loaded: Mutex::default() }
	}

	/// Loads a model, and returns its number and its longest context.
	pub fn load(&self, source: Source) -> Result<(Handle, u32), ModelError> {
		let model = self.loader.load(source.into())?;
		let context = model.context();
		let mut loaded = self.loaded.lock();
		let handle = loaded.next;
		loaded.next += 1;
		loaded.models.insert(handle, model);
		Ok((handle, context))
	}

	/// Forgets a model.
	pub fn unload(&self, model: Handle) {
		let model = self.loaded.lock().models.remove(&model);
		drop(model);
	}

	/// Returns the number of tokens of a conversation.
	pub fn count(&self, model: Handle, messages: Vec<Message>) -> Result<u32, ModelError> {
		self.get(model)?.prompt_tokens(&read(messages))
	}

	/// Answers a conversation, and asks the node after each step whether to go on.
	pub fn answer(
		&self,
		link: &Link,
		call: CallId,
		model: Handle,
		messages: Vec<Message>,
		max_tokens: u32,
	) -> Result<Completion, ModelError> {
		let mut on_step = |step: Step<'_>| {
			let goes_on = link.ask(Question::Step { call, step: step.into() });
			match goes_on {
				Some(Reply::Step(true)) => ControlFlow::Continue(()),
				_ => ControlFlow::Break(()),
			}
		};
		self.get(model)?.answer(&read(messages), max_tokens, &mut on_step).map(Into::into)
	}

	/// Answers a prompt again.
	pub fn repeat(&self, model: Handle, prompt: &[u32], max_tokens: u32) -> Result<Completion, ModelError> {
		self.get(model)?.repeat(prompt, max_tokens).map(Into::into)
	}

	/// Attributes an answer.
	pub fn attribute(
		&self,
		model: Handle,
		answer: Completion,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, ModelError> {
		self.get(model)?.attribute(&answer.into(), own)
	}

	fn get(&self, model: Handle) -> Result<Arc<dyn ChatModel>, ModelError> {
		let found = self.loaded.lock().models.get(&model).cloned();
		found.ok_or_else(|| ModelError::Failed("the engine does not have this model".into()))
	}
}

fn read(messages: Vec<Message>) -> Vec<openledger_model::Message> {
	messages.into_iter().map(Into::into).collect()
}
