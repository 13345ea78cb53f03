//! Reads of others: the runtime API page by page, and the service that other pallets use.

use crate::{Config, Error, Models, NextModelId, Pallet};
use alloc::vec::Vec;
use openledger_primitives::{
	Balance, Licence, ModelId, Name,
	datanet::SnapshotRef,
	model::{Lineage, Manifest, ModelInfo, ModelKind, Price},
	traits::ModelRegistry,
};
use sp_runtime::{DispatchError, Permill};

/// Largest number of entries of one page.
const MAX_PAGE: u32 = 100;

impl<T: Config> Pallet<T> {
	/// Returns one model as clients read it.
	pub fn model(id: ModelId) -> Option<ModelInfo<T::AccountId>> {
		let model = Models::<T>::get(id)?;
		Some(ModelInfo {
			id,
			owner: model.owner,
			name: model.name,
			licence: model.licence,
			card: model.card,
			kind: model.kind,
			price: model.listing.map(|listing| listing.price),
		})
	}

	/// Returns models with ids from `from`, ascending: at most `limit`, and at most 100.
	pub fn models(from: ModelId, limit: u32) -> Vec<ModelInfo<T::AccountId>> {
		let page = (from..NextModelId::<T>::get()).take(limit.min(MAX_PAGE) as usize);
		page.filter_map(Self::model).collect()
	}
}

impl<T: Config> ModelRegistry<T::AccountId> for Pallet<T> {
	fn base(model: ModelId) -> Option<(Manifest, Permill)> {
		match Models::<T>::get(model)?.kind {
			ModelKind::Base { manifest, royalty } => Some((manifest, Self::royalty_now(model, royalty))),
			ModelKind::Tuned(_) => None,
		}
	}

	fn lineage(model: ModelId) -> Option<Lineage> {
		match Models::<T>::get(model)?.kind {
			ModelKind::Tuned(lineage) => Some(lineage),
			ModelKind::Base { .. } => None,
		}
	}

	fn owner(model: ModelId) -> Option<T::AccountId> {
		Models::<T>::get(model).map(|model| model.owner)
	}

	fn price(model: ModelId) -> Option<Price> {
		Models::<T>::get(model)?.listing.map(|listing| listing.price)
	}

	fn licence_for(base: ModelId, snapshots: &[SnapshotRef]) -> Result<Licence, DispatchError> {
		let model = Models::<T>::get(base).filter(|model| matches!(model.kind, ModelKind::Base { .. }));
		Self::tuned_licence(&model.ok_or(Error::<T>::NotABase)?.licence, snapshots)
	}

	fn tuned_deposit() -> Balance {
		Self::tuned_record_deposit()
	}

	fn create_tuned(
		owner: &T::AccountId,
		name: Name,
		lineage: Lineage,
		deposit: Balance,
	) -> Result<ModelId, DispatchError> {
		Self::do_create_tuned(owner, name, lineage, deposit)
	}
}
