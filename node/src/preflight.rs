//! Checks before a node starts: what would fail later, or go on unnoticed, ends here in a sentence.

use crate::{
	chain_spec,
	cli::{Cli, OperatorArgs},
};
use openledger_operator::{
	folder,
	ports::{self, Wanted},
	secret,
};
use sc_cli::CliConfiguration;
use sc_network::{
	config::{NodeKeyConfig, Secret},
	multiaddr::Protocol,
};
use sc_service::{ChainType, Configuration, config::RpcMethods};
use std::{
	net::{IpAddr, Ipv4Addr, SocketAddr},
	path::Path,
};

/// Checks chain, folders, keys, ports and the studio, and closes unsafe RPC methods where a proxy is to stand
/// before them.
pub fn check(config: &mut Configuration, cli: &Cli) -> Result<(), sc_cli::Error> {
	let studio = cli.studio.studio;
	if studio.is_some() {
		openledger_studio::check_built().map_err(|error| sc_cli::Error::Input(error.to_string()))?;
	}
	let id = cli.run.chain_id(cli.run.is_dev()?)?;
	chain_spec::check_before_start(&id, &*config.chain_spec)?;
	folder::check(&config.base_path.config_dir(config.chain_spec.id()))?;
	check_node_key(&config.network.node_key)?;
	check_ports(config, &cli.operator, studio)?;
	close_unsafe_methods(config);
	Ok(())
}

/// Checks that a node key in a file can be read, and warns if others can read it too.
fn check_node_key(key: &NodeKeyConfig) -> Result<(), sc_cli::Error> {
	let NodeKeyConfig::Ed25519(Secret::File(path)) = key else { return Ok(()) };
	if Path::new(path).exists() {
		std::fs::read(path).map_err(|error| folder::cannot("read the node key", path, &error))?;
	}
	if let Some(sentence) = secret::open_to_others(path) {
		log::warn!("The node key {sentence}");
	}
	Ok(())
}

fn check_ports(
	config: &Configuration,
	args: &OperatorArgs,
	studio: Option<SocketAddr>,
) -> Result<(), sc_cli::Error> {
	let taken = ports::taken(&wanted(config, studio));
	if !args.allow_taken_ports {
		return match taken.first() {
			Some(taken) => {
				let sentence = &taken.sentence;
				Err(format!("{sentence}, or start without it with --allow-taken-ports").into())
			},
			None => Ok(()),
		};
	}
	for taken in taken {
		log::warn!("Starting without it: {}", taken.sentence);
	}
	Ok(())
}

/// Returns the addresses that the node is to listen on, but for the chat service's, which is bound at once.
fn wanted(config: &Configuration, studio: Option<SocketAddr>) -> Vec<Wanted> {
	let peers = config.network.listen_addresses.iter().filter_map(tcp_address);
	let peers = peers.map(|address| Wanted { purpose: "of peers", option: "--port", address });
	let local = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), config.rpc.port);
	let rpc = match &config.rpc.addr {
		Some(endpoints) => endpoints.iter().map(|endpoint| endpoint.listen_addr).collect(),
		None => vec![local],
	};
	let rpc = rpc.into_iter().map(|address| Wanted { purpose: "of JSON-RPC", option: "--rpc-port", address });
	let metrics = config.prometheus_config.iter().map(|prometheus| Wanted {
		purpose: "of metrics",
		option: "--prometheus-port (or leave metrics out with --no-prometheus)",
		address: prometheus.port,
	});
	let studio = studio.map(|address| Wanted { purpose: "of the studio", option: "--studio", address });
	peers.chain(rpc).chain(metrics).chain(studio).collect()
}

/// Returns the address of a TCP listener, WebSocket or not.
fn tcp_address(address: &sc_network::Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

/// Closes unsafe methods on a node that is set up for callers who come through a proxy.
///
/// To the node, such callers are on this machine, where `--rpc-methods auto` allows all methods. A
/// development chain has nothing to lose.
fn close_unsafe_methods(config: &mut Configuration) {
	let is_behind_proxy = config.rpc.rate_limit_trust_proxy_headers || config.rpc.cors.is_none();
	let is_development = config.chain_spec.chain_type() == ChainType::Development;
	if !is_behind_proxy || is_development || !matches!(config.rpc.methods, RpcMethods::Auto) {
		return;
	}
	config.rpc.methods = RpcMethods::Safe;
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.rpc_methods = config.rpc.methods;
	}
	log::info!(
		"Unsafe RPC methods are off: with --rpc-cors all or --rpc-rate-limit-trust-proxy-headers, callers \
		 may come through a proxy on this machine. --rpc-methods unsafe turns them on."
	);
}
