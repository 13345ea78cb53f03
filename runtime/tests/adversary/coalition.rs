//! Moves of the coalition: any call, mostly about things that exist, with the arguments that hurt.

use crate::{
	cast::{Party, Provider, provider_of},
	game::{Game, Side, capabilities, learnt, spec, terms, text},
	honest::{published, repeat, settle},
	talk::Told,
	truth,
};
use openledger_primitives::{
	ChallengeId, ContributionId, Hash,
	challenge::{ChallengeStage, Finding},
	datanet::{Admission, ReviewDecision, SnapshotRef},
	influence::{InfluenceVector, aggregate, apportion},
	job::{FailReason, JobResult},
	model::{Manifest, Price},
	usage::{Settlement, Voucher, head},
};
use openledger_runtime::{OPEN, Runtime, RuntimeCall, System};
use sp_io::hashing::blake2_256;
use sp_runtime::Permill;

/// Returns whether a member seldom leaves: whoever comes and goes is asked nothing and drawn for nothing.
fn stays(index: usize) -> bool {
	index.is_multiple_of(2)
}

impl Game {
	/// Lets somebody of the coalition do something.
	pub fn coalition_move(&mut self) {
		match self.dice.below(18) {
			0 => self.coalition_settles(),
			1 => self.coalition_reveals(),
			2 | 3 => self.coalition_votes(),
			7 | 8 => self.coalition_repeats(),
			9 => self.coalition_doubts(),
			4 => self.flash(),
			5 => self.freeze(),
			6 => self.stop_serving(),
			10 => self.coalition_asks_itself(),
			11 => self.coalition_accuses(),
			12 => self.change_worker(),
			_ => {
				let call = self.some_call();
				let who = self.somebody();
				who.call(call);
			},
		}
	}

	/// Returns the stash or worker of a member.
	fn somebody(&mut self) -> &Party {
		let index = self.dice.below(self.coalition.len() as u64) as usize;
		match self.dice.one_in(3) {
			true => &self.coalition[index].worker,
			false => &self.coalition[index].stash,
		}
	}

	/// Tells the user something: the truth, another answer, or other records.
	pub fn lie(&mut self, at: usize, prompt: u32) -> Told {
		let model = self.talks[at].model;
		let known = learnt(model);
		let influence = match self.dice.below(3) {
			0 => truth::influence(model, prompt, &known),
			1 => self.ours(&known),
			_ => self.any_influence(&known),
		};
		let tokens = match self.dice.one_in(4) {
			true => vec![self.dice.below(9) as u32; 4],
			false => truth::answer(model, prompt),
		};
		let mut told = self.talks[at].tell(System::block_hash(0), prompt, tokens, influence);
		if self.dice.one_in(8) {
			told.receipt.price += OPEN;
			told.receipt.cumulative += OPEN;
		}
		told
	}

	/// Returns a vector over what the coalition gave to a model, if anything.
	fn ours(&self, known: &[ContributionId]) -> InfluenceVector {
		let weights: Vec<_> = known.iter().map(|id| (*id, u128::from(self.is_ours(*id)))).collect();
		apportion(&weights)
	}

	fn any_influence(&mut self, known: &[ContributionId]) -> InfluenceVector {
		let weights: Vec<_> = known.iter().map(|id| (*id, u128::from(self.dice.below(4)))).collect();
		apportion(&weights)
	}

	/// Settles with the receipts' sum or with another one, or puts other receipts in the place of those paid
	/// for.
	fn coalition_settles(&mut self) {
		let count = self.talks.len() as u64;
		if count == 0 {
			return;
		}
		let at = self.dice.below(count) as usize;
		let known = learnt(self.talks[at].model);
		let other = match self.dice.below(4) {
			0 => None,
			1 => Some(self.ours(&known)),
			2 => return self.substitute(at, &known),
			_ => Some(self.any_influence(&known)),
		};
		let Some(member) = provider_of(&self.coalition, &self.talks[at].provider) else { return };
		settle(&mut self.talks[at], |call| member.stash.call(call), other);
	}

