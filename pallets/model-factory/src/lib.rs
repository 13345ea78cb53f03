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

extern crate alloc;

// Providers, then the life of a job, in the order in which it happens.
mod provider;
mod draw;
mod jobs;
mod confirm;
pub mod fees;

mod money;
mod invariants;
mod offchain;
mod runtime_api;
pub mod types;
pub mod weights;

#[cfg(any(test, feature = "runtime-benchmarks"))]
mod benchmark_helper;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(any(test, feature = "runtime-benchmarks"))]
pub use benchmark_helper::BenchmarkHelper;
pub use draw::MAX_DRAWN;
pub use pallet::*;
pub use weights::WeightInfo;

/// Target of this pallet's log lines.
pub const LOG_TARGET: &str = "runtime::model-factory";

/// Storage, events, errors and calls of the pallet.
#[frame_support::pallet]
// The macros of FRAME expand to `expect`.
#[allow(clippy::expect_used)]
pub mod pallet {
	use crate::{
		WeightInfo,
		types::{
			AwaitedDraw, Confirmation, FinishedRange, FormerWorker, Job, MAX_FORMER_WORKERS, Note, Offer,
			Origin, Provider,
		},
	};
	use frame_support::{
		pallet_prelude::*,
		traits::{
			Randomness,
			fungible::{Mutate, hold::Mutate as HoldMutate},
		},
	};
	use frame_system::{
		offchain::{AppCrypto, CreateSignedTransaction},
		pallet_prelude::*,
	};
	use openledger_primitives::{
		AccountId, Balance, BlockNumber, Hash, JobId, MAX_JOB_SNAPSHOTS, MAX_SNAPSHOT_CONTRIBUTIONS, ModelId,
		job::{
			Capabilities, ConfirmationCause, FailReason, JobResult, JobSpec, Repetition, Statement, Wishes,
		},
		traits::{DatanetRegistry, Liabilities, ModelRegistry, Payouts},
	};
	use sp_runtime::Permill;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Largest number of contributions that one job pays: its snapshots at their largest.
	pub const MAX_PAID_CONTRIBUTIONS: u32 = MAX_JOB_SNAPSHOTS * MAX_SNAPSHOT_CONTRIBUTIONS;

