//! The cost of one element on this machine:
//!
//! ```sh
//! cargo run --release -p openledger-referee --example cost
//! ```

use openledger_referee::{F32, attention, elementary, loss, norm, product, swiglu};
use std::{hint::black_box, time::Instant};

/// Returns numbers in ±1, never the same sum twice.
fn row(seed: u64, length: usize) -> Vec<F32> {
	let mut state = seed;
	(0..length)
		.map(|_| {
			state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
			F32::from_i32((state >> 40) as i32 - (1 << 23)) / F32::from_i32(1 << 23)
		})
		.collect()
}

/// Prints the time of one call, the best of many short rounds: others use the machine too.
fn time<T>(name: &str, calls: u32, mut f: impl FnMut() -> T) {
	let mut best = f64::INFINITY;
	for _ in 0..60 {
		let start = Instant::now();
		for _ in 0..calls {
			black_box(f());
		}
		best = best.min(start.elapsed().as_secs_f64() / f64::from(calls));
	}
	println!("{name:<50} {:>10.3} µs", best * 1e6);
}

fn main() {
	let (a, b) = (row(1, 1536), row(2, 1536));
	time("product, K = 576", 100, || product::element(black_box(&a[..576]), &b[..576]));
	time("product, K = 1536", 40, || product::element(black_box(&a), &b));
	time("exp", 3000, || elementary::exp(black_box(a[0])));
	time("ln", 3000, || elementary::ln(black_box(F32::from_bits(0x4049_0fdb))));
	time("swiglu", 3000, || swiglu::output(black_box(a[0]), b[0]));
	let eps = F32::from_bits(0x3727_c5ac);
	time("rms-norm, n = 576", 100, || norm::output(black_box(&a[..576]), &b[..576], eps, 7));
	let logits = row(3, 49_152);
	time("cross-entropy, 49,152 logits", 1, || loss::output(black_box(&logits), 5));
	time("gradient of a hidden value, 49,152 errors", 1, || {
		loss::hidden_gradient(black_box(&logits), &logits, F32::ONE)
	});
	let (keys, mut p) = (row(4, 512 * 64), vec![F32::ZERO; 512]);
	time("probabilities of a query over 512 keys of 64", 2, || {
		attention::probabilities(black_box(&a[..64]), keys.chunks(64), attention::scale(64), &mut p)
	});
}