	/// Settles true answers of its own choosing, which its own records shaped, for what a user paid.
	fn substitute(&mut self, at: usize, known: &[ContributionId]) {
		let talk = &self.talks[at];
		let Some(member) = provider_of(&self.coalition, &talk.provider) else { return };
		let (Some((voucher, signature)), Some(session)) =
			(talk.voucher.clone(), pallet_attribution::Sessions::<Runtime>::get(talk.session))
		else {
			return;
		};
		let gain = |told: &Told| -> u32 {
			let ours = told.receipt.influence.iter().filter(|(id, _)| self.is_ours(*id));
			ours.map(|(_, share)| *share).sum()
		};
		let best = |told: &Told| {
			let others = (0..64).filter_map(|prompt| talk.instead_of(told, prompt, known));
			others.max_by_key(gain)
		};
		let Some(instead) = talk.unsettled().iter().map(best).collect::<Option<Vec<_>>>() else { return };
		if instead.is_empty() {
			return;
		}
		let hashes: Vec<Hash> = instead.iter().map(|told| told.receipt.hash()).collect();
		let receipts = instead.iter().map(|told| (told.receipt.price, &told.receipt.influence[..]));
		let settlement = Settlement { first: session.answers, influence: aggregate(receipts) };
		let voucher = Voucher { receipts: head(session.receipts, &hashes), ..voucher };
		let answers = voucher.answers as usize;
		let settle =
			pallet_attribution::Call::settle { session: talk.session, voucher, signature, settlement };
		if member.stash.call(settle) {
			let talk = &mut self.talks[at];
			talk.instead.insert(talk.settled.len() as u32, instead);
			talk.settled.push(answers);
		}
	}

	/// Reveals what it is asked for, or lets time pass.
	fn coalition_reveals(&mut self) {
		for (id, challenge) in pallet_disputes::Challenges::<Runtime>::iter().collect::<Vec<_>>() {
			let ChallengeStage::AwaitingResponse { .. } = challenge.stage else { continue };
			let question = challenge.question;
			let Some(talk) = self.talks.iter().find(|talk| talk.session == question.session) else {
				continue;
			};
			let Some(member) = provider_of(&self.coalition, &challenge.provider) else { continue };
			if let Some(evidence) = talk.opening(question.settlement, question.asked) {
				member.stash.call(pallet_disputes::Call::reveal { challenge: id, evidence });
			}
		}
	}

	/// Returns whether a member votes in a challenge. At most twice as many do as others were drawn, who then
	/// decide nothing by themselves: `docs/design/security.md` has the odds that more are drawn.
	fn votes(&self, member: &Provider, id: ChallengeId) -> bool {
		let Some(draw) = pallet_disputes::Draws::<Runtime>::get(id) else { return true };
		let (ours, others): (Vec<_>, Vec<_>) =
			draw.verifiers.iter().partition(|who| self.side(who) == Side::Coalition);
		let place = ours.iter().position(|who| **who == member.stash.account);
		place.is_none_or(|place| place < 2 * others.len())
	}

	/// Votes for what serves it, as one: acquits its own, convicts others.
	fn coalition_votes(&mut self) {
		let salt = Hash::repeat_byte(1);
		let now = System::block_number();
		for (id, draw) in pallet_disputes::Draws::<Runtime>::iter().collect::<Vec<_>>() {
			let Some(challenge) = pallet_disputes::Challenges::<Runtime>::get(id) else { continue };
			let Some(open) = pallet_disputes::OpenedAnswers::<Runtime>::get(id) else { continue };
			let prompt = open.prompt.first().copied().unwrap_or_default();
			let is_friend = provider_of(&self.coalition, &challenge.provider).is_some();
			let influence = self.ours(&learnt(open.receipt.model));
			let finding = match is_friend {
				// Its provider did the work, and told all of them.
				true => Finding::Matches { work: truth::work(open.receipt.model, prompt) },
				false => Finding::InfluenceDiffers { influence },
			};
			let voters: Vec<_> = self.coalition.iter().filter(|member| self.votes(member, id)).collect();
			for member in voters.iter().filter(|_| now <= draw.commit) {
				let commitment = finding.commitment(&member.stash.account, id, &salt);
				member.stash.call(pallet_disputes::Call::commit_vote { challenge: id, commitment });
			}
			for member in voters {
				let finding = finding.clone();
				member.stash.call(pallet_disputes::Call::reveal_vote { challenge: id, finding, salt });
			}
			// Before anybody else has repeated the answer, if the chain lets it.
			if let Some(first) = self.coalition.first() {
				first.stash.call(pallet_disputes::Call::resolve { challenge: id });
			}
		}
	}

