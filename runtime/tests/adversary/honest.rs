//! Moves of the honest parties: what the shipped software does for its owners.

use crate::{
	cast::Party,
	game::{Game, Honest, Side, learnt, spec},
	jobs,
	talk::{Talk, Told},
	truth, world,
};
use frame_support::traits::Get;
use openledger_primitives::{
	Balance, ChallengeId, Hash, JobId, ModelId,
	challenge::{ChallengeStage, Finding},
	datanet::{ContributionStatus, ReviewDecision, SnapshotRef},
	job::{FailReason, JobResult, JobStatus, Repetition},
	root::HashProof,
	traits::{DatanetRegistry, ModelRegistry, SettlementRegistry},
};
use openledger_runtime::{AccountId, Attribution, Datanets, Models, OPEN, Runtime, System};
use pallet_model_factory::types::Confirmation;

/// Salt of every honest vote: nobody here looks for it.
const SALT: Hash = Hash::repeat_byte(7);

impl Game {
	/// Lets every honest party do what is due.
	pub fn honest_moves(&mut self) {
		self.builder_orders();
		self.provider_trains();
		self.user_asks();
		self.provider_settles();
		self.provider_reveals();
		self.user_watches();
		self.judges_vote();
		self.judges_repeat();
		self.owner_curates();
	}

	/// The builder orders a model now and then.
	///
	/// Chance repeats a share of results only, so that a false one can be paid: the builder counts as having
	/// agreed to the whole payment.
	fn builder_orders(&mut self) {
		if self.ending || !self.dice.one_in(20) {
			return;
		}
		let spec = spec("another", self.made.base, &[SnapshotRef { datanet: self.made.datanet, number: 1 }]);
		let max_payment = 2 * OPEN;
		if self.honest.builder.call(pallet_model_factory::Call::submit_job { spec, max_payment }) {
			self.agreed += max_payment;
			self.ordered += max_payment;
		}
	}

	/// The honest provider claims what waits, trains, and delivers; one job in two it leaves to others.
	fn provider_trains(&mut self) {
		let worker = &self.honest.provider.worker;
		for (job, record) in pallet_model_factory::Jobs::<Runtime>::iter().collect::<Vec<_>>() {
			match record.status {
				JobStatus::Open { .. } if job % 2 == 0 => {
					worker.call(pallet_model_factory::Call::claim_job { job });
				},
				JobStatus::Claimed { provider, .. } if provider == self.honest.provider.stash.account => {
					let result = trained(job);
					worker.call(pallet_model_factory::Call::submit_result { job, result });
				},
				_ => (),
			}
		}
	}

	/// The user asks, looks at the receipt, and pays.
	fn user_asks(&mut self) {
		if self.ending {
			return;
		}
		let user = self.honest.user.account.clone();
		if self.talks.iter().filter(|talk| talk.user == user).count() < 4 && self.dice.one_in(3) {
			self.open_talk();
		}
		let is_open = |talk: &Talk| talk.user == user && talk.is_open();
		let open: Vec<usize> = (0..self.talks.len()).filter(|at| is_open(&self.talks[*at])).collect();
		let Some(at) = self.dice.pick(&open).copied() else { return };
		let prompt = self.dice.below(1_000) as u32;
		let told = match self.side(&self.talks[at].provider) {
			Side::Honest => truly(&self.talks[at], prompt),
			Side::Coalition => self.lie(at, prompt),
		};
		let talk = &mut self.talks[at];
		// The user's software repeats nothing, and checks the rest: tokens, number, price, sum and deposit.
		let seen =
			talk.tell(System::block_hash(0), prompt, told.tokens.clone(), told.receipt.influence.clone());
		if seen.receipt != told.receipt || told.receipt.cumulative > talk.deposit {
			return;
		}
		talk.told.push(told);
		talk.voucher = Some(talk.promise(System::block_hash(0), &self.honest.user));
		self.agree(at, prompt);
	}

