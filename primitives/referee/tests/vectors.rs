//! The kernels' test vectors, recomputed element by element. Outputs that the file has in full are recomputed
//! in full, of longer ones the values it shows.

// The kernels' own reader of the file; the half that writes it is not used here.
#[allow(dead_code)]
#[path = "../../../engine/kernels/tests/vectors/file.rs"]
mod file;

use file::{Case, Data};
use openledger_referee::{
	F32, Fault, attention, elementary, exact8, geglu, loss, norm, optimizer, product, rotary, row, softmax,
	swiglu, weights,
};

const TEXT: &str = include_str!("../../../engine/kernels/tests/vectors.txt");

type Element = Result<F32, Fault>;

/// A matrix of operands.
struct Matrix {
	columns: usize,
	values: Vec<F32>,
}

impl Matrix {
	fn rows(&self) -> usize {
		self.values.len() / self.columns
	}

	fn row(&self, i: usize) -> &[F32] {
		&self.values[i * self.columns..][..self.columns]
	}

	fn column(&self, j: usize) -> Vec<F32> {
		self.values.iter().skip(j).step_by(self.columns).copied().collect()
	}
}

fn soft(x: f32) -> F32 {
	F32::from_bits(x.to_bits())
}

fn format(format: openledger_kernels::Format) -> weights::Format {
	use openledger_kernels::Format::*;
	match format {
		F32 => weights::Format::F32,
		F16 => weights::Format::F16,
		BF16 => weights::Format::BF16,
		Q4_0 => weights::Format::Q4_0,
		Q4_1 => weights::Format::Q4_1,
		Q5_0 => weights::Format::Q5_0,
		Q5_1 => weights::Format::Q5_1,
		Q8_0 => weights::Format::Q8_0,
		Q2K => weights::Format::Q2K,
		Q3K => weights::Format::Q3K,
		Q4K => weights::Format::Q4K,
		Q5K => weights::Format::Q5K,
		Q6K => weights::Format::Q6K,
		IQ4NL => weights::Format::IQ4NL,
	}
}

fn matrix(case: &Case, name: &str) -> Matrix {
	let input = case.input(name);
	let values = match &input.data {
		Data::Values(values) => values.iter().map(|x| soft(*x)).collect(),
		Data::Stored(kind, bytes) => {
			let kind = format(*kind);
			let rows = bytes.chunks_exact(bytes.len() / input.rows);
			let weight = |row, column| kind.row_weight(row, column).unwrap();
			rows.flat_map(|row| (0..input.columns).map(move |column| weight(row, column))).collect()
		},
	};
	Matrix { columns: input.columns, values }
}

fn constant(case: &Case, name: &str) -> F32 {
	soft(case.constant(name))
}

/// A function from a place in the output to the element there.
type Elements<'a> = Box<dyn Fn(usize) -> Element + 'a>;

