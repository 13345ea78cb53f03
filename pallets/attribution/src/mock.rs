//! A runtime with small books in place of the other pallets.

use crate as pallet_attribution;
use crate::Split;
use codec::Encode;
use frame_support::{
	derive_impl, parameter_types,
	traits::{
		fungible::Unbalanced,
		tokens::{Fortitude, Precision, Preservation},
		ConstU128, ConstU32,
	},
	PalletId,
};
use frame_system::offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes};
use openledger_primitives::{
	datanet::{Snapshot, SnapshotEntry, SnapshotRef, Terms},
	model::{Lineage, Manifest, Price},
	traits::{DatanetRegistry, ModelRegistry, ProviderRegistry},
	usage::{Settlement, Voucher},
	worker_key, AccountId, Balance, BoundedVec, ContributionId, DatanetId, Hash, ModelId, Name, SessionId,
	Signature,
};
use sp_core::{sr25519, Pair};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, IdentityLookup},
	BuildStorage, DispatchError, DispatchResult, MultiSigner, Permill,
};
use std::collections::BTreeMap;

pub type Extrinsic = generic::UncheckedExtrinsic<AccountId, RuntimeCall, Signature, ()>;
type Block = generic::Block<generic::Header<u32, BlakeTwo256>, Extrinsic>;

/// Planck without which an account does not exist.
pub const ED: Balance = 100;
/// Smallest deposit.
pub const MIN_DEPOSIT: Balance = 1_000;
/// Blocks of grace.
pub const GRACE: u32 = 10;
/// Blocks to challenge, to reveal and to vote in.
pub const CHALLENGE_PERIOD: u32 = 20;
pub const REVEAL_PERIOD: u32 = 4;
pub const VOTE_PERIOD: u32 = 5;
/// What a challenger puts on hold, what a conviction costs, and what a verifier gets.
pub const CHALLENGE_BOND: Balance = 1_000;
pub const PENALTY: Balance = 10_000;
pub const VERIFIER_REWARD: Balance = 600;
/// What stands behind each provider.
pub const PROVIDER_BOND: Balance = 100_000;
/// Who vouches for providers: the bonds lie there.
pub const BANK: &str = "bank";
/// What each named account starts with.
pub const ENDOWMENT: Balance = 1_000_000_000;
/// A base model, listed.
pub const BASE: ModelId = 0;
/// A model tuned from it, listed; it learnt from contributions 10, 11 and 20.
pub const TUNED: ModelId = 1;
/// A base model that is not for sale.
pub const UNLISTED: ModelId = 2;
/// What a token costs: 3 planck read, 5 written.
pub const PRICE: Price = Price { prompt_per_1k: 3_000, completion_per_1k: 5_000 };

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Attribution: pallet_attribution,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<ED>;
	type RuntimeHoldReason = RuntimeHoldReason;
}

impl SigningTypes for Test {
	type Public = MultiSigner;
	type Signature = Signature;
}

impl<C> CreateTransactionBase<C> for Test
where
	RuntimeCall: From<C>,
{
	type Extrinsic = Extrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> CreateSignedTransaction<C> for Test
where
	RuntimeCall: From<C>,
{
	fn create_signed_transaction<A: AppCrypto<MultiSigner, Signature>>(
		call: RuntimeCall,
		public: MultiSigner,
		account: AccountId,
		_: u32,
	) -> Option<Extrinsic> {
		let signature = A::sign(&call.encode(), public)?;
		Some(Extrinsic::new_signed(call, account, signature, ()))
	}
}

/// Worker keys, as a runtime presents them.
pub struct WorkerAuthority;

impl AppCrypto<MultiSigner, Signature> for WorkerAuthority {
	type RuntimeAppPublic = worker_key::Public;
	type GenericSignature = sr25519::Signature;
	type GenericPublic = sr25519::Public;
}

parameter_types! {
	pub const Pot: PalletId = PalletId(*b"ol/attri");
	pub const Parts: Split = Split {
		platform: Permill::from_percent(5),
		provider: Permill::from_percent(40),
		contributors: Permill::from_percent(35),
		owner: Permill::from_percent(20),
	};
	pub Treasury: AccountId = account("treasury");
	pub static Models: BTreeMap<ModelId, Model> = BTreeMap::new();
	pub static Snapshots: BTreeMap<SnapshotRef, Snapshot> = BTreeMap::new();
	pub static Contributors: BTreeMap<ContributionId, AccountId> = BTreeMap::new();
	pub static Providers: BTreeMap<AccountId, AccountId> = BTreeMap::new();
	pub static Bonds: BTreeMap<AccountId, Balance> = BTreeMap::new();
}

/// A model in the mock's book.
#[derive(Clone)]
pub struct Model {
	pub owner: AccountId,
	pub price: Option<Price>,
	pub royalty: Permill,
	pub lineage: Option<Lineage>,
}

/// The mock's books.
pub struct Registry;

impl DatanetRegistry<AccountId> for Registry {
	fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		Snapshots::get().get(&at).cloned()
	}

	fn contributor(contribution: ContributionId) -> Option<AccountId> {
		Contributors::get().get(&contribution).cloned()
	}

	fn datanet_of(contribution: ContributionId) -> Option<DatanetId> {
		let holds = |snapshot: &Snapshot| snapshot.entries.iter().any(|e| e.contribution == contribution);
		Snapshots::get().into_iter().find(|(_, snapshot)| holds(snapshot)).map(|(at, _)| at.datanet)
	}
}

