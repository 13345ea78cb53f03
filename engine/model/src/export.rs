//! What a PEFT folder needs beside the adapter to give our answers elsewhere: tokenizer, chat template, and a
//! README with a snippet.

use crate::{adapter::Adapter, base::Base, error::Error, tokenizer::hugging_face};
use openledger_content::files::write_atomically;
use serde_json::{Value, json};
use std::path::Path;

/// The template of [`crate::chat`] for ChatML as transformers reads it. It adds no message of the system.
const TEMPLATE: &str = "{%- for message in messages -%}\
	{{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' -}}\
	{%- endfor -%}\
	{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}";

impl Adapter {
	/// Writes a PEFT folder with everything that an answer depends on, but for the base model's weights.
	///
	/// Beside what [`Adapter::to_peft`] writes: `chat_template.jinja`, unless the base writes turns in
	/// another way than ChatML and has no template, `tokenizer.json`, `tokenizer_config.json` and
	/// `README.md`.
	pub fn export(&self, base: &Base, dir: &Path) -> Result<(), Error> {
		self.to_peft(dir)?;
		let write = |name: &str, text: String| write_atomically(&dir.join(name), text.as_bytes());
		let turns = Turns::of(base);
		if let Some(template) = turns.template {
			write("chat_template.jinja", template.into())?;
		}
		let tokenizer = hugging_face(base.file());
		if let Some(tokenizer) = &tokenizer {
			write("tokenizer.json", format!("{tokenizer}\n"))?;
			write("tokenizer_config.json", format!("{:#}\n", tokenizer_config(base, &turns)))?;
		}
		write("README.md", readme(self, base, &turns, tokenizer.is_some()))?;
		Ok(())
	}
}

/// The way in which a base model writes turns, as transformers has to know it.
struct Turns<'a> {
	/// The chat template, if there is one.
	template: Option<&'a str>,
	/// The text of the mark that ends an answer.
	end: &'a str,
	/// A sentence on the template for the README.
	note: &'static str,
}

impl<'a> Turns<'a> {
	fn of(base: &'a Base) -> Self {
		let (file, tokenizer) = (base.file(), base.tokenizer());
		let tokens = file.texts("tokenizer.ggml.tokens").unwrap_or_default();
		let end = tokens.get(tokenizer.im_end() as usize).map(String::as_str).unwrap_or_default();
		let own = file.text("tokenizer.chat_template").ok();
		let (template, note) = match tokenizer.turns().is_chat_ml() {
			true => (
				Some(TEMPLATE),
				"The template adds no message of the system, since none was\n\
				 trained with: with the one that the base model's own template adds, answers differ.",
			),
			false => (
				own,
				"Turns are written as the base model's own template writes them, without the message\n\
				 of the system that some templates add: with one, answers differ.",
			),
		};
		Self { template, end, note }
	}
}

fn tokenizer_config(base: &Base, turns: &Turns) -> Value {
	let file = base.file();
	let bos = file.unsigned("tokenizer.ggml.bos_token_id").ok().and_then(|id| usize::try_from(id).ok());
	let bos = file.texts("tokenizer.ggml.tokens").ok().zip(bos).and_then(|(tokens, id)| tokens.get(id));
	json!({
		"add_bos_token": false,
		"add_eos_token": false,
		"bos_token": bos,
		"chat_template": turns.template,
		"clean_up_tokenization_spaces": false,
		"eos_token": turns.end,
		"model_max_length": base.config().context,
		"pad_token": turns.end,
		"tokenizer_class": "PreTrainedTokenizerFast",
	})
}

fn readme(adapter: &Adapter, base: &Base, turns: &Turns, with_tokenizer: bool) -> String {
	let Turns { template, end, note: turns } = turns;
	let (root, base_root) = (adapter.root(), base.root());
	// A folder is read by its name, a file by its folder's and its own.
	let (of_folder, file, place) = match base.file().is_folder() {
		true => ("", "a folder", "folder = \"FOLDER\"  # where the base model is"),
		false => (
			", gguf_file=gguf",
			"a GGUF file",
			"folder, gguf = \"FOLDER\", \"BASE.gguf\"  # where the base model is",
		),
	};
	let of_base = format!("tokenizer = AutoTokenizer.from_pretrained(folder{of_folder})");
	let tokenizer = match with_tokenizer {
		true => "tokenizer = AutoTokenizer.from_pretrained(adapter)".into(),
		false if template.is_none() => of_base,
		false => {
			format!("{of_base}\ntokenizer.chat_template = open(f\"{{adapter}}/chat_template.jinja\").read()")
		},
	};
	let note = match with_tokenizer {
		true => "Tokenizer and chat template are in this folder.",
		false if template.is_none() => "Tokenizer and chat template are the base model's.",
		false => "The tokenizer is the base model's: this folder has none, and has the chat template.",
	};
	format!(
		"# A LoRA adapter\n\n\
		 | | root |\n|---|---|\n| adapter | `{root:?}` |\n| base model, {file} | `{base_root:?}` |\n\n\
		 {note} {turns}\n\n\
		 This asks one question (`pip install torch transformers peft gguf`):\n\n\
		 ```python\n\
		 import torch\n\
		 from peft import PeftModel\n\
		 from transformers import AutoModelForCausalLM, AutoTokenizer\n\n\
		 adapter = \".\"  # this folder\n\
		 {place}\n\
		 base = AutoModelForCausalLM.from_pretrained(folder{of_folder}, dtype=torch.float32)\n\
		 model = PeftModel.from_pretrained(base, adapter)\n\
		 {tokenizer}\n\
		 messages = [{{\"role\": \"user\", \"content\": \"YOUR QUESTION\"}}]\n\
		 ids = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=True, \
		 return_tensors=\"pt\")\n\
		 end = tokenizer.convert_tokens_to_ids(\"{end}\")\n\
		 answer = model.generate(**ids, max_new_tokens=256, do_sample=False, repetition_penalty=1.0, \
		 eos_token_id=end, pad_token_id=end)\n\
		 print(tokenizer.decode(answer[0, ids[\"input_ids\"].shape[1] :], skip_special_tokens=True))\n\
		 ```\n\n\
		 Here, text that spells a mark of the template, such as `{end}`, is ordinary text;\n\
		 transformers reads it as the mark.\n"
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_template_is_that_of_the_chat() {
		// Without the loops: what transformers writes for one message of the user.
		for part in
			["'<|im_start|>' + message['role'] + '\\n'", "'<|im_end|>' + '\\n'", "'<|im_start|>assistant\\n'"]
		{
			assert!(TEMPLATE.contains(part), "{part}");
		}
		assert!(!TEMPLATE.contains("system"));
	}
}
