//! The decoder, run layer by layer each on a tape of its own, so that a backward pass frees layer after layer.

use crate::{
	base::Base,
	config::{Config, LINEARS},
	pack::Pack,
	profile::phase,
	tuning::Tuning,
	weights::Weights,
	Adapter, Error,
};
use candle_core::{Device, Tensor};
use openledger_kernels::{
	ops::{Add, Attention, CompletionLoss, Heads, Linear, LoraLinear, RmsNorm, Rope, RopeTable, SwiGlu},
	Engine, LoraGradients, LoraPair, Node, Pass, Tape,
};
use openledger_primitives::job::{Method, Target};
use std::sync::Arc;

/// A LoRA pair and where its gradients go.
#[derive(Clone)]
pub(crate) struct Adapted {
	pub(crate) pair: Arc<LoraPair>,
	pub(crate) gradients: Arc<LoraGradients>,
}

/// A model with or without an adapter, ready to run.
pub(crate) struct Model {
	pub(crate) engine: Arc<Engine>,
	pub(crate) config: Config,
	weights: Arc<Weights>,
	rope: Arc<RopeTable>,
	/// For each layer, in the order of [`LINEARS`].
	adapted: Vec<[Option<Adapted>; 7]>,
	/// Bytes of activations that may wait for the backward pass; layers beyond it are computed a second time.
	pub(crate) memory: usize,
}

/// Keys and values of the tokens so far, for each layer.
#[derive(Default)]
pub(crate) struct Cache(Vec<(Vec<f32>, Vec<f32>)>);

/// Rows of tokens on their way through the model.
struct Rows {
	positions: Arc<[u32]>,
	heads: Heads,
}

impl Model {
	/// `positions` is the longest sequence that will be run.
	pub(crate) fn new(base: &Base, method: Method, engine: Arc<Engine>, positions: usize) -> Self {
		Self {
			weights: base.weights(method, &engine),
			rope: base.rope(positions),
			config: base.config().clone(),
			adapted: Vec::new(),
			memory: Tuning::default().memory,
			engine,
		}
	}

	/// Puts an adapter's current values in place.
	pub(crate) fn adapt(&mut self, adapter: &Adapter) -> Result<(), Error> {
		self.adapted = adapter.pairs(&self.config)?;
		Ok(())
	}

	/// Makes room for sequences of `positions` tokens.
	pub(crate) fn reach(&mut self, base: &Base, positions: usize) {
		self.rope = base.rope(positions);
	}

	/// The adapted linears by layer, each with its target.
	pub(crate) fn adapted(&self) -> impl Iterator<Item = (usize, Target, &Adapted)> {
		self.adapted.iter().enumerate().flat_map(|(layer, linears)| {
			let present = LINEARS.into_iter().zip(linears);
			present.filter_map(move |(target, adapted)| adapted.as_ref().map(|a| (layer, target, a)))
		})
	}

	fn linear(&self, tape: &mut Tape, layer: usize, target: Target, x: Node) -> Result<Node, Error> {
		let weight = &self.weights.layers[layer].linears[target as usize];
		let adapted = self.adapted.get(layer).and_then(|linears| linears[target as usize].as_ref());
		Ok(match adapted {
			Some(Adapted { pair, gradients }) => {
				let (a, b) = pair.factors();
				let (a, b) = (tape.input(a), tape.input(b));
				tape.three(LoraLinear::new(&self.engine, weight, pair, Some(gradients)), x, a, b)?
			},
			None => tape.one(Linear::new(&self.engine, weight), x)?,
		})
	}

