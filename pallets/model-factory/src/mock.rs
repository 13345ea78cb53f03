//! A runtime of System, Balances and this pallet, with stand-ins for the other pallets, and a driver that
//! takes a job to any stage of its life.

use crate as pallet_model_factory;
use crate::{Call, Config};
use frame_support::{
	assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU64, ConstU128, Randomness, fungible::Unbalanced, tokens::Precision},
};
use frame_system::offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes};
use openledger_primitives::{
	AccountId, Balance, ContributionId, DatanetId, Hash, JobId, Licence, ModelId, Name, SessionId, Signature,
	datanet::{Snapshot, SnapshotEntry, SnapshotRef, Terms},
	decimal::Decimal,
	job::{Capabilities, HyperParameters, JobResult, JobSpec, Method, Target},
	model::{Evaluation, Lineage, Manifest, Price},
	root,
	traits::{DatanetRegistry, Liabilities, ModelRegistry, Payouts},
	worker_key,
};
use sp_core::sr25519;
use sp_runtime::{
	DispatchError, DispatchResult, Permill,
	generic::UncheckedExtrinsic,
	traits::{IdentityLookup, Verify},
};
use std::{cell::RefCell, collections::BTreeMap};

pub type Block = frame_system::mocking::MockBlock<Test>;
pub type Extrinsic = UncheckedExtrinsic<AccountId, RuntimeCall, Signature, frame_system::CheckNonce<Test>>;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		ModelFactory: pallet_model_factory,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

pub const ED: Balance = 10;

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<ED>;
	type AccountStore = System;
}

pub const fn account(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

pub const BUILDER: AccountId = account(1);
pub const OTHER_BUILDER: AccountId = account(2);
pub const STASH: AccountId = account(11);
pub const WORKER: AccountId = account(12);
pub const STASH_2: AccountId = account(21);
pub const WORKER_2: AccountId = account(22);
pub const STASH_3: AccountId = account(31);
pub const WORKER_3: AccountId = account(32);
pub const TREASURY: AccountId = account(99);
pub const POT: AccountId = account(98);
pub const ANYONE: AccountId = account(50);

/// Providers besides the three, each its own worker, once [`judge`] has bonded them.
pub const JUDGES: [AccountId; 4] = [account(71), account(72), account(73), account(74)];

pub const FUNDS: Balance = 1_000_000;
pub const BOND: Balance = 1_000;
pub const SLASH: Balance = 301;
pub const PAYMENT: Balance = 10_000;
pub const PRICE: Balance = 100;
pub const BASE: ModelId = 0;

pub const OPEN_PERIOD: u32 = 50;
pub const CLAIM_PERIOD: u32 = 20;
pub const WINDOW: u32 = 5;
pub const NOTICE: u32 = 30;
pub const FORMER: u32 = 50;
pub const FULL_AFTER: u32 = 10;
pub const COMMIT: u32 = 2;
pub const REST: u32 = 4;
pub const MAX_OPEN: u32 = 5;
pub const KEEP: u32 = 3;
pub const DRAW_DELAY: u32 = 2;
pub const DOUBT_BOND: Balance = 20;
pub const SILENCE: Balance = 5;
pub const RESEND_MS: u64 = 10_000;
pub const GRACE: u32 = 3;

parameter_types! {
	/// Share of results that chance has repeated: none, unless a test asks for it.
	pub static AuditShare: Permill = Permill::zero();
	/// What the record of a tuned model costs: nothing, unless a test asks for it. The registry of this mock
	/// takes it into the free balance.
	pub static TunedDeposit: Balance = 0;
	/// Number of the next session.
	pub static NextSession: SessionId = 0;
	pub const TreasuryAccount: AccountId = TREASURY;
	pub const Compensation: Permill = Permill::from_percent(10);
}

impl Config for Test {
	type BenchmarkHelper = MockSetup;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Datanets = MockDatanets;
	type Models = MockModels;
	type Payouts = MockPayouts;
	type Liabilities = MockLiabilities;
	type AuthorityId = WorkerAuthority;
	type Treasury = TreasuryAccount;
	type Clock = System;
	type ProviderBond = ConstU128<BOND>;
	type LeaveNotice = ConstU32<NOTICE>;
	type FormerWorkerPeriod = ConstU32<FORMER>;
	type ExpirySlash = ConstU128<SLASH>;
	type MinJobPayment = ConstU128<100>;
	type Randomness = NoRandomness;
	type CancelCompensation = Compensation;
	type CancelFullAfter = ConstU32<FULL_AFTER>;
	type CommitPeriod = ConstU32<COMMIT>;
	type FailRest = ConstU32<REST>;
	type OpenPeriod = ConstU32<OPEN_PERIOD>;
	type ClaimPeriod = ConstU32<CLAIM_PERIOD>;
	type ChallengePeriod = ConstU32<WINDOW>;
	type AuditShare = AuditShare;
	type DrawDelay = ConstU32<DRAW_DELAY>;
	type DoubtBond = ConstU128<DOUBT_BOND>;
	type SilencePenalty = ConstU128<SILENCE>;
	type MaxParallel = ConstU32<5>;
	type MaxAttempts = ConstU32<3>;
	type MaxOpenJobs = ConstU32<MAX_OPEN>;
	type MaxOpenOf = ConstU32<MAX_OPEN>;
	type KeepFinished = ConstU32<KEEP>;
	type ResendAfter = ConstU64<RESEND_MS>;
	type CancelGrace = ConstU32<GRACE>;
	type WeightInfo = ();
}

/// Blocks that bring no random number of their own.
pub struct NoRandomness;

impl Randomness<Option<Hash>, u64> for NoRandomness {
	fn random(_: &[u8]) -> (Option<Hash>, u64) {
		(None, 0)
	}
}

pub struct WorkerAuthority;

impl AppCrypto<<Signature as Verify>::Signer, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericPublic = sr25519::Public;
	type GenericSignature = sr25519::Signature;
}

