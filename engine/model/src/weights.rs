//! Frozen weights in the form that a method wants.

use crate::{
	config::{Config, LINEARS},
	gguf::{Gguf, GgufError},
};
use openledger_kernels::{Engine, Matrix, ops::Norm};
use openledger_spec::Target;
use std::{collections::BTreeSet, sync::Arc};

/// The weights of one decoder layer.
pub(crate) struct Layer {
	pub(crate) attention_norm: Arc<Norm>,
	pub(crate) feed_forward_norm: Arc<Norm>,
	/// Linears in the order of [`LINEARS`].
	pub(crate) linears: Vec<Arc<Matrix>>,
	/// Parts that some families have only.
	pub(crate) extras: Extras,
}

/// The weights of a layer that Llama lacks.
#[derive(Clone, Default)]
pub(crate) struct Extras {
	/// Biases of q, k and v.
	pub(crate) biases: [Option<Arc<[f32]>>; 3],
	/// Norms of the heads of q and of k.
	pub(crate) head_norms: Option<[Arc<Norm>; 2]>,
	/// Norms of the results of attention and of the feed-forward block.
	pub(crate) result_norms: Option<[Arc<Norm>; 2]>,
}

/// The weights of a whole model.
pub(crate) struct Weights {
	/// Embedding of each token: looked up row by row, so always in stored form.
	pub(crate) embedding: Arc<Matrix>,
	pub(crate) head: Arc<Matrix>,
	pub(crate) norm: Arc<Norm>,
	pub(crate) layers: Vec<Layer>,
	/// Factors that slow the pairs of the rotation; none if it is as it is.
	pub(crate) rope_factors: Arc<[f32]>,
}

fn name_of(target: Target) -> &'static str {
	match target {
		Target::Q => "attn_q",
		Target::K => "attn_k",
		Target::V => "attn_v",
		Target::O => "attn_output",
		Target::Gate => "ffn_gate",
		Target::Up => "ffn_up",
		Target::Down => "ffn_down",
	}
}

/// Returns the order in which the rows of q and k are to be read.
///
/// Llama files keep them in the order of interleaved pairs; rotate-half wants the first halves of the pairs
/// first. Row `half·s + d` of a head is stored as row `2·d + s`.
fn rotate_half_order(heads: usize, head: usize) -> Arc<[u32]> {
	let half = head / 2;
	(0..heads * head)
		.map(|row| {
			let (h, r) = (row / head, row % head);
			(h * head + 2 * (r % half) + r / half) as u32
		})
		.collect()
}

struct Loader<'a> {
	file: &'a Gguf,
	config: &'a Config,
	used: BTreeSet<String>,
}

impl Loader<'_> {
	fn matrix(
		&mut self,
		name: &str,
		(rows, columns): (usize, usize),
		order: Option<Arc<[u32]>>,
	) -> Result<Arc<Matrix>, GgufError> {
		let tensor = self.file.tensor(name, &[rows as u64, columns as u64])?;
		self.used.insert(name.into());
		// The rows of a file's order, where they are stored in yet another one.
		let order = match (order, &tensor.rows) {
			(order, None) => order,
			(None, Some(rows)) => Some(rows.clone()),
			(Some(order), Some(rows)) => {
				Some(order.iter().filter_map(|row| rows.get(*row as usize)).copied().collect())
			},
		};
		let bytes = self.file.part_of(tensor);
		let matrix = Matrix::stored(bytes, tensor.start, tensor.format, (rows, columns), order);
		matrix.map(Arc::new).map_err(|error| GgufError::Unsupported(format!("tensor {name}: {error}")))
	}

	/// Reads a row of numbers, which may be stored in any format.
	fn row(&mut self, name: &str, width: usize) -> Result<Vec<f32>, GgufError> {
		let tensor = self.file.tensor(name, &[width as u64])?;
		self.used.insert(name.into());
		let mut row = vec![0.0; width];
		tensor.format.dequantize_row(self.file.tensor_bytes(tensor), &mut row);
		Ok(row)
	}

	fn norm(&mut self, name: &str, width: usize) -> Result<Arc<Norm>, GgufError> {
		Ok(Arc::new(Norm { weight: self.row(name, width)?, eps: self.config.norm_eps }))
	}

	/// Reads the linears of a layer. Where the family keeps rows of q and k in the order of interleaved
	/// pairs, they are read in that of rotate-half.
	fn linears(&mut self, layer: usize) -> Result<Vec<Arc<Matrix>>, GgufError> {
		let config = self.config;
		let read = |target: &Target| {
			let order = match target {
				Target::Q if config.family.interleaved => Some(rotate_half_order(config.heads, config.head)),
				Target::K if config.family.interleaved => {
					Some(rotate_half_order(config.kv_heads, config.head))
				},
				_ => None,
			};
			let name = format!("blk.{layer}.{}.weight", name_of(*target));
			self.matrix(&name, config.shape(*target), order)
		};
		LINEARS.iter().map(read).collect()
	}

	/// Reads what the family has beyond Llama.
	fn extras(&mut self, layer: usize) -> Result<Extras, GgufError> {
		let Config { family, hidden, head, .. } = *self.config;
		let mut extras = Extras::default();
		if family.biases {
			for (place, target) in [Target::Q, Target::K, Target::V].into_iter().enumerate() {
				let name = format!("blk.{layer}.{}.bias", name_of(target));
				extras.biases[place] = Some(self.row(&name, self.config.shape(target).0)?.into());
			}
		}
		if family.head_norms {
			let mut norm = |name| self.norm(&format!("blk.{layer}.{name}.weight"), head);
			extras.head_norms = Some([norm("attn_q_norm")?, norm("attn_k_norm")?]);
		}
		if family.result_norms {
			let mut norm = |name| self.norm(&format!("blk.{layer}.{name}.weight"), hidden);
			extras.result_norms = Some([norm("post_attention_norm")?, norm("post_ffw_norm")?]);
		}
		Ok(extras)
	}

	/// Reads the factors of the rotation, if the family may have them and the file does.
	fn rope_factors(&mut self) -> Result<Arc<[f32]>, GgufError> {
		const NAME: &str = "rope_freqs.weight";
		if !self.config.family.rope_factors || !self.file.names().any(|name| name == NAME) {
			return Ok(Arc::default());
		}
		let factors = self.row(NAME, self.config.head / 2)?;
		match factors.iter().find(|factor| !(**factor > 0.0 && factor.is_finite())) {
			Some(factor) => Err(GgufError::Unsupported(format!("{factor} in {NAME}: factors are positive"))),
			None => Ok(factors.into()),
		}
	}
}

