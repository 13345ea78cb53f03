//! The ledger of a session: what it owes, has promised and has settled, as a pure function of its events.

use codec::{Decode, Encode};
use openledger_mailbox::SettlementRequest;
use openledger_primitives::{
	influence::aggregate, influence::InfluenceVector, model::Price, root, usage::Receipt, usage::SessionInfo,
	usage::Settlement, AccountId, Balance, BlockNumber, Hash, ModelId, Signature,
};
use std::collections::BTreeSet;

/// Terms agreed when a session opened. A session with other terms under the same number is of another chain.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Terms {
	pub user: AccountId,
	pub model: ModelId,
	pub price: Price,
}

impl Terms {
	/// Returns the terms that the chain shows.
	pub fn of(info: &SessionInfo<AccountId>) -> Self {
		Self { user: info.user.clone(), model: info.model, price: info.price }
	}
}

/// An answer that is not settled yet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Answered {
	pub receipt: Hash,
	pub price: Balance,
	pub cumulative: Balance,
	pub prompt_tokens: u32,
	pub completion_tokens: u32,
	pub influence: InfluenceVector,
}

impl Answered {
	fn of(receipt: &Receipt) -> Self {
		Self {
			receipt: receipt.hash(),
			price: receipt.price,
			cumulative: receipt.cumulative,
			prompt_tokens: receipt.prompt_tokens,
			completion_tokens: receipt.completion_tokens,
			influence: receipt.influence.clone(),
		}
	}
}

/// A settlement that the chain shows and that may still be challenged. Its answers lie on disk until then.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Challengeable {
	/// Root of its receipts, by which a challenge names it.
	pub receipts: Hash,
	/// Hashes of its receipts, in order.
	pub answers: Vec<Hash>,
	/// The last block in which they may have to be revealed.
	pub until: BlockNumber,
}

/// The state of a session.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Ledger {
	pub terms: Terms,
	/// Price of all answers since the session opened.
	pub owed: Balance,
	/// Number of answers since it opened.
	pub answers: u32,
	/// The highest promise, with its signature.
	pub promised: Option<(Balance, Signature)>,
	/// Answers not settled, oldest first.
	pub unsettled: Vec<Answered>,
	/// The settlement that is on its way, and how many answers it covers.
	pub posted: Option<(u32, SettlementRequest)>,
	/// Settled on the chain, as far as this side knows.
	pub settled: Balance,
	/// Settlements that may still be challenged, oldest first.
	pub kept: Vec<Challengeable>,
}

/// A change of a session, as the journal holds it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[allow(clippy::large_enum_variant, reason = "an event lives only while it is written or read")]
pub(crate) enum Event {
	/// The sum of all events before.
	Whole(Ledger),
	/// A voucher was accepted.
	Promised { cumulative: Balance, signature: Signature },
	/// An answer was given.
	Answered(Receipt),
	/// A settlement of the oldest answers goes to the mailbox.
	Posted { answers: u32, request: SettlementRequest },
	/// The chain shows the posted settlement, which may have to be revealed until this block.
	Settled { until: BlockNumber },
	/// Settlements that may be revealed until an earlier block no longer matter.
	Expired { now: BlockNumber },
}

impl Ledger {
	/// Returns the ledger of a session without history.
	pub fn new(terms: Terms) -> Self {
		let (owed, answers, promised) = (0, 0, None);
		let (unsettled, kept) = (Vec::new(), Vec::new());
		Self { terms, owed, answers, promised, unsettled, posted: None, settled: 0, kept }
	}

	/// Applies an event to the ledger.
	pub fn apply(&mut self, event: &Event) {
		match event {
			Event::Whole(ledger) => *self = ledger.clone(),
			Event::Promised { cumulative, signature } => {
				self.promised = Some((*cumulative, signature.clone()));
			},
			Event::Answered(receipt) => {
				self.owed = receipt.cumulative;
				self.answers = receipt.index.saturating_add(1);
				// What costs nothing is never settled.
				if receipt.price > 0 {
					self.unsettled.push(Answered::of(receipt));
				}
			},
			Event::Posted { answers, request } => self.posted = Some((*answers, request.clone())),
			Event::Settled { until } => {
				if let Some((answers, request)) = self.posted.take() {
					let count = (answers as usize).min(self.unsettled.len());
					let answers = self.unsettled.drain(..count).map(|answer| answer.receipt).collect();
					self.settled = request.voucher.cumulative;
					self.kept.push(Challengeable {
						receipts: request.settlement.receipts,
						answers,
						until: *until,
					});
				}
			},
			Event::Expired { now } => self.kept.retain(|kept| kept.until >= *now),
		}
	}

	/// Returns what the latest voucher promises.
	pub fn promise(&self) -> Balance {
		self.promised.as_ref().map_or(0, |(cumulative, _)| *cumulative)
	}

	/// Returns whether everything owed is promised.
	pub fn is_covered(&self) -> bool {
		self.promise() >= self.owed
	}

	/// Returns how many of the unsettled answers the latest voucher pays for.
	pub fn covered_answers(&self) -> usize {
		let promise = self.promise();
		self.unsettled.iter().take_while(|answer| answer.cumulative <= promise).count()
	}

	/// Returns the settlement of the oldest `count` answers.
	pub fn settlement(&self, count: usize) -> Settlement {
		let answers = &self.unsettled[..count.min(self.unsettled.len())];
		let sum = |tokens: fn(&Answered) -> u32| answers.iter().map(|a| u64::from(tokens(a))).sum();
		Settlement {
			answers: answers.len() as u32,
			prompt_tokens: sum(|a| a.prompt_tokens),
			completion_tokens: sum(|a| a.completion_tokens),
			receipts: root::of_hashes(answers.iter().map(|a| &a.receipt)),
			influence: aggregate(answers.iter().map(|a| (a.price, &a.influence[..]))),
		}
	}

	/// Returns the hashes of a settlement's receipts, by their root.
	///
	/// The settlement may be challenged, or on its way: the chain may show it before this side has polled.
	pub fn receipts_under(&self, root: Hash) -> Option<Vec<Hash>> {
		if let Some(kept) = self.kept.iter().find(|kept| kept.receipts == root) {
			return Some(kept.answers.clone());
		}
		let (count, request) = self.posted.as_ref()?;
		let answers = self.unsettled.iter().take(*count as usize).map(|answer| answer.receipt);
		(request.settlement.receipts == root).then(|| answers.collect())
	}

	/// Returns the hashes of all receipts whose answers must lie on disk.
	pub fn needed(&self) -> BTreeSet<Hash> {
		let kept = self.kept.iter().flat_map(|kept| kept.answers.iter().copied());
		self.unsettled.iter().map(|answer| answer.receipt).chain(kept).collect()
	}
}
