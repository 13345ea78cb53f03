//! Runs a node until it is stopped or fails.

use crate::{cli::Cli, preflight, service, studio};
use futures::FutureExt;
use sc_cli::{CliConfiguration, Signals, SubstrateCli};
use sc_network::config::NetworkBackendType;
use sc_service::{Configuration, TaskManager, TaskRegistry};
use std::time::{Duration, Instant};

/// Longest time that tasks have to end.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(60);
/// Time after a signal for which logs are muted.
///
/// Tasks that end because others have ended report that as a failure, until they are told to stop too.
const MUTED_AFTER_SIGNAL: Duration = Duration::from_secs(2);
/// Time between two looks at whether all tasks have ended.
const LOOK_INTERVAL: Duration = Duration::from_millis(20);

/// Runs a node until SIGTERM or SIGINT, which end it without an error.
pub fn run(cli: &Cli) -> Result<(), sc_cli::Error> {
	let runtime = sc_cli::build_runtime()?;
	let signals = runtime.block_on(async { Signals::capture() })?;
	let mut config = cli.run.create_configuration(cli, runtime.handle().clone())?;
	cli.run.init(&Cli::support_url(), &Cli::impl_version(), |_| ())?;
	preflight::check(&mut config, cli)?;
	sc_cli::print_node_infos::<Cli>(&config);
	let mut tasks = runtime.block_on(start(cli, config))?;
	let failed = runtime.block_on(async {
		let (mut failed, mut stopped) = (tasks.future().fuse(), signals.future().fuse());
		futures::select! {
			failed = failed => Some(failed),
			() = stopped => None,
		}
	});
	let level = log::max_level();
	if failed.is_none() {
		log::info!("Stopping, as a signal asks.");
		// A task that ends because others do calls that an error, so all are muted before the first can end.
		log::set_max_level(log::LevelFilter::Off);
	}
	let began = Instant::now();
	// Dropping the manager tells all tasks to stop.
	let registry = tasks.into_task_registry();
	if failed.is_none() {
		wait_until_ended(&registry);
		log::set_max_level(level);
	}
	runtime.shutdown_timeout(SHUTDOWN_TIMEOUT.saturating_sub(began.elapsed()));
	for task in registry.running_tasks().keys() {
		log::error!("The task `{}` did not end within {} s.", task.name, SHUTDOWN_TIMEOUT.as_secs());
	}
	match failed {
		Some(failed) => failed.map_err(Into::into),
		None => Ok(()),
	}
}

/// Waits until all tasks have ended, for [`MUTED_AFTER_SIGNAL`] at most.
fn wait_until_ended(registry: &TaskRegistry) {
	let began = Instant::now();
	while began.elapsed() < MUTED_AFTER_SIGNAL && !registry.running_tasks().is_empty() {
		std::thread::sleep(LOOK_INTERVAL);
	}
}

/// Starts the service on the network backend that the configuration names.
async fn start(cli: &Cli, config: Configuration) -> Result<TaskManager, sc_cli::Error> {
	if config.network.ipfs_server {
		return Err(
			"this chain indexes no transactions that --ipfs-server could serve: leave it out, blobs are \
			served by --blob-exchange"
				.into(),
		);
	}
	match config.network.network_backend {
		// Each backend compiles the whole service once more; the maintained one is enough.
		NetworkBackendType::Litep2p => {
			let spec = config.chain_spec.cloned_box();
			let (tasks, rpc) =
				service::new_full::<sc_network::Litep2pNetworkBackend>(config, cli.provider.clone())?;
			if let Some(address) = cli.studio.studio {
				studio::start(address, cli.operator.allow_taken_ports, spec, &rpc, &tasks)?;
			}
			Ok(tasks)
		},
		NetworkBackendType::Libp2p => {
			Err("this build supports litep2p only: leave --network-backend out".into())
		},
	}
}
