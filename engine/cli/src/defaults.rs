//! Defaults of arguments, as far as they depend on the machine.

use std::path::{Path, PathBuf};

/// Threads unless told otherwise: every core.
pub fn default_threads() -> usize {
	std::thread::available_parallelism().map_or(1, usize::from)
}

/// Where scripts/setup.sh puts the reference model: below `$OPENLEDGER_HOME`, or else the user's cache folder.
pub fn default_base() -> PathBuf {
	let home = std::env::var_os("OPENLEDGER_HOME").map(PathBuf::from);
	let cache = || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/openledger");
	home.unwrap_or_else(cache).join("models/SmolLM2-135M-Instruct.Q4_1.gguf")
}
