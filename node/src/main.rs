#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
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
mod types;

fn main() -> sc_cli::Result<()> {
	command::run()
}
