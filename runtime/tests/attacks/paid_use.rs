//! A market to attack: a base model, a model tuned from it, its contributors, a provider, and users with
//! keys.

use crate::world::{account, advance, call};
use frame_support::{BoundedVec, traits::Get};
use openledger_primitives::{
	ChallengeId, ContributionId, Hash, ModelId, SessionId, SettlementNumber, Signature,
	challenge::{OpenedAnswer, Opening},
	datanet::{Admission, SnapshotRef, Terms},
	influence::{InfluenceVector, aggregate},
	job::Capabilities,
	model::{Lineage, Manifest, Price},
	traits::ModelRegistry,
	usage::{Receipt, Settlement, Voucher, hash_tokens, head},
};
use openledger_runtime::{
	AccountId, Attribution, Balance, Balances, BlockNumber, Models, OPEN, Runtime, System,
};
use sp_core::{Pair, sr25519};
use sp_runtime::{DispatchError, Permill};

/// Price of the tuned model: a milli-OPEN a token, read or written.
pub const PRICE: Price = Price { prompt_per_1k: OPEN, completion_per_1k: OPEN };

/// Somebody with a key.
#[derive(Clone)]
pub struct Person {
	/// The key.
	pub pair: sr25519::Pair,
	/// Its account.
	pub account: AccountId,
}

/// Returns somebody with a key and so much OPEN.
pub fn person(name: u8, open: u128) -> Person {
	let pair = sr25519::Pair::from_seed(&[name; 32]);
	let account = AccountId::from(pair.public().0);
	let alice = sp_keyring::Sr25519Keyring::Alice.to_account_id();
	let transfer =
		pallet_balances::Call::transfer_allow_death { dest: account.clone().into(), value: open * OPEN };
	call(&alice, transfer).expect("Alice has that much");
	Person { pair, account }
}

/// The market.
pub struct Market {
	/// Owner of the tuned model.
	pub owner: AccountId,
	/// Contributor of the first contribution.
	pub carol: AccountId,
	/// Account of the attacker's that owns the second contribution.
	pub sybil: AccountId,
	/// Contributions of Carol, of the sybil, of the provider and of the model's owner.
	pub contributions: [ContributionId; 4],
	/// Stash of the provider.
	pub provider: AccountId,
	/// The provider's worker.
	pub worker: Person,
	/// A user.
	pub user: Person,
	/// The tuned model.
	pub model: ModelId,
}

fn text<S: Get<u32>>(text: &str) -> BoundedVec<u8, S> {
	BoundedVec::truncate_from(text.as_bytes().to_vec())
}

/// Has one record contributed by each, and publishes them.
fn publish(owner: &AccountId, contributors: &[&AccountId]) -> (SnapshotRef, Vec<ContributionId>) {
	let terms = Terms { licence: text("MIT"), fee_per_1k_tokens: 0, revocable: false };
	let create = pallet_datanets::Call::create {
		name: text("records"),
		domain: text("law"),
		card: Hash::zero(),
		terms,
		admission: Admission::Open,
	};
	call(owner, create).expect("anyone may create a Datanet");
	for (who, byte) in contributors.iter().zip(1..) {
		let root = Hash::repeat_byte(byte);
		let contribute = pallet_datanets::Call::contribute { datanet: 0, root, records: 1, bytes: 100 };
		call(who, contribute).expect("anyone may contribute");
	}
	call(owner, pallet_datanets::Call::publish_snapshot { datanet: 0 }).expect("its owner may publish");
	(SnapshotRef { datanet: 0, number: 1 }, (0..contributors.len() as u64).collect())
}