	/// Puts one layer on the tape and returns its output.
	fn block(
		&self,
		tape: &mut Tape,
		layer: usize,
		x: Node,
		rows: &Rows,
		cache: Option<&mut (Vec<f32>, Vec<f32>)>,
	) -> Result<Node, Error> {
		let engine = &self.engine;
		let weights = &self.weights.layers[layer];
		let rope = || Rope::new(engine, &self.rope, &rows.positions);
		let h = tape.one(RmsNorm::new(engine, &weights.attention_norm), x)?;
		let q = self.linear(tape, layer, Target::Q, h)?;
		let q = tape.one(rope(), q)?;
		let k = self.linear(tape, layer, Target::K, h)?;
		let mut k = tape.one(rope(), k)?;
		let mut v = self.linear(tape, layer, Target::V, h)?;
		if let Some((keys, values)) = cache {
			k = tape.input(&extend(keys, tape.value(k))?);
			v = tape.input(&extend(values, tape.value(v))?);
		}
		let y = tape.three(Attention::new(engine, &rows.heads), q, k, v)?;
		let y = self.linear(tape, layer, Target::O, y)?;
		let x = tape.two(Add::new(engine), x, y)?;
		let h = tape.one(RmsNorm::new(engine, &weights.feed_forward_norm), x)?;
		let gate = self.linear(tape, layer, Target::Gate, h)?;
		let up = self.linear(tape, layer, Target::Up, h)?;
		let y = tape.two(SwiGlu::new(engine), gate, up)?;
		let y = self.linear(tape, layer, Target::Down, y)?;
		Ok(tape.two(Add::new(engine), x, y)?)
	}

	/// Runs one layer, keeping nothing but its output.
	fn pass(
		&self,
		layer: usize,
		x: &Tensor,
		rows: &Rows,
		cache: Option<&mut (Vec<f32>, Vec<f32>)>,
	) -> Result<Tensor, Error> {
		let mut tape = Tape::new(&self.engine);
		let input = tape.input(x);
		let output = self.block(&mut tape, layer, input, rows, cache)?;
		Ok(tape.value(output).clone())
	}

	fn heads(&self, sequences: Arc<[(usize, usize)]>) -> Heads {
		let c = &self.config;
		Heads { queries: c.heads, keys: c.kv_heads, size: c.head, sequences }
	}

