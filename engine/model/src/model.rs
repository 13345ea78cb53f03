//! The decoder, run layer by layer, so that a backward pass frees layer after layer.

use crate::{
	adapter::{Adapted, Adapter, Half},
	base::Base,
	config::{Config, LINEARS},
	data::Tokenized,
	layer::{kept_bytes, Block, Kept, KeyValues, Rows},
	pack::{self, Pack},
	phase,
	weights::Weights,
	Error,
};
use candle_core::{Device, Tensor};
use openledger_kernels::{
	ops::{CompletionLoss, Heads, Linear, RmsNorm, RopeTable},
	Engine, Node, Pass, Tape,
};
use openledger_spec::{Method, Target};
use std::sync::Arc;

/// Bytes of activations that may wait for the backward pass unless a caller says otherwise.
pub const ACTIVATION_MEMORY: usize = 400 << 20;

/// A model with or without an adapter, ready to run.
pub struct Model {
	engine: Arc<Engine>,
	config: Config,
	weights: Arc<Weights>,
	rope: Arc<RopeTable>,
	/// For each layer, in the order of [`LINEARS`].
	adapted: Vec<[Option<Adapted>; 7]>,
	/// Bytes of activations that may wait for the backward pass; layers beyond it are computed a second time.
	pub memory: usize,
}

/// Keys and values of the tokens so far, for each layer.
#[derive(Default)]
pub struct Cache(Vec<KeyValues>);

/// What waits for a layer's backward pass.
enum Held {
	/// All that it needs.
	Kept(Kept),
	/// The layer's input: the forward pass runs a second time.
	Input(Tensor),
}

impl Model {
	/// `positions` is the longest sequence that will be run.
	pub fn new(base: &Base, method: Method, engine: Arc<Engine>, positions: usize) -> Self {
		Self {
			weights: base.weights(method, &engine),
			rope: base.rope(positions),
			config: base.config().clone(),
			adapted: Vec::new(),
			memory: ACTIVATION_MEMORY,
			engine,
		}
	}

	/// `base` alone, for single sequences.
	pub fn plain(base: &Base, threads: usize) -> Result<Self, Error> {
		Ok(Self::new(base, Method::Lora, Engine::new(threads)?, base.config().context.min(512)))
	}

	/// `base` with an adapter, for single sequences.
	pub fn tuned(base: &Base, adapter: &Adapter, threads: usize) -> Result<Self, Error> {
		let mut model = Self::plain(base, threads)?;
		model.adapt(adapter)?;
		Ok(model)
	}

	/// A sequence, checked, as the only one of its pack; makes room for it.
	pub fn alone(&mut self, base: &Base, sequence: &Tokenized) -> Result<Pack, Error> {
		pack::check(sequence, base.config().vocabulary, base.config().context as u32)?;
		self.reach(base, sequence.ids.len());
		Ok(Pack::new([sequence]))
	}

	/// Puts an adapter's current values in place.
	pub fn adapt(&mut self, adapter: &Adapter) -> Result<(), Error> {
		self.adapted = adapter.pairs(&self.config)?;
		Ok(())
	}

	/// Makes room for sequences of `positions` tokens.
	pub fn reach(&mut self, base: &Base, positions: usize) {
		self.rope = base.rope(positions);
	}

	/// Returns the engine that it runs on.
	pub fn engine(&self) -> &Arc<Engine> {
		&self.engine
	}

	/// Returns the shape of the model.
	pub fn config(&self) -> &Config {
		&self.config
	}

	/// Takes the gradients gathered for `adapter`, by factor in name order; empty where no gradient was gathered.
	pub fn take_gradients(&self, adapter: &Adapter) -> Vec<Vec<f32>> {
		let mut gradients = vec![Vec::new(); adapter.factors.len()];
		for (layer, target, adapted) in self.adapted() {
			let Some((a, b)) = adapted.gradients.take(adapter.rank) else { continue };
			for (half, gradient) in [(Half::A, a), (Half::B, b)] {
				if let Some(place) = adapter.place(layer, target, half) {
					gradients[place] = gradient;
				}
			}
		}
		gradients
	}

	/// The adapted linears by layer, each with its target.
	fn adapted(&self) -> impl Iterator<Item = (usize, Target, &Adapted)> {
		self.adapted.iter().enumerate().flat_map(|(layer, linears)| {
			let present = LINEARS.into_iter().zip(linears);
			present.filter_map(move |(target, adapted)| adapted.as_ref().map(|a| (layer, target, a)))
		})
	}

