//! The decoder, run layer by layer so that a backward pass holds the graph of few layers at a time.

use crate::{
	base::Base,
	config::{Config, LINEARS},
	pack::Pack,
	weights::Weights,
	Adapter, Error,
};
use candle_core::{Device, Tensor, Var};
use openledger_kernels::{
	ops::{self, Heads, RopeTable},
	Engine, LoraGradients, LoraPair,
};
use openledger_primitives::job::{Method, Target};
use std::sync::Arc;

/// Bytes of activations that may wait for the backward pass; layers beyond it are computed a second time.
const ACTIVATIONS: usize = 400 << 20;

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

	fn linear(&self, layer: usize, target: Target, x: &Tensor) -> Result<Tensor, Error> {
		let weight = &self.weights.layers[layer].linears[target as usize];
		let adapted = self.adapted.get(layer).and_then(|linears| linears[target as usize].as_ref());
		Ok(match adapted {
			Some(Adapted { pair, gradients }) => {
				ops::lora_linear(&self.engine, x, weight, pair, Some(gradients))?
			},
			None => ops::linear(&self.engine, x, weight)?,
		})
	}

	fn block(
		&self,
		layer: usize,
		x: &Tensor,
		rows: &Rows,
		cache: Option<&mut (Vec<f32>, Vec<f32>)>,
	) -> Result<Tensor, Error> {
		let engine = &self.engine;
		let weights = &self.weights.layers[layer];
		let h = ops::rms_norm(engine, x, &weights.attention_norm)?;
		let q = ops::rope(engine, &self.linear(layer, Target::Q, &h)?, &self.rope, &rows.positions)?;
		let mut k = ops::rope(engine, &self.linear(layer, Target::K, &h)?, &self.rope, &rows.positions)?;
		let mut v = self.linear(layer, Target::V, &h)?;
		if let Some((keys, values)) = cache {
			k = extend(keys, &k)?;
			v = extend(values, &v)?;
		}
		let y = ops::attention(engine, &q, &k, &v, &rows.heads)?;
		let x = (x + self.linear(layer, Target::O, &y)?)?;
		let h = ops::rms_norm(engine, &x, &weights.feed_forward_norm)?;
		let gate = self.linear(layer, Target::Gate, &h)?;
		let up = self.linear(layer, Target::Up, &h)?;
		let y = ops::swiglu(engine, &gate, &up)?;
		Ok((x + self.linear(layer, Target::Down, &y)?)?)
	}

	fn heads(&self, sequences: Arc<[(usize, usize)]>) -> Heads {
		let c = &self.config;
		Heads { queries: c.heads, keys: c.kv_heads, size: c.head, sequences }
	}

	fn embed(&self, ids: &[u32]) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		let mut x = vec![0.0; ids.len() * width];
		for (id, row) in ids.iter().zip(x.chunks_exact_mut(width)) {
			self.weights.embedding.row(*id as usize, row);
		}
		Ok(Tensor::from_vec(x, (ids.len(), width), &Device::Cpu)?)
	}

	/// The rows whose next token counts.
	fn select(&self, x: &Tensor, rows: &[usize]) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		let all = x.flatten_all()?.to_vec1::<f32>()?;
		let chosen: Vec<f32> = rows.iter().flat_map(|row| &all[row * width..][..width]).copied().collect();
		Ok(Tensor::from_vec(chosen, (rows.len(), width), &Device::Cpu)?)
	}

	fn losses(&self, hidden: &Tensor, pack: &Pack, training: bool) -> Result<Tensor, Error> {
		let hidden = ops::rms_norm(&self.engine, hidden, &self.weights.norm)?;
		let (head, targets) = (&self.weights.head, pack.targets.clone());
		Ok(ops::completion_loss(&self.engine, &hidden, head, targets, training)?)
	}

	/// Loss of each token that counts.
	pub(crate) fn evaluate(&self, pack: &Pack) -> Result<Vec<f32>, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..self.config.layers {
			x = self.block(layer, &x, &rows, None)?;
		}
		let losses = self.losses(&self.select(&x, &pack.rows)?, pack, false)?;
		Ok(losses.to_vec1()?)
	}

	/// Loss of each token that counts; the adapter's gradients grow by those of the sum of losses times `weight`.
	pub(crate) fn learn(&self, pack: &Pack, weight: f32) -> Result<Vec<f32>, Error> {
		let rows = Rows { positions: pack.positions.clone(), heads: self.heads(pack.sequences.clone()) };
		let layers = self.config.layers;
		let recomputed = layers.saturating_sub(ACTIVATIONS / self.activation_bytes(pack.ids.len()).max(1));
		let mut inputs = Vec::with_capacity(layers);
		let mut outputs = Vec::with_capacity(layers);
		let mut x = self.embed(&pack.ids)?;
		for layer in 0..layers {
			if layer < recomputed {
				// Plain tensors: no graph is kept.
				inputs.push(x.clone());
				outputs.push(None);
				x = self.block(layer, &x, &rows, None)?;
			} else {
				let input = Var::from_tensor(&x)?.as_tensor().clone();
				let y = self.block(layer, &input, &rows, None)?;
				inputs.push(input);
				x = y.detach();
				outputs.push(Some(y));
			}
		}
		let hidden = Var::from_tensor(&self.select(&x, &pack.rows)?)?.as_tensor().clone();
		drop(x);
		let losses = self.losses(&hidden, pack, true)?;
		let start = Tensor::full(weight, losses.shape(), &Device::Cpu)?;
		let mut gradient = {
			let mut store = ops::inject(&losses, &start)?.backward()?;
			let rows = store.remove(&hidden).map_or_else(|| hidden.zeros_like(), Ok)?;
			self.scatter(&rows, &pack.rows, pack.ids.len())?
		};
		while let (Some(input), Some(output)) = (inputs.pop(), outputs.pop()) {
			let layer = inputs.len();
			let (input, output) = match output {
				Some(output) => (input, output),
				None => {
					let input = Var::from_tensor(&input)?.as_tensor().clone();
					let output = self.block(layer, &input, &rows, None)?;
					(input, output)
				},
			};
			let mut store = ops::inject(&output, &gradient)?.backward()?;
			gradient = store.remove(&input).map_or_else(|| input.zeros_like(), Ok)?;
		}
		Ok(losses.to_vec1()?)
	}

	/// Rows of gradients back to their places among `total` rows.
	fn scatter(&self, gradient: &Tensor, rows: &[usize], total: usize) -> Result<Tensor, Error> {
		let width = self.config.hidden;
		let values = gradient.flatten_all()?.to_vec1::<f32>()?;
		let mut all = vec![0.0; total * width];
		for (row, values) in rows.iter().zip(values.chunks_exact(width)) {
			all[row * width..][..width].copy_from_slice(values);
		}
		Ok(Tensor::from_vec(all, (total, width), &Device::Cpu)?)
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
			x = self.block(layer, &x, &rows, Some(&mut cache.0[layer]))?;
		}
		let last = self.select(&x, &[ids.len() - 1])?;
		let last = ops::rms_norm(&self.engine, &last, &self.weights.norm)?;
		Ok(ops::logits(&self.engine, &last, &self.weights.head)?.flatten_all()?.to_vec1()?)
	}
}

/// Appends rows to a cache and returns all of them.
fn extend(cache: &mut Vec<f32>, rows: &Tensor) -> Result<Tensor, Error> {
	let width = rows.dim(1)?;
	cache.extend(rows.flatten_all()?.to_vec1::<f32>()?);
	let count = cache.len() / width;
	Ok(Tensor::from_vec(cache.clone(), (count, width), &Device::Cpu)?)
}
