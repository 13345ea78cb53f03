//! A runtime with challenges, the settlements that they doubt, and small books in place of the other pallets.

use crate as pallet_disputes;
use codec::Encode;
use frame_support::{
	PalletId, assert_ok, derive_impl, parameter_types,
	traits::{ConstU32, ConstU128, Randomness},
};
use frame_system::offchain::{AppCrypto, CreateSignedTransaction, CreateTransactionBase, SigningTypes};
pub use openledger_pallet_test_utils::books;
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, ModelId, SessionId, Signature,
	influence::InfluenceVector,
	traits::ModelRegistry,
	usage::{Settlement, Voucher},
};
use pallet_attribution::Split;
use sp_runtime::{
	MultiSigner, Permill, TryRuntimeError, generic,
	traits::{BlakeTwo256, Hash as _, IdentityLookup},
};

pub use openledger_pallet_test_utils::{
	WorkerAuthority,
	books::{BANK, BASE, Bonded, Bonds, Contributors, PROVIDER_BOND, Providers, TUNED, bond_of},
	people::{account, pair, seed, sign, sign_receipt},
};

pub type Extrinsic = generic::UncheckedExtrinsic<AccountId, RuntimeCall, Signature, ()>;
type Block = generic::Block<generic::Header<u32, BlakeTwo256>, Extrinsic>;

/// Planck without which an account does not exist.
pub const ED: Balance = 100;
/// Blocks to challenge in, to reveal in, and to reveal in late.
pub const CHALLENGE_PERIOD: u32 = 20;
pub const REVEAL_PERIOD: u32 = 4;
pub const LATE_PERIOD: u32 = 3;
/// Blocks from an opening to the draw, and for those drawn to commit and to reveal.
pub const DRAW_DELAY: u32 = 2;
pub const COMMIT_PERIOD: u32 = 5;
pub const DISCLOSE_PERIOD: u32 = 3;
/// What a challenger puts on hold, what a conviction costs, and what a verifier gets.
pub const CHALLENGE_BOND: Balance = 1_000;
pub const PENALTY: Balance = 10_000;
pub const VERIFIER_REWARD: Balance = 600;
/// What verifiers lose who are wrong or silent, and a provider that reveals late.
pub const MINORITY_PENALTY: Balance = 5_000;
pub const SILENCE_PENALTY: Balance = 500;
pub const LATE_FEE: Balance = 700;
/// What an audit pays each verifier who finds the answer right.
pub const AUDIT_FEE: Balance = 30;
/// What each named account starts with.
pub const ENDOWMENT: Balance = 1_000_000_000;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Attribution: pallet_attribution,
		Disputes: pallet_disputes,
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
	/// Randomness of the block before.
	pub static Random: Option<Hash> = Some(Hash::repeat_byte(7));
}

/// Randomness that tests choose.
pub struct Dice;

impl Randomness<Option<Hash>, u32> for Dice {
	fn random(subject: &[u8]) -> (Option<Hash>, u32) {
		let random = Random::get().map(|random| BlakeTwo256::hash(&[subject, random.as_bytes()].concat()));
		(random, System::block_number().saturating_sub(1))
	}
}

/// The mock's books.
pub type Registry = books::Books<Balances>;

/// What benchmarks need, from the mock's books and calls.
pub struct Helper;

impl crate::BenchmarkHelper for Helper {
	fn make_model(n: u32) -> (ModelId, Vec<ContributionId>) {
		let contributors: Vec<_> = (0..n).map(|number| account(&format!("contributor {number}"))).collect();
		let at = books::add_shared_snapshot(&contributors);
		let lineage = books::lineage(vec![at]);
		let model =
			Registry::create_tuned(&account("owner"), Default::default(), lineage, 0).expect("it is made");
		books::edit_model(model, |model| model.price = Some(crate::PRICE));
		(model, (0..n.into()).collect())
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		books::add_provider(stash, worker);
	}

	fn offer(_: &AccountId, _: ModelId) {
		// All of the double's providers offer every base.
	}

	fn make_session(model: ModelId) -> (SessionId, AccountId) {
		// An earlier benchmark may have had its bond slashed.
		books::add_provider(&account("provider"), &account("worker"));
		(open(model, 50_000), account("worker"))
	}