impl ModelRegistry<AccountId> for Registry {
	fn base(model: ModelId) -> Option<(Manifest, Permill)> {
		let book = Models::get();
		let model = book.get(&model).filter(|model| model.lineage.is_none())?;
		let manifest = Manifest { root: Hash::zero(), bytes: 1, parameters: 1, context: 1 };
		Some((manifest, model.royalty))
	}

	fn lineage(model: ModelId) -> Option<Lineage> {
		Models::get().get(&model)?.lineage.clone()
	}

	fn owner(model: ModelId) -> Option<AccountId> {
		Some(Models::get().get(&model)?.owner.clone())
	}

	fn price(model: ModelId) -> Option<Price> {
		Models::get().get(&model)?.price
	}

	fn create_tuned(owner: &AccountId, _: Name, lineage: Lineage) -> Result<ModelId, DispatchError> {
		let id = Models::get().len() as ModelId;
		let model =
			Model { owner: owner.clone(), price: None, royalty: Permill::zero(), lineage: Some(lineage) };
		Models::mutate(|all| all.insert(id, model));
		Ok(id)
	}
}

impl ProviderRegistry<AccountId> for Registry {
	fn is_provider(stash: &AccountId) -> bool {
		Providers::get().contains_key(stash) && bond_of(stash) >= PROVIDER_BOND
	}

	fn stash_of(worker: &AccountId) -> Option<AccountId> {
		Providers::get().into_iter().find(|(_, hot)| hot == worker).map(|(stash, _)| stash)
	}

	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> DispatchResult,
	) -> Result<Balance, DispatchError> {
		let amount = bond_of(stash).min(most);
		Balances::decrease_balance(
			&account(BANK),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		take_in(amount)?;
		Bonds::mutate(|all| all.insert(stash.clone(), bond_of(stash) - amount));
		Ok(amount)
	}
}

/// What stands behind a provider.
pub fn bond_of(stash: &AccountId) -> Balance {
	Bonds::get().get(stash).copied().unwrap_or(PROVIDER_BOND)
}

impl crate::benchmarking::BenchmarkHelper for Registry {
	fn make_snapshot(_: &AccountId, contributors: &[AccountId]) -> SnapshotRef {
		let ids: Vec<_> = (0..contributors.len() as u64).collect();
		add_snapshot(9, &ids);
		Contributors::mutate(|all| all.extend(ids.into_iter().zip(contributors.iter().cloned())));
		SnapshotRef { datanet: 9, number: 1 }
	}

	fn make_base(owner: &AccountId) -> ModelId {
		let id = Models::get().len() as ModelId;
		let model =
			Model { owner: owner.clone(), price: None, royalty: Permill::from_percent(10), lineage: None };
		Models::mutate(|all| all.insert(id, model));
		id
	}

	fn make_listed(model: ModelId, price: Price) {
		edit_model(model, |model| model.price = Some(price));
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		Providers::mutate(|all| all.insert(stash.clone(), worker.clone()));
		Bonds::mutate(|all| all.remove(stash));
	}
}

impl pallet_attribution::Config for Test {
	type BenchmarkHelper = Registry;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Registry;
	type Models = Registry;
	type Providers = Registry;
	type Treasury = Treasury;
	type PalletId = Pot;
	type Split = Parts;
	type MinDeposit = ConstU128<MIN_DEPOSIT>;
	type GracePeriod = ConstU32<GRACE>;
	type ChallengePeriod = ConstU32<CHALLENGE_PERIOD>;
	type RevealPeriod = ConstU32<REVEAL_PERIOD>;
	type VotePeriod = ConstU32<VOTE_PERIOD>;
	type ChallengeBond = ConstU128<CHALLENGE_BOND>;
	type Penalty = ConstU128<PENALTY>;
	type VerifierReward = ConstU128<VERIFIER_REWARD>;
	type MaxChallenges = ConstU32<8>;
	type WeightInfo = ();
}

/// The secret seed of a named person. Without a phrase, because stretching one is slow in tests.
pub fn seed(name: &str) -> [u8; 32] {
	sp_io::hashing::blake2_256(name.as_bytes())
}

/// The key pair of a named person.
pub fn pair(name: &str) -> sr25519::Pair {
	sr25519::Pair::from_seed(&seed(name))
}

/// The account of a named person.
pub fn account(name: &str) -> AccountId {
	AccountId::from(pair(name).public().0)
}

/// A call signed by a named person.
pub fn by(name: &str) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

/// Changes a model.
pub fn edit_model(id: ModelId, edit: impl FnOnce(&mut Model)) {
	Models::mutate(|all| all.get_mut(&id).map(edit));
}

