//! The ledger of a session: what it owes, has promised and has settled, as a pure function of its events.

use crate::receipts::SignedReceipt;
use codec::{Decode, Encode};
use openledger_mailbox::SettlementRequest;
use openledger_primitives::{
	AccountId, Balance, BlockNumber, Hash, ModelId, Signature, boundary::Boundary,
	influence::InfluenceVector, influence::aggregate, model::Price, usage::SessionInfo, usage::Settlement,
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

/// A paid answer that is not settled yet.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Answered {
	pub receipt: Hash,
	pub price: Balance,
	pub influence: InfluenceVector,
	/// Point of the session after it.
	pub end: Boundary,
}

/// The voucher that pays for most, with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Promise {
	/// Point up to which it pays.
	pub end: Boundary,
	pub signature: Signature,
	/// Last block in which it settles, if the session's key signed it.
	pub until: Option<BlockNumber>,
}

/// A settlement on its way.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Posted {
	pub request: SettlementRequest,
	/// Last block in which it settles, if the session's key signed its voucher.
	pub until: Option<BlockNumber>,
}

/// A settlement that the chain shows and that may still be challenged. Its answers lie on disk until then.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Challengeable {
	/// The settlement as it was posted: a reorganisation may take it back.
	pub request: SettlementRequest,
	/// Hashes of its receipts, in order.
	pub answers: Vec<Hash>,
	/// Height of the chain when it was seen settled.
	pub at: BlockNumber,
	/// The last block in which they may have to be revealed.
	pub until: BlockNumber,
}

impl Challengeable {
	/// Returns whether it can neither be challenged any more nor be taken back, where blocks that are final
	/// settle the first `settled` answers of the session.
	pub fn is_past(&self, now: BlockNumber, settled: u32) -> bool {
		self.until < now && self.request.voucher.answers <= settled
	}
}

/// The state of a session.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub(crate) struct Ledger {
	pub terms: Terms,
	/// Point after the last paid answer.
	pub owed: Boundary,
	/// The promise that pays for most.
	pub promised: Option<Promise>,
	/// Paid answers not settled, oldest first.
	pub unsettled: Vec<Answered>,
	/// The last paid answer's receipt, for a user whom its answer did not reach.
	pub last: Option<SignedReceipt>,
	/// The settlement that is on its way.
	pub posted: Option<Posted>,
	/// Point up to which the chain has settled, as far as this side knows.
	pub settled: Boundary,
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
	Promised(Promise),
	/// A paid answer was given.
	Answered(SignedReceipt),
	/// A settlement of the oldest answers goes to the mailbox.
	Posted(Posted),
	/// The chain shows the posted settlement at a height, and it may have to be revealed until a block.
	Settled { at: BlockNumber, until: BlockNumber },
	/// Settlements that may be revealed until an earlier block no longer matter, if no fork can take them
	/// back: they are among the first `settled` answers of the session.
	Expired { now: BlockNumber, settled: u32 },
}

impl Ledger {
	/// Returns the ledger of a session that goes on from a point.
	pub fn new(terms: Terms, settled: Boundary) -> Self {
		let (unsettled, kept) = (Vec::new(), Vec::new());
		let (promised, last, posted) = (None, None, None);
		Self { terms, owed: settled, promised, unsettled, last, posted, settled, kept }
	}

	/// Applies an event to the ledger.
	pub fn apply(&mut self, event: &Event) {
		match event {
			Event::Whole(ledger) => *self = ledger.clone(),
			Event::Promised(promise) => self.promised = Some(promise.clone()),
			Event::Answered(signed) => {
				let receipt = &signed.receipt;
				// Only receipts that go on are written down.
				if let Some(end) = self.owed.after(receipt) {
					let (price, influence) = (receipt.price, receipt.influence.clone());
					self.unsettled.push(Answered { receipt: receipt.hash(), price, influence, end });
					self.owed = end;
					self.last = Some(signed.clone());
				}
			},
			Event::Posted(posted) => self.posted = Some(posted.clone()),
			Event::Settled { at, until } => {
				if let Some(Posted { request, .. }) = self.posted.take() {
					let count = self.count_until(request.voucher.answers);
					let answers = self.unsettled.drain(..count).map(|answer| answer.receipt).collect();
					self.settled = Boundary::of(&request.voucher);
					self.kept.push(Challengeable { request, answers, at: *at, until: *until });
				}
			},
			Event::Expired { now, settled } => self.kept.retain(|kept| !kept.is_past(*now, *settled)),
		}
	}

