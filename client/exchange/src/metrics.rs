//! Prometheus metrics of the exchange.

use openledger_ports::metrics::{counter, counters, gauge};
use prometheus_endpoint::{Counter, CounterVec, Gauge, PrometheusError, Registry, U64};

/// Metrics of the exchange.
#[derive(Clone)]
pub struct Metrics {
	pub(crate) served: Counter<U64>,
	pub(crate) fetched: Counter<U64>,
	pub(crate) answers: CounterVec<U64>,
	pub(crate) requests: CounterVec<U64>,
	pub(crate) penalised: CounterVec<U64>,
	pub(crate) running: Gauge<U64>,
	pub(crate) wanted: Gauge<U64>,
	pub(crate) completed: Counter<U64>,
	pub(crate) collected: Counter<U64>,
	pub(crate) collected_bytes: Counter<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name, help| counter(name, help, registry);
		let gauge = |name, help| gauge(name, help, registry);
		let counters = |name, help, label, values: &[&str]| counters(name, help, label, values, registry);
		Ok(Self {
			served: counter("openledger_exchange_served_bytes_total", "Bytes of chunks sent to peers")?,
			fetched: counter(
				"openledger_exchange_fetched_bytes_total",
				"Bytes of chunks that came from peers and were verified",
			)?,
			answers: counters(
				"openledger_exchange_answers_total",
				"Requests of peers, by how they were answered",
				"outcome",
				&["have", "leaves", "chunks", "missing", "busy", "malformed"],
			)?,
			requests: counters(
				"openledger_exchange_requests_total",
				"Requests to peers, by what came of them",
				"outcome",
				&["answered", "missing", "busy", "timeout", "gone", "refused", "malformed"],
			)?,
			penalised: counters(
				"openledger_exchange_penalties_total",
				"Times that a peer's reputation was lowered, by offence",
				"offence",
				&["bad_chunk", "bad_leaves", "bad_answer", "bad_request"],
			)?,
			running: gauge("openledger_exchange_fetches_running", "Blobs on their way here")?,
			wanted: gauge("openledger_exchange_wanted", "Blobs that are wanted and not here")?,
			completed: counter("openledger_exchange_blobs_fetched_total", "Blobs that came here whole")?,
			collected: counter(
				"openledger_blobs_collected_total",
				"Blobs removed because nobody needs them",
			)?,
			collected_bytes: counter("openledger_blobs_collected_bytes_total", "Bytes of those")?,
		})
	}
}