	/// Tries to have one bond judge many times: bonds, votes, leaves, and passes the money on.
	fn flash(&mut self) {
		let salt = Hash::repeat_byte(1);
		for index in (0..self.coalition.len()).filter(|index| !stays(*index)) {
			let member = &self.coalition[index];
			member.stash.call(member.joining(capabilities(&[self.made.base], OPEN)));
			let challenges = pallet_disputes::Challenges::<Runtime>::iter_keys();
			for id in challenges.filter(|id| self.votes(member, *id)).collect::<Vec<_>>() {
				let influence = self.ours(&[self.made.contribution, self.made.mole]);
				let finding = Finding::InfluenceDiffers { influence };
				let commitment = finding.commitment(&member.stash.account, id, &salt);
				member.stash.call(pallet_disputes::Call::commit_vote { challenge: id, commitment });
				member.stash.call(pallet_disputes::Call::reveal_vote { challenge: id, finding, salt });
			}
			member.stash.call(pallet_model_factory::Call::leave {});
			let next = &self.coalition[(index + 1) % self.coalition.len()];
			let dest = next.stash.account.clone().into();
			member.stash.call(pallet_balances::Call::transfer_all { dest, keep_alive: true });
		}
	}

	/// Freezes all that a member has, so that nothing can be taken politely.
	fn freeze(&mut self) {
		let to = self.honest.janitor.account.clone().into();
		let member = self.somebody();
		let balance = crate::world::wealth(&member.account);
		let conviction = pallet_conviction_voting::Conviction::Locked1x;
		member.call(pallet_conviction_voting::Call::delegate { class: 0, to, conviction, balance });
	}

	/// Leaves, whatever is still owed.
	fn stop_serving(&mut self) {
		let index = self.dice.below(self.coalition.len() as u64) as usize;
		if !stays(index) || self.dice.one_in(8) {
			self.coalition[index].stash.call(pallet_model_factory::Call::leave {});
		}
	}

	/// Has each member that stays offer what it may be asked for and drawn for.
	pub fn coalition_joins(&self) {
		for (_, member) in self.coalition.iter().enumerate().filter(|(index, _)| stays(*index)) {
			member.stash.must(member.joining(capabilities(&[self.made.base], OPEN / 100)));
		}
	}

