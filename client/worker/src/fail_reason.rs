//! Errors of the engine in the form that the chain knows.

use openledger_kernels::EngineError;
use openledger_model::{FolderError, GgufError};
use openledger_primitives::job::FailReason;
use std::io::ErrorKind;

/// Returns what a provider reports when training ended with an error.
pub(crate) fn of_training(error: &openledger_train::Error) -> FailReason {
	use openledger_train::Error as E;
	match error {
		E::Diverged { .. } => FailReason::Diverged,
		E::TokenLimit { .. } => FailReason::PaymentTooLow,
		E::NoRecords => FailReason::BadRecords,
		E::Model(error) => of_model(error),
		E::Cancelled | E::Synthetic(_) | E::Checkpoint(_) => FailReason::Internal,
	}
}

/// Returns what a provider reports when a model cannot be opened or run.
pub(crate) fn of_model(error: &openledger_model::Error) -> FailReason {
	use openledger_model::Error as E;
	match error {
		E::Base(GgufError::Io(_)) | E::Folder(FolderError::Io { .. }) => FailReason::BlobUnavailable,
		E::Base(_) | E::Folder(_) => FailReason::UnsupportedModel,
		E::Memory(_) => FailReason::OutOfResources,
		E::Data(_) | E::Hyper(_) => FailReason::BadRecords,
		E::Io { source, .. } => match source.kind() {
			ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::OutOfMemory => {
				FailReason::OutOfResources
			},
			_ => FailReason::Internal,
		},
		E::Engine(EngineError::Thread(_)) => FailReason::OutOfResources,
		E::Engine(_) | E::Adapter(_) | E::Tensor(_) | E::Lora(_) => FailReason::Internal,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use openledger_model::{AdapterError, DataError, Error as ModelError, Problem};
	use openledger_primitives::job::HyperParameterError;
	use openledger_train::Error as TrainError;
	use std::io;

	fn io_error(kind: ErrorKind) -> ModelError {
		ModelError::Io { path: "a".into(), source: kind.into() }
	}

	fn too_long() -> ModelError {
		DataError::of_record(1, Problem::TooManyTokens { found: 9, limit: 8 }).into()
	}

	#[test]
	fn every_error_of_a_model_has_its_reason() {
		let missing = io::Error::from(ErrorKind::NotFound);
		for (error, reason) in [
			(GgufError::Io(missing).into(), FailReason::BlobUnavailable),
			(GgufError::Truncated("tensor output_norm".into()).into(), FailReason::UnsupportedModel),
			(GgufError::NotFinite("blk.0.attn_q.weight".into()).into(), FailReason::UnsupportedModel),
			(too_long(), FailReason::BadRecords),
			(HyperParameterError::Rank.into(), FailReason::BadRecords),
			(AdapterError::NotFinite("a".into()).into(), FailReason::Internal),
			(EngineError::SubnormalsFlushed.into(), FailReason::Internal),
			(EngineError::Thread(ErrorKind::WouldBlock.into()).into(), FailReason::OutOfResources),
			(io_error(ErrorKind::StorageFull), FailReason::OutOfResources),
			(io_error(ErrorKind::QuotaExceeded), FailReason::OutOfResources),
			(io_error(ErrorKind::OutOfMemory), FailReason::OutOfResources),
			(io_error(ErrorKind::PermissionDenied), FailReason::Internal),
		] {
			assert_eq!(of_model(&error), reason, "{error}");
		}
	}

	#[test]
	fn every_error_of_training_has_its_reason() {
		for (error, reason) in [
			(TrainError::Diverged { step: 1 }, FailReason::Diverged),
			(TrainError::TokenLimit { tokens: 11, limit: 10 }, FailReason::PaymentTooLow),
			(TrainError::NoRecords, FailReason::BadRecords),
			(TrainError::Model(too_long()), FailReason::BadRecords),
			(TrainError::Model(HyperParameterError::Rank.into()), FailReason::BadRecords),
			(TrainError::Cancelled, FailReason::Internal),
		] {
			assert_eq!(of_training(&error), reason, "{error}");
		}
	}
}
