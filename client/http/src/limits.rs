//! Limits on connections.

use std::time::Duration;

/// Most connections, where the system lets the process have plenty of descriptors.
const MAX_CONNECTIONS: usize = 512;
/// Fewest connections.
const MIN_CONNECTIONS: usize = 16;
/// One in so many descriptors may be a connection of a service. The others are the node's: database,
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
