//! Operands near the ends of the range, as a hostile base model may have them: the kernels' result is no
//! finite number exactly where the referee finds a fault, on every instruction set. So an honest provider
//! stops at what would convict it.

use super::{agree, hard, soft, soften, tensor, values};
use openledger_kernels::{
	Engine, Isa, LoraPair, Matrix, Tape,
	ops::{Attention, CompletionLoss, Heads, Linear, LoraLinear},
	rows::{self, AdamW},
};
use openledger_referee::{
	F32, Fault, attention, exact8, geglu, loss, norm, optimizer, product, rotary, swiglu,
};
use rand_chacha::{
	ChaCha20Rng,
	rand_core::{RngCore, SeedableRng},
};
use std::sync::Arc;

/// The seed of all operands.
const SEED: u64 = 0x0f10;
/// The number of tries of an operator, unless `OPENLEDGER_OVERFLOW_CASES` says otherwise.
const CASES: u32 = 200;
/// The number of values in a head of attention.
const SIZE: usize = 16;

/// A source of operands, and an account of what came of them.
struct Hostile {
	random: ChaCha20Rng,
	finite: u32,
	faults: u32,
}

impl Hostile {
	/// Draws a number below `bound`.
	fn below(&mut self, bound: u32) -> u32 {
		self.random.next_u32() % bound
	}

	/// Draws a row. A row in four is tame; in the others, one number in 2, 8 or 64 is huge, its exponent
	/// near the end of the range or near half of it, where products overflow.
	fn row(&mut self, length: usize) -> Vec<f32> {
		let rarity = [u32::MAX, 2, 8, 64][self.below(4) as usize];
		let number = |_| {
			let huge = self.below(rarity) == 0;
			let exponent = match huge {
				true => [63, 100, 126, 127][self.below(4) as usize],
				false => self.below(8) as i32 - 6,
			};
			let (word, sign) = (self.below(1 << 23), self.below(2) << 31);
			match huge && self.below(4) == 0 {
				true => f32::from_bits(f32::MAX.to_bits() | sign),
				false => f32::from_bits(((exponent + 127) as u32) << 23 | word | sign),
			}
		};
		(0..length).map(number).collect()
	}

	/// Compares results, some of which the kernels may not have as finite numbers, and enters the outcome.
	fn compare(&mut self, found: &[Result<F32, Fault>], kernels: &[f32]) {
		assert_eq!(found.len(), kernels.len());
		found.iter().zip(kernels).for_each(|(found, kernels)| agree(*found, *kernels));
		match found.iter().all(Result::is_ok) {
			true => self.finite += 1,
			false => self.faults += 1,
		}
	}
}

/// Runs a test many times on every instruction set, with the same operands on each, and makes sure that both
/// outcomes are common.
fn many(test: impl Fn(&Arc<Engine>, &mut Hostile)) {
	let cases = std::env::var("OPENLEDGER_OVERFLOW_CASES").map_or(CASES, |cases| cases.parse().unwrap());
	for isa in Isa::ALL.into_iter().filter(|isa| isa.supported()) {
		let engine = Engine::with_isa(1, isa).unwrap();
		let random = ChaCha20Rng::seed_from_u64(SEED);
		let mut hostile = Hostile { random, finite: 0, faults: 0 };
		(0..cases).for_each(|_| test(&engine, &mut hostile));
		let all = hostile.finite + hostile.faults;
		assert!(20 * hostile.finite.min(hostile.faults) >= all, "{} of {all} finite", hostile.finite);
	}
}

/// Returns column `c` of a matrix with rows of `width`.
fn column(x: &[F32], width: usize, c: usize) -> Vec<F32> {
	x.iter().skip(c).step_by(width).copied().collect()
}

/// Returns the elements of a row, or as many faults if the row has one.
fn row_or_faults(row: Result<Vec<F32>, Fault>, length: usize) -> Vec<Result<F32, Fault>> {
	match row {
		Ok(row) => row.into_iter().map(Ok).collect(),
		Err(fault) => vec![Err(fault); length],
	}
}