	/// Returns the point up to which the latest voucher pays, or the chain has settled.
	pub fn promise(&self) -> Boundary {
		let promised = self.promised.as_ref().map_or(self.settled, |promise| promise.end);
		if promised.answers > self.settled.answers { promised } else { self.settled }
	}

	/// Returns every point up to which the next voucher may pay: from what is promised to what is owed.
	pub fn boundaries(&self) -> Vec<Boundary> {
		let promise = self.promise();
		let ends = self.unsettled.iter().map(|answer| answer.end);
		[promise].into_iter().chain(ends.filter(|end| end.answers > promise.answers)).collect()
	}

	/// Returns whether everything owed is promised.
	pub fn is_covered(&self) -> bool {
		self.promise() == self.owed
	}

	/// Returns how many of the unsettled answers the latest voucher pays for.
	pub fn covered_answers(&self) -> usize {
		self.count_until(self.promise().answers)
	}

	/// Returns how many of the unsettled answers are among the first `answers` of the session.
	fn count_until(&self, answers: u32) -> usize {
		self.unsettled.iter().take_while(|answer| answer.end.answers <= answers).count()
	}

	/// Returns the settlement of the oldest `count` answers.
	pub fn settlement(&self, count: usize) -> Settlement {
		let answers = &self.unsettled[..count.min(self.unsettled.len())];
		let influence = aggregate(answers.iter().map(|answer| (answer.price, &answer.influence[..])));
		Settlement { first: self.settled.answers, influence }
	}

	/// Returns the settlement that followed on a point, if it may still be challenged.
	pub fn kept_after(&self, answers: u32) -> Option<&Challengeable> {
		self.kept.iter().find(|kept| kept.request.settlement.first == answers)
	}

	/// Returns whether a settlement that the chain has shown can still be taken back by a fork, where blocks
	/// that are final settle the first `settled` answers of the session.
	pub fn has_passing(&self, settled: u32) -> bool {
		self.kept.iter().any(|kept| kept.request.voucher.answers > settled)
	}

	/// Returns the hash of the receipt of a paid answer by its number, while its answer is kept.
	pub fn receipt_at(&self, index: u32) -> Option<Hash> {
		let kept = self.kept.iter().map(|kept| (kept.request.settlement.first, &kept.answers[..]));
		let unsettled: Vec<Hash> = self.unsettled.iter().map(|answer| answer.receipt).collect();
		let mut runs = kept.chain([(self.settled.answers, &unsettled[..])]);
		runs.find_map(|(first, hashes)| hashes.get(index.checked_sub(first)? as usize).copied())
	}

	/// Returns the hashes of a settlement's receipts, by the head of the chain of receipts after them.
	///
	/// The settlement may be challenged, or on its way: the chain may show it before this side has polled.
	pub fn receipts_under(&self, head: Hash) -> Option<Vec<Hash>> {
		if let Some(kept) = self.kept.iter().find(|kept| kept.request.voucher.receipts == head) {
			return Some(kept.answers.clone());
		}
		let Posted { request, .. } = self.posted.as_ref().filter(|p| p.request.voucher.receipts == head)?;
		let count = self.count_until(request.voucher.answers);
		Some(self.unsettled.iter().take(count).map(|answer| answer.receipt).collect())
	}

	/// Returns the hashes of all receipts whose answers must lie on disk.
	pub fn needed(&self) -> BTreeSet<Hash> {
		let kept = self.kept.iter().flat_map(|kept| kept.answers.iter().copied());
		self.unsettled.iter().map(|answer| answer.receipt).chain(kept).collect()
	}
}
