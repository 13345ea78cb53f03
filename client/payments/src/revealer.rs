//! Opens what a challenge asks for, from the answers on disk.
//!
//! Requests lie in the mailbox for as long as the chain waits for them, so nothing is remembered here but
//! what failed, for a while.

use crate::Sessions;
use openledger_mailbox::{Mailbox, MailboxStorage, RevealRequest, RevealResponse, Reveals};
use openledger_ports::{Chain, RecentFailures, metrics::counter};
use openledger_primitives::{
	BoundedVec, ChallengeId, Hash,
	challenge::{Asked, Opening},
};
use prometheus_endpoint::{Counter, PrometheusError, Registry, U64};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// Answers that could not be opened are looked for again after this time.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// Reveals answers of this node's provider that are challenged.
pub struct Revealer {
	chain: Arc<dyn Chain>,
	mailbox: Arc<dyn MailboxStorage>,
	sessions: Arc<Sessions>,
	/// The folder to restore if answers are missing, named in the log.
	dir: PathBuf,
	failures: RecentFailures<ChallengeId>,
	revealed: Counter<U64>,
}

impl Revealer {
	/// Makes a revealer, which does nothing before [`Revealer::tick`]. `dir` holds the journals.
	pub fn new(
		chain: Arc<dyn Chain>,
		mailbox: Arc<dyn MailboxStorage>,
		sessions: Arc<Sessions>,
		dir: PathBuf,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let (name, help) =
			("openledger_challenges_revealed_total", "Challenges for which evidence was shown");
		let revealed = counter(name, help, registry)?;
		let failures = RecentFailures::new(RETRY_AFTER);
		Ok(Self { chain, mailbox, sessions, dir, failures, revealed })
	}

	/// Reveals everything that is asked for and not revealed yet.
	pub fn tick(&self) {
		let mailbox = Mailbox::<Reveals, _>::new(&*self.mailbox);
		for id in mailbox.ids() {
			let Some(request) = mailbox.request(id).value() else { continue };
			let is_revealed = mailbox.response(id).value().is_some_and(|response| {
				response.receipts == request.receipts && response.asked == request.asked
			});
			let is_late = request.genesis != self.chain.genesis() || request.until < self.chain.best_number();
			if is_revealed || is_late || self.failures.contains(&id) {
				continue;
			}
			match self.open(&request) {
				Some(evidence) => {
					let RevealRequest { receipts, asked, .. } = request;
					mailbox.respond(id, &RevealResponse { receipts, asked, evidence });
					self.revealed.inc();
					log::info!(target: "payments", "challenge {id}: the evidence is ready");
				},
				None => self.fail(id, &request),
			}
		}
	}

	fn fail(&self, id: ChallengeId, request: &RevealRequest) {
		self.failures.note(id);
		log::error!(
			target: "payments",
			"challenge {id}: the answers of session {} under {:?} are not here, and silence costs the bond; \
				restore {} \
			if there is a copy",
			request.session,
			request.receipts,
			self.dir.display(),
		);
	}

	/// Returns what a challenge asks for, if the answers are on disk.
	fn open(&self, request: &RevealRequest) -> Option<Opening> {
		let session = self.sessions.get(request.session)?;
		let hashes = session.lock().ledger().receipts_under(request.receipts)?;
		let opened_answer = |hash: Hash| self.sessions.answers.get(request.session, hash);
		let asked_for = match request.asked {
			Asked::Answer(index) => opened_answer(*hashes.get(index as usize)?)?,
			Asked::Planck(planck) => {
				let mut answers = hashes.iter().filter_map(|hash| opened_answer(*hash));
				answers.find(|answer| answer.receipt.pays_for(planck))?
			},
			Asked::Sum => {
				let receipt = |hash| opened_answer(hash).map(|opened_answer| opened_answer.receipt);
				let receipts: Option<Vec<_>> = hashes.into_iter().map(receipt).collect();
				return Some(Opening::Receipts(BoundedVec::try_from(receipts?).ok()?));
			},
		};
		let receipts = BoundedVec::try_from(hashes).ok()?;
		Some(Opening::Answer { opened_answer: Box::new(asked_for), receipts })
	}
}
