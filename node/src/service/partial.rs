//! The parts of a node that need no network: client, pool, import queue.

use crate::types::{
	CreateInherents, FullBabeBlockImport, FullBackend, FullClient, FullPool, FullSelectChain, GrandpaLink,
	HostFunctions,
};
use openledger_runtime::{apis::RuntimeApi, opaque::Block};
use sc_service::{Configuration, TaskManager, error::Error as ServiceError};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use std::sync::Arc;

/// The parts that consensus needs once the network is up.
pub struct ConsensusSetup {
	/// The import of blocks.
	pub block_import: FullBabeBlockImport,
	/// GRANDPA's end of the import.
	pub grandpa_link: GrandpaLink,
	/// BABE's end of the import.
	pub babe_link: sc_consensus_babe::BabeLink<Block>,
	/// BABE's state, for RPC.
	pub babe_worker: sc_consensus_babe::BabeWorkerHandle<Block>,
	/// The connection to telemetry servers.
	pub telemetry: Option<Telemetry>,
}

/// The parts that subcommands share with the full node.
pub type Service = sc_service::PartialComponents<
	FullClient,
	FullBackend,
	FullSelectChain,
	sc_consensus::DefaultImportQueue<Block>,
	FullPool,
	ConsensusSetup,
>;

/// Justifications are kept for one block in this many.
pub const JUSTIFICATION_PERIOD: u32 = 512;

/// Builds everything short of the network.
pub fn new_partial(config: &Configuration) -> Result<Service, ServiceError> {
	let telemetry = telemetry(config)?;
	let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());
	let executor = sc_service::new_wasm_executor::<HostFunctions>(&config.executor);
	let (client, backend, keystore_container, task_manager) =
		sc_service::new_full_parts::<Block, RuntimeApi, _>(config, handle, executor, Vec::new())?;
	let client = Arc::new(client);
	let telemetry = telemetry.map(|(worker, telemetry)| {
		task_manager.spawn_handle().spawn("telemetry", None, worker.run());
		telemetry
	});

	let select_chain = sc_consensus::LongestChain::new(backend.clone());
	let transaction_pool = Arc::from(
		sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build(),
	);
	let (import_queue, consensus) =
		import_queue(config, &client, &select_chain, &transaction_pool, &task_manager, telemetry)?;
	Ok(sc_service::PartialComponents {
		client,
		backend,
		task_manager,
		import_queue,
		keystore_container,
		select_chain,
		transaction_pool,
		other: consensus,
	})
}

/// Connects to the configured telemetry servers, if there are any.
fn telemetry(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, ServiceError> {
	let endpoints = config.telemetry_endpoints.clone().filter(|endpoints| !endpoints.is_empty());
	let connect = |endpoints| -> Result<_, sc_telemetry::Error> {
		let worker = TelemetryWorker::new(16)?;
		let telemetry = worker.handle().new_telemetry(endpoints);
		Ok((worker, telemetry))
	};
	Ok(endpoints.map(connect).transpose()?)
}

/// Builds the queue that blocks are imported through: BABE checks them, then GRANDPA.
fn import_queue(
	config: &Configuration,
	client: &Arc<FullClient>,
	select_chain: &FullSelectChain,
	pool: &Arc<FullPool>,
	tasks: &TaskManager,
	telemetry: Option<Telemetry>,
) -> Result<(sc_consensus::DefaultImportQueue<Block>, ConsensusSetup), ServiceError> {
	let (grandpa_block_import, grandpa_link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		client,
		select_chain.clone(),
		telemetry.as_ref().map(|telemetry| telemetry.handle()),
	)?;
	let justification_import = grandpa_block_import.clone();
	let babe_config = sc_consensus_babe::configuration(&**client)?;
	let slot_duration = babe_config.slot_duration();
	let (block_import, babe_link) = sc_consensus_babe::block_import(
		babe_config,
		grandpa_block_import,
		client.clone(),
		inherents(slot_duration),
		select_chain.clone(),
		OffchainTransactionPoolFactory::new(pool.clone()),
	)?;
	let (queue, babe_worker) = sc_consensus_babe::import_queue(sc_consensus_babe::ImportQueueParams {
		link: babe_link.clone(),
		block_import: block_import.clone(),
		justification_import: Some(Box::new(justification_import)),
		client: client.clone(),
		slot_duration,
		spawner: &tasks.spawn_essential_handle(),
		registry: config.prometheus_registry(),
		telemetry: telemetry.as_ref().map(|telemetry| telemetry.handle()),
	})?;
	Ok((queue, ConsensusSetup { block_import, grandpa_link, babe_link, babe_worker, telemetry }))
}

/// Returns the inherents of a block: time and slot, from the machine's clock.
pub fn inherents(slot_duration: sp_consensus_babe::SlotDuration) -> CreateInherents {
	Arc::new(move |_parent, ()| async move {
		let timestamp = sp_timestamp::InherentDataProvider::from_system_time();
		let slot = sp_consensus_babe::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
			*timestamp,
			slot_duration,
		);
		Ok((slot, timestamp))
	})
}
