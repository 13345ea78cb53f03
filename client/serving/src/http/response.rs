//! Replies as they go over the wire.

use crate::{
	chat::{FinishedAnswer, SessionView},
	loader::{Attribution, Cited, Quote},
};
use codec::Encode;
use openledger_infer::Finish;
use openledger_primitives::{
	AccountId, ContributionId, ModelId, Signature, boundary::Boundary, influence::InfluenceVector,
	model::ModelInfo, usage::Receipt,
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
	pub fn completion(&self, id: &str) -> Value {
		let message = json!({ "role": "assistant", "content": self.text });
		json!({
			"id": id,
			"object": "chat.completion",
			"created": self.created,
			"model": self.receipt.model.to_string(),
			"choices": [{ "index": 0, "message": message, "finish_reason": self.reason() }],
			"usage": self.usage(),
			"openledger": self.openledger(),
		})
	}

	/// Returns the last chunk of a stream.
	pub fn last_chunk(&self, id: &str) -> Value {
		let mut value = chunk(id, self.receipt.model, self.created, json!({}), Some(self.reason()));
		value["usage"] = self.usage();
		value["openledger"] = self.openledger();
		value
	}
}

/// Returns a chunk of a stream.
pub(crate) fn chunk(id: &str, model: ModelId, created: u64, delta: Value, reason: Option<&str>) -> Value {
	json!({
		"id": id,
		"object": "chat.completion.chunk",
		"created": created,
		"model": model.to_string(),
		"choices": [{ "index": 0, "delta": delta, "finish_reason": reason }],
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

/// Returns a list of models.
pub(crate) fn models(list: &[ModelInfo<AccountId>]) -> Value {
	let each = list.iter().map(|info| {
		let price = info.price.unwrap_or_default();
		json!({
			"id": info.id.to_string(),
			"object": "model",
			"owned_by": info.owner.to_string(),
			"name": String::from_utf8_lossy(&info.name),
			"price": {
				"prompt_per_1k": price.prompt_per_1k.to_string(),
				"completion_per_1k": price.completion_per_1k.to_string(),
			},
		})
	});
	json!({ "object": "list", "data": each.collect::<Value>() })
}
