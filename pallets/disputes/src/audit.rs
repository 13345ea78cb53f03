//! Auditing: chance has settlements looked at that nobody doubts, so that checking does not live on
//! volunteers.
//!
//! A settlement of `amount` planck is audited with a probability of `2 · amount / Penalty`, or always if that
//! is above one. Its provider must show all receipts, which the chain adds up by itself, and one of the
//! settlement's plancks is drawn, each as likely as another: the provider must lay the answer open that pays
//! for it. Everything after that is a challenge without a challenger. So a lie about `lie` planck of the
//! settlement is met with a probability of `lie / amount` where there is an audit, and costs at least `2 ·
//! lie` on average, whatever the settlement is worth: the penalty of an audited settlement is `max(Penalty, 2
//! · amount)`.
//!
//! Both draws come from the same randomness as those of verifiers: none of it is known when the settlement is
//! made. What verifiers are paid is set aside of the purse when an audit begins. If the purse does not reach,
//! there is no audit.

use crate::{
	AuditFees, AuditPositions, AuditQueue, AuditTurn, AuditTurns, Audited, Audits, Closed, Config, Event,
	LOG_TARGET, MAX_RESTORED, Pallet, Questions, WeightInfo,
	types::{MAX_AUDITS, MAX_CHANCES, MAX_LOOKS, Positions, Question},
};
use frame_support::{storage::with_storage_layer, traits::Get, weights::Weight};
use openledger_primitives::{
	AccountId, Balance, ChallengeId, Hash, SessionId, SettlementNumber,
	challenge::{Asked, KeptSettlement},
	traits::SettlementRegistry,
};
use sp_runtime::{
	DispatchError,
	traits::{BlakeTwo256, Hash as _},
};

/// How many times a lie costs on average what it is about.
const TIMES: Balance = 2;

impl<T: Config> Pallet<T> {
	/// Has chance decide about a settlement that was just made.
	pub(crate) fn await_audit(session: SessionId, settlement: SettlementNumber) {
		let at = Self::next_draw();
		AuditPositions::<T>::mutate(|positions| {
			AuditQueue::<T>::insert(positions.next, (session, settlement, at));
			positions.next = positions.next.saturating_add(1);
		});
	}

	/// Lets chance decide about the settlements whose turn it is. Returns how many these were, and how many
	/// of them are audited.
	pub(crate) fn decide_audits(mix: Hash) -> (u32, u32) {
		let Positions { first, next } = AuditPositions::<T>::get();
		let now = Self::now();
		let (mut at, mut decided, mut begun) = (first, 0u32, 0u32);
		while at < next && decided < MAX_CHANCES && begun < MAX_AUDITS {
			if let Some((session, settlement, since)) = AuditQueue::<T>::get(at) {
				// The queue is in the order of blocks: the first that waits ends the look.
				if since > now {
					break;
				}
				AuditQueue::<T>::remove(at);
				let seed = BlakeTwo256::hash_of(&(mix, session, settlement));
				begun = begun.saturating_add(Self::may_audit(session, settlement, seed).into());
			}
			at = at.saturating_add(1);
			decided = decided.saturating_add(1);
		}
		if at > first {
			AuditPositions::<T>::mutate(|positions| positions.first = at);
		}
		(decided, begun)
	}

	/// Begins the audit of a settlement if chance falls on it and the purse reaches. Returns whether it did.
	fn may_audit(session: SessionId, settlement: SettlementNumber, seed: Hash) -> bool {
		let Some(settled) = T::Settlements::kept_settlement(session, settlement) else { return false };
		if settled.condemned || settled.until < Self::now() || !Self::falls_on(settled.amount, seed) {
			return false;
		}
		let begun = with_storage_layer(|| Self::begin_audit((session, settlement), settled, seed));
		begun.unwrap_or_else(|error: DispatchError| {
			log::error!(target: LOG_TARGET, "settlement {settlement} of session {session}: {error:?}");
			false
		})
	}

	/// Returns whether chance falls on a settlement of so many planck.
	fn falls_on(amount: Balance, seed: Hash) -> bool {
		below(seed, b"chance", T::Penalty::get()) < amount.saturating_mul(TIMES)
	}