impl Weights {
	/// Reads weights as the file keeps them.
	///
	/// Every tensor of the file must have a place: one that has none would mean that the model is not what
	/// the engine takes it for.
	pub(crate) fn stored(file: &Gguf, config: &Config) -> Result<Self, GgufError> {
		let mut loader = Loader { file, config, used: BTreeSet::new() };
		let vocabulary = (config.vocabulary, config.hidden);
		let embedding = loader.matrix("token_embd.weight", vocabulary, None)?;
		let head = match file.names().any(|name| name == "output.weight") {
			true => loader.matrix("output.weight", vocabulary, None)?,
			false => embedding.clone(),
		};
		let norm = loader.norm("output_norm.weight", config.hidden)?;
		let rope_factors = loader.rope_factors()?;
		let mut layers = Vec::new();
		for layer in 0..config.layers {
			layers.push(Layer {
				attention_norm: loader.norm(&format!("blk.{layer}.attn_norm.weight"), config.hidden)?,
				feed_forward_norm: loader.norm(&format!("blk.{layer}.ffn_norm.weight"), config.hidden)?,
				linears: loader.linears(layer)?,
				extras: loader.extras(layer)?,
			});
		}
		match file.names().find(|name| !loader.used.contains(*name)) {
			Some(name) => {
				let family = config.family.architecture;
				Err(GgufError::Unsupported(format!("tensor {name} has no place in a {family} model")))
			},
			None => Ok(Self { embedding, head, norm, layers, rope_factors }),
		}
	}

	/// Returns the same weights, dequantized once.
	pub(crate) fn packed(&self, engine: &Engine) -> Self {
		self.with_linears(|matrix| matrix.pack(engine))
	}

	/// Returns the same weights, those of linears and of the output layer in codes.
	pub(crate) fn in_codes(&self, engine: &Engine) -> Self {
		self.with_linears(|matrix| matrix.pack_codes(engine))
	}

	/// Returns the same weights with 8-bit integers beside those of linears and of the output layer, kept in
	/// memory if `keep`.
	pub(crate) fn with_integers(&self, engine: &Engine, keep: bool) -> Self {
		self.with_linears(|matrix| matrix.with_integers(engine, keep))
	}

	/// Returns the same weights, those of linears and of the output layer in another form.
	fn with_linears(&self, form: impl Fn(&Matrix) -> Matrix) -> Self {
		let change = |matrix: &Arc<Matrix>| Arc::new(form(matrix));
		let layers = self.layers.iter().map(|layer| Layer {
			attention_norm: layer.attention_norm.clone(),
			feed_forward_norm: layer.feed_forward_norm.clone(),
			linears: layer.linears.iter().map(change).collect(),
			extras: layer.extras.clone(),
		});
		Self {
			embedding: self.embedding.clone(),
			head: change(&self.head),
			norm: self.norm.clone(),
			layers: layers.collect(),
			rope_factors: self.rope_factors.clone(),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn order_undoes_the_converter() {
		// The converter reshapes a head to (2, half) and swaps the two axes.
		let (heads, head) = (3, 8);
		let original: Vec<u32> = (0..24).collect();
		let mut stored = [0; 24];
		for h in 0..heads {
			for s in 0..2 {
				for d in 0..head / 2 {
					stored[h * head + d * 2 + s] = original[h * head + s * (head / 2) + d];
				}
			}
		}
		let order = rotate_half_order(heads, head);
		let back: Vec<u32> = order.iter().map(|row| stored[*row as usize]).collect();
		assert_eq!(back, original);
	}
}