/// Opens the market.
pub fn market() -> Market {
	let [maker, owner, carol, sybil, provider] = [11, 12, 13, 14, 15].map(|name| account(name, 5_000));
	let (worker, user) = (person(16, 100), person(17, 5_000));
	let manifest = Manifest { root: Hash::repeat_byte(9), bytes: 1, parameters: 1, context: 64 };
	let register = pallet_models::Call::register_base {
		name: text("base"),
		manifest,
		licence: text("MIT"),
		royalty: Permill::zero(),
	};
	call(&maker, register).expect("anyone may register a base model");
	let (at, ids) = publish(&owner, &[&carol, &sybil, &provider, &owner]);
	let lineage = Lineage {
		base: 0,
		job: 0,
		snapshots: BoundedVec::truncate_from(vec![at]),
		adapter: Hash::repeat_byte(7),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	};
	let model = <Models as ModelRegistry<AccountId>>::create_tuned(&owner, text("tuned"), lineage, 0)
		.expect("a job makes a model");
	call(&owner, pallet_models::Call::list { model, price: PRICE }).expect("its owner may sell it");
	let capabilities = Capabilities {
		bases: BoundedVec::truncate_from(vec![0]),
		max_parallel: 1,
		price_per_1k_tokens: OPEN,
		endpoint: Default::default(),
	};
	let register =
		pallet_model_factory::Call::register_provider { worker: worker.account.clone(), capabilities };
	call(&provider, register).expect("anyone may be a provider");
	let contributions = [ids[0], ids[1], ids[2], ids[3]];
	Market { owner, carol, sybil, contributions, provider, worker, user, model }
}

/// Returns a vector that gives all to one contribution.
pub fn all_to(contribution: ContributionId) -> InfluenceVector {
	BoundedVec::truncate_from(vec![(contribution, 1_000_000_000)])
}

/// Planck that settle at once: the sum of the prices of these answers.
pub fn sum(answers: &[OpenedAnswer]) -> Balance {
	answers.iter().map(|answer| answer.receipt.price).sum()
}

impl Market {
	/// The user opens a session with so much OPEN.
	pub fn open(&self, deposit: u128) -> SessionId {
		let id = pallet_attribution::NextSession::<Runtime>::get();
		let (model, provider) = (self.model, self.provider.clone());
		let open = pallet_attribution::Call::open_session { model, provider, deposit: deposit * OPEN };
		call(&self.user.account, open).expect("the user can pay");
		id
	}

	/// Returns an answer of so many tokens, each way a half, that goes on from those before it.
	pub fn answer(
		&self,
		session: SessionId,
		before: &[OpenedAnswer],
		tokens: u32,
		influence: InfluenceVector,
	) -> OpenedAnswer {
		let open = Attribution::session(session).expect("it is open");
		let index = open.answers + before.len() as u32;
		let prompt: Vec<u32> = (0..tokens / 2).map(|token| token + index).collect();
		let answer: Vec<u32> = (0..tokens - tokens / 2).collect();
		let price = PRICE.of(prompt.len() as u64, answer.len() as u64);
		let receipt = Receipt {
			genesis: System::block_hash(0),
			session,
			index,
			model: self.model,
			adapter: Hash::repeat_byte(7),
			prompt: hash_tokens(&prompt),
			answer: hash_tokens(&answer),
			prompt_tokens: prompt.len() as u32,
			completion_tokens: answer.len() as u32,
			price,
			cumulative: open.settled + sum(before) + price,
			influence,
		};
		let (prompt, answer) = (BoundedVec::truncate_from(prompt), BoundedVec::truncate_from(answer));
		OpenedAnswer { receipt, prompt, answer }
	}

	/// Returns answers of so many tokens, each with all influence to one contribution.
	pub fn answers(&self, session: SessionId, tokens: &[u32], to: ContributionId) -> Vec<OpenedAnswer> {
		let mut answers = Vec::new();
		for tokens in tokens {
			answers.push(self.answer(session, &answers, *tokens, all_to(to)));
		}
		answers
	}

	/// Returns the voucher that an honest client signs after these answers.
	pub fn voucher(&self, session: SessionId, answers: &[OpenedAnswer]) -> Voucher {
		let open = Attribution::session(session).expect("it is open");
		Voucher {
			genesis: System::block_hash(0),
			session,
			answers: open.answers + answers.len() as u32,
			cumulative: open.settled + sum(answers),
			receipts: head(open.receipts, &hashes(answers)),
		}
	}

	/// The user signs a voucher.
	pub fn sign(&self, voucher: &Voucher) -> Signature {
		self.user.pair.sign(&voucher.signing_bytes()).into()
	}

