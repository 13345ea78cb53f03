//! Replies as they go over the wire.

use crate::{
	answer::FinishedAnswer,
	chat::{ReplyHead, SessionView},
	loader::{Attribution, Cited, Quote},
};
use codec::Encode;
use openledger_infer::Finish;
use openledger_primitives::{
	AccountId, ContributionId, Signature, boundary::Boundary, influence::InfluenceVector, model::ModelInfo,
	usage::Receipt,
};
use serde_json::{Value, json};

impl FinishedAnswer {
	fn reason(&self) -> &'static str {
		match self.finish {
			Finish::Stop => "stop",
			Finish::Length => "length",
			Finish::Cancelled => "cancelled",
		}
	}

	fn usage(&self) -> Value {
		let (prompt, completion) = (self.receipt.prompt_tokens, self.receipt.completion_tokens);
		let total = u64::from(prompt) + u64::from(completion);
		json!({ "prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total })
	}

	fn openledger(&self) -> Value {
		let mut value = json!({
			"receipt": receipt(&self.receipt),
			"receipt_hash": self.receipt.hash(),
			"signature": signature(&self.signature),
			"owed": self.end.cumulative.to_string(),
			"next": boundary(&self.end),
			"influence": influence(&self.receipt.influence),
			"attribution": attribution(&self.attribution),
		});
		if let Some((prompt, answer)) = &self.tokens {
			value["tokens"] = json!({ "prompt": prompt, "answer": answer });
		}
		value
	}

	/// Returns the whole answer in one reply.
	pub fn completion(&self) -> Value {
		let message = json!({ "role": "assistant", "content": self.text, "refusal": null });
		json!({
			"id": self.id,
			"object": "chat.completion",
			"created": self.created,
			"model": self.receipt.model.to_string(),
			"choices": [{ "index": 0, "message": message, "logprobs": null, "finish_reason": self.reason() }],
			"usage": self.usage(),
			"openledger": self.openledger(),
		})
	}

	/// Returns the last chunk of a stream that has a choice.
	pub fn last_chunk(&self, head: &ReplyHead) -> Value {
		let mut value = chunk(head, json!({}), Some(self.reason()));
		value["openledger"] = self.openledger();
		value
	}
}

/// Returns a chunk of a stream.
pub(super) fn chunk(head: &ReplyHead, delta: Value, reason: Option<&str>) -> Value {
	let choice = json!({ "index": 0, "delta": delta, "logprobs": null, "finish_reason": reason });
	let mut value = bare_chunk(head, vec![choice]);
	// As OpenAI's reference says: there in each chunk, once it is asked for.
	if head.wants_usage {
		value["usage"] = Value::Null;
	}
	value
}

/// Returns the chunk about the tokens of a stream, which has no choice.
pub(super) fn usage_chunk(head: &ReplyHead, done: &FinishedAnswer) -> Value {
	let mut value = bare_chunk(head, Vec::new());
	value["usage"] = done.usage();
	value
}

fn bare_chunk(head: &ReplyHead, choices: Vec<Value>) -> Value {
	json!({
		"id": head.id,
		"object": "chat.completion.chunk",
		"created": head.created,
		"model": head.model.to_string(),
		"choices": choices,
	})
}

fn influence(vector: &InfluenceVector) -> Value {
	vector
		.iter()
		.map(|(contribution, share)| json!({ "contribution": contribution, "share": share }))
		.collect()
}

/// Returns records and quotes that shaped an answer, and the share that tuning explains. The influence is
/// what is paid by.
fn attribution(attribution: &Attribution) -> Value {
	let cited = |Cited { contribution, line, share }: &Cited| {
		json!({ "contribution": contribution, "line":
		line, "share": share })
	};
	let record =
		|(contribution, line): &(ContributionId, u32)| json!({ "contribution": contribution, "line": line });
	let quote = |Quote { start, length, text, bits, occurrences, records }: &Quote| {
		json!({
			"start": start,
			"length": length,
			"text": text,
			"bits": bits,
			"occurrences": occurrences,
			"records": records.iter().map(record).collect::<Value>(),
		})
	};
	json!({
		"tuned_share": attribution.tuned_share,
		"records": attribution.records.iter().map(cited).collect::<Value>(),
		"spans": attribution.spans.iter().map(quote).collect::<Value>(),
	})
}

/// Returns a receipt field by field, with its SCALE bytes, which are what is hashed.
fn receipt(receipt: &Receipt) -> Value {
	json!({
		"genesis": receipt.genesis,
		"session": receipt.session,
		"index": receipt.index,
		"model": receipt.model,
		"adapter": receipt.adapter,
		"prompt": receipt.prompt,
		"answer": receipt.answer,
		"prompt_tokens": receipt.prompt_tokens,
		"completion_tokens": receipt.completion_tokens,
		"price": receipt.price.to_string(),
		"cumulative": receipt.cumulative.to_string(),
		"influence": influence(&receipt.influence),
		"scale": sp_core::bytes::to_hex(&receipt.encode(), false),
	})
}

/// Returns a signature in SCALE, as those of vouchers come.
fn signature(signature: &Signature) -> Value {
	sp_core::bytes::to_hex(&signature.encode(), false).into()
}

/// Returns a point up to which a voucher may pay: what it has to say.
pub(crate) fn boundary(Boundary { answers, cumulative, receipts }: &Boundary) -> Value {
	json!({ "answers": answers, "cumulative": cumulative.to_string(), "receipts": receipts })
}

/// Returns a session as this side and the chain know it. The last receipt comes along until it is promised:
/// its answer may not have reached the user.
pub(crate) fn session(SessionView { info, state, unpaid }: &SessionView) -> Value {
	let unpaid = unpaid.as_ref().map(
		|signed| json!({ "receipt": receipt(&signed.receipt), "signature": signature(&signed.signature) }),
	);
	json!({
		"session": info.id,
		"model": info.model.to_string(),
		"deposited": info.deposited.to_string(),
		"settled": info.settled.to_string(),
		"closing_at": info.closing_at,
		"owed": state.owed.cumulative.to_string(),
		"promised": state.promised.cumulative.to_string(),
		"answers": state.owed.answers,
		"unsettled_answers": state.unsettled,
		"next": boundary(&state.owed),
		"paid": boundary(&state.promised),
		"unpaid": unpaid,
	})
}

/// Returns a list of models. `since` is when the service started: the chain does not say when a model was
/// made.
pub(super) fn models(list: &[ModelInfo<AccountId>], since: u64) -> Value {
	json!({ "object": "list", "data": list.iter().map(|info| model(info, since)).collect::<Value>() })
}

/// Returns one model.
pub(super) fn model(info: &ModelInfo<AccountId>, since: u64) -> Value {
	let price = info.price.unwrap_or_default();
	json!({
		"id": info.id.to_string(),
		"object": "model",
		"created": since,
		"owned_by": info.owner.to_string(),
		"name": String::from_utf8_lossy(&info.name),
		"price": {
			"prompt_per_1k": price.prompt_per_1k.to_string(),
			"completion_per_1k": price.completion_per_1k.to_string(),
		},
	})
}
