//! Small books in place of the other pallets.

use crate::people::account;
use core::marker::PhantomData;
use frame_support::{
	parameter_types,
	traits::{
		fungible::Unbalanced,
		tokens::{Fortitude, Precision, Preservation},
	},
};
use openledger_primitives::{
	AccountId, Balance, BlockNumber, BoundedVec, ContributionId, DatanetId, Hash, Licence, ModelId, Name,
	SessionId,
	datanet::{Snapshot, SnapshotEntry, SnapshotRef, Terms},
	model::{Lineage, Manifest, Price},
	traits::{Candidates, DatanetRegistry, ModelRegistry, ProviderRegistry},
};
use sp_runtime::{
	DispatchError, DispatchResult, Permill,
	traits::{BlakeTwo256, Hash as _},
};
use std::collections::BTreeMap;

/// Planck that stands behind each provider.
pub const PROVIDER_BOND: Balance = 100_000;
/// Person who vouches for providers: the bonds lie there.
pub const BANK: &str = "bank";
/// A base model, listed.
pub const BASE: ModelId = 0;
/// A model tuned from it, listed; it learnt from contributions 10, 11 and 20.
pub const TUNED: ModelId = 1;
/// A base model that is not for sale.
pub const UNLISTED: ModelId = 2;
/// Price of the listed models: 3 planck a token read, 5 a token written.
pub const PRICE: Price = Price { prompt_per_1k: 3_000, completion_per_1k: 5_000 };

pub use pages::{Bonded, Bonds, Contributors, Duties, Models, Offers, Providers, Snapshots};

// The macro makes thread-local constants without documentation.
#[allow(missing_docs)]
mod pages {
	use super::*;

	parameter_types! {
		/// The models, by number.
		pub static Models: BTreeMap<ModelId, Model> = BTreeMap::new();
		/// The published snapshots.
		pub static Snapshots: BTreeMap<SnapshotRef, Snapshot> = BTreeMap::new();
		/// Who is paid for a contribution.
		pub static Contributors: BTreeMap<ContributionId, AccountId> = BTreeMap::new();
		/// The workers of providers, by their stashes.
		pub static Providers: BTreeMap<AccountId, AccountId> = BTreeMap::new();
		/// The numbers of duties that providers have.
		pub static Duties: BTreeMap<AccountId, u32> = BTreeMap::new();
		/// The bonds of providers that differ from [`PROVIDER_BOND`].
		pub static Bonds: BTreeMap<AccountId, Balance> = BTreeMap::new();
		/// The blocks in which providers were bonded, if not in block 0.
		pub static Bonded: BTreeMap<AccountId, BlockNumber> = BTreeMap::new();
		/// The bases that providers offer, if not all.
		pub static Offers: BTreeMap<AccountId, Vec<ModelId>> = BTreeMap::new();
	}
}

/// A model in the book.
#[derive(Clone)]
pub struct Model {
	/// Account that sells it.
	pub owner: AccountId,
	/// Price, if it is listed.
	pub price: Option<Price>,
	/// Royalty of a base model.
	pub royalty: Permill,
	/// Lineage of a tuned model.
	pub lineage: Option<Lineage>,
}

/// The books as pallets read them. Bonds are paid in the currency `C`, by the bank.
pub struct Books<C>(PhantomData<C>);

impl<C> DatanetRegistry<AccountId> for Books<C> {
	fn snapshot(at: SnapshotRef) -> Option<Snapshot> {
		Snapshots::get().get(&at).cloned()
	}

	fn contributor(contribution: ContributionId) -> Option<AccountId> {
		Contributors::get().get(&contribution).cloned()
	}

	fn datanet_of(contribution: ContributionId) -> Option<DatanetId> {
		let holds = |snapshot: &Snapshot| snapshot.entries.iter().any(|e| e.contribution == contribution);
		Snapshots::get().into_iter().find(|(_, snapshot)| holds(snapshot)).map(|(at, _)| at.datanet)
	}
}

impl<C> ModelRegistry<AccountId> for Books<C> {
	fn base(model: ModelId) -> Option<(Manifest, Permill)> {
		let book = Models::get();
		let model = book.get(&model).filter(|model| model.lineage.is_none())?;
		let manifest = Manifest { root: Hash::zero(), bytes: 1, parameters: 1, context: 1 };
		Some((manifest, model.royalty))
	}

	fn lineage(model: ModelId) -> Option<Lineage> {
		Models::get().get(&model)?.lineage.clone()
	}

	fn owner(model: ModelId) -> Option<AccountId> {
		Some(Models::get().get(&model)?.owner.clone())
	}

	fn price(model: ModelId) -> Option<Price> {
		Models::get().get(&model)?.price
	}

	fn licence_for(_: ModelId, _: &[SnapshotRef]) -> Result<Licence, DispatchError> {
		Ok(Licence::default())
	}

	fn tuned_deposit() -> Balance {
		0
	}

	fn create_tuned(
		owner: &AccountId,
		_: Name,
		lineage: Lineage,
		_: Balance,
	) -> Result<ModelId, DispatchError> {
		Ok(add_model(owner, Permill::zero(), Some(lineage)))
	}
}

impl<C: Unbalanced<AccountId, Balance = Balance>> ProviderRegistry<AccountId> for Books<C> {
	fn is_provider(stash: &AccountId) -> bool {
		Providers::get().contains_key(stash) && bond_of(stash) >= PROVIDER_BOND
	}

	fn stash_of(worker: &AccountId) -> Option<AccountId> {
		Providers::get().into_iter().find(|(_, hot)| hot == worker).map(|(stash, _)| stash)
	}

	fn workers_of(stash: &AccountId, _: SessionId) -> Vec<AccountId> {
		Providers::get().get(stash).cloned().into_iter().collect()
	}

