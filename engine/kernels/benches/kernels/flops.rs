//! The measurement of wall time, shown as GFLOP/s and as a share of the machine's peak.

use criterion::{
	Throughput,
	measurement::{Measurement, ValueFormatter, WallTime},
};
use std::{
	sync::atomic::{AtomicU64, AtomicUsize, Ordering},
	time::{Duration, Instant},
};

/// The peaks of the engine that is measured now, in GFLOP/s, as bits of a binary64: of floating point, of
/// integers.
static PEAKS: [AtomicU64; 2] = [AtomicU64::new(0), AtomicU64::new(0)];
/// The place of the peak that measurements are compared with.
static PLACE: AtomicUsize = AtomicUsize::new(0);

/// Sets the peaks of floating point and of integers that the following measurements are compared with.
pub fn set_peaks(gflops: f64, gops: f64) {
	for (peak, value) in PEAKS.iter().zip([gflops, gops]) {
		peak.store(value.to_bits(), Ordering::Relaxed);
	}
}

/// Compares the following measurements with the peak of integers, or with that of floating point.
pub fn of_integers(integers: bool) {
	PLACE.store(usize::from(integers), Ordering::Relaxed);
}

/// A measurement of wall time whose throughput counts floating-point operations (`Throughput::Elements`).
pub struct Flops(pub WallTime);

impl Measurement for Flops {
	type Intermediate = Instant;
	type Value = Duration;

	fn start(&self) -> Instant {
		self.0.start()
	}

	fn end(&self, start: Instant) -> Duration {
		self.0.end(start)
	}

	fn add(&self, a: &Duration, b: &Duration) -> Duration {
		self.0.add(a, b)
	}

	fn zero(&self) -> Duration {
		self.0.zero()
	}

	fn to_f64(&self, value: &Duration) -> f64 {
		self.0.to_f64(value)
	}

	fn formatter(&self) -> &dyn ValueFormatter {
		self
	}
}

impl ValueFormatter for Flops {
	fn format_throughput(&self, throughput: &Throughput, nanoseconds: f64) -> String {
		let Throughput::Elements(flops) = throughput else {
			return self.0.formatter().format_throughput(throughput, nanoseconds);
		};
		let gflops = *flops as f64 / nanoseconds;
		let share =
			100.0 * gflops / f64::from_bits(PEAKS[PLACE.load(Ordering::Relaxed)].load(Ordering::Relaxed));
		format!("{gflops:.1} GFLOP/s = {share:.1} % of peak")
	}

	fn scale_values(&self, typical: f64, values: &mut [f64]) -> &'static str {
		self.0.formatter().scale_values(typical, values)
	}

	fn scale_throughputs(&self, typical: f64, throughput: &Throughput, values: &mut [f64]) -> &'static str {
		self.0.formatter().scale_throughputs(typical, throughput, values)
	}

	fn scale_for_machines(&self, values: &mut [f64]) -> &'static str {
		self.0.formatter().scale_for_machines(values)
	}
}
