//! Verifications through the mailbox, with a repeater that counts.

use crate::{Repeat, RepeatError, Repeated, Verifier};
use openledger_mailbox::{Mailbox, VerificationRequest, Verifications, test_utils::MemoryStorage};
use openledger_ports::test_utils::{GENESIS, MockChain};
use openledger_primitives::{
	AccountId, ChallengeId, Hash, ModelId,
	challenge::{Finding, OpenedAnswer},
	influence::PARTS,
	usage::{Receipt, hash_tokens},
};
use std::sync::{
	Arc,
	atomic::{AtomicU32, Ordering},
};
use tokio::sync::Semaphore;

const USER: AccountId = AccountId::new([9; 32]);
const MODEL: ModelId = 3;
/// Hash of the work that it does.
const WORK: Hash = Hash::repeat_byte(7);
const MATCHES: Finding = Finding::Matches { work: WORK };
/// A prompt of this token alone makes the repeater panic.
const PANICS: u32 = 666;

/// Answers with as many tokens as the prompt has, all of them shaped by the contribution of that number.
#[derive(Default)]
struct Counting {
	repeats: AtomicU32,
}

impl Repeat for Counting {
	fn repeat(
		&self,
		model: ModelId,
		prompt: &[u32],
		max_tokens: u32,
		user: &AccountId,
	) -> Result<Repeated, RepeatError> {
		assert_eq!(*user, USER);
		self.repeats.fetch_add(1, Ordering::SeqCst);
		if model != MODEL {
			return Err(RepeatError::Unavailable("its blobs are not here".into()));
		}
		if prompt.is_empty() {
			return Err(RepeatError::UnreadablePrompt);
		}
		assert_ne!(prompt, [PANICS], "a prompt that the engine does not survive");
		let answer: Vec<u32> = (0..max_tokens.min(prompt.len() as u32)).collect();
		let influence = vec![(answer.len() as u64, PARTS)].try_into().unwrap();
		Ok(Repeated { answer, influence, work: WORK })
	}
}

struct Harness {
	chain: Arc<MockChain>,
	mailbox: MemoryStorage,
	repeater: Arc<Counting>,
	verifier: Arc<Verifier>,
}

impl Harness {
	fn new() -> Self {
		let (chain, mailbox) = (Arc::new(MockChain::default()), MemoryStorage::default());
		let (repeater, turns) = (Arc::new(Counting::default()), Arc::new(Semaphore::new(1)));
		let verifier =
			Verifier::new(chain.clone(), Arc::new(mailbox.clone()), repeater.clone(), turns, || (), None)
				.unwrap();
		Self { chain, mailbox, repeater, verifier: Arc::new(verifier) }
	}

	/// Posts a request as the offchain worker does, ticks once, and returns what was found.
	async fn verify(&self, id: ChallengeId, opened_answer: &OpenedAnswer) -> Option<Finding> {
		let (user, opened_answer) = (USER, opened_answer.clone());
		let request = VerificationRequest { genesis: GENESIS, user, opened_answer, until: 43 };
		let mailbox = Mailbox::<Verifications, _>::new(&self.mailbox);
		mailbox.post(id, &request);
		self.verifier.tick().await;
		let response = mailbox.response(id).value()?;
		(response.receipt == request.opened_answer.receipt.hash()).then_some(response.outcome)
	}
}

fn opened_answer(model: ModelId, prompt: &[u32], answer: &[u32], contribution: u64) -> OpenedAnswer {
	let receipt = Receipt {
		genesis: GENESIS,
		session: 1,
		index: 0,
		model,
		adapter: Hash::zero(),
		prompt: hash_tokens(prompt),
		answer: hash_tokens(answer),
		prompt_tokens: prompt.len() as u32,
		completion_tokens: answer.len() as u32,
		price: 1,
		cumulative: 1,
		influence: vec![(contribution, PARTS)].try_into().unwrap(),
	};
	let (prompt, answer) = (prompt.to_vec().try_into().unwrap(), answer.to_vec().try_into().unwrap());
	OpenedAnswer { receipt, prompt, answer }
}

#[tokio::test]
async fn findings_say_what_differs() {
	let harness = Harness::new();
	let influence = |contribution| vec![(contribution, PARTS)].try_into().unwrap();
	for (id, prompt, answer, contribution, finding) in [
		(0, &[0u32, 1, 2][..], &[0u32, 1][..], 2, MATCHES),
		(1, &[0, 1, 2], &[0, 1], 7, Finding::InfluenceDiffers { influence: influence(2) }),
		(2, &[0, 1, 2], &[1, 0], 2, Finding::AnswerDiffers { influence: influence(2) }),
		(3, &[0], &[0, 1], 2, Finding::AnswerDiffers { influence: influence(1) }),
		(4, &[], &[0], 1, Finding::AnswerDiffers { influence: Default::default() }),
		// A request of another fork under the same number is answered anew.
		(1, &[0, 1, 2], &[0, 1], 2, MATCHES),
	] {
		let asked = opened_answer(MODEL, prompt, answer, contribution);
		assert_eq!(harness.verify(id, &asked).await, Some(finding), "challenge {id}");
	}
}

#[tokio::test]
async fn what_cannot_be_repeated_does_not_stand_in_the_way() {
	let harness = Harness::new();
	assert_eq!(harness.verify(0, &opened_answer(MODEL + 1, &[0], &[0], 1)).await, None);
	assert_eq!(harness.verify(1, &opened_answer(MODEL, &[0], &[0], 1)).await, Some(MATCHES));
	assert_eq!(harness.repeater.repeats.load(Ordering::SeqCst), 2);
	harness.chain.best.store(44, Ordering::SeqCst);
	assert_eq!(harness.verify(2, &opened_answer(MODEL, &[0], &[0], 1)).await, None, "it is too late");
}

#[tokio::test]
async fn a_panic_is_noted_and_not_tried_again_at_once() {
	let harness = Harness::new();
	assert_eq!(harness.verify(0, &opened_answer(MODEL, &[PANICS], &[0], 1)).await, None);
	// Another one has its turn, and the first is left alone.
	assert_eq!(harness.verify(1, &opened_answer(MODEL, &[0], &[0], 1)).await, Some(MATCHES));
	harness.verifier.tick().await;
	assert_eq!(harness.repeater.repeats.load(Ordering::SeqCst), 2);
}
