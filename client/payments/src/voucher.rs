//! Vouchers as users send them.

use crate::{signature, PaymentError, Sessions, SharedSession};
use openledger_ports::Chain;
use openledger_primitives::{usage::SessionInfo, AccountId, Balance, Hash, SessionId};
use std::sync::Arc;

/// A voucher as it was sent, with a signature that nobody has checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentVoucher {
	/// The session that it pays in.
	pub session: SessionId,
	/// Amount that the user promises to pay for the session so far.
	pub cumulative: Balance,
	/// The signature in hexadecimal.
	pub signature: String,
	/// The genesis hash, if the user names it.
	///
	/// It is part of what is signed, so naming it adds nothing but a clearer error message.
	pub genesis: Option<String>,
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
	pub fn accept(
		&self,
		sent: &SentVoucher,
	) -> Result<(SessionInfo<AccountId>, SharedSession), PaymentError> {
		let genesis = self.chain.genesis();
		if let Some(given) = &sent.genesis {
			if given.parse::<Hash>().ok() != Some(genesis) {
				return Err(PaymentError::WrongChain(format!("{genesis:?}")));
			}
		}
		let id = sent.session;
		let info = self.chain.session(id)?.ok_or(PaymentError::UnknownSession(id))?;
		let worker = self.chain.worker().ok_or(PaymentError::NoWorker)?;
		let stash = self.chain.stash_of(&worker)?.ok_or(PaymentError::NoWorker)?;
		if info.provider != stash {
			return Err(PaymentError::OtherProvider(id));
		}
		let signed = signature::check(genesis, id, sent.cumulative, &sent.signature, &info.user)?;
		let session = self.sessions.open(&info)?;
		session.lock().promise(signed)?;
		Ok((info, session))
	}
}
