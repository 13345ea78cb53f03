//! Authority discovery: validators publish their addresses under their discovery keys, and look one another
//! up.

use crate::types::FullClient;
use futures::StreamExt;
use prometheus_endpoint::Registry;
use sc_authority_discovery::{Role, WorkerConfig};
use sc_network::{Event, config::NetworkConfiguration, service::traits::NetworkService};
use sc_service::TaskManager;
use sp_keystore::KeystorePtr;
use std::sync::Arc;

/// Returns the configuration that a node's network settings lead to.
pub fn config(network: &NetworkConfiguration) -> WorkerConfig {
	WorkerConfig {
		publish_non_global_ips: network.allow_non_globals_in_dht,
		public_addresses: network.public_addresses.clone(),
		strict_record_validation: true,
		persisted_cache_directory: network.net_config_path.clone(),
		..Default::default()
	}
}

/// Starts publishing and looking up.
pub fn start(
	config: WorkerConfig,
	client: Arc<FullClient>,
	network: Arc<dyn NetworkService>,
	keystore: KeystorePtr,
	registry: Option<Registry>,
	tasks: &TaskManager,
) {
	let events = network.event_stream("authority-discovery").filter_map(|event| async move {
		match event {
			Event::Dht(event) => Some(event),
			_ => None,
		}
	});
	let (discovery, _service) = sc_authority_discovery::new_worker_and_service_with_config(
		config,
		client,
		Arc::new(network),
		Box::pin(events),
		Role::PublishAndDiscover(keystore),
		registry,
		tasks.spawn_handle(),
	);
	tasks.spawn_handle().spawn("authority-discovery", Some("networking"), discovery.run());
}
