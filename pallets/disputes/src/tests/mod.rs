//! Tests of challenges, from the doubt to the ruling: one file a call, one file each for audits, expiry, the
//! offchain worker and money as a whole.

mod audit;
mod challenge;
mod draw;
mod expiry;
mod interface;
mod offchain;
mod payouts;
mod present;
mod properties;
mod reveal;
mod rounds;
mod vote;

use crate::{Draws, NextChallenge, mock::*};
use frame_support::{assert_ok, traits::Hooks};
use openledger_primitives::{
	Balance, BoundedVec, ChallengeId, Hash, SessionId, SettlementNumber,
	challenge::{Finding, OpenedAnswer, Opening},
	influence::{InfluenceVector, aggregate},
	usage::{Receipt, Settlement, Voucher, hash_tokens, head},
};

pub const HALVES: [(u64, u32); 2] = [(10, 500_000_000), (11, 500_000_000)];
pub const ALL_20: [(u64, u32); 1] = [(20, 1_000_000_000)];

/// What all find who repeat a true answer.
pub const MATCHES: Finding = Finding::Matches { work: Hash::repeat_byte(7) };

pub fn vector(shares: &[(u64, u32)]) -> InfluenceVector {
	BoundedVec::truncate_from(shares.to_vec())
}

/// An answer of 625 tokens to as many: it costs 5,000 planck.
pub fn opened_answer(session: SessionId, index: u32, influence: &[(u64, u32)]) -> OpenedAnswer {
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
	OpenedAnswer {
		receipt,
		prompt: BoundedVec::truncate_from(prompt),
		answer: BoundedVec::truncate_from(answer),
	}
}

fn hashes(opened_answers: &[OpenedAnswer]) -> Vec<Hash> {
	opened_answers.iter().map(|opened_answer| opened_answer.receipt.hash()).collect()
}

/// What an honest provider settles these answers with.
pub fn honest(opened_answers: &[OpenedAnswer]) -> Settlement {
	let influence = aggregate(opened_answers.iter().map(|e| (e.receipt.price, &e.receipt.influence[..])));
	let first = opened_answers.first().map_or(0, |opened_answer| opened_answer.receipt.index);
	Settlement { first, influence }
}

/// The provider's worker settles answers whose receipts the user signed; the number of the settlement.
pub fn settle_with(
	session: SessionId,
	opened_answers: &[OpenedAnswer],
	settlement: Settlement,
) -> SettlementNumber {
	let paid = opened_answers.iter().map(|opened_answer| opened_answer.receipt.price).sum();
	settle_for(session, opened_answers, paid, settlement)
}

/// The same, for an amount that need not be theirs.
pub fn settle_for(
	session: SessionId,
	opened_answers: &[OpenedAnswer],
	amount: Balance,
	settlement: Settlement,
) -> SettlementNumber {
	let number = pallet_attribution::Sessions::<Test>::get(session).expect("it is open").settlements;
	let open = Attribution::session(session).expect("it is open");
	let voucher = Voucher {
		genesis: genesis(),
		session,
		answers: open.answers + opened_answers.len() as u32,
		cumulative: open.settled + amount,
		receipts: head(open.receipts, &hashes(opened_answers)),
	};
	let signature = sign("user", &voucher);
	assert_ok!(Attribution::settle(by("worker"), session, voucher, signature, settlement));
	assert!(Attribution::settlement(session, number).is_some());
	number
}

/// Two answers on a new session, the first of them shaped as given, settled honestly for 10,000 planck, of
/// which 3,150 are the contributors'.
pub fn settled(first: &[(u64, u32)]) -> (SessionId, Vec<OpenedAnswer>) {
	let session = open(TUNED, 50_000);
	let opened_answers = vec![opened_answer(session, 0, first), opened_answer(session, 1, &HALVES)];
	settle_with(session, &opened_answers, honest(&opened_answers));
	(session, opened_answers)
}

/// "other" doubts settlement 0 of a session.
pub fn doubt(session: SessionId, answer: Option<u32>) -> ChallengeId {
	let id = NextChallenge::<Test>::get();
	assert_ok!(Disputes::challenge(by("other"), session, 0, answer));
	id
}

/// Evidence for one of these answers.
pub fn answer_evidence(opened_answers: &[OpenedAnswer], index: usize) -> Opening {
	let receipts = BoundedVec::truncate_from(hashes(opened_answers));
	Opening::Answer { opened_answer: Box::new(opened_answers[index].clone()), receipts }
}

/// Evidence for the sum.
pub fn sum_evidence(opened_answers: &[OpenedAnswer]) -> Opening {
	let receipts = opened_answers.iter().map(|opened_answer| opened_answer.receipt.clone()).collect();
	Opening::Receipts(BoundedVec::truncate_from(receipts))
}

/// The first answer, doubted and revealed, with all other providers drawn: three, unless there are more.
pub fn revealed(first: &[(u64, u32)]) -> (SessionId, ChallengeId) {
	let (session, opened_answers) = settled(first);
	let id = doubt(session, Some(0));
	assert_ok!(Disputes::reveal(by("worker"), id, answer_evidence(&opened_answers, 0)));
	pass(DRAW_DELAY);
	assert!(Draws::<Test>::get(id).is_some_and(|draw| draw.verifiers.len() >= 3));
	(session, id)
}

/// Adds providers that were bonded before everything else.
pub fn enlist(names: &[&str]) {
	for name in names {
		books::add_provider(&account(name), &account(&format!("{name}-worker")));
	}
}

/// The salt of a person's commitments.
pub fn salt(name: &str) -> Hash {
	sp_io::hashing::blake2_256(name.as_bytes()).into()
}

/// A provider commits to a finding.
pub fn commit(name: &str, id: ChallengeId, finding: &Finding) {
	let commitment = finding.commitment(&account(name), id, &salt(name));
	assert_ok!(Disputes::commit_vote(by(name), id, commitment));
}

/// A provider reveals the finding that it committed to.
pub fn disclose(name: &str, id: ChallengeId, finding: Finding) {
	assert_ok!(Disputes::reveal_vote(by(name), id, finding, salt(name)));
}

/// Providers commit to their findings, and reveal them when the time to commit is over.
pub fn vote(id: ChallengeId, findings: &[(&str, Finding)]) {
	for (name, finding) in findings {
		commit(name, id, finding);
	}
	let last = Draws::<Test>::get(id).expect("verifiers are drawn").commit;
	pass(last.saturating_sub(System::block_number()) + 1);
	for (name, finding) in findings {
		disclose(name, id, finding.clone());
	}
}

/// All of these find the same.
pub fn agree<'a>(names: &[&'a str], finding: &Finding) -> Vec<(&'a str, Finding)> {
	names.iter().map(|name| (*name, finding.clone())).collect()
}

/// Everybody but the provider.
pub const OTHERS: [&str; 3] = ["rival", "second", "third"];

pub fn otherwise(shares: &[(u64, u32)]) -> Finding {
	Finding::InfluenceDiffers { influence: vector(shares) }
}

pub fn pass(blocks: u32) {
	for _ in 0..blocks {
		let number = System::block_number() + 1;
		System::set_block_number(number);
		Disputes::on_initialize(number);
	}
}

/// Passes the time in which a provider may reveal, the second chance too.
pub fn pass_silently() {
	pass(REVEAL_PERIOD + LATE_PERIOD + 1);
}
