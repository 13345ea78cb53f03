//! One decoder layer, forward and backward, keeping between the two only what cannot be had again cheaply.
//!
//! With n = norm(x): q, k = rope(Q n), rope(K n), v = V n, a = attention(q, k, v), m = x + O a, l = norm(m),
//! y = m + D swiglu(G l, U l). Kept are x, q, k, v, a, m, G l and U l. n, l and the result of SwiGLU are
//! computed a second time, element by element, for what is a hundredth of a step; results of rope and of
//! linears that only enter a sum are needed by no one. That is little more than half of what a tape of the
//! same operators keeps, so that twice as many layers escape being computed a second time as a whole. Sums of
//! gradients run in the order in which a tape would add them.
//!
//! Other families put a bias after a linear, a norm before the rotation or before an addition, or another
//! gate in the place of SwiGLU; the operands of these norms are kept too.

use crate::{
	Error,
	adapted::{Adapted, AdaptedLayer},
	config::{Config, LINEARS},
	family::Gate,
	key_values::KeyValues,
	weights::Layer,
};
use candle_core::{CustomOp1, CustomOp2, CustomOp3, Tensor};
use openledger_kernels::{
	Engine, Pass,
	ops::{Add, Attention, Bias, GeGlu, Heads, Linear, LoraLinear, Norm, RmsNorm, Rope, RopeTable, SwiGlu},
};
use openledger_spec::Target;
use std::sync::Arc;

/// Name under which sums of gradients enter the account, as those of a tape do.
const GRADIENT_SUM: &str = "gradient-sum";

/// A linear with or without an update.
enum Projection {
	Frozen(Linear),
	Adapted(Box<LoraLinear>, Adapted),
}

/// The tensors of a layer's forward pass that its backward pass needs.
pub(crate) struct Kept {
	x: Tensor,
	q: Tensor,
	k: Tensor,
	v: Tensor,
	attended: Tensor,
	middle: Tensor,
	gate: Tensor,
	up: Tensor,
	/// Linears in the order of [`LINEARS`]; each keeps the small product of its update.
	linears: Vec<Projection>,
	/// Queries and keys before the norm of their heads, if there is one.
	bare: [Option<Tensor>; 2],
	/// The results of attention and of the feed-forward block before their norms, if there are any.
	results: [Option<Tensor>; 2],
}

/// Returns the bytes that [`Kept`] holds for a run of tokens, its linears' ranks added up to `rank`.
pub(crate) fn kept_bytes(config: &Config, rank: usize, tokens: usize) -> usize {
	let (queries, kv) = (config.heads * config.head, config.kv_heads * config.head);
	let bare = if config.family.head_norms { queries + kv } else { 0 };
	let results = if config.family.result_norms { 2 * config.hidden } else { 0 };
	let kept = 2 * config.hidden + 2 * queries + 2 * kv + 2 * config.feed_forward;
	4 * tokens * (kept + rank + bare + results)
}

/// Rows of tokens on their way through the model.
pub(crate) struct Rows {
	pub(crate) positions: Arc<[u32]>,
	pub(crate) heads: Heads,
}

/// The properties of a layer that its family and its number decide.
pub(crate) struct Plan<'a> {
	/// The angles by which queries and keys turn; none if they do not.
	pub(crate) rope: Option<&'a Arc<RopeTable>>,
	/// The number of latest tokens that a row sees; none if it sees all.
	pub(crate) window: Option<usize>,
	/// The gate of the feed-forward block.
	pub(crate) gate: Gate,
}

/// The place of queries in pairs of theirs and of keys'.
const QUERIES: usize = 0;
/// The place of keys in these pairs.
const KEYS: usize = 1;
/// The place of attention in pairs of its results and of the feed-forward block's.
const ATTENTION: usize = 0;
/// The place of the feed-forward block in these pairs.
const FEED_FORWARD: usize = 1;

