//! The ways in which models write turns, built in: marks as ids, contents as plain text.
//!
//! Rendering a file's own template and reading marks from the text that comes out would let a record forge a
//! turn. So the template is only looked at, to find out which of the known ways it is.

use super::{Message, Role};
use crate::gguf::GgufError;

/// A way of writing turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
	/// `<|im_start|>role⏎content<|im_end|>⏎`: SmolLM, Qwen and many others.
	ChatMl,
	/// `<|start_header_id|>role<|end_header_id|>⏎⏎content<|eot_id|>`: Llama 3.
	Llama3,
	/// `<start_of_turn>role⏎content<end_of_turn>⏎`: Gemma, whose assistant is called model.
	Gemma,
	/// `[INST]question[/INST]answer</s>`: Mistral.
	Mistral,
}

/// The known ways, in the order in which a vocabulary is searched for their marks.
const FORMATS: [Format; 4] = [Format::ChatMl, Format::Llama3, Format::Gemma, Format::Mistral];

impl Format {
	/// Returns the name that people know it by.
	fn name(self) -> &'static str {
		match self {
			Self::ChatMl => "ChatML",
			Self::Llama3 => "Llama 3",
			Self::Gemma => "Gemma",
			Self::Mistral => "Mistral",
		}
	}

	/// Returns the marks that open a turn and that end its head.
	fn marks(self) -> [&'static str; 2] {
		match self {
			Self::ChatMl => ["<|im_start|>", "<|im_end|>"],
			Self::Llama3 => ["<|start_header_id|>", "<|end_header_id|>"],
			Self::Gemma => ["<start_of_turn>", "<end_of_turn>"],
			Self::Mistral => ["[INST]", "[/INST]"],
		}
	}

	/// Returns whether a template has its marks.
	fn is_in(self, template: &str) -> bool {
		let [open, close] = self.marks();
		template.contains(open) && template.contains(close)
	}
}

/// A model's way of writing turns, with the ids of its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turns {
	format: Format,
	/// The id that a conversation begins with, if it begins with one.
	bos: Option<u32>,
	/// The ids of [`Format::marks`].
	marks: [u32; 2],
	/// The id that ends a turn of the assistant.
	end: u32,
}

impl Turns {
	/// Chooses the way that a template is written in or, without a template, the one whose marks the
	/// vocabulary has.
	///
	/// `special` finds special tokens by name. Llama 3, Gemma and Mistral begin a conversation with `bos`
	/// unless the file says otherwise by `adds_bos`; ChatML does so only if the file says so.
	pub(crate) fn choose(
		template: Option<&str>,
		special: impl Fn(&str) -> Option<u32>,
		bos: Option<u32>,
		adds_bos: Option<bool>,
		eos: Option<u32>,
	) -> Result<Self, GgufError> {
		let known = || FORMATS.map(Format::name).join(", ");
		let end = |format| match format {
			Format::ChatMl | Format::Gemma => special(format.marks()[1]),
			Format::Llama3 => special("<|eot_id|>"),
			Format::Mistral => eos,
		};
		let with_marks = |format: Format| {
			let [open, close] = format.marks().map(&special);
			Some((format, [open?, close?], end(format)?))
		};
		let found = match template {
			Some(template) => {
				let format = FORMATS.into_iter().find(|format| format.is_in(template)).ok_or_else(|| {
					GgufError::Unsupported(format!(
						"its chat template is none that is known ({}): take a file with one of these, or \
						 remove tokenizer.chat_template to choose by the vocabulary",
						known()
					))
				})?;
				with_marks(format).ok_or_else(|| {
					let marks = format.marks().join(" or ");
					GgufError::Unsupported(format!(
						"a {} chat template, but no special token {marks} that it needs",
						format.name()
					))
				})?
			},
			None => FORMATS.into_iter().find_map(with_marks).ok_or_else(|| {
				let marks = FORMATS.map(|format| format.marks()[0]).join(", ");
				GgufError::Unsupported(format!(
					"no chat template, and no special token that opens a turn ({marks}): take a file of an \
					 instruct model"
				))
			})?,
		};
		let (format, marks, end) = found;
		let begins = adds_bos.unwrap_or(format != Format::ChatMl);
		Ok(Self { format, bos: bos.filter(|bos| begins && *bos != marks[0]), marks, end })
	}

	/// Returns whether this is ChatML.
	pub(crate) fn is_chat_ml(&self) -> bool {
		self.format == Format::ChatMl
	}

	/// Returns the id that opens a turn.
	pub(crate) fn start(&self) -> u32 {
		self.marks[0]
	}

	/// Returns the id that ends a turn of the assistant.
	pub(crate) fn end(&self) -> u32 {
		self.end
	}

	/// Returns all ids that no text may spell.
	pub(crate) fn marks(&self) -> impl Iterator<Item = u32> {
		self.marks.into_iter().chain([self.end]).chain(self.bos)
	}

