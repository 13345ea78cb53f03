//! The state before the first block.

use crate::{
	BlockReward, Config, CurrencyOf, EpochSlots, GenesisConfig, HoldReason, Ledger, Minimum, Pallet,
	SlotMillis, UnbondingTime, ValidatorLedger, Validators,
};
use alloc::collections::BTreeSet;
use frame_support::{
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation,
		Get,
	},
	BoundedVec,
};

impl<T: Config> Pallet<T> {
	/// Builds the state, or panics with what is wrong: a genesis that cannot run must not be started from.
	pub(crate) fn build_genesis(config: &GenesisConfig<T>) {
		if config.validators.is_empty() && config.slot_duration == 0 && config.epoch_length == 0 {
			return;
		}
		assert!(config.slot_duration >= 2, "validators: slot_duration must be at least 2 milliseconds");
		assert!(config.epoch_length > 0, "validators: epoch_length must be at least 1 slot");
		assert!(
			(1..=T::MaxUnbonding::get()).contains(&config.unbonding),
			"validators: unbonding must be 1 to {} sessions",
			T::MaxUnbonding::get()
		);
		SlotMillis::<T>::put(config.slot_duration);
		EpochSlots::<T>::put(config.epoch_length);
		UnbondingTime::<T>::put(config.unbonding);
		Self::open_account(config);
		Self::bond_first(config);
	}

	/// The pallet's account, with the existential deposit and the reserve out of the treasury. A provider reference keeps
	/// it alive besides.
	fn open_account(config: &GenesisConfig<T>) {
		frame_system::Pallet::<T>::inc_providers(&Self::account());
		CurrencyOf::<T>::transfer(
			&T::Treasury::get(),
			&Self::account(),
			CurrencyOf::<T>::minimum_balance(),
			Preservation::Preserve,
		)
		.expect("validators: the treasury cannot open the pallet's account");
		Self::lock(&T::Treasury::get(), HoldReason::Reserve, config.reserve)
			.expect("validators: the treasury cannot pay the reserve");
		BlockReward::<T>::put(config.block_reward);
	}

	/// The first validators and their bonds.
	fn bond_first(config: &GenesisConfig<T>) {
		assert!(!config.validators.is_empty(), "validators: name at least one genesis validator");
		let distinct: BTreeSet<_> = config.validators.iter().cloned().collect();
		assert!(
			distinct.len() == config.validators.len(),
			"validators: a genesis validator is named more than once"
		);
		assert!(
			config.minimum > 0 && config.minimum as usize <= distinct.len(),
			"validators: minimum must be 1 to the number of genesis validators"
		);
		Minimum::<T>::put(config.minimum);
		assert!(
			config.bond >= T::MinBond::get(),
			"validators: bond must be at least {} planck",
			T::MinBond::get()
		);
		let Ok(set) = BoundedVec::try_from(distinct.into_iter().collect::<alloc::vec::Vec<_>>()) else {
			panic!("validators: more than {} genesis validators", T::MaxValidators::get());
		};
		for validator in &set {
			let mut ledger = ValidatorLedger::new();
			Self::add_stake(validator, validator, &mut ledger, config.bond)
				.expect("validators: a genesis validator has less than its bond");
			Self::enter(validator, ledger.pool.stake).expect("as many candidates fit as validators");
			Ledger::<T>::insert(validator, ledger);
		}
		Validators::<T>::put(set);
	}
}
