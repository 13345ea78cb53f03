//! Tests of operators against their definitions, and of the promise that instruction set, threads and batch
//! never change a bit.

mod common;

use candle_core::Tensor;
use common::{bits, device, engines, noise, stored_bytes, tensor, values, variable};
use openledger_kernels::{
	Bytes, Engine, Format, Isa, LoraPair, Matrix,
	ops::{self, Heads, Norm, RopeTable},
};
use std::sync::Arc;

/// Returns a product with a transposed weight, by its definition.
fn chain(x: &[f32], w: &[f32], rows: usize, inputs: usize) -> Vec<f32> {
	let row = |t: usize| &x[t * inputs..][..inputs];
	let element = |t: usize, w: &[f32]| row(t).iter().zip(w).fold(0.0f32, |acc, (a, b)| a.mul_add(*b, acc));
	(0..rows).flat_map(|t| w.chunks_exact(inputs).map(move |w| element(t, w))).collect()
}

#[test]
fn a_linear_is_the_chain_on_every_path() {
	for (rows, inputs, outputs) in [(1, 32, 32), (5, 64, 96), (12, 320, 32), (29, 608, 64), (70, 96, 160)] {
		let (x, w) = (noise(1, rows * inputs), noise(2, outputs * inputs));
		let expected: Vec<u32> = chain(&x, &w, rows, inputs).into_iter().map(f32::to_bits).collect();
		let weight = Arc::new(Matrix::from_rows(&w, outputs, inputs).unwrap());
		for engine in engines() {
			let y = ops::linear(engine, &tensor(x.clone(), rows), &weight).unwrap();
			assert_eq!(bits(&y), expected, "{:?} on {} threads", engine.isa(), engine.threads());
		}
	}
}

#[test]
fn a_linear_backward_is_the_chain_over_outputs() {
	let (rows, inputs, outputs) = (45, 128, 608);
	let (w, dy) = (noise(2, outputs * inputs), noise(3, rows * outputs));
	let weight = Arc::new(Matrix::from_rows(&w, outputs, inputs).unwrap());
	let transposed: Vec<f32> = (0..inputs).flat_map(|i| w.iter().skip(i).step_by(inputs).copied()).collect();
	let expected: Vec<u32> = chain(&dy, &transposed, rows, outputs).into_iter().map(f32::to_bits).collect();
	for engine in engines() {
		let x = variable(noise(1, rows * inputs), rows);
		let y = ops::linear(engine, &x, &weight).unwrap();
		let gradients = ops::inject(&y, &tensor(dy.clone(), rows)).unwrap().backward().unwrap();
		assert_eq!(bits(gradients.get(&x).unwrap()), expected, "{:?}", engine.isa());
	}
}

/// Returns codes and scale of a row, by their definition.
fn codes(row: &[f32]) -> (Vec<i32>, f32) {
	let m = row.iter().fold(0.0f32, |m, x| m.max(x.abs()));
	if m < 2f32.powi(-100) {
		return (vec![0; row.len()], 0.0);
	}
	(row.iter().map(|x| (x * (127.0 / m)).round_ties_even() as i32).collect(), m / 127.0)
}

/// Returns the chain over blocks of 32 of a row and of codes of weights.
fn blocks(row: &[f32], weights: &[i32]) -> f32 {
	row.chunks(32).zip(weights.chunks(32)).fold(0.0, |acc, (row, weights)| {
		let (row, scale) = codes(row);
		let whole: i32 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
		(whole as f32).mul_add(scale, acc)
	})
}

