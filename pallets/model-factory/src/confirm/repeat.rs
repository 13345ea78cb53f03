//! A drawn verifier commits to what it found, and reveals it.

use crate::{
	Config, Confirmations, Error, Event, Jobs, Pallet,
	types::{Confirmation, Job, after},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Hash, JobId,
	job::{ConfirmationStage, JobResult, Repetition, Statement},
	root::CHUNK_HASHES,
};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	/// Returns the confirmation that a worker's provider was drawn for, and that provider.
	pub(crate) fn drawn_for(worker: &AccountId, id: JobId) -> Result<(AccountId, Confirmation), Error<T>> {
		let stash = crate::Workers::<T>::get(worker).ok_or(Error::<T>::NotWorker)?;
		let confirmation = Confirmations::<T>::get(id).ok_or(Error::<T>::NothingToConfirm)?;
		ensure!(confirmation.verifier.as_ref() == Some(&stash), Error::<T>::NotDrawn);
		Ok((stash, confirmation))
	}

	/// Notes a commitment.
	pub(crate) fn do_commit_repetition(worker: AccountId, id: JobId, commitment: Hash) -> DispatchResult {
		let (verifier, mut confirmation) = Self::drawn_for(&worker, id)?;
		ensure!(confirmation.commitment.is_none(), Error::<T>::AlreadyCommitted);
		let ConfirmationStage::Repeating { until } = confirmation.stage else {
			return Err(Error::<T>::NotDrawn.into());
		};
		ensure!(Self::now() <= until, Error::<T>::CommitTooLate);
		let until = after(Self::now(), T::ChallengePeriod::get());
		confirmation.commitment = Some(commitment);
		confirmation.stage = ConfirmationStage::Revealing { until };
		Confirmations::<T>::insert(id, confirmation);
		Self::deposit_event(Event::RepetitionCommitted { job: id, verifier, until });
		Ok(())
	}

	/// Checks what a worker's provider would reveal, and returns that provider, the confirmation, and the
	/// statement. Changes nothing, so the offchain worker asks it before it signs.
	pub(crate) fn check_reveal(
		worker: &AccountId,
		id: JobId,
		repetition: &Repetition,
		salt: &Hash,
	) -> Result<(AccountId, Confirmation, Statement), Error<T>> {
		let (stash, confirmation) = Self::drawn_for(worker, id)?;
		let commitment = confirmation.commitment.ok_or(Error::<T>::NotCommitted)?;
		let ConfirmationStage::Revealing { until } = confirmation.stage else {
			return Err(Error::<T>::NotCommitted);
		};
		ensure!(Self::now() <= until, Error::<T>::RevealTooLate);
		let job = Jobs::<T>::get(id).ok_or(Error::<T>::UnknownJob)?;
		let (_, result, _) = Self::waiting_result(&job)?;
		let (bound, statement) = Self::statement(&stash, &confirmation, &result, repetition)?;
		let expected = Repetition::commitment(id, confirmation.attempt, &bound, salt);
		ensure!(commitment == expected, Error::<T>::OtherCommitment);
		Ok((stash, confirmation, statement))
	}

	/// Returns what a verifier's revelation says, and the bound that it must have committed to.
	fn statement(
		stash: &AccountId,
		confirmation: &Confirmation,
		result: &JobResult,
		repetition: &Repetition,
	) -> Result<(Hash, Statement), Error<T>> {
		let same = Repetition::bound(stash, &Repetition::digest(result));
		let differs = |bound: Hash| {
			ensure!(bound != same, Error::<T>::NotAnother);
			Ok((bound, Statement::Differs { bound }))
		};
		match repetition {
			Repetition::Same { proof } => {
				let step = Repetition::step(&confirmation.seed, stash, result.steps);
				let step = u64::from(step.ok_or(Error::<T>::BadProof)?);
				let place = step.checked_rem(CHUNK_HASHES.into()).unwrap_or(0) as usize;
				let state = proof.chunk.get(place).ok_or(Error::<T>::BadProof)?;
				let holds = proof.holds(&result.trace, result.steps.into(), step, state);
				ensure!(holds, Error::<T>::BadProof);
				Ok((same, Statement::Same))
			},
			Repetition::Differs { bound } => {
				ensure!(confirmation.differing() == 0, Error::<T>::WrongForm);
				differs(*bound)
			},
			Repetition::DiffersAs { digest } => {
				ensure!(confirmation.differing() > 0, Error::<T>::WrongForm);
				differs(Repetition::bound(stash, digest))
			},
			Repetition::Unrepeatable { reason } => {
				let bound = Repetition::bound(stash, &Repetition::digest_of_failure(*reason));
				Ok((bound, Statement::Unrepeatable { reason: *reason }))
			},
		}
	}

	/// Notes what a verifier found, and decides, or has another one drawn.
	pub(crate) fn do_reveal_repetition(
		worker: AccountId,
		id: JobId,
		repetition: Repetition,
		salt: Hash,
	) -> DispatchResult {
		let (verifier, mut confirmation, statement) = Self::check_reveal(&worker, id, &repetition, &salt)?;
		let job: Job<T> = Self::known_job(id)?;
		Self::release_verifier(id, &mut confirmation);
		Self::deposit_event(Event::RepetitionRevealed { job: id, verifier: verifier.clone(), statement });
		let agrees = match repetition {
			Repetition::DiffersAs { digest } => Self::shown_before(&confirmation, &digest),
			_ => None,
		};
		confirmation
			.statements
			.try_push((verifier.clone(), statement))
			.map_err(|_| Error::<T>::Inconsistent)?;
		match agrees {
			Some(first) => Self::convict(id, job, confirmation, [first, verifier]),
			None if confirmation.same() >= confirmation.needed() => Self::confirm(id, job, confirmation),
			None => Self::go_on(id, job, confirmation),
		}
	}

	/// Returns the verifier before that found the result of this digest.
	fn shown_before(confirmation: &Confirmation, digest: &Hash) -> Option<AccountId> {
		let found = |(who, statement): &&(AccountId, Statement)| {
			*statement == Statement::Differs { bound: Repetition::bound(who, digest) }
		};
		confirmation.statements.iter().find(found).map(|(who, _)| who.clone())
	}
}
