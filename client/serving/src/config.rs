//! Configuration of the chat service.

use crate::Offer;
use openledger_http::ConnectionLimits;
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
	/// Most places of one account among those.
	pub queue_share: usize,
	/// Most sessions of one account whose last answer is not paid, before it gets another answer in another.
	pub unpaid_sessions: usize,
	/// Most requests at a time that only look something up or check a signature. Others wait.
	pub lookups: usize,
	/// Most models kept in memory, besides one that is being loaded.
	pub max_models: usize,
	/// Longest time that a request waits for the blobs and the influence index of its model.
	pub load_patience: Duration,
	/// Time between two signs of life in a stream that has nothing to say.
	pub keep_alive: Duration,
	/// Limits on connections.
	pub connections: ConnectionLimits,
	/// Origins whose web pages may ask, or `*` for all.
	pub cors: Vec<String>,
	/// The models that are served.
	pub offer: Offer,
	/// Called on each thread that computes, before it does: lowers its priority, so that blocks come first.
	pub thread_start: fn(),
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
			queue_share: 4,
			unpaid_sessions: 8,
			lookups: 8,
			max_models: 3,
			load_patience: Duration::from_secs(60),
			keep_alive: Duration::from_secs(3),
			connections: ConnectionLimits::default(),
			cors: Vec::new(),
			offer: Offer::default(),
			thread_start: || (),
			settler: SettlerConfig::default(),
		}
	}
}
