//! The worker's side of the mailbox: jobs that this node has claimed, and jobs of others that it repeats.
//!
//! A repetition is the same work, on the same inputs, in the same folder: only its answer differs.

use crate::job_dir::JobDir;
use openledger_mailbox::{
	JobRequest, JobResponse, Jobs, Mailbox, MailboxStorage, RepetitionRequest, RepetitionResponse,
	Repetitions,
};
use openledger_ports::Chain;
use openledger_primitives::{
	JobId,
	job::{FailReason, JobResult, Repetition},
	root::HashProof,
};
use std::collections::BTreeMap;

/// Most requests of each kind that are read. The chain gives a provider far fewer jobs.
const MAX_REQUESTS: usize = 256;

/// Returns the requests that stand and are for this chain and this node's key, ascending by job: claims, and
/// what is to be repeated.
pub(crate) fn requests(mailbox: &dyn MailboxStorage, chain: &dyn Chain) -> Vec<JobRequest> {
	let jobs = Mailbox::<Jobs, _>::new(mailbox);
	let repetitions = Mailbox::<Repetitions, _>::new(mailbox);
	let (genesis, worker) = (chain.genesis(), chain.worker());
	let is_ours = |request: &JobRequest| {
		request.genesis == genesis && worker.as_ref().is_none_or(|worker| *worker == request.worker)
	};
	let claimed = jobs.ids().into_iter().take(MAX_REQUESTS);
	let claimed = claimed.filter_map(|job| jobs.request(job).value().filter(|asked| asked.job == job));
	let repeated = repetitions.ids().into_iter().take(MAX_REQUESTS);
	let work = |job| repetitions.request(job).value().map(|asked| asked.work);
	let repeated = repeated.filter_map(|job| work(job).filter(|asked| asked.job == job));
	// A claim comes last: it is this node's own.
	let all = repeated.chain(claimed).filter(is_ours).map(|request| (request.job, request));
	all.collect::<BTreeMap<JobId, _>>().into_values().collect()
}

/// Returns the request to repeat a job that this is the work of.
fn repetition(mailbox: &dyn MailboxStorage, request: &JobRequest) -> Option<RepetitionRequest> {
	let standing = Mailbox::<Repetitions, _>::new(mailbox).request(request.job).value()?;
	(standing.work == *request).then_some(standing)
}

/// Returns whether a request is to repeat another provider's job.
pub(crate) fn is_repetition(mailbox: &dyn MailboxStorage, request: &JobRequest) -> bool {
	repetition(mailbox, request).is_some()
}

/// Posts a response unless it stands already. A response to an earlier claim is replaced.
///
/// The offchain worker never writes a response except to withdraw it, so a lost race is settled by the next
/// poll.
pub(crate) fn respond(
	mailbox: &dyn MailboxStorage,
	request: &JobRequest,
	response: &JobResponse,
	dir: &JobDir,
) {
	let Some(asked) = repetition(mailbox, request) else {
		Mailbox::<Jobs, _>::new(mailbox).respond(request.job, response);
		return;
	};
	let outcome = match response {
		JobResponse::Failed { reason, .. } => Err(*reason),
		JobResponse::Done { result, .. } => {
			proof(&asked, result, dir).map(|proof| (result.clone(), proof)).ok_or(FailReason::Internal)
		},
	};
	let response = RepetitionResponse { seed: asked.seed, outcome };
	Mailbox::<Repetitions, _>::new(mailbox).respond(request.job, &response);
}

/// Returns the proof of the state that a verifier must show.
fn proof(asked: &RepetitionRequest, result: &JobResult, dir: &JobDir) -> Option<HashProof> {
	let step = Repetition::step(&asked.seed, &asked.stash, result.steps)?;
	HashProof::of(&dir.states()?, step as usize)
}
