//! Checks of a node, running or stopped, that say what to do.

mod chain;
mod disk;
mod keys;
mod models;
mod provider;
mod reachable;
mod rpc;
#[cfg(test)]
mod tests;

use serde::Serialize;
use std::{fmt, net::SocketAddr, path::PathBuf, time::SystemTime};

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
	/// Nothing is wrong.
	Ok,
	/// Something may go wrong, or could not be looked at.
	Warning,
	/// Something is wrong.
	Fault,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
	/// Name of the check.
	pub name: &'static str,
	/// What it found.
	pub state: State,
	/// A sentence about it.
	pub found: String,
	/// What to do, if there is something to do.
	#[serde(skip_serializing_if = "Option::is_none")]
	pub cure: Option<String>,
}

impl Check {
	/// Makes a check that found nothing wrong.
	fn ok(name: &'static str, found: impl Into<String>) -> Self {
		Self { name, state: State::Ok, found: found.into(), cure: None }
	}

	/// Makes a check that found what may go wrong.
	fn warning(name: &'static str, found: impl Into<String>, cure: impl Into<String>) -> Self {
		Self { name, state: State::Warning, found: found.into(), cure: Some(cure.into()) }
	}

	/// Makes a check that could not be made.
	fn unknown(name: &'static str, why: &str) -> Self {
		Self::warning(name, format!("it could not be looked at: {why}"), "look at the node's log")
	}

	/// Makes a check that found a fault.
	fn fault(name: &'static str, found: impl Into<String>, cure: impl Into<String>) -> Self {
		Self { name, state: State::Fault, found: found.into(), cure: Some(cure.into()) }
	}
}

/// A node to look at.
#[derive(Clone, Debug)]
pub struct Node {
	/// Address of its JSON-RPC, such as `http://127.0.0.1:9944`.
	pub rpc: String,
	/// Address under which strangers reach its JSON-RPC, if they do.
	pub public_rpc: Option<String>,
	/// Folder of its chain: keystore, network, blobs.
	pub folder: PathBuf,
	/// File of its node key, if it is not the one in its folder.
	pub node_key: Option<PathBuf>,
	/// It is to validate.
	pub is_validator: bool,
	/// It is to train and serve.
	pub is_provider: bool,
	/// Files of its base models.
	pub base_models: Vec<PathBuf>,
	/// Bytes of its quota of blobs.
	pub blob_quota: u64,
	/// Addresses that it is to listen on, looked at if it does not run.
	pub ports: Vec<crate::ports::Wanted>,
}

/// The outcomes of all checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
	/// The outcomes, in the order in which they were found.
	pub checks: Vec<Check>,
}

impl Report {
	/// Returns the worst that was found.
	pub fn worst(&self) -> State {
		self.checks.iter().map(|check| check.state).max().unwrap_or(State::Ok)
	}

	/// Returns the report as JSON.
	pub fn json(&self) -> String {
		serde_json::to_string_pretty(self).unwrap_or_default()
	}
}

impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for Check { name, state, found, cure } in &self.checks {
			let state = match state {
				State::Ok => "ok",
				State::Warning => "warning",
				State::Fault => "fault",
			};
			write!(f, "{state:8} {name}: {found}")?;
			match cure {
				Some(cure) => writeln!(f, "; {cure}")?,
				None => writeln!(f)?,
			}
		}
		Ok(())
	}
}

/// Runs all checks that can be made of a node as it is now.
pub fn examine(node: &Node) -> Report {
	let now = SystemTime::now();
	let mut checks = Vec::new();
	let asked = rpc::Client::new(&node.rpc).and_then(|client| {
		let health = client.call("system_health", "[]")?;
		Ok((client, health))
	});
	match asked {
		Ok((client, health)) => {
			checks.push(Check::ok("node", format!("it answers on {}", node.rpc)));
			checks.extend(chain::check(&client, &health, now));
			checks.extend(keys::check(node, Some(&client)));
			checks.extend(provider::check(&client, node.is_provider));
		},
		Err(why) => {
			let found = format!("no node answers on {}: {why}", node.rpc);
			let cure = "start it, or name its port with --rpc-url; what follows is of its files alone";
			checks.push(Check::warning("node", found, cure));
			checks.extend(reachable::ports(&node.ports));
			checks.extend(keys::check(node, None));
		},
	}
	checks.push(reachable::unsafe_methods(node));
	checks.extend(disk::check(node));
	checks.extend(models::check(node));
	Report { checks }
}

/// Returns the check of whether an engine can be started.
pub fn engine(started: Result<(), String>) -> Check {
	match started {
		Ok(()) => Check::ok("engine", "it starts in a process of its own"),
		Err(why) => {
			let cure = "see that this user may start processes, and that memory is left";
			Check::fault("engine", why, cure)
		},
	}
}

/// Returns the addresses that a node listens on by default or by its options.
pub fn default_ports(peers: u16, rpc: u16, metrics: u16) -> Vec<crate::ports::Wanted> {
	let wanted = |purpose, option, ip: [u8; 4], port| crate::ports::Wanted {
		purpose,
		option,
		address: SocketAddr::from((ip, port)),
	};
	vec![
		wanted("of peers", "--port", [0; 4], peers),
		wanted("of JSON-RPC", "--rpc-port", [127, 0, 0, 1], rpc),
		wanted("of metrics", "--prometheus-port", [127, 0, 0, 1], metrics),
	]
}