	/// Opens a session with one of the providers there are, about one of the models for sale.
	fn open_talk(&mut self) {
		let models: Vec<ModelId> = (0..pallet_models::NextModelId::<Runtime>::get())
			.filter(|model| Models::price(*model).is_some_and(|price| price.completion_per_1k > 0))
			.collect();
		let Some(model) = self.dice.pick(&models).copied() else { return };
		let provider = match self.dice.one_in(3) {
			true => self.honest.provider.stash.account.clone(),
			false => {
				let index = self.dice.below(self.coalition.len() as u64) as usize;
				self.coalition[index].stash.account.clone()
			},
		};
		let price = Models::price(model).unwrap_or_default();
		// Nobody pays more than he can imagine.
		if price.of(1, 8) > 20 * OPEN {
			return;
		}
		self.talks.extend(talk_of(&self.honest.user, provider, model, 100 * OPEN));
	}

	/// Adds what the coalition may have of the latest answer: what it would get by the truth.
	fn agree(&mut self, at: usize, prompt: u32) {
		let split = <Runtime as pallet_attribution::Config>::Split::get();
		let talk = &self.talks[at];
		let price = talk.told.last().map_or(0, |told| told.receipt.price);
		let is_ours = |who: &AccountId| self.side(who) == Side::Coalition;
		let mut part: Balance = 0;
		if is_ours(&talk.provider) {
			part += split.provider * price + 1;
		}
		if Models::owner(talk.model).as_ref().is_some_and(is_ours) {
			part += split.owner * price + 1;
		}
		let learnt = learnt(talk.model);
		for (id, share) in truth::influence(talk.model, prompt, &learnt) {
			if Datanets::contributor(id).as_ref().is_some_and(is_ours) {
				part += (split.contributors * price) * Balance::from(share) / 1_000_000_000 + 1;
			}
		}
		self.agreed += part;
		self.paid += price;
	}

	/// The honest provider settles what it was promised.
	fn provider_settles(&mut self) {
		let provider = &self.honest.provider;
		for talk in self.talks.iter_mut().filter(|talk| talk.provider == provider.stash.account) {
			settle(talk, |call| provider.worker.call(call), None);
		}
	}

	/// The honest provider shows what it is asked for.
	fn provider_reveals(&mut self) {
		for (id, challenge) in pallet_disputes::Challenges::<Runtime>::iter() {
			if challenge.provider != self.honest.provider.stash.account {
				continue;
			}
			let ChallengeStage::AwaitingResponse { .. } = challenge.stage else { continue };
			let question = challenge.question;
			let Some(talk) = self.talks.iter().find(|talk| talk.session == question.session) else {
				continue;
			};
			if let Some(evidence) = talk.opening(question.settlement, question.asked) {
				self.honest.provider.worker.must(pallet_disputes::Call::reveal { challenge: id, evidence });
			}
		}
	}

	/// The user repeats what it was told by others than its provider, and doubts what is not so.
	fn user_watches(&mut self) {
		let (user, provider) = (&self.honest.user.account, &self.honest.provider.stash.account);
		for talk in self.talks.iter_mut().filter(|talk| talk.user == *user && talk.provider != *provider) {
			let learnt = learnt(talk.model);
			while (talk.watched as usize) < talk.settled.len() {
				let (session, settlement) = (talk.session, talk.watched);
				let told = talk.answers_of(settlement);
				let challenge = |answer| pallet_disputes::Call::challenge { session, settlement, answer };
				for (answer, told) in told.iter().enumerate() {
					if !told.is_true(&learnt) {
						self.honest.user.call(challenge(Some(answer as u32)));
					}
				}
				let stated = pallet_attribution::Settlements::<Runtime>::get(session, settlement);
				if stated.is_some_and(|kept| kept.influence != talk.sum_of(settlement)) {
					self.honest.user.call(challenge(None));
				}
				talk.watched += 1;
			}
		}
	}

