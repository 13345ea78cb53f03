//! Benchmarks of the calls, each along its most expensive path.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use super::*;
use crate::types::{FinishedRange, Offer};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get};
use frame_system::{RawOrigin, pallet_prelude::BlockNumberFor};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, Hash, JobId, MAX_ENDPOINT, MAX_JOB_SNAPSHOTS, MAX_NAME,
	MAX_SNAPSHOT_CONTRIBUTIONS, ModelId, OPEN,
	datanet::SnapshotRef,
	decimal::Decimal,
	job::{Capabilities, FailReason, HyperParameters, JobResult, JobSpec, JobStatus, Method, Target, Wishes},
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

/// Returns a result over as many tokens as the job may count, up to 1,000.
fn result<T: Config>(job: JobId) -> JobResult {
	let bounds = Jobs::<T>::get(job).map(|job| {
		let epochs = job.spec.hyper.epochs;
		(fees::least_tokens(&job.charges, epochs), fees::token_limit(&job.charges, epochs))
	});
	let (least, limit) = bounds.unwrap_or_default();
	JobResult {
		adapter: Hash::from_low_u64_be(job.saturating_add(1)),
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
		let base = bases::<T>(1).first().copied().unwrap_or_default();
		let spec = spec(base, snapshots::<T>(s, MAX_SNAPSHOT_CONTRIBUTIONS));
		let builder = funded::<T>("builder");
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
	fn submit_job_with() {
		let base = bases::<T>(1).first().copied().unwrap_or_default();
		let spec = spec(base, snapshots::<T>(1, MAX_SNAPSHOT_CONTRIBUTIONS));
		let builder = funded::<T>("builder");
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
