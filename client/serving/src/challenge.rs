//! Challenges: what the offchain worker asks for is shown from the answers on disk, and answers of others are repeated.
//!
//! Requests lie in the mailbox for as long as the chain waits for them, so nothing is remembered here but what failed, for a
//! while.

use crate::{error::ApiError, server::Inner};
use codec::{Decode, DecodeAll, Encode};
use openledger_mailbox::{
	reveal_request_key, reveal_response_key, verification_request_key, verification_response_key,
	RevealRequest, RevealResponse, VerificationRequest, VerificationResponse, REVEALS, VERIFICATIONS,
};
use openledger_primitives::{
	challenge::Finding, challenge::OpenedAnswer, challenge::Opening, influence::InfluenceVector,
	root::HashProof, AccountId, BoundedVec, ChallengeId,
};
use openledger_worker::ports::Mailbox;
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	sync::Arc,
	time::{Duration, Instant},
};

/// After so long, what failed is tried again.
const AGAIN: Duration = Duration::from_secs(60);

/// What could not be shown or repeated lately.
#[derive(Default)]
pub(crate) struct Failures(Mutex<BTreeMap<(bool, ChallengeId), Instant>>);

impl Failures {
	/// Whether a reveal, or else a verification, failed a short while ago.
	fn is_recent(&self, is_reveal: bool, id: ChallengeId) -> bool {
		let mut failures = self.0.lock();
		failures.retain(|_, at| at.elapsed() < AGAIN);
		failures.contains_key(&(is_reveal, id))
	}

	fn note(&self, is_reveal: bool, id: ChallengeId) {
		self.0.lock().insert((is_reveal, id), Instant::now());
	}
}

/// A value of the mailbox that can be read.
fn read<V: Decode>(mailbox: &dyn Mailbox, key: &[u8]) -> Option<V> {
	V::decode_all(&mut &mailbox.get(key)?[..]).ok()
}

/// Writes a response; one that is there already, about something else, is replaced.
fn respond(mailbox: &dyn Mailbox, key: &[u8], response: &impl Encode) {
	let old = mailbox.get(key);
	mailbox.compare_and_set(key, old.as_deref(), &response.encode());
}

impl Inner {
	/// Shows everything that is asked for and not shown yet.
	pub fn reveal_due(&self) {
		let mailbox = &*self.mailbox;
		for id in read::<Vec<ChallengeId>>(mailbox, REVEALS).unwrap_or_default() {
			let Some(request) = read::<RevealRequest>(mailbox, &reveal_request_key(id)) else { continue };
			let shown = read::<RevealResponse>(mailbox, &reveal_response_key(id))
				.is_some_and(|shown| shown.receipts == request.receipts && shown.answer == request.answer);
			let late = request.genesis != self.chain.genesis() || request.until < self.chain.best_number();
			if shown || late || self.failures.is_recent(true, id) {
				continue;
			}
			match self.evidence(&request) {
				Some(evidence) => {
					let RevealRequest { receipts, answer, .. } = request;
					let response = RevealResponse { receipts, answer, evidence };
					respond(mailbox, &reveal_response_key(id), &response);
					self.metrics.revealed.inc();
					log::info!(target: "serving", "challenge {id}: the evidence is ready");
				},
				None => {
					self.failures.note(true, id);
					log::error!(
						target: "serving",
						"challenge {id}: the answers of session {} under {:?} are not here, and silence costs the bond; \
						restore {} if there is a copy",
						request.session,
						request.receipts,
						self.config.dir.display(),
					);
				},
			}
		}
	}

