//! Configuration of the chat service.

use openledger_payments::SettlerConfig;
use std::{path::PathBuf, time::Duration};

/// Configuration of the chat service.
#[derive(Clone, Debug)]
pub struct Config {
	/// The folder for the journals of sessions.
	pub dir: PathBuf,
	/// Most bytes of a request.
	pub max_body_bytes: usize,
	/// Most tokens of an answer, whatever is asked for.
	pub max_tokens: u32,
	/// Tokens of an answer when nothing is asked for.
	pub default_tokens: u32,
	/// Most answers that are written at a time.
	pub parallel: usize,
	/// Most requests that wait or are being answered. Others are refused with 429.
	pub queue: usize,
	/// Most models kept in memory.
	pub max_models: usize,
	/// Longest time that a request waits for the blobs and the influence index of its model.
	pub load_patience: Duration,
	/// Conditions under which sessions are settled.
	pub settler: SettlerConfig,
}

impl Config {
	/// Returns the defaults: one answer at a time, sixteen waiting, settlement after six idle seconds if that
	/// pays twenty fees.
	pub fn new(dir: PathBuf) -> Self {
		Self {
			dir,
			max_body_bytes: 256 * 1024,
			max_tokens: 1024,
			default_tokens: 256,
			parallel: 1,
			queue: 16,
			max_models: 3,
			load_patience: Duration::from_secs(60),
			settler: SettlerConfig {
				settle_after: Duration::from_secs(6),
				settle_answers: 64,
				settle_fees: 20,
			},
		}
	}
}