	/// Returns some call of the marketplace, about something that probably exists.
	fn some_call(&mut self) -> RuntimeCall {
		use pallet_attribution::Call as Attribution;
		use pallet_datanets::Call as Nets;
		use pallet_disputes::Call as Disputes;
		use pallet_model_factory::Call as Factory;
		use pallet_models::Call as Models;
		// Something that exists, or the next that will.
		let datanet = self.dice.upto(pallet_datanets::NextDatanetId::<Runtime>::get().into()) as u32;
		let contribution = self.dice.upto(pallet_datanets::NextContributionId::<Runtime>::get());
		let job = self.dice.upto(pallet_model_factory::NextJob::<Runtime>::get());
		let model = self.dice.upto(pallet_models::NextModelId::<Runtime>::get().into()) as u32;
		let session = self.dice.upto(pallet_attribution::NextSession::<Runtime>::get());
		let yes = self.dice.one_in(2);
		let root = Hash::repeat_byte(self.dice.below(8) as u8);
		let index = self.dice.below(self.coalition.len() as u64) as usize;
		let member = self.coalition[index].stash.account.clone();
		let amount = u128::from(self.dice.below(40)) * OPEN;
		match self.dice.below(30) {
			0 | 1 => self.coalition[index].joining(capabilities(&[self.made.base], amount)).into(),
			2 => Factory::update_provider { capabilities: capabilities(&[self.made.base], amount) }.into(),
			3 => Nets::create {
				name: text("ours"),
				domain: text("none"),
				card: root,
				terms: terms(amount / 100),
				admission: Admission::Open,
			}
			.into(),
			4..=6 => Nets::contribute { datanet, root, records: 1 + datanet, bytes: 1_000 }.into(),
			7 => {
				let verdict = if yes { ReviewDecision::Accept } else { ReviewDecision::Reject };
				Nets::review { datanet, contribution, verdict }.into()
			},
			8 => Nets::flag { datanet, contribution, evidence: root }.into(),
			9 => Nets::resolve_flag { datanet, contribution, uphold: yes }.into(),
			10 => Nets::revoke { datanet, contribution }.into(),
			11 => Nets::publish_snapshot { datanet }.into(),
			12 => Nets::close { datanet }.into(),
			13 => Models::register_base {
				name: text("base"),
				manifest: Manifest { root, bytes: 1, parameters: 1, context: 64 },
				licence: text("MIT"),
				royalty: Permill::from_percent(20),
			}
			.into(),
			14 => {
				let price = Price { prompt_per_1k: amount, completion_per_1k: amount * 20 };
				Models::list { model, price }.into()
			},
			15 => Models::transfer { model, new_owner: member }.into(),
			16 => {
				let at = SnapshotRef { datanet, number: 1 };
				Factory::submit_job { spec: spec("ours", self.made.base, &[at]), max_payment: amount }.into()
			},
			17 => Factory::claim_job { job }.into(),
			18 | 19 => Factory::submit_result { job, result: self.some_result() }.into(),
			20 => Factory::fail_job { job, reason: FailReason::BadRecords }.into(),
			21 => Factory::cancel_job { job }.into(),
			22 => Attribution::open_session { model, provider: member, deposit: amount }.into(),
			23 => Attribution::close_session { session }.into(),
			26 => Factory::ask_confirmation { job }.into(),
			27 | 28 => Factory::doubt_result { job }.into(),
			24 => Disputes::challenge { session, settlement: 0, answer: yes.then_some(0) }.into(),
			_ => Attribution::claim {}.into(),
		}
	}

	/// Members that were drawn to repeat a job: the first agrees with whatever was published, the others say
	/// each another lie, or that they cannot.
	///
	/// No two say the same: `docs/design/security.md` has the odds that two of those drawn are of one side.
	fn coalition_repeats(&mut self) {
		for (job, confirmation) in pallet_model_factory::Confirmations::<Runtime>::iter().collect::<Vec<_>>()
		{
			let Some(stash) = &confirmation.verifier else { continue };
			let Some(member) = provider_of(&self.coalition, stash) else { continue };
			let adapter = Hash::from(blake2_256(stash.as_ref()));
			let lie = JobResult { adapter, ..crate::jobs::result(1, 1) };
			let found = match provider_of(&self.coalition[..1], stash).is_some() {
				true => published(job),
				false => (job % 2 == 0).then_some(lie),
			};
			repeat(&member.worker, job, &confirmation, found);
		}
	}

	/// Somebody doubts a result, true or not.
	fn coalition_doubts(&mut self) {
		let jobs = pallet_model_factory::Jobs::<Runtime>::iter_keys();
		let waiting: Vec<_> = jobs.filter(|job| published(*job).is_some()).collect();
		let Some(job) = self.dice.pick(&waiting).copied() else { return };
		let who = self.somebody();
		who.call(pallet_model_factory::Call::doubt_result { job });
	}

	/// Returns a result that nobody computed.
	fn some_result(&mut self) -> JobResult {
		let tokens = self.dice.below(100_000) + 1;
		crate::jobs::result(self.dice.below(250) as u8, tokens)
	}
}
