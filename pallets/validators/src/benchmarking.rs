//! Benchmarks of the handlers that other pallets call.

use crate::{Config, Ledger, Offences, Pallet, Stake, ValidatorLedger, Validators};
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{traits::Get, BoundedVec};
use pallet_authorship::EventHandler;
use sp_runtime::Perbill;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// Makes a set of `n` validators.
fn make_set<T: Config>(n: u32) -> Vec<T::AccountId> {
	let set: Vec<T::AccountId> = (0..n).map(|i| account("validator", i, 0)).collect();
	for validator in &set {
		Ledger::<T>::insert(validator, ValidatorLedger::genesis());
	}
	Validators::<T>::put(BoundedVec::truncate_from(set.clone()));
	set
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn note_author() {
		let author = make_set::<T>(1).remove(0);

		#[block]
		{
			Pallet::<T>::note_author(author.clone());
		}

		assert_eq!(crate::AuthoredBlocks::<T>::get(author), 1);
	}

	#[benchmark]
	fn on_offence(n: Linear<1, { T::MaxValidators::get() }>) {
		let offenders: Vec<_> = make_set::<T>(n)
			.into_iter()
			.map(|validator| OffenceDetails {
				offender: (validator, Stake::default()),
				reporters: Vec::new(),
			})
			.collect();
		let fractions = alloc::vec![Perbill::from_percent(5); n as usize];
		let session = pallet_session::CurrentIndex::<T>::get();

		#[block]
		{
			Pallet::<T>::on_offence(&offenders, &fractions, session);
		}

		assert_eq!(Offences::<T>::get(session).len() as u32, n);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder::default().build(), crate::mock::Test);
}