#[test]
fn a_linear_in_8_bit_integers_is_the_chain_over_blocks() {
	for (rows, inputs, outputs) in [(1, 32, 32), (7, 96, 64), (13, 672, 96), (26, 64, 1376)] {
		let [x, w, dy] =
			[(1, rows * inputs), (2, outputs * inputs), (3, rows * outputs)].map(|(s, n)| noise(s, n));
		let weights: Vec<_> = w.chunks(inputs).map(codes).collect();
		let row = |x: &[f32]| weights.iter().map(|(w, s)| blocks(x, w) * s).collect::<Vec<_>>();
		let y: Vec<u32> = x.chunks(inputs).flat_map(row).map(f32::to_bits).collect();
		let row = |dy: &[f32]| {
			let z: Vec<f32> = dy.iter().zip(&weights).map(|(dy, (_, s))| dy * s).collect();
			let column = |i: usize| weights.iter().map(|(w, _)| w[i]).collect::<Vec<_>>();
			(0..inputs).map(|i| blocks(&z, &column(i))).collect::<Vec<_>>()
		};
		let dx: Vec<u32> = dy.chunks(outputs).flat_map(row).map(f32::to_bits).collect();
		let weight = Matrix::from_rows(&w, outputs, inputs).unwrap();
		for engine in engines() {
			for keep in [true, false] {
				let weight = Arc::new(weight.with_integers(engine, keep));
				let x = variable(x.clone(), rows);
				let got = ops::linear(engine, &x, &weight).unwrap();
				let gradients = ops::inject(&got, &tensor(dy.clone(), rows)).unwrap().backward().unwrap();
				let path = format!("{:?} on {} threads", engine.isa(), engine.threads());
				assert_eq!(bits(&got), y, "{path}");
				assert_eq!(bits(gradients.get(&x).unwrap()), dx, "{path}");
			}
		}
	}
}

#[test]
fn a_number_that_is_not_finite_shows_in_its_row_alone() {
	let weight = Matrix::from_rows(&noise(2, 64 * 96), 64, 96).unwrap();
	for engine in engines() {
		let weight = Arc::new(weight.with_integers(engine, true));
		for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
			let mut x = noise(1, 9 * 96);
			x[3 * 96 + 40] = wrong;
			let y = values(&ops::linear(engine, &tensor(x, 9), &weight).unwrap());
			for (row, y) in y.chunks(64).enumerate() {
				assert!(y.iter().all(|y| y.is_finite() == (row != 3)), "{:?}, row {row}", engine.isa());
			}
		}
	}
}

#[test]
fn stored_weights_give_the_bits_of_packed_ones() {
	let (rows, outputs) = (17, 64);
	let order: Arc<[u32]> = (0..outputs as u32).rev().collect();
	for format in Format::ALL {
		let inputs = 288usize.next_multiple_of(format.block_weights());
		let bytes = stored_bytes(format, outputs, inputs);
		let bytes: Bytes = Arc::new([vec![0; 5], bytes].concat());
		for order in [None, Some(order.clone())] {
			let stored =
				Arc::new(Matrix::stored(bytes.clone(), 5, format, (outputs, inputs), order).unwrap());
			let packed = Arc::new(stored.pack(&Engine::new(2).unwrap()));
			let (mut a, mut b) = (vec![0.0; inputs], vec![0.0; inputs]);
			stored.row(3, &mut a);
			packed.row(3, &mut b);
			assert_eq!(a, b);
			let mut results = Vec::new();
			for engine in engines() {
				for weight in [&stored, &packed] {
					let x = variable(noise(1, rows * inputs), rows);
					let y = ops::linear(engine, &x, weight).unwrap();
					let gradients = ops::inject(&y, &y).unwrap().backward().unwrap();
					results.push((bits(&y), bits(gradients.get(&x).unwrap())));
				}
			}
			assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{format:?}");
		}
	}
}

/// Returns all results of a LoRA linear: y, dX, dA, dB.
fn lora(engine: &Arc<Engine>, rank: usize, rows: usize) -> [Vec<f32>; 4] {
	let (inputs, outputs) = (96, 64);
	let weight = Arc::new(Matrix::from_rows(&noise(2, outputs * inputs), outputs, inputs).unwrap());
	let (a, b) = (variable(noise(4, rank * inputs), rank), variable(noise(5, outputs * rank), outputs));
	let pair = Arc::new(LoraPair::from_tensors(&a, &b, 0.5).unwrap());
	let x = variable(noise(1, rows * inputs), rows);
	let y = ops::lora_linear(engine, &x, &weight, &pair, None).unwrap();
	let start = tensor(noise(3, rows * outputs), rows);
	let gradients = ops::inject(&y, &start).unwrap().backward().unwrap();
	let of = |t: &Tensor| values(gradients.get(t).unwrap());
	[values(&y), of(&x), of(&a), of(&b)]
}

