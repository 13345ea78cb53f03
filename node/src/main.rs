//! The OpenLedger node: command line, service, chain specs and RPC.

#![warn(missing_docs)]

mod chain_spec;
mod cli;
mod command;
mod provider;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
