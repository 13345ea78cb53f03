//! Benchmarks of the calls, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use super::*;
use crate::{
	confirm::{MAX_DRAWS, SEATS_LOOKED_AT},
	types::{FinishedRange, FormerWorker, MAX_FORMER_WORKERS, Offer},
};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get};
use frame_system::{RawOrigin, pallet_prelude::BlockNumberFor};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, BoundedVec, Hash, JobId, MAX_ENDPOINT, MAX_JOB_SNAPSHOTS, MAX_NAME,
	MAX_SNAPSHOT_CONTRIBUTIONS, ModelId, OPEN,
	datanet::SnapshotRef,
	decimal::Decimal,
	job::{
		Capabilities, ConfirmationCause, ConfirmationStage, FailReason, HyperParameters, JobResult, JobSpec,
		JobStatus, MAX_ROUNDS, Method, Repetition, Statement, Target, Wishes,
	},
	model::Evaluation,
	traits::ProviderRegistry,
};

/// Largest number of base models in a provider's capabilities.
const MAX_BASES: u32 = 16;
const SEED: u32 = 0;

fn funded<T: Config>(name: &'static str) -> AccountId {
	let who: AccountId = account(name, 0, SEED);
	Pallet::<T>::fund(&who, T::ProviderBond::get().saturating_add(payment::<T>()), 10);
	who
}

fn payment<T: Config>() -> Balance {
	T::MinJobPayment::get().saturating_add(1_000 * OPEN)
}

fn capabilities<T: Config>(bases: Vec<ModelId>) -> Capabilities {
	Capabilities {
		bases: bases.try_into().unwrap_or_default(),
		max_parallel: T::MaxParallel::get() as u8,
		price_per_1k_tokens: 1_000,
		endpoint: alloc::vec![b'e'; MAX_ENDPOINT as usize].try_into().unwrap_or_default(),
	}
}

fn bases<T: Config>(count: u32) -> Vec<ModelId> {
	let owner = funded::<T>("base owner");
	let mut bases: Vec<_> = (0..count).map(|_| T::BenchmarkHelper::make_base(&owner)).collect();
	bases.sort_unstable();
	bases
}

/// Registers a provider of one base model, and returns its stash, its worker key and the base.
fn provider<T: Config>() -> (AccountId, AccountId, ModelId) {
	let (stash, worker) = (funded::<T>("stash"), funded::<T>("worker"));
	let bases = bases::<T>(1);
	let base = bases.first().copied().unwrap_or_default();
	assert_ok!(Pallet::<T>::do_register_provider(stash.clone(), worker.clone(), capabilities::<T>(bases)));
	// The treasury receives half of every slash.
	Pallet::<T>::fund(&T::Treasury::get(), OPEN, 1);
	(stash, worker, base)
}

/// Registers a provider by the call alone, for other pallets' benchmarks.
pub fn make_provider<T: Config>(stash: &AccountId, worker: &AccountId) {
	Pallet::<T>::fund(stash, T::ProviderBond::get(), 2);
	let capabilities = capabilities::<T>(alloc::vec![T::BenchmarkHelper::make_base(stash)]);
	assert_ok!(Pallet::<T>::do_register_provider(stash.clone(), worker.clone(), capabilities));
}

/// Has a provider offer one base model and no other, for other pallets' benchmarks.
pub fn offer<T: Config>(stash: &AccountId, base: ModelId) {
	Providers::<T>::mutate(stash, |provider| {
		if let Some(provider) = provider {
			provider.capabilities.bases = alloc::vec![base].try_into().unwrap_or_default();
		}
	});
}

/// Publishes `count` snapshots of `contributions` each, and returns them ascending.
fn snapshots<T: Config>(count: u32, contributions: u32) -> Vec<SnapshotRef> {
	let (owner, contributor) = (funded::<T>("datanet owner"), funded::<T>("contributor"));
	let mut named: Vec<_> =
		(0..count).map(|_| T::BenchmarkHelper::make_snapshot(&owner, &contributor, contributions)).collect();
	named.sort_unstable();
	named
}

fn spec(base: ModelId, snapshots: Vec<SnapshotRef>) -> JobSpec {
	JobSpec {
		name: alloc::vec![b'n'; MAX_NAME as usize].try_into().unwrap_or_default(),
		base,
		snapshots: snapshots.try_into().unwrap_or_default(),
		held_out: Some(Hash::repeat_byte(0xaa)),
		hyper: HyperParameters {
			method: Method::Lora,
			rank: 8,
			alpha: 16,
			targets: alloc::vec![Target::Q, Target::V].try_into().unwrap_or_default(),
			learning_rate: Decimal(500_000),
			warmup_steps: 4,
			epochs: 1,
			batch: 8,
			max_length: 256,
			weight_decay: Decimal(0),
			clip_norm: Decimal(1_000_000_000),
			seed: 1,
		},
	}
}

