//! What disputes are about: a tuned model, a provider that sells its answers, and users who pay for them.
//!
//! All that knows how a settlement is made or an answer is opened is in this file.

#![allow(dead_code, reason = "each attack uses some of it")]

use crate::world::{account, call};
use openledger_primitives::{
	BoundedVec, ChallengeId, ContributionId, Hash, ModelId, SessionId, SettlementNumber, Signature,
	challenge::{Finding, OpenedAnswer, Opening},
	datanet::{Admission, SnapshotRef, Terms},
	influence::{InfluenceVector, aggregate},
	job::Capabilities,
	model::{Lineage, Manifest, Price},
	traits::ModelRegistry,
	usage::{Receipt, Settlement, Voucher, hash_tokens, head},
};
use openledger_runtime::{AccountId, Balance, Datanets, Models, OPEN, Runtime, System};
use pallet_attribution::Call as Attribution;
use pallet_disputes::Call as Disputes;
use sp_keyring::Sr25519Keyring::Dave;
use sp_runtime::{DispatchError, Permill};

/// Price of the model: 10 OPEN for each 1,000 tokens written.
const PRICE: Price = Price { prompt_per_1k: 1_000, completion_per_1k: 10 * OPEN };

/// What all find who repeat a true answer.
pub const MATCHES: Finding = Finding::Matches { work: Hash::repeat_byte(7) };

/// A model, with what it learnt from, and a base that providers hold.
pub struct Market {
	/// Base model.
	pub base: ModelId,
	/// Tuned model, listed.
	pub model: ModelId,
	/// Two contributions that it learnt from.
	pub contributions: [ContributionId; 2],
}

/// Returns the vector that names one contribution alone.
pub fn all_to(contribution: ContributionId) -> InfluenceVector {
	BoundedVec::truncate_from(vec![(contribution, 1_000_000_000)])
}

/// Makes a Datanet of two contributors, a base model, and a model that was tuned from both.
pub fn market(contributors: [&AccountId; 2]) -> Market {
	let owner = account(200, 1_000);
	let terms =
		Terms { licence: BoundedVec::truncate_from(b"MIT".to_vec()), fee_per_1k_tokens: 0, revocable: false };
	let (name, domain) =
		(BoundedVec::truncate_from(b"law".to_vec()), BoundedVec::truncate_from(b"law".to_vec()));
	let create =
		pallet_datanets::Call::create { name, domain, card: Hash::zero(), terms, admission: Admission::Open };
	call(&owner, create).expect("it is funded");
	for (seed, contributor) in (1..).zip(contributors) {
		let contribute = pallet_datanets::Call::contribute {
			datanet: 0,
			root: Hash::repeat_byte(seed),
			records: 1,
			bytes: 1,
		};
		call(contributor, contribute).expect("it is funded");
	}
	call(&owner, pallet_datanets::Call::publish_snapshot { datanet: 0 }).expect("there is something");
	let register = pallet_models::Call::register_base {
		name: BoundedVec::truncate_from(b"base".to_vec()),
		manifest: Manifest { root: Hash::repeat_byte(9), bytes: 1, parameters: 1, context: 64 },
		licence: BoundedVec::truncate_from(b"MIT".to_vec()),
		royalty: Permill::zero(),
	};
	call(&owner, register).expect("it is funded");
	let lineage = Lineage {
		base: 0,
		job: 0,
		snapshots: BoundedVec::truncate_from(vec![SnapshotRef { datanet: 0, number: 1 }]),
		adapter: Hash::zero(),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	};
	let model = Models::create_tuned(&owner, Default::default(), lineage, 0).expect("its base is known");
	call(&owner, pallet_models::Call::list { model, price: PRICE }).expect("it is funded");
	let at = SnapshotRef { datanet: 0, number: 1 };
	let entries = <Datanets as openledger_primitives::traits::DatanetRegistry<AccountId>>::snapshot(at)
		.expect("it is published")
		.entries;
	Market { base: 0, model, contributions: [entries[0].contribution, entries[1].contribution] }
}

/// Registers a provider of the base, with a worker of its own. Returns what the chain says.
pub fn register(stash: &AccountId, base: ModelId) -> Result<(), DispatchError> {
	let capabilities = Capabilities {
		bases: BoundedVec::truncate_from(vec![base]),
		max_parallel: 1,
		price_per_1k_tokens: OPEN,
		endpoint: Default::default(),
	};
	let mut worker: [u8; 32] = stash.clone().into();
	worker[0] ^= 0xff;
	call(stash, pallet_model_factory::Call::register_provider { worker: worker.into(), capabilities })
}

/// Makes so many honest providers, with a bond each.
pub fn providers(first: u8, count: u8, base: ModelId) -> Vec<AccountId> {
	(first..first + count)
		.map(|name| {
			let stash = account(name, 1_010);
			register(&stash, base).expect("it is funded");
			stash
		})
		.collect()
}

