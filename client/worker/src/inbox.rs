//! The worker's side of the mailbox.

use openledger_mailbox::{JobRequest, JobResponse, Jobs, Mailbox, MailboxStorage};
use openledger_ports::Chain;
use openledger_primitives::JobId;

/// Most requests that are read. The chain gives a provider far fewer jobs.
const MAX_REQUESTS: usize = 256;

/// Returns the requests that stand and are for this chain and this node's key, ascending by job.
pub(crate) fn requests(mailbox: &dyn MailboxStorage, chain: &dyn Chain) -> Vec<JobRequest> {
	let mailbox = Mailbox::<Jobs, _>::new(mailbox);
	let (genesis, worker) = (chain.genesis(), chain.worker());
	let is_ours = |request: &JobRequest| {
		request.genesis == genesis && worker.as_ref().is_none_or(|worker| *worker == request.worker)
	};
	let read = |job: JobId| mailbox.request(job).value().filter(|request| request.job == job);
	mailbox.ids().into_iter().take(MAX_REQUESTS).filter_map(read).filter(is_ours).collect()
}

/// Posts a response unless it stands already. A response to an earlier claim is replaced.
///
/// The offchain worker never writes a response except to withdraw it, so a lost race is settled by the next
/// poll.
pub(crate) fn respond(mailbox: &dyn MailboxStorage, job: JobId, response: &JobResponse) {
	Mailbox::<Jobs, _>::new(mailbox).respond(job, response);
}
