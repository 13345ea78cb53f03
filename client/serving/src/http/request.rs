//! Requests as they come over the wire.

use super::fields;
use crate::{catalog::ModelName, chat::ChatRequest, error::ChatError};
use openledger_model::{Message, Role};
use openledger_payments::SentVoucher;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Most messages of a conversation.
const MAX_MESSAGES: usize = 256;
/// Most texts that end an answer.
const MAX_STOPS: usize = 4;
/// Most bytes of a text that ends an answer.
const MAX_STOP_BYTES: usize = 256;

/// A number that may come as a JSON number or, since JavaScript loses digits beyond 2^53, as a string.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Number {
	Plain(u64),
	Text(String),
}

impl Number {
	fn read<T: std::str::FromStr + TryFrom<u64>>(&self, name: &str) -> Result<T, ChatError> {
		let read = match self {
			Self::Plain(number) => T::try_from(*number).ok(),
			Self::Text(text) => text.parse().ok(),
		};
		read.ok_or_else(|| {
			ChatError::field(
				format!("openledger.{name}"),
				format!("{name} must be a whole number, as a number or a string"),
			)
		})
	}
}

#[derive(Clone, Debug, Deserialize)]
struct WireVoucher {
	session: Number,
	answers: Number,
	cumulative: Number,
	receipts: String,
	signature: String,
	genesis: Option<String>,
	tokens: Option<bool>,
}

impl WireVoucher {
	fn read(self) -> Result<SentVoucher, ChatError> {
		let (session, answers) = (self.session.read("session")?, self.answers.read("answers")?);
		let cumulative = self.cumulative.read("cumulative")?;
		let malformed =
			|_| ChatError::field("openledger.receipts", "receipts must be 32 bytes in hexadecimal");
		let receipts = self.receipts.parse().map_err(malformed)?;
		let Self { signature, genesis, .. } = self;
		Ok(SentVoucher { session, answers, cumulative, receipts, signature, genesis })
	}
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, ChatError> {
	serde_json::from_slice(body)
		.map_err(|error| ChatError::Malformed(format!("the body cannot be read: {error}")))
}

impl ChatRequest {
	/// Parses and checks a request.
	pub fn parse(body: &[u8]) -> Result<Self, ChatError> {
		let body: Map<String, Value> = parse(body)?;
		fields::check(&body)?;
		let model = model(&body)?;
		let messages = messages(&body)?;
		let max_tokens = max_tokens(&body)?;
		let stream = flag(body.get("stream"), "stream")?;
		let wants_usage = wants_usage(&body)?;
		let stops = stops(body.get("stop"))?;
		let voucher = body.get("openledger").filter(|voucher| !voucher.is_null());
		let voucher = voucher.cloned().ok_or(ChatError::NoVoucher)?;
		let malformed =
			|error| ChatError::field("openledger", format!("the voucher cannot be read: {error}"));
		let voucher: WireVoucher = serde_json::from_value(voucher).map_err(malformed)?;
		let wants_tokens = voucher.tokens.unwrap_or(false);
		let voucher = voucher.read()?;
		Ok(Self { model, messages, max_tokens, stops, stream, wants_usage, wants_tokens, voucher })
	}
}

/// Parses the body of a payment.
pub(crate) fn parse_voucher(body: &[u8]) -> Result<SentVoucher, ChatError> {
	parse::<WireVoucher>(body)?.read()
}

/// Parses a model's number or name.
pub(super) fn model_name(text: &str) -> ModelName {
	text.parse().map_or_else(|_| ModelName::Name(text.into()), ModelName::Number)
}

fn model(body: &Map<String, Value>) -> Result<ModelName, ChatError> {
	let number = |value: &Value| value.as_u64().and_then(|number| number.try_into().ok());
	match body.get("model") {
		Some(Value::String(text)) => Ok(model_name(text)),
		Some(value) if number(value).is_some() => Ok(ModelName::Number(number(value).unwrap_or_default())),
		_ => Err(ChatError::field("model", "model must be the number or the name of a model of /v1/models")),
	}
}

fn flag(value: Option<&Value>, name: &str) -> Result<bool, ChatError> {
	match value {
		None | Some(Value::Null) => Ok(false),
		Some(Value::Bool(flag)) => Ok(*flag),
		Some(_) => Err(ChatError::field(name, format!("{name} must be true or false"))),
	}
}

fn wants_usage(body: &Map<String, Value>) -> Result<bool, ChatError> {
	let Some(options) = body.get("stream_options").filter(|options| !options.is_null()) else {
		return Ok(false);
	};
	let Some(options) = options.as_object() else {
		return Err(ChatError::field("stream_options", "stream_options must be an object"));
	};
	if body.get("stream") != Some(&Value::Bool(true)) {
		return Err(ChatError::field("stream_options", "stream_options is for streams: set stream to true"));
	}
	// Padding against the guessing of lengths is not there to be turned off.
	let known = ["include_usage", "include_obfuscation"];
	if let Some(name) = options.keys().find(|name| !known.contains(&name.as_str())) {
		let name = format!("stream_options.{name}");
		return Err(ChatError::field(&name, format!("there is no field {name}: leave it out")));
	}
	if flag(options.get("include_obfuscation"), "stream_options.include_obfuscation")? {
		let name = "stream_options.include_obfuscation";
		return Err(ChatError::unsupported(
			name,
			format!("{name} can only be false here: chunks are not padded"),
		));
	}
	flag(options.get("include_usage"), "stream_options.include_usage")
}

/// Reads the limit on tokens. Some clients send it as 10.0.
fn max_tokens(body: &Map<String, Value>) -> Result<Option<u32>, ChatError> {
	for name in ["max_completion_tokens", "max_tokens"] {
		let Some(value) = body.get(name).filter(|value| !value.is_null()) else { continue };
		let whole = value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 1.0);
		// The conversion saturates, and any number beyond is more than an answer can have.
		return match whole {
			Some(number) => Ok(Some(number as u32)),
			None => Err(ChatError::field(name, format!("{name} must be a whole number of at least 1"))),
		};
	}
	Ok(None)
}

