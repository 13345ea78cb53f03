//! Errors of opening and running a model.

use crate::{budget::OverBudget, folder::error::FolderError, gguf::GgufError};
use openledger_content::files::FileError;
use openledger_data::{DataError, Problem};
use openledger_kernels::EngineError;
use openledger_spec::HyperParameterError;
use std::path::PathBuf;

/// The reason why a model cannot be opened or run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// The base model cannot be used.
	#[error("base model: {0}")]
	Base(#[from] GgufError),
	/// The folder of the base model cannot be used.
	#[error("base model: {0}")]
	Folder(#[from] FolderError),
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

impl From<Problem> for Error {
	fn from(problem: Problem) -> Self {
		Self::Data(DataError::of_file(problem))
	}
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
