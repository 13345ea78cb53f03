//! The providers of this node.

use crate::Config;
use alloc::{collections::BTreeMap, vec::Vec};
use frame_system::offchain::{Account, ForAll, Signer};
use openledger_primitives::{AccountId, traits::ProviderRegistry};

/// A provider whose worker key is in this node's keystore.
// Rustdoc of this toolchain panics over the automatic traits of an `Account<T>`.
#[doc(hidden)]
pub(super) struct Local<T: Config> {
	/// Stash of the provider.
	pub stash: AccountId,
	/// Worker that signs for it.
	pub account: Account<T>,
}

/// Returns local providers in the order of their worker accounts: a keystore lists keys in no particular
/// order.
pub(super) fn locals<T: Config>() -> Vec<Local<T>> {
	let accounts: BTreeMap<AccountId, Account<T>> = Signer::<T, T::AuthorityId, ForAll>::keystore_accounts()
		.map(|account| (account.id.clone(), account))
		.collect();
	accounts
		.into_values()
		.filter_map(|account| Some(Local { stash: T::Providers::stash_of(&account.id)?, account }))
		.collect()
}
