//! Checks of ports, and of who may call what.

use super::{Check, Node, rpc::Client};
use crate::ports::{self, Wanted};

/// A method that changes nothing and is refused to callers from outside.
const UNSAFE_METHOD: &str = "system_peers";

/// Checks that the ports of a node that does not run are free.
pub(crate) fn ports(wanted: &[Wanted]) -> Vec<Check> {
	let taken = ports::taken(wanted);
	if taken.is_empty() {
		return vec![Check::ok("ports", "all are free")];
	}
	let fault = |taken: ports::Taken| Check::fault("ports", taken.sentence, "then start the node");
	taken.into_iter().map(fault).collect()
}

/// Checks that strangers cannot call unsafe methods.
pub(crate) fn unsafe_methods(node: &Node) -> Check {
	let (name, cure) = ("unsafe RPC", "start the node with --rpc-methods safe");
	let may_call = |url: &str| Client::new(url).map(|client| client.call(UNSAFE_METHOD, "[]").is_ok());
	if let Some(public) = &node.public_rpc {
		return match may_call(public) {
			Ok(true) => {
				let found = format!("whoever reaches {public} may change the node and its keys");
				Check::fault(name, found, cure)
			},
			Ok(false) => Check::ok(name, format!("unsafe methods are refused on {public}")),
			Err(why) => Check::warning(name, why, "name the proxy's address behind TLS with --public-rpc"),
		};
	}
	let is_local = Client::new(&node.rpc).is_ok_and(|client| client.is_local());
	match may_call(&node.rpc) {
		Ok(true) if is_local => Check::warning(
			name,
			"programs on this machine may change the node and its keys, and so may all whom a proxy here \
				lets in",
			"behind a proxy, start the node with --rpc-methods safe",
		),
		Ok(true) => {
			let found = format!("whoever reaches {} may change the node and its keys", node.rpc);
			Check::fault(name, found, cure)
		},
		Ok(false) | Err(_) => Check::ok(name, "unsafe methods are refused"),
	}
}