fn elements<'a>(case: &'a Case, output: &'a str) -> Elements<'a> {
	match case.name.as_str() {
		"exp" => each(case, elementary::exp),
		"ln" => each(case, elementary::ln),
		"sigmoid" => each(case, elementary::sigmoid),
		"sum" => whole(row::sum(matrix(case, "x").values)),
		"max" => whole(row::max(matrix(case, "x").values)),
		"dot" => whole(row::dot(matrix(case, "x").values.into_iter().zip(matrix(case, "z").values))),
		"linear" | "exact8-linear" => linear(case, output),
		"row" => {
			let w = matrix(case, "w");
			Box::new(move |i| Ok(w.row(case.number("index"))[i]))
		},
		"outer" => {
			let (a, b) = (matrix(case, "a"), matrix(case, "b"));
			Box::new(move |i| product::element(&a.column(i / b.columns), &b.column(i % b.columns)))
		},
		"lora-linear" | "exact8-lora-linear" => lora(case, output),
		"rms-norm" | "head-norm" => rms_norm(case, output),
		"rope" => rope(case, output),
		"swiglu" => {
			let (g, u) = (matrix(case, "g").values, matrix(case, "u").values);
			let dy = matrix(case, "dy").values;
			match output {
				"y" => Box::new(move |i| swiglu::output(g[i], u[i])),
				"dg" => Box::new(move |i| Ok(swiglu::gradients(g[i], u[i], dy[i])?.0)),
				_ => Box::new(move |i| Ok(swiglu::gradients(g[i], u[i], dy[i])?.1)),
			}
		},
		"geglu" => {
			let (g, u) = (matrix(case, "g").values, matrix(case, "u").values);
			let dy = matrix(case, "dy").values;
			match output {
				"y" => Box::new(move |i| geglu::output(g[i], u[i])),
				"dg" => Box::new(move |i| Ok(geglu::gradients(g[i], u[i], dy[i])?.0)),
				_ => Box::new(move |i| Ok(geglu::gradients(g[i], u[i], dy[i])?.1)),
			}
		},
		"bias" => {
			let [x, b, dy] = ["x", "b", "dy"].map(|name| matrix(case, name));
			match output {
				"y" => Box::new(move |i| product::add(x.values[i], b.values[i % b.columns])),
				_ => Box::new(move |i| Ok(dy.values[i])),
			}
		},
		"add" => {
			let (a, b) = (matrix(case, "a").values, matrix(case, "b").values);
			Box::new(move |i| product::add(a[i], b[i]))
		},
		"softmax" => {
			let (x, scale) = (matrix(case, "x").values, constant(case, "scale"));
			if output == "y" {
				return Box::new(move |i| softmax::output(&x, scale, i));
			}
			let (mut p, dp) = (x, matrix(case, "dy").values);
			softmax::normalize(&mut p, scale).unwrap();
			Box::new(move |i| softmax::gradient(&p, &dp, scale, i))
		},
		"cross-entropy" => {
			let (x, target) = (matrix(case, "x").values, case.number("target"));
			match output {
				"loss" => whole(loss::output(&x, target).unwrap()),
				_ => Box::new(move |i| loss::error(&x, target, i)),
			}
		},
		"completion-loss" | "exact8-completion-loss" => completion_loss(case, output),
		"attention" => attend(case, output),
		"adamw" => adamw(case, output),
		name => panic!("line {}: no operator {name}", case.line),
	}
}

fn each<'a>(case: &Case, f: fn(F32) -> F32) -> Elements<'a> {
	let x = matrix(case, "x").values;
	Box::new(move |i| Ok(f(x[i])))
}

fn whole<'a>(value: F32) -> Elements<'a> {
	Box::new(move |_| Ok(value))
}

/// Recomputes an element of a product with a frozen weight.
#[derive(Clone, Copy)]
struct Frozen {
	/// Whether the arithmetic is that of 8-bit integers.
	exact8: bool,
}

impl Frozen {
	fn of(case: &Case) -> Self {
		Self { exact8: case.name.starts_with("exact8-") }
	}

	/// Returns the element of a row of x and output `o`.
	fn forward(self, x: &[F32], w: &Matrix, o: usize) -> Element {
		if self.exact8 { exact8::forward(x, w.row(o)) } else { product::element(x, w.row(o)) }
	}

	/// Returns the element of a row of dy and input `i`.
	fn backward(self, dy: &[F32], w: &Matrix, i: usize) -> Element {
		if !self.exact8 {
			return product::element(dy, &w.column(i));
		}
		let magnitudes: Result<Vec<_>, _> = (0..w.rows()).map(|o| exact8::magnitude(w.row(o))).collect();
		exact8::backward(dy, &w.column(i), &magnitudes?)
	}
}

fn linear<'a>(case: &Case, output: &str) -> Elements<'a> {
	let (x, w, dy) = (matrix(case, "x"), matrix(case, "w"), matrix(case, "dy"));
	let frozen = Frozen::of(case);
	if output == "y" {
		return Box::new(move |i| frozen.forward(x.row(i / w.rows()), &w, i % w.rows()));
	}
	Box::new(move |i| frozen.backward(dy.row(i / w.columns), &w, i % w.columns))
}

