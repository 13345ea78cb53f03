//! Datanets themselves: creation, terms, curators and closing, and the rights of owner and curators.

use crate::{Config, Curators, Datanets, Error, Event, HoldReason, NextDatanetId, Pallet, types::Datanet};
use frame_support::pallet_prelude::*;
use frame_system::pallet_prelude::BlockNumberFor;
use openledger_primitives::{
	Balance, BlockNumber, DatanetId, Hash, Name, TOTAL_SUPPLY,
	datanet::{Admission, Terms},
	text,
};
use sp_runtime::{ArithmeticError, SaturatedConversion, traits::BlockNumberProvider};

impl<T: Config> Pallet<T> {
	/// Creates a Datanet and returns its id.
	pub(crate) fn do_create(
		owner: T::AccountId,
		name: Name,
		domain: Name,
		card: Hash,
		terms: Terms,
		admission: Admission,
	) -> Result<DatanetId, DispatchError> {
		ensure!(text::is_name(&name) && text::is_name(&domain), Error::<T>::BadName);
		Self::ensure_terms(&terms)?;
		let id = NextDatanetId::<T>::get();
		NextDatanetId::<T>::put(id.checked_add(1).ok_or(ArithmeticError::Overflow)?);
		let deposit = T::DatanetDeposit::get();
		Self::hold(HoldReason::DatanetDeposit, &owner, deposit)?;
		let datanet = Datanet {
			owner: owner.clone(),
			name,
			domain,
			card,
			terms,
			admission,
			deposit,
			closed: false,
			contributions: 0,
			pending: 0,
			latest_snapshot: 0,
		};
		Datanets::<T>::insert(id, datanet);
		Self::note_act(id);
		Self::deposit_event(Event::Created { datanet: id, owner, deposit });
		Ok(id)
	}

	/// Sets the terms of the next snapshot and of later contributions.
	pub(crate) fn do_set_terms(who: T::AccountId, id: DatanetId, terms: Terms) -> DispatchResult {
		let mut datanet = Self::open_datanet(id)?;
		ensure!(datanet.owner == who, Error::<T>::NotOwner);
		Self::ensure_terms(&terms)?;
		datanet.terms = terms.clone();
		Datanets::<T>::insert(id, datanet);
		Self::note_act(id);
		Self::deposit_event(Event::TermsSet { datanet: id, terms });
		Ok(())
	}

	/// Replaces the curators of a Datanet.
	pub(crate) fn do_set_curators(
		who: T::AccountId,
		id: DatanetId,
		mut curators: BoundedVec<T::AccountId, T::MaxCurators>,
	) -> DispatchResult {
		ensure!(Self::known_datanet(id)?.owner == who, Error::<T>::NotOwner);
		curators.sort();
		ensure!(curators.is_sorted_by(|a, b| a < b), Error::<T>::DuplicateCurator);
		Self::deposit_event(Event::CuratorsSet { datanet: id, curators: curators.to_vec() });
		Curators::<T>::insert(id, curators);
		Self::note_act(id);
		Ok(())
	}

	/// Closes a Datanet for good and returns its deposit, but for what its bytes cost: they stay.
	pub(crate) fn do_close(who: T::AccountId, id: DatanetId) -> DispatchResult {
		let mut datanet = Self::open_datanet(id)?;
		ensure!(datanet.owner == who, Error::<T>::NotOwner);
		let returned = datanet.deposit.saturating_sub(Self::datanet_record_deposit());
		datanet.deposit = datanet.deposit.saturating_sub(returned);
		Self::release(HoldReason::DatanetDeposit, &who, returned)?;
		datanet.closed = true;
		Datanets::<T>::insert(id, datanet);
		Self::deposit_event(Event::Closed { datanet: id, returned });
		Ok(())
	}

	/// Returns the planck that stay on hold for so many bytes that stay for ever.
	pub(crate) fn price_of(bytes: u64) -> Balance {
		T::DepositPerByte::get().saturating_mul(bytes.into())
	}

	/// Checks that terms name a licence and a fee that somebody can pay.
	fn ensure_terms(terms: &Terms) -> DispatchResult {
		ensure!(text::is_licence(&terms.licence), Error::<T>::BadLicence);
		ensure!(terms.fee_per_1k_tokens <= TOTAL_SUPPLY, Error::<T>::FeeTooHigh);
		Ok(())
	}

	/// Returns a Datanet that exists, open or closed.
	pub(crate) fn known_datanet(id: DatanetId) -> Result<Datanet<T::AccountId>, DispatchError> {
		Datanets::<T>::get(id).ok_or(Error::<T>::UnknownDatanet.into())
	}

	/// Returns a Datanet that exists and is open.
	pub(crate) fn open_datanet(id: DatanetId) -> Result<Datanet<T::AccountId>, DispatchError> {
		let datanet = Self::known_datanet(id)?;
		ensure!(!datanet.closed, Error::<T>::DatanetClosed);
		Ok(datanet)
	}

	/// Returns whether an account is the owner or a curator.
	pub(crate) fn curates(id: DatanetId, datanet: &Datanet<T::AccountId>, who: &T::AccountId) -> bool {
		datanet.owner == *who || Curators::<T>::get(id).binary_search(who).is_ok()
	}

	/// Returns the hash of an earlier block, or zero if the chain has forgotten it.
	pub(crate) fn block_hash(number: BlockNumber) -> T::Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::saturated_from(number))
	}

	/// Returns the number of the current block.
	pub(crate) fn height() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// Returns the market's time, in blocks: it stands still while the market is paused.
	pub(crate) fn now() -> BlockNumber {
		T::Clock::current_block_number().saturated_into()
	}
}
