//! Nouns of paid use: sessions, vouchers, receipts, settlements.

use crate::{influence::InfluenceVector, model::Price, Balance, BlockNumber, Hash, ModelId, SessionId};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Domain tag of vouchers, so that no other signed bytes can be taken for one.
pub const VOUCHER_TAG: &[u8; 20] = b"openledger/voucher/1";

/// A user's promise to pay up to `cumulative` planck in one session. Only the latest one counts: each replaces the
/// one before, so a replayed voucher pays nothing.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Voucher {
	/// Hash of the chain's genesis block: a voucher for another chain is worthless here.
	pub genesis: Hash,
	/// The session it pays in.
	pub session: SessionId,
	/// Everything owed since the session opened, in planck.
	pub cumulative: Balance,
}

impl Voucher {
	/// The bytes a user signs: [`VOUCHER_TAG`] ‖ SCALE(self), 20 + 32 + 8 + 16 bytes.
	pub fn signing_bytes(&self) -> Vec<u8> {
		let mut bytes = VOUCHER_TAG.to_vec();
		self.encode_to(&mut bytes);
		bytes
	}

	/// The same inside `<Bytes>…</Bytes>`, as browser wallets wrap what they sign.
	pub fn wrapped_signing_bytes(&self) -> Vec<u8> {
		let mut bytes = b"<Bytes>".to_vec();
		bytes.extend(self.signing_bytes());
		bytes.extend_from_slice(b"</Bytes>");
		bytes
	}
}

/// blake2b-256 of token ids as u32 little-endian: how a receipt names what was read and written.
pub fn hash_tokens(ids: &[u32]) -> Hash {
	let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
	Hash(openledger_content::blake2_256(&bytes))
}

/// What a provider states about one answer. Its hash is one of those under the settlement's receipts root.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Receipt {
	/// Hash of the chain's genesis block.
	pub genesis: Hash,
	/// The session.
	pub session: SessionId,
	/// Number of the answer in its session, from 0.
	pub index: u32,
	/// The model that answered.
	pub model: ModelId,
	/// Root of its adapter; zero for a base model.
	pub adapter: Hash,
	/// [`hash_tokens`] of what was read.
	pub prompt: Hash,
	/// [`hash_tokens`] of what was written.
	pub answer: Hash,
	/// Tokens read.
	pub prompt_tokens: u32,
	/// Tokens written.
	pub completion_tokens: u32,
	/// Price of this answer in planck.
	pub price: Balance,
	/// Everything owed in the session after this answer: what the next voucher must promise.
	pub cumulative: Balance,
	/// Whose records shaped the answer.
	pub influence: InfluenceVector,
}

impl Receipt {
	/// blake2b-256 of the SCALE encoding.
	pub fn hash(&self) -> Hash {
		Hash(openledger_content::blake2_256(&self.encode()))
	}
}

/// What a provider settles a voucher with.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct Settlement {
	/// Answers since the last settlement, at most [`crate::MAX_SETTLEMENT_ANSWERS`].
	pub answers: u32,
	/// Tokens read since the last settlement.
	pub prompt_tokens: u64,
	/// Tokens written since the last settlement.
	pub completion_tokens: u64,
	/// [`crate::root::of_hashes`] over the receipts' hashes, in order.
	pub receipts: Hash,
	/// Influence of contributions over those answers, [`crate::influence::aggregate`]; empty for a base model.
	pub influence: InfluenceVector,
}

/// A session as runtime APIs show it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct SessionInfo<AccountId> {
	/// Its number.
	pub id: SessionId,
	/// Who pays and signs vouchers.
	pub user: AccountId,
	/// The provider's stash.
	pub provider: AccountId,
	/// The model.
	pub model: ModelId,
	/// Price agreed when it opened.
	pub price: Price,
	/// Everything deposited, in planck.
	pub deposited: Balance,
	/// Everything settled, in planck; `deposited - settled` is on hold.
	pub settled: Balance,
	/// Set once the user asked to close: the provider may settle until this block.
	pub closing_at: Option<BlockNumber>,
}

/// What a contribution did for a model, or what all contributions of somebody did.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ContributionInfluence {
	/// Settlements that named it.
	pub settlements: u32,
	/// Planck it has earned.
	pub earned: Balance,
}