fn lora<'a>(case: &Case, output: &str) -> Elements<'a> {
	let [x, w, a, b, dy] = ["x", "w", "a", "b", "dy"].map(|name| matrix(case, name));
	let (scale, frozen) = (constant(case, "scale"), Frozen::of(case));
	let (inputs, outputs, rank) = (w.columns, w.rows(), a.rows());
	// e and f of a token, an element each.
	let e = move |x: &Matrix, a: &Matrix, t: usize, j: usize| product::scaled(x.row(t), a.row(j), scale);
	let f =
		move |dy: &Matrix, b: &Matrix, t: usize, j: usize| product::scaled(dy.row(t), &b.column(j), scale);
	let all = |rows: usize, f: &dyn Fn(usize) -> Element| (0..rows).map(f).collect::<Result<Vec<_>, _>>();
	match output {
		"y" => Box::new(move |i| {
			let (t, o) = (i / outputs, i % outputs);
			product::continued(frozen.forward(x.row(t), &w, o)?, &all(rank, &|j| e(&x, &a, t, j))?, b.row(o))
		}),
		"dx" => Box::new(move |i| {
			let (t, i) = (i / inputs, i % inputs);
			product::continued(
				frozen.backward(dy.row(t), &w, i)?,
				&all(rank, &|j| f(&dy, &b, t, j))?,
				&a.column(i),
			)
		}),
		"da" => Box::new(move |i| {
			let (j, i) = (i / inputs, i % inputs);
			product::element(&all(x.rows(), &|t| f(&dy, &b, t, j))?, &x.column(i))
		}),
		_ => Box::new(move |i| {
			let (o, j) = (i / rank, i % rank);
			product::element(&all(x.rows(), &|t| e(&x, &a, t, j))?, &dy.column(o))
		}),
	}
}

/// Recomputes norms of rows, or of heads, which are rows of as many columns as the weight has.
fn rms_norm<'a>(case: &Case, output: &str) -> Elements<'a> {
	let [mut x, w, mut dy] = ["x", "w", "dy"].map(|name| matrix(case, name));
	let (eps, n, y) = (constant(case, "eps"), w.columns, output == "y");
	(x.columns, dy.columns) = (n, n);
	Box::new(move |i| match y {
		true => norm::output(x.row(i / n), &w.values, eps, i % n),
		false => norm::gradient(x.row(i / n), &w.values, eps, dy.row(i / n), i % n),
	})
}

fn rope<'a>(case: &'a Case, output: &str) -> Elements<'a> {
	let (y, head) = (output == "y", case.number("head"));
	let x = matrix(case, if y { "x" } else { "dy" });
	let turn = if y { rotary::Turn::Forward } else { rotary::Turn::Backward };
	Box::new(move |i| {
		let (t, column) = (i / x.columns, i % x.columns);
		let (half, within) = (head / 2, column % head);
		let pair = within % half;
		let power = -2.0 * pair as f64 / head as f64;
		let factor = if case.has("factors") { f64::from(case.values("factors")[pair]) } else { 1.0 };
		let turns = libm::pow(f64::from(case.constant("base")), power) / factor;
		let angle = f64::from(case.list("positions")[t]) * turns;
		let (cos, sin) = (soft(libm::cos(angle) as f32), soft(libm::sin(angle) as f32));
		let first = &x.row(t)[column - within + pair..];
		Ok(rotary::rotate([first[0], first[half]], cos, sin, turn)?[within / half])
	})
}