#[test]
fn a_lora_linear_has_the_same_bits_on_every_path() {
	for (rank, rows) in [(1, 3), (8, 40), (16, 12), (40, 33)] {
		let all: Vec<Vec<Vec<u32>>> = engines()
			.iter()
			.map(|e| lora(e, rank, rows).iter().map(|v| v.iter().map(|x| x.to_bits()).collect()).collect())
			.collect();
		assert!(all.windows(2).all(|pair| pair[0] == pair[1]), "rank {rank}");
	}
}

#[test]
fn a_lora_linear_agrees_with_matrix_algebra() {
	let (inputs, outputs, rank, rows) = (96, 64, 8, 10);
	let [y, dx, da, db] = lora(&Engine::new(2).unwrap(), rank, rows);
	let x = tensor(noise(1, rows * inputs), rows);
	let w = tensor(noise(2, outputs * inputs), outputs);
	let (a, b) = (tensor(noise(4, rank * inputs), rank), tensor(noise(5, outputs * rank), outputs));
	let dy = tensor(noise(3, rows * outputs), rows);
	let whole = (&w + (b.matmul(&a).unwrap() * 0.5).unwrap()).unwrap();
	let close = |got: &[f32], expected: Tensor| {
		for (g, e) in got.iter().zip(values(&expected)) {
			assert!((g - e).abs() < 1e-4, "{g} is not {e}");
		}
	};
	close(&y, x.matmul(&whole.t().unwrap()).unwrap());
	close(&dx, dy.matmul(&whole).unwrap());
	let t = (x.matmul(&a.t().unwrap()).unwrap() * 0.5).unwrap();
	let f = (dy.matmul(&b).unwrap() * 0.5).unwrap();
	close(&da, f.t().unwrap().matmul(&x).unwrap());
	close(&db, dy.t().unwrap().matmul(&t).unwrap());
}

#[test]
fn gathered_gradients_do_not_depend_on_grouping() {
	let engine = Engine::new(2).unwrap();
	let (inputs, outputs, rank) = (64, 32, 8);
	let weight = Arc::new(Matrix::from_rows(&noise(2, outputs * inputs), outputs, inputs).unwrap());
	let (a, b) = (noise(4, rank * inputs), noise(5, outputs * rank));
	let pair = Arc::new(LoraPair::new(a, b, (rank, inputs, outputs), 2.0).unwrap());
	let (x, dy) = (noise(1, 30 * inputs), noise(3, 30 * outputs));
	let run = |cuts: &[usize]| {
		let gathered = Arc::default();
		let mut first = 0;
		for count in cuts {
			let part = variable(x[first * inputs..][..count * inputs].to_vec(), *count);
			let start = tensor(dy[first * outputs..][..count * outputs].to_vec(), *count);
			let y = ops::lora_linear(&engine, &part, &weight, &pair, Some(&gathered)).unwrap();
			ops::inject(&y, &start).unwrap().backward().unwrap();
			first += count;
		}
		gathered.take(rank).unwrap()
	};
	assert_eq!(run(&[30]), run(&[7, 1, 22]));
}

fn heads(sequences: &[(usize, usize)]) -> Heads {
	Heads::causal(4, 2, 32, sequences.into())
}

