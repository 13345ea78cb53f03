//! Prometheus metrics.

use prometheus_endpoint::{register, Counter, Gauge, PrometheusError, Registry, F64, U64};

/// Counters of the worker.
#[derive(Clone)]
pub(crate) struct Metrics {
	pub running: Gauge<U64>,
	pub waiting: Gauge<U64>,
	pub done: Counter<U64>,
	pub failed: Counter<U64>,
	pub cancelled: Counter<U64>,
	pub indexed: Counter<U64>,
	pub steps: Counter<U64>,
	pub tokens_per_second: Gauge<F64>,
	pub blob_bytes: Gauge<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them where there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let gauge = |name: &str, help: &str| keep(Gauge::new(name, help)?, registry);
		let counter = |name: &str, help: &str| keep(Counter::new(name, help)?, registry);
		Ok(Self {
			running: gauge("openledger_jobs_running", "Fine-tuning jobs and index builds under way")?,
			waiting: gauge("openledger_jobs_waiting", "Jobs that wait for blobs or for a thread")?,
			done: counter("openledger_jobs_done_total", "Jobs finished since the node started")?,
			failed: counter("openledger_jobs_failed_total", "Jobs given up since the node started")?,
			cancelled: counter("openledger_jobs_cancelled_total", "Jobs withdrawn since the node started")?,
			indexed: counter("openledger_indexes_built_total", "Influence indexes since the node started")?,
			steps: counter("openledger_training_steps_total", "Optimiser steps since the node started")?,
			tokens_per_second: keep(
				Gauge::new("openledger_training_tokens_per_second", "Speed of the last training step")?,
				registry,
			)?,
			blob_bytes: gauge("openledger_blob_bytes", "Bytes that blobs count against the quota")?,
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
