//! The angles by which a model's layers turn queries and keys.

use crate::config::Config;
use openledger_kernels::ops::RopeTable;
use std::sync::Arc;

/// The tables of angles of a model, for a number of positions.
#[derive(Clone)]
pub(crate) struct Rotations {
	/// The angles of layers that see the whole context.
	whole: Arc<RopeTable>,
	/// The angles of layers that see a window, if the family has such layers.
	local: Option<Arc<RopeTable>>,
}

impl Rotations {
	/// Computes the angles of `positions` positions. `factors` slow the pairs of a head, one each.
	pub(crate) fn new(config: &Config, factors: &[f32], positions: usize) -> Self {
		let linear = vec![config.rope_factor; config.head / 2];
		let factors = if factors.is_empty() { &linear } else { factors };
		let table =
			|base, factors: &[f32]| Arc::new(RopeTable::with_factors(config.head, base, factors, positions));
		let local = config.family.local.map(|_| table(config.local_rope_base, &[]));
		Self { whole: table(config.rope_base, factors), local }
	}

	/// Returns the number of positions.
	pub(crate) fn positions(&self) -> usize {
		self.whole.positions()
	}

	/// Returns the angles of a layer; `None` if it turns nothing.
	pub(crate) fn of(&self, config: &Config, layer: usize) -> Option<&Arc<RopeTable>> {
		match &self.local {
			_ if !config.family.rotates(layer) => None,
			Some(local) if config.family.is_local(layer) => Some(local),
			_ => Some(&self.whole),
		}
	}
}