	fn make_settlement(
		session: SessionId,
		answers: u32,
		amount: Balance,
		receipts: Hash,
		influence: InfluenceVector,
	) {
		let voucher = Voucher { genesis: genesis(), session, answers, cumulative: amount, receipts };
		let signature = sign("user", &voucher);
		let settlement = Settlement { first: 0, influence };
		assert_ok!(Attribution::settle(by("worker"), session, voucher, signature, settlement));
	}

	fn sign(_: &AccountId, bytes: &[u8]) -> Signature {
		sp_core::Pair::sign(&pair("worker"), bytes).into()
	}

	fn earnings(who: &AccountId) -> Balance {
		Attribution::earnings(who.clone())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl pallet_attribution::BenchmarkHelper for Helper {
	fn make_snapshot(
		_: &AccountId,
		contributors: &[AccountId],
	) -> openledger_primitives::datanet::SnapshotRef {
		books::add_shared_snapshot(contributors)
	}

	fn make_base(owner: &AccountId) -> ModelId {
		books::add_model(owner, Permill::from_percent(10), None)
	}

	fn make_listed(model: ModelId, price: openledger_primitives::model::Price) {
		books::edit_model(model, |model| model.price = Some(price));
	}

	fn make_provider(stash: &AccountId, worker: &AccountId) {
		books::add_provider(stash, worker);
	}
}

impl pallet_attribution::Config for Test {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Registry;
	type Models = Registry;
	type Providers = Registry;
	type Challenges = Disputes;
	type Treasury = Treasury;
	type Clock = System;
	type PalletId = Pot;
	type Split = Parts;
	type MinDeposit = ConstU128<1_000>;
	type GracePeriod = ConstU32<10>;
	type ChallengePeriod = ConstU32<CHALLENGE_PERIOD>;
	type Penalty = ConstU128<PENALTY>;
	type AuditShare = AuditShare;
	type WeightInfo = ();
}

impl pallet_disputes::Config for Test {
	type BenchmarkHelper = Helper;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type AuthorityId = WorkerAuthority;
	type Datanets = Registry;
	type Models = Registry;
	type Providers = Registry;
	type Settlements = Attribution;
	type Treasury = Treasury;
	type Clock = System;
	type RevealPeriod = ConstU32<REVEAL_PERIOD>;
	type LatePeriod = ConstU32<LATE_PERIOD>;
	type Randomness = Dice;
	type DrawDelay = ConstU32<DRAW_DELAY>;
	type CommitPeriod = ConstU32<COMMIT_PERIOD>;
	type DisclosePeriod = ConstU32<DISCLOSE_PERIOD>;
	type Drawn = ConstU32<5>;
	type Quorum = ConstU32<3>;
	type ChallengeBond = ConstU128<CHALLENGE_BOND>;
	type Penalty = ConstU128<PENALTY>;
	type VerifierReward = ConstU128<VERIFIER_REWARD>;
	type MinorityPenalty = ConstU128<MINORITY_PENALTY>;
	type SilencePenalty = ConstU128<SILENCE_PENALTY>;
	type LateFee = ConstU128<LATE_FEE>;
	type AuditFee = ConstU128<AUDIT_FEE>;
	type MaxChallenges = ConstU32<8>;
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
		openledger_pallet_test_utils::execute::<Test>(self.build(), check_invariants, test)
	}
}

/// Checks the invariants of settlements and challenges.
pub fn check_invariants() -> Result<(), TryRuntimeError> {
	Attribution::do_try_state()?;
	Disputes::do_try_state()
}

/// Hash of the mock's genesis block.
pub fn genesis() -> Hash {
	System::block_hash(0)
}

/// The user opens a session.
pub fn open(model: ModelId, deposit: Balance) -> SessionId {
	let id = pallet_attribution::NextSession::<Test>::get();
	Attribution::open_session(by("user"), model, account("provider"), deposit).expect("the session opens");
	id
}

/// What a named person can claim.
pub fn earned(name: &str) -> Balance {
	Attribution::earnings(account(name))
}

/// The state for benchmarks.
pub fn bench_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
