//! LoRA adapters: two factors for each adapted linear, visited in name order.

use crate::{
	config::Config,
	error::{AdapterError, Error},
	random::random_stream,
};
use openledger_content::{Hash, root};
use openledger_spec::{HyperParameters, MAX_RANK, Target};
use rand_chacha::rand_core::RngCore;
use std::collections::BTreeMap;

/// One factor of one update: A is rank × inputs, B is outputs × rank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Factor {
	pub(crate) name: String,
	pub(crate) rows: usize,
	pub(crate) columns: usize,
	pub(crate) values: Vec<f32>,
}

/// A LoRA adapter: the values of both factors of every linear that it adapts.
#[derive(Clone, Debug, PartialEq)]
pub struct Adapter {
	pub(crate) rank: usize,
	pub(crate) alpha: u16,
	/// Adapted linears, ascending.
	pub(crate) targets: Vec<Target>,
	/// Updates that differ from rank and alpha, or that are not there, by layer and linear. Only folders that
	/// others wrote have some.
	pub(crate) exceptions: BTreeMap<(usize, Target), Option<Shape>>,
	/// Factors, ascending by name.
	pub(crate) factors: Vec<Factor>,
}

/// Rank and scale of an update, which is the scale times B · A.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
	pub(crate) rank: usize,
	pub(crate) scale: f32,
}

/// A half of an update.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
	A,
	B,
}

/// Returns the name of a linear in Hugging Face models.
pub(crate) fn module(target: Target) -> &'static str {
	match target {
		Target::Q => "self_attn.q_proj",
		Target::K => "self_attn.k_proj",
		Target::V => "self_attn.v_proj",
		Target::O => "self_attn.o_proj",
		Target::Gate => "mlp.gate_proj",
		Target::Up => "mlp.up_proj",
		Target::Down => "mlp.down_proj",
	}
}

/// Returns the name of a factor in PEFT files.
pub(crate) fn factor_name(layer: usize, target: Target, half: Half) -> String {
	let half = if half == Half::A { 'A' } else { 'B' };
	format!("base_model.model.model.layers.{layer}.{}.lora_{half}.weight", module(target))
}

impl Adapter {
	/// Makes an adapter whose values are zeros.
	pub(crate) fn zeros(
		config: &Config,
		rank: usize,
		alpha: u16,
		targets: &[Target],
	) -> Result<Self, AdapterError> {
		Self::with_exceptions(config, (rank, alpha), targets, BTreeMap::new())
	}

	/// Makes an adapter whose values are zeros and some of whose updates are not as rank and alpha say.
	pub(crate) fn with_exceptions(
		config: &Config,
		(rank, alpha): (usize, u16),
		targets: &[Target],
		exceptions: BTreeMap<(usize, Target), Option<Shape>>,
	) -> Result<Self, AdapterError> {
		let fits = |rank: usize| rank > 0 && rank <= MAX_RANK as usize;
		let all_fit = exceptions.values().flatten().all(|shape| fits(shape.rank));
		if !fits(rank) || !all_fit || alpha == 0 || targets.is_empty() {
			return Err(AdapterError::Shape("rank, alpha or targets are out of bounds".into()));
		}
		let mut adapter = Self { rank, alpha, targets: targets.to_vec(), exceptions, factors: Vec::new() };
		let mut factors = Vec::new();
		for layer in 0..config.layers {
			for target in targets {
				let Some(Shape { rank, .. }) = adapter.shape(layer, *target) else { continue };
				let (outputs, inputs) = config.shape(*target);
				for (half, rows, columns) in [(Half::A, rank, inputs), (Half::B, outputs, rank)] {
					let name = factor_name(layer, *target, half);
					factors.push(Factor { name, rows, columns, values: vec![0.0; rows * columns] });
				}
			}
		}
		factors.sort_by(|a, b| a.name.cmp(&b.name));
		adapter.factors = factors;
		Ok(adapter)
	}

	/// Returns rank and scale of an update; none if the linear is not adapted.
	pub(crate) fn shape(&self, layer: usize, target: Target) -> Option<Shape> {
		let usual = Shape { rank: self.rank, scale: f32::from(self.alpha) / self.rank as f32 };
		match self.exceptions.get(&(layer, target)) {
			Some(shape) => *shape,
			None => self.targets.contains(&target).then_some(usual),
		}
	}

	/// Makes the adapter that training starts from.
	///
	/// B is zero, A uniform in ±1/√inputs from ChaCha20 stream 0 of the seed: factors in name order, one
	/// 32-bit word a value.
	pub fn initial(config: &Config, hyper: &HyperParameters) -> Result<Self, AdapterError> {
		let mut adapter = Self::zeros(config, hyper.rank.into(), hyper.alpha, &hyper.targets)?;
		let mut random = random_stream(hyper.seed, 0);
		for factor in adapter.factors.iter_mut().filter(|f| f.name.ends_with("lora_A.weight")) {
			let bound = 1.0 / (factor.columns as f32).sqrt();
			for value in &mut factor.values {
				// 24 bits: the fraction is exact.
				let unit = (random.next_u32() >> 8) as f32 / (1 << 24) as f32;
				*value = (2.0 * unit - 1.0) * bound;
			}
		}
		Ok(adapter)
	}

	/// Reads the raw form: every factor's values in name order, f32 little-endian.
	pub fn from_raw(bytes: &[u8], config: &Config, hyper: &HyperParameters) -> Result<Self, Error> {
		hyper.validate()?;
		let mut adapter = Self::zeros(config, hyper.rank.into(), hyper.alpha, &hyper.targets)?;
		adapter.fill(bytes)?;
		Ok(adapter)
	}

	/// Overwrites all values from the raw form.
	pub(crate) fn fill(&mut self, bytes: &[u8]) -> Result<(), AdapterError> {
		let expected = 4 * self.parameters();
		if bytes.len() != expected {
			return Err(AdapterError::Length { expected, found: bytes.len() });
		}
		let mut values = bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b));
		for factor in &mut self.factors {
			for (slot, value) in factor.values.iter_mut().zip(&mut values) {
				*slot = value;
			}
			if factor.values.iter().any(|v| !v.is_finite()) {
				return Err(AdapterError::NotFinite(factor.name.clone()));
			}
		}
		Ok(())
	}

	/// Returns the number of values.
	pub fn parameters(&self) -> usize {
		self.factors.iter().map(|f| f.values.len()).sum()
	}

	/// Returns the raw form, which the committed root covers.
	pub fn raw(&self) -> Vec<u8> {
		self.factors.iter().flat_map(|f| &f.values).flat_map(|v| v.to_le_bytes()).collect()
	}

	/// Returns the root of the raw form.
	pub fn root(&self) -> Hash {
		root::of(&self.raw())
	}

	/// Returns the names of the factors, ascending.
	pub fn names(&self) -> impl Iterator<Item = &str> {
		self.factors.iter().map(|factor| factor.name.as_str())
	}

	/// Returns the values of each factor, in name order.
	pub fn values(&self) -> impl Iterator<Item = &[f32]> {
		self.factors.iter().map(|factor| &factor.values[..])
	}

	/// Returns the values of each factor, in name order, to be changed.
	pub fn values_mut(&mut self) -> impl Iterator<Item = &mut [f32]> {
		self.factors.iter_mut().map(|factor| &mut factor.values[..])
	}

	/// Returns the place of a factor.
	pub(crate) fn place(&self, layer: usize, target: Target, half: Half) -> Option<usize> {
		let name = factor_name(layer, target, half);
		self.factors.binary_search_by(|f| f.name.as_str().cmp(&name)).ok()
	}
}
