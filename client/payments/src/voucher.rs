//! Vouchers as users send them.

use crate::{PaymentError, Sessions, SharedSession, signature};
use openledger_ports::Chain;
use openledger_primitives::{
	AccountId, Balance, Hash, SessionId,
	boundary::Boundary,
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
		let worker = self.chain.worker().ok_or(PaymentError::NoWorker)?;
		let stash = self.chain.stash_of(&worker)?.ok_or(PaymentError::NoWorker)?;
		if info.provider != stash {
			return Err(PaymentError::OtherProvider(id));
		}
		let Boundary { answers, cumulative, receipts } = sent.end();
		let voucher = Voucher { genesis, session: id, answers, cumulative, receipts };
		let promise = signature::check(&voucher, &sent.signature, &info, self.chain.best_number())?;
		let cap = promise.until.and(info.key.as_ref()).map(|key| key.cap);
		let session = self.sessions.open(&info)?;
		session.lock().promise(promise)?;
		Ok(Accepted { info, session, cap })
	}
}