/// Returns a builder, and a job over so many snapshots that are as long as they may be.
fn submission<T: Config>(count: u32) -> (AccountId, JobSpec) {
	let base = bases::<T>(1).first().copied().unwrap_or_default();
	(funded::<T>("builder"), spec(base, snapshots::<T>(count, MAX_SNAPSHOT_CONTRIBUTIONS)))
}

/// Returns a result over as many tokens as the job may count, up to 1,000.
fn result<T: Config>(job: JobId) -> JobResult {
	let bounds = Jobs::<T>::get(job).map(|job| {
		let epochs = job.spec.hyper.epochs;
		(fees::least_tokens(&job.charges, epochs), fees::token_limit(&job.charges, epochs))
	});
	let (least, limit) = bounds.unwrap_or_default();
	let mut adapter = [1; 32];
	adapter[..8].copy_from_slice(&job.to_le_bytes());
	JobResult {
		adapter: Hash::from(adapter),
		adapter_bytes: 64,
		trace: Hash::repeat_byte(2),
		steps: 3,
		tokens: limit.min(1_000).max(least),
		loss_first: Decimal(3),
		loss_last: Decimal(2),
		evaluation: Some(Evaluation { before: Decimal(3), after: Decimal(2) }),
	}
}

/// Opens a job over these snapshots, with the index of open jobs as full as it gets and an old job to drop.
fn open<T: Config>(base: ModelId, snapshots: Vec<SnapshotRef>) -> (AccountId, JobId) {
	let builder = funded::<T>("builder");
	let id = NextJob::<T>::get();
	assert_ok!(Pallet::<T>::do_submit_job(
		builder.clone(),
		spec(base, snapshots),
		payment::<T>(),
		Wishes::default()
	));
	let fill = T::MaxOpenJobs::get().saturating_sub(2).into();
	let first = Offers::<T>::get().first().copied();
	Offers::<T>::mutate(|offers| {
		let others = (0..fill).filter_map(|i: u64| Some(Offer { id: 1_000_000 + i, ..first? }));
		*offers = others.chain(first).collect::<Vec<_>>().try_into().unwrap_or_default();
	});
	OpenJobs::<T>::mutate(|open| {
		*open = core::iter::once(id)
			.chain((0..fill).map(|i: u64| 1_000_000 + i))
			.collect::<Vec<_>>()
			.try_into()
			.unwrap_or_default()
	});
	let keep = u64::from(T::KeepFinished::get());
	Finished::<T>::insert(0, 999_999);
	FinishedPositions::<T>::put(FinishedRange { first: 0, next: keep });
	(builder, id)
}

fn claimed<T: Config>(contributions: u32) -> (AccountId, AccountId, AccountId, JobId) {
	let (stash, worker, base) = provider::<T>();
	let whole = contributions / MAX_SNAPSHOT_CONTRIBUTIONS;
	let mut named = snapshots::<T>(whole, MAX_SNAPSHOT_CONTRIBUTIONS);
	let rest = contributions % MAX_SNAPSHOT_CONTRIBUTIONS;
	if rest > 0 {
		named.extend(snapshots::<T>(1, rest));
		named.sort_unstable();
	}
	let (builder, job) = open::<T>(base, named);
	assert_ok!(Pallet::<T>::do_claim_job(worker.clone(), job));
	(stash, worker, builder, job)
}

fn pass<T: Config>(blocks: BlockNumber) {
	let now = frame_system::Pallet::<T>::block_number();
	frame_system::Pallet::<T>::set_block_number(now + BlockNumberFor::<T>::from(blocks) + 1u32.into());
}