	fn bond(stash: &AccountId) -> Balance {
		match Providers::get().contains_key(stash) {
			true => bond_of(stash),
			false => 0,
		}
	}

	fn draw(seed: Hash, count: u32, from: Candidates<AccountId>) -> Vec<AccountId> {
		let Candidates { before, base, without } = from;
		let (since, offers) = (Bonded::get(), Offers::get());
		let may = |stash: &AccountId| {
			let is_early = since.get(stash).copied().unwrap_or(0) < before;
			let is_offered =
				base.is_none_or(|base| offers.get(stash).is_none_or(|bases| bases.contains(&base)));
			is_early && is_offered && bond_of(stash) >= PROVIDER_BOND && !without.contains(stash)
		};
		let mut drawn: Vec<_> = Providers::get().into_keys().filter(may).collect();
		drawn.sort_by_key(|stash| BlakeTwo256::hash_of(&(seed, stash)));
		drawn.truncate(count as usize);
		drawn
	}

	fn bind(stash: &AccountId) {
		Duties::mutate(|all| all.insert(stash.clone(), duties_of(stash) + 1));
	}

	fn unbind(stash: &AccountId) {
		Duties::mutate(|all| all.insert(stash.clone(), duties_of(stash).saturating_sub(1)));
	}

	fn slash(
		stash: &AccountId,
		most: Balance,
		take_in: impl FnOnce(Balance) -> DispatchResult,
	) -> Result<Balance, DispatchError> {
		let amount = bond_of(stash).min(most);
		C::decrease_balance(
			&account(BANK),
			amount,
			Precision::Exact,
			Preservation::Preserve,
			Fortitude::Polite,
		)?;
		take_in(amount)?;
		Bonds::mutate(|all| all.insert(stash.clone(), bond_of(stash) - amount));
		Ok(amount)
	}
}

/// Returns what stands behind a provider.
pub fn bond_of(stash: &AccountId) -> Balance {
	Bonds::get().get(stash).copied().unwrap_or(PROVIDER_BOND)
}

/// Returns how many duties a provider has.
pub fn duties_of(stash: &AccountId) -> u32 {
	Duties::get().get(stash).copied().unwrap_or(0)
}

/// Adds a model that is not for sale. Returns its number.
pub fn add_model(owner: &AccountId, royalty: Permill, lineage: Option<Lineage>) -> ModelId {
	let id = Models::get().len() as ModelId;
	let model = Model { owner: owner.clone(), price: None, royalty, lineage };
	Models::mutate(|all| all.insert(id, model));
	id
}

/// Changes a model.
pub fn edit_model(id: ModelId, edit: impl FnOnce(&mut Model)) {
	Models::mutate(|all| all.get_mut(&id).map(edit));
}

/// Publishes snapshot 1 of a Datanet.
pub fn add_snapshot(datanet: DatanetId, contributions: &[ContributionId]) {
	let entries = contributions
		.iter()
		.map(|id| SnapshotEntry { contribution: *id, root: Hash::zero(), records: 1, bytes: 1 })
		.collect();
	let terms = Terms { licence: BoundedVec::new(), fee_per_1k_tokens: 0, revocable: false };
	let snapshot =
		Snapshot { root: Hash::zero(), entries: BoundedVec::truncate_from(entries), terms, published_at: 0 };
	Snapshots::mutate(|all| all.insert(SnapshotRef { datanet, number: 1 }, snapshot));
}

/// Publishes snapshot 1 of Datanet 9: a contribution by each of these.
pub fn add_shared_snapshot(contributors: &[AccountId]) -> SnapshotRef {
	let ids: Vec<_> = (0..contributors.len() as u64).collect();
	add_snapshot(9, &ids);
	Contributors::mutate(|all| all.extend(ids.into_iter().zip(contributors.iter().cloned())));
	SnapshotRef { datanet: 9, number: 1 }
}

/// Adds a provider with a whole bond.
pub fn add_provider(stash: &AccountId, worker: &AccountId) {
	Providers::mutate(|all| all.insert(stash.clone(), worker.clone()));
	Bonds::mutate(|all| all.remove(stash));
}

/// Returns the lineage of a model that was tuned from [`BASE`].
pub fn lineage(snapshots: Vec<SnapshotRef>) -> Lineage {
	Lineage {
		base: BASE,
		job: 0,
		snapshots: BoundedVec::truncate_from(snapshots),
		adapter: Hash::zero(),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	}
}

/// Writes the books that tests start from: three models, Carol's and Dave's contributions, four providers.
pub fn fill() {
	let base =
		|price| Model { owner: account("maker"), price, royalty: Permill::from_percent(10), lineage: None };
	let learnt = [1, 2].map(|datanet| SnapshotRef { datanet, number: 1 });
	let tuned = Model {
		owner: account("owner"),
		price: Some(PRICE),
		royalty: Permill::zero(),
		lineage: Some(lineage(learnt.to_vec())),
	};
	Models::set(BTreeMap::from([(BASE, base(Some(PRICE))), (TUNED, tuned), (UNLISTED, base(None))]));
	Snapshots::set(BTreeMap::new());
	add_snapshot(1, &[10, 11]);
	add_snapshot(2, &[20]);
	Contributors::set(BTreeMap::from([
		(10, account("carol")),
		(11, account("dave")),
		(20, account("carol")),
	]));
	let provider = |name: &str| (account(name), account(&format!("{name}-worker")));
	Providers::set(BTreeMap::from([
		(account("provider"), account("worker")),
		provider("rival"),
		provider("second"),
		provider("third"),
	]));
	Bonds::set(BTreeMap::new());
	Bonded::set(BTreeMap::new());
	Duties::set(BTreeMap::new());
}
