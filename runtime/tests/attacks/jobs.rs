//! A small market: a base model, a Datanet that asks a fee, providers and jobs.

use crate::world::{account, advance, call};
use frame_support::traits::Get;
use openledger_primitives::{
	BoundedVec, Hash, JobId, ModelId,
	datanet::{Admission, SnapshotRef, Terms},
	decimal::Decimal,
	job::{Capabilities, HyperParameters, JobResult, JobSpec, JobStatus, Method, Target, Wishes},
	model::Manifest,
	root,
};
use openledger_runtime::{AccountId, Balance, BlockNumber, ModelFactory, Models, OPEN, Runtime};
use sp_runtime::{DispatchError, Permill};

type Factory = pallet_model_factory::Call<Runtime>;

/// Price of the honest provider for 1,000 tokens.
pub const PRICE: Balance = OPEN / 100;
/// Records in each Datanet's snapshot.
pub const RECORDS: u32 = 10;

/// State after the only step of a [`result`].
pub const STATE: Hash = Hash::repeat_byte(2);

/// Accounts and things of the market.
pub struct Market {
	pub base: ModelId,
	pub snapshot: SnapshotRef,
	pub contributor: AccountId,
}

/// Registers a base model and publishes a snapshot with a fee.
pub fn market() -> Market {
	let maker = account(101, 100);
	let manifest = Manifest { root: Hash::repeat_byte(1), bytes: 9, parameters: 9, context: 512 };
	let register = pallet_models::Call::register_base {
		name: text("base"),
		manifest,
		licence: text("MIT"),
		royalty: Permill::zero(),
	};
	let base = pallet_models::NextModelId::<Runtime>::get();
	call(&maker, register).expect("a base is registered");
	let contributor = account(102, 100);
	Market { base, snapshot: datanet(&account(103, 100), &contributor, 7), contributor }
}

/// Publishes a Datanet's only snapshot, of one contribution with this root, and returns it.
pub fn datanet(owner: &AccountId, contributor: &AccountId, root: u8) -> SnapshotRef {
	let terms = Terms { licence: text("MIT"), fee_per_1k_tokens: OPEN / 100, revocable: true };
	let datanet = pallet_datanets::NextDatanetId::<Runtime>::get();
	let create = pallet_datanets::Call::create {
		name: text("data"),
		domain: text("law"),
		card: Hash::zero(),
		terms,
		admission: Admission::Open,
	};
	call(owner, create).expect("a Datanet is created");
	let root = Hash::repeat_byte(root);
	let contribute = pallet_datanets::Call::contribute { datanet, root, records: RECORDS, bytes: 10_000 };
	call(contributor, contribute).expect("a contribution is taken");
	call(owner, pallet_datanets::Call::publish_snapshot { datanet }).expect("a snapshot is published");
	SnapshotRef { datanet, number: 1 }
}

/// Bonds a provider that is its own worker.
pub fn provider(name: u8, market: &Market) -> AccountId {
	let stash = account(name, 1_100);
	let capabilities = Capabilities {
		bases: BoundedVec::truncate_from(vec![market.base]),
		max_parallel: 16,
		price_per_1k_tokens: PRICE,
		endpoint: Default::default(),
	};
	call(&stash, Factory::register_provider { worker: stash.clone(), capabilities })
		.expect("a provider is bonded");
	stash
}

/// Returns a specification over snapshots.
pub fn spec(market: &Market, snapshots: Vec<SnapshotRef>) -> JobSpec {
	JobSpec {
		name: text("tuned"),
		base: market.base,
		snapshots: BoundedVec::truncate_from(snapshots),
		held_out: None,
		hyper: HyperParameters {
			method: Method::Lora,
			rank: 8,
			alpha: 16,
			targets: BoundedVec::truncate_from(vec![Target::Q]),
			learning_rate: Decimal(1_000),
			warmup_steps: 0,
			epochs: 1,
			batch: 1,
			max_length: 64,
			weight_decay: Decimal(0),
			clip_norm: Decimal(0),
			seed: 1,
		},
	}
}

/// Submits a job over the market's snapshot.
pub fn submit(builder: &AccountId, market: &Market, payment: Balance) -> JobId {
	submit_over(builder, market, vec![market.snapshot], payment)
}

/// Submits a job over some snapshots, with the deposit behind its model beside the payment.
pub fn submit_over(
	builder: &AccountId,
	market: &Market,
	snapshots: Vec<SnapshotRef>,
	payment: Balance,
) -> JobId {
	let job = pallet_model_factory::NextJob::<Runtime>::get();
	let spec = spec(market, snapshots);
	let (max_payment, wishes) = (payment + Models::tuned_record_deposit(), Wishes::default());
	call(builder, Factory::submit_job_with { spec, max_payment, wishes }).expect("a job is submitted");
	job
}

/// Returns a result over so many tokens, of an adapter with this root.
pub fn result(adapter: u8, tokens: u64) -> JobResult {
	JobResult {
		adapter: Hash::repeat_byte(adapter),
		adapter_bytes: 64,
		trace: root::of_hashes(&[STATE]),
		steps: 1,
		tokens,
		loss_first: Decimal(3),
		loss_last: Decimal(2),
		evaluation: None,
	}
}

/// Claims a job.
pub fn claim(provider: &AccountId, job: JobId) -> Result<(), DispatchError> {
	call(provider, Factory::claim_job { job })
}

/// Publishes a result.
pub fn deliver(provider: &AccountId, job: JobId, result: JobResult) -> Result<(), DispatchError> {
	call(provider, Factory::submit_result { job, result })
}

/// Finalises a job, as anybody may.
pub fn finalise(job: JobId) -> Result<(), DispatchError> {
	call(&AccountId::from([250; 32]), Factory::finalise_job { job })
}

/// Waits until the window of a result is over.
pub fn wait_window() {
	advance(<Runtime as pallet_model_factory::Config>::ChallengePeriod::get() + 1);
}

/// Returns a period of the pallet.
pub fn period<Period: Get<BlockNumber>>() -> BlockNumber {
	Period::get()
}

/// Returns the status of a job.
pub fn status(job: JobId) -> JobStatus<AccountId> {
	ModelFactory::job(job).expect("the job is kept").status
}

/// Returns how many jobs a provider still has to answer for.
pub fn active(provider: &AccountId) -> usize {
	ModelFactory::provider(provider.clone()).expect("a provider").active.len()
}

/// Turns text into a bounded field.
pub fn text<Bound: Get<u32>>(text: &str) -> BoundedVec<u8, Bound> {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}
