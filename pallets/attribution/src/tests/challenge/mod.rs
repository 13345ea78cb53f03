//! Challenges, from the doubt to the verdict.

mod ask;
mod expiry;
mod properties;
mod reveal;
mod sentence;
mod vote;

use crate::{mock::*, NextChallenge, Settlements};
use frame_support::assert_ok;
use openledger_primitives::{
	challenge::{Evidence, Exhibit, Outcome},
	influence::{aggregate, InfluenceVector},
	root::{self, HashProof},
	usage::{hash_tokens, Receipt, Settlement, Voucher},
	BoundedVec, ChallengeId, Hash, SessionId, SettlementNumber,
};

pub const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];
pub const ALL_20: [(u64, u32); 1] = [(20, 1_000_000_000)];

pub fn vector(shares: &[(u64, u32)]) -> InfluenceVector {
	BoundedVec::truncate_from(shares.to_vec())
}

/// An answer of 625 tokens to as many: it costs 5,000 planck.
pub fn exhibit(session: SessionId, index: u32, influence: &[(u64, u32)]) -> Exhibit {
	let prompt: Vec<u32> = (index..index + 625).collect();
	let answer: Vec<u32> = (0..625).collect();
	let receipt = Receipt {
		genesis: genesis(),
		session,
		index,
		model: TUNED,
		adapter: Hash::zero(),
		prompt: hash_tokens(&prompt),
		answer: hash_tokens(&answer),
		prompt_tokens: 625,
		completion_tokens: 625,
		price: 5_000,
		cumulative: u128::from(index + 1) * 5_000,
		influence: vector(influence),
	};
	Exhibit { receipt, prompt: BoundedVec::truncate_from(prompt), answer: BoundedVec::truncate_from(answer) }
}

fn hashes(exhibits: &[Exhibit]) -> Vec<Hash> {
	exhibits.iter().map(|exhibit| exhibit.receipt.hash()).collect()
}

/// What an honest provider settles these answers with.
pub fn honest(exhibits: &[Exhibit]) -> Settlement {
	let sum = |count: fn(&Receipt) -> u32| exhibits.iter().map(|e| u64::from(count(&e.receipt))).sum();
	Settlement {
		answers: exhibits.len() as u32,
		prompt_tokens: sum(|receipt| receipt.prompt_tokens),
		completion_tokens: sum(|receipt| receipt.completion_tokens),
		receipts: root::of_hashes(&hashes(exhibits)),
		influence: aggregate(exhibits.iter().map(|e| (e.receipt.price, &e.receipt.influence[..]))),
	}
}

/// The provider's worker settles answers; the number of the settlement.
pub fn settle_with(session: SessionId, exhibits: &[Exhibit], settlement: Settlement) -> SettlementNumber {
	let number = crate::Sessions::<Test>::get(session).expect("it is open").settlements;
	let settled = Attribution::session(session).expect("it is open").settled;
	let cumulative = settled + exhibits.iter().map(|exhibit| exhibit.receipt.price).sum::<u128>();
	let voucher = Voucher { genesis: genesis(), session, cumulative };
	let signature = sign("user", &voucher);
	assert_ok!(Attribution::settle(by("worker"), session, voucher, signature, settlement));
	assert!(Settlements::<Test>::contains_key(session, number));
	number
}

/// Two answers on a new session, the first of them shaped as given, settled honestly for 10,000 planck, of which 3,150
/// are the contributors'.
pub fn settled(first: &[(u64, u32)]) -> (SessionId, Vec<Exhibit>) {
	let session = open(TUNED, 50_000);
	let exhibits = vec![exhibit(session, 0, first), exhibit(session, 1, &HALVES)];
	settle_with(session, &exhibits, honest(&exhibits));
	(session, exhibits)
}

/// "other" doubts settlement 0 of a session.
pub fn doubt(session: SessionId, answer: Option<u32>) -> ChallengeId {
	let id = NextChallenge::<Test>::get();
	assert_ok!(Attribution::challenge(by("other"), session, 0, answer));
	id
}

/// Evidence for one of these answers.
pub fn answer_evidence(exhibits: &[Exhibit], index: usize) -> Evidence {
	let proof = HashProof::of(&hashes(exhibits), index).expect("there is such an answer");
	Evidence::Answer { exhibit: Box::new(exhibits[index].clone()), proof }
}

/// Evidence for the sum.
pub fn sum_evidence(exhibits: &[Exhibit]) -> Evidence {
	let receipts = exhibits.iter().map(|exhibit| exhibit.receipt.clone()).collect();
	Evidence::Receipts(BoundedVec::truncate_from(receipts))
}

/// The first answer, doubted and revealed.
pub fn revealed(first: &[(u64, u32)]) -> (SessionId, ChallengeId) {
	let (session, exhibits) = settled(first);
	let id = doubt(session, Some(0));
	assert_ok!(Attribution::reveal(by("worker"), id, answer_evidence(&exhibits, 0)));
	(session, id)
}

pub fn vote(name: &str, id: ChallengeId, verdict: Outcome) {
	assert_ok!(Attribution::vote(by(name), id, verdict));
}

pub fn otherwise(shares: &[(u64, u32)]) -> Outcome {
	Outcome::OtherInfluence { influence: vector(shares) }
}

pub fn pass(blocks: u32) {
	System::set_block_number(System::block_number() + blocks);
}
