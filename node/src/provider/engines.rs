//! Engines, which train, index and chat in processes of their own.

use super::parts::other;
use crate::cli::{ENGINE, ProviderArgs};
use openledger_engine_process::{Engines, Program};
use openledger_model::Budget;
use prometheus_endpoint::Registry;
use sc_service::error::Error as ServiceError;
use std::sync::Arc;

/// Makes the starter of engines.
pub fn starter(args: &ProviderArgs, registry: Option<&Registry>) -> Result<Arc<Engines>, ServiceError> {
	let cores = std::thread::available_parallelism().map_or(1, usize::from);
	let threads = args.worker_threads.unwrap_or(cores).max(1);
	let program = Program::this(ENGINE).map_err(other)?;
	Engines::new(program, threads, args.model_budget(), registry).map(Arc::new).map_err(other)
}

/// Checks that an engine can be started.
pub fn check() -> Result<(), String> {
	let program = Program::this(ENGINE).map_err(|error| error.to_string())?;
	let engines = Engines::new(program, 1, Budget::of_machine(), None).map_err(|error| error.to_string())?;
	engines.check().map_err(|death| death.to_string())
}
