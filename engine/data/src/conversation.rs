//! Lists of messages as turns, and the rules that a conversation keeps.

use crate::{
	error::Problem,
	record::{Record, Role, Turn},
	value::{is_nothing, kind},
};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use serde_json::{Map, Value};

/// The names of a message's fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
	/// `role` and `content`.
	Messages,
	/// `from` and `value`, or those of [`Form::Messages`].
	ShareGpt,
}

/// Reads a list of messages. Those of the model are learnt if `learnt` says so and they do not weigh 0.
pub(crate) fn turns(form: Form, list: Value, learnt: bool) -> Result<Vec<Turn>, Problem> {
	let Value::Array(items) = list else {
		let field = if form == Form::Messages { "messages" } else { "conversations" };
		return Err(Problem::Kind { field: field.into(), found: kind(&list), needed: "a list of messages" });
	};
	let each = items.into_iter().zip(1..).map(|(item, number)| match item {
		Value::Object(message) => turn(form, message, number, learnt),
		other => Err(Problem::Kind {
			field: format!("turn {number}"),
			found: kind(&other),
			needed: "an object with role and content",
		}),
	});
	each.collect()
}

fn turn(form: Form, mut message: Map<String, Value>, number: usize, learnt: bool) -> Result<Turn, Problem> {
	for name in ["tool_calls", "function_call", "audio"] {
		if message.get(name).is_some_and(|value| !is_nothing(value)) {
			return Err(Problem::Unsupported(format!(
				"turn {number} has {name}, which is not trained here: write it as text or leave the row out"
			)));
		}
	}
	let mut take = |share_gpt: &str, messages: &str| {
		let first = message.remove(share_gpt).filter(|_| form == Form::ShareGpt);
		first.or_else(|| message.remove(messages))
	};
	let (author, content) = (take("from", "role"), take("value", "content"));
	let missing = |name: &str| Problem::Turns(format!("turn {number} has no {name}: add it"));
	let author = match author {
		Some(Value::String(author)) => author,
		Some(other) => {
			let field = format!("role of turn {number}");
			return Err(Problem::Kind { field, found: kind(&other), needed: "system, user or assistant" });
		},
		None => return Err(missing(if form == Form::Messages { "role" } else { "from" })),
	};
	let role = role(&author, number)?;
	let content = content.ok_or_else(|| missing(if form == Form::Messages { "content" } else { "value" }))?;
	let text = text(content, number)?;
	let learnt = learnt && role == Role::Assistant && weighs(message.get("weight"), number)?;
	Ok(Turn { role, text, learnt })
}

fn role(author: &str, number: usize) -> Result<Role, Problem> {
	match author {
		"system" | "developer" => Ok(Role::System),
		"user" | "human" | "prompter" => Ok(Role::User),
		"assistant" | "gpt" | "chatgpt" | "model" | "bot" | "bard" | "bing" => Ok(Role::Assistant),
		"tool" | "function" | "function_call" | "observation" | "ipython" => Err(Problem::Unsupported(
			format!("turn {number} is a tool's ({author}), which is not trained here: leave the row out"),
		)),
		other => {
			let short: String = other.chars().take(40).collect();
			Err(Problem::Turns(format!("turn {number} is by {short:?}: write system, user or assistant")))
		},
	}
}

/// Returns a message's text; parts of text are put together.
fn text(content: Value, number: usize) -> Result<String, Problem> {
	let wrong = |found| Problem::Kind { field: format!("turn {number}"), found, needed: "a text" };
	match content {
		Value::String(text) => Ok(text),
		Value::Array(parts) => {
			let mut all = String::new();
			for part in parts {
				match (part.get("type").and_then(Value::as_str), part.get("text")) {
					(Some("text") | None, Some(Value::String(text))) => all.push_str(text),
					(Some(other), _) => {
						let short: String = other.chars().take(40).collect();
						return Err(Problem::Unsupported(format!(
							"turn {number} has a part of type {short:?}: only text is trained here"
						)));
					},
					_ => return Err(wrong("a list of something else than text")),
				}
			}
			Ok(all)
		},
		other => Err(wrong(kind(&other))),
	}
}

/// Reads the weight of a message: 0 is not learnt, 1 is.
fn weighs(weight: Option<&Value>, number: usize) -> Result<bool, Problem> {
	match weight {
		None | Some(Value::Null) => Ok(true),
		Some(Value::Number(weight)) if weight.as_f64() == Some(0.0) => Ok(false),
		Some(Value::Number(weight)) if weight.as_f64() == Some(1.0) => Ok(true),
		Some(other) => Err(Problem::Unsupported(format!(
			"turn {number} has weight {}: 0 and 1 are possible",
			other.to_string().chars().take(20).collect::<String>()
		))),
	}
}

/// Makes a record of turns that keep the rules: an instruction of the system first or nowhere, then a person
/// and the model in turn, with something to learn. What follows the last turn that is learnt is cut off,
/// since nothing is learnt from it.
pub(crate) fn check(mut turns: Vec<Turn>) -> Result<Record, Problem> {
	let refuse = |why: String| Err(Problem::Turns(why));
	if turns.is_empty() {
		return refuse("the conversation has no turns: add a question and an answer".into());
	}
	let mut before = None;
	for (turn, number) in turns.iter().zip(1..) {
		let name = turn.role.name();
		match (before, turn.role) {
			(None, Role::System | Role::User) => {},
			(None, Role::Assistant) => {
				return refuse("the conversation begins with the assistant: begin with the user".into());
			},
			(Some(_), Role::System) => {
				return refuse(format!("turn {number} is the system's: only the first may be"));
			},
			(Some(Role::System), Role::Assistant) => {
				return refuse(format!("turn {number} answers nobody: put a turn of the user before it"));
			},
			(Some(last), role) if last == role => {
				return refuse(format!("turns {} and {number} are both by {name}: join them", number - 1));
			},
			_ => {},
		}
		if turn.text.trim().is_empty() {
			return Err(Problem::EmptyTurn(number));
		}
		before = Some(turn.role);
	}
	match turns.iter().rposition(|turn| turn.learnt) {
		Some(last) => turns.truncate(last + 1),
		None if turns.iter().any(|turn| turn.role == Role::Assistant) => {
			return refuse("no turn is learnt: give one of the assistant weight 1".into());
		},
		None => return refuse("the conversation has no turn of the assistant: add the answer".into()),
	}
	Ok(Record { turns })
}
