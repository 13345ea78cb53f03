//! Errors of the subcommands.

use openledger_attribution::IndexError;
use openledger_content::files::FileError;
use openledger_kernels::EngineError;
use openledger_model::DataError;
use openledger_spec::HyperParameterError;
use std::path::PathBuf;

/// The reason why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// Training ended without a result.
	#[error(transparent)]
	Train(#[from] openledger_train::Error),
	/// The model gave no answer, loss or state.
	#[error(transparent)]
	Infer(#[from] openledger_infer::Error),
	/// The model, its records or its adapter cannot be used.
	#[error(transparent)]
	Model(#[from] openledger_model::Error),
	/// The influence index cannot be built or asked.
	#[error(transparent)]
	Index(#[from] IndexError),
	/// A specification file is not valid JSON of the expected form.
	#[error("{}: {source}", path.display())]
	Spec {
		/// The file.
		path: PathBuf,
		/// What is wrong and where.
		source: serde_json::Error,
	},
	/// A file of records cannot be used.
	#[error("{}: {source}", path.display())]
	Records {
		/// The file.
		path: PathBuf,
		/// What is wrong and where.
		source: DataError,
	},
	/// All held-out records are trained on too.
	#[error("{}: all {records} records are trained on too: hold others out", path.display())]
	AllSeen {
		/// The file of held-out records.
		path: PathBuf,
		/// Number of its records.
		records: usize,
	},
	/// No row of the files that were checked can be trained on.
	#[error("no row can be used: the report has the reasons")]
	NothingUsable,
	/// A report cannot be written.
	#[error("the report cannot be written as JSON: {0}")]
	Report(serde_json::Error),
}

impl From<HyperParameterError> for Error {
	fn from(error: HyperParameterError) -> Self {
		Self::Model(error.into())
	}
}

impl From<DataError> for Error {
	fn from(error: DataError) -> Self {
		Self::Model(error.into())
	}
}

impl From<EngineError> for Error {
	fn from(error: EngineError) -> Self {
		Self::Model(error.into())
	}
}

impl From<FileError> for Error {
	fn from(error: FileError) -> Self {
		Self::Model(error.into())
	}
}
