//! Configuration of the chat service.

use crate::Offer;
use openledger_payments::SettlerConfig;
use std::{path::PathBuf, time::Duration};

/// Most connections, where the system lets the process have plenty of descriptors.
const MAX_CONNECTIONS: usize = 512;
/// Fewest connections.
const MIN_CONNECTIONS: usize = 16;
/// One in so many descriptors may be a connection of the chat service. The others are the node's: database,
/// peers, RPC.
const DESCRIPTOR_SHARE: usize = 8;

/// Limits on connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
	/// Most connections at a time.
	pub total: usize,
	/// Most connections of one address at a time. Those of this machine are not counted: a proxy's users all
	/// come from there.
	pub per_address: usize,
	/// Longest time in which the head of a request must arrive, from the first moment of a connection or from
	/// the end of the reply before.
	pub head_timeout: Duration,
	/// Longest time in which the body of a request must arrive.
	pub body_timeout: Duration,
	/// Longest time for which a listener may take nothing of a reply.
	pub write_timeout: Duration,
}

impl Default for ConnectionLimits {
	fn default() -> Self {
		let total = descriptors().map_or(MAX_CONNECTIONS, |most| most / DESCRIPTOR_SHARE);
		let total = total.clamp(MIN_CONNECTIONS, MAX_CONNECTIONS);
		Self {
			total,
			per_address: (total / 4).max(MIN_CONNECTIONS),
			head_timeout: Duration::from_secs(10),
			body_timeout: Duration::from_secs(15),
			write_timeout: Duration::from_secs(30),
		}
	}
}

/// Returns how many descriptors the system lets this process have, if it says so.
fn descriptors() -> Option<usize> {
	soft_limit(&std::fs::read_to_string("/proc/self/limits").ok()?)
}

fn soft_limit(limits: &str) -> Option<usize> {
	limits
		.lines()
		.find_map(|line| line.strip_prefix("Max open files")?.split_whitespace().next()?.parse().ok())
}

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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_systems_limit_on_descriptors_is_read() {
		let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
			Max open files            1200                 524288               files\n";
		assert_eq!(soft_limit(limits), Some(1200));
		assert_eq!(soft_limit("Max open files            unlimited   unlimited   files"), None);
		assert!(descriptors().is_some());
	}
}