/// Returns a result that a verifier was drawn for: its worker, its stash and the job.
fn repeated<T: Config>() -> (AccountId, AccountId, JobId) {
	let (_, worker, _, job) = claimed::<T>(1);
	assert_ok!(Pallet::<T>::do_submit_result(worker, job, result::<T>(job)));
	let record = Jobs::<T>::get(job).expect("the job is there");
	assert_ok!(Pallet::<T>::call_confirmation(job, &record, ConfirmationCause::Asked));
	let (stash, worker) = (account("verifier", 0, SEED), account("verifier's worker", 0, SEED));
	make_provider::<T>(&stash, &worker);
	Pallet::<T>::bind_verifier(&stash, job);
	Confirmations::<T>::mutate_extant(job, |confirmation| {
		confirmation.verifier = Some(stash.clone());
		confirmation.stage = ConfirmationStage::Repeating { until: BlockNumber::MAX };
	});
	(worker, stash, job)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn register_provider(b: Linear<1, MAX_BASES>) {
		let (stash, worker) = (funded::<T>("stash"), funded::<T>("worker"));
		let capabilities = capabilities::<T>(bases::<T>(b));

		#[extrinsic_call]
		_(RawOrigin::Signed(stash.clone()), worker, capabilities);

		assert!(<Pallet<T> as ProviderRegistry<_>>::is_provider(&stash));
	}

	#[benchmark]
	fn update_provider(b: Linear<1, MAX_BASES>) {
		let (stash, _, _) = provider::<T>();
		let capabilities = capabilities::<T>(bases::<T>(b));

		#[extrinsic_call]
		_(RawOrigin::Signed(stash.clone()), capabilities.clone());

		assert_eq!(Pallet::<T>::provider(stash).map(|p| p.capabilities), Some(capabilities));
	}

	#[benchmark]
	fn leave() {
		// Giving notice is the dearer half: another provider moves to the seat that becomes free.
		let (stash, _, _) = provider::<T>();
		make_provider::<T>(&account("last", 0, SEED), &account("last worker", 0, SEED));

		#[extrinsic_call]
		_(RawOrigin::Signed(stash.clone()));

		assert!(!<Pallet<T> as ProviderRegistry<_>>::is_provider(&stash));
	}

	#[benchmark]
	fn submit_job(s: Linear<1, MAX_JOB_SNAPSHOTS>) {
		let (builder, spec) = submission::<T>(s);
		let id = NextJob::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(builder), spec, payment::<T>());

		assert!(Jobs::<T>::contains_key(id));
	}

	#[benchmark]
	fn cancel_job() {
		let (_, _, builder, job) = claimed::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(builder), job);

		assert_eq!(Pallet::<T>::job(job).map(|j| j.status), Some(JobStatus::Cancelled));
	}

	#[benchmark]
	fn claim_job() {
		let (stash, worker, base) = provider::<T>();
		let (_, job) = open::<T>(base, snapshots::<T>(1, 1));

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job);

		assert_eq!(Pallet::<T>::jobs_of(stash).len(), 1);
	}

	#[benchmark]
	fn submit_result() {
		let (_, worker, _, job) = claimed::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job, result::<T>(job));

		assert!(matches!(Pallet::<T>::job(job).map(|j| j.status), Some(JobStatus::Submitted { .. })));
	}

	#[benchmark]
	fn submit_job_with(s: Linear<1, MAX_JOB_SNAPSHOTS>) {
		let (builder, spec) = submission::<T>(s);
		let id = NextJob::<T>::get();
		let wishes = Wishes { least_done: 1, ..Default::default() };

		#[extrinsic_call]
		_(RawOrigin::Signed(builder), spec, payment::<T>(), wishes);

		assert!(Jobs::<T>::contains_key(id));
	}

	#[benchmark]
	fn commit_result() {
		let (_, worker, _, job) = claimed::<T>(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job, Hash::repeat_byte(9));

		assert!(Notes::<T>::get(job).commitment.is_some());
	}

	#[benchmark]
	fn set_worker() {
		let (stash, _, _) = provider::<T>();
		let worker: AccountId = account("other worker", 0, SEED);
		let former = FormerWorker { worker: worker.clone(), sessions: 0, until: BlockNumber::MAX };
		let all_but_one = alloc::vec![former; MAX_FORMER_WORKERS as usize - 1];
		FormerWorkers::<T>::insert(&stash, BoundedVec::truncate_from(all_but_one));

		#[extrinsic_call]
		_(RawOrigin::Signed(stash.clone()), worker.clone());

		assert_eq!(Workers::<T>::get(worker), Some(stash));
	}

	#[benchmark]
	fn refuse_stash() {
		let (_, worker, _) = provider::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(worker.clone()));

		assert_eq!(Workers::<T>::get(worker), None);
	}

	#[benchmark]
	fn lapse() {
		let base = bases::<T>(1).first().copied().unwrap_or_default();
		let (_, job) = open::<T>(base, snapshots::<T>(1, 1));
		pass::<T>(T::OpenPeriod::get());

		#[block]
		{
			assert_ok!(Pallet::<T>::do_finalise_job(job));
		}

		assert!(matches!(Pallet::<T>::job(job).map(|j| j.status), Some(JobStatus::Failed { .. })));
	}

	#[benchmark]
	fn fail_job() {
		let (_, worker, _, job) = claimed::<T>(1);
		// Others to draw from, and one that gave the same reason.
		for i in 0..32 {
			make_provider::<T>(&account("other", i, SEED), &account("other worker", i, SEED));
		}
		Notes::<T>::mutate(job, |note| {
			note.verdict = Some((FailReason::Diverged, account("other", 0, SEED)));
		});

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job, FailReason::Diverged);

		assert!(matches!(Pallet::<T>::job(job).map(|j| j.status), Some(JobStatus::Failed { .. })));
	}

	#[benchmark]
	fn ask_confirmation() {
		let (_, worker, builder, job) = claimed::<T>(1);
		assert_ok!(Pallet::<T>::do_submit_result(worker, job, result::<T>(job)));

		#[extrinsic_call]
		_(RawOrigin::Signed(builder), job);

		assert!(Confirmations::<T>::contains_key(job));
	}

	#[benchmark]
	fn doubt_result() {
		let (_, worker, _, job) = claimed::<T>(1);
		assert_ok!(Pallet::<T>::do_submit_result(worker, job, result::<T>(job)));
		let doubter: AccountId = account("doubter", 0, SEED);
		make_provider::<T>(&doubter, &account("doubter's worker", 0, SEED));
		Pallet::<T>::fund(&doubter, payment::<T>(), 10);

		#[extrinsic_call]
		_(RawOrigin::Signed(doubter), job);

		assert!(Confirmations::<T>::get(job).is_some_and(|c| c.doubt.is_some()));
	}

	#[benchmark]
	fn commit_repetition() {
		let (worker, _, job) = repeated::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job, Hash::repeat_byte(9));

		assert!(Confirmations::<T>::get(job).is_some_and(|c| c.commitment.is_some()));
	}

	#[benchmark]
	fn reveal_repetition() {
		let (worker, stash, job) = repeated::<T>();
		let (digest, salt) = (Hash::repeat_byte(5), Hash::repeat_byte(6));
		let bound = Repetition::bound(&stash, &digest);
		Confirmations::<T>::mutate(job, |confirmation| {
			let confirmation = confirmation.as_mut().expect("it was called for");
			let friends = (0..MAX_ROUNDS - 2).map(|i| (account("friend", i, SEED), Statement::Same));
			let first: AccountId = account("first", 0, SEED);
			let found = Statement::Differs { bound: Repetition::bound(&first, &digest) };
			confirmation.statements = friends.chain([(first, found)]).collect::<Vec<_>>().try_into().unwrap();
			let commitment = Repetition::commitment(job, confirmation.attempt, &bound, &salt);
			confirmation.commitment = Some(commitment);
			confirmation.stage = ConfirmationStage::Revealing { until: BlockNumber::MAX };
		});
		for i in 0..MAX_ROUNDS - 2 {
			make_provider::<T>(&account("friend", i, SEED), &account("friend's worker", i, SEED));
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(worker), job, Repetition::DiffersAs { digest }, salt);

		assert!(!Confirmations::<T>::contains_key(job));
	}

	#[benchmark]
	fn draw(d: Linear<0, MAX_DRAWS>) {
		let (_, worker, _, job) = claimed::<T>(1);
		assert_ok!(Pallet::<T>::do_submit_result(worker, job, result::<T>(job)));
		let record = Jobs::<T>::get(job).unwrap();
		// Providers that do not offer the base: every seat is looked at.
		for i in 0..SEATS_LOOKED_AT {
			make_provider::<T>(&account("other", i, SEED), &account("other worker", i, SEED));
		}
		for id in (0..d).map(|id| JobId::from(id).saturating_add(1_000)) {
			Jobs::<T>::insert(id, record.clone());
			assert_ok!(Pallet::<T>::call_confirmation(id, &record, ConfirmationCause::Asked));
		}
		pass::<T>(T::DrawDelay::get());

		#[block]
		{
			Pallet::<T>::draw_due();
		}

		let drawn = Confirmations::<T>::iter_values().filter(|c| c.round > 0).count();
		assert!(drawn as u32 >= d.saturating_sub(1));
	}

	#[benchmark]
	fn finalise_job(c: Linear<1, MAX_PAID_CONTRIBUTIONS>) {
		let (_, worker, builder, job) = claimed::<T>(c);
		assert_ok!(Pallet::<T>::do_submit_result(worker, job, result::<T>(job)));
		pass::<T>(T::ChallengePeriod::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(builder), job);

		assert!(matches!(Pallet::<T>::job(job).map(|j| j.status), Some(JobStatus::Finalised { .. })));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