	/// Returns the ids of a conversation up to where the model's answer begins; `encode` gives those of plain
	/// text.
	pub(crate) fn prompt(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>) -> Vec<u32> {
		let mut ids = Vec::from_iter(self.bos);
		match self.format {
			Format::ChatMl => self.chat_ml(messages, encode, &mut ids),
			Format::Llama3 => self.llama3(messages, encode, &mut ids),
			Format::Gemma => self.gemma(messages, encode, &mut ids),
			Format::Mistral => self.mistral(messages, encode, &mut ids),
		}
		ids
	}

	/// Returns the ids that stand between the mark that ends an answer and the answer to further messages.
	pub(crate) fn continuation(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>) -> Vec<u32> {
		let mut ids = match self.format {
			Format::ChatMl | Format::Gemma => encode("\n"),
			Format::Llama3 | Format::Mistral => Vec::new(),
		};
		ids.extend(Self { bos: None, ..*self }.prompt(messages, encode));
		ids
	}

	fn chat_ml(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>, ids: &mut Vec<u32>) {
		for message in messages {
			ids.push(self.marks[0]);
			ids.extend(encode(&format!("{}\n", message.role.name())));
			ids.extend(encode(&message.content));
			ids.push(self.end);
			ids.extend(encode("\n"));
		}
		ids.push(self.marks[0]);
		ids.extend(encode("assistant\n"));
	}

	fn llama3(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>, ids: &mut Vec<u32>) {
		let head = |role: Role, ids: &mut Vec<u32>| {
			ids.push(self.marks[0]);
			ids.extend(encode(role.name()));
			ids.push(self.marks[1]);
		};
		for message in messages {
			head(message.role, ids);
			ids.extend(encode(&format!("\n\n{}", message.content.trim())));
			ids.push(self.end);
		}
		head(Role::Assistant, ids);
		ids.extend(encode("\n\n"));
	}

	fn gemma(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>, ids: &mut Vec<u32>) {
		for (role, content) in without_system(messages) {
			let role = if role == Role::Assistant { "model" } else { "user" };
			ids.push(self.marks[0]);
			ids.extend(encode(&format!("{role}\n{}", content.trim())));
			ids.push(self.end);
			ids.extend(encode("\n"));
		}
		ids.push(self.marks[0]);
		ids.extend(encode("model\n"));
	}

	fn mistral(&self, messages: &[Message], encode: &dyn Fn(&str) -> Vec<u32>, ids: &mut Vec<u32>) {
		for (role, content) in without_system(messages) {
			if role == Role::Assistant {
				ids.extend(encode(&content));
				ids.push(self.end);
			} else {
				ids.push(self.marks[0]);
				ids.extend(encode(&content));
				ids.push(self.marks[1]);
			}
		}
	}
}

