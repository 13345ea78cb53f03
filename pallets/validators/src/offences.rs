//! Offences: recording them, sending offenders away, and sitting out.

use crate::{
	Case, Cases, Config, CoolDowns, Disabled, Error, Event, LOG_TARGET, Ledger, Offences, Pallet, SittingOut,
	Status, UnbondingTime, WeightInfo,
};
use frame_support::{storage::with_storage_layer, traits::Get, weights::Weight};
use pallet_session::Pallet as Session;
use sp_runtime::{DispatchError, PerThing, Perbill};
use sp_staking::{
	SessionIndex,
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
};

impl<T: Config> OnOffenceHandler<T::AccountId, T::AccountId, Weight> for Pallet<T> {
	/// Has a slash wait for each offender, up to the largest fraction reported of it, and lets the session
	/// pallet's disabling strategy decide whether it sits out: its limit keeps enough validators at work.
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, T::AccountId>],
		fractions: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		let weight = <T as Config>::WeightInfo::on_offence(offenders.len() as u32);
		let now = Session::<T>::current_index();
		if session > now || now.saturating_sub(session) > UnbondingTime::<T>::get() {
			log::warn!(target: LOG_TARGET, "offence of session {session} ignored in session {now}");
			return weight;
		}
		for (details, fraction) in offenders.iter().zip(fractions) {
			let validator = &details.offender;
			// A failure leaves no trace, so the report can come again.
			let punished =
				with_storage_layer(|| Self::punish(validator, &details.reporters, *fraction, session));
			if let Err(error) = punished {
				log::error!(target: LOG_TARGET, "an offender goes unpunished: {error:?}");
			}
		}
		weight
	}
}

/// Returns the fraction of what is left that brings a slash from `before` of the whole to `after` of it.
fn step(before: Perbill, after: Perbill) -> Perbill {
	let more = after.deconstruct().saturating_sub(before.deconstruct());
	Perbill::from_rational(more, before.left_from_one().deconstruct())
}

impl<T: Config> Pallet<T> {
	/// Records an offence, and has a slash wait for what is missing to its fraction.
	fn punish(
		validator: &T::AccountId,
		reporters: &[T::AccountId],
		fraction: Perbill,
		session: SessionIndex,
	) -> Result<(), DispatchError> {
		let before = Offences::<T>::get(session).get(validator).copied();
		if before.is_some_and(|before| before >= fraction) {
			return Ok(());
		}
		Offences::<T>::try_mutate(session, |known| {
			// As many offenders as validators: a session has no more.
			known.try_insert(validator.clone(), fraction).map_err(|_| Error::<T>::Overflow)
		})?;
		Self::deposit_event(Event::OffenceRecorded { session, validator: validator.clone(), fraction });
		if Self::charge(validator, reporters.first(), fraction, session) {
			Self::chill(validator);
			Session::<T>::report_offence(validator.clone(), OffenceSeverity(fraction));
			Self::note_disabled(validator, fraction);
		}
		Ok(())
	}

	/// Has the slash for an offence wait, as far as it exceeds what its case costs already. Returns whether
	/// it does.
	///
	/// Everything that a validator did until the session in which it can be sent away, the one after the
	/// first report, is one case: who signed twice can sign twice for every session whose keys it has, and
	/// whoever brings eighty proofs of it must not cost delegators, or earn, eighty times as much.
	fn charge(
		validator: &T::AccountId,
		reporter: Option<&T::AccountId>,
		fraction: Perbill,
		session: SessionIndex,
	) -> bool {
		let case = Cases::<T>::get(validator).filter(|case| session <= case.opened.saturating_add(1));
		let before = case.map_or(Perbill::zero(), |case| case.fraction);
		if fraction <= before {
			return false;
		}
		let opened = case.map_or_else(Session::<T>::current_index, |case| case.opened);
		Cases::<T>::insert(validator, Case { opened, fraction });
		Self::defer_slash(validator, reporter.cloned(), step(before, fraction), session);
		true
	}

	/// Takes an offender out of the candidates, unless too few would be left. Whether or not it can be
	/// spared, the cool-down begins: it delays every way back.
	fn chill(validator: &T::AccountId) {
		let until = Session::<T>::current_index().saturating_add(T::CoolDown::get());
		CoolDowns::<T>::insert(validator, until);
		let Some(mut ledger) = Ledger::<T>::get(validator) else { return };
		if ledger.status == Status::Candidate && Self::withdraw_candidate(validator).is_ok() {
			ledger.status = Status::Idle;
			Ledger::<T>::insert(validator, ledger);
			Self::deposit_event(Event::Chilled { validator: validator.clone(), until });
		}
	}

	/// Returns whether a validator of the running session is disabled.
	fn is_disabled(validator: &T::AccountId) -> bool {
		let index = Session::<T>::validator_id_to_index(validator);
		index.is_some_and(|index| Session::<T>::disabled_validators().contains(&index))
	}

	/// Remembers until when an offender sits out, if it does, and forgets whom the strategy let back in its
	/// place.
	fn note_disabled(validator: &T::AccountId, severity: Perbill) {
		let until = Session::<T>::current_index().saturating_add(T::DisablePeriod::get());
		SittingOut::<T>::mutate(|list| {
			list.retain(|one| one.validator != *validator && Self::is_disabled(&one.validator));
			if Self::is_disabled(validator) {
				let entry = Disabled { validator: validator.clone(), until, severity };
				if list.try_push(entry).is_err() {
					// Unreachable: fewer sit out than there are validators.
					log::error!(target: LOG_TARGET, "no room to remember a disabled validator");
				}
			}
		});
	}

	/// Lets those back in whose time is over when a session starts, and keeps the others out, also when a new
	/// set made the session pallet forget them.
	pub(crate) fn renew_disabled(session: SessionIndex) {
		let list = SittingOut::<T>::get();
		if list.is_empty() {
			return;
		}
		for one in &list {
			match Session::<T>::validator_id_to_index(&one.validator) {
				Some(index) if one.until <= session => drop(Session::<T>::reenable_index(index)),
				Some(_) => Session::<T>::report_offence(one.validator.clone(), OffenceSeverity(one.severity)),
				None => {},
			}
		}
		SittingOut::<T>::mutate(|list| list.retain(|one| Self::is_disabled(&one.validator)));
	}
}
