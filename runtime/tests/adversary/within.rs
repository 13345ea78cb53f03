//! Sessions of the coalition with itself, in which nothing between user and provider is true, and receipts
//! that a worker of its own signs for whatever serves it.

use crate::{
	cast::provider_of,
	game::Game,
	honest::{settle, talk_of},
	talk::Talk,
};
use openledger_runtime::{OPEN, Runtime, System};

/// Sessions that a coalition has with itself at most.
const SESSIONS: usize = 2;

impl Game {
	/// Has a member pay another for an answer, and settle it.
	pub fn coalition_asks_itself(&mut self) {
		let Some(at) = self.session_within() else { return };
		let prompt = self.dice.below(1_000) as u32;
		let told = self.lie(at, prompt);
		let talk = &mut self.talks[at];
		let [Some(user), Some(provider)] =
			[&talk.user, &talk.provider].map(|stash| provider_of(&self.coalition, stash))
		else {
			return;
		};
		talk.told.push(told);
		talk.voucher = Some(talk.promise(System::block_hash(0), &user.stash));
		settle(talk, |call| provider.stash.call(call), None);
	}

	/// Returns the place of a session of the coalition with itself, or opens one.
	fn session_within(&mut self) -> Option<usize> {
		let is_open = |talk: &Talk| provider_of(&self.coalition, &talk.user).is_some() && talk.is_open();
		let open: Vec<usize> = (0..self.talks.len()).filter(|at| is_open(&self.talks[*at])).collect();
		if open.len() >= SESSIONS || (!open.is_empty() && self.dice.one_in(2)) {
			return self.dice.pick(&open).copied();
		}
		let models = pallet_models::NextModelId::<Runtime>::get();
		let model = self.dice.below(models.into()) as u32;
		let [user, provider] = [(); 2].map(|()| self.dice.below(self.coalition.len() as u64) as usize);
		let provider = self.coalition[provider].stash.account.clone();
		let talk = talk_of(&self.coalition[user].stash, provider, model, 100 * OPEN)?;
		self.talks.push(talk);
		Some(self.talks.len() - 1)
	}

	/// Shows a receipt that nobody was given, about any answer, signed by the worker of the provider where
	/// that is of the coalition, and by another where it is not.
	pub fn coalition_accuses(&mut self) {
		let told: Vec<_> = (0..self.talks.len()).filter(|at| !self.talks[*at].settled.is_empty()).collect();
		let Some(at) = self.dice.pick(&told).copied() else { return };
		let settlement = self.dice.below(self.talks[at].settled.len() as u64) as u32;
		let answers = self.talks[at].answers_of(settlement).len() as u64;
		let answer = self.dice.below(answers.max(1)) as usize;
		let Some(told) = self.talks[at].answers_of(settlement).get(answer) else { return };
		let mut receipt = Box::new(told.receipt.clone());
		if !self.dice.one_in(4) {
			receipt.answer.0[0] ^= 1;
		}
		let index = self.dice.below(self.coalition.len() as u64) as usize;
		let own = provider_of(&self.coalition, &self.talks[at].provider);
		let signature = own.unwrap_or(&self.coalition[index]).worker.sign(&receipt.signing_bytes());
		let stash = &self.coalition[index].stash;
		let session = receipt.session;
		let open = pallet_disputes::Challenges::<Runtime>::iter().find(|(_, challenge)| {
			challenge.question.session == session && challenge.question.settlement == settlement
		});
		match open {
			Some((challenge, _)) if answer.is_multiple_of(2) => {
				stash.call(pallet_disputes::Call::present_receipt { challenge, receipt, signature })
			},
			_ => stash.call(pallet_disputes::Call::challenge_with_receipt { settlement, receipt, signature }),
		};
	}

	/// Has a member name another worker, and take the first back later.
	pub fn change_worker(&mut self) {
		let index = self.dice.below(self.coalition.len() as u64) as usize;
		self.coalition[index].change_worker();
	}
}