fn stops(value: Option<&Value>) -> Result<Vec<String>, ChatError> {
	let refuse = || {
		ChatError::field(
			"stop",
			"stop must be a text or up to four of them, each with 1 to 256 bytes".to_string(),
		)
	};
	let text = |value: &Value| match value {
		Value::String(text) if (1..=MAX_STOP_BYTES).contains(&text.len()) => Ok(text.clone()),
		_ => Err(refuse()),
	};
	match value {
		None | Some(Value::Null) => Ok(Vec::new()),
		Some(Value::Array(texts)) if texts.len() <= MAX_STOPS => texts.iter().map(text).collect(),
		Some(value) => Ok(vec![text(value)?]),
	}
}

fn messages(body: &Map<String, Value>) -> Result<Vec<Message>, ChatError> {
	let messages = body.get("messages").and_then(Value::as_array);
	let Some(messages) = messages.filter(|all| (1..=MAX_MESSAGES).contains(&all.len())) else {
		return Err(ChatError::field("messages", "messages must be a list of 1 to 256 messages"));
	};
	messages.iter().enumerate().map(|(at, wire)| message(wire, &format!("messages[{at}]"))).collect()
}

fn message(wire: &Value, at: &str) -> Result<Message, ChatError> {
	let role = match wire.get("role").and_then(Value::as_str) {
		Some("system" | "developer") => Role::System,
		Some("user") => Role::User,
		Some("assistant") => Role::Assistant,
		Some(role @ ("tool" | "function")) => {
			let text = format!("messages of role {role} are not understood here: the models call no tools");
			return Err(ChatError::unsupported(format!("{at}.role"), text));
		},
		_ => {
			let text = format!("{at}.role must be system, developer, user or assistant");
			return Err(ChatError::field(format!("{at}.role"), text));
		},
	};
	let param = format!("{at}.content");
	let content = match wire.get("content") {
		Some(Value::String(text)) => text.clone(),
		Some(Value::Array(parts)) => {
			let each =
				parts.iter().enumerate().map(|(number, part)| part_text(part, &format!("{param}[{number}]")));
			each.collect::<Result<Vec<_>, _>>()?.concat()
		},
		// What an assistant said when it called a tool, or refused.
		None | Some(Value::Null) if role == Role::Assistant => String::new(),
		_ => {
			return Err(ChatError::field(
				&param,
				format!("{param} must be a text or a list of parts of type text"),
			));
		},
	};
	Ok(Message { role, content })
}

fn part_text(part: &Value, at: &str) -> Result<String, ChatError> {
	let kind = part.get("type").and_then(Value::as_str).unwrap_or_default();
	match (kind, part.get("text").and_then(Value::as_str)) {
		("text", Some(text)) => Ok(text.into()),
		_ => Err(ChatError::unsupported(
			at,
			format!("{at} must be of type text: the models read nothing else"),
		)),
	}
}