#[test]
fn attention_has_the_same_bits_on_every_path_alone_packed_or_cached() {
	let (q, k, v) = (noise(1, 70 * 128), noise(2, 70 * 64), noise(3, 70 * 64));
	let run = |engine: &Arc<Engine>, first: usize, count: usize, sequences: &[(usize, usize)]| {
		let total: usize = sequences.iter().map(|s| s.1).sum();
		let part = |x: &[f32], width: usize, first: usize, count: usize| {
			tensor(x[first * width..][..count * width].to_vec(), count)
		};
		let keys = first + count - total;
		let (q, k, v) = (part(&q, 128, first, count), part(&k, 64, keys, total), part(&v, 64, keys, total));
		bits(&ops::attention(engine, &q, &k, &v, &heads(sequences)).unwrap())
	};
	let engine = Engine::with_isa(1, Isa::Scalar).unwrap();
	let whole = run(&engine, 0, 70, &[(50, 50), (20, 20)]);
	for engine in engines() {
		assert_eq!(run(engine, 0, 70, &[(50, 50), (20, 20)]), whole, "{:?}", engine.isa());
		assert_eq!(run(engine, 0, 50, &[(50, 50)]), whole[..50 * 128]);
		assert_eq!(run(engine, 50, 20, &[(20, 20)]), whole[50 * 128..]);
		// Row 37 alone, with the 37 keys before it from a cache.
		assert_eq!(run(engine, 37, 1, &[(1, 38)]), whole[37 * 128..38 * 128]);
	}
}

