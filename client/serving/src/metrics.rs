//! Prometheus metrics of the chat service.

use openledger_http::Observer;
use openledger_ports::metrics::{counter, counters, gauge, registered};
use prometheus_endpoint::{
	Counter, CounterVec, F64, Gauge, Histogram, HistogramOpts, PrometheusError, Registry, U64,
	prometheus::core::AtomicF64,
};

/// Upper bounds of the times that are counted, in seconds.
const SECONDS: [f64; 12] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0];

/// Metrics of the chat service.
#[derive(Clone)]
pub(crate) struct Metrics {
	pub answers: Counter<U64>,
	pub prompt_tokens: Counter<U64>,
	pub completion_tokens: Counter<U64>,
	pub queue: Gauge<U64>,
	pub connections: Gauge<U64>,
	pub models: Gauge<U64>,
	pub worker_balance: Gauge<F64>,
	pub first_token: Histogram,
	pub latency: Histogram,
	refused: CounterVec<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name, help| counter(name, help, registry);
		let gauge = |name, help| gauge(name, help, registry);
		let seconds = |name: &str, help: &str| {
			let histogram = Histogram::with_opts(HistogramOpts::new(name, help).buckets(SECONDS.to_vec()))?;
			registered(histogram, registry)
		};
		let (balance, help) = ("openledger_worker_balance_open", "OPEN that the worker's account can spend");
		let (refused, why) =
			("openledger_chat_refused_total", "Requests refused, by the code of the refusal");
		Ok(Self {
			answers: counter("openledger_chat_answers_total", "Paid answers since the node started")?,
			prompt_tokens: counter("openledger_chat_prompt_tokens_total", "Tokens read in answers")?,
			completion_tokens: counter(
				"openledger_chat_completion_tokens_total",
				"Tokens written in answers",
			)?,
			queue: gauge("openledger_chat_queue", "Requests waiting or being answered")?,
			connections: gauge("openledger_chat_connections", "Connections of the chat service")?,
			models: gauge("openledger_chat_models", "Models in memory")?,
			worker_balance: registered(Gauge::<AtomicF64>::new(balance, help)?, registry)?,
			first_token: seconds(
				"openledger_chat_first_token_seconds",
				"Time from an accepted voucher to the first token of its answer",
			)?,
			latency: seconds(
				"openledger_chat_answer_seconds",
				"Time from an accepted voucher to the receipt of its answer",
			)?,
			refused: counters(
				refused,
				why,
				"code",
				&["busy", "account_busy", "too_many_connections"],
				registry,
			)?,
		})
	}

	/// Counts a refused request. `code` is one of a fixed set.
	pub fn refuse(&self, code: &'static str) {
		self.refused.with_label_values(&[code]).inc();
	}
}

impl Observer for Metrics {
	fn open(&self, connections: usize) {
		self.connections.set(connections as u64);
	}

	fn refused(&self) {
		self.refuse("too_many_connections");
	}
}
