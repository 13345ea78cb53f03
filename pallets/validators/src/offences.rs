//! Recording offences.

use crate::{Config, Event, Offences, Pallet, WeightInfo, LOG_TARGET};
use frame_support::{traits::Get, weights::Weight};
use pallet_session::{historical::IdentificationTuple, Pallet as Session};
use sp_runtime::Perbill;
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

impl<T: Config> OnOffenceHandler<T::AccountId, IdentificationTuple<T>, Weight> for Pallet<T> {
	/// Keeps the largest fraction of each offender and session, and leaves it to the session pallet's disabling
	/// strategy whether the offender sits out: its limit keeps enough validators at work.
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, IdentificationTuple<T>>],
		fractions: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		let weight = <T as Config>::WeightInfo::on_offence(offenders.len() as u32);
		let now = pallet_session::CurrentIndex::<T>::get();
		if session > now || now.saturating_sub(session) > T::OffenceHistory::get() {
			log::warn!(target: LOG_TARGET, "offence of session {session} ignored in session {now}");
			return weight;
		}
		for (details, fraction) in offenders.iter().zip(fractions) {
			let (validator, _) = &details.offender;
			let worse = Offences::<T>::mutate(session, |known| match known.get_mut(validator) {
				Some(before) if *before >= *fraction => false,
				Some(before) => {
					*before = *fraction;
					true
				},
				// As many offenders as validators: a session has no more.
				None => known.try_insert(validator.clone(), *fraction).is_ok(),
			});
			if worse {
				Self::deposit_event(Event::OffenceRecorded {
					session,
					validator: validator.clone(),
					fraction: *fraction,
				});
				Session::<T>::report_offence(validator.clone(), OffenceSeverity(*fraction));
			}
		}
		weight
	}
}