impl SigningTypes for Test {
	type Public = <Signature as Verify>::Signer;
	type Signature = Signature;
}

impl CreateTransactionBase<Call<Test>> for Test {
	type Extrinsic = Extrinsic;
	type RuntimeCall = RuntimeCall;
}

impl CreateSignedTransaction<Call<Test>> for Test {
	fn create_signed_transaction<C: AppCrypto<Self::Public, Self::Signature>>(
		call: RuntimeCall,
		public: Self::Public,
		account: AccountId,
		nonce: u32,
	) -> Option<Extrinsic> {
		use codec::Encode;
		let signature = C::sign(&call.encode(), public)?;
		Some(Extrinsic::new_signed(call, account, signature, frame_system::CheckNonce::from(nonce)))
	}
}

/// State that the other pallets would keep.
#[derive(Default)]
pub struct World {
	pub snapshots: BTreeMap<SnapshotRef, Snapshot>,
	pub contributors: BTreeMap<ContributionId, AccountId>,
	pub bases: Vec<ModelId>,
	pub tuned: Vec<(AccountId, Name, Lineage)>,
	pub registry_is_full: bool,
	pub earnings: BTreeMap<AccountId, Balance>,
	pub liable: Option<AccountId>,
}

thread_local! {
	static WORLD: RefCell<World> = RefCell::default();
}

pub fn world<R>(f: impl FnOnce(&mut World) -> R) -> R {
	WORLD.with(|world| f(&mut world.borrow_mut()))
}

/// Publishes a snapshot whose entries have these sizes; contribution ids count up from `first`.
pub fn publish(at: SnapshotRef, fee_per_1k_tokens: Balance, first: ContributionId, sizes: &[u64]) {
	let entries: Vec<_> = sizes
		.iter()
		.zip(first..)
		.map(|(bytes, contribution)| SnapshotEntry {
			contribution,
			root: Hash::from_low_u64_be(contribution),
			records: 3,
			bytes: *bytes,
		})
		.collect();
	world(|w| {
		for entry in &entries {
			w.contributors
				.entry(entry.contribution)
				.or_insert(account(100 + (entry.contribution % 100) as u8));
		}
		let terms = Terms { licence: Default::default(), fee_per_1k_tokens, revocable: true };
		let entries = entries.try_into().unwrap();
		w.snapshots.insert(at, Snapshot { root: Hash::zero(), entries, terms, published_at: 0 });
	});
}

pub struct MockDatanets;