/// Returns y, dq, dk and dv of one head, by the kernels.
fn attend(engine: &Arc<Engine>, rows: usize, [q, k, v]: [&[f32]; 3], dy: &[f32]) -> [Vec<f32>; 4] {
	let heads = Heads::causal(1, 1, SIZE, Arc::new([(rows, k.len() / SIZE)]));
	let run = |gradient_of: usize| {
		let mut tape = Tape::new(engine);
		let operands = [q, k, v].map(|x| tape.input(&tensor(engine, x, SIZE)));
		let attention = Attention::new(engine, &heads);
		let output = tape.apply3(attention, operands[0], operands[1], operands[2]).unwrap();
		let y = values(tape.value(output));
		(y, values(&tape.gradient(output, tensor(engine, dy, SIZE), operands[gradient_of]).unwrap()))
	};
	let ((y, dq), (_, dk), (_, dv)) = (run(0), run(1), run(2));
	[y, dq, dk, dv]
}

/// Returns the probabilities of query row `i` and the gradients of its scores, padded with zeros to all keys.
fn recompute(
	(q, dy): (&[F32], &[F32]),
	(k, v): (&[F32], &[F32]),
	seen: usize,
) -> (Result<Vec<F32>, Fault>, Result<Vec<F32>, Fault>) {
	let (scale, keys) = (attention::scale(SIZE as u32), k.len() / SIZE);
	let (mut p, mut ds) = (vec![F32::ZERO; keys], vec![F32::ZERO; keys]);
	let p = attention::probabilities(q, k.chunks(SIZE).take(seen), scale, &mut p[..seen]).map(|()| p);
	let ds = p.clone().and_then(|p| {
		let values = v.chunks(SIZE).take(seen);
		attention::score_gradients(&p[..seen], dy, values, scale, &mut ds[..seen]).map(|()| ds)
	});
	(p, ds)
}

#[test]
fn attention_of_several_rows() {
	many(|engine, hostile| {
		let rows = 1 + hostile.below(9) as usize;
		let keys = rows + hostile.below(40) as usize;
		let [q, dy] = [(); 2].map(|()| hostile.row(rows * SIZE));
		let [k, v] = [(); 2].map(|()| hostile.row(keys * SIZE));
		let [y, dq, dk, dv] = attend(engine, rows, [&q, &k, &v], &dy);
		let (q, k, v, dy) = (soften(&q), soften(&k), soften(&v), soften(&dy));
		let mut gradients = Vec::new();
		for i in 0..rows {
			let seen = keys - rows + i + 1;
			let (at, own) = (i * SIZE, seen * SIZE);
			let (p, ds) = recompute((&q[at..][..SIZE], &dy[at..][..SIZE]), (&k, &v), seen);
			for (row, over, kernels) in [(&p, &v, &y), (&ds, &k, &dq)] {
				let mix = |d: usize| {
					let row = row.as_ref().map_err(|fault| *fault)?;
					attention::mix(&row[..seen], &column(&over[..own], SIZE, d))
				};
				hostile.compare(&(0..SIZE).map(mix).collect::<Vec<_>>(), &kernels[at..][..SIZE]);
			}
			gradients.push((p, ds));
		}
		// An element of dk or dv depends on all rows that see its key. A row with a fault makes all keys'
		// elements NaN in the kernels, those that it does not see included.
		let p: Result<Vec<_>, _> = gradients.iter().map(|(p, _)| p.clone()).collect();
		let ds: Result<Vec<_>, _> = gradients.into_iter().map(|(_, ds)| ds).collect();
		for (matrix, right, kernels) in [(ds, &q, &dk), (p, &dy, &dv)] {
			let Ok(matrix) = matrix else {
				assert!(kernels.iter().any(|x| !x.is_finite()));
				continue;
			};
			let all = matrix.concat();
			for j in 0..keys {
				let first = (j + rows + 1).saturating_sub(keys + 1);
				let scatter = |d: usize| {
					let (left, right) = (column(&all, keys, j), column(right, SIZE, d));
					attention::gather(&[attention::scatter(&left[first..], &right[first..])?])
				};
				hostile.compare(&(0..SIZE).map(scatter).collect::<Vec<_>>(), &kernels[j * SIZE..][..SIZE]);
			}
		}
	});
}

