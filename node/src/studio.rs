//! The studio: the page for people, which this node serves and which connects to it.

use openledger_studio::{AboutNode, SpecFile};
use sc_network::{Multiaddr, multiaddr::Protocol};
use sc_service::{ChainSpec, RpcHandlers, TaskManager};
use std::net::{SocketAddr, TcpListener};

/// Serves the studio on an address. Where taken ports are allowed, a taken one leaves the node without it.
pub fn start(
	address: SocketAddr,
	allow_taken: bool,
	spec: Box<dyn ChainSpec>,
	rpc: &RpcHandlers,
	tasks: &TaskManager,
) -> Result<(), sc_cli::Error> {
	let listener = match TcpListener::bind(address) {
		Ok(listener) => listener,
		Err(error) if allow_taken => {
			log::warn!("The studio is not served: {address} cannot be listened on: {error}");
			return Ok(());
		},
		Err(error) => {
			return Err(format!(
				"the studio cannot listen on {address}: {error}; choose another address with --studio"
			)
			.into());
		},
	};
	// Port 0 stands for any free one.
	let address = listener.local_addr().unwrap_or(address);
	let about = AboutNode {
		rpc_port: rpc.listen_addresses().iter().find_map(tcp_port),
		write_spec: Box::new(move || spec_file(&*spec)),
	};
	let served =
		openledger_studio::serve(listener, about).map_err(|error| sc_cli::Error::Input(error.to_string()))?;
	log::info!("Studio on http://{address}");
	if !address.ip().is_loopback() {
		log::warn!(
			"Other machines reach the studio at {address}. Their pages use this node only if --rpc-cors lets \
			 them, and if JSON-RPC is reachable from there."
		);
	}
	tasks.spawn_handle().spawn("openledger-studio", Some("studio"), async {
		if let Err(error) = served.await {
			log::error!("The studio is not served any more: {error}");
		}
	});
	Ok(())
}

/// Returns the specification of the node's chain for light clients, or says why there is none.
///
/// It holds the whole genesis. With the genesis' root in its place it would need a checkpoint of this node's,
/// and light clients would have to take this node's word for everything before that. Of a chain that is not
/// in raw form the genesis is computed by its runtime, which takes seconds.
fn spec_file(spec: &dyn ChainSpec) -> Option<SpecFile> {
	let made = spec.as_json(true).and_then(|json| SpecFile::new(json).map_err(|error| error.to_string()));
	made.inspect_err(|why| log::warn!("The studio serves no chain-spec.json: {why}")).ok()
}

/// Returns the TCP port of an address.
fn tcp_port(address: &Multiaddr) -> Option<u16> {
	address.iter().find_map(|part| match part {
		Protocol::Tcp(port) => Some(port),
		_ => None,
	})
}
