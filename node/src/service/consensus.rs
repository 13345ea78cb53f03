//! Consensus: block authoring and finality.

use super::partial::{JUSTIFICATION_PERIOD, inherents};
use crate::types::{FullBabeBlockImport, FullClient, FullPool, FullSelectChain, GrandpaLink};
use openledger_runtime::{Hash, opaque::Block};
use prometheus_endpoint::Registry;
use sc_consensus_slots::{BackoffAuthoringOnFinalizedHeadLagging, SlotProportion};
use sc_network::{
	NetworkBackend, ProtocolName,
	config::FullNetworkConfiguration,
	service::{
		NotificationMetrics,
		traits::{NetworkService, NotificationService},
	},
};
use sc_network_sync::SyncingService;
use sc_service::{Configuration, TaskManager, config::Role, error::Error as ServiceError};
use sc_telemetry::TelemetryHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_keystore::KeystorePtr;
use std::{sync::Arc, time::Duration};

/// The parts that authoring and voting share.
pub struct Parts<'a> {
	/// The client of the node.
	pub client: Arc<FullClient>,
	/// The pool of pending transactions.
	pub pool: Arc<FullPool>,
	/// The keystore of the node.
	pub keystore: KeystorePtr,
	/// The synchronisation of blocks.
	pub sync: Arc<SyncingService<Block>>,
	/// The registry of metrics.
	pub registry: Option<Registry>,
	/// The connection to telemetry servers.
	pub telemetry: Option<TelemetryHandle>,
	/// The manager of the node's tasks.
	pub tasks: &'a TaskManager,
}

/// Starts authoring blocks in the slots that this node's keys are given.
pub fn start_authoring(
	parts: &Parts<'_>,
	select_chain: FullSelectChain,
	block_import: FullBabeBlockImport,
	babe_link: sc_consensus_babe::BabeLink<Block>,
	force_authoring: bool,
) -> Result<(), ServiceError> {
	let Parts { client, pool, keystore, sync, registry, telemetry, tasks } = parts;
	let proposer = sc_basic_authorship::ProposerFactory::new(
		tasks.spawn_handle(),
		client.clone(),
		pool.clone(),
		registry.as_ref(),
		telemetry.clone(),
	);
	let slot_duration = babe_link.config().slot_duration();
	let babe = sc_consensus_babe::start_babe(sc_consensus_babe::BabeParams {
		keystore: keystore.clone(),
		client: client.clone(),
		select_chain,
		env: proposer,
		block_import,
		sync_oracle: sync.clone(),
		justification_sync_link: sync.clone(),
		create_inherent_data_providers: inherents(slot_duration),
		force_authoring,
		backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging::default()),
		babe_link,
		block_proposal_slot_portion: SlotProportion::new(0.5),
		max_block_proposal_slot_portion: None,
		telemetry: telemetry.clone(),
	})?;
	tasks.spawn_essential_handle().spawn_blocking("babe", Some("block-authoring"), babe);
	Ok(())
}

/// GRANDPA's protocol, registered with the network before that starts.
pub struct GrandpaProtocol {
	/// Name of the protocol.
	pub name: ProtocolName,
	/// Its notifications, unless GRANDPA is turned off.
	pub notifications: Option<Box<dyn NotificationService>>,
}

/// Adds GRANDPA's protocol to the network's configuration.
///
/// With GRANDPA turned off it is left out: a protocol that is announced and that nobody serves would end
/// every connection.
pub fn grandpa_protocol<N: NetworkBackend<Block, Hash>>(
	config: &Configuration,
	genesis: Hash,
	net_config: &mut FullNetworkConfiguration<Block, Hash, N>,
	metrics: &NotificationMetrics,
) -> GrandpaProtocol {
	let name = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let notifications = (!config.disable_grandpa).then(|| {
		let (grandpa_config, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
			name.clone(),
			metrics.clone(),
			net_config.peer_store_handle(),
		);
		net_config.add_notification_protocol(grandpa_config);
		notifications
	});
	GrandpaProtocol { name, notifications }
}

/// Identity of this node among voters.
pub struct Voter {
	/// Name of the node.
	pub name: String,
	/// Role of the node. Only authorities vote.
	pub role: Role,
	/// State of the vote, shared with RPC.
	pub state: sc_consensus_grandpa::SharedVoterState,
}

/// Starts voting on finality, or following the votes of others.
pub fn start_voting(
	parts: &Parts<'_>,
	voter: Voter,
	link: GrandpaLink,
	protocol: GrandpaProtocol,
	network: Arc<dyn NetworkService>,
) -> Result<(), ServiceError> {
	let GrandpaProtocol { name: protocol_name, notifications: Some(notification_service) } = protocol else {
		return Ok(());
	};
	let Voter { name, role, state } = voter;
	let voter = sc_consensus_grandpa::run_grandpa_voter(sc_consensus_grandpa::GrandpaParams {
		config: sc_consensus_grandpa::Config {
			gossip_duration: Duration::from_millis(333),
			justification_generation_period: JUSTIFICATION_PERIOD,
			name: Some(name),
			observer_enabled: false,
			keystore: role.is_authority().then(|| parts.keystore.clone()),
			local_role: role,
			telemetry: parts.telemetry.clone(),
			protocol_name,
		},
		link,
		network,
		sync: Arc::new(parts.sync.clone()),
		notification_service,
		voting_rule: sc_consensus_grandpa::VotingRulesBuilder::default().build(),
		prometheus_registry: parts.registry.clone(),
		shared_voter_state: state,
		telemetry: parts.telemetry.clone(),
		offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(parts.pool.clone()),
	})?;
	parts.tasks.spawn_essential_handle().spawn_blocking("grandpa-voter", None, voter);
	Ok(())
}
