#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]
// The macro repeats a trait's bound in a `where` of each method that takes the parameter.
#![allow(clippy::multiple_bound_locations)]

extern crate alloc;

use alloc::{string::String, vec::Vec};
use codec::Codec;
use openledger_primitives::{
	Balance, BlockNumber, ChallengeId, ContributionId, DatanetId, Hash, JobId, ModelId, SessionId,
	SettlementNumber,
	challenge::{ChallengeInfo, OpenedAnswer, Periods, SettlementInfo},
	datanet::{ContributionInfo, DatanetInfo, Snapshot, SnapshotRef},
	job::{ConfirmationInfo, JobInfo, ProviderInfo},
	model::ModelInfo,
	usage::{ContributionInfluence, SessionInfo},
	validator::{PositionInfo, UnbondingInfo, ValidatorInfo},
};

sp_api::decl_runtime_apis! {
	/// Reads Datanets.
	pub trait DatanetsApi<AccountId: Codec> {
		/// One Datanet.
		fn datanet(id: DatanetId) -> Option<DatanetInfo<AccountId>>;
		/// Datanets with ids from `from`, at most `limit` (at most 100), ascending.
		fn datanets(from: DatanetId, limit: u32) -> Vec<DatanetInfo<AccountId>>;
		/// One contribution.
		fn contribution(id: ContributionId) -> Option<ContributionInfo<AccountId>>;
		/// Contributions of a Datanet with ids from `from`, at most `limit` (at most 100), ascending.
		fn contributions(
			datanet: DatanetId,
			from: ContributionId,
			limit: u32,
		) -> Vec<ContributionInfo<AccountId>>;
		/// A published snapshot.
		fn snapshot(at: SnapshotRef) -> Option<Snapshot>;
	}

	/// Reads the model registry.
	pub trait ModelsApi<AccountId: Codec> {
		/// One model.
		fn model(id: ModelId) -> Option<ModelInfo<AccountId>>;
		/// Models with ids from `from`, at most `limit` (at most 100), ascending.
		fn models(from: ModelId, limit: u32) -> Vec<ModelInfo<AccountId>>;
	}

	/// Reads jobs and providers.
	pub trait ModelFactoryApi<AccountId: Codec> {
		/// Jobs that wait for a provider, ascending.
		fn open_jobs() -> Vec<JobInfo<AccountId>>;
		/// Jobs that a provider has claimed or submitted, ascending.
		fn jobs_of(provider: AccountId) -> Vec<JobInfo<AccountId>>;
		/// One job.
		fn job(id: JobId) -> Option<JobInfo<AccountId>>;
		/// Roots of the blobs that jobs refer to: held-out records and adapters of all that are not
		/// forgotten, but for those that were cancelled or failed. In no order.
		fn job_blobs() -> Vec<Hash>;
		/// Jobs that wait for a provider, those with ids from `from`, at most `limit` (at most 100),
		/// ascending.
		#[api_version(2)]
		fn open_jobs_from(from: JobId, limit: u32) -> Vec<JobInfo<AccountId>>;
		/// Jobs that wait for a provider, those that pay most for a token first: at most `limit` (at most
		/// 100), after the first `skip`.
		#[api_version(2)]
		fn best_jobs(skip: u32, limit: u32) -> Vec<JobInfo<AccountId>>;
		/// One provider by stash. Version 1 knew neither notices nor records.
		fn provider(stash: AccountId) -> Option<ProviderInfo<AccountId>>;
		/// The stash behind a worker's hot key.
		fn stash_of(worker: AccountId) -> Option<AccountId>;
		/// How the confirmation of a job's result stands, if there is one.
		#[api_version(3)]
		fn confirmation(id: JobId) -> Option<ConfirmationInfo<AccountId>>;
		/// Planck that asking for the confirmation of a job's result puts on hold now: what its provider is
		/// paid, or, while there is no result, as much as the job may cost. `None` if the job is over.
		#[api_version(3)]
		fn confirmation_price(id: JobId) -> Option<Balance>;
		/// Planck that doubting a job's result puts on hold. `None` if there is no result to doubt.
		#[api_version(3)]
		fn doubt_price(id: JobId) -> Option<Balance>;
		/// Jobs that a provider was drawn to repeat, at most 100, ascending.
		#[api_version(3)]
		fn repetitions_of(provider: AccountId) -> Vec<JobId>;
	}

	/// Reads sessions, influence, earnings and settlements. Version 1 read challenges too, and version 2
	/// knew neither keys and answers of sessions nor what a provider can settle. All of it is current state:
	/// no archive node is needed.
	#[api_version(3)]
	pub trait AttributionApi<AccountId: Codec> {
		/// What each contribution did for a model, ascending.
		fn influence(model: ModelId) -> Vec<(ContributionId, ContributionInfluence)>;
		/// Planck that an account can claim.
		fn earnings(account: AccountId) -> Balance;
		/// One session.
		fn session(id: SessionId) -> Option<SessionInfo<AccountId>>;
		/// What contributions of a Datanet did for all models, those with ids from `from`, at most `limit`
		/// (at most 1,000), ascending.
		fn influence_of_datanet(
			datanet: DatanetId,
			from: ContributionId,
			limit: u32,
		) -> Vec<(ContributionId, ContributionInfluence)>;
		/// What an account's contributions did for each model, those with ids from `from`, at most `limit`
		/// (at most 1,000), ascending.
		fn models_shaped_by(
			contributor: AccountId,
			from: ModelId,
			limit: u32,
		) -> Vec<(ModelId, ContributionInfluence)>;
		/// What an account's contributions to each Datanet did, those with ids from `from`, at most `limit`
		/// (at most 1,000), ascending.
		fn datanets_shared_by(
			contributor: AccountId,
			from: DatanetId,
			limit: u32,
		) -> Vec<(DatanetId, ContributionInfluence)>;
		/// The contributors who earned most with a model, at most 100, best first.
		fn model_board(model: ModelId) -> Vec<(AccountId, ContributionInfluence)>;
		/// The contributors who earned most with a Datanet, at most 100, best first.
		fn datanet_board(datanet: DatanetId) -> Vec<(AccountId, ContributionInfluence)>;
		/// How long settlements can be challenged, and what follows.
		fn periods() -> Periods;
		/// A settlement that is still kept.
		fn settlement(session: SessionId, number: SettlementNumber) -> Option<SettlementInfo<AccountId>>;
		/// Planck that a provider can settle now: its bond less the penalty of a lie and all that its
		/// settlements have left.
		fn headroom(provider: AccountId) -> Balance;
	}

	/// Reads challenges to settlements that are not resolved, and audits. Version 1 knew no audits.
	#[api_version(2)]
	pub trait DisputesApi<AccountId: Codec> {
		/// A challenge that is not resolved.
		fn challenge(id: ChallengeId) -> Option<ChallengeInfo<AccountId>>;
		/// The oldest challenges that are not resolved, ascending, at most 256.
		fn challenges() -> Vec<ChallengeInfo<AccountId>>;
		/// The answer that was laid open in a challenge.
		fn opened_answer(challenge: ChallengeId) -> Option<OpenedAnswer>;
		/// Challenges that are not resolved, ascending, from a number on: at most `most`, and at most 256.
		fn challenges_from(from: ChallengeId, most: u32) -> Vec<ChallengeInfo<AccountId>>;
	}

	/// Reads validators, and what accounts have with them.
	pub trait ValidatorsApi<AccountId: Codec> {
		/// One validator.
		fn validator(validator: AccountId) -> Option<ValidatorInfo<AccountId>>;
		/// Candidates, the one with most stake first: the set comes from the head of this list.
		fn candidates() -> Vec<ValidatorInfo<AccountId>>;
		/// What an account has with a validator; nothing of anything if it has nothing.
		fn position(validator: AccountId, account: AccountId) -> PositionInfo;
		/// Stake on its way back to an account, the oldest first.
		fn unbonding(account: AccountId) -> Vec<UnbondingInfo<AccountId>>;
	}

	/// Reads the marketplace's clock, which stands still in paused blocks. Every deadline of Datanets, jobs,
	/// sessions and challenges is a time of this clock.
	pub trait ClockApi {
		/// The market's time: the block number, less the paused blocks.
		fn now() -> BlockNumber;
		/// How many blocks the market was paused so far: a deadline falls on the block later by as many.
		fn paused() -> BlockNumber;
	}

	/// Proves the books: anyone may ask a node whether every invariant of the marketplace holds.
	pub trait IntegrityApi {
		/// Runs each pallet's `try_state`; on failure, the pallet and the broken invariant.
		fn check() -> Result<(), String>;
	}
}
