//! The offchain worker: claims, posts, polls, submits. It never computes and never blocks.
//!
//! It runs once a new best block, on a pool of threads, over persistent storage that knows no forks. So
//! nothing it does may depend on having run before, on running only once, or on its block staying in the
//! chain:
//!
//! - **What to do** is read from the chain's state each time. There is no state machine of its own to fall
//!   behind.
//! - **What was sent** is remembered for [`Config::ResendAfter`] only ([`InFlight`]). If the state has not
//!   changed by then, because the transaction was dropped or its block reorganised away, it is sent again.
//! - **Work is cancelled** only after its job stayed out of local hands for [`Config::CancelGrace`] blocks
//!   ([`requests`]): a claim that is missing on a short-lived fork comes back, and so would hours of
//!   training.

pub(crate) mod repeat;
pub(crate) mod requests;

use crate::{
	Call, Config, Error, Jobs, LOG_TARGET, Notes, Offers, Pallet, Providers, SeatsTaken, Workers, fees,
	types::{Job, Offer, Provider},
};
use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, Encode};
use frame_support::traits::Get;
use frame_system::offchain::{Account, ForAny, SendSignedTransaction, Signer};
use openledger_mailbox::{InFlight, JobResponse};
use openledger_primitives::{
	AccountId, BlockNumber, JobId,
	job::{FailReason, JobResult, JobStatus},
};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

/// Key of the locks around submissions, by job and action.
pub(crate) const IN_FLIGHT: &[u8] = b"openledger::model-factory::sent";

/// No tokenizer turns text into fewer tokens than one for this many bytes. A job whose escrow pays for less
/// is not worth claiming: it could only fail.
const BYTES_PER_TOKEN: u64 = 8;

/// Most open jobs looked at in one run, the best paid first: so many that anybody may take, and so many that
/// are for some providers.
const MAX_LOOKS: usize = 100;

/// Blocks before a deadline in which there is no time for two steps.
const LAST_BLOCKS: BlockNumber = 4;

/// Most blocks for which a provider holds back, so that not all of them send a claim for the same job at
/// once.
const MAX_STAGGER: BlockNumber = 8;

/// Kind of submission for a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(crate) enum Action {
	/// `claim_job`.
	#[codec(index = 0)]
	Claim,
	/// `submit_result` or `fail_job`: a claim is answered once.
	#[codec(index = 1)]
	Answer,
	/// `finalise_job`.
	#[codec(index = 2)]
	Finalise,
	/// `commit_result`, before the result is shown.
	#[codec(index = 3)]
	Commit,
	/// `commit_repetition`, for another provider's job.
	#[codec(index = 4)]
	CommitRepetition,
	/// `reveal_repetition`.
	#[codec(index = 5)]
	RevealRepetition,
}

/// A registered provider whose worker key is in this node's keystore.
// Rustdoc of this toolchain panics over the automatic traits of an `Account<T>`.
#[doc(hidden)]
struct Local<T: Config> {
	account: Account<T>,
	stash: AccountId,
	provider: Provider<T>,
}

/// Runs the offchain worker once. The chain's state changes only by what it submits.
pub(crate) fn run<T: Config>() {
	let mut held = BTreeSet::new();
	for local in locals::<T>() {
		for id in &local.provider.active {
			let Some(job) = Jobs::<T>::get(id) else { continue };
			held.insert(*id);
			serve(&local, *id, job);
		}
		claim(&local);
		repeat::repeat_drawn(&local);
	}
	repeat::forget_old::<T>();
	requests::sweep(&held, Pallet::<T>::now(), T::CancelGrace::get());
}

/// Returns local workers in the order of their accounts: a keystore lists keys in no particular order.
fn locals<T: Config>() -> Vec<Local<T>> {
	let mut locals: Vec<_> = Signer::<T, T::AuthorityId, ForAny>::keystore_accounts()
		.filter_map(|account| {
			let stash = Workers::<T>::get(&account.id)?;
			let provider = Providers::<T>::get(&stash)?;
			Some(Local { account, stash, provider })
		})
		.collect();
	locals.sort_by(|a, b| a.account.id.cmp(&b.account.id));
	locals
}

/// Moves one active job of a local provider forward.
fn serve<T: Config>(local: &Local<T>, id: JobId, job: Job<T>) {
	let now = Pallet::<T>::now();
	match &job.status {
		JobStatus::Claimed { deadline, .. } if now <= *deadline => {
			// The native worker counts in blocks.
			requests::post(&local.account.id, id, &job, Pallet::<T>::block_of(*deadline));
			match requests::response(id, job.attempts) {
				Some(JobResponse::Done { result, .. }) => {
					deliver(local, id, &job, result, deadline.saturating_sub(now))
				},
				Some(JobResponse::Failed { reason, .. }) => {
					submit(local, id, Action::Answer, Call::fail_job { job: id, reason })
				},
				None => (),
			}
		},
		JobStatus::Claimed { .. } => submit(local, id, Action::Finalise, Call::finalise_job { job: id }),
		JobStatus::Submitted { .. } if Pallet::<T>::is_due(id, &job) => {
			submit(local, id, Action::Finalise, Call::finalise_job { job: id })
		},
		_ => (),
	}
}