/// The smallest case: a score of −∞ beside one of 0. Its e^−∞ = 0 would leave everything finite.
#[test]
fn a_score_below_the_range_spoils_its_row() {
	let mut q = vec![0.0; SIZE];
	let (mut k, v) = (vec![0.0; 2 * SIZE], vec![1.0; 2 * SIZE]);
	(q[0], k[0]) = (8.0, -f32::MAX);
	for isa in Isa::ALL.into_iter().filter(|isa| isa.supported()) {
		let engine = Engine::with_isa(1, isa).unwrap();
		let results = attend(&engine, 1, [&q, &k, &v], &v[..SIZE]);
		assert!(results.iter().all(|x| x.iter().all(|x| x.is_nan())), "{isa:?}: {results:?}");
	}
	let (q, k, v) = (soften(&q), soften(&k), soften(&v));
	assert_eq!(recompute((&q, &v[..SIZE]), (&k, &v), 2).0, Err(Fault::NotFinite));
}

/// A logit of −∞ that is not the target's would leave the loss and its gradient finite.
#[test]
fn a_logit_below_the_range_spoils_its_row() {
	for isa in Isa::ALL.into_iter().filter(|isa| isa.supported()) {
		for at in [0, 15, 16, 39] {
			let mut row = vec![0.5; 40];
			row[at] = f32::NEG_INFINITY;
			assert_eq!(loss::output(&soften(&row), 3), Err(Fault::NotFinite));
			assert!(rows::cross_entropy(isa, &mut row, 3).is_nan());
			assert!(row.iter().all(|x| x.is_nan()), "{isa:?}");
		}
	}
}

#[test]
fn losses_through_the_output_layer() {
	many(|engine, hostile| {
		let (count, vocabulary, columns) = (1 + hostile.below(3) as usize, 96, 32);
		let (x, w) = (hostile.row(count * columns), hostile.row(vocabulary * columns));
		let targets: Vec<u32> = (0..count).map(|_| hostile.below(vocabulary as u32)).collect();
		let head = Arc::new(Matrix::from_rows(&w, vocabulary, columns).unwrap());
		let mut tape = Tape::new(engine);
		let input = tape.input(&tensor(engine, &x, columns));
		let operator = CompletionLoss::new(engine, &head, targets.clone().into(), true);
		let output = tape.apply1(operator, input).unwrap();
		let losses = values(tape.value(output));
		let start = tensor(engine, &vec![0.25; count], count).flatten_all().unwrap();
		let dx = values(&tape.gradient(output, start, input).unwrap());
		let (x, w) = (soften(&x), soften(&w));
		for (t, target) in targets.into_iter().enumerate() {
			let (x, target) = (&x[t * columns..][..columns], target as usize);
			let logits: Result<Vec<_>, _> = w.chunks(columns).map(|w| product::element(x, w)).collect();
			let found = logits.clone().and_then(|z| loss::output(&z, target));
			hostile.compare(&[found], &losses[t..=t]);
			let errors = logits.and_then(|mut z| loss::errors(&mut z, target).map(|()| z));
			let gradient = |i: usize| {
				let errors = errors.as_ref().map_err(|fault| *fault)?;
				loss::hidden_gradient(errors, &column(&w, columns, i), soft(0.25))
			};
			let found: Vec<_> = (0..columns).map(gradient).collect();
			hostile.compare(&found, &dx[t * columns..][..columns]);
		}
	});
}

