//! Finished answers, as they are sent and as they are kept to be sent again.

use crate::{error::ChatError, loader::Attribution};
use codec::{Decode, DecodeAll, Encode};
use openledger_infer::Finish;
use openledger_primitives::{Signature, boundary::Boundary, challenge::OpenedAnswer, usage::Receipt};

/// A finished answer with its receipt.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FinishedAnswer {
	/// Name of the answer, which no other has.
	pub id: String,
	pub text: String,
	pub finish: Finish,
	pub receipt: Receipt,
	/// The worker's signature over the receipt.
	pub signature: Signature,
	/// Point after the answer, up to which the next voucher has to pay.
	pub end: Boundary,
	pub attribution: Attribution,
	/// Time of the answer in seconds since 1970.
	pub created: u64,
	/// Token ids read and written, if they were asked for.
	pub tokens: Option<(Vec<u32>, Vec<u32>)>,
}

/// What is kept of a finished answer beside its receipt and its tokens.
#[derive(Encode, Decode)]
pub(crate) struct StoredReply {
	id: String,
	text: String,
	/// The model's turn ended, or a text that was to end it came.
	is_whole: bool,
	/// Its listener left.
	is_broken_off: bool,
	signature: Signature,
	end: Boundary,
	attribution: Attribution,
	created: u64,
}

impl StoredReply {
	/// Returns the bytes to keep of an answer.
	pub fn of(done: &FinishedAnswer) -> Vec<u8> {
		let FinishedAnswer { id, text, finish, signature, end, attribution, created, .. } = done.clone();
		let (is_whole, is_broken_off) = (finish == Finish::Stop, finish == Finish::Cancelled);
		Self { id, text, is_whole, is_broken_off, signature, end, attribution, created }.encode()
	}

	/// Reads the bytes of an answer.
	pub fn read(bytes: &[u8]) -> Option<Self> {
		Self::decode_all(&mut &bytes[..]).ok()
	}

	/// Returns the answer that these bytes and its opened form make up, with its tokens.
	pub fn with(self, OpenedAnswer { receipt, prompt, answer }: OpenedAnswer) -> FinishedAnswer {
		let Self { id, text, is_whole, is_broken_off, signature, end, attribution, created } = self;
		let finish = match (is_whole, is_broken_off) {
			(true, _) => Finish::Stop,
			(_, true) => Finish::Cancelled,
			(false, false) => Finish::Length,
		};
		let tokens = Some((prompt.into_inner(), answer.into_inner()));
		FinishedAnswer { id, text, finish, receipt, signature, end, attribution, created, tokens }
	}
}

/// A part of an answer, as its listener receives them.
pub(crate) enum AnswerPart {
	/// A piece of text.
	Text(String),
	/// The end, with the receipt.
	Done(Box<FinishedAnswer>),
	/// The end, without one.
	Failed(ChatError),
}
