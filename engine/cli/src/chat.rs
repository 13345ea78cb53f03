//! The subcommand `chat`.

use crate::{
	Error,
	defaults::{MemoryArgs, MethodArgs, default_threads, start_engine},
};
use openledger_infer::{Generator, Step};
use openledger_model::{Adapter, Base, Message, Model, Role};
use std::{io::Write, ops::ControlFlow, path::PathBuf};

/// The arguments of `chat`.
#[derive(Clone, Debug, clap::Args)]
pub struct ChatArgs {
	/// Base model: a GGUF file, or a folder of safetensors as Hugging Face has it.
	#[arg(long, value_name = "PATH")]
	pub base: PathBuf,
	/// Adapter, a PEFT folder.
	#[arg(long, value_name = "DIR")]
	pub adapter: Option<PathBuf>,
	/// The arithmetic of the answer.
	#[command(flatten)]
	pub arithmetic: MethodArgs,
	/// Question to ask.
	#[arg(long, value_name = "TEXT")]
	pub prompt: String,
	/// Instructions to the model.
	#[arg(long, value_name = "TEXT")]
	pub system: Option<String>,
	/// Most tokens that the answer may have.
	#[arg(long, value_name = "N", default_value_t = 256)]
	pub max_tokens: u32,
	/// The bound on the model's memory.
	#[command(flatten)]
	pub memory_limit: MemoryArgs,
	/// Threads; the answer does not depend on it.
	#[arg(long, value_name = "N")]
	pub threads: Option<usize>,
}

/// Answers one question on stdout and returns the answer.
pub fn run(args: ChatArgs) -> Result<String, Error> {
	let base = Base::open_within(&args.base, &args.memory_limit.budget())?;
	let engine = start_engine(args.threads.unwrap_or_else(default_threads))?;
	let frozen = base.serving(args.arithmetic.method, &engine);
	let model = match &args.adapter {
		Some(dir) => Model::with_adapter(frozen, &Adapter::from_peft(dir, base.config())?, engine)?,
		None => Model::without_adapter(frozen, engine)?,
	};
	let system = args.system.map(|content| Message { role: Role::System, content });
	let messages: Vec<Message> = system.into_iter().chain([Message::user(&args.prompt)]).collect();
	let answer = Generator::new(model).chat(&messages, args.max_tokens, &mut |step| {
		if let Step::Wrote(text) = step {
			print!("{text}");
		}
		match std::io::stdout().flush() {
			Ok(()) => ControlFlow::Continue(()),
			Err(_) => ControlFlow::Break(()),
		}
	})?;
	println!();
	Ok(answer.text)
}
