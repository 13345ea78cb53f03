//! The engine's side: a process that does what a node asks for.

mod host;
mod limits;
mod link;
mod models;
mod work;

use crate::{
	frame,
	protocol::{CallId, FromEngine, Outcome, Setup, Task, ToEngine, VERSION},
};
use host::{Host, Parts};
use link::{Borrowed, Link};
use models::Models;
use openledger_kernels::{Engine, EngineError};
use openledger_model::Budget;
use std::{
	collections::BTreeMap,
	io::{self, BufReader, Stdin},
	panic::{AssertUnwindSafe, catch_unwind},
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
};

/// Reasons for an engine not to start.
#[derive(Debug, thiserror::Error)]
pub enum EngineFault {
	/// It was started by somebody else than a node, or by one of another version.
	#[error("an engine is started by a node, which talks to it over its standard input and output: {0}")]
	NoNode(String),
	/// The engine that computes cannot be started.
	#[error(transparent)]
	Engine(#[from] EngineError),
}

/// Runs an engine on this process's standard input and output until the node closes them, and ends the
/// process then. `start_engine` starts that which computes, with a number of threads.
///
/// The process is to do nothing else: it gives away descriptors, lowers its priority, limits its memory, and
/// asks the system to end it before others.
pub fn run(start_engine: fn(usize) -> Result<Arc<Engine>, EngineError>) -> Result<(), EngineFault> {
	limits::detach();
	let mut input = BufReader::new(io::stdin());
	let setup = match frame::read(&mut input) {
		Ok(Some(ToEngine::Setup(setup))) if setup.version == VERSION => setup,
		Ok(Some(ToEngine::Setup(Setup { version, .. }))) => {
			return Err(EngineFault::NoNode(format!("it speaks version {version}, not {VERSION}")));
		},
		Ok(_) => return Err(EngineFault::NoNode("nothing came that begins a conversation".into())),
		Err(error) => return Err(EngineFault::NoNode(error.to_string())),
	};
	let link = Arc::new(Link::default());
	link.log(setup.log_level);
	link.pulse().map_err(|error| EngineFault::NoNode(format!("no thread gives signs of life: {error}")))?;
	limits::confine(setup.memory);
	let engine = start_engine(setup.threads.max(1) as usize)?;
	let budget = Budget::borrowed(setup.memory, Arc::new(Borrowed(link.clone())));
	let models = Models::new(engine.clone(), budget.clone());
	let host = Arc::new(Host { link: link.clone(), engine, budget, models });
	link.send(&FromEngine::Ready { version: VERSION });
	let ended = serve(&host, &mut input);
	// Whatever is under way is lost with the node.
	std::process::exit(i32::from(ended.is_err()));
}

/// Reads messages until the node closes. Never writes, so that the node can always send.
fn serve(host: &Arc<Host>, input: &mut BufReader<Stdin>) -> io::Result<()> {
	let mut parts: BTreeMap<CallId, Parts> = BTreeMap::new();
	let mut flags: BTreeMap<CallId, Arc<AtomicBool>> = BTreeMap::new();
	while let Some(message) = frame::read(input)? {
		match message {
			ToEngine::Setup(_) => return Err(io::Error::other("a conversation begins once")),
			ToEngine::Part { call, part, bytes } => {
				parts.entry(call).or_default().entry(part).or_default().extend(bytes);
			},
			ToEngine::Call { call, task } => {
				flags.retain(|_, flag| Arc::strong_count(flag) > 1);
				let flag = flags.entry(call).or_default().clone();
				let parts = parts.remove(&call).unwrap_or_default();
				let host = host.clone();
				let work = move || host.process(call, task, parts, &flag);
				std::thread::Builder::new().name("ol-call".into()).spawn(work)?;
			},
			ToEngine::Cancel { call } => {
				if let Some(flag) = flags.get(&call) {
					flag.store(true, Ordering::SeqCst);
				}
			},
			ToEngine::Reply { ask, reply } => host.link.replied(ask, reply),
		}
	}
	Ok(())
}

impl Host {
	fn process(&self, call: CallId, task: Task, parts: Parts, is_cancelled: &AtomicBool) {
		let done = catch_unwind(AssertUnwindSafe(|| self.perform(call, task, parts, is_cancelled)));
		let outcome = done.unwrap_or_else(|panic| {
			let text = panic.downcast_ref::<String>().map(String::as_str);
			let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
			Outcome::Panicked(text.into())
		});
		self.link.send(&FromEngine::Done { call, outcome });
	}

	fn perform(&self, call: CallId, task: Task, parts: Parts, is_cancelled: &AtomicBool) -> Outcome {
		match task {
			Task::Check { base } => Outcome::Checked(work::check(self, &base)),
			Task::Join { base, out } => Outcome::Checked(work::join(self, &base, &out)),
			Task::Train(task) => Outcome::Trained(work::train(self, call, *task, parts, is_cancelled)),
			Task::Index(task) => Outcome::Indexed(work::index(self, call, *task, parts, is_cancelled)),
			Task::Load { source } => Outcome::Loaded(self.models.load(*source)),
			Task::Unload { model } => {
				self.models.unload(model);
				Outcome::Unloaded
			},
			Task::Count { model, messages } => Outcome::Counted(self.models.count(model, messages)),
			Task::Answer { model, messages, max_tokens } => {
				Outcome::Answered(self.models.answer(&self.link, call, model, messages, max_tokens))
			},
			Task::Repeat { model, prompt_ids, max_tokens } => {
				Outcome::Answered(self.models.repeat(model, &prompt_ids, max_tokens))
			},
			Task::Attribute { model, answer, own } => {
				Outcome::Attributed(self.models.attribute(model, answer, &own))
			},
		}
	}
}
