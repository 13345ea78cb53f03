//! The benchmarks that `openledger-node benchmark pallet` runs.

use crate::{AllPalletsWithSystem, Runtime};
use alloc::{string::String, vec::Vec};
use frame_benchmarking::{BenchmarkBatch, BenchmarkConfig, BenchmarkList, define_benchmarks};
use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys, fungible::Mutate};
use frame_system_benchmarking::Pallet as SystemBench;
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, ModelId, SessionId, Signature, datanet::SnapshotRef,
	influence::InfluenceVector, model::Price, traits::ModelRegistry,
};

impl frame_system_benchmarking::Config for Runtime {}

impl pallet_transaction_payment::BenchmarkConfig for Runtime {
	fn setup_benchmark_environment() {
		pallet_validators::benchmarking::begin_block::<Runtime>();
	}
}

impl pallet_treasury::ArgumentsFactory<(), AccountId> for Setup {
	fn create_asset_kind(_seed: u32) {}

	fn create_beneficiary(seed: [u8; 32]) -> AccountId {
		let who = seed.into();
		// It can be paid less than an account must have.
		let _ = crate::Balances::mint_into(&who, crate::configs::money::EXISTENTIAL_DEPOSIT);
		who
	}
}

/// Maker, through the calls of one pallet, of what the benchmarks of another stand on.
pub struct Setup;

impl pallet_model_factory::BenchmarkHelper for Setup {
	fn make_snapshot(owner: &AccountId, contributor: &AccountId, contributions: u32) -> SnapshotRef {
		pallet_datanets::benchmarking::make_snapshot::<Runtime>(owner, contributor, contributions)
	}

	fn make_base(owner: &AccountId) -> ModelId {
		pallet_models::benchmarking::make_base::<Runtime>(owner)
	}
}

impl pallet_attribution::BenchmarkHelper for Setup {
	fn make_snapshot(owner: &AccountId, contributors: &[AccountId]) -> SnapshotRef {
		pallet_datanets::benchmarking::make_shared_snapshot::<Runtime>(owner, contributors)
	}

	fn make_base(owner: &AccountId) -> ModelId {
		pallet_models::benchmarking::make_base::<Runtime>(owner)
	}

	fn make_listed(model: ModelId, price: Price) {
		pallet_models::benchmarking::make_listed::<Runtime>(model, price)
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		pallet_model_factory::benchmarking::make_provider::<Runtime>(stash, worker)
	}
}

impl pallet_disputes::BenchmarkHelper for Setup {
	fn make_model(n: u32) -> (ModelId, Vec<ContributionId>) {
		pallet_attribution::benchmarking::make_model::<Runtime>(n)
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		pallet_attribution::benchmarking::make_provider::<Runtime>(stash, worker)
	}

	fn offer(stash: &AccountId, model: ModelId) {
		let base = crate::Models::lineage(model).map_or(model, |lineage| lineage.base);
		pallet_model_factory::benchmarking::offer::<Runtime>(stash, base)
	}

	fn make_session(model: ModelId) -> (SessionId, AccountId) {
		pallet_attribution::benchmarking::make_session::<Runtime>(model)
	}

	fn make_settlement(
		session: SessionId,
		answers: u32,
		amount: Balance,
		receipts: Hash,
		influence: InfluenceVector,
	) {
		use pallet_attribution::benchmarking::{Wanted, make_settlement};
		make_settlement::<Runtime>(session, Wanted { answers, amount: Some(amount), receipts, influence })
	}

	fn sign(worker: &AccountId, bytes: &[u8]) -> Signature {
		pallet_attribution::benchmarking::sign_as_worker(worker, bytes)
	}

	fn earnings(who: &AccountId) -> Balance {
		crate::Attribution::earnings(who.clone())
	}
}

define_benchmarks!(
	[frame_system, SystemBench::<Runtime>]
	[frame_system_extensions, frame_system_benchmarking::extensions::Pallet::<Runtime>]
	[pallet_balances, crate::Balances]
	[pallet_conviction_voting, crate::ConvictionVoting]
	[pallet_multisig, crate::Multisig]
	[pallet_parameters, crate::Parameters]
	[pallet_preimage, crate::Preimage]
	[pallet_proxy, crate::Proxy]
	[pallet_referenda, crate::Referenda]
	[pallet_safe_mode, crate::SafeMode]
	[pallet_scheduler, crate::Scheduler]
	[pallet_sudo, crate::Sudo]
	[pallet_timestamp, crate::Timestamp]
	[pallet_transaction_payment, crate::TransactionPayment]
	[pallet_treasury, crate::Treasury]
	[pallet_tx_pause, crate::TxPause]
	[pallet_utility, crate::Utility]
	[pallet_validators, crate::Validators]
	[pallet_datanets, crate::Datanets]
	[pallet_models, crate::Models]
	[pallet_model_factory, crate::ModelFactory]
	[pallet_attribution, crate::Attribution]
	[pallet_disputes, crate::Disputes]
);

/// Lists every benchmark by name.
pub fn list(list: &mut Vec<BenchmarkList>, extra: bool) {
	list_benchmarks!(list, extra);
}

/// Runs the benchmarks that a configuration asks for.
pub fn run(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
	let whitelist: Vec<TrackedStorageKey> = AllPalletsWithSystem::whitelisted_storage_keys();
	let mut batches = Vec::<BenchmarkBatch>::new();
	let params = (&config, &whitelist);
	add_benchmarks!(params, batches);
	Ok(batches)
}
