#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
// The errors are those of sc-cli and sc-service, and only end the process.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod doctor;
mod equivocation;
mod key;
mod network;
mod preflight;
mod provider;
mod report;
mod rpc;
mod run;
mod service;
mod studio;
mod types;

use std::process::ExitCode;

fn main() -> ExitCode {
	match command::run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", report::sentence(&error));
			ExitCode::FAILURE
		},
	}
}