/// Dave opens a session with a provider. Returns it.
pub fn open(provider: &AccountId, model: ModelId, deposit: Balance) -> SessionId {
	let session = pallet_attribution::NextSession::<Runtime>::get();
	let open = Attribution::open_session { model, provider: provider.clone(), deposit };
	call(&Dave.to_account_id(), open).expect("Dave has that much");
	session
}

/// An answer of a session, with the influence that its provider states: it costs 1 OPEN and a little.
pub fn answer(session: SessionId, index: u32, model: ModelId, influence: InfluenceVector) -> OpenedAnswer {
	let (prompt, answer): (Vec<u32>, Vec<u32>) = (vec![index], (0..100).collect());
	let price = PRICE.of(1, 100);
	let receipt = Receipt {
		genesis: System::block_hash(0),
		session,
		index,
		model,
		adapter: Hash::zero(),
		prompt: hash_tokens(&prompt),
		answer: hash_tokens(&answer),
		prompt_tokens: 1,
		completion_tokens: 100,
		price,
		cumulative: price * u128::from(index + 1),
		influence,
	};
	OpenedAnswer {
		receipt,
		prompt: BoundedVec::truncate_from(prompt),
		answer: BoundedVec::truncate_from(answer),
	}
}

fn hashes(answers: &[OpenedAnswer]) -> Vec<Hash> {
	answers.iter().map(|answer| answer.receipt.hash()).collect()
}

/// The provider settles answers that Dave paid for. Returns the settlement's number.
pub fn settle(provider: &AccountId, answers: &[OpenedAnswer]) -> SettlementNumber {
	settle_stating(provider, answers, answers)
}

/// The provider settles answers that Dave paid for, and states what others add up to.
pub fn settle_stating(
	provider: &AccountId,
	answers: &[OpenedAnswer],
	stated: &[OpenedAnswer],
) -> SettlementNumber {
	let last = &answers[answers.len() - 1].receipt;
	let session = last.session;
	let open = pallet_attribution::Sessions::<Runtime>::get(session).expect("it is open");
	let number = open.settlements;
	let voucher = Voucher {
		genesis: System::block_hash(0),
		session,
		answers: open.answers + answers.len() as u32,
		cumulative: last.cumulative,
		receipts: head(open.receipts, &hashes(answers)),
	};
	let signature = Signature::Sr25519(Dave.sign(&voucher.signing_bytes()));
	let influence = aggregate(stated.iter().map(|a| (a.receipt.price, &a.receipt.influence[..])));
	let settlement = Settlement { first: open.answers, influence };
	call(provider, Attribution::settle { session, voucher, signature, settlement }).expect("it is in order");
	number
}

/// Challenges an answer of a settlement, or its sum. Returns the challenge's number.
pub fn challenge(
	who: &AccountId,
	session: SessionId,
	settlement: SettlementNumber,
	answer: Option<u32>,
) -> Result<ChallengeId, DispatchError> {
	let id = pallet_disputes::NextChallenge::<Runtime>::get();
	call(who, Disputes::challenge { session, settlement, answer }).map(|()| id)
}

/// Opens one of a settlement's answers.
pub fn reveal(
	who: &AccountId,
	id: ChallengeId,
	answers: &[OpenedAnswer],
	index: usize,
) -> Result<(), DispatchError> {
	let receipts = BoundedVec::truncate_from(hashes(answers));
	let evidence = Opening::Answer { opened_answer: Box::new(answers[index].clone()), receipts };
	call(who, Disputes::reveal { challenge: id, evidence })
}

/// Opens all receipts of a settlement.
pub fn reveal_sum(who: &AccountId, id: ChallengeId, answers: &[OpenedAnswer]) -> Result<(), DispatchError> {
	let receipts = answers.iter().map(|answer| answer.receipt.clone()).collect();
	call(
		who,
		Disputes::reveal { challenge: id, evidence: Opening::Receipts(BoundedVec::truncate_from(receipts)) },
	)
}

/// Carries out what a challenge has come to.
pub fn resolve(who: &AccountId, id: ChallengeId) -> Result<(), DispatchError> {
	call(who, Disputes::resolve { challenge: id })
}

/// Returns the stashes that were drawn for a challenge.
pub fn drawn(id: ChallengeId) -> Vec<AccountId> {
	pallet_disputes::Draws::<Runtime>::get(id).map(|draw| draw.verifiers.to_vec()).unwrap_or_default()
}

fn salt(who: &AccountId) -> Hash {
	let salt: [u8; 32] = who.clone().into();
	salt.into()
}

/// Commits to a finding.
pub fn commit(who: &AccountId, id: ChallengeId, finding: &Finding) -> Result<(), DispatchError> {
	let commitment = finding.commitment(who, id, &salt(who));
	call(who, Disputes::commit_vote { challenge: id, commitment })
}

/// Reveals a finding.
pub fn disclose(who: &AccountId, id: ChallengeId, finding: Finding) -> Result<(), DispatchError> {
	call(who, Disputes::reveal_vote { challenge: id, finding, salt: salt(who) })
}