/// Delivers a result in two steps: first its hash, which keeps the builder from taking the result out of the
/// pool and the job back, and then, once the chain has that, the result. With too few blocks `left` it is
/// shown at once.
fn deliver<T: Config>(local: &Local<T>, id: JobId, job: &Job<T>, result: JobResult, left: BlockNumber) {
	let commitment = Pallet::<T>::commitment(id, &local.stash, &result);
	let committed = Notes::<T>::get(id).commitment.map(|(hash, _)| hash);
	let checked = Pallet::<T>::check_result(job, &result).map(drop);
	let checked = checked.and_then(|()| match committed {
		Some(other) if other != commitment => Err(Error::OtherResult),
		_ => Pallet::<T>::check_adapter(id, job, &result).map(drop),
	});
	match (checked, committed) {
		(Ok(()), None) if left > LAST_BLOCKS => {
			submit(local, id, Action::Commit, Call::commit_result { job: id, commitment })
		},
		(Ok(()), _) => submit(local, id, Action::Answer, Call::submit_result { job: id, result }),
		(Err(error), _) => {
			log::error!(target: LOG_TARGET, "job {id}: the chain would refuse its result: {error:?}");
			let reason = match error {
				Error::PaymentTooLow => FailReason::PaymentTooLow,
				_ => FailReason::Internal,
			};
			submit(local, id, Action::Answer, Call::fail_job { job: id, reason })
		},
	}
}

/// Returns whether it is this provider's turn to claim a job: each holds back for a few blocks by chance, the
/// more the more providers there are, so that not all of them pay for a claim that only one can win.
fn is_due<T: Config>(stash: &AccountId, offer: &Offer) -> bool {
	let providers = SeatsTaken::<T>::get();
	let hash = BlakeTwo256::hash_of(&(offer.id, offer.until, stash));
	let chance = hash.as_bytes().first().map_or(0, |byte| BlockNumber::from(*byte));
	let wait = chance.checked_rem(providers.clamp(1, MAX_STAGGER)).unwrap_or(0);
	let since = offer.until.saturating_sub(T::OpenPeriod::get());
	Pallet::<T>::now() >= since.saturating_add(wait)
}

/// Claims the best paid open job that a local provider can serve. While that claim is on its way no other is
/// made, so that a provider never asks for more than it has room for.
fn claim<T: Config>(local: &Local<T>) {
	let bases = &local.provider.capabilities.bases;
	let offers = Offers::<T>::get();
	let served = |restricted: bool| {
		let served = offers.iter().filter(move |offer| {
			offer.is_restricted == restricted && bases.binary_search(&offer.base).is_ok()
		});
		served.take(MAX_LOOKS)
	};
	for offer in served(false).chain(served(true)) {
		let id = offer.id;
		let Some(job) = Jobs::<T>::get(id) else { continue };
		match Pallet::<T>::check_claim(&local.stash, &local.provider, id, &job) {
			Ok(()) if worthwhile(&local.provider, &job) && is_due::<T>(&local.stash, offer) => {
				return submit(local, id, Action::Claim, Call::claim_job { job: id });
			},
			// No job can be claimed.
			Err(Error::AtCapacity | Error::BondTooLow | Error::ProviderIsLeaving | Error::Resting) => return,
			_ => (),
		}
	}
}

/// Returns whether the escrow pays for as many tokens as the records hold at the very least.
fn worthwhile<T: Config>(provider: &Provider<T>, job: &Job<T>) -> bool {
	let epochs = job.spec.hyper.epochs;
	let price = provider.capabilities.price_per_1k_tokens;
	let least = fees::bytes(&job.charges).saturating_mul(epochs.into()) / BYTES_PER_TOKEN;
	fees::max_tokens(&job.charges, price, epochs, job.escrow) >= least
}

/// Signs and submits a call, unless the same was sent a short while ago.
fn submit<T: Config>(local: &Local<T>, id: JobId, action: Action, call: Call<T>) {
	InFlight::new(IN_FLIGHT).submit((id, action), T::ResendAfter::get(), || {
		let signer = Signer::<T, T::AuthorityId, ForAny>::any_account();
		match signer.send_single_signed_transaction(&local.account, call) {
			Some(Ok(())) => {
				log::info!(target: LOG_TARGET, "job {id}: sent {action:?}");
				true
			},
			refused => {
				log::warn!(
					target: LOG_TARGET,
					"job {id}: {action:?} not sent ({}); it will be tried again at the next block",
					if refused.is_none() { "not worth its fee, or no key" } else { "refused by the pool" },
				);
				false
			},
		}
	});
}
