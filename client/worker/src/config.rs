//! Configuration of the worker.

use std::{path::PathBuf, time::Duration};

/// Configuration of the worker.
#[derive(Clone, Debug)]
pub struct Config {
	/// The folder below which jobs lie.
	pub base: PathBuf,
	/// Most jobs that run at a time.
	pub parallel: usize,
	/// Time for which the folder of a withdrawn request is kept: a reorganisation may bring the request back.
	pub reorg_grace: Duration,
}

impl Config {
	/// Returns the defaults: one job at a time, folders kept for ten minutes.
	pub fn new(base: PathBuf) -> Self {
		Self { base, parallel: 1, reorg_grace: Duration::from_secs(600) }
	}
}