	/// Pallet of providers, fine-tuning jobs, escrow and results.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Configuration supplied by the runtime.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<AccountId = AccountId, Hash = Hash> + CreateSignedTransaction<Call<Self>>
	{
		/// Reasons for holds over all pallets of the runtime.
		type RuntimeHoldReason: From<HoldReason>;
		/// The chain's currency, OPEN. Only `money.rs` touches it.
		type Currency: Mutate<AccountId, Balance = Balance>
			+ HoldMutate<AccountId, Reason = Self::RuntimeHoldReason, Balance = Balance>;
		/// Registry that knows snapshots and contributors.
		type Datanets: DatanetRegistry<AccountId>;
		/// Registry that knows base models and registers tuned ones.
		type Models: ModelRegistry<AccountId>;
		/// Pallet in which Datanet fees become earnings.
		type Payouts: Payouts<AccountId>;
		/// Pallet that knows what a provider may still have to answer for besides its jobs.
		type Liabilities: Liabilities<AccountId>;
		/// Signer of what the offchain worker submits, with keys of type
		/// [`openledger_primitives::WORKER_KEY_TYPE`].
		type AuthorityId: AppCrypto<Self::Public, Self::Signature>;
		/// Source of the numbers that draws begin with; `None` outside a block that brings one.
		type Randomness: Randomness<Option<Hash>, BlockNumberFor<Self>>;
		/// Account that receives slashes and listing fees.
		#[pallet::constant]
		type Treasury: Get<AccountId>;
		/// Clock on which every deadline runs. It stands still while governance pauses the market.
		type Clock: sp_runtime::traits::BlockNumberProvider<BlockNumber = BlockNumberFor<Self>>;
		/// Planck on hold behind each provider.
		#[pallet::constant]
		type ProviderBond: Get<Balance>;
		/// Number of blocks between a provider's notice and its leaving. It must be longer than anything that
		/// the provider did can be questioned for.
		#[pallet::constant]
		type LeaveNotice: Get<BlockNumber>;
		/// Number of blocks for which receipts of a worker that was replaced still count against its
		/// provider, in sessions from before. It should be longer than sessions stay unsettled.
		#[pallet::constant]
		type FormerWorkerPeriod: Get<BlockNumber>;
		/// Planck that a provider loses when a claim expires.
		#[pallet::constant]
		type ExpirySlash: Get<Balance>;
		/// Smallest payment of a job, in planck.
		#[pallet::constant]
		type MinJobPayment: Get<Balance>;
		/// Share of a claimed job's escrow that its provider gets at least when the builder cancels.
		#[pallet::constant]
		type CancelCompensation: Get<Permill>;
		/// Number of blocks of work after which a cancelled claim is paid as if it were done. It must be
		/// positive.
		#[pallet::constant]
		type CancelFullAfter: Get<BlockNumber>;
		/// Number of blocks for which a committed result keeps the builder from cancelling.
		#[pallet::constant]
		type CommitPeriod: Get<BlockNumber>;
		/// Number of blocks in which a provider that gave a job back claims nothing.
		#[pallet::constant]
		type FailRest: Get<BlockNumber>;
		/// Number of blocks that a job waits for a provider.
		#[pallet::constant]
		type OpenPeriod: Get<BlockNumber>;
		/// Number of blocks that a provider has to submit a result.
		#[pallet::constant]
		type ClaimPeriod: Get<BlockNumber>;
		/// Number of blocks between a result and its payment.
		#[pallet::constant]
		type ChallengePeriod: Get<BlockNumber>;
		/// Smallest share of results that chance has repeated before they are paid. If it is zero, chance has
		/// none repeated.
		#[pallet::constant]
		type AuditShare: Get<Permill>;
		/// Number of blocks whose randomness a draw of verifiers waits for.
		#[pallet::constant]
		type DrawDelay: Get<BlockNumber>;
		/// Planck that doubting a result costs whoever is wrong, and brings whoever is right, beyond what
		/// repeating the job costs.
		#[pallet::constant]
		type DoubtBond: Get<Balance>;
		/// Planck that a drawn verifier loses that says nothing.
		#[pallet::constant]
		type SilencePenalty: Get<Balance>;
		/// Largest number of jobs that one provider works on at a time.
		#[pallet::constant]
		type MaxParallel: Get<u32>;
		/// Largest number of claims of one job.
		#[pallet::constant]
		type MaxAttempts: Get<u32>;
		/// Largest number of jobs that are open or claimed at a time.
		#[pallet::constant]
		type MaxOpenJobs: Get<u32>;
		/// Largest number of jobs of one builder that wait at a time.
		#[pallet::constant]
		type MaxOpenOf: Get<u32>;
		/// Number of finished jobs that are kept, the newest first.
		#[pallet::constant]
		type KeepFinished: Get<u32>;
		/// Milliseconds after which the offchain worker sends again what had no effect, about five slots.
		type ResendAfter: Get<u64>;
		/// Number of blocks that a job must stay out of local hands before the offchain worker cancels its
		/// native work. It should be more than the chain is ever reorganised by in practice.
		type CancelGrace: Get<BlockNumber>;
		/// Weights of this pallet's calls.
		type WeightInfo: WeightInfo;

		/// Maker of what the benchmarks need of other pallets.
		#[cfg(any(test, feature = "runtime-benchmarks"))]
		type BenchmarkHelper: crate::BenchmarkHelper;
	}

