//! Nouns of paid use: sessions, vouchers, receipts and settlements.

use crate::{
	AccountId, Balance, BlockNumber, ContributionId, Hash, ModelId, SessionId, Signature,
	influence::InfluenceVector, model::Price,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::Verify;

/// Domain tag of vouchers, so that no other signed bytes can be taken for one.
pub const VOUCHER_TAG: &[u8; 20] = b"openledger/voucher/2";

/// Domain tag of the work of an answer, so that its hash is no other.
pub const WORK_TAG: &[u8; 22] = b"openledger/answer-work";

/// Most records that [`hash_work`] counts.
pub const WORK_RECORDS: usize = 16;

/// Domain tag of receipts, so that no other bytes signed by a worker can be taken for one.
pub const RECEIPT_TAG: &[u8; 20] = b"openledger/receipt/1";

/// A user's promise to pay `cumulative` planck in one session for exactly these answers.
///
/// Only the latest one counts: each replaces the one before, so a replayed voucher pays nothing. It covers
/// all that is decided by it: who is paid follows from the receipts under [`Voucher::receipts`], and no
/// provider can settle with others.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Voucher {
	/// Hash of the chain's genesis block: a voucher for another chain is worthless here.
	pub genesis: Hash,
	/// Session that it pays in.
	pub session: SessionId,
	/// Number of paid answers since the session opened.
	pub answers: u32,
	/// Planck owed for them since the session opened.
	pub cumulative: Balance,
	/// Head of the chain of their receipts, by [`head`].
	pub receipts: Hash,
}

impl Voucher {
	/// Returns the bytes that a user signs: [`VOUCHER_TAG`] ‖ SCALE(self), 20 + 32 + 8 + 4 + 16 + 32
	/// bytes.
	pub fn signing_bytes(&self) -> Vec<u8> {
		let mut bytes = VOUCHER_TAG.to_vec();
		self.encode_to(&mut bytes);
		bytes
	}

	/// Returns the bytes to sign inside `<Bytes>…</Bytes>`, as browser wallets wrap them.
	pub fn wrapped_signing_bytes(&self) -> Vec<u8> {
		wrapped(&self.signing_bytes())
	}
}

/// Returns bytes inside `<Bytes>…</Bytes>`, as browser wallets wrap what they sign.
pub fn wrapped(bytes: &[u8]) -> Vec<u8> {
	[b"<Bytes>", bytes, b"</Bytes>"].concat()
}

/// Returns whether an account signed bytes, plain or as browser wallets wrap them.
pub fn is_signed_by(bytes: &[u8], signature: &Signature, account: &AccountId) -> bool {
	signature.verify(bytes, account) || signature.verify(&wrapped(bytes)[..], account)
}

/// Returns the blake2b-256 of token ids as u32 little-endian, by which a receipt names a prompt or an answer.
pub fn hash_tokens(ids: &[u32]) -> Hash {
	let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
	Hash(openledger_content::blake2_256(&bytes))
}

/// Returns the hash of the work of an answer, which neither its tokens nor its receipt tell: the blake2b-256
/// of [`WORK_TAG`] ‖ SCALE of `logits` ‖ SCALE of `records`.
///
/// `logits` has, for each token written, the bits of the two largest logits as binary32, that of the token
/// first; `records` those with the largest shares of the answer as contribution, line and share in parts of
/// 10^9, the largest first, of which [`WORK_RECORDS`] count.
pub fn hash_work(logits: &[[u32; 2]], records: &[(ContributionId, u32, u32)]) -> Hash {
	let mut bytes = WORK_TAG.to_vec();
	logits.encode_to(&mut bytes);
	records.get(..WORK_RECORDS).unwrap_or(records).encode_to(&mut bytes);
	Hash(openledger_content::blake2_256(&bytes))
}

/// Returns the head of a chain of receipts: `before`, if there are none, and otherwise the blake2b-256 of the
/// head of all but the last ‖ the hash of the last. The head before a session's first receipt is zero.
///
/// Answers that cost nothing are no part of it.
pub fn head<'a>(before: Hash, hashes: impl IntoIterator<Item = &'a Hash>) -> Hash {
	hashes.into_iter().fold(before, |head, receipt| {
		let mut bytes = [0; 64];
		let (left, right) = bytes.split_at_mut(32);
		left.copy_from_slice(head.as_ref());
		right.copy_from_slice(receipt.as_ref());
		Hash(openledger_content::blake2_256(&bytes))
	})
}