	fn embed(&self, ids: &[u32]) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		self.engine.timed(phase::EMBEDDING, Pass::Forward, || {
			let mut x = vec![0.0; ids.len() * width];
			for (id, row) in ids.iter().zip(x.chunks_exact_mut(width)) {
				self.weights.embedding.row(*id as usize, row);
			}
			Ok(Tensor::from_vec(x, (ids.len(), width), &Device::Cpu)?)
		})
	}

	/// The rows whose next token counts.
	fn select(&self, x: &Tensor, rows: &[usize]) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		self.engine.timed(phase::COUNTED_ROWS, Pass::Forward, || {
			let all = x.flatten_all()?.to_vec1::<f32>()?;
			let chosen: Vec<f32> =
				rows.iter().flat_map(|row| &all[row * width..][..width]).copied().collect();
			Ok(Tensor::from_vec(chosen, (rows.len(), width), &Device::Cpu)?)
		})
	}

	/// Puts the losses of selected rows on the tape.
	fn losses(&self, tape: &mut Tape, hidden: Node, pack: &Pack, training: bool) -> Result<Node, Error> {
		let engine = &self.engine;
		let hidden = tape.one(RmsNorm::new(engine, &self.weights.norm), hidden)?;
		let loss = CompletionLoss::new(engine, &self.weights.head, pack.targets.clone(), training);
		Ok(tape.one(loss, hidden)?)
	}

	/// Loss of each token that counts.
	pub(crate) fn evaluate(&self, pack: &Pack) -> Result<Vec<f32>, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..self.config.layers {
			x = self.pass(layer, &x, &rows, None)?;
		}
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, false)?;
		Ok(tape.value(losses).to_vec1()?)
	}

	/// Loss of each token that counts; the adapter's gradients grow by those of the sum of losses times `weight`.
	pub(crate) fn learn(&self, pack: &Pack, weight: f32) -> Result<Vec<f32>, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let layers = self.config.layers;
		let recomputed = layers.saturating_sub(self.memory / self.activation_bytes(pack.ids.len()).max(1));
		// The inputs of layers to be computed again, then the tapes of the others.
		let (mut inputs, mut tapes) = (Vec::new(), Vec::new());
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			if layer < recomputed {
				let y = self.pass(layer, &x, &rows, None)?;
				inputs.push(std::mem::replace(&mut x, y));
			} else {
				let taped = self.taped(layer, &x, &rows)?;
				x = taped.0.value(taped.2).clone();
				tapes.push(taped);
			}
		}
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, true)?;
		let values = tape.value(losses).to_vec1()?;
		let start = Tensor::full(weight, pack.rows.len(), &Device::Cpu)?;
		let gradient = tape.gradient(losses, start, hidden)?;
		let mut gradient = self.scatter(&gradient, &pack.rows, pack.ids.len())?;
		for layer in (0..layers).rev() {
			let (tape, input, output) = match (tapes.pop(), inputs.get(layer)) {
				(Some(taped), _) => taped,
				(None, Some(input)) => self.taped(layer, input, &rows)?,
				(None, None) => unreachable!("every layer left a tape or its input"),
			};
			gradient = tape.gradient(output, gradient, input)?;
		}
		Ok(values)
	}

	/// One layer on a tape of its own, with its input and output.
	fn taped(&self, layer: usize, x: &Tensor, rows: &Rows) -> Result<(Tape, Node, Node), Error> {
		let mut tape = Tape::new(&self.engine);
		let input = tape.input(x);
		let output = self.block(&mut tape, layer, input, rows, None)?;
		Ok((tape, input, output))
	}

	/// Rows of gradients back to their places among `total` rows.
	fn scatter(&self, gradient: &Tensor, rows: &[usize], total: usize) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		self.engine.timed(phase::COUNTED_ROWS, Pass::Backward, || {
			let values = gradient.flatten_all()?.to_vec1::<f32>()?;
			let mut all = vec![0.0; total * width];
			for (row, values) in rows.iter().zip(values.chunks_exact(width)) {
				all[row * width..][..width].copy_from_slice(values);
			}
			Ok(Tensor::from_vec(all, (total, width), &Device::Cpu)?)
		})
	}

	/// What one layer's graph holds for a run of tokens.
	fn activation_bytes(&self, tokens: usize) -> usize {
		let c = &self.config;
		4 * tokens * (9 * c.hidden + 3 * c.kv_heads * c.head + 3 * c.feed_forward)
	}

	/// Runs tokens that follow those in the cache and returns the logits after the last.
	pub(crate) fn next(&self, ids: &[u32], cache: &mut Cache) -> Result<Vec<f32>, Error> {
		let kv = self.config.kv_heads * self.config.head;
		cache.0.resize_with(self.config.layers, Default::default);
		let past = cache.0.first().map_or(0, |(keys, _)| keys.len() / kv);
		let rows = Rows {
			positions: (past as u32..(past + ids.len()) as u32).collect(),
			heads: self.heads(Arc::new([(ids.len(), past + ids.len())])),
		};
		let mut x = self.embed(ids)?;
		for layer in 0..self.config.layers {
			x = self.pass(layer, &x, &rows, Some(&mut cache.0[layer]))?;
		}
		let last = self.select(&x, &[ids.len() - 1])?;
		let mut tape = Tape::new(&self.engine);
		let last = tape.input(&last);
		let last = tape.one(RmsNorm::new(&self.engine, &self.weights.norm), last)?;
		let logits = tape.one(Linear::new(&self.engine, &self.weights.head), last)?;
		Ok(tape.value(logits).flatten_all()?.to_vec1()?)
	}
}

/// Appends rows to a cache and returns all of them.
fn extend(cache: &mut Vec<f32>, rows: &Tensor) -> Result<Tensor, Error> {
	let width = rows.dim(1)?;
	cache.extend(rows.flatten_all()?.to_vec1::<f32>()?);
	let count = cache.len() / width;
	Ok(Tensor::from_vec(cache.clone(), (count, width), &Device::Cpu)?)
}