	/// Reasons for which this pallet holds OPEN.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Bond behind a provider's word. It is returned when the provider leaves.
		#[codec(index = 0)]
		ProviderBond,
		/// Payment for a job, and the deposit behind the model that it is to make. What is left over is
		/// returned when the job ends.
		#[codec(index = 1)]
		JobEscrow,
		/// Price of repeating a job, of a builder who asks for it or a provider that doubts a result. What is
		/// left over is returned when the result is confirmed or the job ends.
		#[codec(index = 2)]
		Confirmation,
	}

	/// Id of the next job. Ids count up and are never reused.
	#[pallet::storage]
	pub type NextJob<T> = StorageValue<_, JobId, ValueQuery>;

	/// Every job that is not over, and the newest [`Config::KeepFinished`] that are.
	#[pallet::storage]
	pub type Jobs<T> = StorageMap<_, Twox64Concat, JobId, Job<T>>;

	/// Planck on hold of a builder, beside a job's escrow, for the record of the model that the job is to
	/// make. Jobs that are older than this deposit have none.
	#[pallet::storage]
	pub type ModelDeposits<T> = StorageMap<_, Twox64Concat, JobId, Balance, ValueQuery>;

	/// Jobs that wait for a provider, ascending, so oldest first.
	#[pallet::storage]
	pub type OpenJobs<T: Config> = StorageValue<_, BoundedVec<JobId, T::MaxOpenJobs>, ValueQuery>;

	/// Number of claimed jobs. Open and claimed jobs together never exceed [`Config::MaxOpenJobs`], so that a
	/// claimed job that goes back always finds room in [`OpenJobs`].
	#[pallet::storage]
	pub type ClaimedJobs<T> = StorageValue<_, u32, ValueQuery>;

	/// Finished jobs by position, oldest first. The oldest is the next to be dropped.
	#[pallet::storage]
	pub type Finished<T> = StorageMap<_, Twox64Concat, u64, JobId>;

	/// Range of positions in use in [`Finished`].
	#[pallet::storage]
	pub type FinishedPositions<T> = StorageValue<_, FinishedRange, ValueQuery>;

	/// Providers by stash, from registration until they leave.
	#[pallet::storage]
	pub type Providers<T> = StorageMap<_, Blake2_128Concat, AccountId, Provider<T>>;

	/// Stash behind each worker key, as long as its provider is registered.
	#[pallet::storage]
	pub type Workers<T> = StorageMap<_, Blake2_128Concat, AccountId, AccountId>;

	/// Workers that a provider replaced, the oldest first: what they signed convicts it all the same.
	#[pallet::storage]
	pub type FormerWorkers<T> = StorageMap<
		_,
		Blake2_128Concat,
		AccountId,
		BoundedVec<FormerWorker, ConstU32<MAX_FORMER_WORKERS>>,
		ValueQuery,
	>;

	/// Stashes of providers that are not leaving, by seat, from 0 without a gap: chance picks from them.
	#[pallet::storage]
	pub type Seats<T> = StorageMap<_, Twox64Concat, u32, AccountId>;

	/// Number of seats taken in [`Seats`].
	#[pallet::storage]
	pub type SeatsTaken<T> = StorageValue<_, u32, ValueQuery>;

	/// What is noted of each job that is not over.
	#[pallet::storage]
	pub type Notes<T> = StorageMap<_, Twox64Concat, JobId, Note, ValueQuery>;

	/// Offers of the jobs that wait for a provider, those that pay most for a token first.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageValue<_, BoundedVec<Offer, T::MaxOpenJobs>, ValueQuery>;

	/// Number of jobs of each builder that wait for a provider.
	#[pallet::storage]
	pub type OpenOf<T> = StorageMap<_, Blake2_128Concat, AccountId, u32, ValueQuery>;

	/// Where each adapter that was ever published comes from.
	#[pallet::storage]
	pub type Adapters<T> = StorageMap<_, Identity, Hash, Origin>;

	/// Confirmations of results that are not paid yet. A result of which nobody has spoken has none.
	#[pallet::storage]
	pub type Confirmations<T> = StorageMap<_, Twox64Concat, JobId, Confirmation>;

	/// Planck on hold of builders who asked for a confirmation, by job.
	#[pallet::storage]
	pub type Asked<T> = StorageMap<_, Twox64Concat, JobId, Balance>;

	/// Jobs that a provider was drawn to repeat, and has not revealed anything about yet.
	#[pallet::storage]
	pub type Repetitions<T> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId, Twox64Concat, JobId, (), OptionQuery>;

	/// Draws to come, in the order of their blocks.
	#[pallet::storage]
	pub type DrawQueue<T> = StorageMap<_, Twox64Concat, u64, AwaitedDraw>;

	/// Range of positions in use in [`DrawQueue`].
	#[pallet::storage]
	pub type DrawPositions<T> = StorageValue<_, FinishedRange, ValueQuery>;

	/// Randomness of the blocks since the first draw that waits, mixed.
	#[pallet::storage]
	pub type Mix<T> = StorageValue<_, Hash, ValueQuery>;

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A provider bonded and offers its service.
		ProviderRegistered {
			/// Stash of the provider.
			stash: AccountId,
			/// Hot key that works for it.
			worker: AccountId,
		},
		/// A provider changed its offer; its bond is whole.
		ProviderUpdated {
			/// Stash of the provider.
			stash: AccountId,
			/// Planck on hold behind it.
			bond: Balance,
		},
		/// A provider left with its bond.
		ProviderLeft {
			/// Stash of the provider.
			stash: AccountId,
			/// Planck returned to the stash.
			bond: Balance,
		},
		/// A provider lost part of its bond because a claim expired.
		ProviderSlashed {
			/// Stash of the provider.
			stash: AccountId,
			/// Job whose claim expired.
			job: JobId,
			/// Planck taken for the treasury.
			amount: Balance,
		},
		/// A provider lost part of its bond by the decision of another pallet, which says what for.
		BondSlashed {
			/// Stash of the provider.
			stash: AccountId,
			/// Planck taken from the bond.
			amount: Balance,
		},
		/// A builder asked for a model and put the payment in escrow.
		JobSubmitted {
			/// Id of the new job.
			job: JobId,
			/// Account that pays for it.
			builder: AccountId,
			/// Base model to tune.
			base: ModelId,
			/// Planck on hold for the job.
			escrow: Balance,
		},
		/// A provider took a job.
		JobClaimed {
			/// Id of the job.
			job: JobId,
			/// Stash of the provider.
			provider: AccountId,
			/// Number of this claim, counted from 1.
			attempt: u8,
			/// Last block in which the claim stands.
			deadline: BlockNumber,
		},
		/// A job waits for a provider again.
		JobReopened {
			/// Id of the job.
			job: JobId,
			/// Reason that its last provider gave; `None` if the claim expired.
			reason: Option<FailReason>,
			/// Last block in which it waits.
			until: BlockNumber,
		},
		/// A provider published a result.
		ResultSubmitted {
			/// Id of the job.
			job: JobId,
			/// Stash of the provider.
			provider: AccountId,
			/// Root of the adapter that was made.
			adapter: Hash,
			/// Last block of the challenge window.
			window_ends: BlockNumber,
		},
		/// A job is paid and its model exists.
		JobFinalised {
			/// Id of the job.
			job: JobId,
			/// Model that the job made.
			model: ModelId,
			/// Planck paid to the provider.
			provider_fee: Balance,
			/// Planck paid to contributors.
			datanet_fees: Balance,
			/// Planck returned to the builder.
			refund: Balance,
		},
		/// A job was given up.
		JobFailed {
			/// Id of the job.
			job: JobId,
			/// Last reason that a provider gave, if any did.
			reason: Option<FailReason>,
			/// Planck returned to the builder.
			refund: Balance,
		},
		/// A builder withdrew a job.
		JobCancelled {
			/// Id of the job.
			job: JobId,
			/// Planck paid to the provider that had claimed it.
			compensation: Balance,
			/// Planck returned to the builder.
			refund: Balance,
		},
		/// A job that was over long ago was dropped. Its model's lineage stays in the registry.
		JobForgotten {
			/// Id of the job.
			job: JobId,
		},
		/// A provider gave notice. It takes nothing new on, and answers for what it did.
		ProviderLeaving {
			/// Stash of the provider.
			stash: AccountId,
			/// Last block of the notice: after it, `leave` returns the bond.
			until: BlockNumber,
		},
		/// A provider has a result and committed to it: it is shown next.
		ResultCommitted {
			/// Id of the job.
			job: JobId,
			/// Stash of the provider.
			provider: AccountId,
			/// Hash over job, provider and result.
			commitment: Hash,
		},
		/// A provider named another hot key, which counts at once.
		WorkerSet {
			/// Stash of the provider.
			stash: AccountId,
			/// Hot key that works for it from now on.
			worker: AccountId,
		},
		/// An account refused to be a provider's worker.
		StashRefused {
			/// Stash of the provider, which is without a worker now.
			stash: AccountId,
			/// Account that it had named.
			worker: AccountId,
		},
		/// A result is repeated before it is paid.
		ConfirmationCalled {
			/// Id of the job.
			job: JobId,
			/// Reason for it.
			cause: ConfirmationCause,
		},
		/// A builder asked for a confirmation and put its price on hold.
		ConfirmationAsked {
			/// Id of the job.
			job: JobId,
			/// Most planck that it costs.
			price: Balance,
		},
		/// A provider doubts a result and put a bond on hold for it.
		ResultDoubted {
			/// Id of the job.
			job: JobId,
			/// Stash of the provider that doubts.
			doubter: AccountId,
			/// Planck on hold for it.
			bond: Balance,
		},
		/// Chance picked a verifier. It must commit before a block, or loses part of its bond.
		VerifierDrawn {
			/// Id of the job to repeat.
			job: JobId,
			/// Stash of the verifier.
			verifier: AccountId,
			/// Seed of the draw, with which anybody can repeat it.
			seed: Hash,
			/// Last block to commit in.
			until: BlockNumber,
		},
		/// A verifier committed to what it found.
		RepetitionCommitted {
			/// Id of the job.
			job: JobId,
			/// Stash of the verifier.
			verifier: AccountId,
			/// Last block to reveal in.
			until: BlockNumber,
		},
		/// A verifier revealed what it found.
		RepetitionRevealed {
			/// Id of the job.
			job: JobId,
			/// Stash of the verifier.
			verifier: AccountId,
			/// What it found.
			statement: Statement,
		},
		/// A drawn verifier said nothing in time, or could not repeat what others could.
		VerifierPenalised {
			/// Id of the job.
			job: JobId,
			/// Stash of the verifier.
			verifier: AccountId,
			/// Planck taken for the treasury.
			amount: Balance,
		},
		/// Enough verifiers came to the same result: it is paid when its window is over.
		ResultConfirmed {
			/// Id of the job.
			job: JobId,
		},
		/// Enough verifiers came to another result: the provider is not paid.
		ResultRefuted {
			/// Id of the job.
			job: JobId,
			/// Stash of the provider.
			provider: AccountId,
		},
		/// An account stood alone with a result, and lost its bond.
		BondLost {
			/// Stash of the account.
			stash: AccountId,
			/// Id of the job that the result is of.
			job: JobId,
			/// Planck that were left of the bond.
			amount: Balance,
		},
		/// Too few verifiers said anything to decide about a result.
		ConfirmationUndecided {
			/// Id of the job.
			job: JobId,
			/// True if the result is paid all the same, when its window is over.
			paid: bool,
		},
	}

	/// Errors of this pallet. Each says why a call was refused and what to do about it.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is a provider already: use `update_provider`.
		AlreadyProvider,
		/// The account is no provider: register it first.
		NotProvider,
		/// Another provider uses this worker key: make a new one.
		WorkerInUse,
		/// Receipts of four workers that were replaced still count: replace another when the oldest's
		/// `FormerWorkerPeriod` is over.
		TooManyWorkers,
		/// The signer is no provider's worker key: sign with the hot key that was registered.
		NotWorker,
		/// Bases are empty, unsorted or repeated: name each once, ascending.
		BadBases,
		/// `max_parallel` must be between 1 and the chain's `MaxParallel`.
		BadParallelism,
		/// The endpoint must be UTF-8, or empty.
		BadEndpoint,
		/// The provider has jobs claimed or in a challenge window: finish them first.
		ProviderBusy,
		/// The provider's settlements can still be challenged, or are: leave when their windows are over.
		ProviderLiable,
		/// The base model is unknown, or is itself a tuned model: name a registered base model.
		UnknownBase,
		/// The model's name is blank, not UTF-8 or has control characters: choose another.
		BadName,
		/// The job names no snapshot, or names them unsorted or repeated: name each once, ascending.
		BadSnapshots,
		/// A snapshot that the job names was never published.
		UnknownSnapshot,
		/// A snapshot that the job names has no bytes to train on.
		EmptySnapshot,
		/// The held-out records are among the training records: keep them apart.
		HeldOutInTraining,
		/// Rank must be between 1 and 256.
		BadRank,
		/// Alpha must be 1 or more.
		BadAlpha,
		/// Targets must name at least one linear layer, ascending, each once.
		BadTargets,
		/// Learning rate must be above 0 and at most 1.
		BadLearningRate,
		/// Epochs must be between 1 and 100.
		BadEpochs,
		/// Batch must be between 1 and 1,024.
		BadBatch,
		/// Maximum length must be between 8 and 8,192.
		BadLength,
		/// Weight decay must be 1 or less.
		BadWeightDecay,
		/// The payment is below the chain's `MinJobPayment` and the deposit behind the model,
		/// `TunedRecordDeposit`; or the result costs more than the escrow, and the job should be failed with
		/// this reason.
		PaymentTooLow,
		/// Too many jobs wait or run: try again later.
		TooManyJobs,
		/// No job has this id, or its record was dropped long after it was over.
		UnknownJob,
		/// The job does not wait for a provider: claim another.
		JobNotOpen,
		/// The job waited too long: it can only be finalised.
		JobExpired,
		/// The base model is not among the provider's capabilities.
		BaseNotOffered,
		/// The provider works on as many jobs as it said it could: finish one first.
		AtCapacity,
		/// The provider's bond is too low for new work: `update_provider` tops it up.
		BondTooLow,
		/// The provider gave this job back before: leave it to others.
		FailedBefore,
		/// The job is not claimed: claim it first.
		JobNotClaimed,
		/// Another provider holds the claim on this job.
		NotClaimant,
		/// The claim's deadline has passed: the job can only be finalised.
		DeadlinePassed,
		/// Steps, tokens and adapter bytes must be positive.
		EmptyResult,
		/// The result counts more tokens than the snapshots can hold over all epochs.
		TooManyTokens,
		/// An evaluation must be given if, and only if, the job names held-out records.
		EvaluationMismatch,
		/// Only the builder of a job may cancel it.
		NotBuilder,
		/// A result is published: the job can no longer be cancelled.
		ResultPublished,
		/// The job is over: nothing more can be done with it.
		JobOver,
		/// Nothing has lapsed: wait for the end of the challenge window, claim or open period.
		NothingToFinalise,
		/// A number would grow beyond its type.
		Overflow,
		/// The pallet's records contradict each other. This is a bug: please report it.
		Inconsistent,
		/// The provider's notice is not over: call `leave` again after its last block.
		NoticeNotOver,
		/// The provider has been drawn for a duty: leave when it is released from it.
		ProviderOnDuty,
		/// The provider is leaving and takes nothing new on: `update_provider` takes the notice back.
		ProviderIsLeaving,
		/// The builder has as many jobs waiting as one account may: wait for one, or cancel it.
		TooManyOwnJobs,
		/// The provider gave a job back a short while ago: claim again when its rest is over.
		Resting,
		/// The job is reserved for providers that were drawn to confirm why it failed: claim another, or
		/// wait.
		Reserved,
		/// The provider asks more for 1,000 tokens than the builder pays: lower the price, or claim another.
		TooDear,
		/// The builder names other providers, or asks for more jobs done than this one has: claim another.
		NotWished,
		/// The result is committed to and about to be shown: the job cannot be cancelled meanwhile.
		ResultCommitted,
		/// A result is committed to for this claim already: show it.
		AlreadyCommitted,
		/// The result is not the one committed to: show that one, or give the job back.
		OtherResult,
		/// The result counts fewer tokens than one for each record and epoch.
		TooFewTokens,
		/// The adapter was made from other data, as the chain knows: give the job back.
		AdapterKnown,
		/// No result of this job can be confirmed now: it is over, or its window is.
		NothingToConfirm,
		/// A confirmation was asked for already: wait for it.
		AlreadyAsked,
		/// The result is doubted already: one doubt has it repeated by two verifiers at least.
		AlreadyDoubted,
		/// A provider cannot doubt its own result.
		OwnResult,
		/// The provider was not drawn to repeat this job, or has revealed what it found.
		NotDrawn,
		/// It is too late to commit: another verifier is drawn.
		CommitTooLate,
		/// Nothing was committed to: commit first, reveal in a later block.
		NotCommitted,
		/// It is too late to reveal: another verifier is drawn.
		RevealTooLate,
		/// What is revealed is not what was committed to.
		OtherCommitment,
		/// The proof does not show the state after the step that the draw asks for: train, and show that.
		BadProof,
		/// The result is the same as the provider's: show the proof for that.
		NotAnother,
		/// The first verifier that contradicts the provider shows a bound, later ones a digest.
		WrongForm,
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Bonds the signer as a provider whose hot key is `worker`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_provider(capabilities.bases.len() as u32))]
		pub fn register_provider(
			origin: OriginFor<T>,
			worker: AccountId,
			capabilities: Capabilities,
		) -> DispatchResult {
			let stash = ensure_signed(origin)?;
			Self::do_register_provider(stash, worker, capabilities)
		}

		/// Replaces a provider's capabilities and makes its bond whole. Claims in force keep their price, and
		/// a notice is taken back.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::update_provider(capabilities.bases.len() as u32))]
		pub fn update_provider(origin: OriginFor<T>, capabilities: Capabilities) -> DispatchResult {
			let stash = ensure_signed(origin)?;
			Self::do_update_provider(stash, capabilities)
		}

		/// Gives notice: the provider takes nothing new on. Called again after [`Config::LeaveNotice`], with
		/// no active job, no duty and nothing left that can be challenged, it returns the bond.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::leave())]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let stash = ensure_signed(origin)?;
			Self::do_leave(stash)
		}

		/// Asks for a model and holds `max_payment` for it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::submit_job(spec.snapshots.len() as u32))]
		pub fn submit_job(origin: OriginFor<T>, spec: JobSpec, max_payment: Balance) -> DispatchResult {
			let builder = ensure_signed(origin)?;
			Self::do_submit_job(builder, spec, max_payment, Wishes::default())
		}

		/// Takes an open job. Signed by a provider's worker key.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::claim_job())]
		pub fn claim_job(origin: OriginFor<T>, job: JobId) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_claim_job(worker, job)
		}

		/// Publishes the result of a claimed job. Signed by the claiming provider's worker key.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::submit_result())]
		pub fn submit_result(origin: OriginFor<T>, job: JobId, result: JobResult) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_submit_result(worker, job, result)
		}

		/// Gives a claimed job back. Signed by the claiming provider's worker key.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::fail_job())]
		pub fn fail_job(origin: OriginFor<T>, job: JobId, reason: FailReason) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_fail_job(worker, job, reason)
		}

		/// Withdraws a job that has no result yet. A provider that has claimed it is compensated.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::cancel_job())]
		pub fn cancel_job(origin: OriginFor<T>, job: JobId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_job(who, job)
		}

		/// Does what is due for a job: pays for a result after its challenge window, ends a claim after its
		/// deadline, gives up a job that no one took. Anyone may call it.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::finalise_job(MAX_PAID_CONTRIBUTIONS))]
		pub fn finalise_job(origin: OriginFor<T>, job: JobId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let contributions = Self::do_finalise_job(job)?;
			Ok(Some(T::WeightInfo::finalise_job(contributions)).into())
		}

		/// Commits to the result of a claimed job before it is shown: `commitment` is the Blake2b-256 hash of
		/// job, stash and result. Signed by the claiming provider's worker key.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::commit_result())]
		pub fn commit_result(origin: OriginFor<T>, job: JobId, commitment: Hash) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_commit_result(worker, job, commitment)
		}

		/// Replaces a provider's hot key at once, as when the old one leaked. Signed by the stash. Receipts
		/// of the old one still count in sessions from before: settle and close those.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::set_worker())]
		pub fn set_worker(origin: OriginFor<T>, worker: AccountId) -> DispatchResult {
			let stash = ensure_signed(origin)?;
			Self::do_set_worker(stash, worker)
		}

		/// Refuses to be a provider's worker. Signed by the account that a provider named as its worker.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::refuse_stash())]
		pub fn refuse_stash(origin: OriginFor<T>) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_refuse_stash(worker)
		}

		/// Asks for a model as `submit_job` does, with limits on who may take the job and for how much.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::submit_job_with(spec.snapshots.len() as u32))]
		pub fn submit_job_with(
			origin: OriginFor<T>,
			spec: JobSpec,
			max_payment: Balance,
			wishes: Wishes<AccountId>,
		) -> DispatchResult {
			let builder = ensure_signed(origin)?;
			Self::do_submit_job(builder, spec, max_payment, wishes)
		}

		/// Has the result of the signer's job repeated before it is paid, and puts the price on hold:
		/// `ModelFactoryApi.confirmation_price` says how much it is.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::ask_confirmation())]
		pub fn ask_confirmation(origin: OriginFor<T>, job: JobId) -> DispatchResult {
			let builder = ensure_signed(origin)?;
			Self::do_ask_confirmation(builder, job)
		}

		/// Doubts a result within its window: two verifiers at least must come to the same. Signed by the
		/// stash of a provider, which puts a bond on hold.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::doubt_result())]
		pub fn doubt_result(origin: OriginFor<T>, job: JobId) -> DispatchResult {
			let stash = ensure_signed(origin)?;
			Self::do_doubt_result(stash, job)
		}

		/// Commits to what repeating a job found: [`Repetition::commitment`] says how. Signed by the worker
		/// key of the provider that was drawn.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::commit_repetition())]
		pub fn commit_repetition(origin: OriginFor<T>, job: JobId, commitment: Hash) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_commit_repetition(worker, job, commitment)
		}

		/// Reveals what repeating a job found. Signed by the worker key of the provider that was drawn.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::reveal_repetition())]
		pub fn reveal_repetition(
			origin: OriginFor<T>,
			job: JobId,
			repetition: Repetition,
			salt: Hash,
		) -> DispatchResult {
			let worker = ensure_signed(origin)?;
			Self::do_reveal_repetition(worker, job, repetition, salt)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_now: BlockNumberFor<T>) -> Weight {
			Self::draw_due()
		}

		fn on_idle(_now: BlockNumberFor<T>, room: Weight) -> Weight {
			Self::drop_lapsed(room)
		}

		fn offchain_worker(_now: BlockNumberFor<T>) {
			crate::offchain::run::<T>();
		}

		fn integrity_test() {
			let u8_bound = u32::from(u8::MAX);
			assert!(
				(1..=u8_bound).contains(&T::MaxParallel::get()),
				"MaxParallel must fit a u8 and be positive"
			);
			assert!(
				(1..=u8_bound).contains(&T::MaxAttempts::get()),
				"MaxAttempts must fit a u8 and be positive"
			);
			assert!(
				T::MaxOpenJobs::get() > 0 && T::KeepFinished::get() > 0,
				"MaxOpenJobs, KeepFinished: positive"
			);
			assert!(
				T::ExpirySlash::get() <= T::ProviderBond::get(),
				"ExpirySlash must not exceed ProviderBond"
			);
			assert!(T::CancelFullAfter::get() > 0, "CancelFullAfter: positive");
			assert!(T::DrawDelay::get() > 0, "DrawDelay: positive, so that a draw is of later blocks");
			assert!(
				T::ClaimPeriod::get() > 0 && T::OpenPeriod::get() > 0,
				"ClaimPeriod, OpenPeriod: positive"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}
}
