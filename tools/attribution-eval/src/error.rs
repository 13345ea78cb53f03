//! Errors of an evaluation.

use openledger_content::files::FileError;
use openledger_model::DataError;
use std::path::PathBuf;

/// The reason why there is no evaluation.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the fields are what the messages say")]
pub enum EvalError {
	/// The model, its training or its index.
	#[error(transparent)]
	Engine(#[from] openledger_cli::Error),
	/// Records cannot be read.
	#[error("{path}: {source}", path = path.display())]
	Records { path: PathBuf, source: DataError },
	/// A file cannot be read or written.
	#[error(transparent)]
	File(#[from] FileError),
	/// A record has no class.
	#[error(
		"{path}: record {record} has no field `class`, which says what records belong together: add it",
		path = path.display()
	)]
	NoClass { path: PathBuf, record: usize },
	/// No query can be scored.
	#[error("no query's class has both records of its own and of others: nothing can be told apart")]
	NothingToTell,
	/// A file is not the JSON that it should be.
	#[error("{path}: {message}", path = path.display())]
	Spec { path: PathBuf, message: String },
	/// A thread of a retraining ended early.
	#[error("a thread that trained again ended early: run it again, it goes on from what is done")]
	Thread,
}

impl From<openledger_model::Error> for EvalError {
	fn from(error: openledger_model::Error) -> Self {
		Self::Engine(error.into())
	}
}

impl From<openledger_train::Error> for EvalError {
	fn from(error: openledger_train::Error) -> Self {
		Self::Engine(error.into())
	}
}

impl From<openledger_infer::Error> for EvalError {
	fn from(error: openledger_infer::Error) -> Self {
		Self::Engine(error.into())
	}
}

impl From<openledger_attribution::IndexError> for EvalError {
	fn from(error: openledger_attribution::IndexError) -> Self {
		Self::Engine(error.into())
	}
}

impl From<openledger_kernels::EngineError> for EvalError {
	fn from(error: openledger_kernels::EngineError) -> Self {
		Self::Engine(error.into())
	}
}

impl From<DataError> for EvalError {
	fn from(error: DataError) -> Self {
		Self::Engine(error.into())
	}
}