	/// The provider settles with a voucher and a signature.
	pub fn settle(
		&self,
		voucher: Voucher,
		signature: Signature,
		influence: InfluenceVector,
	) -> Result<(), DispatchError> {
		let session = voucher.session;
		let first = pallet_attribution::Sessions::<Runtime>::get(session).map_or(0, |open| open.answers);
		let settlement = Settlement { first, influence };
		let settle = pallet_attribution::Call::settle { session, voucher, signature, settlement };
		call(&self.provider, settle)
	}

	/// The user pays for answers, and the provider settles them as it should.
	pub fn settle_honestly(&self, session: SessionId, answers: &[OpenedAnswer]) -> Result<(), DispatchError> {
		let voucher = self.voucher(session, answers);
		let signature = self.sign(&voucher);
		self.settle(voucher, signature, honest(answers))
	}

	/// Somebody challenges a settlement. Returns the challenge.
	pub fn challenge(
		&self,
		who: &AccountId,
		session: SessionId,
		settlement: SettlementNumber,
		answer: Option<u32>,
	) -> ChallengeId {
		let id = pallet_disputes::NextChallenge::<Runtime>::get();
		call(who, pallet_disputes::Call::challenge { session, settlement, answer })
			.expect("it can be challenged");
		id
	}

	/// The provider reveals.
	pub fn reveal(&self, challenge: ChallengeId, evidence: Opening) -> Result<(), DispatchError> {
		call(&self.provider, pallet_disputes::Call::reveal { challenge, evidence })
	}
}

/// Returns the hashes of the receipts of answers.
pub fn hashes(answers: &[OpenedAnswer]) -> Vec<Hash> {
	answers.iter().map(|answer| answer.receipt.hash()).collect()
}

/// Returns the influence that an honest provider states.
pub fn honest(answers: &[OpenedAnswer]) -> InfluenceVector {
	aggregate(answers.iter().map(|answer| (answer.receipt.price, &answer.receipt.influence[..])))
}

/// Returns the evidence for the sum of answers.
pub fn receipts(answers: &[OpenedAnswer]) -> Opening {
	let receipts = answers.iter().map(|answer| answer.receipt.clone()).collect();
	Opening::Receipts(BoundedVec::truncate_from(receipts))
}

/// Returns the evidence for one of these answers.
pub fn opened(answers: &[OpenedAnswer], index: usize) -> Opening {
	let receipts = BoundedVec::truncate_from(hashes(answers));
	Opening::Answer { opened_answer: Box::new(answers[index].clone()), receipts }
}

/// Anyone resolves a challenge.
pub fn resolve(who: &AccountId, challenge: ChallengeId) -> Result<(), DispatchError> {
	call(who, pallet_disputes::Call::resolve { challenge })
}

/// Goes on until every window of today is over, and what waits is divided.
pub fn pass_windows() {
	let window: BlockNumber = <Runtime as pallet_attribution::Config>::ChallengePeriod::get();
	advance(window + 1);
}

/// Goes on until the time to reveal is over, the second chance too.
pub fn pass_reveal() {
	let late = <Runtime as pallet_disputes::Config>::LatePeriod::get();
	// A provider that is asked up to five things at once has up to twice as long.
	advance(2 * <Runtime as pallet_disputes::Config>::RevealPeriod::get() + late + 1);
}

/// Returns the grace period of a session.
pub fn grace() -> BlockNumber {
	<Runtime as pallet_attribution::Config>::GracePeriod::get()
}

/// Returns what a provider has on hold.
pub fn provider_bond() -> Balance {
	<Runtime as pallet_model_factory::Config>::ProviderBond::get()
}

/// Returns the penalty of a lie.
pub fn penalty() -> Balance {
	<Runtime as pallet_disputes::Config>::Penalty::get()
}

/// Returns what an account can claim.
pub fn earned(who: &AccountId) -> Balance {
	Attribution::earnings(who.clone())
}

/// Returns what the treasury has.
pub fn treasury() -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::total_balance(&pallet_treasury::Pallet::<Runtime>::account_id())
}
