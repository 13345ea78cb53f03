//! The referee against the kernels on random operands, of moderate size and far out: subnormal, huge,
//! cancelling. Where the kernels give a finite number the referee gives the same bits; where they do not, it
//! says so.

mod overflow;

use candle_core::Tensor;
use openledger_kernels::{
	Engine, Isa, Matrix, Tape, math,
	ops::{Attention, Heads, Linear},
	rows::{self, AdamW},
};
use openledger_referee::{
	F32, Fault, attention, decimal, elementary, exact8, geglu, loss, norm, optimizer, product, random,
	rotary, row, softmax, swiglu,
};
use proptest::{collection::vec, prelude::*};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use std::sync::Arc;

/// Draws a finite number whose exponent lies in a window of 24 around `centre`.
fn number(centre: i32) -> impl Strategy<Value = f32> {
	(any::<u32>(), centre - 12..centre + 12).prop_map(|(word, exponent)| {
		let significand = f64::from(word & 0x7f_ffff | 0x80_0000) * if word >> 31 == 1 { -1.0 } else { 1.0 };
		let number = (significand * 2f64.powi(exponent - 23)) as f32;
		number.clamp(-f32::MAX, f32::MAX)
	})
}

/// Draws the centre of a row's exponents: mostly near 1, sometimes at either end.
fn centre() -> impl Strategy<Value = i32> {
	prop_oneof![6 => Just(0), 1 => Just(-138), 1 => Just(-70), 1 => Just(62), 1 => Just(120)]
}

fn numbers(length: usize) -> impl Strategy<Value = Vec<f32>> {
	centre().prop_flat_map(move |centre| vec(number(centre), length))
}

/// Draws two rows of one length, up to `longest`.
fn two_rows(longest: usize) -> impl Strategy<Value = (Vec<f32>, Vec<f32>)> {
	(1..=longest).prop_flat_map(|length| (numbers(length), numbers(length)))
}

fn soft(x: f32) -> F32 {
	F32::from_bits(x.to_bits())
}

fn soften(row: &[f32]) -> Vec<F32> {
	row.iter().map(|x| soft(*x)).collect()
}

fn hard(x: F32) -> f32 {
	f32::from_bits(x.to_bits())
}

/// Checks that an operator's element agrees with that of the kernels.
fn agree(got: Result<F32, Fault>, expected: f32) {
	if expected.is_finite() {
		assert_eq!(got, Ok(soft(expected)));
	} else {
		assert_eq!(got, Err(Fault::NotFinite), "{expected}");
	}
}

/// Checks that a value inside an operator agrees, infinities and all.
fn same(got: F32, expected: f32) {
	assert!(
		got.to_bits() == expected.to_bits() || (got == F32::NAN && expected.is_nan()),
		"{got:?}, not {:08x}",
		expected.to_bits()
	);
}

fn tensor(engine: &Engine, values: &[f32], columns: usize) -> Tensor {
	let rows = values.len() / columns;
	Tensor::from_vec(values.to_vec(), (rows, columns), engine.device()).unwrap()
}

fn values(tensor: &Tensor) -> Vec<f32> {
	tensor.flatten_all().unwrap().to_vec1().unwrap()
}

#[test]
fn elementary_functions() {
	// Every 4,099th word, NaN and infinities among them.
	for word in (0..=u32::MAX).step_by(4099).chain([0x7f80_0000, 0xff80_0000, 0x8000_0000]) {
		let (x, soft) = (f32::from_bits(word), F32::from_bits(word));
		same(elementary::exp(soft), math::exp(x));
		same(elementary::ln(soft), math::ln(x));
		same(elementary::sigmoid(soft), math::sigmoid(x));
	}
}

