//! Takes verifications from the mailbox, one at a time, and posts what was found.

use crate::{Repeat, RepeatError, Repeated};
use openledger_mailbox::{Mailbox, MailboxStorage, VerificationRequest, VerificationResponse, Verifications};
use openledger_ports::{Chain, RecentFailures, metrics::counter};
use openledger_primitives::{
	AccountId, ChallengeId,
	challenge::{Finding, OpenedAnswer},
	influence::InfluenceVector,
};
use prometheus_endpoint::{Counter, PrometheusError, Registry, U64};
use std::{
	panic::{AssertUnwindSafe, catch_unwind},
	sync::Arc,
	time::Duration,
};
use tokio::sync::{Semaphore, oneshot};

/// An answer that could not be repeated is tried again after this time.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// Verifies challenged answers of other providers.
pub struct Verifier {
	chain: Arc<dyn Chain>,
	mailbox: Arc<dyn MailboxStorage>,
	repeater: Arc<dyn Repeat>,
	/// Places for answers being written, shared with the chat service.
	turns: Arc<Semaphore>,
	failures: RecentFailures<ChallengeId>,
	/// Called on the thread that repeats an answer, before it does.
	thread_start: fn(),
	verified: Counter<U64>,
}

impl Verifier {
	/// Makes a verifier, which does nothing before [`Verifier::tick`]. It takes one of `turns` while it
	/// repeats an answer, on a thread that calls `thread_start` first.
	pub fn new(
		chain: Arc<dyn Chain>,
		mailbox: Arc<dyn MailboxStorage>,
		repeater: Arc<dyn Repeat>,
		turns: Arc<Semaphore>,
		thread_start: fn(),
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let (name, help) = ("openledger_challenges_verified_total", "Answers of others that were repeated");
		let verified = counter(name, help, registry)?;
		let failures = RecentFailures::new(RETRY_AFTER);
		Ok(Self { chain, mailbox, repeater, turns, failures, thread_start, verified })
	}

	/// Repeats the next answer that is asked for, if there is one, once there is a turn.
	pub async fn tick(self: &Arc<Self>) {
		let verifier = self.clone();
		let next = tokio::task::spawn_blocking(move || verifier.next());
		let Ok(Some((id, request))) = next.await else { return };
		let Ok(turn) = self.turns.clone().acquire_owned().await else { return };
		let (verifier, (done, finished)) = (self.clone(), oneshot::channel::<()>());
		// A thread of its own, since its priority stays low once it is lowered.
		let started = std::thread::Builder::new().name("ol-verify".into()).spawn(move || {
			(verifier.thread_start)();
			verifier.verify(id, &request);
			drop((turn, done));
		});
		match started {
			// It ends when the thread does.
			Ok(_) => _ = finished.await,
			Err(error) => self.fail(id, &format!("there is no thread for it: {error}")),
		}
	}

	/// Returns the next answer to repeat.
	fn next(&self) -> Option<(ChallengeId, VerificationRequest)> {
		let mailbox = Mailbox::<Verifications, _>::new(&*self.mailbox);
		mailbox.ids().into_iter().find_map(|id| {
			let request = mailbox.request(id).value()?;
			let receipt = request.opened_answer.receipt.hash();
			let is_done = mailbox.response(id).value().is_some_and(|response| response.receipt == receipt);
			let is_late = request.genesis != self.chain.genesis() || request.until < self.chain.best_number();
			(!is_done && !is_late && !self.failures.contains(&id)).then_some((id, request))
		})
	}

	/// Repeats an answer and posts what was found. An answer that cannot be repeated here is left to others.
	fn verify(&self, id: ChallengeId, request: &VerificationRequest) {
		let compare = || self.compare(&request.opened_answer, &request.user);
		match catch_unwind(AssertUnwindSafe(compare)) {
			Ok(Ok(outcome)) => {
				log::info!(target: "verifier", "challenge {id}: repeated, and found {}", describe(&outcome));
				let receipt = request.opened_answer.receipt.hash();
				let response = VerificationResponse { receipt, outcome };
				Mailbox::<Verifications, _>::new(&*self.mailbox).respond(id, &response);
				self.verified.inc();
			},
			Ok(Err(error)) => self.fail(id, &error.to_string()),
			Err(_) => self.fail(id, "the engine panicked"),
		}
	}

	/// Remembers that an answer could not be repeated, so that others come first.
	fn fail(&self, id: ChallengeId, why: &str) {
		self.failures.note(id);
		log::warn!(target: "verifier", "challenge {id} cannot be verified here: {why}");
	}

	fn compare(&self, opened_answer: &OpenedAnswer, user: &AccountId) -> Result<Finding, RepeatError> {
		let OpenedAnswer { receipt, prompt, answer } = opened_answer;
		let repeated = self.repeater.repeat(receipt.model, prompt, answer.len() as u32, user);
		let Repeated { answer: found, influence, work } = match repeated {
			Err(RepeatError::UnreadablePrompt) => {
				return Ok(Finding::AnswerDiffers { influence: InfluenceVector::default() });
			},
			repeated => repeated?,
		};
		Ok(match (found[..] == answer[..], influence == receipt.influence) {
			(true, true) => Finding::Matches { work },
			(true, false) => Finding::InfluenceDiffers { influence },
			(false, _) => Finding::AnswerDiffers { influence },
		})
	}
}

fn describe(outcome: &Finding) -> &'static str {
	match outcome {
		Finding::Matches { .. } => "the same",
		Finding::AnswerDiffers { .. } => "another answer",
		Finding::InfluenceDiffers { .. } => "another influence",
		Finding::Unrepeatable => "nothing: it could not be repeated",
	}
}
