//! Asks a tuned model a question: `chat MODEL.gguf ADAPTER QUESTION`.

use openledger_infer::{Completion, Generator, Step};
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Message, Model};
use openledger_spec::Method;
use std::{error::Error, io::Write, ops::ControlFlow, path::Path};

/// Answers a question, handing out the text as it comes.
pub fn run(
	model: &str,
	adapter: &str,
	question: &str,
	on_text: &mut dyn FnMut(&str),
) -> Result<Completion, Box<dyn Error>> {
	let (base, engine) = (Base::open(Path::new(model))?, Engine::new(2)?);
	let adapter = Adapter::from_peft(Path::new(adapter), base.config())?;
	let model = Model::with_adapter(base.frozen(Method::Lora, &engine), &adapter, engine)?;
	let completion = Generator::new(model).chat(&[Message::user(question)], 256, &mut |step| {
		if let Step::Wrote(text) = step {
			on_text(text);
		}
		ControlFlow::Continue(())
	})?;
	Ok(completion)
}

#[allow(dead_code, reason = "the test calls `run`")]
fn main() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [model, adapter, question] = &arguments[..] else {
		return Err("chat MODEL.gguf ADAPTER QUESTION".into());
	};
	let completion = run(model, adapter, question, &mut |text| {
		print!("{text}");
		let _ = std::io::stdout().flush();
	})?;
	println!("\n{} tokens, {:?}", completion.answer_ids.len(), completion.finish);
	Ok(())
}
