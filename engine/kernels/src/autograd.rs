//! The tape: operators applied one after another, to run backward through.
//!
//! Candle's own backward pass starts every gradient as a tensor of zeros and adds to it on a pool of threads
//! that spin between jobs. A tape runs the same operators and their same backward passes, hands a first
//! gradient on as it is, and adds the further ones on the engine, in the reverse order of the operators.

use crate::{engine::Engine, ops::add::Add, profile::Pass};
use candle_core::{CustomOp1, CustomOp2, CustomOp3, Result, Tensor};
use std::sync::Arc;

/// The name of sums of gradients in the engine's account.
const GRADIENT_SUM: &str = "gradient-sum";

/// A value on a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(usize);

/// An operator with its operands.
enum Step {
	Op1(Box<dyn CustomOp1>, [Node; 1]),
	Op2(Box<dyn CustomOp2>, [Node; 2]),
	Op3(Box<dyn CustomOp3>, [Node; 3]),
}

/// A record of operators and their values.
pub struct Tape {
	engine: Arc<Engine>,
	add: Add,
	values: Vec<Tensor>,
	/// The operators, each with the value it made.
	steps: Vec<(Step, Node)>,
}

impl Tape {
	/// Makes an empty tape.
	pub fn new(engine: &Arc<Engine>) -> Self {
		Self { engine: engine.clone(), add: Add::new(engine), values: Vec::new(), steps: Vec::new() }
	}

	/// Puts a value on the tape.
	pub fn input(&mut self, value: &Tensor) -> Node {
		self.values.push(value.clone());
		Node(self.values.len() - 1)
	}

	/// Returns a value on the tape.
	pub fn value(&self, node: Node) -> &Tensor {
		&self.values[node.0]
	}

	/// Runs and times a forward pass.
	fn forward(&self, name: &'static str, f: impl FnOnce() -> Result<Tensor>) -> Result<Tensor> {
		self.engine.timed(name, Pass::Forward, f)
	}

	/// Runs and times a backward pass.
	fn backward<T>(&self, name: &'static str, f: impl FnOnce() -> Result<T>) -> Result<T> {
		self.engine.timed(name, Pass::Backward, f)
	}

	/// Puts an operator's result on the tape.
	fn made(&mut self, value: Tensor, step: Step) -> Node {
		let node = self.input(&value);
		self.steps.push((step, node));
		node
	}

