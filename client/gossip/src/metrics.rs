//! Prometheus metrics of the gossip.

use prometheus_endpoint::{Counter, Gauge, PrometheusError, Registry, U64, register};

/// Metrics of the gossip.
pub(crate) struct Metrics {
	/// Transactions sent. The name is the one of `sc-network-transactions`, which dashboards of Substrate
	/// chains know.
	pub propagated: Counter<U64>,
	pub queued: Gauge<U64>,
	pub skipped: Counter<U64>,
	pub dropped: Counter<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let metrics = Self {
			propagated: Counter::new(
				"substrate_sync_propagated_transactions",
				"Number of transactions propagated to at least one peer",
			)?,
			queued: Gauge::new(
				"openledger_gossip_queued_transactions",
				"Transactions that wait until a peer has room for them, over all peers",
			)?,
			skipped: Counter::new(
				"openledger_gossip_skipped_transactions_total",
				"Transactions that had left the pool when a peer had room for them",
			)?,
			dropped: Counter::new(
				"openledger_gossip_dropped_transactions_total",
				"Transactions of peers that were not looked at because too many were being validated",
			)?,
		};
		if let Some(registry) = registry {
			register(metrics.propagated.clone(), registry)?;
			register(metrics.queued.clone(), registry)?;
			register(metrics.skipped.clone(), registry)?;
			register(metrics.dropped.clone(), registry)?;
		}
		Ok(metrics)
	}
}
