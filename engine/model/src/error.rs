//! Errors of opening and running a model.

use crate::{budget::OverBudget, gguf::GgufError};
use openledger_content::files::FileError;
use openledger_kernels::EngineError;
use openledger_spec::HyperParameterError;
use std::path::PathBuf;

/// The reason why a model cannot be opened or run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The base model cannot be used.
	#[error("base model: {0}")]
	Base(#[from] GgufError),
	/// The model, or what it computes with, exceeds the memory that models may take.
	#[error(transparent)]
	Memory(#[from] OverBudget),
	/// A record cannot be used.
	#[error("records: {0}")]
	Data(#[from] DataError),
	/// Hyper-parameters are out of bounds.
	#[error("hyper-parameters: {0}")]
	Hyper(#[from] HyperParameterError),
	/// An adapter does not fit or cannot be read.
	#[error("adapter: {0}")]
	Adapter(#[from] AdapterError),
	/// Threads or instruction set cannot be had.
	#[error(transparent)]
	Engine(#[from] EngineError),
	/// An operator refused its operands.
	#[error("tensor: {0}")]
	Tensor(#[from] candle_core::Error),
	/// LoRA factors do not fit.
	#[error("adapter factors: {0}")]
	Lora(#[from] openledger_kernels::ops::lora::LoraError),
	/// A file cannot be read or written.
	#[error("{}: {source}", path.display())]
	Io {
		/// The file.
		path: PathBuf,
		/// The error that the system returned.
		source: std::io::Error,
	},
}

impl From<FileError> for Error {
	fn from(FileError { path, source, .. }: FileError) -> Self {
		Self::Io { path, source }
	}
}

/// The reason why an adapter cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AdapterError {
	/// The raw form has another length than shapes and rank say.
	#[error("{found} bytes, but this base model and specification make {expected}: check both")]
	Length {
		/// Bytes that shapes and rank make.
		expected: usize,
		/// Bytes found.
		found: usize,
	},
	/// A factor is missing, or has another shape than the base model asks for.
	#[error("{0}")]
	Shape(String),
	/// A factor holds a NaN or an infinity.
	#[error("{0} holds a NaN or an infinity")]
	NotFinite(String),
	/// The configuration is not one that the engine runs.
	#[error("adapter_config.json: {0}")]
	Config(String),
	/// The weights are no sound safetensors file.
	#[error("adapter_model.safetensors: {0}")]
	Weights(String),
}

/// An error in records, with the line that is to blame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
	/// The line, counted from 1, if one is to blame.
	pub line: Option<usize>,
	/// The fault that was found.
	pub problem: Problem,
}

/// A fault in records.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
	/// The file exceeds its limit.
	#[error("{found} bytes, at most {limit} are allowed: split the file")]
	FileTooLarge {
		/// Number of bytes found.
		found: usize,
		/// Number of bytes allowed.
		limit: usize,
	},
	/// A line exceeds its limit.
	#[error("the line has {found} bytes, at most {limit} are allowed")]
	LineTooLong {
		/// Number of bytes found.
		found: usize,
		/// Number of bytes allowed.
		limit: usize,
	},
	/// There are more records than allowed.
	#[error("more than {limit} records: split the file")]
	TooManyRecords {
		/// Number of records allowed.
		limit: usize,
	},
	/// The line is not UTF-8.
	#[error("not valid UTF-8 from byte {valid_up_to} of the line on")]
	InvalidUtf8 {
		/// Bytes before the first wrong one.
		valid_up_to: usize,
	},
	/// The line is not a JSON object with the two strings.
	#[error("expected {{\"prompt\": \"…\", \"completion\": \"…\"}}: {0}")]
	InvalidJson(String),
	/// A field holds nothing but white space.
	#[error("{0} is empty")]
	Empty(&'static str),
	/// No line holds a record.
	#[error("the file has no records")]
	NoRecords,
	/// Token ids lack a question or an answer, or are beyond the vocabulary.
	#[error("the token ids hold no question, no answer or an unknown id")]
	BadTokens,
	/// A record does not fit.
	#[error("the record has {found} tokens, max_length is {limit}: shorten it or raise max_length")]
	TooManyTokens {
		/// Number of tokens found.
		found: usize,
		/// Number of tokens allowed.
		limit: u32,
	},
}

impl DataError {
	/// Returns the same error, with the line that is to blame.
	pub fn at(self, line: usize) -> Self {
		Self { line: Some(line), ..self }
	}

	pub(crate) fn new(line: Option<usize>, problem: Problem) -> Self {
		Self { line, problem }
	}
}

impl std::fmt::Display for DataError {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		match self.line {
			Some(line) => write!(f, "line {line}: {}", self.problem),
			None => self.problem.fmt(f),
		}
	}
}

impl std::error::Error for DataError {}
