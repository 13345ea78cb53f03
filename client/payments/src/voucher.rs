//! Vouchers as users send them.

use crate::{PaymentError, Sessions, SharedSession, signature};
use openledger_ports::Chain;
use openledger_primitives::{
	AccountId, Balance, Hash, SessionId,
	boundary::Boundary,
	challenge::OpenedAnswer,
	usage::{SessionInfo, Voucher},
};
use std::sync::Arc;

/// A voucher as it was sent, with a signature that nobody has checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentVoucher {
	/// The session that it pays in.
	pub session: SessionId,
	/// Number of paid answers of the session that it pays for.
	pub answers: u32,
	/// Amount that the user promises to pay for them.
	pub cumulative: Balance,
	/// Head of the chain of their receipts.
	pub receipts: Hash,
	/// The signature in hexadecimal.
	pub signature: String,
	/// The genesis hash, if the user names it.
	///
	/// It is part of what is signed, so naming it adds nothing but a clearer error message.
	pub genesis: Option<String>,
}

impl SentVoucher {
	/// Returns the point up to which it pays.
	pub fn end(&self) -> Boundary {
		Boundary { answers: self.answers, cumulative: self.cumulative, receipts: self.receipts }
	}
}

/// A voucher's session, once the voucher is accepted.
pub struct Accepted {
	/// The session as the chain shows it.
	pub info: SessionInfo<AccountId>,
	/// The session as this side knows it.
	pub session: SharedSession,
	/// Most planck that the signer may promise in the session, if it is not the user.
	pub cap: Option<Balance>,
}

/// An answer that was given, as it is kept.
pub struct KeptAnswer {
	/// Its receipt and its tokens.
	pub opened_answer: OpenedAnswer,
	/// The reply that came with it, as it was stored.
	pub reply: Vec<u8>,
}

/// Accepts vouchers for this node's provider.
#[derive(Clone)]
pub struct Vouchers {
	chain: Arc<dyn Chain>,
	sessions: Arc<Sessions>,
}

impl Vouchers {
	/// Accepts vouchers for the sessions that the chain shows.
	pub fn new(chain: Arc<dyn Chain>, sessions: Arc<Sessions>) -> Self {
		Self { chain, sessions }
	}

	/// Checks that a session is with this node's provider.
	pub fn check_provider(&self, info: &SessionInfo<AccountId>) -> Result<(), PaymentError> {
		let worker = self.chain.worker().ok_or(PaymentError::NoWorker)?;
		let stash = self.chain.stash_of(&worker)?.ok_or(PaymentError::NoWorker)?;
		match info.provider == stash {
			true => Ok(()),
			false => Err(PaymentError::OtherProvider(info.id)),
		}
	}

	/// Checks a voucher against chain, user and session, writes it down, and returns its session.
	pub fn accept(&self, sent: &SentVoucher) -> Result<Accepted, PaymentError> {
		let genesis = self.chain.genesis();
		if let Some(given) = &sent.genesis
			&& given.parse::<Hash>().ok() != Some(genesis)
		{
			return Err(PaymentError::WrongChain(format!("{genesis:?}")));
		}
		let id = sent.session;
		let info = self.chain.session(id)?.ok_or(PaymentError::UnknownSession(id))?;
		self.check_provider(&info)?;
		let Boundary { answers, cumulative, receipts } = sent.end();
		let voucher = Voucher { genesis, session: id, answers, cumulative, receipts };
		let promise = signature::check(&voucher, &sent.signature, &info, self.chain.best_number())?;
		let cap = promise.until.and(info.key.as_ref()).map(|key| key.cap);
		let session = self.sessions.open(&info)?;
		session.lock().promise(promise)?;
		Ok(Accepted { info, session, cap })
	}

	/// Returns an answer that was given, to the session's user or key.
	pub fn fetch(&self, id: SessionId, index: u32, signature: &str) -> Result<KeptAnswer, PaymentError> {
		let info = self.chain.session(id)?.ok_or(PaymentError::UnknownSession(id))?;
		signature::check_fetch(self.chain.genesis(), &info, index, signature)?;
		let absent = || PaymentError::NoSuchAnswer { session: id, index };
		let session = self.sessions.get(id).ok_or_else(absent)?;
		let receipt = session.lock().ledger().receipt_at(index).ok_or_else(absent)?;
		let opened_answer = self.sessions.answers.get(id, receipt).ok_or_else(absent)?;
		let reply = self.sessions.answers.reply(id, receipt).ok_or_else(absent)?;
		Ok(KeptAnswer { opened_answer, reply })
	}
}
