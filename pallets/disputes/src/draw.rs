//! Drawing: chance says who repeats an answer.
//!
//! Randomness is what block authors' VRFs put out, mixed over the blocks between the opening of an answer and
//! the draw. None of it is known when the settlement is made or challenged. The author of the block in which
//! an answer is laid open knows its own output and not those of the blocks after it; whoever authors the last
//! of them can drop its block, which costs it the block, and gets one other draw. The draw is made at the
//! beginning of its block, before any call could change who may be drawn.

use crate::{
	AuditPositions, Challenges, Config, DrawPositions, DrawQueue, Draws, Duties, Event, Mix, Pallet,
	WeightInfo,
	types::{Challenge, Draw, MAX_DRAWS, Positions, ROUNDS},
};
use alloc::vec::Vec;
use frame_support::{
	traits::{Get, Randomness},
	weights::Weight,
};
use openledger_primitives::{
	AccountId, BlockNumber, BoundedVec, ChallengeId, Hash,
	challenge::{ChallengeStage, KeptSettlement},
	traits::{Candidates, ModelRegistry, ProviderRegistry},
};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

impl<T: Config> Pallet<T> {
	/// Returns the first block in which verifiers can be drawn for an answer that is laid open now.
	pub(crate) fn next_draw() -> BlockNumber {
		Self::now().saturating_add(T::DrawDelay::get())
	}

	/// Has verifiers drawn for a challenge in the block that its stage names, or soon after it.
	pub(crate) fn await_draw(id: ChallengeId, at: BlockNumber) {
		DrawPositions::<T>::mutate(|positions| {
			DrawQueue::<T>::insert(positions.next, (id, at));
			positions.next = positions.next.saturating_add(1);
		});
	}

	/// Mixes in the randomness of the block before, makes the draws that are due, and lets chance decide
	/// which settlements are audited. Returns the weight of that.
	pub(crate) fn draw_due() -> Weight {
		if DrawPositions::<T>::get().is_empty() && AuditPositions::<T>::get().is_empty() {
			return T::WeightInfo::draw(0);
		}
		let mix = Self::stir();
		let drawn = Self::make_draws(mix);
		let (decided, begun) = Self::decide_audits(mix);
		T::WeightInfo::draw(drawn).saturating_add(T::WeightInfo::audit(decided, begun))
	}

	/// Makes the draws that are due. Returns how many positions it passed.
	fn make_draws(mix: Hash) -> u32 {
		let Positions { first, next } = DrawPositions::<T>::get();
		let now = Self::now();
		let (mut at, mut drawn) = (first, 0u32);
		while at < next && drawn < MAX_DRAWS {
			if let Some((id, since)) = DrawQueue::<T>::get(at) {
				// The queue is in the order of blocks: the first that waits ends the look.
				if since > now {
					break;
				}
				DrawQueue::<T>::remove(at);
				Self::draw(id, mix);
			}
			at = at.saturating_add(1);
			drawn = drawn.saturating_add(1);
		}
		if at > first {
			DrawPositions::<T>::mutate(|positions| positions.first = at);
		}
		drawn
	}

	/// Mixes the randomness of the block before into what the blocks before it brought.
	fn stir() -> Hash {
		let (random, _) = T::Randomness::random(b"disputes");
		let random = random.unwrap_or_else(frame_system::Pallet::<T>::parent_hash);
		let mix = BlakeTwo256::hash_of(&(Mix::<T>::get(), random));
		Mix::<T>::put(mix);
		mix
	}

	/// Draws the verifiers of a round. If they are too few to decide anything, nobody is bound.
	fn draw(id: ChallengeId, mix: Hash) {
		// A ruling on the whole settlement may have ended it meanwhile.
		let Some(mut challenge) = Challenges::<T>::get(id) else { return };
		let ChallengeStage::Drawing { .. } = challenge.stage else { return };
		let Ok(settled) = Self::settled(&challenge.question) else { return };
		let mut draw = Draws::<T>::get(id).unwrap_or_default();
		draw.seed = BlakeTwo256::hash_of(&(mix, id, draw.round));
		let mut without = parties::<T>(&challenge, &settled);
		without.extend(draw.passed.iter().cloned());
		let base = T::Models::lineage(settled.model).map_or(settled.model, |lineage| lineage.base);
		let candidates = Candidates { before: settled.at, base: Some(base), without: &without };
		let drawn = T::Providers::draw(draw.seed, T::Drawn::get(), candidates);
		if (drawn.len() as u64) >= u64::from(T::Quorum::get()) {
			challenge.stage = Self::call_on(id, &mut draw, drawn);
		} else if draw.round.saturating_add(1) < ROUNDS {
			// Chance may have met none but those who may not judge.
			draw.round = draw.round.saturating_add(1);
			let at = Self::next_draw();
			challenge.stage = ChallengeStage::Drawing { at };
			Self::await_draw(id, at);
		} else {
			challenge.stage = ChallengeStage::Undecided;
		}
		Draws::<T>::insert(id, draw);
		Challenges::<T>::insert(id, challenge);
	}

	/// Binds those who were drawn until the round is over. Returns the stage that begins.
	fn call_on(id: ChallengeId, draw: &mut Draw, drawn: Vec<AccountId>) -> ChallengeStage {
		draw.verifiers = BoundedVec::truncate_from(drawn);
		draw.commit = Self::now().saturating_add(T::CommitPeriod::get());
		let until = draw.commit.saturating_add(T::DisclosePeriod::get());
		for stash in &draw.verifiers {
			T::Providers::bind(stash);
			Duties::<T>::insert(stash, id, ());
		}
		Self::deposit_event(Event::VerifiersDrawn {
			challenge: id,
			round: draw.round,
			seed: draw.seed,
			verifiers: draw.verifiers.to_vec(),
			commit: draw.commit,
			until,
		});
		ChallengeStage::Voting { until }
	}
}

/// Returns who may not judge: the accused, the challenger and the user who paid, each with the provider that
/// it works for. An audit has no challenger.
fn parties<T: Config>(challenge: &Challenge, settled: &KeptSettlement<AccountId>) -> Vec<AccountId> {
	let mut parties = alloc::vec![settled.provider.clone(), settled.user.clone()];
	if !challenge.is_audit() {
		parties.push(challenge.challenger.clone());
		parties.extend(T::Providers::stash_of(&challenge.challenger));
	}
	parties.extend(T::Providers::stash_of(&settled.user));
	parties
}