#[test]
fn linears_with_and_without_an_update() {
	many(|engine, hostile| {
		let (tokens, n, rank) = (1 + hostile.below(4) as usize, 32, 3);
		let [x, dy] = [(); 2].map(|()| hostile.row(tokens * n));
		let (w, a, b) = (hostile.row(n * n), hostile.row(rank * n), hostile.row(n * rank));
		let weight = Arc::new(Matrix::from_rows(&w, n, n).unwrap());
		let pair = Arc::new(LoraPair::new(a.clone(), b.clone(), (rank, n, n), 2.0).unwrap());
		let mut tape = Tape::new(engine);
		let input = tape.input(&tensor(engine, &x, n));
		let plain = tape.apply1(Linear::new(engine, &weight), input).unwrap();
		let plain_y = values(tape.value(plain));
		let plain_dx = values(&tape.gradient(plain, tensor(engine, &dy, n), input).unwrap());
		let (inputs, factors) = (tensor(engine, &x, n), pair.factors());
		let operator = LoraLinear::new(engine, &weight, &pair, None);
		let y = inputs.apply_op3_no_bwd(factors.0, factors.1, &operator).unwrap();
		let gradients = candle_core::CustomOp3::bwd(
			&operator,
			&inputs,
			factors.0,
			factors.1,
			&y,
			&tensor(engine, &dy, n),
		);
		let (dx, da, db) = gradients.unwrap();
		let [y, dx, da, db] = [Some(y), dx, da, db].map(|x| values(&x.unwrap()));
		let [x, dy, w, a, b] = [&x, &dy, &w, &a, &b].map(|x| soften(x));
		// Outputs by rows of W, and inputs' gradients by its columns; e and f are the reduced rows.
		let turned =
			|m: &[F32], width: usize| (0..width).flat_map(|c| column(m, width, c)).collect::<Vec<_>>();
		let (wt, at, bt) = (turned(&w, n), turned(&a, n), turned(&b, rank));
		let mut reduced = Vec::new();
		let both = [(&x, &w, &a, &b, &plain_y, &y), (&dy, &wt, &bt, &at, &plain_dx, &dx)];
		for (left, w, down, up, plain, full) in both {
			let mut rows = Vec::new();
			for t in 0..tokens {
				let row = &left[t * n..][..n];
				let found: Vec<_> = w.chunks(n).map(|w| product::element(row, w)).collect();
				hostile.compare(&found, &plain[t * n..][..n]);
				let e: Result<Vec<_>, _> =
					down.chunks(n).map(|d| product::scaled(row, d, soft(2.0))).collect();
				let adapted =
					|(w, up): (&[F32], &[F32])| product::adapted(row, w, e.as_ref().map_err(|f| *f)?, up);
				let found: Vec<_> = w.chunks(n).zip(up.chunks(rank)).map(adapted).collect();
				hostile.compare(&found, &full[t * n..][..n]);
				rows.push(e);
			}
			reduced.push(rows.into_iter().collect::<Result<Vec<_>, _>>().map(|rows| rows.concat()));
		}
		// dA from f and x; dB, which lies turned, from e and dy.
		for (left, right, kernels) in [(&reduced[1], &x, da), (&reduced[0], &dy, turned_back(&db, rank))] {
			let Ok(left) = left else {
				assert!(kernels.iter().any(|x| !x.is_finite()));
				continue;
			};
			let element =
				|at: usize| product::element(&column(left, rank, at / n), &column(right, n, at % n));
			hostile.compare(&(0..rank * n).map(element).collect::<Vec<_>>(), &kernels);
		}
	});
}

#[test]
fn linears_in_8_bit_integers() {
	many(|engine, hostile| {
		let (tokens, n) = (1 + hostile.below(4) as usize, 32);
		let [x, dy] = [(); 2].map(|()| hostile.row(tokens * n));
		let w = hostile.row(n * n);
		let weight = Arc::new(Matrix::from_rows(&w, n, n).unwrap().with_integers(engine, true));
		let mut tape = Tape::new(engine);
		let input = tape.input(&tensor(engine, &x, n));
		let output = tape.apply1(Linear::new(engine, &weight), input).unwrap();
		let y = values(tape.value(output));
		let dx = values(&tape.gradient(output, tensor(engine, &dy, n), input).unwrap());
		let [x, dy, w] = [&x, &dy, &w].map(|x| soften(x));
		let magnitudes: Vec<F32> = w.chunks(n).map(|row| exact8::magnitude(row).unwrap()).collect();
		for t in 0..tokens {
			let (x, dy) = (&x[t * n..][..n], &dy[t * n..][..n]);
			let found: Vec<_> = w.chunks(n).map(|w| exact8::forward(x, w)).collect();
			hostile.compare(&found, &y[t * n..][..n]);
			let found: Vec<_> =
				(0..n).map(|i| exact8::backward(dy, &column(&w, n, i), &magnitudes)).collect();
			hostile.compare(&found, &dx[t * n..][..n]);
		}
	});
}

/// Turns a matrix with rows of `width`.
fn turned_back(x: &[f32], width: usize) -> Vec<f32> {
	(0..width).flat_map(|c| x.iter().skip(c).step_by(width).copied()).collect()
}