	/// One layer, over rows of tokens.
	fn block<'a>(&'a self, layer: usize, rows: &'a Rows) -> Block<'a> {
		Block {
			engine: &self.engine,
			weights: &self.weights.layers[layer],
			adapted: self.adapted.get(layer),
			rope: &self.rope,
			rows,
		}
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
			// Neighbours, as all rows or the last one are, need no copy.
			if let (Some(first), true) = (rows.first(), rows.is_sorted_by(|a, b| a + 1 == *b)) {
				return Ok(x.narrow(0, *first, rows.len())?);
			}
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

	/// Runs the first `layers` layers and returns the state of every row after them. `watch` is shown the state after each number
	/// of layers, from none to all of these.
	fn run(
		&self,
		pack: &Pack,
		layers: usize,
		watch: &mut dyn FnMut(usize, &Tensor) -> Result<(), Error>,
	) -> Result<Tensor, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			watch(layer, &x)?;
			x = self.block(layer, &rows).forward(&x, None)?.0;
		}
		watch(layers, &x)?;
		Ok(x)
	}

	/// Loss of each token that counts.
	pub fn evaluate(&self, pack: &Pack) -> Result<Vec<f32>, Error> {
		let x = self.run(pack, self.config.layers, &mut |_, _| Ok(()))?;
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, false)?;
		Ok(tape.value(losses).to_vec1()?)
	}

	/// The state of every row after so many layers, for each number in `depths`, in order; further layers do not run.
	pub fn states(
		&self,
		pack: &Pack,
		depths: std::ops::RangeInclusive<usize>,
	) -> Result<Vec<Vec<f32>>, Error> {
		let mut states = Vec::new();
		self.run(pack, *depths.end(), &mut |depth, x| {
			if depths.contains(&depth) {
				states.push(x.flatten_all()?.to_vec1()?);
			}
			Ok(())
		})?;
		Ok(states)
	}

	/// Loss of each token that counts; the adapter's gradients grow by those of the sum of losses times `weight`.
	pub fn learn(&self, pack: &Pack, weight: f32) -> Result<Vec<f32>, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let layers = self.config.layers;
		let bytes = kept_bytes(&self.config, self.adapted_rank(), pack.ids.len());
		let recomputed = layers.saturating_sub(self.memory / bytes.max(1));
		let mut held = Vec::with_capacity(layers);
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			let (y, kept) = self.block(layer, &rows).forward(&x, None)?;
			held.push(if layer < recomputed { Held::Input(x) } else { Held::Kept(kept) });
			x = y;
		}
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, true)?;
		let values = tape.value(losses).to_vec1()?;
		let start = Tensor::full(weight, pack.rows.len(), &Device::Cpu)?;
		let gradient = tape.gradient(losses, start, hidden)?;
		let mut gradient = self.scatter(&gradient, &pack.rows, pack.ids.len())?;
		for (layer, held) in held.into_iter().enumerate().rev() {
			let block = self.block(layer, &rows);
			let kept = match held {
				Held::Kept(kept) => kept,
				Held::Input(input) => block.forward(&input, None)?.1,
			};
			gradient = block.backward(kept, &gradient)?;
		}
		Ok(values)
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

	/// Ranks of a layer's updates as the products pad them, added up.
	fn adapted_rank(&self) -> usize {
		let linears = self.adapted.first().into_iter().flatten().flatten();
		linears.map(|adapted| adapted.pair.rank().next_multiple_of(16)).sum()
	}

	/// Runs tokens that follow those in the cache and returns the logits after the last.
	pub fn next(&self, ids: &[u32], cache: &mut Cache) -> Result<Vec<f32>, Error> {
		cache.0.resize_with(self.config.layers, Default::default);
		let past = cache.0.first().map_or(0, |layer| layer.rows);
		let rows = Rows {
			positions: (past as u32..(past + ids.len()) as u32).collect(),
			heads: self.heads(Arc::new([(ids.len(), past + ids.len())])),
		};
		let mut x = self.embed(ids)?;
		for layer in 0..self.config.layers {
			x = self.block(layer, &rows).forward(&x, Some(&mut cache.0[layer]))?.0;
		}
		let last = self.select(&x, &[ids.len() - 1])?;
		let mut tape = Tape::new(&self.engine);
		let last = tape.input(&last);
		let last = tape.one(RmsNorm::new(&self.engine, &self.weights.norm), last)?;
		let logits = tape.one(Linear::new(&self.engine, &self.weights.head), last)?;
		Ok(tape.value(logits).flatten_all()?.to_vec1()?)
	}
}
