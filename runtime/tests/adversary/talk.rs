//! A session as its two sides keep it: receipts, the voucher, and what was settled.

use crate::{cast::Party, truth};
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, ModelId, SessionId, SettlementNumber, Signature,
	challenge::{Asked, OpenedAnswer, Opening},
	influence::{InfluenceVector, aggregate},
	model::Price,
	usage::{Receipt, Settlement, Voucher, hash_tokens, head},
};
use openledger_runtime::Runtime;
use std::collections::BTreeMap;

/// An answer as its provider tells of it.
pub struct Told {
	/// Prompt, one token.
	pub prompt: u32,
	/// Receipt that the user has.
	pub receipt: Receipt,
	/// Tokens that were written.
	pub tokens: Vec<u32>,
}

impl Told {
	/// Returns whether somebody who repeats the answer finds what the receipt says.
	pub fn is_true(&self, learnt: &[ContributionId]) -> bool {
		let model = self.receipt.model;
		self.tokens == truth::answer(model, self.prompt)
			&& self.receipt.influence == truth::influence(model, self.prompt, learnt)
	}

	fn opened(&self) -> OpenedAnswer {
		OpenedAnswer {
			receipt: self.receipt.clone(),
			prompt: vec![self.prompt].try_into().expect("one token is not too many"),
			answer: self.tokens.clone().try_into().expect("eight tokens are not too many"),
		}
	}
}

/// Session between a user and a provider.
pub struct Talk {
	/// Number of the session.
	pub session: SessionId,
	/// Account of the user.
	pub user: AccountId,
	/// Account of the provider's stash.
	pub provider: AccountId,
	/// Model that is asked.
	pub model: ModelId,
	/// Root of its adapter.
	pub adapter: Hash,
	/// Price that was agreed.
	pub price: Price,
	/// Planck deposited.
	pub deposit: Balance,
	/// Every answer, oldest first.
	pub told: Vec<Told>,
	/// Latest voucher.
	pub voucher: Option<(Voucher, Signature)>,
	/// Number of answers that each settlement ends after.
	pub settled: Vec<usize>,
	/// Settlements that the user has looked at.
	pub watched: SettlementNumber,
	/// Answers that the provider settled in the place of those told, by settlement.
	pub instead: BTreeMap<SettlementNumber, Vec<Told>>,
}

impl Talk {
	/// Begins a session that the chain has just opened.
	pub fn new(
		session: SessionId,
		user: AccountId,
		provider: AccountId,
		model: ModelId,
		adapter: Hash,
		price: Price,
		deposit: Balance,
	) -> Self {
		Self {
			session,
			user,
			provider,
			model,
			adapter,
			price,
			deposit,
			told: Vec::new(),
			voucher: None,
			settled: Vec::new(),
			watched: 0,
			instead: BTreeMap::new(),
		}
	}

	/// Returns whether the chain still has it, and its user has not asked to close it.
	pub fn is_open(&self) -> bool {
		let session = pallet_attribution::Sessions::<Runtime>::get(self.session);
		session.is_some_and(|session| session.closing_at.is_none())
	}

	/// Returns what is owed so far.
	pub fn owed(&self) -> Balance {
		self.told.last().map_or(0, |told| told.receipt.cumulative)
	}

	/// Makes the receipt of the next answer, with what its provider says of it.
	pub fn tell(&self, genesis: Hash, prompt: u32, tokens: Vec<u32>, influence: InfluenceVector) -> Told {
		let price = self.price.of(1, tokens.len() as u64);
		let receipt = Receipt {
			genesis,
			session: self.session,
			index: self.told.len() as u32,
			model: self.model,
			adapter: self.adapter,
			prompt: hash_tokens(&[prompt]),
			answer: hash_tokens(&tokens),
			prompt_tokens: 1,
			completion_tokens: tokens.len() as u32,
			price,
			cumulative: self.owed() + price,
			influence,
		};
		Told { prompt, receipt, tokens }
	}

	/// Returns the user's voucher for everything told so far.
	pub fn promise(&self, genesis: Hash, user: &Party) -> (Voucher, Signature) {
		let hashes: Vec<Hash> = self.told.iter().map(|told| told.receipt.hash()).collect();
		let voucher = Voucher {
			genesis,
			session: self.session,
			answers: hashes.len() as u32,
			cumulative: self.owed(),
			receipts: head(Hash::zero(), &hashes),
		};
		let signature = user.sign(&voucher.signing_bytes());
		(voucher, signature)
	}

	/// Returns the answers that are promised and not settled.
	pub fn unsettled(&self) -> &[Told] {
		let promised = self.voucher.as_ref().map_or(0, |(voucher, _)| voucher.answers as usize);
		&self.told[self.settled.last().copied().unwrap_or(0).min(promised)..promised]
	}

	/// Returns the settlement that the receipts add up to.
	pub fn settlement(&self) -> Settlement {
		let receipts = self.unsettled().iter().map(|told| &told.receipt);
		let influence = aggregate(receipts.map(|receipt| (receipt.price, &receipt.influence[..])));
		Settlement { first: self.settled.last().map_or(0, |answers| *answers as u32), influence }
	}

	/// Returns a true answer to another prompt in the place of one told, for the same price.
	pub fn instead_of(&self, told: &Told, prompt: u32, learnt: &[ContributionId]) -> Option<Told> {
		let tokens = truth::answer(self.model, prompt);
		let receipt = Receipt {
			prompt: hash_tokens(&[prompt]),
			answer: hash_tokens(&tokens),
			completion_tokens: tokens.len() as u32,
			influence: truth::influence(self.model, prompt, learnt),
			..told.receipt.clone()
		};
		(self.price.of(1, tokens.len() as u64) == receipt.price).then_some(Told { prompt, receipt, tokens })
	}

	/// Returns what the receipts of a settlement add up to.
	pub fn sum_of(&self, settlement: SettlementNumber) -> InfluenceVector {
		let receipts = self.answers_of(settlement).iter().map(|told| &told.receipt);
		aggregate(receipts.map(|receipt| (receipt.price, &receipt.influence[..])))
	}

	/// Returns the answers of a settlement.
	pub fn answers_of(&self, settlement: SettlementNumber) -> &[Told] {
		let number = settlement as usize;
		let from = number.checked_sub(1).map_or(0, |before| self.settled[before]);
		self.settled.get(number).map_or(&[], |to| &self.told[from..*to])
	}

	/// Returns what the provider shows when it is asked for it.
	pub fn opening(&self, settlement: SettlementNumber, asked: Asked) -> Option<Opening> {
		let told = self.instead.get(&settlement).map_or(self.answers_of(settlement), Vec::as_slice);
		let shown = match asked {
			Asked::Answer(answer) => told.get(answer as usize)?,
			Asked::Planck(planck) => told.iter().find(|told| told.receipt.pays_for(planck))?,
			Asked::Sum => {
				let receipts: Vec<_> = told.iter().map(|told| told.receipt.clone()).collect();
				return Some(Opening::Receipts(receipts.try_into().ok()?));
			},
		};
		let hashes: Vec<_> = told.iter().map(|told| told.receipt.hash()).collect();
		let opened_answer = Box::new(shown.opened());
		Some(Opening::Answer { opened_answer, receipts: hashes.try_into().ok()? })
	}
}
