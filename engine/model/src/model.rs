//! The decoder, run layer by layer, so that a backward pass frees layer after layer.

use crate::{
	Error,
	adapted::AdaptedLinears,
	adapter::Adapter,
	config::Config,
	frozen::FrozenModel,
	key_values::KeyValues,
	layer::{Block, Kept, Plan, Rows, kept_bytes},
	pack::{self, Pack},
	phase,
	records::Tokenized,
	rotation::Rotations,
};
use candle_core::Tensor;
use openledger_kernels::{
	Engine, Node, Pass, Tape,
	ops::{CompletionLoss, Heads, Linear, RmsNorm},
};
use std::{ops::RangeInclusive, sync::Arc};

/// Bytes of activations that may wait for the backward pass, unless a caller sets another bound.
pub const ACTIVATION_MEMORY: usize = 400 << 20;

/// A frozen model, with or without an adapter, on an engine.
///
/// A clone shares all three: models of several adapters hold the weights once, and run on one pool of
/// threads.
#[derive(Clone)]
pub struct Model {
	frozen: Arc<FrozenModel>,
	adapter: Option<Arc<AdaptedLinears>>,
	engine: Arc<Engine>,
	activation_memory: usize,
}

/// Keys and values of the tokens that a model has read so far, for each layer.
#[derive(Default)]
pub struct KvCache(Vec<KeyValues>);

/// The part of a forward pass that waits for a layer's backward pass.
enum Held {
	/// Everything that the backward pass needs.
	Kept(Kept),
	/// The layer's input: the forward pass runs a second time.
	Input(Tensor),
}

impl Model {
	/// Makes a model that runs the base model's weights alone.
	///
	/// Fails if the processor flushes subnormal numbers on this thread, which would change results.
	pub fn without_adapter(frozen: Arc<FrozenModel>, engine: Arc<Engine>) -> Result<Self, Error> {
		engine.check_thread()?;
		Ok(Self { frozen, adapter: None, engine, activation_memory: ACTIVATION_MEMORY })
	}

	/// Makes a model that runs with an adapter. Fails as [`Self::without_adapter`] does, or if the adapter
	/// does not fit.
	pub fn with_adapter(
		frozen: Arc<FrozenModel>,
		adapter: &Adapter,
		engine: Arc<Engine>,
	) -> Result<Self, Error> {
		let mut model = Self::without_adapter(frozen, engine)?;
		model.set_adapter(adapter)?;
		Ok(model)
	}

	/// Puts an adapter's current values in place.
	pub fn set_adapter(&mut self, adapter: &Adapter) -> Result<(), Error> {
		self.adapter = Some(Arc::new(AdaptedLinears::new(adapter, self.config())?));
		Ok(())
	}

	/// Bounds the bytes of activations that may wait for the backward pass. Layers beyond it are computed a
	/// second time, which changes no result.
	pub fn set_activation_memory(&mut self, bytes: usize) {
		self.activation_memory = bytes;
	}

	/// Returns the frozen model.
	pub fn frozen(&self) -> &Arc<FrozenModel> {
		&self.frozen
	}

	/// Returns the engine that it runs on.
	pub fn engine(&self) -> &Arc<Engine> {
		&self.engine
	}

	/// Returns the shape of the model.
	pub fn config(&self) -> &Config {
		self.frozen.config()
	}

	/// Checks a sequence and lays it out as the only one of its pack.
	pub fn pack_single(&self, sequence: &Tokenized) -> Result<Pack, Error> {
		pack::check(sequence, self.config().vocabulary, self.config().context as u32)?;
		Ok(Pack::new([sequence]))
	}

	/// Takes the gradients gathered for `adapter`, by factor in name order; empty where no gradient was
	/// gathered.
	pub fn take_gradients(&self, adapter: &Adapter) -> Vec<Vec<f32>> {
		match &self.adapter {
			Some(adapted) => adapted.take_gradients(adapter),
			None => vec![Vec::new(); adapter.factors.len()],
		}
	}

