//! Prometheus metrics.

use prometheus_endpoint::{register, Counter, Gauge, PrometheusError, Registry, U64};

/// Counters of the chat service.
#[derive(Clone)]
pub(crate) struct Metrics {
	pub answers: Counter<U64>,
	pub prompt_tokens: Counter<U64>,
	pub completion_tokens: Counter<U64>,
	pub refused: Counter<U64>,
	pub posted: Counter<U64>,
	pub settled: Counter<U64>,
	pub revealed: Counter<U64>,
	pub verified: Counter<U64>,
	pub queue: Gauge<U64>,
	pub sessions: Gauge<U64>,
}

impl Metrics {
	/// Makes the metrics and registers them where there is a registry.
	pub fn new(registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let counter = |name: &str, help: &str| {
			let counter = Counter::new(name, help)?;
			registry.map_or(Ok(counter.clone()), |registry| register(counter, registry))
		};
		let gauge = |name: &str, help: &str| {
			let gauge = Gauge::new(name, help)?;
			registry.map_or(Ok(gauge.clone()), |registry| register(gauge, registry))
		};
		Ok(Self {
			answers: counter("openledger_chat_answers_total", "Paid answers since the node started")?,
			prompt_tokens: counter("openledger_chat_prompt_tokens_total", "Tokens read in answers")?,
			completion_tokens: counter(
				"openledger_chat_completion_tokens_total",
				"Tokens written in answers",
			)?,
			refused: counter("openledger_chat_refused_total", "Requests refused")?,
			posted: counter("openledger_settlements_posted_total", "Settlements posted in the mailbox")?,
			settled: counter("openledger_settlements_done_total", "Settlements that the chain has shown")?,
			revealed: counter(
				"openledger_challenges_revealed_total",
				"Challenges for which evidence was shown",
			)?,
			verified: counter(
				"openledger_challenges_verified_total",
				"Answers of others that were repeated",
			)?,
			queue: gauge("openledger_chat_queue", "Requests waiting or being answered")?,
			sessions: gauge("openledger_chat_sessions", "Sessions known")?,
		})
	}
}
