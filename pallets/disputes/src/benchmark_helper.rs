//! The port through which this pallet's benchmarks make what other pallets hold.

use alloc::vec::Vec;
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, ModelId, SessionId, Signature, influence::InfluenceVector,
	model::Price,
};

/// Price of the models that a [`BenchmarkHelper`] makes.
pub const PRICE: Price = Price { prompt_per_1k: 1_000, completion_per_1k: 1_000 };

/// Makes what the benchmarks need of other pallets.
pub trait BenchmarkHelper {
	/// Makes a listed model at [`PRICE`] that learnt from `n` contributions, each by another account. Returns
	/// it and their ids, ascending.
	fn make_model(n: u32) -> (ModelId, Vec<ContributionId>);
	/// Makes a bonded provider.
	fn make_provider(stash: &AccountId, worker: &AccountId);
	/// Has a provider offer the base of a model, and nothing else.
	fn offer(stash: &AccountId, model: ModelId);
	/// Opens a session about a model. Returns it and its provider's worker.
	fn make_session(model: ModelId) -> (SessionId, AccountId);
	/// Makes the first settlement of such a session: `amount` planck for so many answers.
	fn make_settlement(
		session: SessionId,
		answers: u32,
		amount: Balance,
		receipts: Hash,
		influence: InfluenceVector,
	);
	/// Returns a signature by the worker of a provider that [`Self::make_session`] made.
	fn sign(worker: &AccountId, bytes: &[u8]) -> Signature;
	/// Returns what an account can claim.
	fn earnings(who: &AccountId) -> Balance;
}