#[test]
fn attention_backward_has_the_same_bits_on_every_path() {
	let run = |engine: &Arc<Engine>| {
		let (q, k, v) = (
			variable(noise(1, 70 * 128), 70),
			variable(noise(2, 70 * 64), 70),
			variable(noise(3, 70 * 64), 70),
		);
		let y = ops::attention(engine, &q, &k, &v, &heads(&[(50, 50), (20, 20)])).unwrap();
		let g = ops::inject(&y, &tensor(noise(4, 70 * 128), 70)).unwrap().backward().unwrap();
		[&q, &k, &v].map(|t| bits(g.get(t).unwrap()))
	};
	let all: Vec<_> = engines().iter().map(run).collect();
	assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

/// Checks a gradient against differences of a scalar function of `x`, along random directions.
fn check_gradient(x: &[f32], gradient: &[f32], f: &dyn Fn(&[f32]) -> f64) {
	for seed in 0..3 {
		let direction = noise(100 + seed, x.len());
		let step = 1e-2f32;
		let moved =
			|sign: f32| -> Vec<f32> { x.iter().zip(&direction).map(|(x, d)| x + sign * step * d).collect() };
		let difference = (f(&moved(1.0)) - f(&moved(-1.0))) / (2.0 * f64::from(step));
		let product: f64 = gradient.iter().zip(&direction).map(|(g, d)| f64::from(g * d)).sum();
		let scale = gradient.iter().map(|g| f64::from(g * g)).sum::<f64>().sqrt().max(1e-3);
		assert!((difference - product).abs() < 0.02 * scale, "{difference} is not {product}");
	}
}

/// Returns the sum of outputs weighted by noise, and its gradient with respect to the outputs, which is that
/// noise.
fn weighted(y: &Tensor) -> (f64, Tensor) {
	let weights = noise(50, y.elem_count());
	let sum = values(y).iter().zip(&weights).map(|(y, w)| f64::from(*y) * f64::from(*w)).sum();
	(sum, Tensor::from_vec(weights, y.shape(), device()).unwrap())
}

fn check_operator(x: Vec<f32>, rows: usize, f: &dyn Fn(&Tensor) -> Tensor) {
	let input = variable(x.clone(), rows);
	let y = f(&input);
	let gradients = ops::inject(&y, &weighted(&y).1).unwrap().backward().unwrap();
	let gradient = values(gradients.get(&input).unwrap());
	check_gradient(&x, &gradient, &|x| weighted(&f(&tensor(x.to_vec(), rows))).0);
}

#[test]
fn gradients_agree_with_differences() {
	let engine = Engine::new(2).unwrap();
	let e = &engine;
	let norm = Arc::new(Norm { weight: noise(9, 64), eps: 1e-5 });
	check_operator(noise(1, 5 * 64), 5, &|x| ops::rms_norm(e, x, &norm).unwrap());
	let by_head = Arc::new(Norm { weight: noise(9, 16), eps: 1e-5 });
	check_operator(noise(1, 5 * 64), 5, &|x| ops::head_norm(e, x, &by_head, 4).unwrap());
	let addends: Arc<[f32]> = noise(10, 64).into();
	check_operator(noise(1, 5 * 64), 5, &|x| ops::bias(e, x, &addends).unwrap());
	let (table, positions) = (Arc::new(RopeTable::new(32, 10_000.0, 64)), Arc::from([3, 40, 0]));
	check_operator(noise(1, 3 * 64), 3, &|x| ops::rope(e, x, &table, &positions).unwrap());
	let other = tensor(noise(8, 4 * 64), 4);
	check_operator(noise(1, 4 * 64), 4, &|x| ops::swiglu(e, x, &other).unwrap());
	check_operator(noise(1, 4 * 64), 4, &|x| ops::swiglu(e, &other, x).unwrap());
	check_operator(noise(1, 4 * 64), 4, &|x| ops::geglu(e, x, &other).unwrap());
	check_operator(noise(1, 4 * 64), 4, &|x| ops::geglu(e, &other, x).unwrap());
	let head = Arc::new(Matrix::from_rows(&noise(6, 96 * 32), 96, 32).unwrap());
	let targets: Arc<[u32]> = Arc::from([5, 95, 0]);
	check_operator(noise(1, 3 * 32), 3, &|x| {
		ops::completion_loss(e, x, &head, targets.clone(), true).unwrap()
	});
	let (q, k, v) =
		(tensor(noise(1, 20 * 128), 20), tensor(noise(2, 20 * 64), 20), tensor(noise(3, 20 * 64), 20));
	for window in [None, Some(5)] {
		let heads = Heads { window, ..heads(&[(13, 13), (7, 7)]) };
		check_operator(noise(1, 20 * 128), 20, &|x| ops::attention(e, x, &k, &v, &heads).unwrap());
		check_operator(noise(2, 20 * 64), 20, &|x| ops::attention(e, &q, x, &v, &heads).unwrap());
		check_operator(noise(3, 20 * 64), 20, &|x| ops::attention(e, &q, &k, x, &heads).unwrap());
	}
}

/// A row that sees the last W keys has the bits of the last row of a sequence of these W keys alone.
#[test]
fn a_window_is_a_shorter_sequence() {
	let (rows, window) = (90, 37);
	let (q, k, v) = (noise(1, rows * 128), noise(2, rows * 64), noise(3, rows * 64));
	let cut = |x: &[f32], width: usize, first: usize, last: usize| {
		tensor(x[first * width..last * width].to_vec(), last - first)
	};
	for engine in engines() {
		let heads = Heads { window: Some(window), ..heads(&[(rows, rows)]) };
		let [q_all, k_all, v_all] = [cut(&q, 128, 0, rows), cut(&k, 64, 0, rows), cut(&v, 64, 0, rows)];
		let whole = bits(&ops::attention(engine, &q_all, &k_all, &v_all, &heads).unwrap());
		for row in 0..rows {
			let first = (row + 1).saturating_sub(window);
			let heads = Heads { window: None, ..self::heads(&[(1, row + 1 - first)]) };
			let (k, v) = (cut(&k, 64, first, row + 1), cut(&v, 64, first, row + 1));
			let alone = ops::attention(engine, &cut(&q, 128, row, row + 1), &k, &v, &heads).unwrap();
			assert_eq!(bits(&alone), whole[row * 128..][..128], "row {row}, {:?}", engine.isa());
		}
		// Seen from a cache.
		let (last, cached) = (cut(&q, 128, 60, rows), Heads { sequences: [(30, rows)].into(), ..heads });
		let cached = ops::attention(engine, &last, &k_all, &v_all, &cached).unwrap();
		assert_eq!(bits(&cached), whole[60 * 128..]);
	}
}

/// The gradients of a windowed row alone are those of the keys that it sees, and zero before them.
#[test]
fn a_window_hides_earlier_keys_from_gradients() {
	let keys = 50;
	let engine = Engine::new(2).unwrap();
	let run = |first: usize, window: Option<usize>| {
		let count = keys - first;
		let q = variable(noise(1, 128), 1);
		let part = |seed| variable(noise(seed, keys * 64)[first * 64..].to_vec(), count);
		let (k, v) = (part(2), part(3));
		let heads = Heads { window, ..heads(&[(1, count)]) };
		let y = ops::attention(&engine, &q, &k, &v, &heads).unwrap();
		let g = ops::inject(&y, &tensor(noise(4, 128), 1)).unwrap().backward().unwrap();
		[&q, &k, &v].map(|x| bits(g.get(x).unwrap()))
	};
	let ([dq, dk, dv], [dq_alone, dk_alone, dv_alone]) = (run(0, Some(21)), run(29, None));
	assert_eq!(dq, dq_alone);
	for (whole, alone) in [(dk, dk_alone), (dv, dv_alone)] {
		assert!(whole[..29 * 64].iter().all(|bits| *bits == 0));
		assert_eq!(whole[29 * 64..], alone);
	}
}

#[test]
fn row_operators_have_the_same_bits_on_every_path() {
	let norm = Arc::new(Norm { weight: noise(9, 576), eps: 1e-5 });
	let by_head = Arc::new(Norm { weight: noise(11, 64), eps: 1e-5 });
	let addends: Arc<[f32]> = noise(10, 576).into();
	let (table, positions): (_, Arc<[u32]>) =
		(Arc::new(RopeTable::new(64, 100_000.0, 64)), (0..40).collect());
	let head = Arc::new(Matrix::from_rows(&noise(6, 160 * 576), 160, 576).unwrap());
	let targets: Arc<[u32]> = (0..40).collect();
	let run = |e: &Arc<Engine>| {
		let x = variable(noise(1, 40 * 576), 40);
		let y = ops::rms_norm(e, &x, &norm).unwrap();
		let y = ops::rope(e, &y, &table, &positions).unwrap();
		let y = ops::swiglu(e, &y, &x).unwrap();
		let y = ops::bias(e, &ops::head_norm(e, &y, &by_head, 9).unwrap(), &addends).unwrap();
		let y = ops::geglu(e, &y, &x).unwrap();
		let losses = ops::completion_loss(e, &y, &head, targets.clone(), true).unwrap();
		let start = Tensor::full(0.025f32, 40, device()).unwrap();
		let gradients = ops::inject(&losses, &start).unwrap().backward().unwrap();
		(bits(&losses), bits(gradients.get(&x).unwrap()))
	};
	let all: Vec<_> = engines().iter().map(run).collect();
	assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_number_that_is_none_shows_in_the_loss() {
	let engine = Engine::new(1).unwrap();
	let head = Arc::new(Matrix::from_rows(&noise(6, 96 * 32), 96, 32).unwrap());
	for bad in [f32::NAN, f32::INFINITY] {
		let mut x = noise(1, 32);
		x[7] = bad;
		let loss = ops::completion_loss(&engine, &tensor(x, 1), &head, Arc::from([3]), false).unwrap();
		assert!(!values(&loss)[0].is_finite());
	}
}

#[test]
fn shapes_that_do_not_fit_are_errors() {
	let engine = Engine::new(1).unwrap();
	let weight = Arc::new(Matrix::from_rows(&noise(2, 32 * 64), 32, 64).unwrap());
	assert!(ops::linear(&engine, &tensor(noise(1, 96), 1), &weight).is_err());
	assert!(Matrix::from_rows(&[1.0; 5], 2, 3).is_err());
	let bytes: Bytes = Arc::new(vec![0u8; 100]);
	assert!(Matrix::stored(bytes.clone(), 0, Format::Q4_0, (32, 32), None).is_err());
	assert!(Matrix::stored(bytes, usize::MAX, Format::F32, (32, 32), None).is_err());
	let bytes: Bytes = Arc::new(vec![0u8; 1 << 16]);
	assert!(Matrix::stored(bytes.clone(), 0, Format::Q6K, (32, 288), None).is_err());
	assert!(Matrix::stored(bytes, 0, Format::Q6K, (32, 256), None).is_ok());
	let q = tensor(noise(1, 128), 1);
	assert!(ops::attention(&engine, &q, &q, &q, &heads(&[(1, 1)])).is_err());
}
