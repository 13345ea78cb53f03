//! The end of a game: everything that is open is ended by strangers and owners, and then it is counted.

use crate::{AUDITS, cast, game::Game, world};
use frame_support::traits::Get;
use openledger_primitives::job::JobStatus;
use openledger_runtime::{AccountId, Balance, OPEN, Runtime, RuntimeEvent, System};
use std::collections::{BTreeMap, BTreeSet};

/// Blocks within which everything can be ended: the longest is a result that verifiers say nothing about, one
/// after the other, each for as long as a claim.
const END_WITHIN: u32 = 4_000;
/// Planck that an honest party may lose to what it was drawn into: penalties for votes that came too late.
const BOUNDED_FEE: Balance = 60 * OPEN;

impl Game {
	/// Ends what is open. The honest parties go on as before; the coalition does nothing more.
	pub fn end(&mut self) {
		self.ending = true;
		let stashes = self.coalition.iter().map(|member| &member.stash);
		for user in stashes.chain([&self.honest.user]) {
			for talk in self.talks.iter().filter(|talk| talk.user == user.account) {
				user.call(pallet_attribution::Call::close_session { session: talk.session });
			}
		}
		for _ in 0..END_WITHIN / 4 {
			self.honest_moves();
			self.janitor_ends();
			for talk in &self.talks {
				// Anyone may, once the time of grace is over.
				let session = talk.session;
				self.honest.janitor.call(pallet_attribution::Call::close_session { session });
			}
			world::advance(4);
			if self.is_over() {
				break;
			}
		}
		for party in self.honest.all() {
			party.call(pallet_attribution::Call::claim {});
		}
	}

	/// Returns whether nothing is open any more.
	fn is_over(&self) -> bool {
		let jobs = pallet_model_factory::Jobs::<Runtime>::iter_values().all(|job| is_done(&job.status));
		jobs && pallet_disputes::Challenges::<Runtime>::iter_keys().next().is_none()
			&& pallet_attribution::Settlements::<Runtime>::iter_keys().next().is_none()
			&& pallet_datanets::Flags::<Runtime>::iter_keys().next().is_none()
			&& self
				.talks
				.iter()
				.all(|talk| pallet_attribution::Sessions::<Runtime>::get(talk.session).is_none())
	}

	/// Checks what must hold of every sequence.
	pub fn check(&self) {
		assert!(self.is_over(), "something cannot be ended: {}", self.open());
		let has: Balance = self.coalition.iter().map(|member| member.wealth()).sum();
		let agreed = self.agreed + paid_by_audits();
		assert!(
			has <= self.brought + agreed,
			"the coalition brought {}, was to be paid {} and has {has}: {} too much",
			self.brought,
			agreed,
			has - self.brought - agreed,
		);
		for (party, had) in self.honest.all().zip(&self.had) {
			let has = world::wealth(&party.account);
			let paid = match &party.name[..] {
				"user" => self.paid,
				"builder" => self.ordered,
				_ => 0,
			};
			assert!(
				has + paid + BOUNDED_FEE >= *had,
				"{} had {had}, agreed to pay {paid} and has {has}",
				party.name,
			);
		}
		check_penalties();
		world::check_integrity();
	}

	/// Describes what is open.
	fn open(&self) -> String {
		let jobs: Vec<_> = pallet_model_factory::Jobs::<Runtime>::iter()
			.filter(|(_, job)| !is_done(&job.status))
			.map(|(id, job)| format!("job {id}: {:?}", job.status))
			.collect();
		let challenges: Vec<_> = pallet_disputes::Challenges::<Runtime>::iter().collect();
		let settlements: Vec<_> = pallet_attribution::Settlements::<Runtime>::iter_keys().collect();
		let flags: Vec<_> = pallet_datanets::Flags::<Runtime>::iter_keys().collect();
		let sessions: Vec<_> = self.talks.iter().map(|talk| talk.session).collect();
		format!(
			"sessions of {sessions:?}, {jobs:?}, challenges {challenges:?}, settlements {settlements:?}, \
			 flags {flags:?}"
		)
	}
}

/// Returns what audits have paid their verifiers, whoever these were: for work that the chain asked them to
/// do. Notes that there were audits.
fn paid_by_audits() -> Balance {
	use pallet_disputes::Event::{Acquitted, Audited};
	let (mut audits, mut paid) = (BTreeSet::new(), 0);
	for record in System::read_events_no_consensus() {
		let RuntimeEvent::Disputes(event) = record.event else { continue };
		match event {
			Audited { challenge, .. } => {
				audits.insert(challenge);
			},
			Acquitted { challenge, verifiers, .. } if audits.contains(&challenge) => paid += verifiers,
			_ => (),
		}
	}
	if !audits.is_empty() {
		cast::ACCEPTED.with_borrow_mut(|all| {
			*all.entry(AUDITS.into()).or_default() += audits.len() as u64;
		});
	}
	paid
}

/// Checks that each lie cost the penalty, or all that was left of a whole bond: with that gone, a provider
/// who was convicted often enough has nothing more to lose, and settles nothing any more.
fn check_penalties() {
	let penalty = <Runtime as pallet_attribution::Config>::Penalty::get();
	let bond = <Runtime as pallet_model_factory::Config>::ProviderBond::get();
	let mut taken = BTreeMap::<AccountId, Balance>::new();
	for record in System::read_events_no_consensus() {
		use pallet_model_factory::Event::{BondLost, BondSlashed, ProviderSlashed, VerifierPenalised};
		match record.event {
			RuntimeEvent::ModelFactory(
				BondSlashed { stash, amount }
				| ProviderSlashed { stash, amount, .. }
				| BondLost { stash, amount, .. }
				| VerifierPenalised { verifier: stash, amount, .. },
			) => *taken.entry(stash).or_default() += amount,
			RuntimeEvent::Disputes(pallet_disputes::Event::Convicted { provider, slashed, .. }) => {
				let taken = taken.get(&provider).copied().unwrap_or_default();
				assert!(
					slashed >= penalty || taken >= bond,
					"a lie cost {slashed}, the penalty is {penalty}, {taken} of the bond of {bond} is gone"
				);
			},
			_ => (),
		}
	}
}

fn is_done<AccountId>(status: &JobStatus<AccountId>) -> bool {
	matches!(status, JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. })
}
