//! The long comparison with the processor's arithmetic:
//!
//! ```sh
//! cargo run --release -p openledger-referee --example exhaustive -- --triples 100000000
//! ```
//!
//! `--triples N` operand triples through fma, add, sub, mul, div and comparison, and a tenth as many steps of
//! binary64 arithmetic; then, unless `--no-sweeps` is given, every one of the 2^32 words through the square
//! root and each conversion. `--seed S` chooses other triples. Prints counts and ends with status 1 if
//! anything disagrees or a class of results was never met.

#[path = "../tests/hardware/mod.rs"]
mod hardware;

use hardware::{Noise, Operations, check_doubles};
use openledger_referee::{F32, F64};
use std::{process::ExitCode, time::Instant};

const USAGE: &str = "usage: exhaustive [--triples N] [--seed S] [--no-sweeps]";

struct Options {
	triples: u64,
	seed: u64,
	sweeps: bool,
}

fn options() -> Option<Options> {
	let mut options = Options { triples: 100_000_000, seed: 1, sweeps: true };
	let mut words = std::env::args().skip(1);
	while let Some(word) = words.next() {
		match word.as_str() {
			"--triples" => options.triples = words.next()?.parse().ok()?,
			"--seed" => options.seed = words.next()?.parse().ok()?,
			"--no-sweeps" => options.sweeps = false,
			_ => return None,
		}
	}
	Some(options)
}

/// Runs every word through one function, whose result `wrong` judges. Returns whether all are right.
fn sweep(name: &str, wrong: impl Fn(u32) -> bool) -> bool {
	let start = Instant::now();
	let (mut mismatches, mut first) = (0u64, None);
	for word in 0..=u32::MAX {
		if wrong(word) {
			mismatches += 1;
			first = first.or(Some(word));
		}
	}
	println!("{name:<18} {:>11} checked, {mismatches} mismatches ({:.0?})", 1u64 << 32, start.elapsed());
	if let Some(word) = first {
		println!("    the first at {word:08x}");
	}
	mismatches == 0
}

fn differs(got: F32, expected: f32) -> bool {
	got.to_bits() != expected.to_bits() && !(got == F32::NAN && expected.is_nan())
}

fn main() -> ExitCode {
	let Some(options) = options() else {
		eprintln!("{USAGE}");
		return ExitCode::from(2);
	};
	let mut sound = true;

	let start = Instant::now();
	let (mut noise, mut operations) = (Noise(options.seed), Operations::default());
	for _ in 0..options.triples {
		operations.check(noise.triple());
	}
	for account in operations.all() {
		println!("{account}");
		if !account.missing().is_empty() {
			println!("    never met: {}", account.missing().join(", "));
		}
		sound &= account.mismatches == 0 && account.missing().is_empty();
	}
	println!("{:<18} {:.0?}", "time", start.elapsed());

	let start = Instant::now();
	let (mut mismatches, steps) = (0, options.triples / 10);
	for _ in 0..steps {
		for wrong in check_doubles(&mut noise) {
			mismatches += 1;
			if mismatches <= 10 {
				println!("{wrong}");
			}
		}
	}
	let elapsed = start.elapsed();
	println!("{:<18} {steps:>11} steps checked, {mismatches} mismatches ({elapsed:.0?})", "binary64");
	sound &= mismatches == 0;

	if options.sweeps {
		let bits = F32::from_bits;
		sound &= sweep("sqrt", |w| differs(bits(w).sqrt(), f32::from_bits(w).sqrt()));
		sound &= sweep("from i32", |w| differs(F32::from_i32(w as i32), w as i32 as f32));
		sound &= sweep("from u32", |w| differs(F32::from_u64(w.into()), w as f32));
		sound &= sweep("widen", |w| {
			let (got, expected) = (bits(w).widen(), f64::from(f32::from_bits(w)));
			got.to_bits() != expected.to_bits() && !(got == F64::NAN && expected.is_nan())
		});
		// Around each word's own place in binary64: all that is halfway, just below and just above.
		sound &= sweep("narrow", |w| {
			[0x0fff_ffff, 0x1000_0000, 0x1000_0001u64].iter().any(|beyond| {
				let x = f64::from_bits(f64::from(f32::from_bits(w)).to_bits() + beyond);
				differs(F64::from_bits(x.to_bits()).narrow(), x as f32)
			})
		});
	}
	println!("{}", if sound { "everything agrees" } else { "SOMETHING DISAGREES" });
	if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
