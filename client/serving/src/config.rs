//! How the chat service works.

use std::{path::PathBuf, time::Duration};

/// How the chat service works.
#[derive(Clone, Debug)]
pub struct Config {
	/// Folder for the journals of sessions.
	pub dir: PathBuf,
	/// The worker's base folder, where influence indexes lie.
	pub worker: PathBuf,
	/// Most bytes of a request.
	pub max_body: usize,
	/// Most tokens of an answer, whatever is asked for.
	pub max_tokens: u32,
	/// Tokens of an answer when nothing is asked for.
	pub default_tokens: u32,
	/// Answers at a time.
	pub parallel: usize,
	/// Requests waiting or being answered; beyond it, 429.
	pub queue: usize,
	/// Models kept in memory.
	pub models: usize,
	/// How long a request waits for the influence index of a model that was made just now.
	pub patience: Duration,
	/// A session is settled once it has been idle for so long.
	pub settle_after: Duration,
	/// A session is settled after so many answers even if it never rests.
	pub settle_answers: usize,
}

impl Config {
	/// Defaults around the two folders: one answer at a time, sixteen waiting, settlement after six idle seconds.
	pub fn new(dir: PathBuf, worker: PathBuf) -> Self {
		Self {
			dir,
			worker,
			max_body: 256 * 1024,
			max_tokens: 1024,
			default_tokens: 256,
			parallel: 1,
			queue: 16,
			models: 3,
			patience: Duration::from_secs(60),
			settle_after: Duration::from_secs(6),
			settle_answers: 64,
		}
	}
}