	/// Honest providers that were drawn repeat the answer, commit, and reveal.
	fn judges_vote(&mut self) {
		let now = System::block_number();
		for (id, draw) in pallet_disputes::Draws::<Runtime>::iter() {
			let Some(finding) = finding(id) else { continue };
			for judge in &self.honest.judges {
				let stash = &judge.stash.account;
				if !draw.verifiers.contains(stash) {
					continue;
				}
				if !pallet_disputes::Commitments::<Runtime>::contains_key(id, stash) && now <= draw.commit {
					let commitment = finding.commitment(stash, id, &SALT);
					judge.worker.must(pallet_disputes::Call::commit_vote { challenge: id, commitment });
				} else if now > draw.commit {
					let finding = finding.clone();
					judge.worker.call(pallet_disputes::Call::reveal_vote {
						challenge: id,
						finding,
						salt: SALT,
					});
				}
			}
		}
	}

	/// Honest providers that were drawn repeat a job, commit, and reveal.
	fn judges_repeat(&mut self) {
		for (job, confirmation) in pallet_model_factory::Confirmations::<Runtime>::iter().collect::<Vec<_>>()
		{
			let Some(stash) = &confirmation.verifier else { continue };
			let mut providers = self.honest.judges.iter().chain([&self.honest.provider]);
			let Some(judge) = providers.find(|judge| judge.stash.account == *stash) else { continue };
			repeat(&judge.worker, job, &confirmation, Some(trained(job)));
		}
	}

	/// The owner accepts what its writer gave and nothing else.
	fn owner_curates(&mut self) {
		let datanet = self.made.datanet;
		let writer = self.honest.writer.account.clone();
		for contribution in 0..pallet_datanets::NextContributionId::<Runtime>::get() {
			let Some(record) = Datanets::contribution(contribution) else { continue };
			if record.datanet != datanet {
				continue;
			}
			let is_good = record.contributor == writer || contribution == self.made.mole;
			if record.status == ContributionStatus::Pending {
				let verdict = if is_good { ReviewDecision::Accept } else { ReviewDecision::Reject };
				self.honest.owner.call(pallet_datanets::Call::review { datanet, contribution, verdict });
			}
			if pallet_datanets::Flags::<Runtime>::contains_key(contribution) {
				let resolve = pallet_datanets::Call::resolve_flag { datanet, contribution, uphold: !is_good };
				self.honest.owner.call(resolve);
			}
		}
	}

	/// A stranger ends whatever is due: nothing waits for somebody's good will.
	pub fn janitor_ends(&mut self) {
		let janitor = &self.honest.janitor;
		for challenge in pallet_disputes::Challenges::<Runtime>::iter_keys().collect::<Vec<_>>() {
			janitor.call(pallet_disputes::Call::resolve { challenge });
		}
		for (job, record) in pallet_model_factory::Jobs::<Runtime>::iter().collect::<Vec<_>>() {
			let is_over = matches!(
				record.status,
				JobStatus::Finalised { .. } | JobStatus::Cancelled | JobStatus::Failed { .. }
			);
			if !is_over {
				janitor.call(pallet_model_factory::Call::finalise_job { job });
			}
		}
		for contribution in pallet_datanets::Flags::<Runtime>::iter_keys().collect::<Vec<_>>() {
			let Some(record) = Datanets::contribution(contribution) else { continue };
			let datanet = record.datanet;
			// Ends a flag that nobody decided in time.
			janitor.call(pallet_datanets::Call::resolve_flag { datanet, contribution, uphold: false });
			janitor.call(pallet_datanets::Call::draw_jury { datanet, contribution });
			janitor.call(pallet_datanets::Call::conclude_flag { datanet, contribution });
		}
	}
}

impl Honest {
	/// Has the user pay for many answers, of which the platform's share fills the purse that pays audits.
	pub fn fund_audits(&self) {
		let provider = self.provider.stash.account.clone();
		let mut talk = talk_of(&self.user, provider, 1, 800 * OPEN).expect("the model is for sale");
		for prompt in 0..80 {
			let told = truly(&talk, prompt);
			talk.told.push(told);
		}
		talk.voucher = Some(talk.promise(System::block_hash(0), &self.user));
		settle(&mut talk, |call| self.provider.worker.call(call), None);
		self.provider.worker.must(pallet_attribution::Call::close_session { session: talk.session });
		world::advance(<Runtime as pallet_attribution::Config>::ChallengePeriod::get() + 1);
		assert!(Attribution::audit_purse() > 30 * OPEN);
	}
}

