//! Receipts with the signature of the worker that makes them.

use crate::PaymentError;
use codec::{Decode, Encode};
use openledger_ports::Chain;
use openledger_primitives::{Signature, usage::Receipt};

/// A receipt with its worker's signature, by which a user convicts a provider that settles with another one.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct SignedReceipt {
	/// The receipt.
	pub receipt: Receipt,
	/// Signature over [`Receipt::signing_bytes`].
	pub signature: Signature,
}

impl SignedReceipt {
	/// Signs a receipt with this node's worker key.
	pub fn new(receipt: Receipt, chain: &dyn Chain) -> Result<Self, PaymentError> {
		let signature = chain.sign(&receipt.signing_bytes()).ok_or(PaymentError::NoWorker)?;
		Ok(Self { receipt, signature })
	}
}