	/// Returns the loss of each token that counts.
	pub fn evaluate(&self, pack: &Pack) -> Result<Vec<f32>, Error> {
		let x = self.run(pack, self.config().layers, &mut |_, _| Ok(()))?;
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, false)?;
		Ok(tape.value(losses).to_vec1()?)
	}

	/// Returns the state of every row after so many layers, for each number in `depths`, in order. Further
	/// layers do not run.
	pub fn hidden_states(&self, pack: &Pack, depths: RangeInclusive<usize>) -> Result<Vec<Vec<f32>>, Error> {
		let mut states = Vec::new();
		self.run(pack, *depths.end(), &mut |depth, x| {
			if depths.contains(&depth) {
				states.push(x.flatten_all()?.to_vec1()?);
			}
			Ok(())
		})?;
		Ok(states)
	}

	/// Returns the loss of each token that counts, and adds to the adapter's gradients those of the sum of
	/// losses times `weight`.
	pub fn forward_backward(&self, pack: &Pack, weight: f32) -> Result<Vec<f32>, Error> {
		let (rope, rows) = (self.rope(pack), self.rows(pack));
		let layers = self.config().layers;
		let rank = self.adapter.as_ref().map_or(0, |adapter| adapter.padded_rank());
		let bytes = kept_bytes(self.config(), rank, pack.ids.len());
		let recomputed = layers.saturating_sub(self.activation_memory / bytes.max(1));
		let mut held = Vec::with_capacity(layers);
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			let (y, kept) = self.block(layer, &rope, &rows).forward(&x, None)?;
			held.push(if layer < recomputed { Held::Input(x) } else { Held::Kept(kept) });
			x = y;
		}
		let mut tape = Tape::new(&self.engine);
		let hidden = tape.input(&self.select(&x, &pack.rows)?);
		let losses = self.losses(&mut tape, hidden, pack, true)?;
		let values = tape.value(losses).to_vec1()?;
		let start = Tensor::full(weight, pack.rows.len(), self.engine.device())?;
		let gradient = tape.gradient(losses, start, hidden)?;
		let mut gradient = self.scatter(&gradient, &pack.rows, pack.ids.len())?;
		for (layer, held) in held.into_iter().enumerate().rev() {
			let block = self.block(layer, &rope, &rows);
			let kept = match held {
				Held::Kept(kept) => kept,
				Held::Input(input) => block.forward(&input, None)?.1,
			};
			gradient = block.backward(kept, &gradient)?;
		}
		Ok(values)
	}

	/// Runs tokens that follow those in the cache, adds them to it, and returns the logits after the last.
	pub fn forward_cached(&self, ids: &[u32], cache: &mut KvCache) -> Result<Vec<f32>, Error> {
		cache.0.resize_with(self.config().layers, Default::default);
		let past = cache.0.first().map_or(0, |layer| layer.rows);
		let rope = self.frozen.rope(past + ids.len());
		let rows = Rows {
			positions: (past as u32..(past + ids.len()) as u32).collect(),
			heads: self.heads(Arc::new([(ids.len(), past + ids.len())])),
		};
		let mut x = self.embed(ids)?;
		for layer in 0..self.config().layers {
			x = self.block(layer, &rope, &rows).forward(&x, Some(&mut cache.0[layer]))?.0;
		}
		let last = self.select(&x, &[ids.len() - 1])?;
		let weights = self.frozen.weights();
		let mut tape = Tape::new(&self.engine);
		let last = tape.input(&last);
		let last = tape.apply1(RmsNorm::new(&self.engine, &weights.norm), last)?;
		let logits = tape.apply1(Linear::new(&self.engine, &weights.head), last)?;
		Ok(tape.value(logits).flatten_all()?.to_vec1()?)
	}

	/// Runs the first `layers` layers and returns the state of every row after them. `watch` is shown the
	/// state after each number of layers, from none to all of these.
	fn run(
		&self,
		pack: &Pack,
		layers: usize,
		watch: &mut dyn FnMut(usize, &Tensor) -> Result<(), Error>,
	) -> Result<Tensor, Error> {
		let (rope, rows) = (self.rope(pack), self.rows(pack));
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			watch(layer, &x)?;
			x = self.block(layer, &rope, &rows).forward(&x, None)?.0;
		}
		watch(layers, &x)?;
		Ok(x)
	}

	/// Returns the angles that a pack's longest sequence needs.
	fn rope(&self, pack: &Pack) -> Rotations {
		let longest = pack.sequences.iter().map(|(rows, _)| *rows).max();
		self.frozen.rope(longest.unwrap_or(1))
	}

	fn rows(&self, pack: &Pack) -> Rows {
		Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) }
	}

	fn heads(&self, sequences: Arc<[(usize, usize)]>) -> Heads {
		let c = self.config();
		Heads::causal(c.heads, c.kv_heads, c.head, sequences)
	}

	/// Returns one layer, ready to run over rows of tokens.
	fn block<'a>(&'a self, layer: usize, rope: &'a Rotations, rows: &'a Rows) -> Block<'a> {
		let config = self.config();
		Block {
			engine: &self.engine,
			weights: &self.frozen.weights().layers[layer],
			adapted: self.adapter.as_ref().and_then(|adapter| adapter.layer(layer)),
			plan: Plan {
				rope: rope.of(config, layer),
				window: config.window.filter(|_| config.family.is_local(layer)),
				gate: config.family.gate,
			},
			rows,
		}
	}

	fn embed(&self, ids: &[u32]) -> Result<Tensor, Error> {
		let width = self.config().hidden;
		let scale = self.config().family.scaled_embedding.then(|| (width as f32).sqrt());
		self.engine.timed(phase::EMBEDDING, Pass::Forward, || {
			let mut x = vec![0.0; ids.len() * width];
			for (id, row) in ids.iter().zip(x.chunks_exact_mut(width)) {
				self.frozen.weights().embedding.row(*id as usize, row);
				if let Some(scale) = scale {
					row.iter_mut().for_each(|value| *value *= scale);
				}
			}
			Ok(Tensor::from_vec(x, (ids.len(), width), self.engine.device())?)
		})
	}

	/// Returns the rows whose next token counts.
	fn select(&self, x: &Tensor, rows: &[usize]) -> Result<Tensor, Error> {
		let width = self.config().hidden;
		self.engine.timed(phase::COUNTED_ROWS, Pass::Forward, || {
			// Neighbours, as all rows or the last one are, need no copy.
			if let (Some(first), true) = (rows.first(), rows.is_sorted_by(|a, b| a + 1 == *b)) {
				return Ok(x.narrow(0, *first, rows.len())?);
			}
			let all = x.flatten_all()?.to_vec1::<f32>()?;
			let chosen: Vec<f32> =
				rows.iter().flat_map(|row| &all[row * width..][..width]).copied().collect();
			Ok(Tensor::from_vec(chosen, (rows.len(), width), self.engine.device())?)
		})
	}

	/// Puts the losses of selected rows on the tape.
	fn losses(&self, tape: &mut Tape, hidden: Node, pack: &Pack, training: bool) -> Result<Node, Error> {
		let (engine, weights) = (&self.engine, self.frozen.weights());
		let hidden = tape.apply1(RmsNorm::new(engine, &weights.norm), hidden)?;
		let loss = CompletionLoss::new(engine, &weights.head, pack.targets.clone(), training);
		Ok(tape.apply1(loss, hidden)?)
	}

	/// Puts rows of gradients back in their places among `total` rows.
	fn scatter(&self, gradient: &Tensor, rows: &[usize], total: usize) -> Result<Tensor, Error> {
		let width = self.config().hidden;
		self.engine.timed(phase::COUNTED_ROWS, Pass::Backward, || {
			let values = gradient.flatten_all()?.to_vec1::<f32>()?;
			let mut all = vec![0.0; total * width];
			for (row, values) in rows.iter().zip(values.chunks_exact(width)) {
				all[row * width..][..width].copy_from_slice(values);
			}
			Ok(Tensor::from_vec(all, (total, width), self.engine.device())?)
		})
	}
}