	/// Applies an operator of one operand.
	pub fn apply1<C: CustomOp1 + 'static>(&mut self, op: C, x: Node) -> Result<Node> {
		let value = self.forward(op.name(), || self.value(x).apply_op1_no_bwd(&op))?;
		Ok(self.made(value, Step::Op1(Box::new(op), [x])))
	}

	/// Applies an operator of two operands.
	pub fn apply2<C: CustomOp2 + 'static>(&mut self, op: C, x: Node, y: Node) -> Result<Node> {
		let value = self.forward(op.name(), || self.value(x).apply_op2_no_bwd(self.value(y), &op))?;
		Ok(self.made(value, Step::Op2(Box::new(op), [x, y])))
	}

	/// Applies an operator of three operands.
	pub fn apply3<C: CustomOp3 + 'static>(&mut self, op: C, x: Node, y: Node, z: Node) -> Result<Node> {
		let apply = || self.value(x).apply_op3_no_bwd(self.value(y), self.value(z), &op);
		let value = self.forward(op.name(), apply)?;
		Ok(self.made(value, Step::Op3(Box::new(op), [x, y, z])))
	}

	/// Runs backward from `from`, whose gradient is `start`, and returns the gradient of `to`: zeros if it
	/// has no part in `from`.
	pub fn gradient(self, from: Node, start: Tensor, to: Node) -> Result<Tensor> {
		let mut gradients: Vec<Option<Tensor>> = vec![None; self.values.len()];
		gradients[from.0] = Some(start);
		let value = |node: &Node| &self.values[node.0];
		for (step, made) in self.steps.iter().rev() {
			let Some(gradient) = gradients[made.0].take() else { continue };
			let result = value(made);
			let parts: Vec<(Node, Option<Tensor>)> = match step {
				Step::Op1(op, [x]) => {
					let dx = self.backward(op.name(), || op.bwd(value(x), result, &gradient))?;
					vec![(*x, dx)]
				},
				Step::Op2(op, [x, y]) => {
					let bwd = || op.bwd(value(x), value(y), result, &gradient);
					let (dx, dy) = self.backward(op.name(), bwd)?;
					vec![(*x, dx), (*y, dy)]
				},
				Step::Op3(op, [x, y, z]) => {
					let bwd = || op.bwd(value(x), value(y), value(z), result, &gradient);
					let (dx, dy, dz) = self.backward(op.name(), bwd)?;
					vec![(*x, dx), (*y, dy), (*z, dz)]
				},
			};
			for (node, part) in parts {
				let Some(part) = part else { continue };
				let slot = &mut gradients[node.0];
				*slot = Some(match slot.take() {
					Some(sum) => self.backward(GRADIENT_SUM, || self.add.tensors(&sum, &part))?,
					None => part,
				});
			}
		}
		match gradients[to.0].take() {
			Some(gradient) => Ok(gradient),
			None => value(&to).zeros_like(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::ops::{self, SwiGlu};
	use candle_core::{DType, Var};

	#[test]
	fn gives_the_gradients_of_candle() {
		let engine = Engine::new(2).unwrap();
		let numbers: Vec<f32> = (0..64).map(|i| (i as f32 - 30.0) / 16.0).collect();
		let x = Tensor::from_vec(numbers, (2, 32), engine.device()).unwrap();
		let start = (&x * 0.5).unwrap();
		// y = swiglu(x, x + x).
		let mut tape = Tape::new(&engine);
		let input = tape.input(&x);
		let twice = tape.apply2(Add::new(&engine), input, input).unwrap();
		let y = tape.apply2(SwiGlu::new(&engine), input, twice).unwrap();
		let gradient = tape.gradient(y, start.clone(), input).unwrap();
		let variable = Var::from_tensor(&x).unwrap();
		let y =
			ops::swiglu(&engine, &variable, &(variable.as_tensor() + variable.as_tensor()).unwrap()).unwrap();
		let store = ops::inject(&y, &start).unwrap().backward().unwrap();
		let bits = |t: &Tensor| -> Vec<u32> {
			t.flatten_all().unwrap().to_vec1::<f32>().unwrap().into_iter().map(f32::to_bits).collect()
		};
		assert_eq!(bits(&gradient), bits(store.get(&variable).unwrap()));
	}

	#[test]
	fn the_account_has_what_ran_and_only_while_open() {
		let engine = Engine::new(1).unwrap();
		let x = Tensor::ones((2, 32), DType::F32, engine.device()).unwrap();
		let weight = Arc::new(crate::matrix::Matrix::from_rows(&[0.5; 32 * 32], 32, 32).unwrap());
		let run = || {
			let mut tape = Tape::new(&engine);
			let input = tape.input(&x);
			let y = tape.apply1(ops::Linear::new(&engine, &weight), input).unwrap();
			let y = tape.apply2(SwiGlu::new(&engine), y, y).unwrap();
			tape.gradient(y, x.clone(), input).unwrap();
		};
		run();
		assert_eq!(engine.profile(), []);
		engine.start_profile();
		run();
		run();
		engine.timed("other", Pass::Other, || ());
		let shares = engine.profile();
		let of = |name, pass| {
			let share = shares.iter().find(|s| s.name == name && s.pass == pass).unwrap();
			(share.calls, share.flops)
		};
		assert_eq!(of("frozen-linear", Pass::Forward), (2, 2 * 2 * 2 * 32 * 32));
		assert_eq!(of("frozen-linear", Pass::Backward), (2, 2 * 2 * 2 * 32 * 32));
		assert_eq!(of("swiglu", Pass::Backward), (2, 0));
		assert_eq!(of(GRADIENT_SUM, Pass::Backward), (2, 0));
		assert_eq!(of("other", Pass::Other), (1, 0));
		assert!(shares.is_sorted_by_key(|share| std::cmp::Reverse(share.time)));
		engine.stop_profile();
		run();
		assert_eq!(engine.profile(), []);
	}

	#[test]
	fn what_has_no_part_has_no_gradient() {
		let engine = Engine::new(1).unwrap();
		let x = Tensor::ones((1, 16), DType::F32, engine.device()).unwrap();
		let mut tape = Tape::new(&engine);
		let (a, b) = (tape.input(&x), tape.input(&x));
		let y = tape.apply2(SwiGlu::new(&engine), a, a).unwrap();
		let gradient = tape.gradient(y, x.clone(), b).unwrap();
		assert_eq!(gradient.flatten_all().unwrap().to_vec1::<f32>().unwrap(), vec![0.0; 16]);
	}
}
