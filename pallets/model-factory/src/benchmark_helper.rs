//! The port through which this pallet's benchmarks make what other pallets hold.

use openledger_primitives::{AccountId, ModelId, datanet::SnapshotRef};

/// Maker of what the benchmarks need of other pallets.
pub trait BenchmarkHelper {
	/// Publishes a snapshot of so many contributions by `contributor`.
	fn make_snapshot(owner: &AccountId, contributor: &AccountId, contributions: u32) -> SnapshotRef;
	/// Registers a base model.
	fn make_base(owner: &AccountId) -> ModelId;
}
