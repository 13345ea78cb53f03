//! Prometheus metrics of the worker.

use openledger_ports::metrics::{counter, gauge, registered};
use prometheus_endpoint::{Counter, F64, Gauge, PrometheusError, Registry, U64};

/// Metrics of the worker.
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
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let gauge = |name, help| gauge(name, help, registry);
		let counter = |name, help| counter(name, help, registry);
		let speed = Gauge::new("openledger_training_tokens_per_second", "Speed of the last training step")?;
		Ok(Self {
			running: gauge("openledger_jobs_running", "Fine-tuning jobs and index builds under way")?,
			waiting: gauge("openledger_jobs_waiting", "Jobs that wait for blobs or for a thread")?,
			done: counter("openledger_jobs_done_total", "Jobs finished since the node started")?,
			failed: counter("openledger_jobs_failed_total", "Jobs given up since the node started")?,
			cancelled: counter("openledger_jobs_cancelled_total", "Jobs withdrawn since the node started")?,
			indexed: counter("openledger_indexes_built_total", "Influence indexes since the node started")?,
			steps: counter("openledger_training_steps_total", "Optimiser steps since the node started")?,
			tokens_per_second: registered(speed, registry)?,
			blob_bytes: gauge("openledger_blob_bytes", "Bytes that blobs count against the quota")?,
		})
	}
}