fn completion_loss<'a>(case: &'a Case, output: &str) -> Elements<'a> {
	let [x, w] = ["x", "w"].map(|name| matrix(case, name));
	let (targets, frozen) = (case.list("targets"), Frozen::of(case));
	let logits = move |x: &Matrix, w: &Matrix, t: usize| -> Result<Vec<F32>, Fault> {
		(0..w.rows()).map(|o| frozen.forward(x.row(t), w, o)).collect()
	};
	if output == "y" {
		return Box::new(move |t| loss::output(&logits(&x, &w, t)?, targets[t] as usize));
	}
	let gradients = matrix(case, "dy").values;
	Box::new(move |i| {
		let t = i / w.columns;
		let mut row = logits(&x, &w, t)?;
		loss::errors(&mut row, targets[t] as usize)?;
		loss::hidden_gradient(&row, &w.column(i % w.columns), gradients[t])
	})
}

/// The operands of attention, and where a row of queries or keys lies.
struct Attention {
	q: Matrix,
	k: Matrix,
	v: Matrix,
	dy: Matrix,
	size: usize,
	/// The number whose root divides scores.
	divisor: usize,
	/// The number of latest keys that a query sees.
	window: usize,
	/// The number of query heads that share a key-value head.
	group: usize,
	/// The first query row, the number of query rows, the first key and the number of keys of each sequence.
	sequences: Vec<[usize; 4]>,
}

impl Attention {
	fn part(x: &Matrix, row: usize, head: usize, size: usize) -> &[F32] {
		&x.row(row)[head * size..][..size]
	}

	/// Returns the keys that query row `row` of a sequence sees, counted from the sequence's first.
	fn keys(&self, [first, rows, _, keys]: [usize; 4], row: usize) -> std::ops::Range<usize> {
		let position = keys - rows + row - first;
		attention::first_key(position as u32, self.window as u32) as usize..position + 1
	}

	/// Returns the keys (or values) of a head that query row `row` of a sequence sees.
	fn seen<'a>(&self, x: &'a Matrix, sequence: [usize; 4], row: usize, head: usize) -> Vec<&'a [F32]> {
		let keys = self.keys(sequence, row);
		keys.map(|key| Self::part(x, sequence[2] + key, head, self.size)).collect()
	}

	/// Returns p and ds of a query row and head over the keys it sees.
	fn probabilities(&self, sequence: [usize; 4], row: usize, head: usize) -> Result<[Vec<F32>; 2], Fault> {
		let scale = attention::scale(self.divisor as u32);
		let keys = self.seen(&self.k, sequence, row, head / self.group);
		let values = self.seen(&self.v, sequence, row, head / self.group);
		let (mut p, mut ds) = (vec![F32::ZERO; keys.len()], vec![F32::ZERO; keys.len()]);
		attention::probabilities(Self::part(&self.q, row, head, self.size), keys, scale, &mut p)?;
		attention::score_gradients(&p, Self::part(&self.dy, row, head, self.size), values, scale, &mut ds)?;
		Ok([p, ds])
	}

	/// Returns an element of y or dQ.
	fn of_queries(&self, gradient: bool, i: usize) -> Element {
		let (row, column) = (i / self.q.columns, i % self.q.columns);
		let (head, d) = (column / self.size, column % self.size);
		let sequence = *self.sequences.iter().rfind(|s| s[0] <= row && s[1] > 0).unwrap();
		let [p, ds] = self.probabilities(sequence, row, head)?;
		let (weights, others) = if gradient { (ds, &self.k) } else { (p, &self.v) };
		let column: Vec<F32> =
			self.seen(others, sequence, row, head / self.group).iter().map(|x| x[d]).collect();
		attention::mix(&weights, &column)
	}

	/// Returns an element of dK or dV.
	fn of_keys(&self, keys: bool, i: usize) -> Element {
		let (key, column) = (i / self.k.columns, i % self.k.columns);
		let (kv_head, d) = (column / self.size, column % self.size);
		let sequence = *self.sequences.iter().rfind(|s| s[2] <= key && s[3] > 0).unwrap();
		let [first, rows, first_key, all] = sequence;
		let (mut parts, from) = (Vec::new(), (key - first_key).saturating_sub(all - rows));
		for head in kv_head * self.group..(kv_head + 1) * self.group {
			let (mut weights, mut others) = (Vec::new(), Vec::new());
			for row in first + from..first + rows {
				let seen = self.keys(sequence, row);
				if !seen.contains(&(key - first_key)) {
					continue;
				}
				let [p, ds] = self.probabilities(sequence, row, head)?;
				weights.push(if keys { ds } else { p }[key - first_key - seen.start]);
				others.push(Self::part(if keys { &self.q } else { &self.dy }, row, head, self.size)[d]);
			}
			parts.push(attention::scatter(&weights, &others)?);
		}
		attention::gather(&parts)
	}
}

