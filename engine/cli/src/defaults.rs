//! What the command line takes from its surroundings: the environment, the machine's cores, the folders of
//! scripts.

use openledger_kernels::{Engine, EngineError, Isa};
use openledger_model::Budget;
use openledger_spec::Method;
use std::{
	path::{Path, PathBuf},
	sync::Arc,
};

/// Returns the number of threads used unless an argument says otherwise: every core.
pub fn default_threads() -> usize {
	std::thread::available_parallelism().map_or(1, usize::from)
}

/// Returns the path at which scripts/setup.sh puts the reference model: below `$OPENLEDGER_HOME`, or else the
/// user's cache folder.
pub fn default_base() -> PathBuf {
	let home = std::env::var_os("OPENLEDGER_HOME").map(PathBuf::from);
	let cache = || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/openledger");
	home.unwrap_or_else(cache).join("models/SmolLM2-135M-Instruct.Q4_1.gguf")
}

/// The bound on the memory that models take.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct MemoryArgs {
	/// Memory that models may take, in MiB. A model that does not fit is refused; one whose unpacked weights
	/// do not fit computes more slowly, with the same results. The default is three quarters of what the
	/// machine has left.
	#[arg(long, value_name = "MIB")]
	pub max_model_memory: Option<u64>,
}

impl MemoryArgs {
	/// Makes the budget that all models of the process share.
	pub fn budget(&self) -> Arc<Budget> {
		match self.max_model_memory {
			Some(mib) => Budget::new(mib.saturating_mul(1 << 20)),
			None => Budget::of_machine(),
		}
	}
}

/// The method that an adapter was trained by.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct MethodArgs {
	/// Method that the adapter was trained by: lora, qlora or exact8. The first two compute the same numbers,
	/// exact8 with 8-bit integers.
	#[arg(long, value_name = "METHOD", value_parser = method, default_value = "lora")]
	pub method: Method,
}

/// Reads the name of a method, as a job's hyper-parameters have it.
fn method(name: &str) -> Result<Method, String> {
	serde_json::from_value(name.into()).map_err(|_| "use lora, qlora or exact8".into())
}

/// Starts the process's engine, on the instruction set that `$OPENLEDGER_ISA` names or else on the fastest.
///
/// A program calls it once and hands the engine down: its pool of threads is the only one that computes.
pub fn start_engine(threads: usize) -> Result<Arc<Engine>, EngineError> {
	let name = std::env::var("OPENLEDGER_ISA").ok();
	Engine::with_isa(threads, Isa::named_or_best(name.as_deref())?)
}
