//! From a line to a record: the fields of an object, and the shapes that they make up.

use crate::{
	conversation::{self, Form},
	error::Problem,
	record::{Record, Role, Shape, Turn},
	syntax::explain,
	value::{is_nothing, kind},
};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use serde::{
	Deserialize, Deserializer,
	de::{IgnoredAny, MapAccess, Visitor},
};
use serde_json::Value;

/// Most names of unknown fields that a message lists.
const NAMES: usize = 6;

/// The fields of a row that mean something.
#[derive(Default)]
struct Fields {
	prompt: Option<Value>,
	completion: Option<Value>,
	messages: Option<Value>,
	conversations: Option<Value>,
	instruction: Option<Value>,
	input: Option<Value>,
	output: Option<Value>,
	system: Option<Value>,
	history: Option<Value>,
	tools: Option<Value>,
	chosen: Option<Value>,
	/// Names of the first unknown fields.
	others: Vec<String>,
}

impl Fields {
	fn slot(&mut self, name: &str) -> Option<(&'static str, &mut Option<Value>)> {
		Some(match name {
			"prompt" => ("prompt", &mut self.prompt),
			"completion" => ("completion", &mut self.completion),
			"messages" => ("messages", &mut self.messages),
			"conversations" => ("conversations", &mut self.conversations),
			"instruction" => ("instruction", &mut self.instruction),
			"input" => ("input", &mut self.input),
			"output" => ("output", &mut self.output),
			"system" => ("system", &mut self.system),
			"history" => ("history", &mut self.history),
			"tools" => ("tools", &mut self.tools),
			"chosen" => ("chosen", &mut self.chosen),
			_ => return None,
		})
	}
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
	type Value = Fields;

	fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a JSON object")
	}

	fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
		let mut fields = Fields::default();
		while let Some(name) = map.next_key::<String>()? {
			match fields.slot(&name) {
				Some((name, Some(_))) => {
					return Err(serde::de::Error::custom(format!("{name} stands twice in the row")));
				},
				Some((_, slot)) => *slot = Some(map.next_value()?),
				None => {
					map.next_value::<IgnoredAny>()?;
					if fields.others.len() < NAMES {
						fields.others.push(name.chars().take(40).collect());
					}
				},
			}
		}
		Ok(fields)
	}
}

impl<'de> Deserialize<'de> for Fields {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		deserializer.deserialize_map(FieldsVisitor)
	}
}

impl<'de> Deserialize<'de> for Record {
	/// Reads an object of any of the shapes.
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let fields = Fields::deserialize(deserializer)?;
		shape(fields).map(|(_, record)| record).map_err(serde::de::Error::custom)
	}
}

/// Reads one line, which is not blank.
pub(crate) fn read(line: &str) -> Result<(Shape, Record), Problem> {
	let text = line.trim();
	if !text.starts_with('{') {
		return match serde_json::from_str::<Value>(text) {
			Ok(value) => Err(Problem::NotAnObject(kind(&value))),
			Err(error) => Err(explain(line, &error)),
		};
	}
	shape(serde_json::from_str(line).map_err(|error| explain(line, &error))?)
}

fn shape(mut fields: Fields) -> Result<(Shape, Record), Problem> {
	if fields.chosen.is_some() && fields.completion.is_none() {
		return Err(Problem::Unsupported(
			"the row is a preference (chosen, rejected): write the chosen answer as completion".into(),
		));
	}
	if fields.prompt.is_some() || fields.completion.is_some() {
		return pair(fields);
	}
	if let Some(tools) = &fields.tools
		&& !is_nothing(tools)
	{
		return Err(Problem::Unsupported("the row brings tools, which are not trained here".into()));
	}
	let turns = |form, list: Value, learnt, fields: Fields| {
		let own = conversation::turns(form, list, learnt)?;
		conversation::check(system(fields.system)?.into_iter().chain(own).collect())
	};
	if let Some(list) = fields.messages.take() {
		return Ok((Shape::Messages, turns(Form::Messages, list, true, fields)?));
	}
	if let Some(list) = fields.conversations.take() {
		return Ok((Shape::ShareGpt, turns(Form::ShareGpt, list, true, fields)?));
	}
	if fields.instruction.is_some() {
		return alpaca(fields);
	}
	Err(Problem::NoShape(names(&fields)))
}

fn names(fields: &Fields) -> String {
	let known = [("input", &fields.input), ("output", &fields.output), ("system", &fields.system)];
	let known = known.into_iter().filter(|(_, field)| field.is_some()).map(|(name, _)| name);
	let all: Vec<&str> = known.chain(fields.others.iter().map(String::as_str)).collect();
	match all.is_empty() {
		true => "the row has no fields".into(),
		false => format!("the row has only {}", all.join(", ")),
	}
}

/// Reads `prompt` and `completion`, both texts or both lists of messages.
fn pair(mut fields: Fields) -> Result<(Shape, Record), Problem> {
	let prompt = fields.prompt.take().ok_or(Problem::Missing("prompt"))?;
	let completion = fields.completion.take().ok_or(Problem::Missing("completion"))?;
	if let (Value::Array(_), Value::Array(_)) = (&prompt, &completion) {
		let asked = conversation::turns(Form::Messages, prompt, false)?;
		let answered = conversation::turns(Form::Messages, completion, true)?;
		return Ok((Shape::ChatPair, conversation::check(asked.into_iter().chain(answered).collect())?));
	}
	let (prompt, completion) = (text("prompt", prompt)?, text("completion", completion)?);
	for (name, field) in [("prompt", &prompt), ("completion", &completion)] {
		if field.trim().is_empty() {
			return Err(Problem::Empty(name));
		}
	}
	Ok((Shape::Pair, Record::pair(prompt, completion)))
}

/// Reads `instruction`, `input` and `output`: the question is the instruction, an empty line and the input.
fn alpaca(fields: Fields) -> Result<(Shape, Record), Problem> {
	let instruction = text("instruction", fields.instruction.unwrap_or_default())?;
	let input = match fields.input {
		None | Some(Value::Null) => String::new(),
		Some(value) => text("input", value)?,
	};
	let output = text("output", fields.output.ok_or(Problem::Missing("output"))?)?;
	if fields.history.as_ref().is_some_and(|history| !is_nothing(history)) {
		return Err(Problem::Unsupported("history is not read: write the conversation as messages".into()));
	}
	for (name, field) in [("instruction", &instruction), ("output", &output)] {
		if field.trim().is_empty() {
			return Err(Problem::Empty(name));
		}
	}
	let question = match input.trim().is_empty() {
		true => instruction,
		false => format!("{instruction}\n\n{input}"),
	};
	let turns = system(fields.system)?.into_iter().chain(Record::pair(question, output).turns).collect();
	Ok((Shape::Alpaca, conversation::check(turns)?))
}

/// Reads an instruction of the system beside the turns.
fn system(field: Option<Value>) -> Result<Option<Turn>, Problem> {
	let text = match field {
		None | Some(Value::Null) => return Ok(None),
		Some(value) => text("system", value)?,
	};
	let turn = Turn { role: Role::System, text, learnt: false };
	Ok(Some(turn).filter(|turn| !turn.text.trim().is_empty()))
}

fn text(field: &str, value: Value) -> Result<String, Problem> {
	match value {
		Value::String(text) => Ok(text),
		other => Err(Problem::Kind { field: field.to_string(), found: kind(&other), needed: "a text" }),
	}
}