impl DatanetRegistry<AccountId> for MockDatanets {
	fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		world(|w| w.snapshots.get(&at).cloned())
	}
	fn contributor(contribution: ContributionId) -> Option<AccountId> {
		world(|w| w.contributors.get(&contribution).cloned())
	}
	fn datanet_of(_: ContributionId) -> Option<DatanetId> {
		None
	}
}

pub struct MockModels;

impl ModelRegistry<AccountId> for MockModels {
	fn base(model: ModelId) -> Option<(Manifest, Permill)> {
		let manifest = Manifest { root: Hash::repeat_byte(7), bytes: 1, parameters: 1, context: 2048 };
		world(|w| w.bases.contains(&model)).then_some((manifest, Permill::zero()))
	}
	fn lineage(_: ModelId) -> Option<Lineage> {
		None
	}
	fn owner(_: ModelId) -> Option<AccountId> {
		None
	}
	fn price(_: ModelId) -> Option<Price> {
		None
	}
	fn licence_for(_: ModelId, _: &[SnapshotRef]) -> Result<Licence, DispatchError> {
		Ok(Licence::default())
	}
	fn tuned_deposit() -> Balance {
		TunedDeposit::get()
	}
	fn create_tuned(
		owner: &AccountId,
		name: Name,
		lineage: Lineage,
		deposit: Balance,
	) -> Result<ModelId, DispatchError> {
		Balances::increase_balance(owner, deposit, Precision::Exact)?;
		world(|w| {
			if w.registry_is_full {
				return Err(DispatchError::Other("registry is full"));
			}
			w.tuned.push((owner.clone(), name, lineage));
			Ok(99 + w.tuned.len() as ModelId)
		})
	}
}

pub struct MockSetup;

impl crate::BenchmarkHelper for MockSetup {
	fn make_snapshot(_: &AccountId, contributor: &AccountId, contributions: u32) -> SnapshotRef {
		let number = world(|w| w.snapshots.len() as u32) + 1;
		let at = SnapshotRef { datanet: 1_000, number };
		let first = u64::from(number) * 1_000;
		publish(at, 1_000, first, &vec![100; contributions as usize]);
		world(|w| w.contributors.values_mut().for_each(|c| *c = contributor.clone()));
		at
	}
	fn make_base(_: &AccountId) -> ModelId {
		world(|w| {
			let id = w.bases.len() as ModelId;
			w.bases.push(id);
			id
		})
	}
}

pub struct MockPayouts;

impl Payouts<AccountId> for MockPayouts {
	fn pay(
		_payer: &AccountId,
		shares: &[(AccountId, Balance)],
		take: impl FnOnce(Balance) -> DispatchResult,
	) -> DispatchResult {
		let total = shares.iter().map(|(_, amount)| amount).sum();
		take(total)?;
		<Balances as Unbalanced<AccountId>>::increase_balance(&POT, total, Precision::Exact)?;
		world(|w| {
			for (who, amount) in shares {
				*w.earnings.entry(who.clone()).or_default() += amount;
			}
		});
		Ok(())
	}
}

pub struct MockLiabilities;

impl Liabilities<AccountId> for MockLiabilities {
	fn is_liable(stash: &AccountId) -> bool {
		world(|w| w.liable.as_ref() == Some(stash))
	}

	fn next_session() -> SessionId {
		NextSession::get()
	}
}

pub const SMALL: SnapshotRef = SnapshotRef { datanet: 1, number: 1 };
pub const LARGE: SnapshotRef = SnapshotRef { datanet: 2, number: 3 };

#[derive(Default)]
pub struct ExtBuilder;

impl ExtBuilder {
	/// Builds the state before a test.
	pub fn build(self) -> sp_io::TestExternalities {
		AuditShare::set(Permill::zero());
		world(|w| *w = World { bases: vec![BASE, 5], ..Default::default() });
		publish(SMALL, 50, 1, &[100, 300]);
		publish(LARGE, 0, 11, &[600]);
		let people = [
			BUILDER,
			OTHER_BUILDER,
			STASH,
			WORKER,
			STASH_2,
			WORKER_2,
			STASH_3,
			WORKER_3,
			TREASURY,
			POT,
			ANYONE,
		];
		let people = people.into_iter().chain(JUDGES);
		let balances = openledger_pallet_test_utils::balances(people.map(|who| (who, FUNDS)));
		openledger_pallet_test_utils::externalities::<Test>(RuntimeGenesisConfig {
			balances,
			..Default::default()
		})
	}

