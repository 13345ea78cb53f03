//! How pallets reach one another: small services, wired together in the runtime.

use crate::{
	datanet::{Snapshot, SnapshotRef},
	model::{Lineage, Manifest, Price},
	Balance, ContributionId, DatanetId, ModelId, Name,
};
use sp_runtime::{DispatchError, Permill};

/// What others need of Datanets.
pub trait DatanetRegistry<AccountId> {
	/// A published snapshot.
	fn snapshot(at: SnapshotRef) -> Option<Snapshot>;
	/// Who is paid for a contribution, whatever became of it since.
	fn contributor(contribution: ContributionId) -> Option<AccountId>;
	/// Datanet of a contribution.
	fn datanet_of(contribution: ContributionId) -> Option<DatanetId>;
}

/// What others need of the model registry.
pub trait ModelRegistry<AccountId> {
	/// Manifest and royalty of a base model; `None` for a tuned model or an unknown id.
	fn base(model: ModelId) -> Option<(Manifest, Permill)>;
	/// Lineage of a tuned model.
	fn lineage(model: ModelId) -> Option<Lineage>;
	/// Who sells a model.
	fn owner(model: ModelId) -> Option<AccountId>;
	/// Price of a listed model.
	fn price(model: ModelId) -> Option<Price>;
	/// Registers the model that a job made; its licence is its base's.
	fn create_tuned(owner: &AccountId, name: Name, lineage: Lineage) -> Result<ModelId, DispatchError>;
}

/// What others need of providers.
pub trait ProviderRegistry<AccountId> {
	/// Whether an account is a bonded provider that is not leaving.
	fn is_provider(stash: &AccountId) -> bool;
	/// The stash behind a worker's hot key.
	fn stash_of(worker: &AccountId) -> Option<AccountId>;
	/// Takes `most`, or what is left, off a provider's bond and hands it to `take_in`, which must put exactly that much on
	/// somebody's account: on hold to on hold, so that neither an existential deposit nor a freeze stands in the way.
	/// Returns how much it was; nothing of it happens if `take_in` fails.
	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> Result<(), DispatchError>,
	) -> Result<Balance, DispatchError>;
}

/// What a provider may still have to answer for.
pub trait Liabilities<AccountId> {
	/// Whether the provider's bond must stay: something that it did is, or can still be, challenged.
	fn is_liable(stash: &AccountId) -> bool;
}

/// Where earnings go: one pallet keeps everything that is claimable.
pub trait Payouts<AccountId> {
	/// Moves each amount from the free balance of `from` into the earnings of the account named beside it.
	fn pay(from: &AccountId, shares: &[(AccountId, Balance)]) -> Result<(), DispatchError>;
}
