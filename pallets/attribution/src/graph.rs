//! The attribution graph: totals of who shaped what, how often, and what it earned.
//!
//! Four maps of running totals, each the same earnings seen from another side: by model and contribution, by
//! Datanet and contribution, by contributor and model, by contributor and Datanet. Boards keep the best
//! hundred contributors of each model and Datanet. They are exact without ever being sorted anew: totals only
//! grow, so whoever is not on a full board is no better than its last until it earns more, and then it is
//! looked at.

use crate::{
	Config, ContributorDatanets, ContributorModels, DatanetBoards, DatanetInfluence, Influence, ModelBoards,
	Pallet, types::Board,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use core::cmp::Reverse;
use openledger_primitives::{
	AccountId, Balance, ContributionId, DatanetId, ModelId, traits::DatanetRegistry,
	usage::ContributionInfluence,
};

/// Credit of a contribution.
pub(crate) struct Note {
	/// Number of the contribution.
	pub contribution: ContributionId,
	/// Datanet that it belongs to, unless the Datanets do not know it.
	pub datanet: Option<DatanetId>,
	/// Account that is paid for it, unless the Datanets do not know it.
	pub contributor: Option<AccountId>,
	/// Planck credited to the contributor.
	pub earned: Balance,
}

impl Note {
	/// Returns the note about a contribution whose part is `part`: it earns that only if there is someone to
	/// pay, and `pays` says that the part is to be paid.
	pub fn of<T: Config>(
		contribution: ContributionId,
		part: Balance,
		pays: impl Fn(ContributionId, &AccountId) -> bool,
	) -> Self {
		let contributor = T::Datanets::contributor(contribution);
		let is_paid = contributor.as_ref().is_some_and(|who| pays(contribution, who));
		let earned = if is_paid { part } else { 0 };
		Self { contribution, datanet: T::Datanets::datanet_of(contribution), contributor, earned }
	}
}

/// Adds to a running total.
fn add(total: &mut ContributionInfluence, settlements: u32, earned: Balance) {
	total.settlements = total.settlements.saturating_add(settlements);
	total.earned = total.earned.saturating_add(earned);
}

impl<T: Config> Pallet<T> {
	/// Notes what contributions did for a model: in a settlement, which counts, or by a ruling, which does
	/// not.
	pub(crate) fn note(model: ModelId, notes: &[Note], is_settlement: bool) {
		let settlements = u32::from(is_settlement);
		let mut models = BTreeMap::<&AccountId, Balance>::new();
		let mut datanets = BTreeMap::<(DatanetId, &AccountId), Balance>::new();
		for Note { contribution, datanet, contributor, earned } in notes {
			Influence::<T>::mutate(model, contribution, |total| add(total, settlements, *earned));
			if let Some(datanet) = datanet {
				DatanetInfluence::<T>::mutate(datanet, contribution, |total| {
					add(total, settlements, *earned)
				});
			}
			if let Some(who) = contributor {
				let sum = models.entry(who).or_default();
				*sum = sum.saturating_add(*earned);
				if let Some(datanet) = datanet {
					let sum = datanets.entry((*datanet, who)).or_default();
					*sum = sum.saturating_add(*earned);
				}
			}
		}
		Self::note_models(model, models, settlements);
		Self::note_datanets(datanets, settlements);
	}

	fn note_models(model: ModelId, sums: BTreeMap<&AccountId, Balance>, settlements: u32) {
		if sums.is_empty() {
			return;
		}
		let mut board = ModelBoards::<T>::get(model);
		for (who, earned) in sums {
			let total = ContributorModels::<T>::mutate(who, model, |total| {
				add(total, settlements, earned);
				total.earned
			});
			place(&mut board, who, total);
		}
		ModelBoards::<T>::insert(model, board);
	}

	fn note_datanets(sums: BTreeMap<(DatanetId, &AccountId), Balance>, settlements: u32) {
		let mut boards = BTreeMap::<DatanetId, Board>::new();
		for ((datanet, who), earned) in sums {
			let total = ContributorDatanets::<T>::mutate(who, datanet, |total| {
				add(total, settlements, earned);
				total.earned
			});
			let board = boards.entry(datanet).or_insert_with(|| DatanetBoards::<T>::get(datanet));
			place(board, who, total);
		}
		for (datanet, board) in boards {
			DatanetBoards::<T>::insert(datanet, board);
		}
	}

	/// Returns the accounts of a board with their totals.
	pub(crate) fn with_totals(
		board: Board,
		total: impl Fn(&AccountId) -> ContributionInfluence,
	) -> Vec<(AccountId, ContributionInfluence)> {
		let with = |(who, _): (AccountId, Balance)| {
			let total = total(&who);
			(who, total)
		};
		board.into_iter().map(with).collect()
	}
}

/// Finds where an account with so much is on a board, or else belongs.
fn rank(board: &Board, who: &AccountId, total: Balance) -> Result<usize, usize> {
	board.binary_search_by(|(other, theirs)| (Reverse(theirs), other).cmp(&(Reverse(&total), who)))
}

/// Puts an account whose total has grown where it now belongs. Nothing earned is nothing to show.
pub(crate) fn place(board: &mut Board, who: &AccountId, total: Balance) {
	if total == 0 {
		return;
	}
	board.retain(|(other, _)| other != who);
	let Err(at) = rank(board, who, total) else { return };
	if board.is_full() {
		if at >= board.len() {
			return;
		}
		board.pop();
	}
	// There is room for it now, so this cannot fail.
	let _ = board.try_insert(at, (who.clone(), total));
}

/// Returns the smallest keys from `from`, at most `limit`, with their values, ascending.
pub(crate) fn page<K: Copy + Ord, V>(
	entries: impl Iterator<Item = (K, V)>,
	from: K,
	limit: u32,
) -> Vec<(K, V)> {
	let mut page = BTreeMap::new();
	for (key, value) in entries.filter(|(key, _)| *key >= from) {
		page.insert(key, value);
		if page.len() > limit as usize {
			page.pop_last();
		}
	}
	page.into_iter().collect()
}

/// Returns the accounts on a board, for checks.
pub(crate) fn accounts(board: &Board) -> BTreeSet<&AccountId> {
	board.iter().map(|(who, _)| who).collect()
}