/// Statement of a provider about one answer, signed by its worker. Its hash is a link of the chain that the
/// user's voucher commits to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Receipt {
	/// Hash of the chain's genesis block.
	pub genesis: Hash,
	/// Session of the answer.
	pub session: SessionId,
	/// Number of the answer among the paid ones of its session, from 0. An answer that costs nothing has the
	/// number of the next one that does.
	pub index: u32,
	/// Model that gave the answer.
	pub model: ModelId,
	/// Root of its adapter; zero for a base model.
	pub adapter: Hash,
	/// Hash of the tokens read, by [`hash_tokens`].
	pub prompt: Hash,
	/// Hash of the tokens written, by [`hash_tokens`].
	pub answer: Hash,
	/// Number of tokens read.
	pub prompt_tokens: u32,
	/// Number of tokens written.
	pub completion_tokens: u32,
	/// Price of this answer in planck.
	pub price: Balance,
	/// Planck owed in the session after this answer, which the next voucher must promise.
	pub cumulative: Balance,
	/// Influence of contributions on the answer.
	pub influence: InfluenceVector,
}

impl Receipt {
	/// Returns the blake2b-256 of its SCALE encoding.
	pub fn hash(&self) -> Hash {
		Hash(openledger_content::blake2_256(&self.encode()))
	}

	/// Returns the bytes that a worker signs: [`RECEIPT_TAG`] ‖ hash of the receipt.
	pub fn signing_bytes(&self) -> Vec<u8> {
		let mut bytes = RECEIPT_TAG.to_vec();
		bytes.extend_from_slice(self.hash().as_ref());
		bytes
	}

	/// Returns whether this answer's price covers the planck that follows the first `planck` of its session.
	pub fn pays_for(&self, planck: Balance) -> bool {
		(self.cumulative.saturating_sub(self.price)..self.cumulative).contains(&planck)
	}
}

/// What a provider states about the answers that a voucher pays for, beyond what the user signed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Settlement {
	/// Number of paid answers that were settled before. A settlement made on another fork, where these are
	/// others, is refused rather than taken for other answers.
	pub first: u32,
	/// Influence of contributions on those answers, by [`crate::influence::aggregate`]; empty for a base
	/// model.
	pub influence: InfluenceVector,
}

/// A key that may sign vouchers of one session in the place of its user, so that a browser or an agent pays
/// without the account's own key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct SessionKey<AccountId> {
	/// Account of the key.
	pub key: AccountId,
	/// Most planck of the session, counted from its opening, that the key may promise.
	pub cap: Balance,
	/// Last block in which a voucher of the key settles.
	pub until: BlockNumber,
}

/// A session as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SessionInfo<AccountId> {
	/// Number of the session.
	pub id: SessionId,
	/// Account that pays and signs vouchers.
	pub user: AccountId,
	/// Stash of the provider.
	pub provider: AccountId,
	/// Model that is used.
	pub model: ModelId,
	/// Price that was agreed when it opened.
	pub price: Price,
	/// Planck that were deposited.
	pub deposited: Balance,
	/// Planck that were settled; `deposited - settled` is on hold.
	pub settled: Balance,
	/// Number of paid answers that were settled.
	pub answers: u32,
	/// Head of the chain of their receipts, by [`head`].
	pub receipts: Hash,
	/// Key that signs beside the user's.
	pub key: Option<SessionKey<AccountId>>,
	/// Block until which the provider may settle, once the user asked to close.
	pub closing_at: Option<BlockNumber>,
}

/// Effect of a contribution on a model, or of all contributions of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
// Stored and sent.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct ContributionInfluence {
	/// Number of settlements that named it.
	pub settlements: u32,
	/// Planck that it has earned.
	pub earned: Balance,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn work_is_hashed_as_written() {
		// By Python's hashlib, over the bytes that the definition names.
		let known = "0x1f5f0b7b61d3fe57d1a94c8dae8f4aa67a58963404e6f7a8de430afaca2fe488";
		assert_eq!(alloc::format!("{:?}", hash_work(&[[1, 2]], &[(3, 4, 5)])), known);
		let records = [(3, 4, 5); WORK_RECORDS + 1];
		assert_eq!(hash_work(&[], &records), hash_work(&[], &records[1..]));
		assert_ne!(hash_work(&[], &records[1..]), hash_work(&[], &records[2..]));
	}
}
