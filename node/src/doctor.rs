//! The subcommand `doctor`: checks of a node, running or stopped.

use crate::{
	cli::{Cli, DoctorArgs},
	provider,
};
use openledger_operator::doctor::{Node, State, default_ports, engine, examine};
use sc_cli::SubstrateCli;
use sc_service::BasePath;

/// Examines a node and prints what was found. Fails if there are faults.
pub fn run(args: &DoctorArgs, cli: &Cli) -> Result<(), sc_cli::Error> {
	let base = match &args.base_path {
		Some(path) => BasePath::new(path),
		None => BasePath::from_project("", "", &Cli::executable_name()),
	};
	let chain = cli.load_spec(&args.chain)?;
	let node = Node {
		rpc: args.rpc_url.clone(),
		public_rpc: args.public_rpc.clone(),
		folder: base.config_dir(chain.id()),
		node_key: args.node_key_file.clone(),
		is_validator: args.validator,
		is_provider: args.provider,
		base_models: args.base_model.clone(),
		blob_quota: args.blob_quota_mib.saturating_mul(1024 * 1024),
		ports: default_ports(args.port, args.rpc_port, args.prometheus_port),
	};
	let mut report = examine(&node);
	if args.provider {
		report.checks.push(engine(provider::check_engine()));
	}
	match args.json {
		true => println!("{}", report.json()),
		false => print!("{report}"),
	}
	match report.checks.iter().filter(|check| check.state == State::Fault).count() {
		0 => Ok(()),
		1 => Err("one fault was found, named above".into()),
		faults => Err(format!("{faults} faults were found, named above").into()),
	}
}
