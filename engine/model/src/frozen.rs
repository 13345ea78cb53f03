//! Frozen weights: what every adapter of a base model shares.

use crate::{
	budget::{Budget, Footprint, OverBudget, Reservation},
	config::Config,
	rotation::Rotations,
	tokenizer::Tokenizer,
	weights::Weights,
};
use parking_lot::Mutex;
use std::sync::Arc;

/// Positions that the first table of angles has room for.
const FIRST_POSITIONS: usize = 512;

/// A base model's weights in the form that a method wants, ready to run with any adapter.
///
/// Nothing in it changes while it runs, so one serves any number of [`crate::Model`]s and threads at the same
/// time.
pub struct FrozenModel {
	config: Config,
	tokenizer: Arc<Tokenizer>,
	weights: Weights,
	/// Angles of the positions met so far.
	rope: Mutex<Option<Rotations>>,
	/// The budget that caches are taken from, and what the model takes.
	memory: Option<(Arc<Budget>, Footprint)>,
	/// Memory of the weights, if they are copies.
	_reserved: Option<Reservation>,
}

impl FrozenModel {
	pub(crate) fn new(config: Config, tokenizer: Arc<Tokenizer>, weights: Weights) -> Self {
		Self { config, tokenizer, weights, rope: Mutex::default(), memory: None, _reserved: None }
	}

	/// Bounds what the model takes while it runs, and keeps the reservation of its weights.
	pub(crate) fn within(
		self,
		budget: Arc<Budget>,
		footprint: Footprint,
		reserved: Option<Reservation>,
	) -> Self {
		Self { memory: Some((budget, footprint)), _reserved: reserved, ..self }
	}

	/// Reserves the keys and values of so many tokens. Fails if they exceed what models may take.
	pub fn reserve_cache(&self, tokens: usize) -> Result<Option<Reservation>, OverBudget> {
		let reserve = |(budget, footprint): &(Arc<Budget>, Footprint)| {
			budget.reserve(footprint.cache(tokens), "the cache of keys and values")
		};
		self.memory.as_ref().map(reserve).transpose()
	}

	/// Returns the shape of the model.
	pub fn config(&self) -> &Config {
		&self.config
	}

	/// Returns the base model's tokenizer.
	pub fn tokenizer(&self) -> &Tokenizer {
		&self.tokenizer
	}

	pub(crate) fn weights(&self) -> &Weights {
		&self.weights
	}

	/// Returns the angles of at least `positions` positions.
	///
	/// A position's angles do not depend on how many there are, so a table that grows changes no result. It
	/// grows to a power of two, so that generating token by token computes few of them.
	pub(crate) fn rope(&self, positions: usize) -> Rotations {
		let mut rope = self.rope.lock();
		match &*rope {
			Some(table) if table.positions() >= positions => table.clone(),
			_ => {
				let (least, most) = (FIRST_POSITIONS.min(self.config.context), self.config.context);
				let room = positions.next_power_of_two().min(most).max(positions).max(least);
				rope.insert(Rotations::new(&self.config, &self.weights.rope_factors, room)).clone()
			},
		}
	}
}
