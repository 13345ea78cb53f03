//! Runs a node, or the subcommand that the command line names.

use crate::{
	chain_spec,
	cli::{BlobRootArgs, Cli, Subcommand},
	doctor, key, run, service,
	types::FullClient,
};
use openledger_runtime::opaque::Block;
use sc_cli::SubstrateCli;
use sc_service::PartialComponents;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"OpenLedger Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"README.md, docs/guide/validator.md".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id)
	}
}

/// Prints the root of a file.
fn blob_root(args: &BlobRootArgs) -> sc_cli::Result<()> {
	let (root, _) = openledger_content::files::root_of(&args.file)
		.map_err(|error| format!("{error}; name a readable file"))?;
	println!("{root:?}");
	Ok(())
}

/// Converts an error into the line that the command ends with.
fn plain<E: std::fmt::Display>(error: E) -> sc_cli::Error {
	sc_cli::Error::Input(error.to_string())
}

/// Parses the arguments and runs what they ask for.
pub fn run() -> sc_cli::Result<()> {
	let mut cli = Cli::from_args();
	match cli.subcommand.take() {
		Some(subcommand) => run_subcommand(&cli, subcommand),
		None => run::run(&cli),
	}
}

fn run_subcommand(cli: &Cli, subcommand: Subcommand) -> sc_cli::Result<()> {
	match subcommand {
		Subcommand::Finetune(args) => openledger_cli::finetune::run(args).map(drop).map_err(plain),
		Subcommand::Chat(args) => openledger_cli::chat::run(args).map(drop).map_err(plain),
		Subcommand::Adapter(args) => openledger_cli::adapter::run(args).map(drop).map_err(plain),
		Subcommand::Attribute(args) => openledger_cli::attribute::run(&args).map_err(plain),
		Subcommand::CheckData(args) => openledger_cli::check_data::run(&args).map_err(plain),
		Subcommand::Join(args) => openledger_cli::join::run(&args).map(drop).map_err(plain),
		Subcommand::Engine => openledger_engine_process::run(openledger_cli::start_engine).map_err(plain),
		Subcommand::BlobRoot(args) => blob_root(&args),
		Subcommand::Doctor(args) => doctor::run(&args, cli),
		Subcommand::Key(cmd) => key::run(&cmd, cli),
		Subcommand::Verify(cmd) => cmd.run(),
		Subcommand::Vanity(cmd) => cmd.run(),
		Subcommand::Sign(cmd) => cmd.run(),
		Subcommand::ExportChainSpec(cmd) => cmd.run(cli.load_spec(&cmd.chain)?),
		Subcommand::CheckBlock(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::ExportBlocks(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.database), task_manager))
		}),
		Subcommand::ExportState(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, config.chain_spec), task_manager))
		}),
		Subcommand::ImportBlocks(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, import_queue, .. } = service::new_partial(&config)?;
			Ok((cmd.run(client, import_queue), task_manager))
		}),
		Subcommand::PurgeChain(cmd) => cli.create_runner(&cmd)?.sync_run(|config| cmd.run(config.database)),
		Subcommand::Revert(cmd) => cli.create_runner(&cmd)?.async_run(|config| {
			let PartialComponents { client, task_manager, backend, .. } = service::new_partial(&config)?;
			let revert_aux = Box::new(|client: std::sync::Arc<FullClient>, backend, blocks| {
				sc_consensus_babe::revert(client.clone(), backend, blocks)?;
				sc_consensus_grandpa::revert(client, blocks)?;
				Ok(())
			});
			Ok((cmd.run(client, backend, Some(revert_aux)), task_manager))
		}),
		Subcommand::ChainInfo(cmd) => cli.create_runner(&cmd)?.sync_run(|config| cmd.run::<Block>(&config)),
		#[cfg(feature = "runtime-benchmarks")]
		Subcommand::Benchmark(cmd) => benchmark(cli, cmd),
	}
}

/// Runs one of the benchmarks that this build has.
#[cfg(feature = "runtime-benchmarks")]
fn benchmark(cli: &Cli, cmd: frame_benchmarking_cli::BenchmarkCmd) -> sc_cli::Result<()> {
	use frame_benchmarking_cli::BenchmarkCmd;
	cli.create_runner(&cmd)?.sync_run(|config| match cmd {
		BenchmarkCmd::Pallet(cmd) => {
			cmd.run_with_spec::<sp_runtime::traits::HashingFor<Block>, ()>(Some(config.chain_spec))
		},
		BenchmarkCmd::Overhead(cmd) => {
			cmd.run_with_default_builder_and_spec::<Block, ()>(Some(config.chain_spec))
		},
		BenchmarkCmd::Storage(cmd) => {
			let PartialComponents { client, backend, .. } = service::new_partial(&config)?;
			let (db, storage) = (backend.expose_db(), backend.expose_storage());
			cmd.run(config, client, db, storage, backend.expose_shared_trie_cache())
		},
		_ => Err("only `pallet`, `overhead` and `storage` are part of this build".into()),
	})
}