	/// Begins an audit of one answer, with its verifiers' fees set aside, and of the sum, which needs none.
	/// Returns whether the purse reaches.
	pub(crate) fn begin_audit(
		at: (SessionId, SettlementNumber),
		settled: KeptSettlement<AccountId>,
		seed: Hash,
	) -> Result<bool, DispatchError> {
		let fees = T::AuditFee::get().saturating_mul(T::Drawn::get().into());
		let set_aside = AuditFees::<T>::get().saturating_add(fees);
		if fees == 0 || set_aside > T::Settlements::audit_purse() {
			return Ok(false);
		}
		AuditFees::<T>::put(set_aside);
		Audited::<T>::insert(at, ());
		let planck = settled.before.saturating_add(below(seed, b"planck", settled.amount));
		Self::ask(at, Asked::Planck(planck), &settled.provider, fees)?;
		// Somebody may have had the sum judged already, or be about to.
		if !Questions::<T>::contains_key(at, Asked::Sum) && !Closed::<T>::get(at).sum {
			Self::ask(at, Asked::Sum, &settled.provider, 0)?;
		}
		Ok(true)
	}

	/// Asks a provider something about its settlement in the name of chance.
	fn ask(
		(session, settlement): (SessionId, SettlementNumber),
		asked: Asked,
		provider: &AccountId,
		fees: Balance,
	) -> Result<(), DispatchError> {
		let question = Question { session, settlement, asked };
		let (id, until) = Self::open(question, T::Treasury::get(), provider.clone(), 0)?;
		Audits::<T>::insert(id, fees);
		take_turn::<T>(id);
		let (provider, planck) = (provider.clone(), asked.planck());
		Self::deposit_event(Event::Audited { challenge: id, session, settlement, planck, provider, until });
		Ok(())
	}

	/// Ends an audit, if a challenge is one. Returns what was set aside for it, which the purse has again.
	pub(crate) fn end_audit(id: ChallengeId) -> Option<Balance> {
		let fees = Audits::<T>::take(id)?;
		AuditFees::<T>::mutate(|set_aside| *set_aside = set_aside.saturating_sub(fees));
		Some(fees)
	}

	/// Returns what a lie about a settlement costs beyond what the lie was about.
	///
	/// An audit opens one answer, so where the settlement is worth more than the penalty, a lie in it must
	/// cost more than that to cost enough on average; also if a friend of the liar challenges it first.
	pub(crate) fn penalty_for(question: &Question, settled: &KeptSettlement<AccountId>) -> Balance {
		let penalty = T::Penalty::get();
		match Audited::<T>::contains_key((question.session, question.settlement)) {
			true => penalty.max(settled.amount.saturating_mul(TIMES)),
			false => penalty,
		}
	}

	/// Carries out what open audits have come to, as far as the weight left in a block allows: some of them
	/// in each block, in turn. Returns the weight used.
	pub(crate) fn resolve_audits_within(room: Weight) -> Weight {
		let Positions { first, next } = AuditTurns::<T>::get();
		let look = T::WeightInfo::look_at_audit();
		let mut used = Weight::zero();
		for at in (first..next).take(MAX_LOOKS as usize) {
			let with = used.saturating_add(look).saturating_add(T::WeightInfo::resolve(MAX_RESTORED));
			if with.any_gt(room) {
				break;
			}
			used = used.saturating_add(look);
			AuditTurns::<T>::mutate(|turns| turns.first = at.saturating_add(1));
			let Some(id) = AuditTurn::<T>::take(at).filter(|id| Audits::<T>::contains_key(id)) else {
				continue;
			};
			if Self::ruling(id).is_ok() {
				used = used.saturating_add(T::WeightInfo::resolve(MAX_RESTORED));
				if let Err(error) = with_storage_layer(|| Self::do_resolve(id)) {
					log::error!(target: LOG_TARGET, "audit {id} cannot be resolved: {error:?}");
				}
			}
			if Audits::<T>::contains_key(id) {
				take_turn::<T>(id);
			}
		}
		used
	}
}

/// Puts an audit at the end of the row in which open ones are looked at.
fn take_turn<T: Config>(id: ChallengeId) {
	AuditTurns::<T>::mutate(|turns| {
		AuditTurn::<T>::insert(turns.next, id);
		turns.next = turns.next.saturating_add(1);
	});
}

/// Returns a number below `bound` that a seed gives for a purpose; each is as likely as another to within
/// `bound / 2^128`.
fn below(seed: Hash, purpose: &[u8; 6], bound: Balance) -> Balance {
	let hash = BlakeTwo256::hash_of(&(seed, purpose));
	let number =
		hash.as_bytes().iter().take(16).fold(0, |number: u128, byte| (number << 8) | u128::from(*byte));
	number.checked_rem(bound).unwrap_or(0)
}
