//! Nouns of paid use: sessions, vouchers, receipts and settlements.

use crate::{influence::InfluenceVector, model::Price, Balance, BlockNumber, Hash, ModelId, SessionId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Domain tag of vouchers, so that no other signed bytes can be taken for one.
pub const VOUCHER_TAG: &[u8; 20] = b"openledger/voucher/1";

/// A user's promise to pay up to `cumulative` planck in one session.
///
/// Only the latest one counts: each replaces the one before, so a replayed voucher pays nothing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Voucher {
	/// Hash of the chain's genesis block: a voucher for another chain is worthless here.
	pub genesis: Hash,
	/// Session that it pays in.
	pub session: SessionId,
	/// Planck owed since the session opened.
	pub cumulative: Balance,
}

impl Voucher {
	/// Returns the bytes that a user signs: [`VOUCHER_TAG`] ‖ SCALE(self), 20 + 32 + 8 + 16 bytes.
	pub fn signing_bytes(&self) -> Vec<u8> {
		let mut bytes = VOUCHER_TAG.to_vec();
		self.encode_to(&mut bytes);
		bytes
	}

	/// Returns the bytes to sign inside `<Bytes>…</Bytes>`, as browser wallets wrap them.
	pub fn wrapped_signing_bytes(&self) -> Vec<u8> {
		let mut bytes = b"<Bytes>".to_vec();
		bytes.extend(self.signing_bytes());
		bytes.extend_from_slice(b"</Bytes>");
		bytes
	}
}

/// Returns the blake2b-256 of token ids as u32 little-endian, by which a receipt names a prompt or an answer.
pub fn hash_tokens(ids: &[u32]) -> Hash {
	let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
	Hash(openledger_content::blake2_256(&bytes))
}

/// Statement of a provider about one answer. Its hash is one of those under the settlement's root of
/// receipts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Receipt {
	/// Hash of the chain's genesis block.
	pub genesis: Hash,
	/// Session of the answer.
	pub session: SessionId,
	/// Number of the answer in its session, from 0.
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
}

/// Account of the answers that a voucher pays for.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Settlement {
	/// Number of answers since the last settlement, at most [`crate::MAX_SETTLEMENT_ANSWERS`].
	pub answers: u32,
	/// Number of tokens read since the last settlement.
	pub prompt_tokens: u64,
	/// Number of tokens written since the last settlement.
	pub completion_tokens: u64,
	/// Root over the receipts' hashes, in order, by [`crate::root::of_hashes`].
	pub receipts: Hash,
	/// Influence of contributions on those answers, by [`crate::influence::aggregate`]; empty for a base
	/// model.
	pub influence: InfluenceVector,
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