#[test]
fn rows_on_their_own() {
	many(|engine, hostile| {
		let (isa, n) = (engine.isa(), 1 + hostile.below(40) as usize);
		let [x, w, dy] = [(); 3].map(|()| hostile.row(n));
		let [mut y, mut dx] = [(); 2].map(|()| vec![0.0; n]);
		let [soft_x, soft_w, soft_dy] = [&x, &w, &dy].map(|x| soften(x));
		rows::rms_norm(isa, &x, &w, 1e-5, &mut y);
		rows::rms_norm_backward(isa, &x, &w, 1e-5, &dy, &mut dx);
		let eps = soft(1e-5);
		let found: Vec<_> = (0..n).map(|i| norm::output(&soft_x, &soft_w, eps, i)).collect();
		hostile.compare(&found, &y);
		let found: Vec<_> = (0..n).map(|i| norm::gradient(&soft_x, &soft_w, eps, &soft_dy, i)).collect();
		hostile.compare(&found, &dx);

		rows::add(isa, &x, &w, &mut y);
		let found: Vec<_> = soft_x.iter().zip(&soft_w).map(|(x, w)| product::add(*x, *w)).collect();
		hostile.compare(&found, &y);

		let mut du = vec![0.0; n];
		rows::swiglu(isa, &x, &w, &mut y);
		rows::swiglu_backward(isa, &x, &w, &dy, &mut dx, &mut du);
		for i in 0..n {
			hostile.compare(&[swiglu::output(soft_x[i], soft_w[i])], &y[i..=i]);
			let found = swiglu::gradients(soft_x[i], soft_w[i], soft_dy[i]).map(|(dg, du)| vec![dg, du]);
			pairwise(hostile, found, [dx[i], du[i]]);
		}

		rows::geglu(isa, &x, &w, &mut y);
		rows::geglu_backward(isa, &x, &w, &dy, &mut dx, &mut du);
		for i in 0..n {
			hostile.compare(&[geglu::output(soft_x[i], soft_w[i])], &y[i..=i]);
			let found = geglu::gradients(soft_x[i], soft_w[i], soft_dy[i]).map(|(dg, du)| vec![dg, du]);
			pairwise(hostile, found, [dx[i], du[i]]);
		}

		let turn = [0.8f32, -0.6];
		let pair = [x[0], w[0]];
		let mut y = [0.0; 2];
		rows::rope(isa, &pair, &turn[..1], &turn[1..], 1.0, &mut y);
		let found = rotary::rotate(pair.map(soft), soft(turn[0]), soft(turn[1]), rotary::Turn::Forward);
		pairwise(hostile, found.map(Vec::from), y);
	});
}

/// Compares two results that have a value only together.
fn pairwise(hostile: &mut Hostile, found: Result<Vec<F32>, Fault>, kernels: [f32; 2]) {
	match found {
		Ok(_) => hostile.compare(&row_or_faults(found, 2), &kernels),
		Err(_) => {
			assert!(kernels.iter().any(|x| !x.is_finite()));
			hostile.faults += 1;
		},
	}
}

/// The trainer's checks of a step are the sum of squares, the values and the second moments.
#[test]
fn a_step_of_the_optimizer() {
	many(|engine, hostile| {
		let isa = engine.isa();
		let row = hostile.row(4);
		let (mut value, mut first, mut second) = ([row[0]], [row[1]], [row[2].abs()]);
		let gradient = [row[3]];
		let rate = [0.0, 1e-3][hostile.below(2) as usize];
		let [beta1, beta2, eps] = [optimizer::BETA1, optimizer::BETA2, optimizer::EPS].map(hard);
		let (correction1, correction2) = (0.1, 0.001);
		let at = AdamW { rate, beta1, beta2, eps, decay: 0.01, correction1, correction2, clip: 1.0 };
		let before =
			optimizer::Moments { value: soft(value[0]), first: soft(first[0]), second: soft(second[0]) };
		let squares = rows::square_sum(isa, &gradient);
		rows::adamw(isa, &at, &mut value, &mut first, &mut second, &gradient);
		let step = optimizer::Step {
			rate: soft(rate),
			beta1: soft(beta1),
			beta2: soft(beta2),
			eps: soft(eps),
			decay: soft(0.01),
			correction1: soft(correction1),
			correction2: soft(correction2),
			clip: F32::ONE,
		};
		let found = optimizer::square_sum(&soften(&gradient))
			.and_then(|_| optimizer::adamw(&step, before, soft(gradient[0])));
		let fine = squares.is_finite() && rows::all_finite(isa, &value) && rows::all_finite(isa, &second);
		assert_eq!(found.is_ok(), fine, "{found:?} {value:?} {first:?} {second:?}");
		if let Ok(after) = found {
			assert_eq!([after.value, after.first, after.second], [value[0], first[0], second[0]].map(soft));
		}
		match fine {
			true => hostile.finite += 1,
			false => hostile.faults += 1,
		}
	});
}
