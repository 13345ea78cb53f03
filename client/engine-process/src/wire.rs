//! Types of the engine as messages hold them.

use codec::{Decode, Encode};
use openledger_infer as infer;
use openledger_model as model;
use openledger_primitives::{Hash, JobId, ModelId, datanet::SnapshotEntry, job::HyperParameters};
use openledger_serving::{AdapterSource, ModelSource};
use std::path::{Path, PathBuf};

/// Returns a path as messages hold it, or an error if it is no text.
pub fn path(path: &Path) -> Result<String, String> {
	let text = path.to_str().map(str::to_string);
	text.ok_or_else(|| format!("the path {} is no UTF-8: rename it", path.display()))
}

/// A turn of a conversation.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Message {
	role: Role,
	content: String,
}

#[derive(Clone, Copy, Debug, Encode, Decode)]
enum Role {
	System,
	User,
	Assistant,
}

impl From<&model::Message> for Message {
	fn from(message: &model::Message) -> Self {
		let role = match message.role {
			model::Role::System => Role::System,
			model::Role::User => Role::User,
			model::Role::Assistant => Role::Assistant,
		};
		Self { role, content: message.content.clone() }
	}
}

impl From<Message> for model::Message {
	fn from(message: Message) -> Self {
		let role = match message.role {
			Role::System => model::Role::System,
			Role::User => model::Role::User,
			Role::Assistant => model::Role::Assistant,
		};
		Self { role, content: message.content }
	}
}

/// A step on the way to a completion.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Step {
	/// So many tokens of the prompt were read.
	Read(u64),
	/// A token was written, with the characters that it completes.
	Wrote(String),
}

impl From<infer::Step<'_>> for Step {
	fn from(step: infer::Step<'_>) -> Self {
		match step {
			infer::Step::Read { tokens } => Self::Read(tokens as u64),
			infer::Step::Wrote(text) => Self::Wrote(text.into()),
		}
	}
}

impl Step {
	/// Returns the step as the engine tells it.
	pub fn as_engine(&self) -> infer::Step<'_> {
		match self {
			Self::Read(tokens) => {
				infer::Step::Read { tokens: usize::try_from(*tokens).unwrap_or(usize::MAX) }
			},
			Self::Wrote(text) => infer::Step::Wrote(text),
		}
	}
}

/// A model's continuation of a prompt.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Completion {
	text: String,
	prompt_ids: Vec<u32>,
	answer_ids: Vec<u32>,
	logits: Vec<[u32; 2]>,
	finish: Finish,
}

#[derive(Clone, Copy, Debug, Encode, Decode)]
enum Finish {
	Stop,
	Length,
	Cancelled,
}

impl From<infer::Completion> for Completion {
	fn from(completion: infer::Completion) -> Self {
		let infer::Completion { text, prompt_ids, answer_ids, logits, finish } = completion;
		let finish = match finish {
			infer::Finish::Stop => Finish::Stop,
			infer::Finish::Length => Finish::Length,
			infer::Finish::Cancelled => Finish::Cancelled,
		};
		Self { text, prompt_ids, answer_ids, logits, finish }
	}
}

impl From<Completion> for infer::Completion {
	fn from(completion: Completion) -> Self {
		let Completion { text, prompt_ids, answer_ids, logits, finish } = completion;
		let finish = match finish {
			Finish::Stop => infer::Finish::Stop,
			Finish::Length => infer::Finish::Length,
			Finish::Cancelled => infer::Finish::Cancelled,
		};
		Self { text, prompt_ids, answer_ids, logits, finish }
	}
}

/// The files and facts that a model is loaded from.
#[derive(Clone, Debug, Encode, Decode)]
pub struct Source {
	model: ModelId,
	base_root: Hash,
	base: String,
	adapter: Option<Adapter>,
}

#[derive(Clone, Debug, Encode, Decode)]
struct Adapter {
	job: JobId,
	root: Hash,
	file: String,
	hyper: HyperParameters,
	index: String,
	entries: Vec<SnapshotEntry>,
}

impl Source {
	/// Converts a source, or says which of its paths is no text.
	pub fn of(source: &ModelSource) -> Result<Self, String> {
		let adapter = |adapter: &AdapterSource| {
			let (file, index) = (path(&adapter.file)?, path(&adapter.index)?);
			let AdapterSource { job, root, hyper, entries, .. } = adapter.clone();
			Ok::<_, String>(Adapter { job, root, file, hyper, index, entries })
		};
		let adapter = source.adapter.as_ref().map(adapter).transpose()?;
		Ok(Self { model: source.model, base_root: source.base_root, base: path(&source.base)?, adapter })
	}
}

impl From<Source> for ModelSource {
	fn from(source: Source) -> Self {
		let adapter = source.adapter.map(|Adapter { job, root, file, hyper, index, entries }| {
			let (file, index) = (PathBuf::from(file), PathBuf::from(index));
			AdapterSource { job, root, file, hyper, index, entries }
		});
		Self { model: source.model, base_root: source.base_root, base: source.base.into(), adapter }
	}
}
