//! Prometheus metrics of settlements.

use openledger_ports::metrics::{counter, gauge};
use prometheus_endpoint::{Counter, Gauge, PrometheusError, Registry, U64};

/// Metrics of the settler.
pub(crate) struct Metrics {
	pub posted: Counter<U64>,
	pub settled: Counter<U64>,
	pub sessions: Gauge<U64>,
	pub settlement_age: Gauge<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name, help| counter(name, help, registry);
		Ok(Self {
			posted: counter("openledger_settlements_posted_total", "Settlements posted in the mailbox")?,
			settled: counter("openledger_settlements_done_total", "Settlements that the chain has shown")?,
			settlement_age: gauge(
				"openledger_settlement_age_seconds",
				"Time for which the oldest posted settlement has waited for the chain to show it",
				registry,
			)?,
			sessions: gauge("openledger_chat_sessions", "Sessions known", registry)?,
		})
	}
}