#[test]
fn random_words() {
	for (seed, stream) in [(0u64, 0u64), (1, 1), (u64::MAX, 0), (1 << 40, u64::MAX)] {
		let mut key = [0; 32];
		key[..8].copy_from_slice(&seed.to_le_bytes());
		let mut generator = ChaCha20Rng::from_seed(key);
		generator.set_stream(stream);
		for index in 0..200 {
			assert_eq!(random::word(seed, stream, index), generator.next_u32());
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(300))]

	/// Compares schedule, clipping, decimals and losses with the trainer's formulas in the processor's
	/// binary64.
	#[test]
	fn steps_in_binary64(
		peak in 1e-6f32..1.0,
		(step, steps) in (1u32..4000).prop_flat_map(|n| (0..n, Just(n))),
		warmup in 0u32..5000,
		squares in vec(0.0f32..1e4, 1..200),
		limit in 0.0f32..20.0,
		losses in vec(0.0f32..12.0, 1..300),
		parts: u64,
		word: u32,
	) {
		let w = warmup.min(steps);
		let share = match step < w {
			true => f64::from(step + 1) / f64::from(w),
			false => f64::from(steps - step) / f64::from(steps - w),
		};
		same(optimizer::rate(soft(peak), step, steps, warmup), (f64::from(peak) * share) as f32);
		let norm = squares.iter().map(|s| f64::from(*s)).sum::<f64>().sqrt();
		let limit = f64::from(limit);
		let clip = if limit > 0.0 && norm > limit { (limit / norm) as f32 } else { 1.0 };
		agree(optimizer::clip(soften(&squares), soft(limit as f32)), clip);
		same(decimal::to_binary32(parts), (parts as f64 / 1e9) as f32);
		let mean = losses.iter().map(|l| f64::from(*l)).sum::<f64>() / losses.len() as f64;
		assert_eq!(decimal::mean_loss(soften(&losses)), Ok((mean * 1e9).round_ties_even() as u64));
		let inputs = steps as usize;
		let unit = (word >> 8) as f32 / (1 << 24) as f32;
		same(random::initial(word, steps), (2.0 * unit - 1.0) * (1.0 / (inputs as f32).sqrt()));
	}

	#[test]
	fn rows_of_numbers((a, b) in two_rows(100)) {
		let (x, y) = (soften(&a), soften(&b));
		same(row::sum(x.iter().copied()), math::sum(&a));
		same(row::max(x.iter().copied()), math::max(&a));
		same(row::dot(x.iter().copied().zip(y.iter().copied())), math::dot(&a, &b));
		let chain = a.iter().zip(&b).fold(0.0f32, |acc, (a, b)| a.mul_add(*b, acc));
		agree(product::element(&x, &y), chain);
		let mut sum = vec![0.0; a.len()];
		rows::add(Isa::Scalar, &a, &b, &mut sum);
		for (i, sum) in sum.iter().enumerate() {
			agree(product::add(x[i], y[i]), *sum);
		}
		agree(optimizer::square_sum(&x), rows::square_sum(Isa::Scalar, &a));
	}

	#[test]
	fn norms((x, w) in two_rows(80), seed in centre(), eps in 0.0f32..0.01) {
		let dy: Vec<f32> = x.iter().zip(&w).map(|(x, w)| (w - x) * 2f32.powi(seed / 8)).collect();
		prop_assume!(dy.iter().all(|x| x.is_finite()));
		let (mut y, mut dx) = (vec![0.0; x.len()], vec![0.0; x.len()]);
		rows::rms_norm(Isa::Scalar, &x, &w, eps, &mut y);
		rows::rms_norm_backward(Isa::Scalar, &x, &w, eps, &dy, &mut dx);
		let (x, w, dy) = (soften(&x), soften(&w), soften(&dy));
		for i in 0..x.len() {
			agree(norm::output(&x, &w, soft(eps), i), y[i]);
			agree(norm::gradient(&x, &w, soft(eps), &dy, i), dx[i]);
		}
	}

	#[test]
	fn softmax_and_loss(
		(x, dy) in two_rows(80),
		scale in 0.01f32..1.0,
		target in any::<prop::sample::Index>(),
	) {
		let target = target.index(x.len());
		let (mut p, mut dp, mut errors) = (x.clone(), dy.clone(), x.clone());
		rows::softmax(Isa::Scalar, &mut p, scale);
		rows::softmax_backward(Isa::Scalar, &p, &mut dp, scale);
		let cross_entropy = rows::cross_entropy(Isa::Scalar, &mut errors, target);
		let (x, dy, scale) = (soften(&x), soften(&dy), soft(scale));
		agree(loss::output(&x, target), cross_entropy);
		let (mut row, mut all, mut ds) = (x.clone(), x.clone(), dy.clone());
		assert_eq!(softmax::normalize(&mut row, scale), Ok(()));
		assert_eq!(loss::errors(&mut all, target), Ok(()));
		let descended = softmax::descend(&row, &mut ds, scale);
		for i in 0..x.len() {
			agree(softmax::output(&x, scale, i), p[i]);
			agree(loss::error(&x, target, i), errors[i]);
			agree(softmax::gradient(&row, &dy, scale, i), dp[i]);
			assert_eq!((row[i], all[i]), (soft(p[i]), soft(errors[i])));
			if descended.is_ok() {
				same(ds[i], dp[i]);
			}
		}
	}

	#[test]
	fn gates(at in centre(), g in number(3), u in number(0), d in number(0)) {
		let (g, u, dy) = (g, u * 2f32.powi(at.clamp(-100, 100)), d);
		let (mut y, mut dg, mut du) = ([0.0], [0.0], [0.0]);
		rows::swiglu(Isa::Scalar, &[g], &[u], &mut y);
		rows::swiglu_backward(Isa::Scalar, &[g], &[u], &[dy], &mut dg, &mut du);
		let (g, u, dy) = (soft(g), soft(u), soft(dy));
		prop_assume!(u.is_finite());
		agree(swiglu::output(g, u), y[0]);
		match swiglu::gradients(g, u, dy) {
			Ok((first, second)) => assert_eq!((first, second), (soft(dg[0]), soft(du[0]))),
			Err(_) => assert!(!(dg[0].is_finite() && du[0].is_finite())),
		}
		let (hard_g, hard_u, hard_dy) = (hard(g), hard(u), hard(dy));
		rows::geglu(Isa::Scalar, &[hard_g], &[hard_u], &mut y);
		rows::geglu_backward(Isa::Scalar, &[hard_g], &[hard_u], &[hard_dy], &mut dg, &mut du);
		agree(geglu::output(g, u), y[0]);
		match geglu::gradients(g, u, dy) {
			Ok((first, second)) => assert_eq!((first, second), (soft(dg[0]), soft(du[0]))),
			Err(_) => assert!(!(dg[0].is_finite() && du[0].is_finite())),
		}
	}

	#[test]
	fn rotations(x in numbers(2), angle in -4.0f32..4.0, forward: bool) {
		let (cos, sin, mut y) = (angle.cos(), angle.sin(), [0.0; 2]);
		rows::rope(Isa::Scalar, &x, &[cos], &[sin], if forward { 1.0 } else { -1.0 }, &mut y);
		let turn = if forward { rotary::Turn::Forward } else { rotary::Turn::Backward };
		match rotary::rotate([soft(x[0]), soft(x[1])], soft(cos), soft(sin), turn) {
			Ok(turned) => assert_eq!(turned, y.map(soft)),
			Err(_) => assert!(!(y[0].is_finite() && y[1].is_finite())),
		}
	}

	#[test]
	fn steps_of_adamw(
		before in numbers(3),
		gradient in number(0),
		rate in 1e-6f32..0.1,
		decay in 0.0f32..1.0,
		step in 1u32..3000,
		clip in 0.0f32..1.0,
	) {
		let correction = |beta: f32| (1.0 - (0..step).fold(1.0, |power, _| power * f64::from(beta))) as f32;
		let [correction1, correction2] = [0.9, 0.999].map(correction);
		same(optimizer::correction(optimizer::BETA1, step), correction1);
		same(optimizer::correction(optimizer::BETA2, step), correction2);
		let at = AdamW { rate, beta1: 0.9, beta2: 0.999, eps: 1e-8, decay, correction1, correction2, clip };
		let (mut value, mut first, mut second) = ([before[0]], [before[1]], [before[2].abs()]);
		let moments =
			optimizer::Moments { value: soft(value[0]), first: soft(first[0]), second: soft(second[0]) };
		rows::adamw(Isa::Scalar, &at, &mut value, &mut first, &mut second, &[gradient]);
		let step = optimizer::Step {
			rate: soft(rate),
			beta1: optimizer::BETA1,
			beta2: optimizer::BETA2,
			eps: optimizer::EPS,
			decay: soft(decay),
			correction1: soft(correction1),
			correction2: soft(correction2),
			clip: soft(clip),
		};
		match optimizer::adamw(&step, moments, soft(gradient)) {
			Ok(after) => {
				assert_eq!(hard(after.value).to_bits(), value[0].to_bits());
				assert_eq!((after.first, after.second), (soft(first[0]), soft(second[0])));
			},
			Err(_) => assert!(![value[0], first[0], second[0]].iter().all(|x| x.is_finite())),
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(40))]

	/// Compares the chains of a packed product, by way of the tensors that training uses.
	#[test]
	fn linears(tokens in 1usize..15, x in numbers(14 * 64), w in numbers(32 * 64), dy in numbers(14 * 32)) {
		let engine = Engine::new(1).unwrap();
		let (x, dy) = (&x[..tokens * 64], &dy[..tokens * 32]);
		let weight = Arc::new(Matrix::from_rows(&w, 32, 64).unwrap());
		// Not candle's own backward pass, which adds every gradient to +0 and so loses the sign of a zero.
		let mut tape = Tape::new(&engine);
		let input = tape.input(&tensor(&engine, x, 64));
		let output = tape.apply1(Linear::new(&engine, &weight), input).unwrap();
		let y = values(tape.value(output));
		let dx = values(&tape.gradient(output, tensor(&engine, dy, 32), input).unwrap());
		let (x, w, dy) = (soften(x), soften(&w), soften(dy));
		for t in 0..tokens {
			for o in 0..32 {
				agree(product::element(&x[t * 64..][..64], &w[o * 64..][..64]), y[t * 32 + o]);
			}
			for i in 0..64 {
				let column: Vec<F32> = w.iter().skip(i).step_by(64).copied().collect();
				agree(product::element(&dy[t * 32..][..32], &column), dx[t * 64 + i]);
			}
		}
	}

	/// Compares linears in 8-bit integers.
	#[test]
	fn linears_in_8_bit_integers(
		tokens in 1usize..9,
		x in numbers(8 * 64),
		w in numbers(96 * 64),
		dy in numbers(8 * 96),
	) {
		let engine = Engine::new(1).unwrap();
		let (x, dy) = (&x[..tokens * 64], &dy[..tokens * 96]);
		let weight = Arc::new(Matrix::from_rows(&w, 96, 64).unwrap().with_integers(&engine, true));
		let mut tape = Tape::new(&engine);
		let input = tape.input(&tensor(&engine, x, 64));
		let output = tape.apply1(Linear::new(&engine, &weight), input).unwrap();
		let y = values(tape.value(output));
		let dx = values(&tape.gradient(output, tensor(&engine, dy, 96), input).unwrap());
		let (x, w, dy) = (soften(x), soften(&w), soften(dy));
		let magnitudes: Vec<F32> = w.chunks(64).map(|row| exact8::magnitude(row).unwrap()).collect();
		for t in 0..tokens {
			for o in 0..96 {
				agree(exact8::forward(&x[t * 64..][..64], &w[o * 64..][..64]), y[t * 96 + o]);
			}
			for i in 0..64 {
				let column: Vec<F32> = w.iter().skip(i).step_by(64).copied().collect();
				agree(exact8::backward(&dy[t * 96..][..96], &column, &magnitudes), dx[t * 64 + i]);
			}
		}
	}

	/// Compares one head, with values so small that products underflow to −0, which must come out as the
	/// definition has it.
	#[test]
	fn attention_of_a_row(
		keys in 1usize..80,
		q in vec(number(0), 16),
		k in numbers(80 * 16),
		v in numbers(80 * 16),
		dy in numbers(16),
	) {
		let engine = Engine::new(1).unwrap();
		let heads = Heads::causal(1, 1, 16, Arc::new([(1, keys)]));
		let (k, v) = (&k[..keys * 16], &v[..keys * 16]);
		let run = |gradient_of: usize| {
			let mut tape = Tape::new(&engine);
			let operands = [&q[..], k, v].map(|x| tape.input(&tensor(&engine, x, 16)));
			let attention = Attention::new(&engine, &heads);
			let output = tape.apply3(attention, operands[0], operands[1], operands[2]).unwrap();
			let y = values(tape.value(output));
			(y, values(&tape.gradient(output, tensor(&engine, &dy, 16), operands[gradient_of]).unwrap()))
		};
		let ((y, dq), (_, dk), (_, dv)) = (run(0), run(1), run(2));

		let scale = attention::scale(16);
		let (q, k, v, dy) = (soften(&q), soften(k), soften(v), soften(&dy));
		let (mut p, mut ds) = (vec![F32::ZERO; keys], vec![F32::ZERO; keys]);
		// Scores beyond the range end what can be recomputed: the kernels' outputs are then no numbers
		// either.
		if attention::probabilities(&q, k.chunks(16), scale, &mut p).is_err() {
			assert!(y.iter().any(|y| !y.is_finite()));
			return Ok(());
		}
		let column = |x: &[F32], d: usize| x.iter().skip(d).step_by(16).copied().collect::<Vec<F32>>();
		for d in 0..16 {
			agree(attention::mix(&p, &column(&v, d)), y[d]);
			for j in 0..keys {
				let part = attention::scatter(&p[j..=j], &dy[d..=d]);
				agree(part.and_then(|part| attention::gather(&[part])), dv[j * 16 + d]);
			}
		}
		if attention::score_gradients(&p, &dy, v.chunks(16), scale, &mut ds).is_ok() {
			for d in 0..16 {
				agree(attention::mix(&ds, &column(&k, d)), dq[d]);
				for j in 0..keys {
					let part = attention::scatter(&ds[j..=j], &q[d..=d]);
					agree(part.and_then(|part| attention::gather(&[part])), dk[j * 16 + d]);
				}
			}
		}
	}
}
