//! Adapters packed for the kernels.

use crate::{
	Error,
	adapter::{Adapter, Half},
	config::{Config, LINEARS},
};
use openledger_kernels::{LoraGradients, LoraPair};
use openledger_spec::Target;
use std::sync::Arc;

/// An update of one linear: its packed factors and the place where their gradients gather.
#[derive(Clone)]
pub(crate) struct Adapted {
	pub(crate) pair: Arc<LoraPair>,
	pub(crate) gradients: Arc<LoraGradients>,
}

/// The updates of one layer, in the order of [`LINEARS`].
pub(crate) type AdaptedLayer = [Option<Adapted>; LINEARS.len()];

/// An adapter's values, packed for the products of every linear that it adapts.
///
/// Models that only run forward may share one. Models that gather gradients need one each.
pub struct AdaptedLinears {
	layers: Vec<AdaptedLayer>,
}

impl AdaptedLinears {
	/// Packs the values that an adapter has now.
	pub fn new(adapter: &Adapter, config: &Config) -> Result<Self, Error> {
		let mut layers = Vec::with_capacity(config.layers);
		for layer in 0..config.layers {
			let mut linears = AdaptedLayer::default();
			for target in LINEARS {
				let places = (adapter.place(layer, target, Half::A), adapter.place(layer, target, Half::B));
				let ((Some(a), Some(b)), Some(shape)) = (places, adapter.shape(layer, target)) else {
					continue;
				};
				let (outputs, inputs) = config.shape(target);
				let (a, b) = (adapter.factors[a].values.clone(), adapter.factors[b].values.clone());
				let pair = LoraPair::new(a, b, (shape.rank, inputs, outputs), shape.scale)?;
				linears[target as usize] = Some(Adapted { pair: Arc::new(pair), gradients: Arc::default() });
			}
			layers.push(linears);
		}
		Ok(Self { layers })
	}

	/// Returns the updates of a layer.
	pub(crate) fn layer(&self, layer: usize) -> Option<&AdaptedLayer> {
		self.layers.get(layer)
	}

	/// Returns the ranks of a layer's updates, padded as the products pad them, added up: the most of any
	/// layer.
	pub(crate) fn padded_rank(&self) -> usize {
		let rank = |linears: &AdaptedLayer| -> usize {
			linears.iter().flatten().map(|adapted| adapted.pair.rank().next_multiple_of(16)).sum()
		};
		self.layers.iter().map(rank).max().unwrap_or(0)
	}

	/// Takes the gradients gathered so far, by factor of `adapter` in name order; empty where none gathered.
	pub(crate) fn take_gradients(&self, adapter: &Adapter) -> Vec<Vec<f32>> {
		let mut gradients = vec![Vec::new(); adapter.factors.len()];
		for (layer, target, adapted) in self.iter() {
			let Some((a, b)) = adapted.gradients.take(adapted.pair.rank()) else { continue };
			for (half, gradient) in [(Half::A, a), (Half::B, b)] {
				if let Some(place) = adapter.place(layer, target, half) {
					gradients[place] = gradient;
				}
			}
		}
		gradients
	}

	/// Returns the adapted linears by layer, each with its target.
	fn iter(&self) -> impl Iterator<Item = (usize, Target, &Adapted)> {
		self.layers.iter().enumerate().flat_map(|(layer, linears)| {
			let present = LINEARS.into_iter().zip(linears);
			present.filter_map(move |(target, adapted)| adapted.as_ref().map(|a| (layer, target, a)))
		})
	}
}