/// Opens a session of a user, if the chain lets it.
pub fn talk_of(user: &Party, provider: AccountId, model: ModelId, deposit: Balance) -> Option<Talk> {
	let session = pallet_attribution::NextSession::<Runtime>::get();
	let open = pallet_attribution::Call::open_session { model, provider: provider.clone(), deposit };
	user.call(open).then(|| {
		let adapter = Models::lineage(model).map_or(Hash::zero(), |lineage| lineage.adapter);
		let price = Models::price(model).unwrap_or_default();
		Talk::new(session, user.account.clone(), provider, model, adapter, price, deposit)
	})
}

/// Returns the result that training gives.
fn trained(job: JobId) -> JobResult {
	jobs::result((job % 250) as u8, 1_000)
}

/// Returns the result that a job's provider published.
pub fn published(job: JobId) -> Option<JobResult> {
	match pallet_model_factory::Jobs::<Runtime>::get(job)?.status {
		JobStatus::Submitted { result, .. } => Some(result),
		_ => None,
	}
}

/// Commits to what a verifier found, or, in a later block, reveals it. `None` says that it cannot repeat the
/// job.
pub fn repeat(worker: &Party, job: JobId, confirmation: &Confirmation, found: Option<JobResult>) {
	let Some(stash) = &confirmation.verifier else { return };
	let reason = FailReason::BlobUnavailable;
	let digest = found.as_ref().map_or(Repetition::digest_of_failure(reason), Repetition::digest);
	let bound = Repetition::bound(stash, &digest);
	if confirmation.commitment.is_none() {
		let commitment = Repetition::commitment(job, confirmation.attempt, &bound, &SALT);
		worker.call(pallet_model_factory::Call::commit_repetition { job, commitment });
		return;
	}
	let repetition = match found {
		None => Repetition::Unrepeatable { reason },
		found @ Some(_) if published(job) == found => {
			Repetition::Same { proof: HashProof::of(&[jobs::STATE], 0).expect("there is one step") }
		},
		Some(_) if confirmation.differing() == 0 => Repetition::Differs { bound },
		Some(_) => Repetition::DiffersAs { digest },
	};
	worker.call(pallet_model_factory::Call::reveal_repetition { job, repetition, salt: SALT });
}

/// Returns an answer as an honest provider gives it.
fn truly(talk: &Talk, prompt: u32) -> Told {
	let influence = truth::influence(talk.model, prompt, &learnt(talk.model));
	talk.tell(System::block_hash(0), prompt, truth::answer(talk.model, prompt), influence)
}

/// Returns what somebody finds who repeats an answer that lies open.
fn finding(id: ChallengeId) -> Option<Finding> {
	let open = pallet_disputes::OpenedAnswers::<Runtime>::get(id)?;
	let (model, prompt) = (open.receipt.model, *open.prompt.first()?);
	let influence = truth::influence(model, prompt, &learnt(model));
	Some(match open.answer.to_vec() == truth::answer(model, prompt) {
		true if influence == open.receipt.influence => Finding::Matches { work: truth::work(model, prompt) },
		true => Finding::InfluenceDiffers { influence },
		false => Finding::AnswerDiffers { influence },
	})
}

/// Settles what is promised and not settled, with the sum of the receipts or another vector.
pub fn settle(
	talk: &mut Talk,
	call: impl FnOnce(pallet_attribution::Call<Runtime>) -> bool,
	other: Option<openledger_primitives::influence::InfluenceVector>,
) {
	let Some((voucher, signature)) = talk.voucher.clone() else { return };
	if talk.unsettled().is_empty() {
		return;
	}
	let mut settlement = talk.settlement();
	settlement.influence = other.unwrap_or(settlement.influence);
	let answers = voucher.answers as usize;
	let settle = pallet_attribution::Call::settle { session: talk.session, voucher, signature, settlement };
	if call(settle) {
		talk.settled.push(answers);
	}
}