/// A layer with everything it needs to run over rows of tokens.
pub(crate) struct Block<'a> {
	pub(crate) engine: &'a Arc<Engine>,
	pub(crate) weights: &'a Layer,
	pub(crate) adapted: Option<&'a AdaptedLayer>,
	pub(crate) plan: Plan<'a>,
	pub(crate) rows: &'a Rows,
}

impl Block<'_> {
	fn projections(&self) -> Vec<Projection> {
		let adapted = |target: Target| self.adapted.and_then(|linears| linears[target as usize].clone());
		let linears = LINEARS.into_iter().map(|target| {
			let weight = &self.weights.linears[target as usize];
			match adapted(target) {
				Some(adapted) => {
					let (pair, gradients) = (&adapted.pair, Some(&adapted.gradients));
					let op = LoraLinear::new(self.engine, weight, pair, gradients);
					Projection::Adapted(Box::new(op), adapted)
				},
				None => Projection::Frozen(Linear::new(self.engine, weight)),
			}
		});
		linears.collect()
	}

	fn apply1(&self, op: &impl CustomOp1, x: &Tensor) -> Result<Tensor, Error> {
		Ok(self.engine.timed(op.name(), Pass::Forward, || x.apply_op1_no_bwd(op))?)
	}

	fn apply2(&self, op: &impl CustomOp2, x: &Tensor, y: &Tensor) -> Result<Tensor, Error> {
		Ok(self.engine.timed(op.name(), Pass::Forward, || x.apply_op2_no_bwd(y, op))?)
	}

	fn linear(&self, projection: &Projection, x: &Tensor) -> Result<Tensor, Error> {
		match projection {
			Projection::Frozen(op) => self.apply1(op, x),
			Projection::Adapted(op, adapted) => {
				let (a, b) = adapted.pair.factors();
				let apply = || x.apply_op3_no_bwd(a, b, &**op);
				Ok(self.engine.timed(op.name(), Pass::Forward, apply)?)
			},
		}
	}

	fn norm(&self, norm: &Arc<Norm>, x: &Tensor) -> Result<Tensor, Error> {
		self.apply1(&RmsNorm::new(self.engine, norm), x)
	}

	/// Returns the attention of this layer.
	fn attention(&self) -> Attention {
		let heads = Heads { window: self.plan.window, ..self.rows.heads.clone() };
		Attention::new(self.engine, &heads)
	}

	/// Adds the bias of q, k or v, if there is one.
	fn biased(&self, target: Target, y: Tensor) -> Result<Tensor, Error> {
		match self.weights.extras.biases.get(target as usize) {
			Some(Some(addends)) => self.apply1(&Bias::new(self.engine, addends), &y),
			_ => Ok(y),
		}
	}

	/// Returns the norm of the heads of queries or of keys, if there is one.
	fn head_norm(&self, which: usize) -> Option<RmsNorm> {
		let heads = if which == QUERIES { self.rows.heads.queries } else { self.rows.heads.keys };
		let norms = self.weights.extras.head_norms.as_ref()?;
		Some(RmsNorm::by_head(self.engine, &norms[which], heads))
	}

	/// Normalises the heads of queries or keys and turns them, as far as the layer does either. Returns also
	/// what the norm's backward pass needs.
	fn placed(&self, which: usize, x: Tensor) -> Result<(Tensor, Option<Tensor>), Error> {
		let (x, bare) = match self.head_norm(which) {
			Some(norm) => (self.apply1(&norm, &x)?, Some(x)),
			None => (x, None),
		};
		let placed = match self.plan.rope {
			Some(table) => self.apply1(&Rope::new(self.engine, table, &self.rows.positions), &x)?,
			None => x,
		};
		Ok((placed, bare))
	}

	/// Returns the gradient of queries or keys before [`Self::placed`].
	fn placed_backward(&self, which: usize, bare: Option<&Tensor>, dy: &Tensor) -> Result<Tensor, Error> {
		let dy = match self.plan.rope {
			Some(table) => {
				let op = Rope::new(self.engine, table, &self.rows.positions);
				given(self.engine.timed(op.name(), Pass::Backward, || op.bwd(dy, dy, dy))?)?
			},
			None => dy.clone(),
		};
		match (self.head_norm(which), bare) {
			(Some(op), Some(x)) => {
				given(self.engine.timed(op.name(), Pass::Backward, || op.bwd(x, &dy, &dy))?)
			},
			_ => Ok(dy),
		}
	}

	/// Returns the norm of the result of attention or of the feed-forward block, if there is one.
	fn result_norm(&self, which: usize) -> Option<&Arc<Norm>> {
		self.weights.extras.result_norms.as_ref().map(|norms| &norms[which])
	}

	/// Adds a result, normalised if the layer does that, to the residual stream. Returns also what the norm's
	/// backward pass needs.
	fn joined(&self, which: usize, x: &Tensor, result: Tensor) -> Result<(Tensor, Option<Tensor>), Error> {
		let add = Add::new(self.engine);
		match self.result_norm(which) {
			Some(norm) => Ok((self.apply2(&add, x, &self.norm(norm, &result)?)?, Some(result))),
			None => Ok((self.apply2(&add, x, &result)?, None)),
		}
	}

	/// Returns the gradient of a result before [`Self::joined`].
	fn joined_backward(&self, which: usize, result: Option<&Tensor>, dy: &Tensor) -> Result<Tensor, Error> {
		match (self.result_norm(which), result) {
			(Some(norm), Some(result)) => self.norm_backward(norm, result, dy),
			_ => Ok(dy.clone()),
		}
	}

	/// Applies the gate.
	fn gated(&self, gate: &Tensor, up: &Tensor) -> Result<Tensor, Error> {
		match self.plan.gate {
			Gate::SwiGlu => self.apply2(&SwiGlu::new(self.engine), gate, up),
			Gate::GeGlu => self.apply2(&GeGlu::new(self.engine), gate, up),
		}
	}

	/// Returns the gradients of the gate's two operands.
	fn gated_backward(&self, gate: &Tensor, up: &Tensor, dy: &Tensor) -> Result<(Tensor, Tensor), Error> {
		fn back(
			engine: &Engine,
			op: &impl CustomOp2,
			gate: &Tensor,
			up: &Tensor,
			dy: &Tensor,
		) -> Result<(Tensor, Tensor), Error> {
			let gradients = || op.bwd(gate, up, dy, dy);
			let (dgate, dup) = engine.timed(op.name(), Pass::Backward, gradients)?;
			Ok((given(dgate)?, given(dup)?))
		}
		match self.plan.gate {
			Gate::SwiGlu => back(self.engine, &SwiGlu::new(self.engine), gate, up, dy),
			Gate::GeGlu => back(self.engine, &GeGlu::new(self.engine), gate, up, dy),
		}
	}

	/// Returns the layer's output, and what its backward pass needs.
	pub(crate) fn forward(&self, x: &Tensor, cache: Option<&mut KeyValues>) -> Result<(Tensor, Kept), Error> {
		let linears = self.projections();
		let linear = |target: Target, x: &Tensor| self.linear(&linears[target as usize], x);
		let h = self.norm(&self.weights.attention_norm, x)?;
		let (q, bare_q) = self.placed(QUERIES, self.biased(Target::Q, linear(Target::Q, &h)?)?)?;
		let (mut k, bare_k) = self.placed(KEYS, self.biased(Target::K, linear(Target::K, &h)?)?)?;
		let mut v = self.biased(Target::V, linear(Target::V, &h)?)?;
		drop(h);
		if let Some(cache) = cache {
			(k, v) = cache.extend(&k, &v)?;
		}
		let attention = self.attention();
		let attend = || q.apply_op3_no_bwd(&k, &v, &attention);
		let attended = self.engine.timed(attention.name(), Pass::Forward, attend)?;
		let (middle, bare_attended) = self.joined(ATTENTION, x, linear(Target::O, &attended)?)?;
		let h = self.norm(&self.weights.feed_forward_norm, &middle)?;
		let (gate, up) = (linear(Target::Gate, &h)?, linear(Target::Up, &h)?);
		drop(h);
		let mixed = self.gated(&gate, &up)?;
		let (output, bare_mixed) = self.joined(FEED_FORWARD, &middle, linear(Target::Down, &mixed)?)?;
		let (x, bare, results) = (x.clone(), [bare_q, bare_k], [bare_attended, bare_mixed]);
		Ok((output, Kept { x, q, k, v, attended, middle, gate, up, linears, bare, results }))
	}

	/// Returns the gradient of the layer's input, from that of its output. Gradients of updates go where they
	/// are gathered.
	pub(crate) fn backward(&self, kept: Kept, dy: &Tensor) -> Result<Tensor, Error> {
		let Kept { x, q, k, v, attended, middle, gate, up, linears, bare, results } = kept;
		let [bare_q, bare_k] = bare;
		let [bare_attended, bare_mixed] = results;
		let linear =
			|target: Target, x: &Tensor, dy: &Tensor| self.linear_backward(&linears[target as usize], x, dy);
		// Each linear is done in the reverse of the forward order, and every tensor dropped after its last
		// use.
		let mixed = self.gated(&gate, &up)?;
		let dmixed = self.joined_backward(FEED_FORWARD, bare_mixed.as_ref(), dy)?;
		let dmixed = linear(Target::Down, &mixed, &dmixed)?;
		drop((mixed, bare_mixed));
		let (dgate, dup) = self.gated_backward(&gate, &up, &dmixed)?;
		drop((gate, up, dmixed));
		let h = self.norm(&self.weights.feed_forward_norm, &middle)?;
		let dh = linear(Target::Up, &h, &dup)?;
		let dh = self.sum(&dh, &linear(Target::Gate, &h, &dgate)?)?;
		drop((h, dgate, dup));
		let dmiddle = self.sum(dy, &self.norm_backward(&self.weights.feed_forward_norm, &middle, &dh)?)?;
		drop((middle, dh));
		let dattended = self.joined_backward(ATTENTION, bare_attended.as_ref(), &dmiddle)?;
		let dattended = linear(Target::O, &attended, &dattended)?;
		drop(bare_attended);
		let attention = self.attention();
		let back = || attention.bwd(&q, &k, &v, &attended, &dattended);
		let (dq, dk, dv) = self.engine.timed(attention.name(), Pass::Backward, back)?;
		let (dq, dk, dv) = (given(dq)?, given(dk)?, given(dv)?);
		drop((q, k, v, attended, dattended));
		let dq = self.placed_backward(QUERIES, bare_q.as_ref(), &dq)?;
		let dk = self.placed_backward(KEYS, bare_k.as_ref(), &dk)?;
		drop((bare_q, bare_k));
		let h = self.norm(&self.weights.attention_norm, &x)?;
		let dh = linear(Target::V, &h, &dv)?;
		let dh = self.sum(&dh, &linear(Target::K, &h, &dk)?)?;
		let dh = self.sum(&dh, &linear(Target::Q, &h, &dq)?)?;
		drop(h);
		self.sum(&dmiddle, &self.norm_backward(&self.weights.attention_norm, &x, &dh)?)
	}

	/// Returns the gradient of a linear's input. Where an operator's backward pass ignores an operand or the
	/// result, it is given what is at hand.
	fn linear_backward(&self, projection: &Projection, x: &Tensor, dy: &Tensor) -> Result<Tensor, Error> {
		given(match projection {
			Projection::Frozen(op) => self.engine.timed(op.name(), Pass::Backward, || op.bwd(x, dy, dy))?,
			Projection::Adapted(op, adapted) => {
				let (a, b) = adapted.pair.factors();
				self.engine.timed(op.name(), Pass::Backward, || op.bwd(x, a, b, dy, dy))?.0
			},
		})
	}

	fn norm_backward(&self, norm: &Arc<Norm>, x: &Tensor, dy: &Tensor) -> Result<Tensor, Error> {
		let op = RmsNorm::new(self.engine, norm);
		given(self.engine.timed(op.name(), Pass::Backward, || op.bwd(x, dy, dy))?)
	}

	fn sum(&self, a: &Tensor, b: &Tensor) -> Result<Tensor, Error> {
		let add = Add::new(self.engine);
		Ok(self.engine.timed(GRADIENT_SUM, Pass::Backward, || a.apply_op2_no_bwd(b, &add))?)
	}
}

