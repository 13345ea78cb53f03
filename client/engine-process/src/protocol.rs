//! The messages between a node and an engine.

use crate::wire::{Completion, Message, Source, Step};
use codec::{Decode, Encode};
use openledger_ports::Progress;
use openledger_primitives::{
	ContributionId, Hash,
	datanet::SnapshotEntry,
	job::{HyperParameters, JobResult},
};
use openledger_serving::{Attribution, ModelError};
use openledger_worker::Failure;
use std::{collections::BTreeSet, time::Duration};

/// Version of the messages. Both sides are the same program, unless it was replaced under a running node.
pub const VERSION: u32 = 2;

/// Time between two signs of life of an engine.
pub const PULSE_INTERVAL: Duration = Duration::from_secs(2);

/// Most bytes of a part that are sent at a time.
pub const CHUNK_BYTES: usize = 1 << 20;

/// Number of a call, given by the node.
pub type CallId = u64;
/// Number of a question, given by the engine.
pub type AskId = u64;
/// Number of a model in an engine's memory, given by the engine.
pub type Handle = u64;

/// A message from the node.
#[derive(Debug, Encode, Decode)]
pub enum ToEngine {
	/// The first message.
	Setup(Setup),
	/// Some more bytes of one of a call's parts. They come before the call.
	Part { call: CallId, part: u32, bytes: Vec<u8> },
	/// Something to do.
	Call { call: CallId, task: Task },
	/// A call is no longer wanted.
	Cancel { call: CallId },
	/// The answer to a question.
	Reply { ask: AskId, reply: Reply },
}

/// Everything that an engine is started with.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Setup {
	/// Version of the messages.
	pub version: u32,
	/// Threads that compute.
	pub threads: u32,
	/// Bytes that the models of all engines may take.
	pub memory: u64,
	/// Most detailed level of the log, as `log::LevelFilter` numbers them.
	pub log_level: u8,
}

/// Something that an engine does.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Task {
	/// Opens a base model, to see whether it can be run.
	Check { base: String },
	/// Trains. The parts are the records of the entries, and then those held out.
	Train(Box<TrainTask>),
	/// Builds an index. The parts are the records of the entries.
	Index(Box<IndexTask>),
	/// Loads a model.
	Load { source: Box<Source> },
	/// Forgets a model.
	Unload { model: Handle },
	/// Counts the tokens of a conversation.
	Count { model: Handle, messages: Vec<Message> },
	/// Answers a conversation, asking after each step whether to go on.
	Answer { model: Handle, messages: Vec<Message>, max_tokens: u32 },
	/// Answers a prompt again.
	Repeat { model: Handle, prompt_ids: Vec<u32>, max_tokens: u32 },
	/// Attributes an answer.
	Attribute { model: Handle, answer: Completion, own: BTreeSet<ContributionId> },
	/// Writes a base model that is a folder or split as one file.
	Join { base: String, out: String },
}

impl Task {
	/// Returns how long an engine may do this without progress, or `None` if something else bounds it: a
	/// training and an index have their job's deadline.
	///
	/// An answer tells of each token and of each part of its prompt; what tells of nothing may take as long
	/// as the longest prompt and answer on a slow machine.
	pub fn patience(&self) -> Option<Duration> {
		let minutes = match self {
			Self::Count { .. } => 2,
			Self::Answer { .. } => 5,
			Self::Check { .. }
			| Self::Load { .. }
			| Self::Repeat { .. }
			| Self::Attribute { .. }
			| Self::Join { .. } => 30,
			Self::Train(_) | Self::Index(_) | Self::Unload { .. } => return None,
		};
		Some(Duration::from_secs(60 * minutes))
	}
}

/// A training.
#[derive(Clone, Debug, Encode, Decode)]
pub struct TrainTask {
	/// The base model's GGUF file.
	pub base: String,
	/// Contributions to train on, in order.
	pub entries: Vec<SnapshotEntry>,
	/// Whether records are held out.
	pub has_held_out: bool,
	/// Hyper-parameters of the job.
	pub hyper: HyperParameters,
	/// Most tokens that are paid for.
	pub max_tokens: u64,
	/// Folder of checkpoints and outputs.
	pub dir: String,
}

/// A build of an index.
#[derive(Clone, Debug, Encode, Decode)]
pub struct IndexTask {
	/// The base model's GGUF file.
	pub base: String,
	/// The adapter's file.
	pub adapter: String,
	/// Hyper-parameters that the adapter was trained with.
	pub hyper: HyperParameters,
	/// Contributions that it was trained on, in order.
	pub entries: Vec<SnapshotEntry>,
	/// Folder of unfinished parts.
	pub dir: String,
	/// Place of the finished index.
	pub out: String,
}