/// Returns the messages, with instructions put in front of the next message of the user: some ways of writing
/// turns have no turn for them.
fn without_system(messages: &[Message]) -> Vec<(Role, String)> {
	let (mut turns, mut waiting) = (Vec::new(), String::new());
	for message in messages {
		match message.role {
			Role::System => waiting += &format!("{}\n\n", message.content.trim()),
			Role::User => turns.push((Role::User, std::mem::take(&mut waiting) + &message.content)),
			Role::Assistant => turns.push((Role::Assistant, message.content.clone())),
		}
	}
	// Instructions after which nobody asks are the question.
	if !waiting.is_empty() {
		turns.push((Role::User, waiting.trim_end().into()));
	}
	turns
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Special tokens of all known ways, ids from 1 on.
	const SPECIAL: [&str; 12] = [
		"<|im_start|>",
		"<|im_end|>",
		"<|start_header_id|>",
		"<|end_header_id|>",
		"<|eot_id|>",
		"<start_of_turn>",
		"<end_of_turn>",
		"[INST]",
		"[/INST]",
		"<|begin_of_text|>",
		"<bos>",
		"</s>",
	];

	fn id(name: &str) -> Option<u32> {
		SPECIAL.iter().position(|special| *special == name).map(|place| place as u32 + 1)
	}

	/// Returns the way that a template of these marks is written in, with that beginning and end.
	fn turns(template: &str, bos: &str, adds_bos: Option<bool>) -> Turns {
		Turns::choose(Some(template), id, id(bos), adds_bos, id("</s>")).unwrap()
	}

	/// Writes a conversation with marks by name.
	fn written(turns: &Turns, messages: &[(Role, &str)]) -> String {
		let messages: Vec<Message> = messages
			.iter()
			.map(|(role, content)| Message { role: *role, content: (*content).into() })
			.collect();
		let encode = |text: &str| text.chars().map(|c| c as u32 + 1000).collect();
		let ids = turns.prompt(&messages, &encode);
		let text = |id: u32| match id {
			1000.. => char::from_u32(id - 1000).unwrap().to_string(),
			_ => SPECIAL[id as usize - 1].to_string(),
		};
		ids.into_iter().map(text).collect()
	}

	const TALK: [(Role, &str); 4] = [
		(Role::System, "Be brief."),
		(Role::User, "One? "),
		(Role::Assistant, "Two."),
		(Role::User, "Three?"),
	];

	#[test]
	fn chat_ml() {
		let chat_ml = turns("{{'<|im_start|>' + role + content + '<|im_end|>'}}", "<bos>", None);
		assert_eq!(
			written(&chat_ml, &TALK),
			"<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nOne? <|im_end|>\n\
			 <|im_start|>assistant\nTwo.<|im_end|>\n<|im_start|>user\nThree?<|im_end|>\n\
			 <|im_start|>assistant\n"
		);
		let begun = turns("<|im_start|><|im_end|>", "<bos>", Some(true));
		assert_eq!(written(&begun, &[]), "<bos><|im_start|>assistant\n");
		// SmolLM2 names the mark that opens a turn as the beginning: it is not doubled.
		let same = turns("<|im_start|><|im_end|>", "<|im_start|>", Some(true));
		assert_eq!(written(&same, &[]), "<|im_start|>assistant\n");
	}

	#[test]
	fn llama_3() {
		let template = "<|start_header_id|> <|end_header_id|> <|eot_id|>";
		let llama = turns(template, "<|begin_of_text|>", None);
		assert_eq!(
			written(&llama, &TALK),
			"<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>\
			 <|start_header_id|>user<|end_header_id|>\n\nOne?<|eot_id|>\
			 <|start_header_id|>assistant<|end_header_id|>\n\nTwo.<|eot_id|>\
			 <|start_header_id|>user<|end_header_id|>\n\nThree?<|eot_id|>\
			 <|start_header_id|>assistant<|end_header_id|>\n\n"
		);
		let without = turns(template, "<|begin_of_text|>", Some(false));
		assert!(written(&without, &TALK).starts_with("<|start_header_id|>"));
		assert_eq!(llama.end(), id("<|eot_id|>").unwrap());
	}

	#[test]
	fn gemma() {
		let gemma = turns("<start_of_turn>model <end_of_turn>", "<bos>", Some(true));
		assert_eq!(
			written(&gemma, &TALK),
			"<bos><start_of_turn>user\nBe brief.\n\nOne?<end_of_turn>\n\
			 <start_of_turn>model\nTwo.<end_of_turn>\n\
			 <start_of_turn>user\nThree?<end_of_turn>\n<start_of_turn>model\n"
		);
	}

	#[test]
	fn mistral() {
		let mistral = turns("[INST] [/INST]", "<bos>", None);
		assert_eq!(
			written(&mistral, &TALK),
			"<bos>[INST]Be brief.\n\nOne? [/INST]Two.</s>[INST]Three?[/INST]"
		);
		assert_eq!(written(&mistral, &TALK[..1]), "<bos>[INST]Be brief.[/INST]");
	}

	#[test]
	fn a_conversation_goes_on_as_it_is_written_whole() {
		let encode = |text: &str| text.chars().map(|c| c as u32 + 1000).collect::<Vec<u32>>();
		let message = |(role, content): (Role, &str)| Message { role, content: content.into() };
		let talk = TALK.map(message);
		for (template, bos) in [
			("<|im_start|> <|im_end|>", "<bos>"),
			("<|start_header_id|> <|end_header_id|> <|eot_id|>", "<|begin_of_text|>"),
			("<start_of_turn> <end_of_turn>", "<bos>"),
			("[INST] [/INST]", "<bos>"),
		] {
			let turns = turns(template, bos, Some(true));
			let mut ids = turns.prompt(&talk[..2], &encode);
			ids.extend(encode(&talk[2].content));
			ids.push(turns.end());
			ids.extend(turns.continuation(&talk[3..], &encode));
			assert_eq!(ids, turns.prompt(&talk, &encode), "{template}");
		}
	}

	#[test]
	fn the_template_decides_and_then_the_vocabulary() {
		let both = |name: &str| id(name).filter(|id| *id <= 5);
		let choose = |template| Turns::choose(template, both, None, None, None);
		assert_eq!(choose(None).unwrap().format, Format::ChatMl);
		let headers = Some("<|start_header_id|><|end_header_id|>");
		assert_eq!(choose(headers).unwrap().format, Format::Llama3);
		let none = Turns::choose(None, |_| None, None, None, None).unwrap_err().to_string();
		assert!(none.contains("instruct"), "{none}");
		let unknown = choose(Some("### Instruction: {{ content }}")).unwrap_err().to_string();
		assert!(
			unknown.contains("ChatML, Llama 3, Gemma, Mistral") && unknown.contains("remove"),
			"{unknown}"
		);
		let lacking = choose(Some("<start_of_turn><end_of_turn>")).unwrap_err().to_string();
		assert!(lacking.contains("Gemma") && lacking.contains("<end_of_turn>"), "{lacking}");
	}
}
