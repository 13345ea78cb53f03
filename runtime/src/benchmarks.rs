//! The benchmarks that `openledger-node benchmark pallet` runs.

use crate::{AllPalletsWithSystem, Runtime};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{
	add_benchmark, define_benchmarks, list_benchmark, BenchmarkBatch, BenchmarkConfig, BenchmarkList,
	Benchmarking,
};
use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};
use frame_system_benchmarking::Pallet as SystemBench;

impl frame_system_benchmarking::Config for Runtime {}

define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[pallet_balances, crate::Balances]
	[pallet_timestamp, crate::Timestamp]
	[pallet_validators, crate::Validators]
	[pallet_datanets, crate::Datanets]
	[pallet_models, crate::Models]
	[pallet_model_factory, crate::ModelFactory]
	[pallet_attribution, crate::Attribution]
);

/// Names every benchmark.
pub fn list(list: &mut Vec<BenchmarkList>, extra: bool) {
	list_benchmarks!(list, extra);
}

/// Runs what a configuration asks for.
pub fn run(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
