//! The computation of each case of the file.

use crate::{
	common::{device, tensor, values, variable as variable_of},
	file::{Case, Data},
};
use candle_core::{CustomOp2, Tensor};
use openledger_kernels::{
	Bytes, Engine, LoraPair, Matrix, math,
	ops::{self, Heads, Norm, RopeTable},
	rows::{self, AdamW},
};
use std::sync::Arc;

/// The outputs of a case, each with its name.
type Outputs = Vec<(&'static str, Vec<f32>)>;

/// Returns a two-dimensional input as a variable, so that it gets a gradient.
fn variable(case: &Case, name: &str) -> Tensor {
	variable_of(case.values(name).to_vec(), case.input(name).rows)
}

/// Returns a frozen weight, with 8-bit integers beside it if the case is of that arithmetic.
fn frozen(engine: &Engine, case: &Case, name: &str) -> Arc<Matrix> {
	let weight = matrix(case, name);
	match case.name.starts_with("exact8-") {
		true => Arc::new(weight.with_integers(engine, true)),
		false => weight,
	}
}

fn matrix(case: &Case, name: &str) -> Arc<Matrix> {
	let input = case.input(name);
	let shape = (input.rows, input.columns);
	Arc::new(match &input.data {
		Data::Values(values) => Matrix::from_rows(values, shape.0, shape.1).unwrap(),
		Data::Stored(format, bytes) => {
			let bytes: Bytes = Arc::new(bytes.clone());
			Matrix::stored(bytes, 0, *format, shape, None).unwrap()
		},
	})
}

/// Returns `y` and, if the case has `dy`, the gradients of the named operands, by candle's backward pass. It
/// adds every gradient to +0: where an operator may give −0, call its own `bwd`, as [`gate`] does.
fn with_gradients(case: &Case, y: &Tensor, operands: &[(&'static str, &Tensor)]) -> Outputs {
	let mut outputs = vec![("y", values(y))];
	if case.has("dy") {
		let dy = Tensor::from_vec(case.values("dy").to_vec(), y.shape(), device()).unwrap();
		let gradients = ops::inject(y, &dy).unwrap().backward().unwrap();
		let of = |(name, tensor): &(&'static str, &Tensor)| (*name, values(gradients.get(tensor).unwrap()));
		outputs.extend(operands.iter().map(of));
	}
	outputs
}

/// Computes the outputs of a case.
pub fn run(engine: &Arc<Engine>, case: &Case) -> Outputs {
	match case.name.as_str() {
		"exp" => each(case, math::exp),
		"ln" => each(case, math::ln),
		"sigmoid" => each(case, math::sigmoid),
		"sum" => vec![("y", vec![math::sum(case.values("x"))])],
		"max" => vec![("y", vec![math::max(case.values("x"))])],
		"dot" => vec![("y", vec![math::dot(case.values("x"), case.values("z"))])],
		"linear" | "exact8-linear" => {
			let x = variable(case, "x");
			let y = ops::linear(engine, &x, &frozen(engine, case, "w")).unwrap();
			with_gradients(case, &y, &[("dx", &x)])
		},
		"row" => {
			let mut row = vec![0.0; case.input("w").columns];
			matrix(case, "w").row(case.number("index"), &mut row);
			vec![("y", row)]
		},
		"outer" => outer(engine, case),
		"lora-linear" | "exact8-lora-linear" => {
			let (x, a, b) = (variable(case, "x"), variable(case, "a"), variable(case, "b"));
			let pair = Arc::new(LoraPair::from_tensors(&a, &b, case.constant("scale")).unwrap());
			let y = ops::lora_linear(engine, &x, &frozen(engine, case, "w"), &pair, None).unwrap();
			with_gradients(case, &y, &[("dx", &x), ("da", &a), ("db", &b)])
		},
		"rms-norm" => {
			let x = variable(case, "x");
			let norm = Arc::new(Norm { weight: case.values("w").to_vec(), eps: case.constant("eps") });
			with_gradients(case, &ops::rms_norm(engine, &x, &norm).unwrap(), &[("dx", &x)])
		},
		"head-norm" => {
			let x = variable(case, "x");
			let norm = Arc::new(Norm { weight: case.values("w").to_vec(), eps: case.constant("eps") });
			let heads = case.input("x").columns / case.input("w").columns;
			with_gradients(case, &ops::head_norm(engine, &x, &norm, heads).unwrap(), &[("dx", &x)])
		},
		"bias" => {
			let x = variable(case, "x");
			let addends: Arc<[f32]> = case.values("b").into();
			with_gradients(case, &ops::bias(engine, &x, &addends).unwrap(), &[("dx", &x)])
		},
		"rope" => {
			let x = variable(case, "x");
			let positions: Arc<[u32]> = case.list("positions").into();
			let factors = if case.has("factors") { case.values("factors") } else { &[] };
			let table = Arc::new(RopeTable::with_factors(
				case.number("head"),
				case.constant("base"),
				factors,
				1 + positions.iter().max().map_or(0, |p| *p as usize),
			));
			with_gradients(case, &ops::rope(engine, &x, &table, &positions).unwrap(), &[("dx", &x)])
		},
		"swiglu" => {
			let (g, u) = (variable(case, "g"), variable(case, "u"));
			with_gradients(case, &ops::swiglu(engine, &g, &u).unwrap(), &[("dg", &g), ("du", &u)])
		},
		"geglu" => gate(case, &ops::GeGlu::new(engine)),
		"add" => {
			let (a, b) = (variable(case, "a"), variable(case, "b"));
			let y = a.apply_op2_no_bwd(&b, &ops::Add::new(engine)).unwrap();
			vec![("y", values(&y))]
		},
		"softmax" => softmax(engine, case),
		"cross-entropy" => {
			let mut row = case.values("x").to_vec();
			let loss = rows::cross_entropy(engine.isa(), &mut row, case.number("target"));
			vec![("loss", vec![loss]), ("dx", row)]
		},
		"completion-loss" | "exact8-completion-loss" => {
			let x = variable(case, "x");
			let targets: Arc<[u32]> = case.list("targets").into();
			let y = ops::completion_loss(engine, &x, &frozen(engine, case, "w"), targets, true).unwrap();
			with_gradients(case, &y, &[("dx", &x)])
		},
		"attention" => {
			let (q, k, v) = (variable(case, "q"), variable(case, "k"), variable(case, "v"));
			let sequences = case.list("sequences").chunks_exact(2);
			let sequences = sequences.map(|s| (s[0] as usize, s[1] as usize)).collect();
			let [queries, keys, size] = ["queries", "keys", "size"].map(|name| case.number(name));
			let mut heads = Heads::causal(queries, keys, size, sequences);
			if case.has_numbers("window") {
				(heads.window, heads.divisor) = (Some(case.number("window")), case.number("divisor"));
			}
			let y = ops::attention(engine, &q, &k, &v, &heads).unwrap();
			with_gradients(case, &y, &[("dq", &q), ("dk", &k), ("dv", &v)])
		},
		"adamw" => adamw(engine, case),
		name => panic!("line {}: no operator {name}", case.line),
	}
}

fn each(case: &Case, f: fn(f32) -> f32) -> Outputs {
	vec![("y", case.values("x").iter().map(|x| f(*x)).collect())]
}

/// Computes c[r][n] = the chain over tokens of a[t][r]·b[t][n].
///
/// The product is the gradient of a LoRA factor A when the other factor is the identity and the scale 1: then
/// f = dy.
fn outer(engine: &Arc<Engine>, case: &Case) -> Outputs {
	let (a, b) = (variable(case, "a"), variable(case, "b"));
	let (rank, inputs) = (case.input("a").columns, case.input("b").columns);
	let weight = Arc::new(Matrix::from_rows(&vec![0.0; rank * inputs], rank, inputs).unwrap());
	let factor = variable_of(vec![0.0; rank * inputs], rank);
	let identity = (0..rank * rank).map(|i| if i / rank == i % rank { 1.0 } else { 0.0 }).collect();
	let identity = tensor(identity, rank);
	let pair = Arc::new(LoraPair::from_tensors(&factor, &identity, 1.0).unwrap());
	let y = ops::lora_linear(engine, &b, &weight, &pair, None).unwrap();
	let gradients = ops::inject(&y, &a).unwrap().backward().unwrap();
	vec![("c", values(gradients.get(&factor).unwrap()))]
}

/// Computes a gate without candle's backward pass, which adds every gradient to +0 and so loses the sign of a
/// zero.
fn gate(case: &Case, op: &impl CustomOp2) -> Outputs {
	let [g, u, dy] = ["g", "u", "dy"].map(|name| tensor(case.values(name).to_vec(), case.input(name).rows));
	let y = g.apply_op2_no_bwd(&u, op).unwrap();
	let (dg, du) = op.bwd(&g, &u, &y, &dy).unwrap();
	vec![("y", values(&y)), ("dg", values(&dg.unwrap())), ("du", values(&du.unwrap()))]
}

fn softmax(engine: &Arc<Engine>, case: &Case) -> Outputs {
	let (mut p, mut dp) = (case.values("x").to_vec(), case.values("dy").to_vec());
	rows::softmax(engine.isa(), &mut p, case.constant("scale"));
	rows::softmax_backward(engine.isa(), &p, &mut dp, case.constant("scale"));
	vec![("y", p), ("dx", dp)]
}

fn adamw(engine: &Arc<Engine>, case: &Case) -> Outputs {
	let at = AdamW {
		rate: case.constant("rate"),
		beta1: case.constant("beta1"),
		beta2: case.constant("beta2"),
		eps: case.constant("eps"),
		decay: case.constant("decay"),
		correction1: case.constant("correction1"),
		correction2: case.constant("correction2"),
		clip: case.constant("clip"),
	};
	let [mut param, mut m] = ["param", "m"].map(|name| case.values(name).to_vec());
	// Second moments are never negative.
	let mut v: Vec<f32> = case.values("v").iter().map(|x| x.abs()).collect();
	rows::adamw(engine.isa(), &at, &mut param, &mut m, &mut v, case.values("gradient"));
	vec![("param", param), ("m", m), ("v", v)]
}
