//! The port through which this pallet's benchmarks make what other pallets hold.

use openledger_primitives::{AccountId, ModelId, datanet::SnapshotRef, model::Price};

/// Makes what the benchmarks need of other pallets.
pub trait BenchmarkHelper {
	/// Makes a published snapshot of a contribution by each of these.
	fn make_snapshot(owner: &AccountId, contributors: &[AccountId]) -> SnapshotRef;
	/// Makes a base model.
	fn make_base(owner: &AccountId) -> ModelId;
	/// Lists a model.
	fn make_listed(model: ModelId, price: Price);
	/// Makes a provider.
	fn make_provider(stash: &AccountId, worker: &AccountId);
}
