//! A builder asks for a model and puts its payment in escrow.

use crate::{
	Config, Error, Event, HoldReason, Jobs, NextJob, Notes, Pallet,
	types::{Charge, Charges, Job, Note},
};
use frame_support::{ensure, traits::Get};
use openledger_primitives::{
	AccountId, Balance,
	job::{HyperParameterError, JobSpec, JobStatus, Wishes},
	text::is_name,
	traits::{DatanetRegistry, ModelRegistry},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Opens a job and holds what it may cost at most, with the deposit behind the model that it is to make.
	pub(crate) fn do_submit_job(
		builder: AccountId,
		spec: JobSpec,
		max_payment: Balance,
		wishes: Wishes<AccountId>,
	) -> DispatchResult {
		let deposit = T::Models::tuned_deposit();
		let payment = max_payment.checked_sub(deposit).ok_or(Error::<T>::PaymentTooLow)?;
		ensure!(payment >= T::MinJobPayment::get(), Error::<T>::PaymentTooLow);
		ensure!(is_name(&spec.name), Error::<T>::BadName);
		ensure!(T::Models::base(spec.base).is_some(), Error::<T>::UnknownBase);
		spec.hyper.validate().map_err(Error::<T>::from)?;
		let charges = Self::charges(&spec)?;
		// Before anybody works: a model whose licences cannot be combined may not be sold.
		T::Models::licence_for(spec.base, &spec.snapshots)?;

		let id = NextJob::<T>::get();
		NextJob::<T>::put(id.checked_add(1).ok_or(Error::<T>::Overflow)?);
		Self::make_room(&builder, payment)?;
		Self::hold(HoldReason::JobEscrow, &builder, max_payment)?;
		let base = spec.base;
		let mut job = Job {
			builder: builder.clone(),
			spec,
			charges,
			escrow: payment,
			attempts: 0,
			price_per_1k_tokens: 0,
			failed: Default::default(),
			status: JobStatus::Open { until: 0 },
		};
		Self::pay_from_escrow(&mut job, &T::Treasury::get(), Self::listing_fee(payment))?;
		Self::note_deposit(id, deposit);
		Notes::<T>::insert(id, Note { submitted: Self::now(), wishes, ..Default::default() });
		Self::open(id, &mut job)?;
		let escrow = job.escrow;
		Jobs::<T>::insert(id, job);
		Self::deposit_event(Event::JobSubmitted { job: id, builder, base, escrow });
		Ok(())
	}

	/// Checks the snapshots that a specification names, and returns what they cost.
	fn charges(spec: &JobSpec) -> Result<Charges, DispatchError> {
		let named = &spec.snapshots;
		let ascending = named.iter().zip(named.iter().skip(1)).all(|(a, b)| a < b);
		ensure!(!named.is_empty() && ascending, Error::<T>::BadSnapshots);
		let mut charges = Charges::new();
		for at in named {
			let snapshot = T::Datanets::snapshot(*at).ok_or(Error::<T>::UnknownSnapshot)?;
			let charge = Charge::from(&snapshot);
			ensure!(charge.bytes > 0, Error::<T>::EmptySnapshot);
			let leaks = spec.held_out.is_some_and(|root| snapshot.entries.iter().any(|e| e.root == root));
			ensure!(!leaks, Error::<T>::HeldOutInTraining);
			charges.try_push(charge).map_err(|_| Error::<T>::Overflow)?;
		}
		Ok(charges)
	}
}

impl<T> From<HyperParameterError> for Error<T> {
	fn from(error: HyperParameterError) -> Self {
		match error {
			HyperParameterError::Rank => Self::BadRank,
			HyperParameterError::Alpha => Self::BadAlpha,
			HyperParameterError::Targets => Self::BadTargets,
			HyperParameterError::LearningRate => Self::BadLearningRate,
			HyperParameterError::Epochs => Self::BadEpochs,
			HyperParameterError::Batch => Self::BadBatch,
			HyperParameterError::Length => Self::BadLength,
			HyperParameterError::WeightDecay => Self::BadWeightDecay,
		}
	}
}
