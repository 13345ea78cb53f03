//! Drawing: chance says which results are repeated, and by whom.
//!
//! Randomness is what block authors' VRFs put out, mixed over the [`Config::DrawDelay`] blocks after the
//! result, or after the doubt: none of it is known when the result is published, but to their authors. A draw
//! is made at the beginning of its block, before any call could change who may be drawn.

use crate::{
	Config, Confirmations, DrawPositions, DrawQueue, Event, Jobs, Mix, Pallet, Providers, WeightInfo,
	draw::chance,
	types::{AwaitedDraw, Confirmation, Job, after},
};
use frame_support::{
	traits::{Get, Randomness},
	weights::Weight,
};
use openledger_primitives::{
	Hash, JobId,
	job::{ConfirmationCause, ConfirmationStage, JobStatus, MAX_ROUNDS},
};
use sp_runtime::{
	Permill,
	traits::{BlakeTwo256, Hash as _},
};

/// Most draws that are made at the beginning of one block; further ones wait for the next.
pub const MAX_DRAWS: u32 = 16;

/// Seats that one draw looks at: providers that do not offer the base model are passed over.
pub const SEATS_LOOKED_AT: u32 = 32;

impl<T: Config> Pallet<T> {
	/// Has chance decide about a result that was just published.
	pub(crate) fn await_chance(id: JobId, job: &Job<T>) {
		if !T::AuditShare::get().is_zero() {
			Self::await_draw(id, job.attempts);
		}
	}

	/// Has a verifier drawn.
	pub(super) fn await_verifier(id: JobId, confirmation: &mut Confirmation) {
		let at = Self::await_draw(id, confirmation.attempt);
		confirmation.stage = ConfirmationStage::Drawing { at };
	}

	fn await_draw(job: JobId, attempt: u8) -> openledger_primitives::BlockNumber {
		let at = after(Self::now(), T::DrawDelay::get());
		DrawPositions::<T>::mutate(|positions| {
			DrawQueue::<T>::insert(positions.next, AwaitedDraw { job, attempt, at });
			positions.next = positions.next.saturating_add(1);
		});
		at
	}

	/// Mixes in the randomness of the block before, and makes the draws that are due. Returns their weight.
	pub(crate) fn draw_due() -> Weight {
		let positions = DrawPositions::<T>::get();
		if positions.first >= positions.next {
			return T::WeightInfo::draw(0);
		}
		let mix = Self::stir();
		let now = Self::now();
		let (mut at, mut drawn) = (positions.first, 0u32);
		while at < positions.next && drawn < MAX_DRAWS {
			if let Some(awaited) = DrawQueue::<T>::get(at) {
				// The queue is in the order of blocks: the first that waits ends the look.
				if awaited.at > now {
					break;
				}
				DrawQueue::<T>::remove(at);
				Self::draw(awaited, BlakeTwo256::hash_of(&(mix, at)));
			}
			at = at.saturating_add(1);
			drawn = drawn.saturating_add(1);
		}
		DrawPositions::<T>::mutate(|positions| positions.first = at);
		T::WeightInfo::draw(drawn)
	}

	/// Mixes the randomness of the block before into what the blocks before it brought.
	fn stir() -> Hash {
		let (random, _) = T::Randomness::random(b"model-factory");
		let random = random.unwrap_or_else(frame_system::Pallet::<T>::parent_hash);
		let mix = BlakeTwo256::hash_of(&(Mix::<T>::get(), random));
		Mix::<T>::put(mix);
		mix
	}

	/// Lets chance decide about a result, or draws a verifier of one that is to be repeated.
	fn draw(awaited: AwaitedDraw, seed: Hash) {
		let AwaitedDraw { job: id, attempt, .. } = awaited;
		// The job may have ended meanwhile, or been claimed again.
		let Some(job) = Jobs::<T>::get(id).filter(|job| job.attempts == attempt) else { return };
		let JobStatus::Submitted { .. } = &job.status else { return };
		let Some(confirmation) = Confirmations::<T>::get(id) else {
			if Self::falls_on(&job, seed) {
				// Its verifier is drawn by the randomness of later blocks.
				let _ = Self::call_confirmation(id, &job, ConfirmationCause::Chance);
			}
			return;
		};
		match confirmation.stage {
			ConfirmationStage::Drawing { at } if at <= Self::now() => {
				Self::draw_verifier(id, job, confirmation, seed)
			},
			_ => (),
		}
	}

	/// Draws the next verifier of a result. If nobody can be drawn, that counts as two rounds.
	fn draw_verifier(id: JobId, job: Job<T>, mut confirmation: Confirmation, seed: Hash) {
		confirmation.seed = seed;
		let without = Self::parties(&job, &confirmation);
		let (base, before) = (job.spec.base, confirmation.before);
		let looks = if Self::has_rounds_left(&confirmation) { SEATS_LOOKED_AT } else { 0 };
		let drawn = Self::draw_where(seed, 1, looks, |stash, provider| {
			provider.serves()
				&& provider.since < before
				&& provider.duties < u32::from(provider.capabilities.max_parallel)
				&& provider.offers(base)
				&& !without.contains(stash)
		});
		match drawn.into_iter().next() {
			Some(verifier) => {
				let until = after(Self::now(), T::ClaimPeriod::get());
				confirmation.round = confirmation.round.saturating_add(1);
				confirmation.stage = ConfirmationStage::Repeating { until };
				// As many are drawn at most as there are rounds.
				let _ = confirmation.drawn.try_push(verifier.clone());
				Self::bind_verifier(&verifier, id);
				confirmation.verifier = Some(verifier.clone());
				Confirmations::<T>::insert(id, confirmation);
				Self::deposit_event(Event::VerifierDrawn { job: id, verifier, seed, until });
			},
			None => {
				confirmation.round = confirmation.round.saturating_add(2);
				let ended = frame_support::storage::with_storage_layer(|| Self::go_on(id, job, confirmation));
				if let Err(error) = ended {
					log::error!(target: crate::LOG_TARGET, "job {id}: not confirmed: {error:?}");
					// Nothing that goes wrong here keeps the job from its end.
					Confirmations::<T>::mutate_extant(id, |c| c.stage = ConfirmationStage::Settled);
				}
			},
		}
	}

	/// Returns whether chance falls on a result.
	///
	/// Its share is at least [`Config::AuditShare`], and so much that a provider loses twice by a false
	/// result what it is paid, on average. A provider whose bond does not count any more is always met.
	fn falls_on(job: &Job<T>, seed: Hash) -> bool {
		let JobStatus::Submitted { provider, result, .. } = &job.status else { return false };
		let Some(provider) = Providers::<T>::get(provider).filter(|provider| provider.is_bonded()) else {
			return true;
		};
		let paid = Self::repetition_fee(job, result).saturating_mul(2);
		let share = Permill::from_rational(paid.min(provider.bond), provider.bond);
		let share = share.max(T::AuditShare::get()).deconstruct();
		chance(seed, u32::MAX, Permill::one().deconstruct()) < share
	}

	/// Returns whether another verifier can be drawn.
	pub(super) fn has_rounds_left(confirmation: &Confirmation) -> bool {
		confirmation.round < MAX_ROUNDS && confirmation.drawn.len() < MAX_ROUNDS as usize
	}
}