	/// Runs a test, then checks every invariant and that no OPEN was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		openledger_pallet_test_utils::execute::<Test>(self.build(), ModelFactory::do_try_state, test)
	}
}

/// Checks every invariant of the pallet, and a constant sum of all balances.
pub fn check_books(issuance: Balance) {
	openledger_pallet_test_utils::check_books::<Test>(issuance, ModelFactory::do_try_state)
}

// The driver.

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn advance(blocks: u32) {
	System::set_block_number(System::block_number() + u64::from(blocks));
}

/// Goes on block by block, as a chain does.
pub fn roll(blocks: u32) {
	use frame_support::traits::Hooks;
	for _ in 0..blocks {
		advance(1);
		ModelFactory::on_initialize(System::block_number());
	}
}

pub fn now() -> u32 {
	System::block_number() as u32
}

pub fn free(who: &AccountId) -> Balance {
	Balances::free_balance(who)
}

pub fn capabilities() -> Capabilities {
	Capabilities {
		bases: vec![BASE].try_into().unwrap(),
		max_parallel: 2,
		price_per_1k_tokens: PRICE,
		endpoint: b"http://127.0.0.1:8088".to_vec().try_into().unwrap(),
	}
}

pub fn spec() -> JobSpec {
	JobSpec {
		name: b"tuned".to_vec().try_into().unwrap(),
		base: BASE,
		snapshots: vec![SMALL, LARGE].try_into().unwrap(),
		held_out: None,
		hyper: HyperParameters {
			method: Method::Lora,
			rank: 8,
			alpha: 16,
			targets: vec![Target::Q, Target::V].try_into().unwrap(),
			learning_rate: Decimal(500_000),
			warmup_steps: 4,
			epochs: 100,
			batch: 8,
			max_length: 256,
			weight_decay: Decimal(0),
			clip_norm: Decimal(1_000_000_000),
			seed: 1,
		},
	}
}

/// Returns the states after the steps of [`result`].
pub fn states() -> [Hash; 3] {
	[Hash::repeat_byte(2), Hash::repeat_byte(3), Hash::repeat_byte(4)]
}

/// Returns a result over `tokens` tokens. With the specification above, 1,000 tokens cost 100 for the
/// provider and 50 × 400 / 1,000 = 20 for the contributors of [`SMALL`].
pub fn result(tokens: u64) -> JobResult {
	JobResult {
		adapter: Hash::repeat_byte(1),
		adapter_bytes: 64,
		trace: root::of_hashes(&states()),
		steps: 3,
		tokens,
		loss_first: Decimal(3),
		loss_last: Decimal(2),
		evaluation: None,
	}
}

pub fn evaluation() -> Evaluation {
	Evaluation { before: Decimal(3), after: Decimal(2) }
}

pub fn provide() {
	assert_ok!(ModelFactory::register_provider(signed(STASH), WORKER, capabilities()));
}

pub fn provide_2() {
	assert_ok!(ModelFactory::register_provider(signed(STASH_2), WORKER_2, capabilities()));
}

/// Bonds a provider that is its own worker.
pub fn bond(stash: &AccountId) {
	assert_ok!(ModelFactory::register_provider(signed(stash.clone()), stash.clone(), capabilities()));
}

/// Bonds the first of the [`JUDGES`].
pub fn judges(count: usize) {
	JUDGES.iter().take(count).for_each(bond);
}

pub fn open() -> JobId {
	let id = crate::NextJob::<Test>::get();
	assert_ok!(ModelFactory::submit_job(signed(BUILDER), spec(), PAYMENT));
	id
}

pub fn claimed() -> JobId {
	let id = open();
	assert_ok!(ModelFactory::claim_job(signed(WORKER), id));
	id
}

pub fn submitted(tokens: u64) -> JobId {
	let id = claimed();
	assert_ok!(ModelFactory::submit_result(signed(WORKER), id, result(tokens)));
	id
}

pub fn status(id: JobId) -> openledger_primitives::job::JobStatus<AccountId> {
	ModelFactory::job(id).unwrap().status
}
