//! Registration of Prometheus metrics, on nodes that have a registry and on those that have none.

use prometheus_endpoint::{
	Counter, CounterVec, Gauge, Opts, PrometheusError, Registry, U64, prometheus::core::Collector, register,
};

/// Registers a metric if there is a registry, and returns it either way.
pub fn registered<T: Collector + Clone + 'static>(
	metric: T,
	registry: Option<&Registry>,
) -> Result<T, PrometheusError> {
	match registry {
		Some(registry) => register(metric, registry),
		None => Ok(metric),
	}
}

/// Makes and registers a counter of whole numbers.
pub fn counter(name: &str, help: &str, registry: Option<&Registry>) -> Result<Counter<U64>, PrometheusError> {
	registered(Counter::new(name, help)?, registry)
}

/// Makes and registers a gauge of whole numbers.
pub fn gauge(name: &str, help: &str, registry: Option<&Registry>) -> Result<Gauge<U64>, PrometheusError> {
	registered(Gauge::new(name, help)?, registry)
}

/// Makes and registers counters that differ in one label. Each of `values` starts at zero.
pub fn counters(
	name: &str,
	help: &str,
	label: &str,
	values: &[&str],
	registry: Option<&Registry>,
) -> Result<CounterVec<U64>, PrometheusError> {
	let counters = CounterVec::new(Opts::new(name, help), &[label])?;
	for value in values {
		counters.with_label_values(&[value]);
	}
	registered(counters, registry)
}
