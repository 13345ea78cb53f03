//! Runtime APIs: what the node, wallets and clients may ask of the chain.

use crate::{
	AccountId, Attribution, AuthorityDiscovery, Babe, Balance, Block, BlockNumber, Clock, Datanets, Disputes,
	Executive, Grandpa, InherentDataExt, ModelFactory, Models, Nonce, Runtime, RuntimeCall,
	RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, VERSION, Validators,
	configs::consensus::BABE_GENESIS_EPOCH_CONFIG,
};
use alloc::{format, string::String, vec::Vec};
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::KeyOwnerProofSystem,
	weights::Weight,
};
use openledger_primitives::{
	ChallengeId, ContributionId, DatanetId, JobId, ModelId, SessionId, SettlementNumber,
	challenge::{ChallengeInfo, OpenedAnswer, Periods, SettlementInfo},
	datanet::{ContributionInfo, DatanetInfo, Snapshot, SnapshotRef},
	job::{ConfirmationInfo, JobInfo, ProviderInfo},
	model::ModelInfo,
	usage::{ContributionInfluence, SessionInfo},
	validator::{PositionInfo, UnbondingInfo, ValidatorInfo},
};
use pallet_grandpa::AuthorityId as GrandpaId;
use sp_api::impl_runtime_apis;
use sp_core::{OpaqueMetadata, crypto::KeyTypeId};
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
	ApplyExtrinsicResult, TryRuntimeError,
	traits::{Block as BlockT, BlockNumberProvider, NumberFor},
	transaction_validity::{TransactionSource, TransactionValidity},
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;

