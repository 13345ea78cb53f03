//! Models that answer in a process of their own.

use crate::{
	death::Death,
	engines::{Engines, unexpected},
	process::{Deaf, Listener, Process},
	protocol::{Handle, Outcome, Task},
	wire::{Message as WireMessage, Source, Step as WireStep},
};
use openledger_infer::{Completion, Step};
use openledger_model::Message;
use openledger_primitives::{ContributionId, ModelId};
use openledger_serving::{Attribution, ChatModel, ModelError, ModelLoader, ModelSource};
use parking_lot::Mutex;
use std::{collections::BTreeSet, ops::ControlFlow, sync::Arc};

/// Most deaths of engines that a request outlives.
const MAX_DEATHS: u32 = 3;

/// Loads models into an engine process that they share.
///
/// One that dies is followed by another, into which a model is loaded when it is next needed. Answers are a
/// function of model and prompt, so one under way is written again, and goes on where its listener was.
pub struct ProcessLoader(Arc<Chat>);

impl ProcessLoader {
	/// Loads into engines of this starter.
	pub fn new(engines: Arc<Engines>) -> Self {
		Self(Arc::new(Chat { engines, current: Mutex::default() }))
	}
}

impl ModelLoader for ProcessLoader {
	fn load(&self, source: ModelSource) -> Result<Arc<dyn ChatModel>, ModelError> {
		let id = source.model;
		let source = Source::of(&source).map_err(ModelError::Failed)?;
		let mut model =
			ProcessModel { chat: self.0.clone(), id, source, context: 0, loaded: Mutex::default() };
		model.context =
			model.outlive(&mut Deaf, |model, engine, _| model.handle(engine).map(|(_, context)| context))?;
		Ok(Arc::new(model))
	}
}

/// The engine that chat models share.
struct Chat {
	engines: Arc<Engines>,
	current: Mutex<Current>,
}

#[derive(Default)]
struct Current {
	/// Number of the engine, so that a model knows whether it was loaded into this one.
	number: u64,
	engine: Option<Arc<Process>>,
}

/// An engine with its number.
struct Numbered {
	number: u64,
	process: Arc<Process>,
}

impl Chat {
	/// Returns the engine, starting one if there is none.
	fn engine(&self) -> Result<Numbered, Death> {
		let mut current = self.current.lock();
		if let Some(process) = current.engine.as_ref().filter(|engine| !engine.has_ended()) {
			return Ok(Numbered { number: current.number, process: process.clone() });
		}
		let process = Arc::new(self.engines.start()?);
		current.number += 1;
		current.engine = Some(process.clone());
		Ok(Numbered { number: current.number, process })
	}
}

/// A model that an engine has in memory, or will have when it is needed.
struct ProcessModel {
	chat: Arc<Chat>,
	id: ModelId,
	source: Source,
	context: u32,
	/// The engine's number, the model's number there, and the longest context.
	loaded: Mutex<Option<(u64, Handle, u32)>>,
}

/// Reasons for a call of a model to fail.
enum Trouble {
	Death(Death),
	Model(ModelError),
}

impl From<Death> for Trouble {
	fn from(death: Death) -> Self {
		Self::Death(death)
	}
}

impl From<ModelError> for Trouble {
	fn from(error: ModelError) -> Self {
		Self::Model(error)
	}
}

impl ProcessModel {
	/// Returns the model's number in an engine and its longest context, loading it if need be.
	fn handle(&self, engine: &Numbered) -> Result<(Handle, u32), Trouble> {
		let mut loaded = self.loaded.lock();
		if let Some((_, handle, context)) = loaded.filter(|(number, ..)| *number == engine.number) {
			return Ok((handle, context));
		}
		let task = Task::Load { source: Box::new(self.source.clone()) };
		match engine.process.call(task, &[], &mut Deaf)? {
			Outcome::Loaded(found) => {
				let (handle, context) = found?;
				*loaded = Some((engine.number, handle, context));
				Ok((handle, context))
			},
			other => Err(ModelError::Failed(unexpected(&other)).into()),
		}
	}