/// A message from an engine.
#[derive(Debug, Encode, Decode)]
pub enum FromEngine {
	/// The first message, once the engine can be called.
	Ready { version: u32 },
	/// A line for the log, with its level as `log::Level` numbers them.
	Log { level: u8, target: String, text: String },
	/// Progress of a call.
	Progress { call: CallId, progress: Progress },
	/// Memory is given back that was lent in one piece.
	GaveBack { bytes: u64 },
	/// A question that the node answers.
	Ask { ask: AskId, question: Question },
	/// The end of a call.
	Done { call: CallId, outcome: Outcome },
	/// A sign of life, sent at an interval whatever else is done.
	Pulse,
}

/// A question of an engine.
#[derive(Debug, Encode, Decode)]
pub enum Question {
	/// May a model take so many bytes of memory?
	Memory { bytes: u64 },
	/// Is there room on disk for an adapter of so many bytes?
	Room { call: CallId, bytes: u64 },
	/// Should the answer go on after this step?
	Step { call: CallId, step: Step },
}

/// The answer to a question.
#[derive(Debug, Encode, Decode)]
pub enum Reply {
	/// Memory was lent, or so much was taken already.
	Memory(Result<(), u64>),
	/// Room was taken, or the job fails.
	Room(Result<(), Failure>),
	/// Whether to go on.
	Step(bool),
}

/// The end of a call.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Outcome {
	/// A base model can be run, or is one file now, or the reason why not.
	Checked(Result<(), String>),
	/// A training ended.
	Trained(Result<Box<TrainedFiles>, Failure>),
	/// A build ended; the error is `None` if it was cancelled.
	Indexed(Result<(), Option<String>>),
	/// A model is loaded: its number and its longest context.
	Loaded(Result<(Handle, u32), ModelError>),
	/// A model is forgotten.
	Unloaded,
	/// A conversation has so many tokens.
	Counted(Result<u32, ModelError>),
	/// An answer is written.
	Answered(Result<Completion, ModelError>),
	/// An answer is attributed.
	Attributed(Result<Attribution, ModelError>),
	/// The engine panicked.
	Panicked(String),
}

/// What a training left.
#[derive(Clone, Debug, Encode, Decode)]
pub struct TrainedFiles {
	/// The result to publish.
	pub result: JobResult,
	/// Roots of the state after each step.
	pub states: Vec<Hash>,
	/// Name of the file with the adapter, in the folder of outputs.
	pub adapter: String,
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::frame;
	use openledger_ports::Phase;
	use openledger_test_utils::{CountingAllocator, Fuzzed, Random, fuzz_cases, spoil_bytes};

	#[global_allocator]
	static ALLOCATOR: CountingAllocator = CountingAllocator;

	/// Messages of an engine of every kind.
	fn sound() -> Vec<FromEngine> {
		let progress = Progress {
			phase: Phase::Training,
			step: 3,
			steps: 9,
			loss: 0.5,
			tokens_per_second: 100.0,
			seconds_left: 1.0,
		};
		let outcomes = [
			Outcome::Checked(Err("no base".into())),
			Outcome::Trained(Err(Failure::new(openledger_primitives::job::FailReason::Internal, "no"))),
			Outcome::Indexed(Ok(())),
			Outcome::Loaded(Ok((1, 256))),
			Outcome::Counted(Ok(7)),
			Outcome::Panicked("x".repeat(300)),
		];
		let mut all = vec![
			FromEngine::Pulse,
			FromEngine::Ready { version: VERSION },
			FromEngine::Log { level: 3, target: "engine".into(), text: "é".repeat(50) },
			FromEngine::Progress { call: 1, progress },
			FromEngine::GaveBack { bytes: 1 << 40 },
			FromEngine::Ask { ask: 1, question: Question::Memory { bytes: 1 << 30 } },
			FromEngine::Ask { ask: 2, question: Question::Step { call: 1, step: Step::Wrote("a".into()) } },
		];
		all.extend(outcomes.map(|outcome| FromEngine::Done { call: 1, outcome }));
		all
	}

	/// An engine reads files of strangers, and may send anything once one of them has taken it over.
	#[test]
	fn a_spoilt_engine_is_understood_or_refused_in_bounded_memory() {
		let sound = sound();
		let mut fuzzed = Fuzzed::default();
		for case in 0..fuzz_cases() {
			let mut random = Random::of_case(case);
			let mut bytes = Vec::new();
			frame::write(&mut bytes, &sound[random.below(sound.len())]).unwrap();
			for _ in 0..random.below(4) {
				spoil_bytes(&mut bytes, &mut random);
			}
			fuzzed.read((1 << 14) + 8 * bytes.len(), || match frame::read::<FromEngine>(&mut &bytes[..]) {
				Ok(Some(message)) => {
					format!("{message:?}").split([' ', '(']).next().unwrap_or_default().into()
				},
				Ok(None) => "closed".into(),
				Err(error) => error.kind().to_string(),
			});
		}
		fuzzed.report("messages of an engine", 6);
	}
}