impl_runtime_apis! {
	impl sp_api::Core<Block> for Runtime {
		fn version() -> RuntimeVersion {
			VERSION
		}

		fn execute_block(block: <Block as BlockT>::LazyBlock) {
			Executive::execute_block(block);
		}

		fn initialize_block(header: &<Block as BlockT>::Header) -> sp_runtime::ExtrinsicInclusionMode {
			Executive::initialize_block(header)
		}
	}

	impl sp_api::Metadata<Block> for Runtime {
		fn metadata() -> OpaqueMetadata {
			OpaqueMetadata::new(Runtime::metadata().into())
		}

		fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
			Runtime::metadata_at_version(version)
		}

		fn metadata_versions() -> Vec<u32> {
			Runtime::metadata_versions()
		}
	}

	impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
		fn execute_view_function(
			id: frame_support::view_functions::ViewFunctionId,
			input: Vec<u8>,
		) -> Result<Vec<u8>, frame_support::view_functions::ViewFunctionDispatchError> {
			Runtime::execute_view_function(id, input)
		}
	}

	impl sp_block_builder::BlockBuilder<Block> for Runtime {
		fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
			Executive::apply_extrinsic(extrinsic)
		}

		fn finalize_block() -> <Block as BlockT>::Header {
			Executive::finalize_block()
		}

		fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
			data.create_extrinsics()
		}

		fn check_inherents(block: <Block as BlockT>::LazyBlock, data: InherentData) -> CheckInherentsResult {
			data.check_extrinsics(&block)
		}
	}

	impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
		fn validate_transaction(
			source: TransactionSource,
			tx: <Block as BlockT>::Extrinsic,
			block_hash: <Block as BlockT>::Hash,
		) -> TransactionValidity {
			Executive::validate_transaction(source, tx, block_hash)
		}
	}

	impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
		fn offchain_worker(header: &<Block as BlockT>::Header) {
			Executive::offchain_worker(header)
		}
	}

	impl sp_consensus_babe::BabeApi<Block> for Runtime {
		fn configuration() -> sp_consensus_babe::BabeConfiguration {
			let epoch = Babe::epoch_config().unwrap_or(BABE_GENESIS_EPOCH_CONFIG);
			sp_consensus_babe::BabeConfiguration {
				slot_duration: Babe::slot_duration(),
				epoch_length:
					<pallet_validators::EpochLength<Runtime> as frame_support::traits::Get<u64>>::get(),
				c: epoch.c,
				authorities: Babe::authorities().to_vec(),
				randomness: Babe::randomness(),
				allowed_slots: epoch.allowed_slots,
			}
		}

		fn current_epoch_start() -> sp_consensus_babe::Slot {
			Babe::current_epoch_start()
		}

		fn current_epoch() -> sp_consensus_babe::Epoch {
			Babe::current_epoch()
		}

		fn next_epoch() -> sp_consensus_babe::Epoch {
			Babe::next_epoch()
		}

		fn generate_key_ownership_proof(
			_slot: sp_consensus_babe::Slot,
			authority: sp_consensus_babe::AuthorityId,
		) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
			Validators::prove((sp_consensus_babe::KEY_TYPE, authority))
				.map(|proof| sp_consensus_babe::OpaqueKeyOwnershipProof::new(proof.encode()))
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
			key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			// The node's import reports headers without their seals. In the pool such a report would keep out
			// the true one, which names the same offence.
			if !sp_consensus_babe::check_equivocation_proof(equivocation_proof.clone()) {
				return None;
			}
			Babe::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof.decode()?)
		}
	}

	impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
		fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
			Grandpa::grandpa_authorities()
		}

		fn current_set_id() -> sp_consensus_grandpa::SetId {
			pallet_grandpa::CurrentSetId::<Runtime>::get()
		}

		fn submit_report_equivocation_unsigned_extrinsic(
			equivocation_proof: sp_consensus_grandpa::EquivocationProof<
				<Block as BlockT>::Hash,
				NumberFor<Block>,
			>,
			key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
		) -> Option<()> {
			Grandpa::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof.decode()?)
		}

		fn generate_key_ownership_proof(
			_set: sp_consensus_grandpa::SetId,
			authority: GrandpaId,
		) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
			Validators::prove((sp_consensus_grandpa::KEY_TYPE, authority))
				.map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(proof.encode()))
		}
	}

	impl sp_authority_discovery::AuthorityDiscoveryApi<Block> for Runtime {
		fn authorities() -> Vec<sp_authority_discovery::AuthorityId> {
			AuthorityDiscovery::authorities()
		}
	}

	impl sp_session::SessionKeys<Block> for Runtime {
		fn generate_session_keys(owner: Vec<u8>, seed: Option<Vec<u8>>) -> OpaqueGeneratedSessionKeys {
			SessionKeys::generate(&owner, seed).into()
		}

		fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
			SessionKeys::decode_into_raw_public_keys(&encoded)
		}
	}

	impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
		fn account_nonce(account: AccountId) -> Nonce {
			System::account_nonce(account)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance> for Runtime {
		fn query_info(
			extrinsic: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment_rpc_runtime_api::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_info(extrinsic, length)
		}

		fn query_fee_details(
			extrinsic: <Block as BlockT>::Extrinsic,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_fee_details(extrinsic, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<Block, Balance, RuntimeCall>
		for Runtime
	{
		fn query_call_info(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::RuntimeDispatchInfo<Balance> {
			TransactionPayment::query_call_info(call, length)
		}

		fn query_call_fee_details(
			call: RuntimeCall,
			length: u32,
		) -> pallet_transaction_payment::FeeDetails<Balance> {
			TransactionPayment::query_call_fee_details(call, length)
		}

		fn query_weight_to_fee(weight: Weight) -> Balance {
			TransactionPayment::weight_to_fee(weight)
		}

		fn query_length_to_fee(length: u32) -> Balance {
			TransactionPayment::length_to_fee(length)
		}
	}

	impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
		fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
			build_state::<RuntimeGenesisConfig>(config)
		}

		fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
			get_preset::<RuntimeGenesisConfig>(id, crate::genesis::preset)
		}

		fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
			crate::genesis::preset_names()
		}
	}

	impl openledger_runtime_api::DatanetsApi<Block, AccountId> for Runtime {
		fn datanet(id: DatanetId) -> Option<DatanetInfo<AccountId>> {
			Datanets::datanet(id)
		}

		fn datanets(from: DatanetId, limit: u32) -> Vec<DatanetInfo<AccountId>> {
			Datanets::datanets(from, limit)
		}

		fn contribution(id: ContributionId) -> Option<ContributionInfo<AccountId>> {
			Datanets::contribution(id)
		}

		fn contributions(
			datanet: DatanetId,
			from: ContributionId,
			limit: u32,
		) -> Vec<ContributionInfo<AccountId>> {
			Datanets::contributions(datanet, from, limit)
		}

		fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
			Datanets::snapshot(at)
		}
	}

	impl openledger_runtime_api::ModelsApi<Block, AccountId> for Runtime {
		fn model(id: ModelId) -> Option<ModelInfo<AccountId>> {
			Models::model(id)
		}

		fn models(from: ModelId, limit: u32) -> Vec<ModelInfo<AccountId>> {
			Models::models(from, limit)
		}
	}

	#[api_version(3)]
	impl openledger_runtime_api::ModelFactoryApi<Block, AccountId> for Runtime {
		fn open_jobs() -> Vec<JobInfo<AccountId>> {
			ModelFactory::open_jobs()
		}

		fn jobs_of(provider: AccountId) -> Vec<JobInfo<AccountId>> {
			ModelFactory::jobs_of(provider)
		}

		fn job(id: JobId) -> Option<JobInfo<AccountId>> {
			ModelFactory::job(id)
		}

		fn job_blobs() -> Vec<openledger_primitives::Hash> {
			ModelFactory::job_blobs()
		}

		fn open_jobs_from(from: JobId, limit: u32) -> Vec<JobInfo<AccountId>> {
			ModelFactory::open_jobs_from(from, limit)
		}

		fn best_jobs(skip: u32, limit: u32) -> Vec<JobInfo<AccountId>> {
			ModelFactory::best_jobs(skip, limit)
		}

		fn provider(stash: AccountId) -> Option<ProviderInfo<AccountId>> {
			ModelFactory::provider(stash)
		}

		fn stash_of(worker: AccountId) -> Option<AccountId> {
			<ModelFactory as openledger_primitives::traits::ProviderRegistry<AccountId>>::stash_of(&worker)
		}

		fn confirmation(id: JobId) -> Option<ConfirmationInfo<AccountId>> {
			ModelFactory::confirmation(id)
		}

		fn confirmation_price(id: JobId) -> Option<Balance> {
			ModelFactory::confirmation_price(id)
		}

		fn doubt_price(id: JobId) -> Option<Balance> {
			ModelFactory::doubt_price(id)
		}

		fn repetitions_of(provider: AccountId) -> Vec<JobId> {
			ModelFactory::repetitions_of(provider)
		}
	}

	impl openledger_runtime_api::AttributionApi<Block, AccountId> for Runtime {
		fn influence(model: ModelId) -> Vec<(ContributionId, ContributionInfluence)> {
			Attribution::influence(model)
		}

		fn earnings(account: AccountId) -> Balance {
			Attribution::earnings(account)
		}

		fn session(id: SessionId) -> Option<SessionInfo<AccountId>> {
			Attribution::session(id)
		}

		fn influence_of_datanet(
			datanet: DatanetId,
			from: ContributionId,
			limit: u32,
		) -> Vec<(ContributionId, ContributionInfluence)> {
			Attribution::influence_of_datanet(datanet, from, limit)
		}

		fn models_shaped_by(
			contributor: AccountId,
			from: ModelId,
			limit: u32,
		) -> Vec<(ModelId, ContributionInfluence)> {
			Attribution::models_shaped_by(contributor, from, limit)
		}

		fn datanets_shared_by(
			contributor: AccountId,
			from: DatanetId,
			limit: u32,
		) -> Vec<(DatanetId, ContributionInfluence)> {
			Attribution::datanets_shared_by(contributor, from, limit)
		}

		fn model_board(model: ModelId) -> Vec<(AccountId, ContributionInfluence)> {
			Attribution::model_board(model)
		}

		fn datanet_board(datanet: DatanetId) -> Vec<(AccountId, ContributionInfluence)> {
			Attribution::datanet_board(datanet)
		}

		fn periods() -> Periods {
			Disputes::periods()
		}

		fn settlement(session: SessionId, number: SettlementNumber) -> Option<SettlementInfo<AccountId>> {
			Attribution::settlement(session, number)
		}

		fn headroom(provider: AccountId) -> Balance {
			Attribution::headroom(provider)
		}
	}

	impl openledger_runtime_api::DisputesApi<Block, AccountId> for Runtime {
		fn challenge(id: ChallengeId) -> Option<ChallengeInfo<AccountId>> {
			Disputes::challenge_info(id)
		}

		fn challenges() -> Vec<ChallengeInfo<AccountId>> {
			Disputes::challenges()
		}

		fn opened_answer(challenge: ChallengeId) -> Option<OpenedAnswer> {
			Disputes::opened_answer(challenge)
		}

		fn challenges_from(from: ChallengeId, most: u32) -> Vec<ChallengeInfo<AccountId>> {
			Disputes::challenges_from(from, most)
		}
	}

	impl openledger_runtime_api::ValidatorsApi<Block, AccountId> for Runtime {
		fn validator(validator: AccountId) -> Option<ValidatorInfo<AccountId>> {
			Validators::validator(validator)
		}

		fn candidates() -> Vec<ValidatorInfo<AccountId>> {
			Validators::candidates()
		}

		fn position(validator: AccountId, account: AccountId) -> PositionInfo {
			Validators::position(validator, account)
		}

		fn unbonding(account: AccountId) -> Vec<UnbondingInfo<AccountId>> {
			Validators::unbonding(account)
		}
	}

	impl openledger_runtime_api::ClockApi<Block> for Runtime {
		fn now() -> BlockNumber {
			<Clock as BlockNumberProvider>::current_block_number()
		}

		fn paused() -> BlockNumber {
			Clock::paused()
		}
	}

	impl openledger_runtime_api::IntegrityApi<Block> for Runtime {
		fn check() -> Result<(), String> {
			let checks: [(&str, Result<(), TryRuntimeError>); 6] = [
				("Validators", Validators::do_try_state()),
				("Datanets", Datanets::do_try_state()),
				("Models", Models::do_try_state()),
				("ModelFactory", ModelFactory::do_try_state()),
				("Attribution", Attribution::do_try_state()),
				("Disputes", Disputes::do_try_state()),
			];
			for (pallet, check) in checks {
				check.map_err(|error| format!("{pallet}: {error:?}"))?;
			}
			Ok(())
		}
	}

	#[cfg(feature = "try-runtime")]
	impl frame_try_runtime::TryRuntime<Block> for Runtime {
		fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
			let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade must pass its checks");
			(weight, crate::configs::system::RuntimeBlockWeights::get().max_block)
		}

		fn execute_block(
			block: <Block as BlockT>::LazyBlock,
			state_root_check: bool,
			signature_check: bool,
			select: frame_try_runtime::TryStateSelect,
		) -> Weight {
			Executive::try_execute_block(block, state_root_check, signature_check, select)
				.expect("the block must pass its checks")
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	impl frame_benchmarking::Benchmark<Block> for Runtime {
		fn benchmark_metadata(
			extra: bool,
		) -> (Vec<frame_benchmarking::BenchmarkList>, Vec<frame_support::traits::StorageInfo>) {
			use frame_benchmarking::BenchmarkList;
			use frame_support::traits::StorageInfoTrait;
			let mut list = Vec::<BenchmarkList>::new();
			crate::benchmarks::list(&mut list, extra);
			(list, crate::AllPalletsWithSystem::storage_info())
		}

		fn dispatch_benchmark(
			config: frame_benchmarking::BenchmarkConfig,
		) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, String> {
			crate::benchmarks::run(config)
		}
	}
}
