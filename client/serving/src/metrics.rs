//! Prometheus metrics of the chat service.

use openledger_ports::metrics::{counter, gauge};
use prometheus_endpoint::{Counter, Gauge, PrometheusError, Registry, U64};

/// Metrics of the chat service.
#[derive(Clone)]
pub(crate) struct Metrics {
	pub answers: Counter<U64>,
	pub prompt_tokens: Counter<U64>,
	pub completion_tokens: Counter<U64>,
	pub refused: Counter<U64>,
	pub queue: Gauge<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them if there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name, help| counter(name, help, registry);
		Ok(Self {
			answers: counter("openledger_chat_answers_total", "Paid answers since the node started")?,
			prompt_tokens: counter("openledger_chat_prompt_tokens_total", "Tokens read in answers")?,
			completion_tokens: counter(
				"openledger_chat_completion_tokens_total",
				"Tokens written in answers",
			)?,
			refused: counter("openledger_chat_refused_total", "Requests refused")?,
			queue: gauge("openledger_chat_queue", "Requests waiting or being answered", registry)?,
		})
	}
}
