//! The state before the first block: clock, first validators and reserve.

use crate::{
	BlockReward, Config, EpochSlots, GenesisConfig, HoldReason, Ledger, Minimum, Pallet, SlotMillis,
	UnbondingTime, ValidatorLedger, Validators,
};
use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use frame_support::{BoundedVec, ensure, traits::Get};

impl<T: Config> Pallet<T> {
	/// Builds the state.
	///
	/// # Panics
	///
	/// Panics with what is wrong: a genesis that cannot run must not be started from.
	#[allow(clippy::panic)]
	pub(crate) fn build_genesis(config: &GenesisConfig<T>) {
		if let Err(why) = Self::try_build_genesis(config) {
			panic!("validators: {why}");
		}
	}

	/// Builds the state, or says what is wrong with the configuration.
	fn try_build_genesis(config: &GenesisConfig<T>) -> Result<(), String> {
		if config.validators.is_empty() && config.slot_duration == 0 && config.epoch_length == 0 {
			return Ok(());
		}
		ensure!(config.slot_duration >= 2, "slot_duration must be at least 2 milliseconds");
		ensure!(config.epoch_length > 0, "epoch_length must be at least 1 slot");
		let longest = T::MaxUnbonding::get();
		ensure!(
			(1..=longest).contains(&config.unbonding),
			format!("unbonding must be 1 to {longest} sessions")
		);
		if let Some(supply) = T::Supply::get() {
			let sum = Self::issuance();
			ensure!(
				sum == supply,
				format!(
					"balances sum to {sum} planck, not {supply}: change the treasury's by the difference"
				)
			);
		}
		SlotMillis::<T>::put(config.slot_duration);
		EpochSlots::<T>::put(config.epoch_length);
		UnbondingTime::<T>::put(config.unbonding);
		Self::fill_account(config)?;
		Self::bond_first(config)
	}

	/// Fills the pallet's account with the existential deposit and the reserve, out of the treasury. A
	/// provider reference keeps it alive besides.
	fn fill_account(config: &GenesisConfig<T>) -> Result<(), String> {
		frame_system::Pallet::<T>::inc_providers(&Self::account());
		Self::open_account()
			.map_err(|error| format!("the treasury cannot open the pallet's account: {error:?}"))?;
		Self::lock(&T::Treasury::get(), HoldReason::Reserve, config.reserve)
			.map_err(|error| format!("the treasury cannot pay the reserve: {error:?}"))?;
		BlockReward::<T>::put(config.block_reward);
		Ok(())
	}

	/// Makes the first validators candidates with their bonds, and the first set.
	fn bond_first(config: &GenesisConfig<T>) -> Result<(), String> {
		ensure!(!config.validators.is_empty(), "name at least one genesis validator");
		let distinct: BTreeSet<_> = config.validators.iter().cloned().collect();
		ensure!(distinct.len() == config.validators.len(), "a genesis validator is named more than once");
		ensure!(
			config.minimum > 0 && config.minimum as usize <= distinct.len(),
			"minimum must be 1 to the number of genesis validators"
		);
		Minimum::<T>::put(config.minimum);
		let least = T::MinBond::get();
		ensure!(config.bond >= least, format!("bond must be at least {least} planck"));
		let set = BoundedVec::try_from(distinct.into_iter().collect::<Vec<_>>())
			.map_err(|_| format!("more than {} genesis validators", T::MaxValidators::get()))?;
		for validator in &set {
			let mut ledger = ValidatorLedger::new();
			Self::add_stake(validator, validator, &mut ledger, config.bond)
				.map_err(|error| format!("a genesis validator has less than its bond: {error:?}"))?;
			Self::enter(validator, ledger.pool.stake)
				.map_err(|error| format!("fewer candidates fit than validators: {error:?}"))?;
			Ledger::<T>::insert(validator, ledger);
		}
		Validators::<T>::put(set);
		Ok(())
	}
}
