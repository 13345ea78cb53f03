//! Prometheus metrics of engines.

use crate::death::{Death, LABELS};
use openledger_ports::metrics::{counters, gauge};
use prometheus_endpoint::{CounterVec, Gauge, PrometheusError, Registry, U64};

/// Metrics of engines.
#[derive(Clone)]
pub(crate) struct Metrics {
	/// Processes that run.
	pub running: Gauge<U64>,
	deaths: CounterVec<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let deaths = "openledger_engine_deaths_total";
		let help = "Engine processes that ended without being asked to, by reason";
		Ok(Self {
			running: gauge("openledger_engines_running", "Engine processes that run", registry)?,
			deaths: counters(deaths, help, "reason", LABELS, registry)?,
		})
	}

	/// Counts a death.
	pub fn died(&self, death: &Death) {
		self.deaths.with_label_values(&[death.label()]).inc();
	}
}
