//! The worker's side of the mailbox.

use crate::ports::{Chain, Mailbox};
use codec::{Decode, DecodeAll, Encode};
use openledger_mailbox::{request_key, response_key, JobRequest, JobResponse, JOBS};
use openledger_primitives::JobId;

/// Most requests looked at: the chain gives a provider far fewer.
const MOST: usize = 256;

/// A value. An offchain worker withdraws one by emptying it, since its store has no compare-and-remove.
fn read(mailbox: &dyn Mailbox, key: &[u8]) -> Option<Vec<u8>> {
	mailbox.get(key).filter(|bytes| !bytes.is_empty())
}

/// Requests that stand and are for this chain and this node's key, ascending by job.
pub(crate) fn requests(mailbox: &dyn Mailbox, chain: &dyn Chain) -> Vec<JobRequest> {
	let list = read(mailbox, JOBS);
	let jobs = list.map_or(Ok(Vec::new()), |list| Vec::<JobId>::decode(&mut &list[..]));
	let jobs = jobs.unwrap_or_else(|error| {
		log::error!(target: "worker", "the list of jobs in the mailbox is broken: {error}");
		Vec::new()
	});
	let (genesis, worker) = (chain.genesis(), chain.worker());
	let decode = |job: JobId| {
		let bytes = read(mailbox, &request_key(job))?;
		match JobRequest::decode_all(&mut &bytes[..]) {
			Ok(request) => Some(request),
			Err(error) => {
				log::error!(target: "worker", "the request of job {job} in the mailbox is broken: {error}");
				None
			},
		}
	};
	let ours = |request: &JobRequest| {
		request.genesis == genesis && worker.as_ref().is_none_or(|worker| *worker == request.worker)
	};
	let mut found: Vec<_> = jobs
		.into_iter()
		.take(MOST)
		.filter_map(|job| decode(job).filter(|r| r.job == job))
		.filter(ours)
		.collect();
	found.sort_by_key(|request| request.job);
	found.dedup_by_key(|request| request.job);
	found
}

/// Posts a response unless it stands already. A response to an earlier claim is replaced.
pub(crate) fn post(mailbox: &dyn Mailbox, job: JobId, response: &JobResponse) {
	let (key, new) = (response_key(job), response.encode());
	// The offchain worker never writes this key except to clear it, so a lost race is settled by the next look.
	for _ in 0..8 {
		let old = mailbox.get(&key);
		if old.as_ref() == Some(&new) || mailbox.compare_and_set(&key, old.as_deref(), &new) {
			return;
		}
	}
	log::warn!(target: "worker", "the response of job {job} is contended; posting it again soon");
}