	/// Makes a call, and again in another engine should this one die.
	fn outlive<L: Listener, T>(
		&self,
		listener: &mut L,
		mut call: impl FnMut(&Self, &Numbered, &mut L) -> Result<T, Trouble>,
	) -> Result<T, ModelError> {
		let mut deaths = 0;
		loop {
			let called = match self.chat.engine() {
				Ok(engine) => call(self, &engine, listener),
				Err(death) => Err(death.into()),
			};
			let death = match called {
				Ok(done) => return Ok(done),
				Err(Trouble::Model(error)) => return Err(error),
				Err(Trouble::Death(death)) => death,
			};
			deaths += 1;
			self.chat.engines.note(&format!("model {}", self.id), &death, deaths == MAX_DEATHS);
			if deaths == MAX_DEATHS {
				return Err(ModelError::Unavailable(death.to_string()));
			}
			self.chat.engines.pause(deaths, listener);
		}
	}

	/// Has the engine do something with the model.
	fn call<L: Listener>(
		&self,
		listener: &mut L,
		task: impl Fn(Handle) -> Task,
	) -> Result<Outcome, ModelError> {
		self.outlive(listener, |model, engine, listener| {
			let (handle, _) = model.handle(engine)?;
			Ok(engine.process.call(task(handle), &[], listener)?)
		})
	}
}

impl Drop for ProcessModel {
	fn drop(&mut self) {
		let Some((number, model, _)) = *self.loaded.lock() else { return };
		let current = self.chat.current.lock();
		let engine = current.engine.clone().filter(|_| current.number == number);
		drop(current);
		if let Some(engine) = engine {
			engine.post(Task::Unload { model });
		}
	}
}

/// Follows an answer. One that is written again in another engine is told from where it was.
struct Told<'a> {
	on_step: &'a mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	/// Number of steps told so far.
	told: u64,
	/// Number of steps of this attempt.
	written: u64,
	/// Its listener wants no more.
	is_over: bool,
}

impl Listener for Told<'_> {
	fn step(&mut self, step: &WireStep) -> bool {
		self.written += 1;
		if self.written > self.told {
			self.told = self.written;
			self.is_over = (self.on_step)(step.as_engine()).is_break();
		}
		!(self.is_over && self.written == self.told)
	}
}

fn wired(messages: &[Message]) -> Vec<WireMessage> {
	messages.iter().map(Into::into).collect()
}

fn completion(outcome: Outcome) -> Result<Completion, ModelError> {
	match outcome {
		Outcome::Answered(answer) => answer.map(Into::into),
		other => Err(ModelError::Failed(unexpected(&other))),
	}
}

impl ChatModel for ProcessModel {
	fn context(&self) -> u32 {
		self.context
	}

	fn prompt_tokens(&self, messages: &[Message]) -> Result<u32, ModelError> {
		let messages = wired(messages);
		match self.call(&mut Deaf, |model| Task::Count { model, messages: messages.clone() })? {
			Outcome::Counted(tokens) => tokens,
			other => Err(ModelError::Failed(unexpected(&other))),
		}
	}

	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, ModelError> {
		let messages = wired(messages);
		let mut told = Told { on_step, told: 0, written: 0, is_over: false };
		let outcome = self.outlive(&mut told, |model, engine, told| {
			told.written = 0;
			let (model, messages) = (model.handle(engine)?.0, messages.clone());
			Ok(engine.process.call(Task::Answer { model, messages, max_tokens }, &[], told)?)
		});
		completion(outcome?)
	}

	fn repeat(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Completion, ModelError> {
		let task = |model| Task::Repeat { model, prompt_ids: prompt_ids.to_vec(), max_tokens };
		completion(self.call(&mut Deaf, task)?)
	}

	fn attribute(
		&self,
		answer: &Completion,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, ModelError> {
		let task = |model| Task::Attribute { model, answer: answer.clone().into(), own: own.clone() };
		match self.call(&mut Deaf, task)? {
			Outcome::Attributed(attribution) => attribution,
			other => Err(ModelError::Failed(unexpected(&other))),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_listener_hears_every_step_once_whatever_dies() {
		let steps = ["a", "b", "c", "d"];
		let mut heard = Vec::new();
		let mut on_step = |step: Step<'_>| {
			heard.push(WireStep::from(step));
			if heard.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
		};
		let mut told = Told { on_step: &mut on_step, told: 0, written: 0, is_over: false };
		let mut write = |until: usize| {
			told.written = 0;
			let mut steps = steps.iter().take(until);
			steps.find(|step| !told.step(&WireStep::Wrote(step.to_string()))).copied()
		};
		assert_eq!([write(2), write(1), write(4), write(4)], [None, None, Some("c"), Some("c")]);
		assert_eq!(heard, ["a", "b", "c"].map(|text| WireStep::Wrote(text.into())));
	}
}