	/// What a challenge asks for, from the answers on disk.
	fn evidence(&self, request: &RevealRequest) -> Option<Opening> {
		let session = self.sessions.get(request.session)?;
		let hashes = session.lock().ledger().receipts_under(request.receipts)?;
		let opened_answer = |hash| self.sessions.answers.get(request.session, hash);
		match request.answer {
			Some(index) => {
				let index = index as usize;
				let opened_answer = Box::new(opened_answer(*hashes.get(index)?)?);
				Some(Opening::Answer { opened_answer, proof: HashProof::of(&hashes, index)? })
			},
			None => {
				let receipts: Option<Vec<_>> = hashes
					.into_iter()
					.map(|hash| opened_answer(hash).map(|opened_answer| opened_answer.receipt))
					.collect();
				Some(Opening::Receipts(BoundedVec::try_from(receipts?).ok()?))
			},
		}
	}

	/// The next answer to repeat.
	fn next_verification(&self) -> Option<(ChallengeId, VerificationRequest)> {
		let mailbox = &*self.mailbox;
		let listed = read::<Vec<ChallengeId>>(mailbox, VERIFICATIONS).unwrap_or_default();
		listed.into_iter().find_map(|id| {
			let request = read::<VerificationRequest>(mailbox, &verification_request_key(id))?;
			let receipt = request.opened_answer.receipt.hash();
			let done = read::<VerificationResponse>(mailbox, &verification_response_key(id))
				.is_some_and(|response| response.receipt == receipt);
			let late = request.genesis != self.chain.genesis() || request.until < self.chain.best_number();
			(!done && !late && !self.failures.is_recent(false, id)).then_some((id, request))
		})
	}

	/// Repeats an answer and says what was found; what cannot be repeated here is left to others.
	fn verify(&self, id: ChallengeId, request: &VerificationRequest) {
		match self.repeat(&request.opened_answer, &request.user) {
			Ok(outcome) => {
				log::info!(target: "serving", "challenge {id}: repeated, and found {}", name(&outcome));
				let response =
					VerificationResponse { receipt: request.opened_answer.receipt.hash(), outcome };
				respond(&*self.mailbox, &verification_response_key(id), &response);
				self.metrics.verified.inc();
			},
			Err(error) => {
				self.failures.note(false, id);
				log::warn!(target: "serving", "challenge {id} cannot be verified here: {error}");
			},
		}
	}

	fn repeat(&self, opened_answer: &OpenedAnswer, user: &AccountId) -> Result<Finding, ApiError> {
		use crate::engine::EngineError;
		let OpenedAnswer { receipt, prompt, answer } = opened_answer;
		let failed = |error| ApiError::engine(receipt.model, error);
		let model = self.models.get_now(receipt.model)?;
		let again = match model.again(prompt, answer.len() as u32) {
			// No honest provider can have answered what the model cannot read.
			Err(EngineError::NoPrompt(_)) => {
				return Ok(Finding::AnswerDiffers { influence: InfluenceVector::default() });
			},
			again => again.map_err(failed)?,
		};
		let influence = model.attribute(&again, &model.own(user)).map_err(failed)?.influence;
		Ok(match (again.answer_ids[..] == answer[..], influence == receipt.influence) {
			(true, true) => Finding::Matches,
			(true, false) => Finding::InfluenceDiffers { influence },
			(false, _) => Finding::AnswerDiffers { influence },
		})
	}
}

fn name(outcome: &Finding) -> &'static str {
	match outcome {
		Finding::Matches => "right",
		Finding::AnswerDiffers { .. } => "another answer",
		Finding::InfluenceDiffers { .. } => "another influence",
	}
}

/// Repeats the next answer, if there is one, when its turn comes: it takes as long as answering, and must not hold up
/// those who pay.
pub(crate) async fn verify_next(inner: &Arc<Inner>) {
	let next = {
		let inner = inner.clone();
		tokio::task::spawn_blocking(move || inner.next_verification()).await
	};
	let Ok(Some((id, request))) = next else { return };
	let Ok(turn) = inner.turns.clone().acquire_owned().await else { return };
	let inner = inner.clone();
	let done = tokio::task::spawn_blocking(move || {
		inner.verify(id, &request);
		drop(turn);
	});
	if let Err(error) = done.await {
		log::error!(target: "serving", "challenge {id}: the verification broke off: {error}");
	}
}