/// Unwraps a gradient that the operator always gives.
fn given(gradient: Option<Tensor>) -> Result<Tensor, Error> {
	gradient.ok_or_else(|| candle_core::Error::Msg("an operator gave no gradient".into()).into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::weights::Extras;
	use candle_core::Device;
	use openledger_kernels::{LoraGradients, LoraPair, Matrix, Tape};

	const HIDDEN: usize = 64;
	const KV: usize = 32;
	const FEED_FORWARD: usize = 96;
	const TOKENS: usize = 7;

	/// Returns small numbers, the same for the same seed.
	fn numbers(seed: u32, count: usize) -> Vec<f32> {
		let mut state = seed.wrapping_mul(2_654_435_761) | 1;
		let mut next = || {
			state ^= state << 13;
			state ^= state >> 17;
			state ^= state << 5;
			(state >> 8) as f32 / (1 << 24) as f32 - 0.5
		};
		(0..count).map(|_| next() / 4.0).collect()
	}

	fn shape(target: Target) -> (usize, usize) {
		match target {
			Target::Q | Target::O => (HIDDEN, HIDDEN),
			Target::K | Target::V => (KV, HIDDEN),
			Target::Gate | Target::Up => (FEED_FORWARD, HIDDEN),
			Target::Down => (HIDDEN, FEED_FORWARD),
		}
	}

	fn layer() -> Layer {
		let norm = |seed| {
			let weight = numbers(seed, HIDDEN).into_iter().map(|x| x + 1.0).collect();
			Arc::new(Norm { weight, eps: 1e-5 })
		};
		let linear = |target: Target| {
			let (rows, columns) = shape(target);
			let values = numbers(target as u32 + 1, rows * columns);
			Arc::new(Matrix::from_rows(&values, rows, columns).unwrap())
		};
		let linears = LINEARS.into_iter().map(linear).collect();
		Layer { attention_norm: norm(20), feed_forward_norm: norm(21), linears, extras: Extras::default() }
	}

	/// Makes updates of all linears but `without`.
	fn adapted_but(without: Target) -> AdaptedLayer {
		LINEARS.map(|target| {
			let ((rows, columns), seed) = (shape(target), 30 + 2 * target as u32);
			let (a, b) = (numbers(seed, 4 * columns), numbers(seed + 1, rows * 4));
			let pair = Arc::new(LoraPair::new(a, b, (4, columns, rows), 2.0).unwrap());
			(target != without).then(|| Adapted { pair, gradients: Arc::<LoraGradients>::default() })
		})
	}

	fn tensor(seed: u32, rows: usize, columns: usize) -> Tensor {
		Tensor::from_vec(numbers(seed, rows * columns), (rows, columns), &Device::Cpu).unwrap()
	}

	fn bits(tensor: &Tensor) -> Vec<u32> {
		let values: Vec<f32> = tensor.flatten_all().unwrap().to_vec1().unwrap();
		values.into_iter().map(f32::to_bits).collect()
	}

	fn rows(sequences: &[(usize, usize)], positions: std::ops::Range<u32>) -> Rows {
		let heads = Heads::causal(4, 2, 16, sequences.into());
		Rows { positions: positions.collect(), heads }
	}

	#[test]
	fn gives_the_bits_of_a_tape() {
		let (engine, weights) = (Engine::new(2).unwrap(), layer());
		let rope = Arc::new(RopeTable::new(16, 10_000.0, TOKENS));
		let rows = rows(&[(TOKENS, TOKENS)], 0..TOKENS as u32);
		let (x, dy) = (tensor(50, TOKENS, HIDDEN), tensor(51, TOKENS, HIDDEN));
		let updates = adapted_but(Target::V);
		let plan = Plan { rope: Some(&rope), window: None, gate: Gate::SwiGlu };
		let block = Block { engine: &engine, weights: &weights, adapted: Some(&updates), plan, rows: &rows };
		let (y, kept) = block.forward(&x, None).unwrap();
		let dx = block.backward(kept, &dy).unwrap();
		// The same operators on a tape.
		let taped = adapted_but(Target::V);
		let mut tape = Tape::new(&engine);
		let linear = |tape: &mut Tape, target: Target, x| {
			let weight = &weights.linears[target as usize];
			match &taped[target as usize] {
				Some(Adapted { pair, gradients }) => {
					let (a, b) = pair.factors();
					let (a, b) = (tape.input(a), tape.input(b));
					tape.apply3(LoraLinear::new(&engine, weight, pair, Some(gradients)), x, a, b).unwrap()
				},
				None => tape.apply1(Linear::new(&engine, weight), x).unwrap(),
			}
		};
		let input = tape.input(&x);
		let rotation = || Rope::new(&engine, &rope, &rows.positions);
		let h = tape.apply1(RmsNorm::new(&engine, &weights.attention_norm), input).unwrap();
		let q = linear(&mut tape, Target::Q, h);
		let q = tape.apply1(rotation(), q).unwrap();
		let k = linear(&mut tape, Target::K, h);
		let k = tape.apply1(rotation(), k).unwrap();
		let v = linear(&mut tape, Target::V, h);
		let a = tape.apply3(Attention::new(&engine, &rows.heads), q, k, v).unwrap();
		let a = linear(&mut tape, Target::O, a);
		let m = tape.apply2(Add::new(&engine), input, a).unwrap();
		let h = tape.apply1(RmsNorm::new(&engine, &weights.feed_forward_norm), m).unwrap();
		let gate = linear(&mut tape, Target::Gate, h);
		let up = linear(&mut tape, Target::Up, h);
		let s = tape.apply2(SwiGlu::new(&engine), gate, up).unwrap();
		let s = linear(&mut tape, Target::Down, s);
		let output = tape.apply2(Add::new(&engine), m, s).unwrap();
		assert_eq!(bits(&y), bits(tape.value(output)));
		assert_eq!(bits(&dx), bits(&tape.gradient(output, dy, input).unwrap()));
		for (one, other) in updates.iter().zip(&taped) {
			let take = |adapted: &Option<Adapted>| adapted.as_ref().map(|a| a.gradients.take(4).unwrap());
			assert_eq!(take(one), take(other));
		}
	}

	#[test]
	fn a_cache_that_grows_gives_the_bits_of_one_run() {
		const LONG: usize = 600;
		let (engine, weights) = (Engine::new(2).unwrap(), layer());
		let rope = Arc::new(RopeTable::new(16, 10_000.0, LONG));
		let run = |x: &Tensor, rows: &Rows, cache: &mut KeyValues| {
			let plan = Plan { rope: Some(&rope), window: None, gate: Gate::SwiGlu };
			let block = Block { engine: &engine, weights: &weights, adapted: None, plan, rows };
			bits(&block.forward(x, Some(cache)).unwrap().0)
		};
		let x = tensor(60, LONG, HIDDEN);
		let whole = run(&x, &rows(&[(LONG, LONG)], 0..LONG as u32), &mut KeyValues::default());
		let (mut cache, mut parts) = (KeyValues::default(), Vec::new());
		// Across the first room of 256 rows and its doubling, row by row in between.
		let cuts = [0, 1, 200, 255, 256, 257, 300, 511, 512, 513, LONG];
		for pair in cuts.windows(2) {
			let (start, count) = (pair[0], pair[1] - pair[0]);
			let rows = rows(&[(count, pair[1])], start as u32..pair[1] as u32);
			parts.extend(run(&x.narrow(0, start, count).unwrap(), &rows, &mut cache));
			assert_eq!(cache.rows, pair[1]);
		}
		assert_eq!(parts, whole);
	}
}
