//! Prometheus metrics.

use prometheus_endpoint::{register, Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64};

/// Counters of the exchange.
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
	/// Makes the metrics and registers them where there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name: &str, help: &str| keep(Counter::new(name, help)?, registry);
		let gauge = |name: &str, help: &str| keep(Gauge::new(name, help)?, registry);
		let by = |name: &str, help: &str, label: &str, values: &[&str]| {
			let counter = CounterVec::new(Opts::new(name, help), &[label])?;
			// Made now, so that each is there, as zero, from the start.
			values.iter().for_each(|value| drop(counter.with_label_values(&[value])));
			keep(counter, registry)
		};
		Ok(Self {
			served: counter("openledger_exchange_served_bytes_total", "Bytes of chunks sent to peers")?,
			fetched: counter(
				"openledger_exchange_fetched_bytes_total",
				"Bytes of chunks that came from peers and were verified",
			)?,
			answers: by(
				"openledger_exchange_answers_total",
				"Requests of peers, by how they were answered",
				"outcome",
				&["have", "leaves", "chunks", "missing", "busy", "malformed"],
			)?,
			requests: by(
				"openledger_exchange_requests_total",
				"Requests to peers, by what came of them",
				"outcome",
				&["answered", "missing", "busy", "timeout", "gone", "refused", "malformed"],
			)?,
			penalised: by(
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

fn keep<T: prometheus_endpoint::prometheus::core::Collector + Clone + 'static>(
	metric: T,
	registry: Option<&Registry>,
) -> Result<T, PrometheusError> {
	match registry {
		Some(registry) => register(metric, registry),
		None => Ok(metric),
	}
}
