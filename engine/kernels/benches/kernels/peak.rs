//! The peaks of an instruction set on this machine, in fmas and in products of bytes a second: independent
//! chains that stay in registers.

use openledger_kernels::{Engine, Isa};
use std::{hint::black_box, time::Instant};

/// The number of steps of one measurement, some ten milliseconds.
const STEPS: usize = 1_000_000;
/// The number of measurements, of which the fastest counts.
const RUNS: usize = 10;

/// Returns the GFLOP/s of all threads of the engine together, an fma counted as two.
///
/// Portable code is compiled for the machine's fma instruction where there is one, so its peak is that of the
/// vectors which belong to it.
pub fn gflops(engine: &Engine) -> f64 {
	let threads = engine.threads();
	let isa = match engine.isa() {
		#[cfg(target_arch = "x86_64")]
		Isa::Scalar if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") => Isa::Avx2,
		isa => isa,
	};
	let seconds = fastest(engine, &|| {
		black_box(chains(isa));
	});
	2.0 * (STEPS * per_step(isa) * 4 * threads) as f64 / seconds / 1e9
}

/// Returns the billions of products and sums of bytes a second of all threads together, each product with its
/// sum counted as two; none where there are no chains of the instruction set for them.
pub fn integer_gops(engine: &Engine) -> Option<f64> {
	let (chains, per_step) = integer_chains(engine.isa())?;
	let seconds = fastest(engine, &|| {
		black_box(chains());
	});
	Some(2.0 * (STEPS * per_step * 4 * engine.threads()) as f64 / seconds / 1e9)
}

/// Returns the chains of products of bytes of an instruction set, and the number of products of one step.
fn integer_chains(isa: Isa) -> Option<(fn() -> i32, usize)> {
	match isa {
		#[cfg(target_arch = "x86_64")]
		// SAFETY: the machine has the instructions, as just confirmed.
		Isa::Avx512 if is_x86_feature_detected!("avx512vnni") => Some((|| unsafe { vnni() }, 12 * 64)),
		#[cfg(target_arch = "x86_64")]
		// SAFETY: an engine only carries an instruction set that the machine has.
		Isa::Avx2 => Some((|| unsafe { pairs() }, 12 * 16)),
		_ => None,
	}
}

/// Returns the seconds that four shares of chains a thread take, the fastest of all runs.
fn fastest(engine: &Engine, share: &(dyn Fn() + Sync)) -> f64 {
	let runs = (0..RUNS).map(|_| {
		let start = Instant::now();
		// A thread may take two shares while another sleeps, so there are enough of them to even that out.
		engine.for_each(4 * engine.threads(), &|_| share());
		start.elapsed().as_secs_f64()
	});
	runs.fold(f64::INFINITY, f64::min)
}

/// Returns the number of fmas of one step.
fn per_step(isa: Isa) -> usize {
	match isa {
		Isa::Avx512 => 12 * 16,
		Isa::Avx2 => 12 * 8,
		Isa::Neon => 12 * 4,
		Isa::Scalar => 8 * 16,
	}
}

/// Runs the chains and returns their sum, so that none is left out.
fn chains(isa: Isa) -> f32 {
	match isa {
		#[cfg(target_arch = "x86_64")]
		// SAFETY: an engine only carries an instruction set that the machine has.
		Isa::Avx512 => unsafe { avx512() },
		#[cfg(target_arch = "x86_64")]
		// SAFETY: as above.
		Isa::Avx2 => unsafe { avx2() },
		#[cfg(target_arch = "aarch64")]
		// SAFETY: as above.
		Isa::Neon => unsafe { neon() },
		_ => portable(),
	}
}

/// Writes a function that runs chains `acc = x·acc + y`: twelve vectors cover an fma's latency on every
/// processor, and are few enough that the compiler keeps each in a register.
macro_rules! chains {
	($(#[$meta:meta])* $name:ident, $registers:literal, $set:expr, $fma:expr, $sum:expr) => {
		$(#[$meta])*
		fn $name() -> f32 {
			let (x, y) = ($set(black_box(0.5)), $set(black_box(0.25)));
			let mut acc = [y; $registers];
			for _ in 0..STEPS {
				for acc in &mut acc {
					*acc = $fma(x, *acc, y);
				}
			}
			acc.into_iter().map($sum).sum()
		}
	};
}

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

#[cfg(target_arch = "x86_64")]
chains!(
	#[target_feature(enable = "avx512f")]
	avx512,
	12,
	|x| _mm512_set1_ps(x),
	|x, acc, y| _mm512_fmadd_ps(x, acc, y),
	|acc| _mm512_reduce_add_ps(acc)
);

#[cfg(target_arch = "x86_64")]
chains!(
	#[target_feature(enable = "avx2,fma")]
	avx2,
	12,
	|x| _mm256_set1_ps(x),
	|x, acc, y| _mm256_fmadd_ps(x, acc, y),
	|acc| _mm256_cvtss_f32(acc)
);

/// Runs chains of four products of bytes a lane.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vnni")]
fn vnni() -> i32 {
	let (x, y) = (_mm512_set1_epi8(black_box(3)), _mm512_set1_epi8(black_box(5)));
	let mut acc = [y; 12];
	for _ in 0..STEPS {
		for acc in &mut acc {
			*acc = _mm512_dpbusd_epi32(*acc, x, y);
		}
	}
	acc.into_iter().map(|acc| _mm512_reduce_add_epi32(acc)).fold(0, i32::wrapping_add)
}

/// Runs chains of two products of 16 bits a lane, as bytes are multiplied without VNNI.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn pairs() -> i32 {
	let y = _mm256_set1_epi16(black_box(5));
	let mut acc = [y; 12];
	for _ in 0..STEPS {
		for acc in &mut acc {
			*acc = _mm256_add_epi32(*acc, _mm256_madd_epi16(*acc, y));
		}
	}
	acc.into_iter().map(|acc| _mm256_extract_epi32::<0>(acc)).fold(0, i32::wrapping_add)
}

#[cfg(target_arch = "aarch64")]
use std::arch::aarch64::*;

#[cfg(target_arch = "aarch64")]
chains!(
	#[target_feature(enable = "neon")]
	neon,
	12,
	|x| vdupq_n_f32(x),
	|x, acc, y| vfmaq_f32(y, x, acc),
	|acc| vaddvq_f32(acc)
);

chains!(
	/// Runs the chains in plain Rust, for a machine without any of the above.
	portable,
	8,
	|x: f32| [x; 16],
	|x: [f32; 16], acc: [f32; 16], y: [f32; 16]| std::array::from_fn(|i| x[i].mul_add(acc[i], y[i])),
	|acc: [f32; 16]| acc.into_iter().sum::<f32>()
);