fn attend<'a>(case: &Case, output: &str) -> Elements<'a> {
	let [q, k, v, dy] = ["q", "k", "v", "dy"].map(|name| matrix(case, name));
	let (mut row, mut key, mut sequences) = (0, 0, Vec::new());
	for pair in case.list("sequences").chunks_exact(2) {
		let (rows, keys) = (pair[0] as usize, pair[1] as usize);
		sequences.push([row, rows, key, keys]);
		(row, key) = (row + rows, key + keys);
	}
	let group = case.number("queries") / case.number("keys");
	let size = case.number("size");
	let (window, divisor) = match case.has_numbers("window") {
		true => (case.number("window"), case.number("divisor")),
		false => (u32::MAX as usize, size),
	};
	let all = Attention { q, k, v, dy, size, divisor, window, group, sequences };
	match output {
		"y" => Box::new(move |i| all.of_queries(false, i)),
		"dq" => Box::new(move |i| all.of_queries(true, i)),
		"dk" => Box::new(move |i| all.of_keys(true, i)),
		_ => Box::new(move |i| all.of_keys(false, i)),
	}
}

fn adamw<'a>(case: &Case, output: &'a str) -> Elements<'a> {
	let step = optimizer::Step {
		rate: constant(case, "rate"),
		beta1: constant(case, "beta1"),
		beta2: constant(case, "beta2"),
		eps: constant(case, "eps"),
		decay: constant(case, "decay"),
		correction1: constant(case, "correction1"),
		correction2: constant(case, "correction2"),
		clip: constant(case, "clip"),
	};
	let [param, m, v, gradient] = ["param", "m", "v", "gradient"].map(|name| matrix(case, name).values);
	Box::new(move |i| {
		// Second moments are never negative: of `v` the magnitudes count.
		let second = if F32::ZERO.exceeds(v[i]) { -v[i] } else { v[i] };
		let before = optimizer::Moments { value: param[i], first: m[i], second };
		let after = optimizer::adamw(&step, before, gradient[i])?;
		Ok(match output {
			"param" => after.value,
			"m" => after.first,
			_ => after.second,
		})
	})
}

/// Returns the places and bits that an output line shows.
fn shown(line: &str) -> (&str, Vec<(usize, u32)>) {
	let words: Vec<&str> = line.split(' ').collect();
	let bits = |word: &str| u32::from_str_radix(word, 16).unwrap();
	let places = match words[3] {
		"hash" => words[5..].iter().map(|pair| pair.split_once(':').unwrap()).collect::<Vec<_>>(),
		_ => return (words[1], words[3..].iter().map(|word| bits(word)).enumerate().collect()),
	};
	(words[1], places.into_iter().map(|(at, word)| (at.parse().unwrap(), bits(word))).collect())
}

#[test]
fn every_element_of_the_kernels_vectors_is_recomputed() {
	let (_, cases) = file::parse(TEXT);
	assert!(cases.len() >= 40, "the file lost its cases");
	for case in &cases {
		assert!(!case.outputs.is_empty(), "line {}: no output", case.line);
		for line in &case.outputs {
			let (output, places) = shown(line);
			let element = elements(case, output);
			for (at, expected) in places {
				let got =
					element(at).unwrap_or_else(|fault| panic!("{} line {}: {fault}", case.name, case.line));
				assert_eq!(got, F32::from_bits(expected), "{} line {}, {output}[{at}]", case.name, case.line);
			}
		}
	}
}
