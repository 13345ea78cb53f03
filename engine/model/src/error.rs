//! Errors of opening and running a model.

use crate::{adapter::AdapterError, data::DataError, gguf::GgufError};
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
