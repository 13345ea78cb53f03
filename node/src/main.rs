//! The OpenLedger node: command line, service, chain specs and RPC.

#![warn(missing_docs)]
// The errors are those of sc-cli and sc-service, and only end the process.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod equivocation;
mod network;
mod provider;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
	command::run()
}
