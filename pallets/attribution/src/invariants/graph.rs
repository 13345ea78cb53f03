//! Invariants of the attribution graph.

use super::sum;
use crate::{
	Books, Config, ContributorDatanets, ContributorModels, DatanetBoards, DatanetInfluence, ModelBoards,
	Pallet, graph::accounts, types::Board,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::ensure;
use openledger_primitives::{AccountId, Balance};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Checks the graph.
	///
	/// # Invariants
	///
	/// See the functions it calls.
	pub(super) fn try_state_graph() -> Result<(), TryRuntimeError> {
		Self::sides_agree()?;
		let models = ContributorModels::<T>::iter().map(|(who, model, total)| (model, who, total.earned));
		boards_are_exact(ModelBoards::<T>::iter(), models)?;
		let datanets =
			ContributorDatanets::<T>::iter().map(|(who, datanet, total)| (datanet, who, total.earned));
		boards_are_exact(DatanetBoards::<T>::iter(), datanets)
	}

	/// Checks that the sides of the graph agree.
	///
	/// # Invariants
	///
	/// Contributors earned as much by models as their contributions did, and as much by Datanets as the
	/// contributions to these did.
	fn sides_agree() -> Result<(), TryRuntimeError> {
		let models = sum(ContributorModels::<T>::iter_values().map(|total| total.earned))?;
		ensure!(
			models == Books::<T>::get().contributors,
			"attribution: contributors' earnings by model do not add up"
		);
		let datanets = sum(ContributorDatanets::<T>::iter_values().map(|total| total.earned))?;
		let contributions = sum(DatanetInfluence::<T>::iter_values().map(|total| total.earned))?;
		ensure!(datanets == contributions, "attribution: contributors' earnings by Datanet do not add up");
		ensure!(datanets <= models, "attribution: Datanets brought more than models did");
		Ok(())
	}
}

/// Checks boards.
///
/// # Invariants
///
/// Each board is in order, shows each account's true total, and nobody who is missing has more than its last.
fn boards_are_exact<K: Ord>(
	boards: impl Iterator<Item = (K, Board)>,
	totals: impl Iterator<Item = (K, AccountId, Balance)>,
) -> Result<(), TryRuntimeError> {
	let mut all = BTreeMap::<K, BTreeMap<AccountId, Balance>>::new();
	for (key, who, total) in totals.filter(|(_, _, total)| *total > 0) {
		all.entry(key).or_default().insert(who, total);
	}
	for (key, board) in boards {
		let totals = all.remove(&key).unwrap_or_default();
		let exact = board.iter().all(|(who, total)| totals.get(who) == Some(total));
		ensure!(exact, "attribution: a board differs from the totals");
		let ordered = board
			.iter()
			.zip(board.iter().skip(1))
			.all(|((a, first), (b, second))| first > second || (first == second && a < b));
		ensure!(ordered, "attribution: a board is not in order");
		let on_it: BTreeSet<_> = accounts(&board);
		let least = board.last().filter(|_| board.is_full()).map(|(_, total)| *total);
		let complete = totals
			.iter()
			.filter(|(who, _)| !on_it.contains(who))
			.all(|(_, total)| least.is_some_and(|least| *total <= least));
		ensure!(complete, "attribution: a board leaves somebody out");
	}
	ensure!(all.is_empty(), "attribution: a board is missing");
	Ok(())
}