/// Publishes snapshot 1 of a Datanet.
pub fn add_snapshot(datanet: DatanetId, contributions: &[ContributionId]) {
	let entries = contributions
		.iter()
		.map(|id| SnapshotEntry { contribution: *id, root: Hash::zero(), records: 1, bytes: 1 })
		.collect();
	let terms = Terms { licence: BoundedVec::new(), fee_per_1k_tokens: 0, revocable: false };
	let snapshot =
		Snapshot { root: Hash::zero(), entries: BoundedVec::truncate_from(entries), terms, published_at: 0 };
	Snapshots::mutate(|all| all.insert(SnapshotRef { datanet, number: 1 }, snapshot));
}

fn fill_books() {
	let base =
		|price| Model { owner: account("maker"), price, royalty: Permill::from_percent(10), lineage: None };
	let lineage = Lineage {
		base: BASE,
		job: 0,
		snapshots: BoundedVec::truncate_from(vec![
			SnapshotRef { datanet: 1, number: 1 },
			SnapshotRef { datanet: 2, number: 1 },
		]),
		adapter: Hash::zero(),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	};
	let tuned = Model {
		owner: account("owner"),
		price: Some(PRICE),
		royalty: Permill::zero(),
		lineage: Some(lineage),
	};
	Models::set(BTreeMap::from([(BASE, base(Some(PRICE))), (TUNED, tuned), (UNLISTED, base(None))]));
	Snapshots::set(BTreeMap::new());
	add_snapshot(1, &[10, 11]);
	add_snapshot(2, &[20]);
	Contributors::set(BTreeMap::from([
		(10, account("carol")),
		(11, account("dave")),
		(20, account("carol")),
	]));
	let provider = |name: &str| (account(name), account(&format!("{name}-worker")));
	Providers::set(BTreeMap::from([
		(account("provider"), account("worker")),
		provider("rival"),
		provider("second"),
		provider("third"),
	]));
	Bonds::set(BTreeMap::new());
}

/// Builds the state before block 1: "user", "other" and the bank are rich, "treasury" exists, everyone else has nothing.
pub struct ExtBuilder {
	pub treasury: Balance,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { treasury: ED }
	}
}

impl ExtBuilder {
	/// The state.
	pub fn build(self) -> sp_io::TestExternalities {
		fill_books();
		let mut balances: Vec<_> =
			["user", "other", BANK].iter().map(|name| (account(name), ENDOWMENT)).collect();
		if self.treasury > 0 {
			balances.push((account("treasury"), self.treasury));
		}
		let mut ext: sp_io::TestExternalities = RuntimeGenesisConfig {
			balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
			..Default::default()
		}
		.build_storage()
		.expect("the genesis is well-formed")
		.into();
		ext.execute_with(|| System::set_block_number(1));
		ext
	}

	/// Runs a test, then checks every invariant, and that no planck was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			let issued = Balances::total_issuance();
			test();
			Attribution::do_try_state().expect("every invariant holds");
			assert_eq!(Balances::total_issuance(), issued);
		})
	}
}

/// Hash of the mock's genesis block.
pub fn genesis() -> Hash {
	System::block_hash(0)
}

/// The user opens a session.
pub fn open(model: ModelId, deposit: Balance) -> SessionId {
	let id = crate::NextSession::<Test>::get();
	Attribution::open_session(by("user"), model, account("provider"), deposit).expect("the session opens");
	id
}

/// A voucher on this chain.
pub fn voucher(session: SessionId, cumulative: Balance) -> Voucher {
	Voucher { genesis: genesis(), session, cumulative }
}

/// A named person's signature over a voucher.
pub fn sign(name: &str, voucher: &Voucher) -> Signature {
	pair(name).sign(&voucher.signing_bytes()).into()
}

/// A settlement whose tokens cost just `amount` at least, with the given influence.
pub fn settlement(amount: Balance, influence: &[(ContributionId, u32)]) -> Settlement {
	Settlement {
		answers: 1,
		prompt_tokens: 0,
		completion_tokens: (amount / 5) as u64 + 1,
		receipts: Hash::repeat_byte(7),
		influence: BoundedVec::truncate_from(influence.to_vec()),
	}
}

/// The provider's worker settles up to `cumulative`.
pub fn settle(
	session: SessionId,
	cumulative: Balance,
	influence: &[(ContributionId, u32)],
) -> DispatchResult {
	let settled = Attribution::session(session).map_or(0, |session| session.settled);
	let voucher = voucher(session, cumulative);
	let signature = sign("user", &voucher);
	let settlement = settlement(cumulative.saturating_sub(settled), influence);
	Attribution::settle(by("worker"), session, voucher, signature, settlement)
}

/// What a named person can claim.
pub fn earned(name: &str) -> Balance {
	Attribution::earnings(account(name))
}

/// The state for benchmarks, with a keystore for their signatures.
pub fn bench_ext() -> sp_io::TestExternalities {
	let mut ext = ExtBuilder::default().build();
	ext.register_extension(sp_keystore::KeystoreExt::new(sp_keystore::testing::MemoryKeystore::new()));
	ext
}
