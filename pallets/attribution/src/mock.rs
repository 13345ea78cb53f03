//! A runtime with small books in place of the other pallets.

use crate as pallet_attribution;
use crate::Split;
use codec::Encode;
use frame_support::{
	PalletId, derive_impl, parameter_types,
	traits::{ConstU32, ConstU128, Hooks},
	weights::Weight,
};
use frame_system::offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes};
use openledger_pallet_test_utils::books;
use openledger_primitives::{
	AccountId, Balance, BoundedVec, ContributionId, Hash, ModelId, SessionId, SettlementNumber, Signature,
	datanet::SnapshotRef,
	model::Price,
	traits::ChallengeRegistry,
	usage::{Settlement, Voucher},
};
use sp_runtime::{
	DispatchResult, MultiSigner, Permill, generic,
	traits::{BlakeTwo256, IdentityLookup},
};

pub use openledger_pallet_test_utils::{
	WorkerAuthority,
	books::{BANK, BASE, Bonds, Contributors, PRICE, PROVIDER_BOND, Providers, TUNED, UNLISTED, edit_model},
	people::{account, pair, seed, sign},
};

pub type Extrinsic = generic::UncheckedExtrinsic<AccountId, RuntimeCall, Signature, ()>;
type Block = generic::Block<generic::Header<u32, BlakeTwo256>, Extrinsic>;

/// Planck without which an account does not exist.
pub const ED: Balance = 100;
/// Smallest deposit.
pub const MIN_DEPOSIT: Balance = 1_000;
/// Blocks of grace.
pub const GRACE: u32 = 10;
/// Blocks to challenge in.
pub const CHALLENGE_PERIOD: u32 = 20;
/// What a lie costs.
pub const PENALTY: Balance = 10_000;
/// What each named account starts with.
pub const ENDOWMENT: Balance = 1_000_000_000;

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

parameter_types! {
	pub const Pot: PalletId = PalletId(*b"ol/attri");
	pub const Parts: Split = Split {
		platform: Permill::from_percent(5),
		provider: Permill::from_percent(40),
		contributors: Permill::from_percent(35),
		owner: Permill::from_percent(20),
	};
	pub Treasury: AccountId = account("treasury");
	/// Part of the platform's share that pays audits.
	pub static AuditShare: Permill = Permill::zero();
	/// Settlements that are challenged, with their providers.
	pub static Challenged: Vec<(SessionId, SettlementNumber, AccountId)> = vec![];
}

/// The mock's books.
pub type Registry = books::Books<Balances>;

/// Challenges that a test says are open.
pub struct Challenges;

impl ChallengeRegistry<AccountId> for Challenges {
	fn settled(_: SessionId, _: SettlementNumber) {}

	fn is_challenged(session: SessionId, number: SettlementNumber) -> bool {
		Challenged::get().iter().any(|open| (open.0, open.1) == (session, number))
	}

	fn open_against(provider: &AccountId) -> u32 {
		Challenged::get().iter().filter(|open| open.2 == *provider).count() as u32
	}

	fn forget(_: SessionId, _: SettlementNumber) {}
}

/// What benchmarks need, from the mock's books.
pub struct Helper;

impl crate::BenchmarkHelper for Helper {
	fn make_snapshot(_: &AccountId, contributors: &[AccountId]) -> SnapshotRef {
		books::add_shared_snapshot(contributors)
	}

	fn make_base(owner: &AccountId) -> ModelId {
		books::add_model(owner, Permill::from_percent(10), None)
	}

	fn make_listed(model: ModelId, price: Price) {
		edit_model(model, |model| model.price = Some(price));
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		books::add_provider(stash, worker);
	}
}

impl pallet_attribution::Config for Test {
	type BenchmarkHelper = Helper;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Registry;
	type Models = Registry;
	type Providers = Registry;
	type Challenges = Challenges;
	type Treasury = Treasury;
	type Clock = System;
	type PalletId = Pot;
	type Split = Parts;
	type MinDeposit = ConstU128<MIN_DEPOSIT>;
	type GracePeriod = ConstU32<GRACE>;
	type ChallengePeriod = ConstU32<CHALLENGE_PERIOD>;
	type Penalty = ConstU128<PENALTY>;
	type AuditShare = AuditShare;
	type WeightInfo = ();
}

/// A call signed by a named person.
pub fn by(name: &str) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

/// Builds the state before block 1: "user", "other" and the bank are rich, "treasury" exists, everyone else
/// has nothing.
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
		books::fill();
		Challenged::set(vec![]);
		AuditShare::set(Permill::zero());
		let mut balances: Vec<_> =
			["user", "other", BANK].iter().map(|name| (account(name), ENDOWMENT)).collect();
		if self.treasury > 0 {
			balances.push((account("treasury"), self.treasury));
		}
		let balances = openledger_pallet_test_utils::balances(balances);
		openledger_pallet_test_utils::externalities::<Test>(RuntimeGenesisConfig {
			balances,
			..Default::default()
		})
	}

	/// Runs a test, then checks every invariant, and that no planck was made or lost.
	pub fn build_and_execute(self, test: impl FnOnce()) {
		openledger_pallet_test_utils::execute::<Test>(self.build(), Attribution::do_try_state, test)
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

/// A voucher on this chain, over one answer more than was settled.
pub fn voucher(session: SessionId, cumulative: Balance) -> Voucher {
	let answers = Attribution::session(session).map_or(0, |session| session.answers) + 1;
	Voucher { genesis: genesis(), session, answers, cumulative, receipts: Hash::repeat_byte(7) }
}

/// A session's first settlement, with the given influence.
pub fn settlement(influence: &[(ContributionId, u32)]) -> Settlement {
	Settlement { first: 0, influence: BoundedVec::truncate_from(influence.to_vec()) }
}

/// A session's next settlement, with the given influence.
pub fn next_settlement(session: SessionId, influence: &[(ContributionId, u32)]) -> Settlement {
	let first = Attribution::session(session).map_or(0, |session| session.answers);
	Settlement { first, ..settlement(influence) }
}

/// The provider's worker settles up to `cumulative`.
pub fn settle(
	session: SessionId,
	cumulative: Balance,
	influence: &[(ContributionId, u32)],
) -> DispatchResult {
	let voucher = voucher(session, cumulative);
	let signature = sign("user", &voucher);
	let settlement = next_settlement(session, influence);
	Attribution::settle(by("worker"), session, voucher, signature, settlement)
}

/// The provider's worker settles up to `cumulative`, and the window passes.
pub fn settle_and_divide(
	session: SessionId,
	cumulative: Balance,
	influence: &[(ContributionId, u32)],
) -> DispatchResult {
	settle(session, cumulative, influence)?;
	pass(CHALLENGE_PERIOD + 1);
	Attribution::on_idle(System::block_number(), Weight::MAX);
	Ok(())
}

/// Goes so many blocks on.
pub fn pass(blocks: u32) {
	System::set_block_number(System::block_number() + blocks);
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
